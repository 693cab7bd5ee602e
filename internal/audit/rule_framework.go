package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

func frameworkRule() Rule {
	return Rule{
		ID: "SL030", Title: "the app works around Streamlit", Severity: "note",
		Looks:    "Scripts and styles through `unsafe_allow_html`, `components.html` with JavaScript that reaches outside itself, private modules of the runtime.",
		Why:      "Each update of Streamlit may break it, and nothing says so before.",
		Do:       "use themes and layout options, or count it towards a frontend of its own",
		Meant:    [2]string{"A booking page that hides Streamlit's header by CSS.", "A monitor that reads request headers through a private call."},
		NotMeant: "HTML for a link or a line break.",
		check: func(a *auditor, r Rule) {
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				if what := a.worksAround(fn, c); what != "" {
					a.found(r, fn.Module, c.Node, what)
				}
			})
			a.eachPrivateImport(func(m *flow.Module, s python.Stmt, name string) {
				a.found(r, m, s, "imports "+name+", which is private")
			})
		},
	}
}

// worksAround says how a call works around Streamlit; empty when it does not.
func (a *auditor) worksAround(fn *flow.Function, c *flow.Call) string {
	if c.Entry == nil || c.Entry.Library != "streamlit" && c.Entry.Library != "components" {
		return ""
	}
	text := ""
	for _, arg := range c.Node.Args {
		flow.EachPart(arg, func(e python.Expr) {
			part, _ := stringOf(e)
			text += part
		})
		if name, ok := arg.(*python.Name); ok {
			if v, known := a.named(fn, name, 0); known {
				part, _ := v.(string)
				text += part
			}
		}
	}
	switch text = strings.ToLower(text); {
	case strings.Contains(text, "<script") && (strings.Contains(text, "window.parent") || strings.Contains(text, "parent.document")):
		return "JavaScript reaches into the page around it"
	case strings.Contains(text, "<script") && last(c.Entry.Name) != "html":
		return "a script is put into the page"
	case strings.Contains(text, "<style"):
		return "CSS is put into the page"
	}
	return ""
}

// eachPrivateImport visits imports of Streamlit's runtime.
func (a *auditor) eachPrivateImport(visit func(*flow.Module, python.Stmt, string)) {
	for _, m := range a.App.Modules {
		flow.EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
			if from, ok := s.(*python.ImportFrom); ok && from.Level == 0 &&
				(strings.HasPrefix(from.Module, "streamlit.runtime") || strings.HasPrefix(from.Module, "streamlit.web.server")) {
				visit(m, s, from.Module)
			}
			return true
		})
	}
}
