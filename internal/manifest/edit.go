package manifest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/diag"
)

// Set gives a manifest with the value at path replaced, or added at the end of its mapping; missing
// mappings on the way are made. Steps are keys, ids of list items, or indexes from 0. value is what
// yaml encodes: a scalar, a slice, a struct, a map. All other bytes stay: comments, order, quotes,
// line ends. The result is read again before it is given; an edit that would change more is an error.
func Set(content []byte, path []string, value any) ([]byte, error) {
	return edit(content, path, func(e *editor, root *yaml.Node, style yaml.Style) error {
		return e.set(root, path, value, style)
	}, func(root *yaml.Node) error { return setNode(root, path, value) })
}

// Append gives a manifest with an item added to the list at path, which is made when it is missing.
func Append(content []byte, path []string, value any) ([]byte, error) {
	root, err := parsed(diag.NewSource(FileName, string(content)))
	if err != nil {
		return nil, err
	}
	list, rest := walk(root, path)
	if len(rest) > 0 || list.Kind == yaml.SequenceNode && len(list.Content) == 0 || list.Tag == "!!null" {
		return Set(content, path, []any{value})
	}
	if list.Kind != yaml.SequenceNode {
		return nil, fmt.Errorf("%s is no list", strings.Join(path, "."))
	}
	return edit(content, path, func(e *editor, root *yaml.Node, style yaml.Style) error {
		list, _ := walk(root, path)
		return e.insert(list, "", value, style)
	}, func(root *yaml.Node) error {
		list, _ := walk(root, path)
		item, err := encoded(value)
		list.Content = append(list.Content, item)
		return err
	})
}

// Delete gives a manifest without the entry or item at path, its whole lines where it has them to
// itself. Comments above it stay.
func Delete(content []byte, path []string) ([]byte, error) {
	root, err := parsed(diag.NewSource(FileName, string(content)))
	if err != nil {
		return nil, err
	}
	if _, rest := walk(root, path); len(path) == 0 || len(rest) > 0 {
		return nil, fmt.Errorf("there is no %s to delete", strings.Join(path, "."))
	}
	parent, _ := walk(root, path[:len(path)-1])
	switch {
	case parent.Kind == yaml.MappingNode && len(parent.Content) == 2:
		return Set(content, path[:len(path)-1], map[string]any{})
	case parent.Kind == yaml.SequenceNode && len(parent.Content) == 1:
		return Set(content, path[:len(path)-1], []any{})
	}
	return edit(content, path, func(e *editor, root *yaml.Node, _ yaml.Style) error {
		parent, _ := walk(root, path[:len(path)-1])
		return e.remove(parent, indexOf(parent, path[len(path)-1]))
	}, func(root *yaml.Node) error {
		parent, _ := walk(root, path[:len(path)-1])
		at, width := indexOf(parent, path[len(path)-1]), 1
		if parent.Kind == yaml.MappingNode {
			at, width = at-1, 2
		}
		parent.Content = append(parent.Content[:at:at], parent.Content[at+width:]...)
		return nil
	})
}

// edit applies a change to the bytes and the same change to the tree, and compares. Where plain
// writing reads back differently, it tries again with double quotes.
func edit(content []byte, path []string, bytesChange func(*editor, *yaml.Node, yaml.Style) error, treeChange func(*yaml.Node) error) ([]byte, error) {
	if !utf8.ValidString(strings.Join(path, "")) {
		return nil, fmt.Errorf("the key %q is not UTF-8", strings.Join(path, "."))
	}
	text := strings.TrimPrefix(string(content), bom)
	src := diag.NewSource(FileName, text)
	root, err := parsed(src)
	if err != nil {
		return nil, err
	}
	want := clone(root)
	if err := treeChange(want); err != nil {
		return nil, err
	}
	err = errors.New("the result reads differently")
	for _, style := range []yaml.Style{0, yaml.DoubleQuotedStyle} {
		e := &editor{src: src, eol: "\n"}
		if strings.Contains(text, "\r\n") {
			e.eol = "\r\n"
		}
		if err = bytesChange(e, root, style); err != nil {
			continue
		}
		got, parseErr := parsed(diag.NewSource(FileName, e.out))
		if parseErr == nil && equal(got, want) {
			return []byte(string(content[:len(content)-len(text)]) + e.out), nil
		}
		err = errors.New("the result reads differently")
	}
	return nil, fmt.Errorf("cannot edit %s in place: %w", strings.Join(path, "."), err)
}

