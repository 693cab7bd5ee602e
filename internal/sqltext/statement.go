package sqltext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/streamlift/streamlift/internal/diag"
)

// Param is one use of a named parameter.
type Param struct {
	Name string
	Span diag.Span // with the colon
}

// Params lists the uses of `:name` parameters in order.
func Params(text string, dialect Dialect) []Param {
	var params []Param
	for _, t := range Scan(text, dialect) {
		if t.Kind == Named {
			params = append(params, Param{Name: text[t.Span.Start+1 : t.Span.End], Span: t.Span})
		}
	}
	return params
}

// Bind escapes a text so that SQLAlchemy's text() binds exactly Params. There a parameter is
// `:word` that follows no colon, word character or backslash and is followed by neither colon nor
// word character, wherever it stands; `\:` gives a colon. So every other colon of that form, in a
// string, a comment, a slice, gets a backslash, and `:name::type` a space before its cast.
func Bind(text string, dialect Dialect) string {
	var b strings.Builder
	at, before := 0, rune(0)
	plain := func(end int) {
		for at < end {
			r, width := utf8.DecodeRuneInString(text[at:])
			if r == ':' && looksBound(before, text[at+1:]) {
				b.WriteByte('\\')
			}
			b.WriteString(text[at : at+width])
			at, before = at+width, r
		}
	}
	for _, p := range Params(text, dialect) {
		plain(p.Span.Start)
		b.WriteString(text[p.Span.Start:p.Span.End])
		at, before = p.Span.End, 'a'
		if strings.HasPrefix(text[at:], ":") {
			b.WriteByte(' ')
			before = ' '
		}
	}
	plain(len(text))
	return b.String()
}

// looksBound reports whether SQLAlchemy would bind a colon between before and after, or drop a
// backslash that stands before it.
func looksBound(before rune, after string) bool {
	rest := strings.TrimLeftFunc(after, isPythonWord)
	switch {
	case strings.HasPrefix(rest, ":"):
		return false
	case before == '\\':
		return true
	}
	return len(rest) < len(after) && before != ':' && !isPythonWord(before)
}

// isPythonWord is \w of Python's regular expressions.
func isPythonWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// Statements gives the spans of the statements of a text, without the space and the comments
// around them; empty ones are left out.
func Statements(text string, dialect Dialect) []diag.Span {
	var out []diag.Span
	current := diag.Span{Start: -1}
	for _, t := range Scan(text, dialect) {
		switch t.Kind {
		case Space, Comment:
		case Separator:
			if current.Start >= 0 {
				out = append(out, current)
			}
			current = diag.Span{Start: -1}
		default:
			if current.Start < 0 {
				current.Start = t.Span.Start
			}
			current.End = t.Span.End
		}
	}
	if current.Start >= 0 {
		out = append(out, current)
	}
	return out
}

// Verb is what a statement does, in capitals: its first word, or behind WITH the verb of data that
// the statement itself begins with, or that one of its common table expressions writes with
// (PostgreSQL). EXPLAIN ANALYZE runs its statement and counts as it; SELECT INTO is a verb of its
// own. Empty when the statement begins with no word.
func Verb(statement string, dialect Dialect) string {
	v := verbs{}
	for _, t := range Scan(statement, dialect) {
		if t.Kind == Space || t.Kind == Comment {
			continue
		}
		if verb := v.next(t.Kind, strings.ToUpper(statement[t.Span.Start:t.Span.End])); verb != "" {
			return verb
		}
	}
	return v.found
}

// verbs looks for the verb of one statement, token by token.
type verbs struct {
	depth, base   int    // open parentheses: now, and around the whole statement
	with, analyze bool   // WITH was seen; EXPLAIN was
	found         string // the verb, unless something behind it changes it
	before        string // the token before
}

// next takes one token and gives the verb once nothing can change it.
func (v *verbs) next(kind Kind, part string) string {
	before := v.before
	v.before = part
	switch {
	case kind == Operator && part == "(":
		if v.depth++; before == "" || before == "(" && v.base == v.depth-1 {
			v.base = v.depth
		}
	case kind == Operator && part == ")":
		v.depth--
	case kind != Word:
	case v.found == "SELECT":
		if part == "INTO" && v.depth == v.base {
			return "SELECT INTO"
		}
	case v.found == "EXPLAIN":
		if part == "ANALYZE" {
			v.analyze = true
		} else if v.analyze && isDataVerb(part) {
			v.found = ""
			return v.settle(part)
		}
	case v.with:
		nameComes := before == "WITH" || before == "RECURSIVE" || before == ","
		if v.depth == v.base && isDataVerb(part) && !nameComes || v.depth > v.base && before == "(" && isWritingVerb(part) {
			return v.settle(part)
		}
	case part == "WITH":
		v.with = true
	default:
		return v.settle(part)
	}
	return ""
}

// settle keeps the verbs that a later word may change.
func (v *verbs) settle(verb string) string {
	if verb == "SELECT" || verb == "EXPLAIN" {
		v.found = verb
		return ""
	}
	return verb
}

// Reads reports whether a statement only reads, by its verb. A pragma that sets does not.
func Reads(statement string, dialect Dialect) bool {
	switch Verb(statement, dialect) {
	case "SELECT", "VALUES", "EXPLAIN", "SHOW", "TABLE", "DESCRIBE":
		return true
	case "PRAGMA":
		for _, t := range Scan(statement, dialect) {
			if statement[t.Span.Start:t.Span.End] == "=" {
				return false
			}
		}
		return true
	}
	return false
}

func isDataVerb(word string) bool {
	return word == "SELECT" || word == "VALUES" || word == "TABLE" || isWritingVerb(word)
}

func isWritingVerb(word string) bool {
	switch word {
	case "INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE":
		return true
	}
	return false
}
