package generator

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/aymanbagabas/go-udiff"
)

// Origin is a line of a template; the zero Origin is none.
type Origin struct {
	Template string
	Line     int
}

// Trace makes one file of a project again and says for each of its lines which line of a template made it. A file that
// no template of the pack makes has no origins.
func Trace(in Input, path string) (content []byte, origins []Origin, err error) {
	v, err := viewOf(in)
	if err != nil {
		return nil, nil, err
	}
	plain, marked := &renderer{pack: in.Pack, view: v}, &renderer{pack: in.Pack, view: v}
	for _, r := range []*renderer{plain, marked} {
		r.left.Store(maxOutput)
		if err := r.parse(); err != nil {
			return nil, nil, err
		}
	}
	for _, t := range marked.set.Templates() {
		if t.Tree != nil && !strings.HasPrefix(t.Name(), "when ") {
			mark(t.Tree, t.Root)
		}
	}
	for i, row := range in.Pack.Files {
		for _, t := range plain.targets(row.ForEach) {
			file, err := plain.file(job{row: i, target: t}, &scratch{left: &plain.left})
			if err != nil {
				return nil, nil, err
			}
			if file.Path != path || len(file.Merged) > 0 {
				continue
			}
			out := &scratch{left: &marked.left}
			if err := marked.set.ExecuteTemplate(out, row.Template, t.data); err != nil {
				return nil, nil, err
			}
			raw, lines := unmarked(out.Bytes())
			head := ownedLine(file)
			lines = append(make([]Origin, bytes.Count(head, []byte("\n"))), lines...)
			return file.Content, laidOut(string(head)+raw, string(file.Content), lines), nil
		}
	}
	return nil, nil, nil
}

// The bytes around a mark; no template holds them.
const markStart, markEnd = '\x01', '\x02'

// mark puts the place of each line of text and of each action into what a template prints.
func mark(tree *parse.Tree, list *parse.ListNode) {
	if list == nil {
		return
	}
	at := func(node parse.Node) (string, int) {
		place, _ := tree.ErrorContext(node) // name:line:column
		parts := strings.Split(place, ":")
		line, err := strconv.Atoi(parts[max(0, len(parts)-2)])
		if err != nil || len(parts) < 3 {
			return "", 0
		}
		return strings.Join(parts[:len(parts)-2], ":"), line
	}
	text := func(name string, line int) []byte {
		return fmt.Appendf(nil, "%c%s:%d%c", markStart, name, line, markEnd)
	}
	var nodes []parse.Node
	for _, node := range list.Nodes {
		name, line := at(node)
		switch n := node.(type) {
		case *parse.TextNode:
			var marked []byte
			for i, part := range bytes.SplitAfter(n.Text, []byte("\n")) {
				marked = append(append(marked, text(name, line+i)...), part...)
			}
			n.Text = marked
		case *parse.ActionNode, *parse.TemplateNode:
			nodes = append(nodes, &parse.TextNode{NodeType: parse.NodeText, Text: text(name, line)})
		case *parse.IfNode:
			mark(tree, n.List)
			mark(tree, n.ElseList)
		case *parse.RangeNode:
			mark(tree, n.List)
			mark(tree, n.ElseList)
		case *parse.WithNode:
			mark(tree, n.List)
			mark(tree, n.ElseList)
		}
		nodes = append(nodes, node)
	}
	list.Nodes = nodes
}

// unmarked takes the marks out of a text and gives each line the mark before its first visible character.
func unmarked(marked []byte) (string, []Origin) {
	var text strings.Builder
	var lines []Origin
	var now, of Origin
	seen := false
	for i := 0; i < len(marked); i++ {
		switch c := marked[i]; {
		case c == markStart:
			end := i + bytes.IndexByte(marked[i:], markEnd)
			place := string(marked[i+1 : end])
			colon := strings.LastIndexByte(place, ':') // a layer's name has one too
			now.Template = place[:colon]
			now.Line, _ = strconv.Atoi(place[colon+1:])
			i = end
			continue
		case c == '\n':
			if !seen {
				of = now
			}
			lines, seen = append(lines, of), false
		case c != ' ' && !seen:
			of, seen = now, true
		}
		text.WriteByte(marked[i])
	}
	if seen {
		lines = append(lines, of)
	}
	return text.String(), lines
}

// laidOut carries origins from the lines of a rendered text to those of the text as it was laid out: a line that was
// broken comes from where its first part comes from.
func laidOut(raw, finished string, origins []Origin) []Origin {
	var out []Origin
	line := 0
	origin := func(i int) Origin {
		if i < 0 || i >= len(origins) {
			return Origin{}
		}
		return origins[i]
	}
	at := 0
	copyTo := func(offset int) {
		for range strings.Count(raw[at:offset], "\n") {
			out, line = append(out, origin(line)), line+1
		}
		at = offset
	}
	for _, edit := range udiff.Lines(raw, finished) {
		copyTo(edit.Start)
		removed := strings.Count(raw[edit.Start:edit.End], "\n")
		for i := range strings.Count(edit.New, "\n") {
			out = append(out, origin(line+min(i, max(removed-1, 0))))
		}
		line, at = line+removed, edit.End
	}
	copyTo(len(raw))
	if len(finished) > 0 && !strings.HasSuffix(finished, "\n") {
		out = append(out, origin(line))
	}
	return out
}
