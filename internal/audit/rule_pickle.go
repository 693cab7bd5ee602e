package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

func pickleRule() Rule {
	return Rule{
		ID: "SL004", Title: "an upload is unpickled", Severity: "error",
		Looks:    "`pickle.load`, `joblib.load`, `torch.load` and `read_pickle` of what a user uploads.",
		Why:      "A pickle runs code while it is read.",
		Do:       "ask for a format that holds data alone, as CSV, JSON, Parquet or safetensors",
		Meant:    [2]string{"A model explorer that loads the model file a visitor brings.", "A finance tool that restores a saved portfolio from a pickle."},
		NotMeant: "A pickle that the app itself wrote and nobody else can replace.",
		check: func(a *auditor, r Rule) {
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				data := firstArgument(c)
				if data == nil || !isCall(c, "pickle.load", "pickle.loads", "joblib.load", "torch.load", "pandas.read_pickle", "dill.load", "dill.loads", "cloudpickle.loads") {
					return
				}
				for _, src := range a.sourcesOf(fn, data) {
					if src.kind == "upload" {
						message := c.Name + " reads the upload of " + at(src.in.Module, src.node)
						a.found(r, fn.Module, c.Node, message)
						a.person(fn, c.Node, message, true)
						return
					}
				}
			})
		},
	}
}

// isUpload reports whether an expression is an uploaded file itself, not its name.
func isUpload(a *auditor, fn *flow.Function, e python.Expr) bool {
	if !strings.Contains(a.Program.TypeOf(fn, e), "UploadedFile") {
		_, name := e.(*python.Name)
		for _, src := range a.sourcesOf(fn, e) {
			if src.kind == "upload" && name && a.Program.TypeOf(fn, e) == "-" {
				return true
			}
		}
		return false
	}
	return true
}
