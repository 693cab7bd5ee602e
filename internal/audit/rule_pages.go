package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
)

func pagesRule() Rule {
	return Rule{
		ID: "SL034", Title: "pages are more than pages", Severity: "note",
		Looks:    "Query parameters that choose a page, and state that several pages write and read.",
		Why:      "Routing and shared state are what a frontend does for a living; in reruns they are fragile.",
		Do:       "keep pages/ simple, or count it towards a dedicated frontend",
		Meant:    [2]string{"A shop whose ?view= chooses between list and detail.", "A questionnaire that carries its answers from page to page."},
		NotMeant: "A plain pages/ folder, or a login that every page reads.",
		check: func(a *auditor, r Rule) {
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				if !isCall(c, "streamlit.switch_page") || len(c.Node.Args) == 0 {
					return
				}
				for _, in := range a.slicer.Backward(fn, c.Node.Args[0]).Inputs {
					if strings.Contains(in.Name, "query_params") || strings.Contains(in.Name, "QueryParams") {
						a.found(r, fn.Module, c.Node, "a query parameter chooses the page")
					}
				}
			})
			for _, key := range a.report.State {
				writers, readers := filesOf(key.Writers), filesOf(key.Readers)
				if len(writers) > 1 && len(readers) > 1 {
					file, line := splitPlace(key.Writers[0])
					a.foundIn(r, file, line, "several files write and read the state "+key.Key)
				}
			}
		},
	}
}

func filesOf(places []string) map[string]bool {
	out := map[string]bool{}
	for _, p := range places {
		file, _ := splitPlace(p)
		out[file] = true
	}
	return out
}
