package flow

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// call goes on into the functions of the app that a call may reach: what they return, and what they change.
func (s *slicing) call(n *sliceNode, c *Call) {
	for _, callee := range c.Callees {
		s.take(callee)
		if callee.MayStop {
			s.takeStops(callee)
		}
	}
	if name := dangerous(n.fn.Scope, c.Node); name != "" {
		s.doubt(n.fn, c.Node, name+" may read and bind any name")
	}
	if c.Unknown && len(c.Callees) == 0 {
		s.unknown(n, c)
	}
}

// dangerous names calls that reach variables by computed names.
func dangerous(scope *Scope, e *python.Call) string {
	name := qualified(scope, e.Func)
	switch name {
	case "exec", "eval":
		if len(e.Args) == 0 {
			return ""
		}
		if _, ok := literal(e.Args[0]); !ok {
			return name
		}
	case "globals", "setattr":
		return name
	}
	return ""
}

// unknown notes that a call nobody described may change what it is given.
func (s *slicing) unknown(n *sliceNode, c *Call) {
	names := sourcesOf(c.Node.Args, s.Slicer)
	if method, ok := c.Node.Func.(*python.Attribute); ok {
		names = append(names, sources(method.Value, s.Slicer)...)
	}
	for _, name := range names {
		sym := n.fn.Scope.Lookup(name)
		if sym == nil || n.graph.scalar(name) || qualifiedImport(sym) != "" {
			continue
		}
		s.doubt(n.fn, c.Node, "nobody described "+c.Name+": it may change "+name)
	}
}

// take includes what a function gives back: its results, and the parameters and attributes that it changes.
func (s *slicing) take(fn *Function) {
	if s.taken[fn] || fn.Scope == nil {
		return
	}
	s.taken[fn] = true
	g := s.graph(fn)
	var changed, handles []string
	for name, sym := range fn.Scope.Symbols {
		switch {
		case !sym.Param:
		case g.isHandle(name):
			handles = append(handles, g.alike(name)...)
			fallthrough
		default:
			changed = append(changed, g.alike(name)...)
		}
	}
	for _, n := range g.nodes {
		if n.returns() || n.changes(changed) || n.stepsOn(handles) {
			s.include(n)
		}
	}
}

// takeStops includes the places where a function may end the script.
func (s *slicing) takeStops(fn *Function) {
	for _, n := range s.graph(fn).nodes {
		if n.stops {
			s.include(n)
		}
	}
}

// climb goes on to the arguments that callers give for a parameter.
func (s *slicing) climb(fn *Function, sym *Symbol) {
	for _, c := range s.callSites(fn) {
		n := s.graph(c.In).inside[c.Node]
		if n == nil {
			continue
		}
		if s.beside[fn] { // the call itself changes something: all of it counts
			s.include(n)
			continue
		}
		s.up[c.In] = true
		s.excuse(n)
		s.mark(n)
		s.controls(n)
		arg, all := ArgumentFor(fn, c, sym.Name)
		switch {
		case arg != nil:
			s.expression(n, arg)
		case all:
			s.include(n)
		}
	}
	for _, caller := range s.Functions {
		for i := range caller.Events {
			if e := &caller.Events[i]; e.Kind == PassedOn && e.Callee == fn {
				s.doubt(caller, e.Node, fn.Name+" is handed on here: what calls it gives the arguments")
			}
		}
	}
}

// callSites are the calls that may reach a function, in order.
func (s *Slicer) callSites(fn *Function) []*Call {
	if s.sites == nil {
		s.sites = map[*Function][]*Call{}
		for _, caller := range s.Functions {
			for _, c := range caller.Calls {
				for _, callee := range c.Callees {
					s.sites[callee] = append(s.sites[callee], c)
				}
			}
		}
	}
	return s.sites[fn]
}

