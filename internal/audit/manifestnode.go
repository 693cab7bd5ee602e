package audit

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

func mapping(flow bool) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	if flow {
		n.Style = yaml.FlowStyle
	}
	return n
}

func put(n *yaml.Node, key string, v *yaml.Node) {
	n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key, Tag: "!!str"}, v)
}

func text(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "\uFFFD"))
	n.Style &^= yaml.LiteralStyle
	return n
}

func quoted(s string) *yaml.Node {
	n := text(s)
	n.Style = yaml.DoubleQuotedStyle
	return n
}

func scalar(v any) *yaml.Node {
	n := &yaml.Node{}
	_ = n.Encode(v)
	return n
}

// value writes a constant of the app.
func value(v any) *yaml.Node {
	switch v := v.(type) {
	case date:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: string(v), Tag: "!!timestamp"}
	case string:
		n := &yaml.Node{}
		n.SetString(v)
		n.Style = n.Style &^ yaml.LiteralStyle
		if strings.ContainsAny(v, "\n\r") {
			n.Style = yaml.DoubleQuotedStyle
		}
		return n
	case []any:
		list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
		for _, one := range slices.Clone(v) {
			list.Content = append(list.Content, value(one))
		}
		return list
	}
	return scalar(v)
}
