package audit

import (
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

func typedSQLRule() Rule {
	return Rule{
		ID: "SL014", Title: "SQL that a user types is run", Severity: "error",
		Looks:    "A statement that is the text of a widget itself.",
		Why:      "It reads and changes whatever the app's database user may; as an endpoint it would do so for every caller.",
		Do:       "offer the questions that people ask as operations of their own; else give the page a user that may only read",
		Meant:    [2]string{"An SQL console for analysts beside a dashboard.", "An admin page of a shop with a field for repairs."},
		NotMeant: "A search text that is bound as a parameter.",
		check: func(a *auditor, r Rule) {
			a.eachSQL(func(fn *flow.Function, c *flow.Call, sql python.Expr) {
				src, ok := a.typed(fn, sql)
				if !ok || a.builds(fn, sql) {
					return
				}
				message := c.Name + " runs SQL that the user types at " + at(src.in.Module, src.node)
				a.found(r, fn.Module, c.Node, message)
				a.person(fn, c.Node, message, true)
			})
		},
	}
}