// clone copies a tree, which holds no anchors.
func clone(n *yaml.Node) *yaml.Node {
	out := *n
	out.Content = make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		out.Content[i] = clone(child)
	}
	return &out
}

// bom is the byte order mark of UTF-8, which some editors write.
const bom = "\xef\xbb\xbf"

// parsed reads the tree of a manifest that need not be valid beyond its YAML.
func parsed(src *diag.Source) (*yaml.Node, error) {
	src = diag.NewSource(src.Path, strings.TrimPrefix(src.Text, bom))
	root, diags := parse(src)
	if root == nil {
		return nil, diags
	}
	return root, nil
}

// indexOf gives the index in Content of the value that a step names, -1 without one.
func indexOf(n *yaml.Node, step string) int {
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return i + 1
			}
		}
	case yaml.SequenceNode:
		for i, item := range n.Content {
			if id := get(item, "id"); id != nil && id.Value == step {
				return i
			}
		}
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Content) {
			return i
		}
	}
	return -1
}

// walk follows a path as far as it goes and gives the steps that are left.
func walk(n *yaml.Node, path []string) (*yaml.Node, []string) {
	for i, step := range path {
		at := indexOf(n, step)
		if at < 0 {
			return n, path[i:]
		}
		n = n.Content[at]
	}
	return n, nil
}

// encoded gives a value as a tree. YAML would write text that is not UTF-8 as binary, which no
// manifest holds.
func encoded(value any) (*yaml.Node, error) {
	var n yaml.Node
	err := n.Encode(value)
	if err == nil && binary(&n) {
		err = errors.New("the value is not UTF-8")
	}
	return &n, err
}

func binary(n *yaml.Node) bool {
	return n.Tag == "!!binary" || slices.ContainsFunc(n.Content, binary)
}

// wrapped nests a value below the keys of path.
func wrapped(path []string, value any) any {
	for i := len(path) - 1; i >= 0; i-- {
		value = map[string]any{path[i]: value}
	}
	return value
}

// setNode is Set on a tree: what the edited bytes must read as.
func setNode(root *yaml.Node, path []string, value any) error {
	n, rest := walk(root, path)
	if len(rest) > 0 && n.Kind != yaml.MappingNode && n.Tag != "!!null" {
		return fmt.Errorf("there is no %q in %s", rest[0], strings.Join(path, "."))
	}
	if len(path) == 0 {
		return errors.New("the manifest as a whole is not set")
	}
	if len(rest) > 0 && n.Kind == yaml.MappingNode {
		item, err := encoded(wrapped(rest[1:], value))
		n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: rest[0]}, item)
		return err
	}
	item, err := encoded(wrapped(rest, value))
	if err == nil {
		*n = *item
	}
	return err
}

// equal compares the meaning of two trees. The line end behind a block text at the end of the
// file may come or go.
func equal(a, b *yaml.Node) bool {
	if a.Kind != b.Kind || a.ShortTag() != b.ShortTag() || len(a.Content) != len(b.Content) {
		return false
	}
	blockText := (a.Style|b.Style)&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if a.Value != b.Value && !(blockText && strings.TrimSuffix(a.Value, "\n") == strings.TrimSuffix(b.Value, "\n")) {
		return false
	}
	for i := range a.Content {
		if !equal(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}
