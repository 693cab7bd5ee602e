package manifest

import (
	"bytes"
	"errors"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/diag"
)

// editor makes one change to the bytes of a manifest. The YAML library tells where nodes begin;
// where they end is found here.
type editor struct {
	src *diag.Source
	eol string
	out string // the text with the change
}

// splice replaces the bytes from start to end.
func (e *editor) splice(start, end int, text string) {
	e.out = e.src.Text[:start] + text + e.src.Text[end:]
}

func (e *editor) start(n *yaml.Node) int { return nodeSpan(e.src, n).Start }

// lineEnd is the offset of the end of the line that holds at.
func (e *editor) lineEnd(at int) int {
	line := e.src.Line(at)
	return e.src.LineStart(line) + len(e.src.LineText(line))
}

// end is the offset behind a node. indent is that of the collection it stands in.
func (e *editor) end(n *yaml.Node, indent int) (int, error) {
	at := e.start(n)
	switch {
	case n.Kind == yaml.ScalarNode:
		return e.scalarEnd(n, indent), nil
	case n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0:
		return e.end(n.Content[len(n.Content)-1], n.Column-1)
	case len(n.Content) > 0:
		var err error
		if at, err = e.end(n.Content[len(n.Content)-1], indent); err != nil {
			return 0, err
		}
	default:
		at++
	}
	for at < len(e.src.Text) {
		switch e.src.Text[at] {
		case '#':
			at = e.lineEnd(at)
		case ']', '}':
			return at + 1, nil
		case ' ', '\t', '\r', '\n', ',', ':':
			at++
		default:
			return 0, errors.New("a list in brackets ends in an unusual way")
		}
	}
	return 0, errors.New("a bracket does not close")
}

// scalarEnd is the offset behind a scalar of any style.
func (e *editor) scalarEnd(n *yaml.Node, indent int) int {
	text, at := e.src.Text, e.start(n)
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return e.blockEnd(at, indent)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		for at++; at < len(text) && text[at] != '"'; at++ {
			if text[at] == '\\' {
				at++
			}
		}
		return min(at+1, len(text))
	case n.Style&yaml.SingleQuotedStyle != 0:
		for at++; at < len(text); at++ {
			if text[at] == '\'' {
				if at+1 == len(text) || text[at+1] != '\'' {
					break
				}
				at++
			}
		}
		return min(at+1, len(text))
	}
	// A plain scalar is its words; between them stand spaces and line ends, folded in the value.
	for _, word := range strings.Fields(n.Value) {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return at
		}
		at += i + len(word)
	}
	return at
}

// blockEnd is the end of the last line of a block text whose header is at at.
func (e *editor) blockEnd(at, indent int) int {
	line := e.src.Line(at)
	end, least := e.lineEnd(at), indent+1
	for line++; line <= e.src.Lines(); line++ {
		body := e.src.LineText(line)
		switch {
		case strings.TrimSpace(body) == "":
		case len(body)-len(strings.TrimLeft(body, " ")) < least:
			return end
		default:
			end = e.src.LineStart(line) + len(body)
		}
	}
	return end
}

// set replaces or adds the value at path.
func (e *editor) set(root *yaml.Node, path []string, value any, style yaml.Style) error {
	n, rest := walk(root, path)
	if len(rest) > 0 && n.Kind == yaml.MappingNode {
		return e.insert(n, rest[0], wrapped(rest[1:], value), style)
	}
	done := path[:len(path)-len(rest)]
	parent, _ := walk(root, done[:max(0, len(done)-1)])
	value = wrapped(rest, value)
	if len(done) == 0 {
		return errors.New("the manifest is no mapping")
	}
	if style == 0 {
		style = n.Style &^ (yaml.FlowStyle | yaml.TaggedStyle)
	}
	end, err := e.end(n, parent.Column-1)
	if err != nil {
		return err
	}
	start, inFlow := e.start(n), parent.Style&yaml.FlowStyle != 0
	text, err := e.entry(value, inFlow || n.Style&yaml.FlowStyle != 0, style)
	if err != nil {
		return err
	}
	text = e.indented(text, parent.Column-1)
	inline := n.Kind == yaml.ScalarNode && n.Value != "" || n.Style != 0
	if parent.Kind == yaml.SequenceNode {
		if strings.HasPrefix(text, e.eol) {
			return errors.New("a list item cannot become this")
		}
		e.splice(start, end, text[1:])
		return nil
	}
	key := parent.Content[indexOf(parent, done[len(done)-1])-1]
	colon := e.scalarEnd(key, 0)
	colon += strings.IndexByte(e.src.Text[colon:], ':') + 1
	switch {
	case inline && strings.HasPrefix(text, " "):
		e.splice(start, end, text[1:])
	case inline:
		e.splice(colon, end, text)
	case strings.HasPrefix(text, " "): // keeps a comment on the key's line
		e.splice(colon, end, text+e.src.Text[colon:min(max(colon, end), e.lineEnd(colon))])
	default:
		e.splice(min(max(colon, end), e.lineEnd(colon)), max(colon, end), text)
	}
	return nil
}