// ArgumentFor is the expression that a call gives for a parameter. All is set when that cannot be told, because of
// stars: then everything that the call is given counts.
func ArgumentFor(fn *Function, c *Call, param string) (arg python.Expr, all bool) {
	var params *python.Arguments
	switch node := fn.Node.(type) {
	case *python.FunctionDef:
		params = node.Params
	case *python.Lambda:
		params = node.Params
	default:
		return nil, true
	}
	position, at := -1, 0
	for _, list := range [][]*python.Arg{params.PosOnly, params.Args} {
		for _, p := range list {
			if p.Name == param {
				position = at
			}
			at++
		}
	}
	if fn.Of != nil && !isStatic(fn) {
		if position == 0 {
			if method, ok := c.Node.Func.(*python.Attribute); ok {
				return method.Value, false
			}
			return nil, true
		}
		position--
	}
	for _, k := range c.Node.Keywords {
		switch k.Name {
		case param:
			return k.Value, false
		case "":
			all = true
		}
	}
	star := slices.IndexFunc(c.Node.Args, func(e python.Expr) bool { _, starred := e.(*python.Starred); return starred })
	if position >= 0 && position < len(c.Node.Args) && (star < 0 || position < star) {
		return c.Node.Args[position], false // whatever *list and **dict hold, they cannot give it again
	}
	if all || star >= 0 {
		return nil, true
	}
	return nil, params.VarArg != nil && params.VarArg.Name == param || params.KwArg != nil && params.KwArg.Name == param
}

func isStatic(fn *Function) bool { return slices.Contains(fn.Decorated, "builtins.staticmethod") }

// enter notes the inputs of a statement: what its calls and uses read from outside.
func (s *slicing) enter(n *sliceNode) {
	for _, e := range n.events {
		s.input(n, e)
		if e.Kind == PassedOn {
			s.take(e.Callee)
		}
	}
	s.stateInputs(n, n.facts.Uses)
}

// enterWithin notes the inputs of one expression of a statement.
func (s *slicing) enterWithin(n *sliceNode, within python.Expr) {
	span := within.Span()
	for _, e := range n.events {
		if at := e.Node.Span(); span.Start <= at.Start && at.End <= span.End {
			s.input(n, e)
		}
	}
}

// input notes an event that reads from outside.
func (s *slicing) input(n *sliceNode, e *Event) {
	if e.Kind == AppCall || e.Kind == PassedOn {
		return
	}
	for _, row := range []struct {
		effect catalogue.Effect
		kind   InputKind
	}{
		{catalogue.Asks, WidgetInput}, {catalogue.IdentityRead, IdentityInput}, {catalogue.SecretsRead, SecretInput},
		{catalogue.EnvRead, EnvironmentInput}, {catalogue.DBRead, DatabaseInput}, {catalogue.DB, DatabaseInput},
		{catalogue.NetRead, NetworkInput}, {catalogue.FileRead, FileInput}, {catalogue.Clock, ClockInput},
		{catalogue.Random, RandomInput}, {catalogue.SettingsRead, SettingInput},
	} {
		if !e.Effects.Has(row.effect) {
			continue
		}
		kind := row.kind
		if entry := s.Catalogue.Lookup(e.Name); kind == WidgetInput && entry != nil && entry.Widget == "file" {
			kind = UploadInput
		}
		s.inputs[SliceInput{Kind: kind, Name: e.Name, Node: e.Node, In: n.fn}] = true
	}
	if e.Effects.Has(catalogue.StateRead) {
		if _, literalKey := s.keyAt(n, e.Node); !literalKey {
			s.inputs[SliceInput{Kind: StateInput, Name: e.Name, Node: e.Node, In: n.fn}] = true
		}
	}
}

// keyAt reports whether the place of an event lies in an expression with a literal key of session state: that key
// is noted by itself.
func (s *slicing) keyAt(n *sliceNode, node python.Node) (string, bool) {
	e, ok := node.(python.Expr)
	if !ok {
		return "", false
	}
	key, _, ok := n.graph.stateKey(e)
	return key, ok
}

// stateInputs notes the literal keys of session state that a statement reads.
func (s *slicing) stateInputs(n *sliceNode, uses []string) {
	for _, name := range uses {
		if isStateName(name) {
			s.inputs[SliceInput{Kind: StateInput, Name: name[len(statePrefix):], Node: n.stmt, In: n.fn}] = true
		}
	}
}
