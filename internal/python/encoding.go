package python

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"github.com/streamlift/streamlift/internal/diag"
)

// Text is a file's bytes as text.
type Text struct {
	Source   *diag.Source
	Encoding string // as the file declares it, in lower case with hyphens; utf-8 without a declaration
	BOM      bool   // the file begins with the byte order mark of UTF-8, which Source leaves out
	codec    encoding.Encoding
}

const bom = "\ufeff"

// Decode reads a file's bytes as PEP 263 says. It always gives a text; what CPython refuses is reported, and
// bytes that cannot be decoded then stay in the text as they are.
func Decode(path string, raw []byte) (*Text, diag.List) {
	body := bytes.TrimPrefix(raw, []byte(bom))
	t := &Text{Encoding: "utf-8", BOM: len(body) < len(raw)}
	cookie, span := declared(body)
	if cookie != "" {
		t.Encoding = normalEncoding(cookie)
	}
	text := string(body)
	var problems []problem
	switch {
	case t.Encoding == "utf-8", !t.BOM && isUTF8(t.Encoding):
		t.Encoding = "utf-8"
	case t.BOM:
		problems = append(problems, problem{
			span, fmt.Sprintf("encoding %q contradicts the byte order mark of UTF-8", cookie), "declare utf-8",
		})
	default:
		var err error
		if t.codec = codec(t.Encoding); t.codec == nil {
			problems = append(problems, problem{span, fmt.Sprintf("unknown encoding %q", cookie), "save the file as UTF-8"})
		} else if text, err = decoded(t.codec, body); err != nil {
			problems = append(problems, problem{span, fmt.Sprintf("the file is not %s", t.Encoding), "save the file as UTF-8"})
		}
	}
	t.Source = diag.NewSource(path, text)
	if i := invalid(text); i >= 0 {
		message := fmt.Sprintf("byte 0x%02x is not UTF-8", text[i])
		problems = append(problems, problem{diag.Span{Start: i, End: i + 1}, message, "save the file as UTF-8 or declare its encoding"})
	}
	return t, list(t.Source, problems)
}

// Bytes encodes a text as the file was encoded, byte order mark included.
func (t *Text) Bytes(text string) ([]byte, error) {
	if t.codec != nil {
		out, err := t.codec.NewEncoder().Bytes([]byte(text))
		if err != nil {
			return nil, fmt.Errorf("text that %s cannot hold: %w", t.Encoding, err)
		}
		return out, nil
	}
	if t.BOM {
		return []byte(bom + text), nil
	}
	return []byte(text), nil
}

// invalid is the offset of the first byte that is not UTF-8, or -1.
func invalid(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size < 2 {
				return i
			}
		}
	}
	return -1
}

// declared finds the cookie of PEP 263: in a comment on the first line, or on the second below a comment or a
// blank line.
func declared(text []byte) (cookie string, span diag.Span) {
	offset := 0
	for range 2 {
		line := text[offset:]
		end := bytes.IndexAny(line, "\r\n")
		if end >= 0 {
			line = line[:end]
		}
		if at, n := cookieIn(line); n > 0 {
			return string(line[at : at+n]), diag.Span{Start: offset + at, End: offset + at + n}
		}
		rest := bytes.TrimLeft(line, " \t\f")
		if end < 0 || len(rest) > 0 && rest[0] != '#' {
			break
		}
		offset += end + 1
		if text[offset-1] == '\r' && offset < len(text) && text[offset] == '\n' {
			offset++
		}
	}
	return "", diag.Span{}
}

// cookieIn finds the encoding in a comment line: its offset and length.
func cookieIn(line []byte) (at, n int) {
	if rest := bytes.TrimLeft(line, " \t\f"); len(rest) == 0 || rest[0] != '#' {
		return 0, 0
	}
	for from := 0; ; {
		i := bytes.Index(line[from:], []byte("coding"))
		if i < 0 {
			return 0, 0
		}
		at = from + i + len("coding")
		from = at
		if at >= len(line) || line[at] != ':' && line[at] != '=' {
			continue
		}
		at++
		for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
			at++
		}
		end := at
		for end < len(line) && (isWord(line[end]) && line[end] < utf8.RuneSelf || line[end] == '-' || line[end] == '.') {
			end++
		}
		if end > at {
			return at, end - at
		}
	}
}

// normalEncoding folds the spellings that CPython folds before it looks a codec up.
func normalEncoding(cookie string) string {
	name := strings.ReplaceAll(strings.ToLower(cookie), "_", "-")
	if name == "utf-8" || strings.HasPrefix(name, "utf-8-") {
		return "utf-8"
	}
	for _, latin := range [...]string{"latin-1", "iso-8859-1", "iso-latin-1"} {
		if name == latin || strings.HasPrefix(name, latin+"-") {
			return "iso-8859-1"
		}
	}
	return name
}

// isUTF8 reports whether a name is an alias that CPython resolves late: beside a byte order mark it is refused.
func isUTF8(name string) bool {
	switch name {
	case "utf8", "u8", "utf", "utf8-ucs2", "utf8-ucs4", "cp65001":
		return true
	}
	return false
}

// decoded decodes bytes and fails where the codec has no character for them.
func decoded(c encoding.Encoding, body []byte) (string, error) {
	out, err := c.NewDecoder().Bytes(body)
	if err != nil {
		return string(body), err
	}
	if bytes.ContainsRune(out, utf8.RuneError) {
		return string(out), fmt.Errorf("a byte stands for no character")
	}
	return string(out), nil
}
