package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
)

// chartsRule finds charts that cost more than they need on every rerun.
func chartsRule() Rule {
	return Rule{
		ID: "SL016", Title: "a chart is made by plotly.express", Severity: "note",
		Looks:    "Calls of `plotly.express`.",
		Why:      "A small bar chart took 48 to 58 ms of CPU, the same one by `plotly.graph_objects` 6; every rerun draws it again for everybody.",
		Do:       "make the figure by `plotly.graph_objects`, or cache it with cache_data",
		Meant:    [2]string{"A sales page that draws four bars per click.", "A monitor whose map is redrawn every second."},
		NotMeant: "A notebook, or a report that is drawn once.",
		check: func(a *auditor, r Rule) {
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				i := slices.IndexFunc(c.Targets, func(t string) bool { return strings.HasPrefix(t, "plotly.express.") })
				if i >= 0 && !strings.Contains(c.Targets[i], ".colors.") {
					a.found(r, fn.Module, c.Node, last(c.Targets[i])+" by plotly.express")
				}
			})
		},
	}
}
