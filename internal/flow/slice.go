package flow

import (
	"cmp"
	"slices"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// Slice is what a place depends on, or what depends on it, across functions.
type Slice struct {
	Parts  []SlicePart  // by module, then by place
	Inputs []SliceInput // where values come in from outside; by module, then by place
	Doubts []Doubt      // why the slice may miss something; none when it is sound
}

// SlicePart is what a slice holds of one function.
type SlicePart struct {
	Function   *Function
	Statements []python.Stmt // in source order; of a compound statement only the header counts
}

// InputKind is a way for values to come in.
type InputKind uint8

// The kinds of inputs. They are where a backward slice ends.
const (
	ParameterInput InputKind = iota // of the function that the slice began in
	WidgetInput
	UploadInput
	StateInput    // session state and query parameters
	IdentityInput // who asks: headers, cookies, st.user
	SecretInput
	EnvironmentInput
	DatabaseInput
	NetworkInput
	FileInput
	ClockInput
	RandomInput
	SettingInput // what the process has set
)

// String is the kind as the dump has it.
func (k InputKind) String() string {
	return [...]string{"parameter", "widget", "upload", "state", "identity", "secret", "environment", "database", "network",
		"file", "clock", "random", "setting"}[k]
}

// SliceInput is one place where a value comes in.
type SliceInput struct {
	Kind InputKind
	Name string      // of the parameter; of the state key where it is literal; else the callee's qualified name
	Node python.Node // the call, attribute or item; the parameter
	In   *Function
}

// Doubt is a place that keeps a slice from being complete for sure.
type Doubt struct {
	In     *Function
	Node   python.Node
	Reason string // lower case, no full stop
}

// Diagnostic is the place with its reason.
func (d Doubt) Diagnostic() diag.Diagnostic {
	out := diag.At(d.In.Module.File.Source, d.Node.Span(), d.Reason, "")
	out.Severity = diag.Warning
	return out
}

// SliceOptions choose how far a slice goes; the zero value stays inside the function and what it calls.
type SliceOptions struct {
	Callers bool // go on into those who call the function: to the arguments, or with the result
	Widgets bool // go on into what widgets are given: options, defaults
	// Values leaves out what only decides whether the place is reached, or the calls that lead to it: the page that
	// was chosen, the button that was pressed. What decides between values still counts.
	Values bool
}

// Slicer makes slices of one program and keeps what they share. It is not safe for concurrent use.
type Slicer struct {
	*Program
	opts    SliceOptions
	graphs  map[*Function]*graph
	written map[*Function]map[*Symbol]bool
	sites   map[*Function][]*Call
}

// Slicer prepares slices that go as far as the options say.
func (p *Program) Slicer(opts SliceOptions) *Slicer {
	return &Slicer{Program: p, opts: opts, graphs: map[*Function]*graph{}, written: map[*Function]map[*Symbol]bool{}}
}

// Backward finds what a place depends on: through data, including what changes a value in between, and through the
// conditions, early returns, raises and st.stop that decide whether it is reached. At is a statement of the function,
// or an expression in one.
func (s *Slicer) Backward(fn *Function, at python.Node) *Slice {
	w := s.begin(fn)
	n := s.graph(fn).at(at)
	w.excuse(n)
	switch e, isExpr := at.(python.Expr); {
	case n == nil:
		w.doubt(fn, at, "the place is not part of the function")
	case isExpr:
		w.mark(n)
		w.expression(n, e)
		w.controls(n)
	default:
		w.include(n)
	}
	w.run()
	return w.result()
}

// Forward finds what depends on a place: who uses the values that it makes or changes, and what it decides about.
func (s *Slicer) Forward(fn *Function, at python.Node) *Slice {
	w := s.begin(fn)
	if n := s.graph(fn).at(at); n != nil {
		w.start = n
		w.include(n)
	} else {
		w.doubt(fn, at, "the place is not part of the function")
	}
	w.runForward()
	return w.result()
}

// At finds the statement that begins on a line, or else holds it, with the function that it is part of; nil when the
// app has no such place. Of several the innermost and last counts.
func (p *Program) At(path string, line int) (fn *Function, stmt python.Stmt) {
	for _, m := range p.Modules {
		if m.Path != path {
			continue
		}
		fn = m.Body
		source := m.File.Source
		EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
			span := s.Span()
			if source.Line(span.Start) > line || source.Line(max(span.Start, span.End-1)) < line {
				return false
			}
			stmt = s
			if inner := p.functions[s]; inner != nil && source.Line(span.Start) < line {
				fn = inner
			}
			return true
		})
	}
	if stmt == nil {
		return nil, nil
	}
	return fn, stmt
}

