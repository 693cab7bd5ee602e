package audit

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// fewStatements is how long a function may be that is not worth a request, with what it calls of the app.
const fewStatements = 4

// tiny reports whether asking the service for what a function gives costs more than working it out: a few statements that
// reach nothing, repeat nothing, and leave no work to a library.
func (a *auditor) tiny(fn *flow.Function) bool {
	return !fn.Effects.Any(outward|catalogue.Of(catalogue.Unknown)) && fn.Cache == "" &&
		a.statementsOf(fn, map[*flow.Function]bool{}) <= fewStatements && !a.works(fn, map[*flow.Function]bool{})
}

// works reports whether a function repeats anything or calls a library, or another function that does.
func (a *auditor) works(fn *flow.Function, seen map[*flow.Function]bool) bool {
	if seen[fn] || fn.Def() == nil {
		return false
	}
	seen[fn] = true
	found := false
	flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
		switch s.(type) {
		case *python.For, *python.While:
			found = true
		}
		flow.EachExpression(s, func(e python.Expr) {
			switch e.(type) {
			case *python.ListComp, *python.SetComp, *python.DictComp, *python.GeneratorExp:
				found = true
			}
		})
		return !found
	})
	for _, c := range fn.Calls {
		if c.Unknown || c.Entry != nil && c.Entry.Library != "builtins" {
			return true
		}
		for _, callee := range c.Callees {
			found = found || a.works(callee, seen)
		}
	}
	return found
}
