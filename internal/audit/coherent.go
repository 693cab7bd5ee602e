package audit

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// coherent drops what an app's widgets say and cannot all be true: bounds that exclude each other, the first value or a
// choice; a step that goes nowhere; a length that the first value breaks; choices that stand twice. The first value
// stays: it is what the app runs with when nobody touches the widget.
func (p Parameter) coherent() Parameter {
	p.Enum = distinctValues(p.Enum)
	if below(p.Max, p.Min) {
		p.Min, p.Max = nil, nil
	}
	for _, v := range append(slices.Clone(p.Enum), p.Default) {
		if below(v, p.Min) {
			p.Min = nil
		}
		if below(p.Max, v) {
			p.Max = nil
		}
	}
	if below(p.Step, 0) || p.Step == 0 || p.Step == 0.0 {
		p.Step = nil
	}
	if text, ok := p.Default.(string); ok && p.MaxLength > 0 && utf8.RuneCountInString(text) > p.MaxLength {
		p.MaxLength = 0
	}
	return p
}

// below reports whether a constant stands before another of its kind; nil and constants without an order do not.
func below(a, b any) bool {
	x, isNumber := asNumber(a)
	y, isOther := asNumber(b)
	if isNumber && isOther {
		return cmp.Less(x, y)
	}
	day, isDay := a.(date)
	other, isOtherDay := b.(date)
	return isDay && isOtherDay && day < other
}

func asNumber(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

func distinctValues(values []any) []any {
	var out []any
	for _, v := range values {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