// slicing is one slice while it is made.
type slicing struct {
	*Slicer
	root    *Function
	start   *sliceNode // of a forward slice
	queue   []*sliceNode
	marked  map[*sliceNode]bool // part of the slice
	done    map[*sliceNode]bool // and what it depends on too
	taken   map[*Function]bool  // results were asked for
	climbed map[*Symbol]bool    // parameters whose arguments were asked for
	beside  map[*Function]bool  // functions that change a shared variable: whoever calls them has a part in it
	up      map[*Function]bool  // the first function and those that call it: only their parameters lead to callers
	globals map[*Symbol]bool    // variables whose bindings were asked for
	tainted map[taint]bool
	inputs  map[SliceInput]bool
	doubts  map[Doubt]bool
	excused map[*sliceNode]bool // decide only whether the place is reached
}

func (s *Slicer) begin(fn *Function) *slicing {
	return &slicing{
		Slicer: s, root: fn, marked: map[*sliceNode]bool{}, done: map[*sliceNode]bool{}, taken: map[*Function]bool{},
		climbed: map[*Symbol]bool{}, beside: map[*Function]bool{}, up: map[*Function]bool{fn: true}, globals: map[*Symbol]bool{}, tainted: map[taint]bool{}, inputs: map[SliceInput]bool{},
		doubts: map[Doubt]bool{}, excused: map[*sliceNode]bool{},
	}
}

func (s *slicing) doubt(fn *Function, node python.Node, reason string) {
	s.doubts[Doubt{In: fn, Node: node, Reason: reason}] = true
}

// excuse leaves out what decides whether a statement is reached, where only values count.
func (s *slicing) excuse(n *sliceNode) {
	if n == nil || !s.opts.Values {
		return
	}
	for _, branch := range slices.Concat(n.decidedBy, n.around) {
		if branch.stmt != nil && !s.excused[branch] {
			s.excused[branch] = true
			s.excuse(branch)
		}
	}
}

// mark makes a statement part of the slice.
func (s *slicing) mark(n *sliceNode) { s.marked[n] = true }

// include makes a statement part of the slice, with all that follows from it.
func (s *slicing) include(n *sliceNode) {
	if n.stmt == nil || s.done[n] {
		return
	}
	s.done[n] = true
	s.mark(n)
	s.queue = append(s.queue, n)
}

// result sorts what was collected.
func (s *slicing) result() *Slice {
	out := &Slice{}
	order := map[*Function]int{}
	for i, fn := range s.Functions {
		order[fn] = i
	}
	byFunction := map[*Function][]python.Stmt{}
	for n := range s.marked {
		byFunction[n.fn] = append(byFunction[n.fn], n.stmt)
	}
	for fn, list := range byFunction {
		slices.SortFunc(list, func(a, b python.Stmt) int { return compareNodes(0, a, b) })
		out.Parts = append(out.Parts, SlicePart{Function: fn, Statements: list})
	}
	slices.SortFunc(out.Parts, func(a, b SlicePart) int { return order[a.Function] - order[b.Function] })
	for in := range s.inputs {
		out.Inputs = append(out.Inputs, in)
	}
	slices.SortFunc(out.Inputs, func(a, b SliceInput) int {
		return cmp.Or(order[a.In]-order[b.In], compareNodes(0, a.Node, b.Node), int(a.Kind)-int(b.Kind), cmp.Compare(a.Name, b.Name))
	})
	for d := range s.doubts {
		out.Doubts = append(out.Doubts, d)
	}
	slices.SortFunc(out.Doubts, func(a, b Doubt) int {
		return cmp.Or(order[a.In]-order[b.In], compareNodes(0, a.Node, b.Node), cmp.Compare(a.Reason, b.Reason))
	})
	return out
}
