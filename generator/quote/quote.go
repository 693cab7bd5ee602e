// Package quote writes text from outside into the languages of generated files, so that it reads
// back as the same text and can never become code. Each function is pure and knows one language.
package quote

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Python writes a string literal of one line, with the quotes that `ruff format` prefers: double
// ones unless single ones need fewer escapes. What does not print is escaped.
func Python(text string) string {
	quote := '"'
	if strings.Count(text, `"`) > strings.Count(text, `'`) {
		quote = '\''
	}
	var b strings.Builder
	b.WriteRune(quote)
	for _, r := range text {
		switch {
		case r == quote || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r <= 0xff:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteRune(quote)
	return b.String()
}

// Docstring writes a docstring of one line; white space of any kind becomes one space.
func Docstring(text string) string {
	line := Line(text)
	var b strings.Builder
	b.WriteString(`"""`)
	run := 0 // of quotes without a backslash
	for i := range len(line) {
		switch c := line[i]; {
		case c == '"' && (i == 0 || i == len(line)-1 || run == 2): // at the start, ruff format sets a space before it
			b.WriteString(`\"`)
			run = 0
			continue
		case c == '"':
			run++
		case c == '\\':
			b.WriteByte(c)
			run = 0
		default:
			run = 0
		}
		b.WriteByte(line[i])
	}
	b.WriteString(`"""`)
	return b.String()
}

// PythonBlock writes a multi-line text, as SQL, as a string literal over several lines. The text is
// kept but for its end: it reads back without trailing white space, with one line end.
func PythonBlock(text string) string {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	if !strings.Contains(text, "\n") {
		return Python(text)
	}
	var b strings.Builder
	for _, r := range text + "\n" {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\n' || r == '\t' || unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			escaped := Python(string(r))
			b.WriteString(escaped[1 : len(escaped)-1])
		}
	}
	return "\"\"\"\\\n" + strings.ReplaceAll(b.String(), `"""`, `""\"`) + `"""`
}

// Line makes one line of printable text for comments: white space of any kind becomes one space and
// what does not print is left out.
func Line(text string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsPrint(r):
			return r
		}
		return -1
	}, text)
	return strings.Join(strings.Fields(clean), " ")
}

// YAML writes a scalar that YAML 1.1 and 1.2 read as this string: plain where that is certain, else
// in double quotes.
func YAML(text string) string {
	words := []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
	plain := text != "" && letter(text[0]) && holdsOnly(text, "_./ -") && !strings.HasSuffix(text, " ")
	if plain && !slices.Contains(words, strings.ToLower(text)) {
		return text
	}
	return doubleQuoted(text)
}

// letter reports whether a byte is an ASCII letter.
func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// holdsOnly reports whether a text holds nothing but ASCII letters, digits and the bytes of more.
func holdsOnly(text, more string) bool {
	for i := range len(text) {
		if c := text[i]; !letter(c) && (c < '0' || c > '9') && strings.IndexByte(more, c) < 0 {
			return false
		}
	}
	return true
}

// TOML writes a basic string.
func TOML(text string) string { return doubleQuoted(text) }

// doubleQuoted is the form that YAML and TOML share.
func doubleQuoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// JSON writes a string.
func JSON(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Go writes an interpreted string literal.
func Go(text string) string { return strconv.Quote(text) }

// Shell writes one word for POSIX shells. A shell cannot hold NUL, which is left out.
func Shell(text string) string {
	if text != "" && holdsOnly(text, "_@%+=:,./-") {
		return text
	}
	text = strings.ReplaceAll(text, "\x00", "")
	return `'` + strings.ReplaceAll(text, `'`, `'\''`) + `'`
}

// Dockerfile writes a value for ENV and LABEL, of one line.
func Dockerfile(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`).Replace(Line(text)) + `"`
}

// Markdown writes text of one line that no Markdown or HTML reader takes for markup.
func Markdown(text string) string {
	var b strings.Builder
	line := Line(text)
	marker := strings.TrimLeft(line, "0123456789") // of a list, where the text begins its line
	for i, r := range line {
		if strings.ContainsRune("\\`*_{}[]<>#|~&$!", r) || len(line)-i == len(marker) && strings.ContainsRune("+-=.)", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
