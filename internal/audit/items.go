package audit

import (
	"slices"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// onlyItems reports whether the user interface runs a function for one item after the other alone: what is computed is
// the list.
func (a *auditor) onlyItems(fn *flow.Function) bool {
	sites := a.uiSites(fn)
	return len(sites) > 0 && !slices.ContainsFunc(sites, func(s site) bool { return s.call == nil || !s.call.Loop || !a.givesItem(s) })
}

// givesItem reports whether a call in a loop is given what the loop goes through.
func (a *auditor) givesItem(s site) bool {
	items := a.itemsAround(s)
	given := false
	for _, arg := range slices.Concat(s.call.Node.Args, keywordValues(s.call.Node)) {
		flow.EachPart(arg, func(e python.Expr) {
			name, ok := e.(*python.Name)
			given = given || ok && items[name.ID]
		})
	}
	return given
}

// itemsAround are the names of the items of the loops and comprehensions around a call.
func (a *auditor) itemsAround(s site) map[string]bool {
	out := map[string]bool{}
	note := func(target python.Expr) {
		flow.EachPart(target, func(e python.Expr) {
			if name, ok := e.(*python.Name); ok {
				out[name.ID] = true
			}
		})
	}
	here := a.spotOf(s.in, s.node)
	if here == nil {
		return out
	}
	for spot := here; spot != nil; spot = spot.parent {
		if loop, ok := spot.stmt.(*python.For); ok && spot != here {
			note(loop.Target)
		}
	}
	flow.EachExpression(here.stmt, func(e python.Expr) {
		if e.Span().Start > s.node.Span().Start || e.Span().End < s.node.Span().End {
			return
		}
		for _, clause := range clauses(e) {
			note(clause.Target)
		}
	})
	return out
}

// clauses are the for parts of a comprehension.
func clauses(e python.Expr) []*python.Comprehension {
	switch e := e.(type) {
	case *python.ListComp:
		return e.Generators
	case *python.SetComp:
		return e.Generators
	case *python.DictComp:
		return e.Generators
	case *python.GeneratorExp:
		return e.Generators
	}
	return nil
}
