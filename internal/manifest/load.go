package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/diag"
)

// Limits on what is read; real manifests stay far below.
const (
	maxBytes = 16 << 20
	maxDepth = 40
)

// Load reads a manifest. The manifest is whole only when the list holds no error; all errors of
// the file are reported, each with its place. path is shown in messages.
func Load(path string, content []byte) (*Manifest, diag.List) {
	src := diag.NewSource(path, string(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))))
	node, diags := parse(src)
	if node == nil {
		return nil, diags
	}
	if d, newer := newerVersion(src, node); newer {
		return nil, diag.List{d}
	}
	c := &checker{src: src}
	c.check(node, root(), "the manifest")
	m := (&decoder{src: src}).manifest(node)
	v := &validator{manifest: m, diags: c.diags}
	v.validate()
	return m, v.diags.Sorted()
}

// parse reads the YAML and refuses what a manifest never needs: several documents, anchors,
// aliases, merge keys, deep nesting.
func parse(src *diag.Source) (*yaml.Node, diag.List) {
	file := func(message, advice string) (*yaml.Node, diag.List) {
		return nil, diag.List{{Path: src.Path, Message: message, Advice: advice}}
	}
	switch {
	case len(src.Text) > maxBytes:
		return file(fmt.Sprintf("the manifest has %d bytes", len(src.Text)), fmt.Sprintf("at most %d are read", maxBytes))
	case !utf8.ValidString(src.Text):
		at := invalidUTF8(src.Text)
		return nil, diag.List{diag.At(src, diag.Span{Start: at, End: at + 1}, "the manifest is not UTF-8", "save it as UTF-8")}
	case strings.ContainsAny(src.Text, "\u0085\u2028\u2029"):
		at := strings.IndexAny(src.Text, "\u0085\u2028\u2029")
		return nil, diag.List{diag.At(src, diag.Span{Start: at, End: at + 1}, "an invisible line separator stands here", "take it out, or write it as \"\\u2028\" in double quotes")}
	}
	if at := control(src.Text); at >= 0 {
		return nil, diag.List{diag.At(src, diag.Span{Start: at, End: at + 1}, "a control character stands here", "take it out, or write it as \"\\x1b\" in double quotes")}
	}
	if line := tooDeep(src.Text); line > 0 {
		at := src.LineStart(line)
		return nil, diag.List{diag.At(src, diag.Span{Start: at, End: at}, "the manifest is nested too deeply", fmt.Sprintf("at most %d levels are read", maxDepth))}
	}
	decode := yaml.NewDecoder(strings.NewReader(src.Text))
	var document, second yaml.Node
	if err := decode.Decode(&document); errors.Is(err, io.EOF) {
		return file("the manifest is empty", "`streamlift init` writes one to start from")
	} else if err != nil {
		return nil, diag.List{syntaxError(src, err)}
	}
	if err := decode.Decode(&second); err == nil {
		return nil, diag.List{diag.At(src, nodeSpan(src, &second), "a second document begins here", "a manifest is one document")}
	}
	var diags diag.List
	refuse(src, &document, &diags)
	if len(diags) > 0 || len(document.Content) == 0 {
		return nil, diags
	}
	return document.Content[0], nil
}

// refuse reports anchors, aliases and merge keys: they make a file small and its meaning large.
func refuse(src *diag.Source, n *yaml.Node, diags *diag.List) {
	message := ""
	switch {
	case n.Kind == yaml.AliasNode:
		message = "alias *" + short(n.Value)
	case n.Anchor != "":
		message = "anchor &" + short(n.Anchor)
	case n.Tag == "!!merge":
		message = "merge key <<"
	case strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!"):
		message = "tag " + short(n.Tag)
	}
	if message != "" {
		*diags = append(*diags, diag.At(src, nodeSpan(src, n), message+" is not used in manifests", "write the value out"))
		return
	}
	for _, child := range n.Content {
		refuse(src, child, diags)
	}
}

// control finds a character that YAML does not take, -1 without one.
func control(text string) int {
	return strings.IndexFunc(text, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 && r != 0x85
	})
}

// tooDeep counts brackets and indentation before the YAML reader sees them, and gives the line
// that goes too far, 0 without one.
func tooDeep(text string) int {
	depth, number := 0, 0
	for line := range strings.Lines(text) {
		number++
		body := strings.TrimLeft(line, " -?")
		if len(line)-len(body) > 8*maxDepth && body != "\n" {
			return number
		}
		for i := range len(line) {
			switch line[i] {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
		}
		// Brackets in text that never close are rare and few; thousands are an attack.
		if depth > 1000 {
			return number
		}
	}
	return 0
}

func invalidUTF8(text string) int {
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD") {
			return i
		}
	}
	return 0
}

// yamlLine finds the line in a message of the YAML library.
var yamlLine = regexp.MustCompile(`^yaml: (?:unmarshal errors:\s*)?line (\d+): `)

// syntaxError gives the library's message a place of ours.
func syntaxError(src *diag.Source, err error) diag.Diagnostic {
	message, line := strings.TrimPrefix(err.Error(), "yaml: "), 1 // the library leaves the first line out
	if at := yamlLine.FindStringSubmatch(err.Error()); at != nil {
		message = strings.TrimPrefix(err.Error(), at[0])
		line, _ = strconv.Atoi(at[1])
	}
	start := src.LineStart(line)
	d := diag.At(src, diag.Span{Start: start, End: start + len(src.LineText(line))}, "not valid YAML: "+message, "")
	if strings.Contains(message, "cannot start any token") && strings.Contains(d.Excerpt, "\t") {
		d.Advice = "indent with spaces, not tabs"
	}
	return d
}

// newerVersion recognises a manifest of a later program before its unknown keys are reported.
func newerVersion(src *diag.Source, n *yaml.Node) (diag.Diagnostic, bool) {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value != "streamlift" {
			continue
		}
		value := n.Content[i+1].Value
		if v, err := strconv.Atoi(value); (err == nil || errors.Is(err, strconv.ErrRange)) && v > Version {
			return diag.At(src, nodeSpan(src, n.Content[i+1]), fmt.Sprintf("manifest version %s is newer than this program knows", short(value)),
				fmt.Sprintf("it reads version %d; update streamlift", Version)), true
		}
	}
	return diag.Diagnostic{}, false
}
