package audit

import (
	"regexp"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

func builtSQLRule() Rule {
	return Rule{
		ID: "SL005", Title: "SQL is put together from what a user writes", Severity: "error",
		Looks:    "Statements made with f-strings, `+`, `%` or `format` of text from a widget.",
		Why:      "A quote in the text ends the string and the rest is a statement of the user's own.",
		Do:       "bind the value as a parameter; names of columns and tables come from a list of allowed ones",
		Meant:    [2]string{"A customer search that puts the typed name into a LIKE.", "A lab book that filters samples by a code from a text field."},
		NotMeant: "An f-string with constants, or placeholders with bound values.",
		check: func(a *auditor, r Rule) {
			a.eachSQL(func(fn *flow.Function, c *flow.Call, sql python.Expr) {
				src, ok := a.typed(fn, sql)
				if !ok || !a.builds(fn, sql) {
					return
				}
				message := c.Name + " runs SQL that holds what the user gives at " + at(src.in.Module, src.node)
				a.found(r, fn.Module, c.Node, message)
				a.person(fn, c.Node, message, false)
			})
		},
	}
}

// eachSQL visits every call of a library that takes SQL, with the SQL.
func (a *auditor) eachSQL(visit func(*flow.Function, *flow.Call, python.Expr)) {
	a.eachCall(func(fn *flow.Function, c *flow.Call) {
		if c.Entry == nil || c.Entry.SQL == "" || len(c.Callees) > 0 {
			return
		}
		if sql := c.Argument(c.Entry.SQL); sql != nil {
			visit(fn, c, sql)
		}
	})
}

var sqlWord = regexp.MustCompile(`(?i)\b(select|insert|update|delete|where|from|values)\b`)

// builds reports whether SQL is put together around a value: some statement that it depends on joins SQL text with
// something else.
func (a *auditor) builds(fn *flow.Function, sql python.Expr) bool {
	found := false
	look := func(e python.Expr) {
		switch e := e.(type) {
		case *python.JoinedStr:
			for _, part := range e.Values {
				if text, ok := stringOf(part); ok && sqlWord.MatchString(text) && len(e.Values) > 1 {
					found = true
				}
			}
		case *python.BinOp:
			text, ok := stringOf(e.Left)
			found = found || ok && sqlWord.MatchString(text)
		case *python.Call:
			if method, ok := e.Func.(*python.Attribute); ok && method.Attr == "format" {
				text, literal := stringOf(method.Value)
				found = found || literal && sqlWord.MatchString(text)
			}
		}
	}
	flow.EachPart(sql, look)
	for _, part := range a.slicer.Backward(fn, sql).Parts {
		for _, s := range part.Statements {
			flow.EachExpression(s, look)
		}
	}
	return found
}
