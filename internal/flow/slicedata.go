package flow

import (
	"slices"

	"github.com/streamlift/streamlift/internal/python"
)

// describe finds what a statement has to do with: names, calls, variables of modules that its callees write.
func (g *graph) describe(n *sliceNode) {
	n.facts = g.facts(n.stmt)
	EachExpression(n.stmt, func(inner python.Expr) {
		g.inside[inner] = n
		switch inner := inner.(type) {
		case *python.Call:
			if c := g.Slicer.calls[inner]; c != nil {
				n.calls = append(n.calls, c)
			}
		case *python.Yield, *python.YieldFrom:
			n.yields = true
		}
	})
	for _, c := range n.calls {
		if self := g.superSelf(c.Node); self != "" {
			n.facts.Mutates = append(n.facts.Mutates, self)
		}
		for _, callee := range c.Callees {
			for sym := range g.writes(callee) {
				if n.touches == nil {
					n.touches = map[*Symbol]bool{}
				}
				n.touches[sym] = true
			}
		}
	}
}

// superSelf is the name of the receiver that super().method(…) passes on, which the method may change.
func (g *graph) superSelf(e *python.Call) string {
	method, ok := e.Func.(*python.Attribute)
	if !ok {
		return ""
	}
	base, ok := method.Value.(*python.Call)
	def := g.fn.Def()
	if !ok || def == nil || g.fn.Of == nil || qualified(g.fn.Scope, base.Func) != "super" {
		return ""
	}
	for _, list := range [][]*python.Arg{def.Params.PosOnly, def.Params.Args} {
		if len(list) > 0 {
			return list[0].Name
		}
	}
	return ""
}

// facts are the names of a statement as a slice counts them: what a widget is given does not decide what the user
// answers, and a def takes nothing from around it until it is called.
func (g *graph) facts(s python.Stmt) Facts {
	w := &factWalker{program: g.Program, fn: g.fn}
	if !g.opts.Widgets {
		w.skip = g.isWidget
	}
	var out Facts
	switch s := s.(type) {
	case *python.FunctionDef:
		for _, d := range s.Decorators {
			w.expr(d)
		}
		eachDefault(s.Params, w.expr)
		out = Facts{Defines: []string{s.Name}, Uses: settled(w.uses), Mutates: settled(w.mutates)}
	case *python.AnnAssign:
		if s.Value == nil {
			return Facts{}
		}
		out = w.statement(s)
	default:
		out = w.statement(s)
	}
	out.Uses, out.Mutates = slices.DeleteFunc(out.Uses, g.isLibrary), slices.DeleteFunc(out.Mutates, g.isLibrary)
	return g.stateFacts(s, out)
}

// isLibrary reports whether a name is nothing but a library's import: it holds the same everywhere.
func (g *graph) isLibrary(name string) bool {
	sym := g.fn.Scope.Lookup(name)
	if sym == nil || len(sym.Bindings) == 0 || g.resolve == nil {
		return false
	}
	for _, b := range sym.Bindings {
		if b.Import == nil || b.Import.Level > 0 || g.resolve(g.moduleOf(sym), b.Import.Module, 0) != nil {
			return false
		}
	}
	return true
}

// isWidget reports whether a call asks the user for a value of its own: what it is given does not end up in it, as it
// does in an edited table.
func (g *graph) isWidget(e *python.Call) bool {
	c := g.Slicer.calls[e]
	if c == nil || c.Entry == nil || len(c.Callees) > 0 {
		return false
	}
	switch c.Entry.Widget {
	case "", "table", "selection":
		return false
	}
	return true
}

