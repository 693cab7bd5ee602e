package python

import "strings"

// number reads an integer, float or imaginary literal.
func (l *lexer) number() {
	start := l.pos
	l.fresh, l.begun = false, true
	message, advice := "", ""
	switch c := l.at(start+1) | 0x20; {
	case l.text[start] == '0' && (c == 'x' || c == 'o' || c == 'b'):
		message = l.based(c)
	default:
		message, advice = l.decimal()
	}
	if message == "" && !l.numberEnds() {
		message = "invalid decimal literal"
	}
	if message == "" {
		l.emit(Number, start, l.pos)
		return
	}
	for l.pos < len(l.text) && isWord(l.text[l.pos]) {
		l.pos++
	}
	if advice == "" {
		advice = "put a space or an operator behind the number"
		if last := l.text[l.pos-1]; last == 'L' || last == 'l' {
			advice = "drop the L, which is python 2"
		}
	}
	l.fail(start, l.pos, message, advice)
}

// based reads a hexadecimal, octal or binary literal; the message is empty when it is one.
func (l *lexer) based(base byte) string {
	digits, name := "01", "binary"
	switch base {
	case 'x':
		digits, name = "0123456789abcdefABCDEF", "hexadecimal"
	case 'o':
		digits, name = "01234567", "octal"
	}
	l.pos += 2
	for {
		if l.at(l.pos) == '_' {
			l.pos++
		}
		if !contains(digits, l.at(l.pos)) {
			return "invalid " + name + " literal"
		}
		for contains(digits, l.at(l.pos)) {
			l.pos++
		}
		if l.at(l.pos) != '_' {
			break
		}
	}
	if class(l.at(l.pos)) == classDigit {
		return "invalid digit '" + l.text[l.pos:l.pos+1] + "' in " + name + " literal"
	}
	return ""
}

func contains(set string, c byte) bool { return c != 0 && strings.IndexByte(set, c) >= 0 }

// decimal reads a decimal literal; the message is empty when it is one.
func (l *lexer) decimal() (message, advice string) {
	start := l.pos
	plain := true // an integer
	if l.text[start] != '.' && !l.digits() {
		return "invalid decimal literal", ""
	}
	if l.at(l.pos) == '.' {
		plain = false
		l.pos++
		if class(l.at(l.pos)) == classDigit && !l.digits() {
			return "invalid decimal literal", ""
		}
	}
	if l.at(l.pos)|0x20 == 'e' {
		i := l.pos + 1
		signed := l.at(i) == '+' || l.at(i) == '-'
		if signed {
			i++
		}
		if class(l.at(i)) == classDigit {
			plain = false
			l.pos = i
			if !l.digits() {
				return "invalid decimal literal", ""
			}
		} else if signed {
			return "invalid decimal literal", ""
		}
	}
	if l.at(l.pos)|0x20 == 'j' {
		plain = false
		l.pos++
	}
	if plain {
		return l.integer(l.text[start:l.pos])
	}
	return "", ""
}

// integer checks what CPython checks of a decimal integer.
func (l *lexer) integer(text string) (message, advice string) {
	if text[0] == '0' && strings.Trim(text, "0_") != "" {
		return "leading zeros in decimal integer literals are not permitted", "write 0o for an octal number; 0 alone was python 2"
	}
	if len(text) > maxIntDigits && len(text)-strings.Count(text, "_") > maxIntDigits {
		return "the integer exceeds the limit of 4300 digits", "write it in hexadecimal"
	}
	return "", ""
}

// maxIntDigits is CPython's default limit for converting decimal text.
const maxIntDigits = 4300

// digits reads digits with single underscores between them.
func (l *lexer) digits() bool {
	for {
		for class(l.at(l.pos)) == classDigit {
			l.pos++
		}
		if l.at(l.pos) != '_' {
			return true
		}
		if class(l.at(l.pos+1)) != classDigit {
			return false
		}
		l.pos++
	}
}

// numberEnds reports whether what follows a number may: no name but an operator keyword, as in `1if x else 2`.
func (l *lexer) numberEnds() bool {
	if !isWord(l.at(l.pos)) {
		return true
	}
	rest := l.text[l.pos:]
	for _, word := range [...]string{"and", "else", "for", "if", "in", "is", "or", "not"} {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	return false
}
