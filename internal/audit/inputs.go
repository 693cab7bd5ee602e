package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// origin is one place where a value comes from, before it belongs to an input.
type origin struct {
	kind      string // as Input.Source
	widget    string
	node      python.Node
	in        *flow.Function
	key       string
	operation *Operation
	label     string
	variable  string // that the answer is assigned to
	stored    bool   // the answer is read back from session state
}

// functionInputs finds where the arguments of all calls of an operation come from, and what it reads by itself.
func (a *auditor) functionInputs(fn *flow.Function, op *Operation) {
	for _, p := range parameters(fn) {
		if fn.Cache != "" && strings.HasPrefix(p, "_") {
			continue // what does not count as key of a cache is what it works with
		}
		for _, s := range a.uiSites(fn) {
			if s.call == nil {
				continue
			}
			arg, all := flow.ArgumentFor(fn, s.call, p)
			if arg == nil {
				if all {
					a.starred(s, op)
				}
				continue
			}
			if isResource(a.Program.TypeOf(s.in, arg)) {
				continue // a dependency
			}
			for _, src := range a.sourcesOf(s.in, arg) {
				op.Inputs = append(op.Inputs, src.input(p))
			}
		}
	}
	for _, s := range a.uiSites(fn) {
		for name, e := range extra(fn, s.call) {
			for _, src := range a.sourcesOf(s.in, e) {
				op.Inputs = append(op.Inputs, src.input(name))
			}
		}
	}
	a.eachEvent(fn, func(in *flow.Function, e *flow.Event) {
		if src, ok := stateSource(in, e); ok {
			op.Inputs = append(op.Inputs, src.input(src.key))
			for _, w := range a.keyed(src.key) {
				op.Inputs = append(op.Inputs, w.input(src.key))
			}
		}
	})
	if op.triggered(onChat) {
		for _, s := range a.uiSites(fn) {
			src, ok := a.message(s.in, s.node, map[*flow.Function]bool{})
			if in := src.input(cmp.Or(src.name(), "message")); ok && !slices.ContainsFunc(op.Inputs, func(other Input) bool { return other.At == in.At }) {
				op.Inputs = append(op.Inputs, in)
			}
		}
	}
	op.Inputs = sortedInputs(op.Inputs)
}

// extra is what a call gives by name that only **kwargs takes.
func extra(fn *flow.Function, call *flow.Call) map[string]python.Expr {
	out := map[string]python.Expr{}
	if def := fn.Def(); def == nil || def.Params.KwArg == nil || call == nil {
		return out
	}
	for _, k := range call.Node.Keywords {
		if k.Name != "" && !slices.Contains(parameters(fn), k.Name) {
			out[k.Name] = k.Value
		}
	}
	return out
}

// starred adds what comes in by *list and **dict: under the names that the user sees.
func (a *auditor) starred(s site, op *Operation) {
	given := slices.Clone(s.call.Node.Args)
	for _, k := range s.call.Node.Keywords {
		if k.Name == "" {
			given = append(given, k.Value)
		}
	}
	for _, e := range given {
		for _, src := range a.sourcesOf(s.in, e) {
			op.Inputs = append(op.Inputs, src.input(src.name()))
		}
	}
}

// name is what an input is called where no parameter names it.
func (s origin) name() string {
	if s.variable != "" {
		return identifier(s.variable)
	}
	if s.key != "" {
		return identifier(s.key)
	}
	return identifier(s.label)
}

// parameters are the names that callers may give, without self.
func parameters(fn *flow.Function) []string {
	def := fn.Def()
	if def == nil {
		return nil
	}
	var out []string
	for _, list := range [][]*python.Arg{def.Params.PosOnly, def.Params.Args, def.Params.KwOnly} {
		for _, p := range list {
			out = append(out, p.Name)
		}
	}
	if fn.Of != nil && len(out) > 0 && !slices.Contains(fn.Decorated, "builtins.staticmethod") {
		out = out[1:]
	}
	return out
}

// stateSource is a key of session state, or the identity, that a function reads by itself.
func stateSource(in *flow.Function, e *flow.Event) (origin, bool) {
	if e.Kind == flow.AppCall || e.Kind == flow.PassedOn {
		return origin{}, false
	}
	switch names := e.Effects.Names(); {
	case slices.Contains(names, "state.read") && e.Key != "":
		return origin{kind: "session_state", key: e.Key, node: e.Node, in: in}, true
	case slices.Contains(names, "identity.read"):
		return origin{kind: "header", key: last(e.Name), node: e.Node, in: in}, true
	}
	return origin{}, false
}