// insert adds an entry (or without a key an item) at the end of a collection.
func (e *editor) insert(n *yaml.Node, key string, value any, style yaml.Style) error {
	flow := n.Style&yaml.FlowStyle != 0
	text, err := e.entry(value, flow, style)
	if err != nil {
		return err
	}
	if key != "" {
		name, err := e.entry(key, true, 0)
		if err != nil {
			return err
		}
		text = name[1:] + ":" + text
	} else if !flow {
		text = "-" + e.item(text)
	}
	if !flow {
		end, err := e.end(n, 0)
		if err != nil {
			return err
		}
		at := e.lineEnd(end)
		if end > 0 && e.src.LineStart(e.src.Line(end)) == end {
			at = end
		}
		e.splice(at, at, e.eol+strings.Repeat(" ", n.Column-1)+e.indented(text, n.Column-1))
		return nil
	}
	text = strings.TrimPrefix(text, " ")
	at := e.start(n) + 1
	if len(n.Content) > 0 {
		if at, err = e.end(n.Content[len(n.Content)-1], n.Column-1); err != nil {
			return err
		}
		text = ", " + text
	}
	e.splice(at, at, text)
	return nil
}

// remove takes the value at an index of Content, with its key, out of a collection that has more.
func (e *editor) remove(parent *yaml.Node, index int) error {
	first, step := index, 1
	if parent.Kind == yaml.MappingNode {
		first, step = index-1, 2
	}
	start := e.start(parent.Content[first])
	end, err := e.end(parent.Content[index], parent.Column-1)
	if err != nil {
		return err
	}
	last := index+1 == len(parent.Content)
	if parent.Style&yaml.FlowStyle != 0 {
		if last {
			before, err := e.end(parent.Content[first-1], parent.Column-1)
			e.splice(before, end, "")
			return err
		}
		e.splice(start, e.start(parent.Content[first+step]), "")
		return nil
	}
	if parent.Kind == yaml.SequenceNode {
		start = strings.LastIndexByte(e.src.Text[:start], '-')
	}
	line := e.src.LineStart(e.src.Line(start))
	if strings.TrimSpace(e.src.Text[line:start]) == "" {
		e.splice(line, e.src.LineStart(e.src.Line(end)+1), "")
		return nil
	}
	// Behind a dash: the next entry takes the place. A first entry always has a next here.
	next := e.start(parent.Content[first+step])
	if parent.Kind == yaml.SequenceNode {
		next = strings.LastIndexByte(e.src.Text[:next], '-')
	}
	e.splice(start, next, "")
	return nil
}

// entry writes a value as it stands behind `key:`, with the space or line end before it.
func (e *editor) entry(value any, flow bool, style yaml.Style) (string, error) {
	n, err := encoded(value)
	if err != nil {
		return "", err
	}
	if n.Kind == yaml.ScalarNode {
		if n.ShortTag() == "!!str" && style != 0 {
			n.Style = style
		}
		if flow && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			n.Style = yaml.DoubleQuotedStyle
		}
	}
	pair := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: "k"}, n}}
	if flow {
		pair.Style, n.Style = yaml.FlowStyle, n.Style|yaml.FlowStyle
		if n.Kind == yaml.ScalarNode {
			n.Style &^= yaml.FlowStyle
		}
	}
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(pair); err != nil {
		return "", err
	}
	text := strings.TrimRight(b.String(), "\n")
	if flow {
		text = strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}")
	}
	return strings.ReplaceAll(strings.TrimPrefix(text, "k:"), "\n", e.eol), nil
}

// item turns what stands behind `key:` into what stands behind a dash.
func (e *editor) item(text string) string {
	if rest, block := strings.CutPrefix(text, e.eol+"  "); block {
		return " " + rest
	}
	return text
}

// indented moves all lines but the first and empty ones to the right.
func (e *editor) indented(text string, by int) string {
	lines := strings.Split(text, e.eol)
	for i := range lines {
		if i > 0 && lines[i] != "" {
			lines[i] = strings.Repeat(" ", by) + lines[i]
		}
	}
	return strings.Join(lines, e.eol)
}
