package view

import (
	"math/big"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// samples are values for the generated tests: one that an input takes and one that it refuses, each
// as Python and as what goes over the wire. They are "" where none is known.
type samples struct{ value, wire, badWire string }

// sample finds values for one input.
func sample(in manifest.Input) samples {
	if in.Type == manifest.Upload {
		return samples{}
	}
	text, ok := sampleText(in)
	if !ok {
		return samples{}
	}
	s := samples{value: Literal(in.Type, text), wire: wire(in.Type, text), badWire: badWire(in)}
	if in.List {
		count := 1
		if in.MinLength != nil {
			count = max(1, *in.MinLength)
		}
		s.value = "[" + strings.Join(slices.Repeat([]string{s.value}, count), ", ") + "]"
		s.wire = "[" + strings.Join(slices.Repeat([]string{s.wire}, count), ", ") + "]"
		if s.badWire != "" {
			s.badWire = "[" + s.badWire + "]"
		}
	}
	return s
}

// sampleText is a text of one value that an input takes.
func sampleText(in manifest.Input) (string, bool) {
	switch {
	case len(in.Default) > 0:
		return in.Default[0].Text, true
	case len(in.Enum) > 0:
		return in.Enum[0].Text, true
	case in.Min != nil:
		return in.Min.Text, true
	case in.Max != nil:
		return in.Max.Text, true
	}
	switch in.Type {
	case manifest.Int, manifest.Number, manifest.Decimal:
		return "1", true
	case manifest.Bool:
		return "true", true
	case manifest.Date:
		return "2026-01-31", true
	case manifest.DateTime:
		return "2026-01-31T08:30:00", true
	case manifest.Time:
		return "08:30:00", true
	case manifest.Map:
		return sampleRecord(in), true
	}
	text := "a"
	if in.Pattern != "" {
		tree, err := syntax.Parse(in.Pattern, syntax.Perl)
		if err != nil {
			return "", false
		}
		text = matching(tree.Simplify())
		if !regexp.MustCompile("^(?:" + in.Pattern + ")$").MatchString(text) {
			return "", false
		}
	}
	least, most := 0, utf8.RuneCountInString(text)
	if !in.List && in.MinLength != nil {
		least = *in.MinLength
	}
	if !in.List && in.MaxLength != nil {
		most = *in.MaxLength
	}
	if n := utf8.RuneCountInString(text); n < least && in.Pattern == "" {
		text = strings.Repeat("a", least)
	} else if n < least || n > most {
		return "", false
	}
	return text, true
}

// matching makes a short text that a pattern matches.
func matching(tree *syntax.Regexp) string {
	switch tree.Op {
	case syntax.OpLiteral:
		return string(tree.Rune)
	case syntax.OpCharClass:
		for i := 0; i+1 < len(tree.Rune); i += 2 {
			if low, high := tree.Rune[i], tree.Rune[i+1]; high > ' ' && low < 0x7f {
				return string(max(low, '!'))
			}
		}
		return string(tree.Rune[0])
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "a"
	case syntax.OpCapture, syntax.OpPlus:
		return matching(tree.Sub[0])
	case syntax.OpRepeat:
		return strings.Repeat(matching(tree.Sub[0]), tree.Min)
	case syntax.OpAlternate:
		return matching(tree.Sub[0])
	case syntax.OpConcat:
		var b strings.Builder
		for _, sub := range tree.Sub {
			b.WriteString(matching(sub))
		}
		return b.String()
	}
	return ""
}

// wire writes a value as Python holds it on its way into a query or JSON.
func wire(t manifest.InputType, text string) string {
	switch t {
	case manifest.Int, manifest.Number, manifest.Bool, manifest.Map:
		return Literal(t, text)
	}
	return quote.Python(text)
}

// badWire is a value that the bounds refuse.
func badWire(in manifest.Input) string {
	switch in.Type {
	case manifest.String, manifest.LongText:
		switch {
		case len(in.Enum) > 0:
			return quote.Python("none of " + in.Enum[0].Text)
		case !in.List && in.MaxLength != nil && *in.MaxLength <= 200:
			return quote.Python(strings.Repeat("x", *in.MaxLength+1))
		case !in.List && in.MinLength != nil && *in.MinLength > 0:
			return `""`
		case in.Pattern != "" && !regexp.MustCompile("^(?:"+in.Pattern+")$").MatchString("~"):
			return `"~"`
		}
		return ""
	case manifest.Unknown:
		return ""
	case manifest.Int:
		if in.Max != nil {
			if n, ok := new(big.Int).SetString(in.Max.Text, 10); ok {
				return n.Add(n, big.NewInt(1)).String()
			}
		}
	}
	return `"not a value"`
}
