// Package sqltext reads SQL as tokens: where statements end, which verb they begin with, which
// parameters they bind. It knows no grammar and never rejects a text; tokens cover it exactly.
package sqltext

import (
	"strings"
	"unicode/utf8"

	"github.com/streamlift/streamlift/internal/diag"
)

// Dialect says how strings, names and parameters are written.
type Dialect int

// The dialects. Generic reads what both of the others mean.
const (
	Generic Dialect = iota
	SQLite
	PostgreSQL
)

// Kind says what a token is.
type Kind int

// The kinds of tokens.
const (
	Space       Kind = iota
	Comment          // -- to the line end, or /* */, nested in PostgreSQL
	Word             // keyword or plain name
	Quoted           // "name", `name`, [name]
	String           // 'text', E'text', $tag$text$tag$
	Number           //
	Named            // :name, a bound parameter
	Positional       // ?, ?1, $1, %s
	Placeholder      // @name, $name, %(name)s: parameters of drivers, not bound by name here
	Separator        // ;
	Operator         // everything else, one operator a token
)

// Token is a run of the text: text[Span.Start:Span.End].
type Token struct {
	Kind Kind
	Span diag.Span
}

// scanner walks over one text.
type scanner struct {
	text    string
	dialect Dialect
	at      int
}

// Scan splits a text into tokens that cover it without gap.
func Scan(text string, dialect Dialect) []Token {
	s := &scanner{text: text, dialect: dialect}
	var tokens []Token
	for s.at < len(text) {
		start := s.at
		kind := s.next()
		tokens = append(tokens, Token{Kind: kind, Span: diag.Span{Start: start, End: s.at}})
	}
	return tokens
}

// peek is the byte n places ahead, 0 behind the end.
func (s *scanner) peek(n int) byte {
	if s.at+n < len(s.text) {
		return s.text[s.at+n]
	}
	return 0
}

// next moves over one token and gives its kind.
func (s *scanner) next() Kind {
	c := s.peek(0)
	switch {
	case isSpace(c):
		s.take(isSpace)
		return Space
	case c == '-' && s.peek(1) == '-':
		s.take(func(c byte) bool { return c != '\n' && (c != '\r' || s.dialect != PostgreSQL) })
		return Comment
	case c == '/' && s.peek(1) == '*':
		s.blockComment()
		return Comment
	case c == '\'':
		s.quoted('\'', false)
		return String
	case (c == 'e' || c == 'E') && s.peek(1) == '\'' && s.dialect != SQLite:
		s.at++
		s.quoted('\'', true)
		return String
	case c == '"' || c == '`' && s.dialect != PostgreSQL:
		s.quoted(c, false)
		return Quoted
	case c == '[' && s.dialect == SQLite:
		s.until("]")
		return Quoted
	case c == ';':
		s.at++
		return Separator
	case c >= '0' && c <= '9' || c == '.' && isDigit(s.peek(1)):
		s.take(func(c byte) bool { return isWord(c) || c == '.' })
		return Number
	case isWord(c):
		s.take(func(c byte) bool { return isWord(c) || c == '$' && s.dialect == PostgreSQL })
		return Word
	default:
		return s.symbol(c)
	}
}

// symbol reads parameters, dollar quotes and operators.
func (s *scanner) symbol(c byte) Kind {
	next := s.peek(1)
	switch {
	case c == ':' && (next == ':' || next == '='):
		s.at += 2
		return Operator
	case c == ':' && !isDigit(next) && s.named():
		return Named
	case c == '$' && isDigit(next):
		s.at++
		s.take(isDigit)
		return Positional
	case c == '$' && s.dollarQuote():
		return String
	case c == '?' && s.dialect != PostgreSQL:
		s.at++
		s.take(isDigit)
		return Positional
	case (c == '@' || c == '$') && isWord(next) && s.dialect != PostgreSQL:
		s.at++
		s.take(isWord)
		return Placeholder
	case c == '%' && next == 's' && !isWord(s.peek(2)) && !s.follows(isWord):
		s.at += 2
		return Positional
	case c == '%' && next == '(':
		if end := strings.Index(s.text[s.at:], ")s"); end > 2 && !strings.ContainsAny(s.text[s.at+2:s.at+end], " \n(),") {
			s.at += end + 2
			return Placeholder
		}
	}
	s.at++
	return Operator
}

// named moves over a parameter `:name`. Its letters are those of Python's regular expressions, and
// it follows neither a letter nor a colon nor a backslash: elsewhere SQLAlchemy cannot bind.
func (s *scanner) named() bool {
	before, _ := utf8.DecodeLastRuneInString(s.text[:s.at])
	rest := strings.TrimLeftFunc(s.text[s.at+1:], isPythonWord)
	if len(rest) == len(s.text)-s.at-1 || s.at > 0 && (before == ':' || before == '\\' || isPythonWord(before)) {
		return false
	}
	s.at = len(s.text) - len(rest)
	return true
}

// follows reports whether the byte before the token satisfies is.
func (s *scanner) follows(is func(byte) bool) bool { return s.at > 0 && is(s.text[s.at-1]) }

func (s *scanner) take(is func(byte) bool) {
	for s.at < len(s.text) && is(s.text[s.at]) {
		s.at++
	}
}

// until moves behind the next stop, or to the end.
func (s *scanner) until(stop string) {
	if i := strings.Index(s.text[s.at:], stop); i >= 0 {
		s.at += i + len(stop)
	} else {
		s.at = len(s.text)
	}
}

func (s *scanner) blockComment() {
	depth := 0
	for s.at < len(s.text) {
		switch {
		case s.peek(0) == '/' && s.peek(1) == '*' && (depth == 0 || s.dialect == PostgreSQL):
			depth++
			s.at += 2
		case s.peek(0) == '*' && s.peek(1) == '/':
			depth--
			s.at += 2
			if depth == 0 {
				return
			}
		default:
			s.at++
		}
	}
}

// quoted moves over a quoted run in which the quote is doubled, or escaped by a backslash.
func (s *scanner) quoted(quote byte, backslash bool) {
	for s.at++; s.at < len(s.text); s.at++ {
		switch {
		case backslash && s.text[s.at] == '\\':
			s.at++
		case s.text[s.at] == quote && s.peek(1) == quote:
			s.at++
		case s.text[s.at] == quote:
			s.at++
			return
		}
	}
	s.at = min(s.at, len(s.text))
}

// dollarQuote moves over $tag$ … $tag$ of PostgreSQL.
func (s *scanner) dollarQuote() bool {
	if s.dialect == SQLite || s.follows(isWord) {
		return false
	}
	end := s.at + 1
	for end < len(s.text) && isWord(s.text[end]) {
		end++
	}
	if end >= len(s.text) || s.text[end] != '$' {
		return false
	}
	tag := s.text[s.at : end+1]
	s.at = end + 1
	s.until(tag)
	return true
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isWord holds for letters, digits, underscore and every byte of a non-ASCII letter.
func isWord(c byte) bool {
	return c == '_' || isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80
}
