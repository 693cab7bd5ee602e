package manifest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/diag"
)

// maxErrors is how many differences are told: a file with more is no manifest.
const maxErrors = 1000

// checker compares a YAML tree with the table of shapes and collects every difference.
type checker struct {
	src   *diag.Source
	diags diag.List
}

func (c *checker) fail(n *yaml.Node, message, advice string) {
	switch len(c.diags) {
	case maxErrors:
		message, advice = fmt.Sprintf("over %d differences; what follows is not told", maxErrors), "is this a manifest?"
		fallthrough
	default:
		c.diags = append(c.diags, diag.At(c.src, nodeSpan(c.src, n), message, advice))
	case maxErrors + 1:
	}
}

// nodeSpan is the place of a node: its whole text for plain scalars, else its first character.
func nodeSpan(src *diag.Source, n *yaml.Node) diag.Span {
	start := src.LineStart(n.Line) + runeOffset(src.LineText(n.Line), n.Column-1)
	end := start + 1
	if n.Kind == yaml.ScalarNode && n.Style == 0 && !strings.Contains(n.Value, "\n") {
		end = start + len(n.Value)
	}
	return diag.Span{Start: start, End: min(end, len(src.Text))}
}

// runeOffset is the byte offset of the nth code point of line.
func runeOffset(line string, n int) int {
	for i := range line {
		if n == 0 {
			return i
		}
		n--
	}
	return len(line)
}

// check compares one node with its shape. what names the value in messages, as `"max_rows"`.
func (c *checker) check(n *yaml.Node, s *shape, what string) {
	switch s.kind {
	case shapeObject:
		c.object(n, s, what)
	case shapeMap:
		c.mapping(n, s, what)
	case shapeList:
		if n.Kind != yaml.SequenceNode {
			c.fail(n, what+" is "+form(n)+", not a list", "write it as [a, b] or one `- item` a line")
			return
		}
		for i, item := range n.Content {
			if len(c.diags) > maxErrors {
				return
			}
			c.check(item, s.elem, fmt.Sprintf("item %d of %s", i+1, what))
		}
	case shapeAny:
		c.anyOf(n, s, what)
	default:
		c.scalar(n, s, what)
	}
}

// pairs visits the keys of a mapping and reports keys that are no plain text or stand twice.
func (c *checker) pairs(n *yaml.Node, what string, visit func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		c.fail(n, what+" is "+form(n)+", not a mapping", "write `key: value` lines below it")
		return
	}
	seen := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content) && len(c.diags) <= maxErrors; i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			c.fail(key, "a key of "+what+" is "+form(key), "keys are plain text")
			continue
		}
		if first := seen[key.Value]; first != nil {
			advice := fmt.Sprintf("previously defined at line %d; keep one", first.Line)
			c.fail(key, fmt.Sprintf("%q stands twice in %s", short(key.Value), what), advice)
			continue
		}
		seen[key.Value] = key
		visit(key, n.Content[i+1])
	}
}

func (c *checker) object(n *yaml.Node, s *shape, what string) {
	present := map[string]bool{}
	c.pairs(n, what, func(key, value *yaml.Node) {
		f, known := s.field(key.Value)
		if !known {
			advice := "known keys: " + strings.Join(slices.Sorted(slices.Values(s.names())), ", ")
			if near := diag.Nearest(key.Value, s.names()); near != "" {
				advice = fmt.Sprintf("did you mean %q?", near)
			}
			c.fail(key, fmt.Sprintf("unknown key %q in %s", short(key.Value), what), advice)
			return
		}
		present[f.name] = true
		c.check(value, f.shape, strconv.Quote(f.name))
	})
	if n.Kind != yaml.MappingNode {
		return
	}
	c.one(n, s, what)
	for _, f := range s.fields {
		if f.required && !present[f.name] {
			c.fail(n, fmt.Sprintf("%s has no %q", what, f.name), "add it: "+f.doc)
		}
	}
}

// one reports mappings of which only one key counts.
func (c *checker) one(n *yaml.Node, s *shape, what string) {
	if keys := len(n.Content) / 2; s.one && keys != 1 {
		c.fail(n, fmt.Sprintf("%s has %d keys", what, keys), "write exactly one")
	}
}

func (c *checker) mapping(n *yaml.Node, s *shape, what string) {
	c.pairs(n, what, func(key, value *yaml.Node) {
		if s.pattern != "" && !s.matches(key.Value) {
			c.fail(key, fmt.Sprintf("%q is no name for an entry of %s", short(key.Value), what), "use "+s.patternSays)
		}
		c.check(value, s.elem, strconv.Quote(short(key.Value)))
	})
	if n.Kind == yaml.MappingNode {
		c.one(n, s, what)
	}
}

