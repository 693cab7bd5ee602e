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
	at := 0
	plain := func(end int) {
		for ; at < end; at++ {
			if text[at] == ':' && looksBound(text, at) {
				b.WriteByte('\\')
			}
			b.WriteByte(text[at])
		}
	}
	for _, p := range Params(text, dialect) {
		plain(p.Span.Start)
		b.WriteString(text[p.Span.Start:p.Span.End])
		if at = p.Span.End; strings.HasPrefix(text[at:], ":") {
			b.WriteByte(' ')
		}
	}
	plain(len(text))
	return b.String()
}

// looksBound reports whether SQLAlchemy would bind the colon at text[at], or drop a backslash
// that stands before it.
func looksBound(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	rest := strings.TrimLeftFunc(text[at+1:], isPythonWord)
	if strings.HasPrefix(rest, ":") {
		return false
	}
	if before == '\\' && at > 0 {
		return true
	}
	word := len(rest) < len(text)-at-1
	return word && (at == 0 || before != ':' && !isPythonWord(before))
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

// Verb is what a statement does, in capitals: its first word, or behind WITH the first word
// outside parentheses that is a verb of data. Empty when the statement begins with no word.
func Verb(statement string, dialect Dialect) string {
	depth, with := 0, false
	for _, t := range Scan(statement, dialect) {
		part := statement[t.Span.Start:t.Span.End]
		switch {
		case t.Kind == Operator && part == "(":
			depth++
		case t.Kind == Operator && part == ")":
			depth--
		case t.Kind == Word:
			word := strings.ToUpper(part)
			switch {
			case word == "WITH" && !with:
				with = true
			case !with:
				return word
			case depth == 0 && isDataVerb(word):
				return word
			case depth > 0 && isWritingVerb(word):
				// PostgreSQL lets a common table expression write.
				if dialect != SQLite {
					return word
				}
			}
		}
	}
	return ""
}

// Reads reports whether a statement only reads, by its verb.
func Reads(statement string, dialect Dialect) bool {
	switch Verb(statement, dialect) {
	case "SELECT", "VALUES", "EXPLAIN", "SHOW", "PRAGMA", "TABLE", "DESCRIBE":
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