func last(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// input gives a source the name of what it ends in.
func (s origin) input(name string) Input {
	in := Input{Name: name, Source: s.kind, Widget: s.widget, Key: s.key, Label: s.label}
	if s.node != nil {
		in.At = at(s.in.Module, s.node)
	}
	if s.operation != nil {
		in.Operation = s.operation.From.File + ":" + itoa(s.operation.From.Line) // becomes the id when names are given
	}
	return in
}

// sortedInputs sorts inputs by name and place and leaves out repeats.
func sortedInputs(list []Input) []Input {
	slices.SortFunc(list, func(x, y Input) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.At, y.At), cmp.Compare(x.Source, y.Source), cmp.Compare(x.Key, y.Key), cmp.Compare(x.Operation, y.Operation))
	})
	list = slices.CompactFunc(list, func(x, y Input) bool {
		return x.Name == y.Name && x.At == y.At && x.Source == y.Source && x.Key == y.Key && x.Operation == y.Operation
	})
	if list == nil {
		return []Input{}
	}
	return list
}

// sourcesOf follows an expression of a function to where its value comes from.
func (a *auditor) sourcesOf(fn *flow.Function, e python.Expr) []origin {
	if known, ok := a.inputs[e]; ok {
		return known
	}
	a.inputs[e] = nil // a value that depends on itself adds nothing by it
	in, at := a.unpacked(fn, e)
	out := a.fromSlice(a.slicer.Backward(in, at))
	a.inputs[e] = out
	return out
}

// unpacked follows a name that is one part of a tuple, given by a function of the app or written there, to the
// expression of that part: what the other parts come from is no part of it.
func (a *auditor) unpacked(fn *flow.Function, e python.Expr) (*flow.Function, python.Expr) {
	name, ok := e.(*python.Name)
	if !ok {
		return fn, e
	}
	sym := fn.Module.Names.Variable(name)
	if sym == nil || sym.Owner != fn.Scope || len(sym.Bindings) != 1 {
		return fn, e
	}
	assign, ok := sym.Bindings[0].Stmt.(*python.Assign)
	if !ok || len(assign.Targets) != 1 {
		return fn, e
	}
	targets, ok := assign.Targets[0].(*python.Tuple)
	if !ok {
		return fn, e
	}
	at := slices.IndexFunc(targets.Elts, func(t python.Expr) bool { n, isName := t.(*python.Name); return isName && n.ID == name.ID })
	in, values := a.tupleOf(fn, assign.Value)
	if at < 0 || len(values) != len(targets.Elts) {
		return fn, e
	}
	return in, values[at]
}

// tupleOf are the parts of a tuple: written there, or returned by the one function of the app that is called.
func (a *auditor) tupleOf(fn *flow.Function, e python.Expr) (*flow.Function, []python.Expr) {
	switch e := e.(type) {
	case *python.Tuple:
		return fn, e.Elts
	case *python.Call:
		c := a.Program.CallOf(e)
		if c == nil || len(c.Callees) != 1 || c.Callees[0].Def() == nil {
			return nil, nil
		}
		var found *python.Tuple
		returns := 0
		flow.EachStatement(c.Callees[0].Def().Body, func(s python.Stmt) bool {
			if r, ok := s.(*python.Return); ok {
				returns++
				found, _ = r.Value.(*python.Tuple)
			}
			_, inner := s.(*python.FunctionDef)
			return !inner
		})
		if returns == 1 && found != nil {
			return c.Callees[0], found.Elts
		}
	}
	return nil, nil
}

// fromSlice turns the inputs of a slice into origins.
func (a *auditor) fromSlice(slice *flow.Slice) []origin {
	var out []origin
	for _, in := range slice.Inputs {
		if src, ok := a.sourceOf(in); ok {
			out = append(out, src)
			if src.kind == "session_state" {
				out = append(out, a.keyed(src.key)...)
			}
		}
	}
	for _, part := range slice.Parts {
		if op := a.ops[part.Function]; op != nil {
			out = append(out, origin{kind: "operation", operation: op})
		}
	}
	return out
}

