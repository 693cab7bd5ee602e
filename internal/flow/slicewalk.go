package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// run follows everything that the statements of the slice depend on.
func (s *slicing) run() {
	for len(s.queue) > 0 {
		n := s.queue[0]
		s.queue = s.queue[1:]
		for _, name := range n.facts.Uses {
			s.use(n, name)
		}
		for _, name := range n.facts.Mutates {
			s.use(n, name)
		}
		s.controls(n)
		for _, c := range n.calls {
			s.call(n, c)
		}
		s.enter(n)
	}
}

// expression follows what one expression of a statement depends on.
func (s *slicing) expression(n *sliceNode, e python.Expr) {
	g := n.graph
	for _, name := range g.facts(&python.ExprStmt{Extent: python.Extent{Start: int32(e.Span().Start), End: int32(e.Span().End)}, Value: e}).Uses {
		s.use(n, name)
		if _, outside := n.reaching(name); outside {
			s.stateInputs(n, []string{name})
		}
	}
	EachPart(e, func(inner python.Expr) {
		if call, ok := inner.(*python.Call); ok {
			if c := s.calls[call]; c != nil {
				s.call(n, c)
			}
		}
	})
	s.enterWithin(n, e)
}

// controls includes what decides whether a statement is reached.
func (s *slicing) controls(n *sliceNode) {
	for _, branch := range n.decidedBy {
		if !s.excused[branch] {
			s.include(branch)
		}
	}
	if n.outer != nil && !s.excused[n.outer] { // a finally or the else of a loop: it always runs, but stands there
		s.include(n.outer)
	}
	for _, raiser := range n.handles {
		if mayRaise(raiser.stmt) {
			s.include(raiser)
		}
	}
	for _, with := range n.around {
		if !s.excused[with] && !s.onlyDraws(with) {
			s.include(with)
		}
	}
}

// mayRaise reports whether a statement of a try body can lead to its handlers: nearly all do.
func mayRaise(stmt python.Stmt) bool {
	switch s := stmt.(type) {
	case *python.Pass, *python.Break, *python.Continue, *python.Global, *python.Nonlocal, *python.FunctionDef:
		return false
	case *python.Assign:
		switch s.Value.(type) {
		case *python.Constant, *python.Name:
			return false
		}
	}
	return true
}

// onlyDraws reports whether a with statement is only a place of the page.
func (s *Slicer) onlyDraws(n *sliceNode) bool {
	effects := catalogue.Effects(0)
	for _, e := range n.events {
		effects |= e.Effects
	}
	page := catalogue.Of(catalogue.Draws, catalogue.Asks, catalogue.Feedback)
	if effects != 0 {
		return effects&^page == 0
	}
	with, ok := n.stmt.(*python.With)
	if !ok {
		return false
	}
	for _, item := range with.Items { // with col1: a container that another statement made
		name := rootName(item.Context)
		if name == "" || !s.isContainer(n.graph, name) {
			return false
		}
	}
	return true
}

// isContainer reports whether a variable is known to be nothing but a place of the page.
func (s *Slicer) isContainer(g *graph, name string) bool {
	sym := g.fn.Scope.Lookup(name)
	if sym == nil {
		return false
	}
	if qualifiedImport(sym) == "streamlit" {
		return true
	}
	slot := s.slots[sym]
	if slot == nil || len(slot.value.atoms) == 0 {
		return false
	}
	return !slices.ContainsFunc(slot.value.atoms, func(a *atom) bool {
		return (a.kind != typeAtom || !isContainerType(a.typ)) && a.kind != siteAtom
	})
}

// isContainerType tells places of the page from values.
func isContainerType(t catalogue.Type) bool {
	return strings.HasSuffix(t.Name, ".DeltaGenerator") || t.Name == "list" && len(t.Args) == 1 && isContainerType(t.Args[0])
}

func qualifiedImport(sym *Symbol) string {
	for _, b := range sym.Bindings {
		if b.Import != nil {
			return b.Import.Path()
		}
	}
	return ""
}

// use follows a name from a statement to where its value comes from.
func (s *slicing) use(n *sliceNode, name string) {
	defs, outside := n.reaching(name)
	sym := n.fn.Scope.Lookup(name)
	for _, def := range defs {
		s.definition(def, sym)
		for _, name := range n.graph.alike(name) {
			if sym := n.fn.Scope.Lookup(name); def.touches[sym] {
				s.global(sym)
			}
		}
	}
	if outside && !isStateName(name) {
		s.outside(n, name, sym)
	}
}

// definition includes a statement that binds or changes a name. Imports and defs are always there: what they bring
// is followed where it is used, and they are no part of a slice unless something else binds the name too.
func (s *slicing) definition(def *sliceNode, sym *Symbol) {
	switch stmt := def.stmt.(type) {
	case *python.Import, *python.ImportFrom:
		if sym != nil && len(sym.Bindings) == 1 {
			s.global(sym)
			return
		}
	case *python.FunctionDef:
		if sym != nil && len(sym.Bindings) == 1 && len(stmt.Decorators) == 0 {
			return
		}
	case *python.ClassDef:
		if !hasValues(stmt) {
			return
		}
	}
	s.include(def)
}

