package audit

import "github.com/streamlift/streamlift/internal/flow"

func evalRule() Rule {
	return Rule{
		ID: "SL001", Title: "code that a user writes is run", Severity: "error",
		Looks:    "Calls of `eval` and `exec` whose text comes from a widget or an upload.",
		Why:      "Whoever can type it can read every secret of the server and every other user's data.",
		Do:       "offer the choices instead, or parse the text with ast.literal_eval",
		Meant:    [2]string{"A dashboard that evaluates a formula from a text field over its columns.", "A teaching tool that runs a student's snippet in the app's own process."},
		NotMeant: "`eval` of a literal, or of a table of constants in the code.",
		check: func(a *auditor, r Rule) {
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				text := firstArgument(c)
				if text == nil || c.Name != "eval" && c.Name != "exec" || len(c.Callees) > 0 {
					return
				}
				if src, ok := a.typed(fn, text); ok {
					message := c.Name + " runs what the user gives at " + at(src.in.Module, src.node)
					a.found(r, fn.Module, c.Node, message)
					a.person(fn, c.Node, message, true)
				}
			})
		},
	}
}
