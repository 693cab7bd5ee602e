package flow

import (
	"cmp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// Module is a file of the app that was read.
type Module struct {
	Path  string // relative to the app, with slashes
	File  *python.File
	Names *Names
	Page  bool // Streamlit runs it as a script: bare expressions are shown

	Body  *Function
	all   map[string]bool          // names of __all__; nil when there is none that can be read
	runs  map[*python.Call]*Module // exec(open(…)) and its like, with the file that they run
	stars []Value                  // modules that are imported with *
	atom  *atom
}

// Input is what an analysis looks at.
type Input struct {
	Catalogue *catalogue.Catalogue
	Modules   []*Module // read only
	// Resolve finds the module of the app that an import in another one means; nil when it is none: a library.
	// The name is as written, without its dots, which level counts.
	Resolve func(from *Module, name string, level int) *Module
}

// Program is an app of which every function is known by what it may call, cause and hold.
type Program struct {
	Catalogue *catalogue.Catalogue
	Modules   []*Module
	Functions []*Function // bodies of modules, defs and lambdas; by module, then by place
	Classes   []*Class    // by module, then by place

	resolve   func(from *Module, name string, level int) *Module
	atoms     *atoms
	slots     map[*Symbol]*slot
	state     map[string]*slot // session state by literal key
	functions map[python.Node]*Function
	classes   map[*python.ClassDef]*Class
	calls     map[*python.Call]*Call
	byID      map[string]*Function
	queue     []*Function
	dropped   *dropped // nil until somebody asks
	guesses   map[string]guess
	set       map[string]bool // attributes of modules that something sets: "openai.api_key", "config.py:DEBUG"
}

// Analyse finds what every function of an app may call and cause. Its cost grows with the size of the app: a
// function is looked at again only when something that it reads has grown, and at most maxEvaluations times.
func Analyse(in Input) *Program {
	p := &Program{
		Catalogue: in.Catalogue, Modules: in.Modules, resolve: in.Resolve, atoms: newAtoms(in.Catalogue),
		slots: map[*Symbol]*slot{}, state: map[string]*slot{}, functions: map[python.Node]*Function{},
		classes: map[*python.ClassDef]*Class{}, calls: map[*python.Call]*Call{}, set: map[string]bool{},
	}
	for _, m := range in.Modules {
		m.Body = &Function{
			Name: "<module>", Path: "<module>", Node: m.File.Module, Module: m, Scope: m.Names.Top, reads: map[*slot]bool{},
		}
		p.functions[m.File.Module] = m.Body
		p.enqueue(m.Body)
	}
	for len(p.queue) > 0 {
		fn := p.queue[0]
		p.queue = p.queue[1:]
		fn.queued = false
		fn.evaluations++
		p.evaluate(fn, false)
	}
	p.collect()
	p.settle()
	return p
}

// maxEvaluations bounds how often one function is looked at; values that grow still then are cut off.
const maxEvaluations = 12

func (p *Program) enqueue(fn *Function) {
	if !fn.queued && fn.evaluations < maxEvaluations {
		fn.queued = true
		p.queue = append(p.queue, fn)
	}
}

// evaluate walks one function. With record it writes down what it sees: once, when nothing grows any more.
func (p *Program) evaluate(fn *Function, record bool) {
	ev := &evaluator{Program: p, fn: fn, scope: fn.Scope, record: record, end: fn.Node.Span().End}
	fn.loops = fn.loops[:0]
	switch node := fn.Node.(type) {
	case *python.Module:
		ev.block(node.Body)
	case *python.FunctionDef:
		ev.params(node.Params)
		if node.Returns != nil {
			ev.returnAnnotation(node.Returns)
		}
		ev.block(node.Body)
	case *python.Lambda:
		ev.flow(&fn.result, ev.eval(node.Body))
	}
}

// collect records what every function does, in the order of the modules and their lines.
func (p *Program) collect() {
	for _, fn := range p.functions {
		p.Functions = append(p.Functions, fn)
	}
	for _, c := range p.classes {
		p.Classes = append(p.Classes, c)
	}
	order := make(map[*Module]int, len(p.Modules))
	for i, m := range p.Modules {
		order[m] = i
	}
	slices.SortFunc(p.Functions, func(a, b *Function) int {
		return cmp.Or(compareNodes(order[a.Module]-order[b.Module], a.Node, b.Node), strings.Compare(a.Path, b.Path))
	})
	slices.SortFunc(p.Classes, func(a, b *Class) int {
		return compareNodes(order[a.Module]-order[b.Module], a.Node, b.Node)
	})
	p.byID = make(map[string]*Function, len(p.Functions))
	for _, fn := range p.Functions {
		if id := fn.ID(); p.byID[id] == nil {
			p.byID[id] = fn
		}
		p.evaluate(fn, true)
		slices.SortStableFunc(fn.Events, func(a, b Event) int { return compareNodes(0, a.Node, b.Node) })
		slices.SortStableFunc(fn.Calls, func(a, b *Call) int { return compareNodes(0, a.Node, b.Node) })
	}
}

// compareNodes orders by place; a node comes before those inside it.
func compareNodes(modules int, a, b python.Node) int {
	x, y := a.Span(), b.Span()
	switch {
	case modules != 0:
		return modules
	case x.Start != y.Start:
		return x.Start - y.Start
	}
	return y.End - x.End
}

// slotOf is the variable of a symbol.
func (p *Program) slotOf(sym *Symbol) *slot {
	s := p.slots[sym]
	if s == nil {
		s = &slot{}
		p.slots[sym] = s
	}
	return s
}

// stateSlot is what session state holds under a literal key.
func (p *Program) stateSlot(key string) *slot {
	s := p.state[key]
	if s == nil {
		s = &slot{}
		p.state[key] = s
	}
	return s
}

// function is the function of a def or lambda; the first call makes it and has it looked at.
func (ev *evaluator) function(node python.Node, name string) *Function {
	fn := ev.functions[node]
	if fn != nil {
		return fn
	}
	fn = &Function{
		Name: name, Node: node, Module: ev.fn.Module, Outer: ev.fn, Scope: ev.fn.Module.Names.Opened[node],
		reads: map[*slot]bool{}, Of: ev.class,
	}
	switch {
	case ev.class != nil:
		fn.Path = ev.class.Path + "." + name
	case ev.fn.Outer != nil:
		fn.Path = ev.fn.Path + "." + name
	default:
		fn.Path = name
	}
	ev.functions[node] = fn
	ev.enqueue(fn)
	return fn
}

// CallOf finds what a call may reach; nil for calls in lines that are not in the tree.
func (p *Program) CallOf(node *python.Call) *Call { return p.calls[node] }

// Function finds a function by its module's path and its own: "core/db.py", "Store.save"; of several the first.
func (p *Program) Function(module, path string) *Function {
	return p.byID[module+":"+path]
}

// flow adds a value to a slot; those who read it are looked at again when it grew.
func (p *Program) flow(s *slot, v Value) {
	if s.fixed || len(v.atoms) == 0 && (!v.open || s.value.open) {
		return
	}
	before := s.value
	s.value = join(before, v)
	if len(s.value.atoms) == len(before.atoms) && s.value.open == before.open {
		return
	}
	for _, reader := range s.readers {
		p.enqueue(reader)
	}
}

// flow adds a value to a slot. The recording walk and quiet ones add nothing: what was recorded holds for all.
func (ev *evaluator) flow(s *slot, v Value) {
	if !ev.record {
		ev.Program.flow(s, v)
	}
}

// read looks into a slot and remembers who did.
func (ev *evaluator) read(s *slot) Value {
	if !s.fixed && !ev.record && !ev.fn.reads[s] {
		ev.fn.reads[s] = true
		s.readers = append(s.readers, ev.fn)
	}
	return s.value
}

// evaluator walks one function. The catalogue says what libraries do; slots say what variables hold.
type evaluator struct {
	*Program
	fn     *Function
	scope  *Scope
	class  *Class // in the body of a class
	record bool
	loops  int
	quiet  int // in annotations: nothing is recorded
	main   bool
	steps  int // left for the text that is followed
	end    int // of the block that is walked
	at     int // behind the header of the statement that is walked: what it assigns holds from here
}

// written is an expression as a person would quote it: one line, not long.
func (ev *evaluator) written(node python.Node) string { return written(ev.fn.Module, node) }

func written(m *Module, node python.Node) string {
	span := node.Span()
	text := strings.Join(strings.Fields(m.File.Source.Text[span.Start:min(span.End, span.Start+200)]), " ")
	if len(text) > 60 {
		text = strings.ToValidUTF8(text[:57], "") + "…"
	}
	return text
}