// hasValues reports whether a class body computes anything but its methods.
func hasValues(class *python.ClassDef) bool {
	for _, s := range class.Body {
		switch s := s.(type) {
		case *python.FunctionDef, *python.Pass:
		case *python.ExprStmt:
			if !isText(s.Value) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// outside follows a name whose value was there before the function began.
func (s *slicing) outside(n *sliceNode, name string, sym *Symbol) {
	fn := n.fn
	switch {
	case sym == nil:
		s.starred(fn, name)
	case sym.Owner == fn.Scope && sym.Param:
		s.parameter(fn, sym)
	case sym.Owner == fn.Scope:
	case sym.Owner.Kind == ModuleScope:
		s.global(sym)
	default:
		s.enclosing(fn, sym)
	}
}

// parameter ends the slice at a parameter of its first function, and goes on to the arguments when callers count or
// another function is asked.
func (s *slicing) parameter(fn *Function, sym *Symbol) {
	if fn == s.root {
		s.inputs[SliceInput{Kind: ParameterInput, Name: sym.Name, Node: sym.Bindings[0].Node, In: fn}] = true
	}
	if (s.opts.Callers && s.up[fn] || s.beside[fn]) && !s.climbed[sym] {
		s.climbed[sym] = true
		s.climb(fn, sym)
	}
}

// enclosing follows a variable of a function around this one: any of its bindings may hold.
func (s *slicing) enclosing(fn *Function, sym *Symbol) {
	owner := s.functions[sym.Owner.Node]
	if owner == nil || s.globals[sym] {
		return
	}
	s.globals[sym] = true
	s.up[owner] = s.up[owner] || s.up[fn]
	for _, b := range sym.Bindings {
		if b.Kind == ParameterName {
			s.parameter(owner, sym)
		}
	}
	s.bindings(sym)
	for _, other := range s.Functions {
		if other.Module == owner.Module && other.Scope != nil && (other == owner || other.Scope.Symbols[sym.Name] != nil) {
			s.changers(other, sym)
		}
	}
}

// global follows a variable of a module: any of its bindings may hold, and all that changes it, in any function.
func (s *slicing) global(sym *Symbol) {
	if s.globals[sym] {
		return
	}
	s.globals[sym] = true
	s.bindings(sym)
	module := s.moduleOf(sym)
	if module == nil {
		return
	}
	for _, fn := range s.Functions {
		if fn.Module != module || fn.Scope == nil {
			continue
		}
		if fn.Scope.Kind == ModuleScope || fn.Scope.Symbols[sym.Name] != nil {
			s.changers(fn, sym)
		}
	}
}

// changers includes the statements of a function that change what a variable of the module holds.
func (s *slicing) changers(fn *Function, sym *Symbol) {
	g := s.graph(fn)
	if g.ownHandle(sym.Name) {
		return
	}
	for _, n := range g.nodes {
		for _, name := range n.facts.Mutates {
			if name == sym.Name && fn.Scope.Lookup(name) == sym {
				s.beside[fn] = true
				s.include(n)
			}
		}
	}
}

// bindings includes the statements that bind a variable; a def or class counts where it is called.
func (s *slicing) bindings(sym *Symbol) {
	for _, b := range sym.Bindings {
		switch {
		case b.Kind == DefinedFunction || b.Stmt == nil:
			continue
		case b.Import != nil:
			s.imported(sym, b)
		}
		if b.Import != nil && len(sym.Bindings) == 1 {
			continue
		}
		fn := s.functions[b.Scope.Function().Node]
		if b.Scope.Kind == ClassScope {
			continue
		}
		if fn == nil {
			continue
		}
		if n := s.graph(fn).of[b.Stmt]; n != nil {
			s.beside[fn] = s.beside[fn] || b.Scope != sym.Owner
			s.definition(n, sym)
		}
	}
}

// imported follows a variable that is imported from another file of the app.
func (s *slicing) imported(sym *Symbol, b Binding) {
	m := s.moduleOf(sym)
	if m == nil || b.Import.Name == "" || s.resolve == nil {
		return
	}
	from := s.resolve(m, b.Import.Module, b.Import.Level)
	if from == nil {
		return
	}
	if other := from.Names.Top.variable(b.Import.Name); other != nil && other != sym {
		s.global(other)
	}
}

// starred follows a name that a star import may bring.
func (s *slicing) starred(fn *Function, name string) {
	if s.resolve == nil {
		return
	}
	for _, star := range fn.Module.Names.Top.Stars {
		from := s.resolve(fn.Module, star.Module, star.Level)
		if from == nil || !from.Starred(name) {
			continue
		}
		if sym := from.Names.Top.variable(name); sym != nil {
			s.global(sym)
		}
	}
}

// moduleOf is the module whose variable a symbol is.
func (s *Slicer) moduleOf(sym *Symbol) *Module {
	if fn := s.functions[sym.Owner.Module().Node]; fn != nil {
		return fn.Module
	}
	return nil
}
