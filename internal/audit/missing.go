package audit

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// makesMissing reports whether all that a function writes are files that it misses: under a condition that looks whether
// they are there. That is upkeep beside what the function is for.
func (a *auditor) makesMissing(fn *flow.Function) bool {
	writes, missing := 0, 0
	a.eachEvent(fn, func(in *flow.Function, e *flow.Event) {
		if !e.Effects.Has(catalogue.FileWrite) {
			return
		}
		writes++
		if a.whenMissing(in, e.Node) {
			missing++
		}
	})
	return writes > 0 && writes == missing
}

// whenMissing reports whether a place is reached only after a look whether a file is there.
func (a *auditor) whenMissing(fn *flow.Function, node python.Node) bool {
	for s := a.spotOf(fn, node); s != nil && s.parent != nil; s = s.parent {
		branch, ok := s.parent.stmt.(*python.If)
		if !ok {
			continue
		}
		if not, isNot := branch.Test.(*python.UnaryOp); (isNot && not.Op == python.Not) != (s.block == 0) {
			continue // it is there
		}
		for _, e := range fn.EventsIn(branch.Test.Span()) {
			if e.Kind == flow.LibraryCall && isLook(e.Name) {
				return true
			}
		}
	}
	return false
}
