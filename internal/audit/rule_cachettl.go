package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

func cacheTTLRule() Rule {
	return Rule{
		ID: "SL012", Title: "a cache of outside data never ends", Severity: "warning",
		Looks:    "`cache_data` without `ttl` around a query or a request.",
		Why:      "What changes outside is not seen until the process restarts.",
		Do:       "say how old an answer may be, as ttl=600",
		Meant:    [2]string{"Open orders of a warehouse, loaded once a process.", "Exchange rates fetched from a service and kept for good."},
		NotMeant: "A file that ships with the app, or a computation over its parameters.",
		check: func(a *auditor, r Rule) {
			a.eachCached(func(fn *flow.Function) {
				outside := effectsOf(catalogue.DB, catalogue.DBRead, catalogue.NetRead)
				if c := a.cacheOf(fn); !strings.HasSuffix(fn.Cache, "cache_resource") && c.TTL == nil && !c.computed && fn.Effects.Any(outside) {
					a.found(r, fn.Module, fn.Node, fn.Name+" keeps its answer without end: "+flow.Explain(a.chainOf(fn, catalogue.DBRead, catalogue.NetRead, catalogue.DB)))
				}
			})
		},
	}
}
