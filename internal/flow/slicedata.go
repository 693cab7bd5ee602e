package flow

import (
	"slices"

	"github.com/streamlift/streamlift/internal/python"
)

// describe finds what a statement has to do with: names, calls, variables of modules that its callees write.
func (g *graph) describe(n *sliceNode) {
	n.facts = g.facts(n.stmt)
	eachStmtExpr(n.stmt, func(e python.Expr) {
		eachInner(e, func(inner python.Expr) {
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
	})
	for _, c := range n.calls {
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
		eachStmt(def.Body, func(st python.Stmt) bool {
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
	sym := g.fn.Scope.Lookup(name)
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
		if binds || at.changes(alike) || at.stepsOn(alike) || sym != nil && at.touches[sym] {
			defs = append(defs, at)
		}
		if !binds || !at.surely(name) {
			stack = append(stack, at.before...)
		}
	}
	return defs, outside
}

// changes reports whether a statement changes what any of these names hold.
func (n *sliceNode) changes(names []string) bool {
	return slices.ContainsFunc(n.facts.Mutates, func(m string) bool { return slices.Contains(names, m) })
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

// findAliases joins names that may hold the same thing: by plain assignment, as a part of it, or as an element.
func (g *graph) findAliases(body []python.Stmt) {
	g.aliases = map[string][]string{}
	eachStmt(body, func(s python.Stmt) bool {
		switch s := s.(type) {
		case *python.FunctionDef, *python.ClassDef:
			return false
		case *python.Assign:
			for _, target := range s.Targets {
				g.alias(target, s.Value)
			}
		case *python.AnnAssign:
			g.alias(s.Target, s.Value)
		case *python.For:
			g.aliasEach(s.Target, sources(s.Iter, g.Slicer))
		case *python.With:
			for _, item := range s.Items {
				g.alias(item.Target, item.Context)
			}
		}
		return true
	})
}

// alias joins a target with what its value may be a part of, or hold.
func (g *graph) alias(target, value python.Expr) {
	if target == nil || value == nil {
		return
	}
	from, isTuple := value.(*python.Tuple)
	if to, ok := target.(*python.Tuple); ok && isTuple && len(to.Elts) == len(from.Elts) {
		for i := range to.Elts {
			g.alias(to.Elts[i], from.Elts[i])
		}
		return
	}
	g.aliasEach(target, sources(value, g.Slicer))
	g.aliasHandle(target, value)
}

func (g *graph) aliasEach(target python.Expr, from []string) {
	switch t := target.(type) {
	case *python.Tuple:
		for _, e := range t.Elts {
			g.aliasEach(e, from)
		}
	case *python.List:
		for _, e := range t.Elts {
			g.aliasEach(e, from)
		}
	default:
		name := rootName(target)
		if name == "" || g.scalar(name) {
			return
		}
		for _, other := range from {
			if other != name && !g.scalar(other) {
				g.aliases[name] = append(g.aliases[name], other)
				g.aliases[other] = append(g.aliases[other], name)
			}
		}
	}
}

// sources are the names that a value may be, be a part of, or hold.
func sources(e python.Expr, s *Slicer) []string {
	switch e := e.(type) {
	case *python.Name, *python.Attribute, *python.Subscript, *python.Starred:
		if name := rootName(e); name != "" {
			return []string{name}
		}
	case *python.IfExp:
		return append(sources(e.Body, s), sources(e.OrElse, s)...)
	case *python.BoolOp:
		return sourcesOf(e.Values, s)
	case *python.NamedExpr:
		return append(sources(e.Value, s), e.Target.ID)
	case *python.List:
		return sourcesOf(e.Elts, s)
	case *python.Tuple:
		return sourcesOf(e.Elts, s)
	case *python.Set:
		return sourcesOf(e.Elts, s)
	case *python.Dict:
		return sourcesOf(e.Values, s)
	case *python.Call:
		return s.sourcesOfCall(e)
	}
	return nil
}

func sourcesOf(list []python.Expr, s *Slicer) []string {
	var out []string
	for _, e := range list {
		if e != nil {
			out = append(out, sources(e, s)...)
		}
	}
	return out
}

// sourcesOfCall are the names of which a call may give a part back: of a container's own methods, and the arguments
// of a function of the app that gives a parameter back.
func (s *Slicer) sourcesOfCall(e *python.Call) []string {
	if method, ok := e.Func.(*python.Attribute); ok {
		switch method.Attr {
		case "get", "setdefault", "pop", "values", "items", "popitem", "head", "iloc", "loc":
			return sources(method.Value, s)
		}
	}
	var out []string
	c := s.calls[e]
	if c == nil {
		return nil
	}
	for _, arg := range c.args {
		if s.givesBack(arg.callee, arg.param) {
			out = append(out, arg.name)
		}
	}
	return out
}

// givesBack reports whether a function may return a parameter, or a part of it.
func (s *Slicer) givesBack(fn *Function, param string) bool {
	def := fn.Def()
	if def == nil {
		return false
	}
	found := false
	eachStmt(def.Body, func(st python.Stmt) bool {
		switch st := st.(type) {
		case *python.FunctionDef, *python.ClassDef:
			return false
		case *python.Return:
			found = found || slices.Contains(directNames(st.Value), param)
		}
		return true
	})
	return found
}

// directNames are the names whose things an expression is, or holds.
func directNames(e python.Expr) []string {
	switch e := e.(type) {
	case *python.Tuple:
		var out []string
		for _, one := range e.Elts {
			out = append(out, directNames(one)...)
		}
		return out
	case *python.IfExp:
		return append(directNames(e.Body), directNames(e.OrElse)...)
	case nil:
		return nil
	}
	return []string{rootName(e)}
}

// scalar reports whether a variable is known to hold only what cannot be changed.
func (g *graph) scalar(name string) bool {
	sym := g.fn.Scope.Lookup(name)
	if sym == nil {
		return false
	}
	slot := g.slots[sym]
	if slot == nil || slot.value.open || len(slot.value.atoms) == 0 {
		return false
	}
	for _, a := range slot.value.atoms {
		if a.kind != typeAtom {
			return false
		}
		switch a.typ.Name {
		case "str", "int", "float", "bool", "None", "bytes", "number", "complex", "range", "datetime.date", "datetime.datetime", "datetime.timedelta":
		default:
			return false
		}
	}
	return true
}

// alike are a name and all that may hold the same thing.
func (g *graph) alike(name string) []string {
	out := []string{name}
	for i := 0; i < len(out); i++ {
		for _, other := range g.aliases[out[i]] {
			if !slices.Contains(out, other) {
				out = append(out, other)
			}
		}
	}
	return out
}
