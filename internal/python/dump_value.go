package python

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// literal is how Python prints a constant that is a keyword.
func (k ConstantKind) literal() string {
	switch k {
	case None:
		return "None"
	case True:
		return "True"
	case False:
		return "False"
	}
	return "Ellipsis"
}

// value prints a constant as Python's repr does.
func (d *dumper) value(n *Constant) {
	switch n.Kind {
	case Str:
		d.quote(n.Text)
	case Bytes:
		d.text("b")
		d.bytes(n.Text)
	case Int:
		d.text(d.integer(n.Text))
	case Float:
		f, _ := strconv.ParseFloat(strings.ReplaceAll(n.Text, "_", ""), 64)
		d.text(floatText(f, ".0"))
	case Imaginary:
		f, _ := strconv.ParseFloat(strings.ReplaceAll(n.Text[:len(n.Text)-1], "_", ""), 64)
		d.text(floatText(f, "") + "j")
	default:
		d.text(n.Kind.literal())
	}
}

// integer is a number in decimal; the compact form writes large ones in hexadecimal, which Python does not limit.
func (d *dumper) integer(text string) string {
	if len(text) < 18 && text[0] != '0' && strings.IndexByte(text, '_') < 0 {
		return text
	}
	digits := strings.ToLower(strings.ReplaceAll(text, "_", ""))
	i := new(big.Int)
	if len(digits) > 1 && digits[0] == '0' && digits[1] > '9' {
		i.SetString(digits, 0)
	} else {
		i.SetString(digits, 10)
	}
	if d.compact && i.BitLen() > 64 {
		return "0x" + i.Text(16)
	}
	return i.String()
}

// floatText is the shortest decimal that reads back as f; whole marks a whole number.
func floatText(f float64, whole string) string {
	if math.IsInf(f, 0) {
		return "inf"
	}
	_, power, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	if n, _ := strconv.Atoi(power); n < -4 || n >= 16 {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if strings.IndexByte(text, '.') < 0 {
		text += whole
	}
	return text
}

// quotes are the quotes that repr puts around a text.
func quotes(s string) string {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return `"`
	}
	return `'`
}

// quote prints a string as repr does, or in the compact form as ascii does.
func (d *dumper) quote(s string) {
	q := quotes(s)
	d.text(q)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			d.ascii(c, q[0])
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 && i+2 < len(s) && c == 0xed {
			r, size = 0xd000|rune(s[i+1]&0x3f)<<6|rune(s[i+2]&0x3f), 3
		}
		i += size
		switch {
		case !d.compact && unicode.IsPrint(r):
			d.out = utf8.AppendRune(d.out, r)
		case r < 0x100:
			d.text(fmt.Sprintf(`\x%02x`, r))
		case r < 0x10000:
			d.text(fmt.Sprintf(`\u%04x`, r))
		default:
			d.text(fmt.Sprintf(`\U%08x`, r))
		}
	}
	d.text(q)
}

// ascii prints one character below 0x80.
func (d *dumper) ascii(c, quote byte) {
	switch {
	case c == quote || c == '\\':
		d.out = append(d.out, '\\', c)
	case c == '\n':
		d.text(`\n`)
	case c == '\r':
		d.text(`\r`)
	case c == '\t':
		d.text(`\t`)
	case c < ' ' || c == 0x7f:
		d.text(fmt.Sprintf(`\x%02x`, c))
	default:
		d.out = append(d.out, c)
	}
}

func (d *dumper) bytes(s string) {
	q := quotes(s)
	d.text(q)
	for _, c := range []byte(s) {
		if c >= utf8.RuneSelf {
			d.text(fmt.Sprintf(`\x%02x`, c))
			continue
		}
		d.ascii(c, q[0])
	}
	d.text(q)
}