// writes are the variables of modules that a function, or one that it calls, binds or changes.
func (s *Slicer) writes(fn *Function) map[*Symbol]bool {
	if out, known := s.written[fn]; known {
		return out
	}
	out := map[*Symbol]bool{}
	s.written[fn] = out // a function that calls itself adds nothing by it
	if fn.Scope == nil {
		return out
	}
	note := func(name string) {
		if sym := fn.Scope.Lookup(name); sym != nil && sym.Owner.Kind == ModuleScope && fn.Scope.Kind != ModuleScope {
			out[sym] = true
		}
	}
	if def := fn.Def(); def != nil {
		EachStatement(def.Body, func(st python.Stmt) bool {
			switch st := st.(type) {
			case *python.FunctionDef, *python.ClassDef:
				return false
			case *python.Global:
				for _, name := range st.Names {
					note(name)
				}
			case *python.Assign, *python.AugAssign, *python.AnnAssign, *python.Delete, *python.For, *python.With:
				for _, name := range s.Facts(fn, st).Mutates {
					note(name)
				}
			}
			return true
		})
	}
	for _, c := range fn.Calls {
		for _, name := range c.Mutates {
			note(name)
		}
		for _, callee := range c.Callees {
			for sym := range s.writes(callee) {
				out[sym] = true
			}
		}
	}
	return out
}

// reaching are the statements whose binding or change of a name may still hold at a statement, and whether the way
// from the entry is free of a binding: then the value comes from outside.
func (n *sliceNode) reaching(name string) (defs []*sliceNode, outside bool) {
	r, known := n.reached[name]
	if !known {
		r.defs, r.outside = n.reach(name)
		if n.reached == nil {
			n.reached = map[string]reached{}
		}
		n.reached[name] = r
	}
	return r.defs, r.outside
}

// reached is what reaching found.
type reached struct {
	defs    []*sliceNode
	outside bool
}

func (n *sliceNode) reach(name string) (defs []*sliceNode, outside bool) {
	g := n.graph
	seen := make([]bool, len(g.nodes))
	alike := g.alike(name)
	handle := g.ownHandle(name)
	fetches := handle && n.fetches(name)
	stack := slices.Clone(n.before)
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[at.index] {
			continue
		}
		seen[at.index] = true
		if at.index == entryNode {
			outside = true
			continue
		}
		binds := slices.Contains(at.facts.Defines, name)
		if isStateName(name) && slices.Contains(at.facts.Defines, anyKey) {
			defs = append(defs, at)
		}
		answers := handle && fetches && slices.Contains(at.steps, name)
		if binds || answers || !handle && (at.changes(alike) || at.stepsOn(alike) || at.reaches(alike)) {
			defs = append(defs, at)
		}
		if !answers && (!binds || !at.surely(name)) {
			stack = append(stack, at.before...)
		}
	}
	return defs, outside
}

// changes reports whether a statement changes what any of these names hold.
func (n *sliceNode) changes(names []string) bool {
	return slices.ContainsFunc(n.facts.Mutates, func(m string) bool { return slices.Contains(names, m) })
}

// reaches reports whether a callee binds or changes any of these variables of a module.
func (n *sliceNode) reaches(names []string) bool {
	return len(n.touches) > 0 && slices.ContainsFunc(names, func(name string) bool { return n.touches[n.fn.Scope.Lookup(name)] })
}

// stepsOn reports whether a statement does something through any of these handles.
func (n *sliceNode) stepsOn(names []string) bool {
	return slices.ContainsFunc(n.steps, func(m string) bool { return slices.Contains(names, m) })
}

// surely reports whether a statement that binds a name always does, so that no earlier value is left behind it.
func (n *sliceNode) surely(name string) bool {
	switch s := n.stmt.(type) {
	case *python.Assign, *python.AnnAssign, *python.AugAssign, *python.With, *python.FunctionDef, *python.ClassDef, *python.Import, *python.ImportFrom, *python.Delete:
		return !isStateName(name) || !isCallStatement(s)
	}
	return false
}

// isCallStatement tells statements that set state by a call: a widget's key, setdefault.
func isCallStatement(s python.Stmt) bool {
	assign, ok := s.(*python.Assign)
	if !ok {
		return false
	}
	_, call := assign.Value.(*python.Call)
	return call
}
