package flow

import (
	"slices"

	"github.com/streamlift/streamlift/internal/python"
)

// runForward follows everything that depends on the statements of the slice.
func (s *slicing) runForward() {
	for len(s.queue) > 0 {
		n := s.queue[0]
		s.queue = s.queue[1:]
		g := n.graph
		made := slices.Concat(n.facts.Defines, n.facts.Mutates, n.steps)
		for sym := range n.touches {
			if g.fn.Scope.Lookup(sym.Name) == sym {
				made = append(made, sym.Name)
			}
		}
		for _, m := range g.nodes {
			if m.stmt != nil && (containsNode(m.decidedBy, n) || m.dependsOn(n, made)) {
				s.include(m)
			}
		}
		s.leaving(n, made)
		s.handOn(n)
	}
}

// dependsOn reports whether a statement uses a name that another one made, or may be the handler of what it raises.
func (n *sliceNode) dependsOn(from *sliceNode, made []string) bool {
	if containsNode(n.handles, from) && mayRaise(from.stmt) {
		return true
	}
	for _, name := range slices.Concat(n.facts.Uses, n.facts.Mutates) {
		if !n.graph.meets(name, made) {
			continue
		}
		if defs, _ := n.reaching(name); containsNode(defs, from) {
			return true
		}
	}
	return false
}

// meets reports whether a name may hold what one of the others does.
func (g *graph) meets(name string, others []string) bool {
	if slices.Contains(others, name) {
		return true
	}
	for _, alike := range g.alike(name) {
		if slices.Contains(others, alike) {
			return true
		}
	}
	return false
}

// leaving follows what outlives the function: variables of modules and of enclosing functions, keys of session
// state, and, where callers count, the result.
func (s *slicing) leaving(n *sliceNode, made []string) {
	for _, name := range made {
		if isStateName(name) {
			s.readers(n.fn, name, nil)
			continue
		}
		sym := n.fn.Scope.Lookup(name)
		if sym != nil && (sym.Owner != n.fn.Scope || sym.Owner.Kind == ModuleScope || sym.Where == Cell) {
			s.readers(n.fn, name, sym)
		}
	}
	if n.returns() && s.opts.Callers {
		for _, c := range s.callSites(n.fn) {
			if site := s.graph(c.In).inside[c.Node]; site != nil {
				s.include(site)
			}
		}
	}
}

// readers includes the statements of other functions that use a variable, or a key of session state, as it was
// before they began.
func (s *slicing) readers(of *Function, name string, sym *Symbol) {
	if s.tainted[taint{name, sym}] {
		return
	}
	s.tainted[taint{name, sym}] = true
	for _, fn := range s.Functions {
		if fn == of || fn.Scope == nil || sym != nil && !s.means(fn, name, sym) {
			continue
		}
		g := s.graph(fn)
		for _, n := range g.nodes {
			if n.stmt == nil || !slices.Contains(n.facts.Uses, name) {
				continue
			}
			if _, outside := n.reaching(name); outside {
				s.include(n)
			}
		}
	}
}

// means reports whether a name in a function is a variable, also by imports.
func (s *Slicer) means(fn *Function, name string, sym *Symbol) bool {
	own := fn.Scope.Lookup(name)
	if own != nil {
		return own == sym || s.canonical(own) == s.canonical(sym)
	}
	for _, star := range fn.Module.Names.Top.Stars {
		if s.resolve == nil {
			continue
		}
		if from := s.resolve(fn.Module, star.Module, star.Level); from != nil && from.Starred(name) && from.Names.Top.variable(name) == s.canonical(sym) {
			return true
		}
	}
	return false
}

// canonical is the variable that a name stands for when it is imported from another file of the app.
func (s *Slicer) canonical(sym *Symbol) *Symbol {
	for range maxStars {
		next := sym
		for _, b := range sym.Bindings {
			m := s.moduleOf(sym)
			if b.Import == nil || b.Import.Name == "" || m == nil || s.resolve == nil {
				continue
			}
			if from := s.resolve(m, b.Import.Module, b.Import.Level); from != nil {
				if other := from.Names.Top.variable(b.Import.Name); other != nil {
					next = other
				}
			}
		}
		if next == sym {
			break
		}
		sym = next
	}
	return sym
}

// handOn follows the arguments of a statement's calls into the functions of the app that they may reach.
func (s *slicing) handOn(n *sliceNode) {
	for _, c := range n.calls {
		if c.Unknown && len(c.Callees) == 0 {
			s.unknown(n, c)
		}
		for _, callee := range c.Callees {
			if callee.Scope == nil {
				continue
			}
			for name, sym := range callee.Scope.Symbols {
				if !sym.Param {
					continue
				}
				arg, all := ArgumentFor(callee, c, name)
				if all || arg != nil && s.carries(n, arg) {
					s.fromParameter(callee, sym)
				}
			}
		}
	}
}

// taint is a variable, or a key of session state, that holds what the slice follows when a function begins.
type taint struct {
	name string // of session state; of variables their name too
	sym  *Symbol
}

// carries reports whether an argument holds what the slice follows.
func (s *slicing) carries(n *sliceNode, arg python.Expr) bool {
	if n == s.start {
		return true
	}
	span := arg.Span()
	uses := n.graph.facts(&python.ExprStmt{Extent: python.Extent{Start: int32(span.Start), End: int32(span.End)}, Value: arg}).Uses
	for _, name := range uses {
		defs, outside := n.reaching(name)
		if slices.ContainsFunc(defs, func(def *sliceNode) bool { return s.marked[def] }) {
			return true
		}
		if outside && (s.tainted[taint{name: name, sym: n.fn.Scope.Lookup(name)}] || s.tainted[taint{name: name}]) {
			return true
		}
	}
	return false
}

// fromParameter includes the statements of a function that use a parameter as it was given.
func (s *slicing) fromParameter(fn *Function, sym *Symbol) {
	if s.tainted[taint{sym.Name, sym}] {
		return
	}
	s.tainted[taint{sym.Name, sym}] = true
	for _, n := range s.graph(fn).nodes {
		if n.stmt == nil || !slices.Contains(n.facts.Uses, sym.Name) {
			continue
		}
		if _, outside := n.reaching(sym.Name); outside {
			s.include(n)
		}
	}
}

// returns reports whether a statement gives a result to the caller.
func (n *sliceNode) returns() bool {
	_, ok := n.stmt.(*python.Return)
	return ok || n.yields
}