// anyOf reports the differences to the alternative of the node's own form.
func (c *checker) anyOf(n *yaml.Node, s *shape, what string) {
	for _, alternative := range s.alternatives {
		if alternative.accepts(n) {
			c.check(n, alternative, what)
			return
		}
	}
	c.check(n, s.alternatives[0], what)
}

// accepts reports whether the node has the form (scalar, list, mapping; true or false) of the shape.
func (s *shape) accepts(n *yaml.Node) bool {
	switch s.kind {
	case shapeObject, shapeMap:
		return n.Kind == yaml.MappingNode
	case shapeList:
		return n.Kind == yaml.SequenceNode
	case shapeBool:
		return n.Tag == "!!bool"
	default:
		return n.Kind == yaml.ScalarNode
	}
}

func (c *checker) scalar(n *yaml.Node, s *shape, what string) {
	if n.Kind != yaml.ScalarNode {
		c.fail(n, what+" is "+form(n)+", not a single value", "write one value")
		return
	}
	switch s.kind {
	case shapeInt:
		if v, err := strconv.Atoi(n.Value); n.Tag != "!!int" || err != nil {
			c.fail(n, fmt.Sprintf("%s is %q, not a whole number", what, short(n.Value)), "write it as 10")
		} else if v < s.minimum {
			c.fail(n, fmt.Sprintf("%s is %d", what, v), fmt.Sprintf("the least is %d", s.minimum))
		}
	case shapeNumber:
		if v, err := strconv.ParseFloat(n.Value, 64); err != nil || n.Tag != "!!int" && n.Tag != "!!float" || !(v >= float64(s.minimum) && v <= math.MaxInt32) {
			c.fail(n, fmt.Sprintf("%s is %q, not a number from %d up", what, short(n.Value), s.minimum), "write it as 1.5")
		}
	case shapeBool:
		if n.Tag != "!!bool" {
			c.fail(n, fmt.Sprintf("%s is %q", what, short(n.Value)), "write true or false")
		}
	case shapeDuration:
		if _, err := seconds(n.Value); err != nil {
			c.fail(n, fmt.Sprintf("%s is %q, not a duration", what, short(n.Value)), "write seconds, or as 90s, 10m, 2h, 1d")
		}
	case shapeSize:
		if _, err := size(n.Value); err != nil {
			c.fail(n, fmt.Sprintf("%s is %q, not a size", what, short(n.Value)), "write bytes, or as 512KiB, 2MiB")
		}
	case shapeText:
		c.text(n, s, what)
	}
}

func (c *checker) text(n *yaml.Node, s *shape, what string) {
	switch {
	case n.Tag == "!!null":
		c.fail(n, what+" is empty", "give it a value or take the key out")
	case n.Tag != "!!str" && n.Tag != "!!timestamp":
		c.fail(n, fmt.Sprintf("%s is %s, not text", what, short(n.Value)), "put it in quotes")
	case len(s.enum) > 0 && !slices.Contains(s.enum, n.Value):
		advice := "allowed: " + strings.Join(s.enum, ", ")
		if near := diag.Nearest(n.Value, s.enum); near != "" {
			advice = fmt.Sprintf("did you mean %q?", near)
		}
		c.fail(n, fmt.Sprintf("%s is %q", what, short(n.Value)), advice)
	case s.pattern != "" && !s.matches(n.Value):
		c.fail(n, fmt.Sprintf("%s is %q", what, short(n.Value)), "use "+s.patternSays)
	}
}

// form names a node's form for people.
func form(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!null":
		return "empty"
	default:
		return strconv.Quote(short(n.Value))
	}
}

// short cuts a long text for a message.
func short(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// size reads a number of bytes up to 1 GiB: a whole number, with KiB or MiB behind it.
func size(text string) (int, error) {
	unit := 1
	for suffix, size := range map[string]int{"KiB": 1 << 10, "MiB": 1 << 20} {
		if number, ok := strings.CutSuffix(text, suffix); ok {
			text, unit = number, size
		}
	}
	v, err := strconv.Atoi(text)
	if err == nil && (v <= 0 || v > 1<<30/unit) {
		return 0, strconv.ErrRange
	}
	return v * unit, err
}

// seconds reads a duration: a whole number, with s, m, h or d behind it.
func seconds(text string) (int, error) {
	unit := 1
	if n := len(text); n > 0 {
		if i := strings.IndexByte("smhd", text[n-1]); i >= 0 {
			unit = []int{1, 60, 3600, 86400}[i]
			text = text[:n-1]
		}
	}
	v, err := strconv.Atoi(text)
	if err == nil && (v <= 0 || v > 366*86400/unit) {
		return 0, strconv.ErrRange
	}
	return v * unit, err
}
