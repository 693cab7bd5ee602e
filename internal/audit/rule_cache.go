package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

func cacheDrawsRule() Rule {
	return Rule{
		ID: "SL010", Title: "a cached function draws", Severity: "warning",
		Looks:    "Functions under a cache decorator that put elements on the page.",
		Why:      "What is drawn is recorded with the first answer and replayed for everybody; widgets in it are refused.",
		Do:       "return the value and draw it where the function is called",
		Meant:    [2]string{"A loader of station data that writes a caption while it loads.", "A report builder that shows its chart from inside the cached function."},
		NotMeant: "A spinner or an error message around the work.",
		check: func(a *auditor, r Rule) {
			a.eachCached(func(fn *flow.Function) {
				if fn.Effects.Any(effectsOf(catalogue.Draws, catalogue.Asks)) {
					a.found(r, fn.Module, fn.Node, fn.Name+" is cached and draws: "+flow.Explain(a.chainOf(fn, catalogue.Draws, catalogue.Asks)))
				}
			})
		},
	}
}

// eachCached visits every function with a cache decorator of Streamlit.
func (a *auditor) eachCached(visit func(*flow.Function)) {
	for _, fn := range a.Program.Functions {
		if fn.Def() != nil && strings.HasPrefix(fn.Cache, "streamlit.") {
			visit(fn)
		}
	}
}

// chainOf is the way to the first of these effects that a function has.
func (a *auditor) chainOf(fn *flow.Function, effects ...catalogue.Effect) []flow.Step {
	for _, e := range effects {
		if fn.Effects.Has(e) {
			return a.Program.Chain(fn, e)
		}
	}
	return nil
}
