// Package quote writes text from outside into the languages of generated files, so that it reads
// back as the same text and can never become code. Each function is pure and knows one language.
package quote

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
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
	line = strings.ReplaceAll(line, `\`, `\\`)
	line = strings.ReplaceAll(line, `"""`, `\"\"\"`)
	if strings.HasSuffix(line, `"`) {
		line = line[:len(line)-1] + `\"`
	}
	if strings.HasPrefix(line, `"`) { // ruff format sets a space before it otherwise
		line = `\` + line
	}
	return `"""` + line + `"""`
}

// PythonBlock writes a multi-line text, as SQL, as a string literal over several lines. The text is
// kept but for its end: it reads back without trailing white space, with one line end.
func PythonBlock(text string) string {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	if !strings.Contains(text, "\n") {
		return Python(text)
	}
	var b strings.Builder
	b.WriteString("\"\"\"\\\n")
	for _, r := range text + "\n" {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\n' || unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			escaped := Python(string(r))
			b.WriteString(escaped[1 : len(escaped)-1])
		}
	}
	b.WriteString(`"""`)
	body := strings.ReplaceAll(b.String()[5:b.Len()-3], `"""`, `\"\"\"`)
	return "\"\"\"\\\n" + body + `"""`
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
	plain := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./ -]*$`)
	words := []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
	if plain.MatchString(text) && !strings.HasSuffix(text, " ") && !strings.Contains(text, " #") &&
		!slices.Contains(words, strings.ToLower(text)) {
		return text
	}
	return doubleQuoted(text)
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

// Shell writes one word for POSIX shells. A shell cannot hold NUL, which is left out.
func Shell(text string) string {
	if regexp.MustCompile(`^[A-Za-z0-9_@%+=:,./-]+$`).MatchString(text) {
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
	for _, r := range Line(text) {
		if strings.ContainsRune("\\`*_{}[]<>()#+-.!|~&$:@\"'", r) && strings.ContainsRune("\\`*_{}[]<>#|~&$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
