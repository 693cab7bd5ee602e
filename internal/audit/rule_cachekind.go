package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
)

func cacheKindRule() Rule {
	return Rule{
		ID: "SL013", Title: "the cache is of the other kind", Severity: "warning",
		Looks:    "A table, list or dict under `cache_resource`; a connection or client under `cache_data`.",
		Why:      "`cache_resource` hands everybody the same object, so a change by one user is seen by all; `cache_data` pickles, which connections refuse.",
		Do:       "use cache_data for data and cache_resource for connections, clients and models",
		Meant:    [2]string{"A price list under cache_resource that a page sorts in place.", "A database engine under cache_data."},
		NotMeant: "A model or a lock that is meant to be shared.",
		check: func(a *auditor, r Rule) {
			a.eachCached(func(fn *flow.Function) {
				returns := returnsOf(fn)
				switch shared := strings.HasSuffix(fn.Cache, "cache_resource"); {
				case shared && isShape(outputOf(returns)) && !isResource(returns):
					a.found(r, fn.Module, fn.Node, fn.Name+" is under cache_resource and gives data: "+returns)
				case !shared && isResource(returns):
					a.found(r, fn.Module, fn.Node, fn.Name+" is under cache_data and gives a resource: "+returns)
				}
			})
		},
	}
}
