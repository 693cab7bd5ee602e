package audit

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

func pathRule() Rule {
	return Rule{
		ID: "SL003", Title: "a path is built from what a user writes", Severity: "warning",
		Looks:    "Files that are opened, written or removed under a name from a text field or an upload.",
		Why:      "`../../etc/passwd` is a name too.",
		Do:       "take the base name alone, and check that the resolved path lies in the folder that is meant",
		Meant:    [2]string{"A document store that saves an upload under the name it came with.", "A notebook of experiments that loads the run whose name was typed."},
		NotMeant: "A file chosen from a list that the app made, or a constant path.",
		check: func(a *auditor, r Rule) {
			files := effectsOf(catalogue.FileRead, catalogue.FileWrite)
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				if c.Entry == nil || c.Entry.Path == "" || len(c.Callees) > 0 || !c.Entry.Effects.Any(files) {
					return
				}
				path := c.Argument(c.Entry.Path)
				if path == nil {
					return
				}
				src, ok := a.typed(fn, path)
				if !ok || a.Program.TypeOf(fn, path) == "streamlit.UploadedFile" || isUpload(a, fn, path) {
					return
				}
				message := c.Name + " takes a path from what the user gives at " + at(src.in.Module, src.node)
				a.found(r, fn.Module, c.Node, message)
				a.person(fn, c.Node, message, false)
			})
		},
	}
}
