package python

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// decoder turns the text between quotes into the value it stands for.
type decoder struct{ names charnames }

// literal decodes the escapes and line ends of text. On an error, at is its offset in text.
func (d *decoder) literal(text string, flags uint8) (value string, at int, err error) {
	if flags&flagBytes != 0 && flags&flagNonASCII != 0 {
		i := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
		return "", max(i, 0), fmt.Errorf("bytes can only contain ASCII literal characters")
	}
	if flags&flagReturn != 0 {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	if flags&flagRaw != 0 || flags&flagEscape == 0 {
		return text, 0, nil
	}
	return d.escapes(text, flags&flagBytes != 0)
}

// escapes decodes text that holds a backslash.
func (d *decoder) escapes(text string, bytes bool) (value string, at int, err error) {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		n := strings.IndexByte(text[i:], '\\')
		if n < 0 {
			out = append(out, text[i:]...)
			break
		}
		out = append(out, text[i:i+n]...)
		i += n
		if i+1 >= len(text) {
			out = append(out, '\\')
			break
		}
		size := 0
		if out, size, err = d.escape(out, text[i:], bytes); err != nil {
			return "", i, err
		}
		i += size
	}
	return string(out), 0, nil
}

// escape decodes the escape that text begins with and gives its length.
func (d *decoder) escape(out []byte, text string, bytes bool) ([]byte, int, error) {
	// A flat table: one case an escape.
	switch c := text[1]; c {
	case '\n':
		return out, 2, nil
	case '\\', '\'', '"':
		return append(out, c), 2, nil
	case 'a':
		return append(out, '\a'), 2, nil
	case 'b':
		return append(out, '\b'), 2, nil
	case 'f':
		return append(out, '\f'), 2, nil
	case 'n':
		return append(out, '\n'), 2, nil
	case 'r':
		return append(out, '\r'), 2, nil
	case 't':
		return append(out, '\t'), 2, nil
	case 'v':
		return append(out, '\v'), 2, nil
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return octal(out, text, bytes)
	case 'x':
		return hexadecimal(out, text, 2, bytes)
	case 'u', 'U', 'N':
		switch {
		case bytes:
		case c == 'u':
			return hexadecimal(out, text, 4, false)
		case c == 'U':
			return hexadecimal(out, text, 8, false)
		default:
			return d.named(out, text)
		}
	}
	return append(out, '\\'), 1, nil
}

// octal decodes up to three digits.
func octal(out []byte, text string, bytes bool) ([]byte, int, error) {
	size, value := 1, rune(0)
	for size < 4 && size < len(text) && text[size] >= '0' && text[size] <= '7' {
		value = value*8 + rune(text[size]-'0')
		size++
	}
	if bytes {
		return append(out, byte(value)), size, nil
	}
	return appendRune(out, value), size, nil
}

// hexadecimal decodes exactly n digits behind the letter.
func hexadecimal(out []byte, text string, n int, bytes bool) ([]byte, int, error) {
	if len(text) < 2+n {
		return nil, 0, fmt.Errorf("truncated \\%c escape: %d hexadecimal digits are needed", text[1], n)
	}
	value, err := strconv.ParseUint(text[2:2+n], 16, 32)
	if err != nil {
		return nil, 0, fmt.Errorf("truncated \\%c escape: %d hexadecimal digits are needed", text[1], n)
	}
	if value > utf8.MaxRune {
		return nil, 0, fmt.Errorf("illegal unicode character")
	}
	if bytes {
		return append(out, byte(value)), 2 + n, nil
	}
	return appendRune(out, rune(value)), 2 + n, nil
}

// named decodes \N{...}.
func (d *decoder) named(out []byte, text string) ([]byte, int, error) {
	end := strings.IndexByte(text, '}')
	if len(text) < 3 || text[2] != '{' || end < 4 {
		return nil, 0, fmt.Errorf(`malformed \N character escape`)
	}
	r, ok := d.names.find(text[3:end])
	if !ok {
		return nil, 0, fmt.Errorf("unknown unicode character name")
	}
	return appendRune(out, r), end + 1, nil
}

// appendRune is utf8.AppendRune that writes surrogates, too, as the three bytes UTF-8 would give them.
func appendRune(out []byte, r rune) []byte {
	if r >= 0xd800 && r <= 0xdfff {
		return append(out, 0xed, byte(0x80|r>>6&0x3f), byte(0x80|r&0x3f))
	}
	return utf8.AppendRune(out, r)
}

// formatted decodes text of an f-string: literal with doubled braces.
func (d *decoder) formatted(text string, flags uint8) (value string, at int, err error) {
	var out strings.Builder
	start := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && text[i+1] == 'N' && flags&flagRaw == 0 && strings.HasPrefix(text[i+2:], "{"):
			i += max(0, strings.IndexByte(text[i:], '}'))
		case c == '\\' && i+1 < len(text) && text[i+1] != '{' && text[i+1] != '}':
			i++
		case (c == '{' || c == '}') && i+1 < len(text) && text[i+1] == c:
			piece, _, err := d.literal(text[start:i+1], flags)
			if err != nil {
				return "", start, err
			}
			out.WriteString(piece)
			i++
			start = i + 1
		}
	}
	piece, at, err := d.literal(text[start:], flags)
	if err != nil {
		return "", start + at, err
	}
	if start == 0 {
		return piece, 0, nil
	}
	out.WriteString(piece)
	return out.String(), 0, nil
}
