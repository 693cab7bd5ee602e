package manifest

import (
	"fmt"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ReservedInput reports whether a name means something else in the generated code than an input.
func ReservedInput(name string) bool {
	return slices.Contains([]string{"self", "request", "principal", "connection", "timeout"}, name)
}

// input checks one input: its own values against its type and bounds.
func (v *validator) input(op Operation, in Input) {
	if in.Type == Upload && (in.HasValue || len(in.Enum) > 0 || in.Min != nil || in.Max != nil || in.Pattern != "") {
		v.fail(in.Span, fmt.Sprintf("file input %q has a default, bounds or values", in.Name), "a file takes `optional`, `max_length` and a label")
		return
	}
	if in.Structured() && (len(in.Default) > 0 || in.HasValue && !in.listed || len(in.Enum) > 0 || in.Pattern != "") {
		v.fail(in.Span, fmt.Sprintf("input %q is a %s and has a default, values or a pattern", in.Name, in.Type), "it takes `optional`, lengths and a label; a list also `default: []`")
		return
	}
	v.members(op, in)
	if ReservedInput(in.Name) {
		v.fail(in.Span, fmt.Sprintf("input name %q is a word of the generated code", in.Name), "choose another")
	}
	if in.Choice && len(in.Enum) == 0 {
		v.fail(in.Span, fmt.Sprintf("input %q is a choice without values", in.Name), "list them, as enum: [a, b]")
	}
	v.values(in)
	v.ordered(in)
	v.lengths(in)
	if in.Pattern != "" {
		v.pattern(in)
	}
	if in.HasValue && in.Optional && !in.List {
		v.fail(in.Span, fmt.Sprintf("input %q is optional and has a default", in.Name), "keep one: a default already makes it optional")
	}
}

// values checks each default, enum value and bound against the type.
func (v *validator) values(in Input) {
	check := func(s Scalar, what string) {
		if why := in.Type.reject(s); why != "" {
			v.fail(s.Span, fmt.Sprintf("%s of input %q is %q, %s", what, in.Name, short(s.Text), why), "")
		}
	}
	for _, s := range in.Enum {
		check(s, "a value")
	}
	for _, s := range in.Default {
		check(s, "the default")
		if len(in.Enum) > 0 && !slices.ContainsFunc(in.Enum, func(e Scalar) bool { return e.Text == s.Text }) {
			v.fail(s.Span, fmt.Sprintf("the default of input %q is %q, which is not among its values", in.Name, short(s.Text)),
				"values: "+strings.Join(texts(in.Enum), ", "))
		}
	}
	switch {
	case in.listed && !in.List:
		v.fail(in.Span, fmt.Sprintf("the default of input %q is a list, its type is not", in.Name), fmt.Sprintf("write type: list[%s]", in.Type))
	case in.List && in.HasValue && !in.listed:
		v.fail(in.Span, fmt.Sprintf("the default of input %q is no list, its type is", in.Name), "write it as [a, b]")
	}
	seen := map[string]bool{}
	for _, e := range in.Enum {
		if seen[e.Text] {
			v.fail(e.Span, fmt.Sprintf("value %q of input %q stands twice", short(e.Text), in.Name), "keep one")
		}
		seen[e.Text] = true
	}
	switch in.Type {
	case Int, Number, Decimal, Date, DateTime, Time:
		for what, s := range map[string]*Scalar{"min": in.Min, "max": in.Max} {
			if s != nil {
				check(*s, what)
			}
		}
	default:
		if in.Min != nil || in.Max != nil || in.Step != nil {
			v.fail(in.Span, fmt.Sprintf("input %q is a %s and has min, max or step", in.Name, in.Type), "use min_length and max_length for text")
		}
	}
	if len(in.Enum) > 0 && (in.Type == Bool || in.Type == LongText) {
		v.fail(in.Span, fmt.Sprintf("input %q is a %s and has fixed values", in.Name, in.Type), "use type string")
	}
}

func texts(scalars []Scalar) []string {
	var out []string
	for _, s := range scalars {
		out = append(out, s.Text)
	}
	return out
}

// What numbers look like, and a count of a regular expression.
var (
	wholeNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	anyNumber   = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?$`)
	repetition  = regexp.MustCompile(`^\{[0-9]+(,[0-9]*)?\}`)
)

// reject says why a scalar is no value of the type, or "".
func (t InputType) reject(s Scalar) string {
	if s.Tag == "!!null" {
		return "empty"
	}
	layout, says := "", ""
	switch t {
	case String, LongText:
		if s.Tag != "!!str" && s.Tag != "!!timestamp" && !s.Quoted {
			return "not text: put it in quotes"
		}
	case Int:
		if !wholeNumber.MatchString(s.Text) {
			return "not a whole number"
		} else if _, err := strconv.ParseInt(s.Text, 10, 64); err != nil {
			return "beyond 64 bits"
		}
	case Number, Decimal:
		if !anyNumber.MatchString(s.Text) || len(s.Text) > 40 {
			return "not a number"
		} else if f, err := strconv.ParseFloat(s.Text, 64); err != nil || math.IsInf(f, 0) {
			return "too large"
		}
	case Bool:
		if s.Text != "true" && s.Text != "false" {
			return "neither true nor false"
		}
	case Date:
		layout, says = time.DateOnly, "YYYY-MM-DD"
	case Time:
		layout, says = time.TimeOnly, "HH:MM:SS"
	case DateTime:
		layout, says = "2006-01-02T15:04:05", "YYYY-MM-DDTHH:MM:SS"
	}
	if _, err := time.Parse(layout, s.Text); layout != "" && err != nil {
		return "not written as " + says
	}
	return ""
}

// compare orders two valid values of a type that has an order.
func (t InputType) compare(a, b string) int {
	switch t {
	case Int, Number, Decimal:
		x, okX := new(big.Rat).SetString(a)
		y, okY := new(big.Rat).SetString(b)
		if okX && okY {
			return x.Cmp(y)
		}
		return 0
	default: // dates and times sort as text
		return strings.Compare(a, b)
	}
}

// ordered checks min <= default <= max.
func (v *validator) ordered(in Input) {
	for _, s := range []*Scalar{in.Min, in.Max} {
		if s != nil && in.Type.reject(*s) != "" {
			return
		}
	}
	if in.Min != nil && in.Max != nil && in.Type.compare(in.Min.Text, in.Max.Text) > 0 {
		v.fail(in.Max.Span, fmt.Sprintf("max of input %q is %s, below its min %s", in.Name, in.Max.Text, in.Min.Text), "swap them")
	}
	for _, s := range append(slices.Clone(in.Default), in.Enum...) {
		if in.Type.reject(s) != "" {
			continue
		}
		if in.Min != nil && in.Type.compare(s.Text, in.Min.Text) < 0 {
			v.fail(s.Span, fmt.Sprintf("%s of input %q is below its min %s", s.Text, in.Name, in.Min.Text), "")
		}
		if in.Max != nil && in.Type.compare(s.Text, in.Max.Text) > 0 {
			v.fail(s.Span, fmt.Sprintf("%s of input %q is above its max %s", s.Text, in.Name, in.Max.Text), "")
		}
	}
	if in.Step != nil && (in.Type.reject(*in.Step) != "" || in.Type.compare(in.Step.Text, "0") <= 0) {
		v.fail(in.Step.Span, fmt.Sprintf("step of input %q is %q", in.Name, short(in.Step.Text)), "use a number above 0")
	}
}

func (v *validator) lengths(in Input) {
	if in.MinLength == nil && in.MaxLength == nil {
		return
	}
	open := in.Type == Map && len(in.Fields) == 0
	if !in.List && in.Type != String && in.Type != LongText && in.Type != Upload && !open {
		v.fail(in.Span, fmt.Sprintf("input %q is of type %s and has a length", in.Name, in.Type), "use min and max")
		return
	}
	least, most := 0, int(^uint(0)>>1)
	if in.MinLength != nil {
		least = *in.MinLength
	}
	if in.MaxLength != nil {
		most = *in.MaxLength
	}
	if least > most {
		v.fail(in.Span, fmt.Sprintf("min_length of input %q is above its max_length", in.Name), "swap them")
	}
	for _, s := range in.Default {
		if n := len([]rune(s.Text)); !in.List && (n < least || n > most) {
			v.fail(s.Span, fmt.Sprintf("the default of input %q has %d characters", in.Name, n), fmt.Sprintf("its length is bound to %d to %d", least, most))
		}
	}
	if n := len(in.Default); in.List && in.HasValue && (n < least || n > most) {
		v.fail(in.Span, fmt.Sprintf("the default of input %q has %d items", in.Name, n), fmt.Sprintf("its length is bound to %d to %d", least, most))
	}
}

// pattern holds regular expressions to what Go and Pydantic's engine read alike.
func (v *validator) pattern(in Input) {
	if in.Type != String && in.Type != LongText || in.List {
		v.fail(in.Span, fmt.Sprintf("input %q is no text and has a pattern", in.Name), "take the pattern out")
		return
	}
	compiled, err := regexp.Compile("^(?:" + in.Pattern + ")$")
	if _, alone := regexp.Compile(in.Pattern); alone != nil {
		err = alone
	}
	if err != nil {
		v.fail(in.Span, fmt.Sprintf("pattern of input %q does not compile: %s", in.Name, short(strings.TrimPrefix(err.Error(), "error parsing regexp: "))),
			"look-around and back references are not supported")
		return
	}
	if odd := dialectOnly(in.Pattern); odd != "" {
		v.fail(in.Span, fmt.Sprintf("pattern of input %q holds %s, which engines read differently", in.Name, odd), "write it with plain classes and groups")
		return
	}
	for _, s := range in.Default {
		if !compiled.MatchString(s.Text) {
			v.fail(s.Span, fmt.Sprintf("the default of input %q is %q, which its pattern refuses", in.Name, short(s.Text)), "")
		}
	}
}

// dialectOnly finds what Go, Rust (Pydantic) and Python do not read alike in a pattern that Go
// compiles, or "".
func dialectOnly(pattern string) string {
	inClass := false
	for i := 0; i < len(pattern); i++ {
		rest := pattern[i:]
		switch {
		case rest[0] == '\\':
			i++
			if i < len(pattern) && strings.IndexByte("QECzpPaAx01234567", pattern[i]) >= 0 {
				return strconv.Quote(pattern[i-1 : i+1])
			}
		case inClass && (rest[0] == '[' || strings.HasPrefix(rest, "&&") || strings.HasPrefix(rest, "--") || strings.HasPrefix(rest, "~~")):
			return strconv.Quote(rest[:1]) + " in a class"
		case inClass:
			inClass = rest[0] != ']'
		case rest[0] == '[':
			inClass = true
			for i+1 < len(pattern) && (pattern[i+1] == '^' || pattern[i+1] == ']') {
				i++
			}
		case strings.HasPrefix(rest, "(?") && !strings.HasPrefix(rest, "(?:"):
			return strconv.Quote(rest[:min(3, len(rest))])
		case rest[0] == '{' && !repetition.MatchString(rest):
			return `"{" without a count`
		}
	}
	return ""
}
