package python

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Classes of bytes: what a token that begins with one can be.
const (
	classOther = iota
	className
	classDigit
	classSpace
	classNewline
	classQuote
	classHash
	classBackslash
	classOperator
	classBracket
)

// classes holds the class of every byte.
const classes = "" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x04\x00\x03\x04\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x03\x08\x05\x06\x00\x08\x08\x05\x09\x09\x08\x08\x08\x08\x08\x08" +
	"\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x08\x08\x08\x08\x08\x00" +
	"\x08\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x09\x07\x09\x08\x01" +
	"\x00\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x09\x08\x09\x08\x00" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01"

func class(c byte) byte { return classes[c] }

// isWord reports whether a byte continues a name; bytes over 0x7f do until the name is checked.
func isWord(c byte) bool { return class(c) == className || class(c) == classDigit }

// name reads a name, a keyword or the prefix of a string.
func (l *lexer) name() {
	start, text, limit := l.pos, l.text, len(l.text)
	if start < l.strangeEnd {
		limit = l.sound(start)
	}
	i := start + 1
	var seen byte = text[start]
	for i < limit && isWord(text[i]) {
		seen |= text[i]
		i++
	}
	if i-start <= 2 && i < len(text) && class(text[i]) == classQuote && l.prefix(text[start:i]) {
		l.fresh = false
		l.str(start, i)
		return
	}
	l.pos = i
	t := Token{Kind: Identifier, Start: int32(start), End: int32(i)}
	if seen >= utf8.RuneSelf {
		t.flags = flagNonASCII
		if !l.identifier(start, i) {
			return
		}
	} else if i-start >= 2 && i-start <= 8 {
		t.Kind = keywordKind(text[start:i])
	}
	if l.fresh && len(l.brackets) > 0 && !l.limited && opensStatement(t.Kind) {
		l.pos = start
		for l.pos > 0 && class(text[l.pos-1]) == classSpace {
			l.pos--
		}
		l.unclosed(l.pos)
		return
	}
	l.fresh, l.begun = false, true
	l.tokens = append(l.tokens, t)
}

// opensStatement reports whether a keyword can stand in no expression: at the start of a line it shows that a
// bracket above was left open.
func opensStatement(k Kind) bool {
	switch k {
	case KwAssert, KwBreak, KwClass, KwContinue, KwDef, KwDel, KwElif, KwExcept, KwFinally, KwGlobal, KwImport,
		KwNonlocal, KwPass, KwRaise, KwReturn, KwTry, KwWhile, KwWith:
		return true
	}
	return false
}

// identifier checks a name with bytes over 0x7f; at a character that no name holds it leaves an Error.
func (l *lexer) identifier(start, end int) bool {
	for i, r := range l.text[start:end] {
		if r < utf8.RuneSelf || idContinue(r, l.version) && (i > 0 || idStart(r, l.version)) {
			continue
		}
		if i > 0 {
			l.emit(Identifier, start, start+i)
		}
		l.strangeEnd = max(l.strangeEnd, end)
		l.pos = start + i
		l.strange(l.pos)
		return false
	}
	return true
}

// sound is where a name that begins at start ends, at the latest, in a run of characters of which one is in no name.
// Without it each such character would cost a look at the rest of the run.
func (l *lexer) sound(start int) int {
	for i, r := range l.text[start:] {
		switch {
		case i == 0:
			if r >= utf8.RuneSelf && !idStart(r, l.version) {
				_, size := utf8.DecodeRuneInString(l.text[start:])
				return start + size
			}
		case r < utf8.RuneSelf && !isWord(byte(r)), r >= utf8.RuneSelf && !idContinue(r, l.version):
			return start + i
		}
	}
	return len(l.text)
}

