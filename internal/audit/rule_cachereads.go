package audit

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

func cacheReadsRule() Rule {
	return Rule{
		ID: "SL011", Title: "a cached function reads what its key does not hold", Severity: "warning",
		Looks:    "Functions under a cache decorator that read session state, query parameters or who asks.",
		Why:      "The first user's answer is given to the next one, who has another state.",
		Do:       "pass the value as a parameter: then it is part of the key",
		Meant:    [2]string{"A loader that filters by the company in session state.", "A portfolio that asks for the user's name while it is computed."},
		NotMeant: "A connection made from the app's secrets, which are the same for everybody.",
		check: func(a *auditor, r Rule) {
			a.eachCached(func(fn *flow.Function) {
				if fn.Effects.Any(effectsOf(catalogue.StateRead, catalogue.IdentityRead)) {
					a.found(r, fn.Module, fn.Node, fn.Name+" is cached and reads more than its parameters: "+flow.Explain(a.chainOf(fn, catalogue.StateRead, catalogue.IdentityRead)))
				}
			})
		},
	}
}
