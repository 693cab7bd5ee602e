package audit

import (
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// isDead reports whether a function of a page is one that nobody names: it never runs. Methods may be called by the class
// that theirs is made of, decorated functions by the decorator.
func (a *auditor) isDead(fn *flow.Function, mentioned map[string]bool) bool {
	return fn.Def() != nil && fn.Of == nil && len(fn.Def().Decorators) == 0 && !mentioned[fn.Name]
}

// mentioned are all names that the app uses: also those that stand in a text, by which a function may be looked up.
func (a *auditor) mentioned() map[string]bool {
	out := map[string]bool{}
	for _, m := range a.App.Modules {
		flow.EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
			if from, ok := s.(*python.ImportFrom); ok {
				for _, alias := range from.Names {
					out[alias.Name] = true
				}
			}
			flow.EachExpression(s, func(e python.Expr) {
				switch e := e.(type) {
				case *python.Name:
					out[e.ID] = true
				case *python.Attribute:
					out[e.Attr] = true
				case *python.Constant:
					out[e.Text] = out[e.Text] || e.Kind == python.Str
				}
			})
			return true
		})
	}
	return out
}