func (a *auditor) sourceOf(in flow.SliceInput) (origin, bool) {
	src := origin{node: in.Node, in: in.In}
	switch in.Kind {
	case flow.WidgetInput:
		call, ok := in.Node.(*python.Call)
		if !ok {
			return src, false
		}
		c := a.Program.CallOf(call)
		if c == nil || c.Entry == nil || c.Entry.Widget == "trigger" {
			return src, false
		}
		src.kind, src.widget = "widget", last(c.Entry.Name)
		src.label, _ = stringOf(argument(c, "label"))
		src.key, _ = stringOf(argument(c, "key"))
		src.variable = a.assignedTo(in.In, call)
		if op := a.chosenFrom(in.In, c); op != nil {
			src.kind, src.operation = "dataframe_of", op
		}
		return src, true
	case flow.UploadInput:
		src.kind, src.widget = "upload", last(in.Name)
		if call, ok := in.Node.(*python.Call); ok {
			src.variable = a.assignedTo(in.In, call)
		}
		return src, true
	case flow.StateInput:
		src.kind, src.key = "session_state", in.Name
		if strings.HasPrefix(in.Name, "streamlit.QueryParams") {
			src.widget, src.key = "query_params", literalKey(in.Node)
		} else if strings.HasPrefix(in.Name, "streamlit.") { // a key that is computed, or all of them
			src.key = ""
		}
		return src, !looksAtKeys(in.Name)
	case flow.IdentityInput:
		src.kind, src.key = "header", last(in.Name)
		if src.key == "*" {
			src.key = cmp.Or(a.keyRead(in.In, in.Node), literalKey(in.Node))
		}
		return src, src.key != "context" // what is read of it counts
	}
	return src, false
}

// literalKey is the key that a subscript, an attribute or a call of get reads.
func literalKey(node python.Node) string {
	key := ""
	switch node := node.(type) {
	case *python.Subscript:
		key, _ = stringOf(node.Slice)
	case *python.Attribute:
		key = node.Attr
	case *python.Call:
		if len(node.Args) > 0 {
			key, _ = stringOf(node.Args[0])
		}
	}
	return key
}

// keyRead is the key that a statement reads of an expression, as headers.get("X-User").
func (a *auditor) keyRead(fn *flow.Function, node python.Node) string {
	here := a.spotOf(fn, node)
	if here == nil {
		return ""
	}
	key := ""
	flow.EachExpression(here.stmt, func(e python.Expr) {
		switch e := e.(type) {
		case *python.Subscript:
			if python.Node(e.Value) == node {
				key = literalKey(e)
			}
		case *python.Call:
			if method, ok := e.Func.(*python.Attribute); ok && python.Node(method.Value) == node && method.Attr == "get" {
				key = literalKey(e)
			}
		}
	})
	return key
}

// looksAtKeys tells uses of the state as a whole: which keys there are is no value of a user.
func looksAtKeys(name string) bool {
	return strings.HasPrefix(name, "streamlit.") && slices.Contains([]string{"keys", "items", "values", "__contains__", "__iter__", "__len__", "clear", "to_dict"}, last(name))
}

// assignedTo is the name that the answer of a widget is assigned to.
func (a *auditor) assignedTo(fn *flow.Function, call *python.Call) string {
	spot := a.spotOf(fn, call)
	if spot == nil {
		return ""
	}
	assign, ok := spot.stmt.(*python.Assign)
	if !ok || len(assign.Targets) != 1 || assign.Value != python.Expr(call) {
		return ""
	}
	name, ok := assign.Targets[0].(*python.Name)
	if !ok {
		return ""
	}
	return name.ID
}

// argument is what a call gives for a parameter; an expression that is never nil.
func argument(c *flow.Call, name string) python.Expr {
	if e := c.Argument(name); e != nil {
		return e
	}
	return &python.Constant{Kind: python.None}
}

// chosenFrom is the operation whose result a widget offers as choices.
func (a *auditor) chosenFrom(fn *flow.Function, c *flow.Call) *Operation {
	options := c.Argument("options")
	if options == nil {
		return nil
	}
	if _, literal := options.(*python.List); literal {
		return nil
	}
	for _, src := range a.sourcesOf(fn, options) {
		if src.kind == "operation" {
			return src.operation
		}
	}
	return nil
}
