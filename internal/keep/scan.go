package keep

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// scanner finds what an app reads from outside, and the secrets in its code, token by token.
type scanner struct {
	variables set
	secrets   set
	literals  []Literal
	named     map[string]string // variable → value; so that one secret is one variable, and two are two
}

func newScanner() *scanner {
	return &scanner{variables: set{}, secrets: set{}, named: map[string]string{}}
}

// line is the tokens of one file that mean something.
type line struct {
	src    *diag.Source
	tokens []python.Token
}

// word is the text of a token, empty behind the end.
func (l line) word(i int) string {
	if i < 0 || i >= len(l.tokens) {
		return ""
	}
	return l.tokens[i].Text(l.src)
}

// text is the value of a plain string, as written.
func (l line) text(i int) (string, bool) {
	if i < 0 || i >= len(l.tokens) || l.tokens[i].Kind != python.String {
		return "", false
	}
	word := strings.TrimLeft(l.word(i), "rRuUbB")
	quote := word[:1]
	if strings.HasPrefix(word, quote+quote+quote) && len(word) >= 6 {
		quote = quote + quote + quote
	}
	if len(word) < 2*len(quote) {
		return "", false
	}
	return word[len(quote) : len(word)-len(quote)], true
}

// file scans one file and gives the edits that take its secrets out.
func (s *scanner) file(src *diag.Source, tokens []python.Token) []python.Edit {
	l := line{src: src}
	hasOS := false
	for _, token := range tokens {
		if !slices.Contains([]python.Kind{python.Comment, python.NL, python.Indent, python.Dedent}, token.Kind) {
			l.tokens = append(l.tokens, token)
		}
	}
	for i := range l.tokens {
		hasOS = hasOS || l.word(i) == "import" && l.word(i+1) == "os" && l.word(i-1) != "." && l.word(i+2) != "."
	}
	var edits []python.Edit
	for i := range l.tokens {
		s.variable(l, i)
		s.secret(l, i)
		if name, ok := literal(l, i); ok {
			variable := s.variableFor(name, l.word(i))
			read := fmt.Sprintf("os.environ[%q]", variable)
			if !hasOS {
				read = fmt.Sprintf("__import__(\"os\").environ[%q]", variable)
			}
			if word := strings.ToLower(l.word(i)); strings.Contains(word[:min(2, len(word))], "b") {
				read += ".encode()"
			}
			span := l.tokens[i].Span()
			edits = append(edits, python.Edit{Start: span.Start, End: span.End, Text: read})
			s.literals = append(s.literals, Literal{At: diag.Place(src.Path, diag.Position{Line: src.Line(span.Start)}), Variable: variable})
			s.variables[variable] = true
		}
	}
	return edits
}

// variable takes note of os.environ["X"], environ.get("X") and getenv("X").
func (s *scanner) variable(l line, i int) {
	at := -1
	switch word := l.word(i); {
	case word == "getenv" && l.word(i+1) == "(":
		at = i + 2
	case word == "environ" && l.word(i+1) == "[":
		at = i + 2
	case word == "environ" && l.word(i+1) == "." && l.word(i+2) == "get" && l.word(i+3) == "(":
		at = i + 4
	}
	if name, ok := l.text(at); ok && variableName(name) && !ours(name) {
		s.variables[name] = true
	}
}