// strange reports a character that begins no token.
func (l *lexer) strange(start int) {
	r, size := utf8.DecodeRuneInString(l.text[start:])
	l.pos = start + size
	l.fresh = false
	switch {
	case r == '`':
		l.fail(start, l.pos, "backticks are python 2", "write repr(...)")
	case r == utf8.RuneError && size < 2:
		l.fail(start, l.pos, "the text is not UTF-8", "save the file as UTF-8")
	case unicode.IsPrint(r):
		l.fail(start, l.pos, fmt.Sprintf("invalid character %q (U+%04X)", r, r), "remove it")
	default:
		l.fail(start, l.pos, fmt.Sprintf("invalid non-printable character U+%04X", r), "remove it")
	}
}

// bracket opens or closes a bracket.
func (l *lexer) bracket(c byte) {
	start := l.pos
	l.pos++
	l.fresh, l.begun = false, true
	switch c {
	case '(', '[', '{':
		if len(l.brackets) >= maxBrackets {
			l.fail(start, l.pos, "too many nested parentheses", "give inner parts names of their own")
			return
		}
		l.brackets = append(l.brackets, bracket{open: int32(start), char: c})
	default:
		if !l.closes(start, c) {
			return
		}
	}
	kind := LParen
	switch c {
	case ')':
		kind = RParen
	case '[':
		kind = LBracket
	case ']':
		kind = RBracket
	case '{':
		kind = LBrace
	case '}':
		kind = RBrace
	}
	l.emit(kind, start, l.pos)
}

// closes takes the innermost bracket off when c closes it, and reports a mismatch otherwise.
func (l *lexer) closes(start int, c byte) bool {
	if len(l.brackets) == 0 {
		l.fail(start, l.pos, "unmatched '"+string(rune(c))+"'", "remove it or open it")
		return false
	}
	top := l.brackets[len(l.brackets)-1]
	if !top.field {
		l.brackets = l.brackets[:len(l.brackets)-1]
	}
	if top.field || strings.IndexByte("()[]{}", c) != strings.IndexByte("()[]{}", top.char)+1 {
		l.fail(start, l.pos, fmt.Sprintf("closing parenthesis '%c' does not match opening parenthesis '%c'", c, top.char),
			"close brackets in the reverse of the order they were opened")
		return false
	}
	return true
}

// operator reads the longest operator at pos.
func (l *lexer) operator(c byte) {
	start := l.pos
	next := l.at(start + 1)
	if c == '.' {
		l.dot(next)
		return
	}
	kind, size := single(c), 1
	switch {
	case next == '=' && c != '~' && c != ',' && c != ';' && c != '=' || next == '=' && c == '=':
		kind, size = withEqual(c), 2
	case next == c:
		kind, size = l.doubled(c, kind)
	case c == '-' && next == '>':
		kind, size = Arrow, 2
	}
	l.pos = start + size
	l.fresh, l.begun = false, true
	switch {
	case c == '!' && size == 1:
		l.fail(start, l.pos, "invalid syntax: '!'", "write 'not'")
		return
	case c == '<' && size == 1 && next == '>':
		l.pos++
		l.fail(start, l.pos, "'<>' is python 2", "write '!='")
		return
	}
	l.emit(kind, start, l.pos)
}

// dot reads '.', '...' or a number without leading digits.
func (l *lexer) dot(next byte) {
	start := l.pos
	if class(next) == classDigit {
		l.number()
		return
	}
	l.pos++
	kind := Dot
	if next == '.' && l.at(start+2) == '.' {
		l.pos, kind = start+3, Ellipsis
	}
	l.fresh, l.begun = false, true
	l.emit(kind, start, l.pos)
}

// doubled is the operator that begins with c twice.
func (l *lexer) doubled(c byte, kind Kind) (Kind, int) {
	equal := l.at(l.pos+2) == '='
	pick := func(plain, augmented Kind) (Kind, int) {
		if equal {
			return augmented, 3
		}
		return plain, 2
	}
	switch c {
	case '*':
		return pick(DoubleStar, DoubleStarEqual)
	case '/':
		return pick(DoubleSlash, DoubleSlashEqual)
	case '<':
		return pick(LeftShift, LeftShiftEqual)
	case '>':
		return pick(RightShift, RightShiftEqual)
	}
	return kind, 1
}
