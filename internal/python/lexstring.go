package python

import (
	"strings"
	"unicode/utf8"
)

// prefix reports whether text is a string prefix of the version.
func (l *lexer) prefix(text string) bool {
	// A flat table: one line a family of prefixes.
	switch len(text) {
	case 1:
		switch text[0] | 0x20 {
		case 'r', 'b', 'f', 'u':
			return true
		case 't':
			return l.version >= Py314
		}
	case 2:
		a, b := text[0]|0x20, text[1]|0x20
		if b == 'r' {
			a, b = b, a
		}
		return a == 'r' && (b == 'b' || b == 'f' || b == 't' && l.version >= Py314)
	}
	return false
}

// quoting is how a string is quoted.
type quoting struct {
	char  byte
	size  int // quotes on each side: 1 or 3
	raw   bool
	flags uint8
	kind  Kind // String, FStringStart or TStringStart
}

// str reads a string whose prefix is text[start:quote].
func (l *lexer) str(start, quote int) {
	q := l.quoting(start, quote)
	l.begun = true
	l.pos = quote + q.size
	switch {
	case q.kind == String:
		l.plain(start, q)
	case l.version < Py312:
		l.oldFString(start, q)
	default:
		l.fstring(start, q)
	}
}

// quoting reads a prefix and the quotes behind it.
func (l *lexer) quoting(start, quote int) quoting {
	q := quoting{char: l.text[quote], size: 1, kind: String}
	for _, c := range []byte(l.text[start:quote]) {
		switch c | 0x20 {
		case 'r':
			q.raw = true
			q.flags |= flagRaw
		case 'b':
			q.flags |= flagBytes
		case 'u':
			q.flags |= flagU
		case 'f':
			q.kind = FStringStart
		case 't':
			q.kind = TStringStart
		}
	}
	if l.at(quote+1) == q.char && l.at(quote+2) == q.char {
		q.size = 3
		q.flags |= flagTriple
	}
	return q
}

// plain reads a string without interpolation; pos is behind the opening quotes.
func (l *lexer) plain(start int, q quoting) {
	flags, ok := l.body(q)
	if !ok {
		l.unterminated(start, q)
		return
	}
	l.tokens = append(l.tokens, Token{Kind: q.kind, Start: int32(start), End: int32(l.pos), flags: flags | q.flags})
}

// body moves pos behind the closing quotes; it reports false, pos where the search ended, when there are none.
func (l *lexer) body(q quoting) (flags uint8, ok bool) {
	text, i := l.text, l.pos
	var seen byte
	for i < len(text) {
		c := text[i]
		seen |= c
		switch c {
		case q.char:
			if q.size == 1 || i+2 < len(text) && text[i+1] == c && text[i+2] == c {
				l.pos = i + q.size
				if seen >= utf8.RuneSelf {
					flags |= flagNonASCII
				}
				return flags, true
			}
		case '\\':
			flags |= flagEscape
			i++
			if i < len(text) {
				seen |= text[i]
				if text[i] == '\r' {
					flags |= flagReturn
					if l.at(i+1) == '\n' {
						i++
					}
				}
			}
		case '\r':
			flags |= flagReturn
			if q.size == 1 {
				l.pos = i
				return flags, false
			}
		case '\n':
			if q.size == 1 {
				l.pos = i
				return flags, false
			}
		}
		i++
	}
	l.pos = len(text)
	return flags, false
}

// unterminated reports a string without an end. A string of one line ends with the line; behind three quotes
// reading goes on at the next line that looks like a definition or an import at the left margin.
func (l *lexer) unterminated(start int, q quoting) {
	if q.size == 3 {
		l.pos = l.resume(start)
		l.fail(start, l.pos, "unterminated triple-quoted string literal", "close it with three quotes")
	} else {
		l.fail(start, l.pos, "unterminated string literal", "close it, or use three quotes for several lines")
	}
	if l.fdepth > 0 {
		l.brackets = l.brackets[:min(l.fbase, len(l.brackets))]
	}
	if q.size == 3 && l.pos < len(l.text) {
		l.brackets = l.brackets[:0]
		l.emit(Newline, l.pos, l.pos)
		l.begun = false
	}
}

// resume finds a line behind start that code can be trusted to begin at, or the end.
func (l *lexer) resume(start int) int {
	for i := start; i < len(l.text); i++ {
		n := strings.IndexAny(l.text[i:], "\n\r")
		if n < 0 {
			break
		}
		i += n
		for _, word := range [...]string{"def ", "class ", "import ", "from ", "async def ", "@", "if __name__"} {
			if strings.HasPrefix(l.text[i+1:], word) {
				return i + 1
			}
		}
	}
	return len(l.text)
}