func variableName(name string) bool {
	return regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`).MatchString(name)
}

// ours are variables of the system or of Streamlit, which nobody sets for the app.
func ours(name string) bool {
	return strings.HasPrefix(name, "STREAMLIT_") || slices.Contains([]string{"HOME", "PATH", "USER", "PWD", "TMPDIR", "PORT", "SECRETS_TOML"}, name)
}

// secret takes note of st.secrets["a"]["b"], st.secrets.a.b, st.secrets.get("a") and st.connection("a").
func (s *scanner) secret(l line, i int) {
	if name, ok := l.text(i + 2); ok && l.word(i) == "connection" && l.word(i-1) == "." && l.word(i+1) == "(" && keyName(name) {
		s.secrets["connections."+name+".url"] = true
	}
	if l.word(i) != "secrets" || l.word(i-1) != "." || l.word(i-2) != "st" && l.word(i-2) != "streamlit" {
		return
	}
	var keys []string
	for at := i + 1; ; {
		bracket, isKey := l.text(at + 1)
		call, isCall := l.text(at + 3)
		switch word := l.word(at + 1); {
		case l.word(at) == "[" && isKey && l.word(at+2) == "]":
			keys, at = append(keys, bracket), at+3
			continue
		case l.word(at) == "." && word == "get" && l.word(at+2) == "(" && isCall:
			keys = append(keys, call)
		case l.word(at) == "." && keyName(word) && l.word(at+2) != "(":
			keys, at = append(keys, word), at+2
			continue
		}
		break
	}
	if key := strings.Join(keys, "."); key != "" && !slices.ContainsFunc(keys, func(k string) bool { return !keyName(k) }) {
		s.secrets[key] = true
	}
}

// keyName reports whether a key can stand in TOML without quotes.
func keyName(name string) bool { return regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(name) }

// literal recognises a secret: a value of a known form, or one that looks made up by a machine and
// is given to, or compared with, a name for secrets.
func literal(l line, i int) (name string, ok bool) {
	value, isText := l.text(i)
	if !isText {
		return "", false
	}
	switch before := l.word(i - 1); {
	case before == "=" && l.word(i-3) == ":": // name: type = value
		name = l.word(i - 4)
	case before == "=" || before == "==" || before == "!=":
		name = l.word(i - 2)
	case before == ":":
		name, _ = l.text(i - 2)
		if name == "" {
			name = l.word(i - 2)
		}
	case l.word(i+1) == "==" || l.word(i+1) == "!=":
		name = l.word(i + 2)
	}
	if kind := knownForm(value); kind != "" {
		if !secretName(name) {
			name = kind
		}
		return name, true
	}
	return name, secretName(name) && random(value)
}

// secretName reports whether people give such a name to secrets.
func secretName(name string) bool {
	return regexp.MustCompile(`(?i)(^|[_-])(api_?key|secret(_key)?|(access|auth|private|account)_?(key|token)|token|pass(word|wd)?|pwd)$`).MatchString(name) ||
		regexp.MustCompile(`(?i)^(apikey|password|passwd|secret)`).MatchString(name) && !strings.Contains(name, " ")
}

// knownForm names the kind of a value that says itself what it is.
func knownForm(value string) string {
	for _, form := range [][2]string{
		{`^AKIA[0-9A-Z]{16}$`, "aws_access_key"},
		{`^gh[pousr]_[A-Za-z0-9]{36,}$`, "github_token"},
		{`^sk-[A-Za-z0-9_-]{20,}$`, "api_key"},
		{`^xox[abprs]-[A-Za-z0-9-]{10,}$`, "slack_token"},
		{`^AIza[0-9A-Za-z_-]{35}$`, "google_api_key"},
		{`^[a-z][a-z0-9+.]*://[^/\s:@{}]+:[^/\s:@{}]+@[^\s]+$`, "database_url"},
		{`-----BEGIN [A-Z ]*PRIVATE KEY-----`, "private_key"},
	} {
		if regexp.MustCompile(form[0]).MatchString(value) {
			return form[1]
		}
	}
	return ""
}

// random reports whether a value is no word, label or placeholder: eight characters of two kinds.
func random(value string) bool {
	lower := strings.ToLower(value)
	if len(value) < 8 || strings.ContainsAny(value, " \t\n{}<>%") {
		return false
	}
	for _, placeholder := range []string{"your", "xxx", "change", "example", "placeholder", "dummy", "secret_", "_input", "password", "..."} {
		if strings.Contains(lower, placeholder) {
			return false
		}
	}
	digits, letters := strings.ContainsFunc(value, unicode.IsDigit), strings.ContainsFunc(value, unicode.IsLetter)
	return digits && letters
}

// variableFor names the variable of a secret: one for one value.
func (s *scanner) variableFor(name, value string) string {
	upper := strings.ToUpper(strings.Map(func(r rune) rune {
		if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '_'
	}, name))
	if upper = strings.Trim(upper, "_"); upper == "" || unicode.IsDigit(rune(upper[0])) || ours(upper) {
		upper = "APP_" + upper
	}
	for n, variable := 2, upper; ; n++ {
		if known, taken := s.named[variable]; !taken || known == value {
			s.named[variable] = value
			return variable
		}
		variable = fmt.Sprintf("%s_%d", upper, n)
	}
}
