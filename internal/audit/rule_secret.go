package audit

import (
	"regexp"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// What names and values of secrets look like. The value is never told.
var (
	secretName  = regexp.MustCompile(`(?i)(passw|secret|api_?key|access_?key|auth_?token|private_?key|bearer)`)
	secretValue = regexp.MustCompile(`^(sk-[A-Za-z0-9_-]{16,}|ghp_[A-Za-z0-9]{20,}|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{30,}|xox[abp]-[A-Za-z0-9-]{10,}|eyJ[A-Za-z0-9_-]{20,}\..*)`)
	secretURL   = regexp.MustCompile(`^[a-z][a-z0-9+.-]*://[^/\s:@]+:[^/\s:@{]+@`)
	notSecret   = regexp.MustCompile(`^(https?://|[A-Z][A-Z0-9_]+$|[a-z_]+$)`) // addresses, names of variables, words
	placeholder = regexp.MustCompile(`(?i)^(|x+|\*+|.*(your|example|change|placeholder|dummy|todo|<|\{|\.\.\.).*|password|secret|test|none)$`)
)

func secretRule() Rule {
	return Rule{
		ID: "SL020", Title: "a secret stands in the source", Severity: "error",
		Looks:    "Literals that are named or shaped like passwords, keys and tokens, and addresses with a password.",
		Why:      "Whoever reads the repository has it, for as long as its history exists.",
		Do:       "revoke it, and read it from st.secrets or an environment variable",
		Meant:    [2]string{"`API_KEY = \"…\"` at the top of a chat app.", "A database address with user and password in a loader."},
		NotMeant: "Placeholders, labels of password fields, and names of variables.",
		check: func(a *auditor, r Rule) {
			for _, m := range a.App.Modules {
				flow.EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
					if assign, ok := s.(*python.Assign); ok && len(assign.Targets) == 1 {
						if name, isName := assign.Targets[0].(*python.Name); isName && secretName.MatchString(name.ID) {
							a.secretLiteral(r, m, assign.Value, true)
						}
					}
					flow.EachExpression(s, func(e python.Expr) {
						a.secretLiteral(r, m, e, false)
						if call, ok := e.(*python.Call); ok {
							for _, k := range call.Keywords {
								a.secretLiteral(r, m, k.Value, secretName.MatchString(k.Name))
							}
						}
					})
					return true
				})
			}
		},
	}
}

// secretLiteral notes a literal that is a secret by its name or by its shape.
func (a *auditor) secretLiteral(r Rule, m *flow.Module, e python.Expr, named bool) {
	text, ok := stringOf(e)
	if !ok || placeholder.MatchString(text) {
		return
	}
	kind := ""
	switch {
	case secretValue.MatchString(text):
		kind = "a key"
	case secretURL.MatchString(text):
		kind = "an address with a password"
	case named && len(text) >= 6 && !strings.ContainsAny(text, " \t\n") && !notSecret.MatchString(text):
		kind = "a password or key"
	default:
		return
	}
	a.found(r, m, e, kind+" stands here")
	a.report.Secrets = append(a.report.Secrets, Secret{At: at(m, e), Name: kind, From: "source"})
}
