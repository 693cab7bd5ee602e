package view

import (
	"fmt"
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// param makes one input of an operation whose place for inputs is known. In queries, null is left out of the type that OpenAPI shows.
func (b *builder) param(in manifest.Input, o Operation) Param {
	name := b.paramName(in.Name)
	p := Param{
		Name:       name,
		Wire:       in.Name,
		Aliased:    name != in.Name,
		Type:       string(in.Type),
		List:       in.List,
		Choice:     len(in.Enum) > 0,
		Held:       len(in.Enum) > 0 || in.Pattern != "",
		Optional:   in.Optional && !in.HasValue,
		HasDefault: in.HasValue,
		Upload:     in.Type == manifest.Upload,
		Table:      in.Table,
		JSON:       holdsJSON(in),
		Label:      NewText(in.Label),
		Sensitive:  in.Sensitive,
	}
	if in.Label == "" {
		p.Label = NewText(strings.TrimSuffix(sentence(in.Name), "."))
	}
	item := pythonType(in.Type)
	switch {
	case len(in.Enum) > 0:
		item = enumType(in.Type, in.Enum)
	case in.Type == manifest.Map:
		item = b.record(&p, in, o)
	case in.Type == manifest.Unknown:
		item = "Json"
	}
	p.Item = item
	p.Annotation = item
	if in.List {
		p.Annotation = "list[" + item + "]"
	}
	if in.HasValue {
		p.Default = literals(in)
	} else if p.Optional {
		p.Default = "None"
	}
	p.Bounds = bounds(in)
	if p.Upload {
		p.MaxBytes = defaultMaxBytes
		if in.MaxLength != nil {
			p.MaxBytes = *in.MaxLength
		}
	}
	switch in.Type {
	case manifest.Date, manifest.DateTime, manifest.Time:
		p.Written = o.Body
	}
	p.Field = field(p, in, o)
	p.OneOf = len(in.Enum) > 0 && !strings.HasPrefix(item, "Literal")
	p.Int64 = in.Type == manifest.Int && len(in.Enum) == 0 && (in.Min == nil || in.Max == nil) || strings.Contains(item, "Int64")
	examples := sample(in)
	p.SampleValue, p.SampleWire, p.BadWire = examples.value, examples.wire, examples.badWire
	return p
}

// pythonType is the Python type of a scalar, as service and client name it.
func pythonType(t manifest.InputType) string {
	switch t {
	case manifest.Int:
		return "int"
	case manifest.Number:
		return "float"
	case manifest.Decimal:
		return "Decimal"
	case manifest.Bool:
		return "bool"
	case manifest.Date:
		return "dt.date"
	case manifest.DateTime:
		return "dt.datetime"
	case manifest.Time:
		return "dt.time"
	case manifest.Upload:
		return "UploadFile"
	case manifest.Unknown:
		return "Any"
	case manifest.Map:
		return "dict[str, Any]"
	}
	return "str"
}

// enumType is the type of fixed values: Literal where Python has literals of the type.
func enumType(t manifest.InputType, values []manifest.Scalar) string {
	switch t {
	case manifest.String, manifest.Int:
	default:
		return pythonType(t) // held to its values by a validator
	}
	parts := make([]string, 0, len(values))
	for _, v := range values {
		parts = append(parts, Literal(t, v.Text))
	}
	return "Literal[" + strings.Join(parts, ", ") + "]"
}

// Literal writes a valid scalar of a type as a Python expression.
func Literal(t manifest.InputType, text string) string {
	switch t {
	case manifest.Int:
		return text
	case manifest.Number:
		return number(text)
	case manifest.Decimal:
		if !strings.ContainsAny(text, ".eE") {
			return "Decimal(" + text + ")"
		}
		return `Decimal("` + text + `")`
	case manifest.Bool:
		if text == "true" {
			return "True"
		}
		return "False"
	case manifest.Date:
		return "dt.date(" + digits(text, "-") + ")"
	case manifest.Time:
		return "dt.time(" + clock(text) + ")"
	case manifest.DateTime:
		day, time, _ := strings.Cut(text, "T")
		return "dt.datetime(" + digits(day, "-") + ", " + clock(time) + ")"
	case manifest.Map:
		return pythonOf(text)
	}
	return quote.Python(text)
}

// number writes a float as Python and ruff write it.
func number(text string) string {
	text = strings.ToLower(text)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return text
}

// digits turns 2025-01-09 into 2025, 1, 9.
func digits(text, separator string) string {
	var out []string
	for part := range strings.SplitSeq(text, separator) {
		if part = strings.TrimLeft(part, "0"); part == "" {
			part = "0"
		}
		out = append(out, part)
	}
	return strings.Join(out, ", ")
}

// clock turns 08:30:00 into 8, 30.
func clock(text string) string {
	text = digits(text, ":")
	return strings.TrimSuffix(text, ", 0")
}

// literals writes the default of an input.
func literals(in manifest.Input) string {
	if !in.List {
		return Literal(in.Type, in.Default[0].Text)
	}
	parts := make([]string, 0, len(in.Default))
	for _, v := range in.Default {
		parts = append(parts, Literal(in.Type, v.Text))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// bounds writes an input's limits as keyword arguments of Field. Those of a list's items stand with
// the items, its lengths count items.
func bounds(in manifest.Input) string {
	var out []string
	if !in.List {
		out = itemBounds(in)
	}
	if in.Type == manifest.Upload {
		return ""
	}
	if in.MinLength != nil {
		out = append(out, fmt.Sprintf("min_length=%d", *in.MinLength))
	}
	switch {
	case in.MaxLength != nil:
		out = append(out, fmt.Sprintf("max_length=%d", *in.MaxLength))
	case in.Table:
		out = append(out, "max_length="+grouped(defaultMaxRows))
	}
	if in.Pattern != "" && !in.List {
		out = append(out, "pattern="+quote.Python(anchored(in.Pattern)))
	}
	return strings.Join(out, ", ")
}

// anchored makes a pattern hold for the whole text.
func anchored(pattern string) string {
	if strings.HasPrefix(pattern, "^") && strings.HasSuffix(pattern, "$") && !strings.ContainsAny(pattern, `|\`) {
		return pattern
	}
	return "^(?:" + pattern + ")$"
}

// itemBounds are the limits of one value.
func itemBounds(in manifest.Input) []string {
	var out []string
	if in.Min != nil {
		out = append(out, "ge="+Literal(in.Type, in.Min.Text))
	}
	if in.Max != nil {
		out = append(out, "le="+Literal(in.Type, in.Max.Text))
	}
	if in.Type == manifest.Int && in.Step != nil && divides(in) {
		out = append(out, "multiple_of="+in.Step.Text)
	}
	return out
}
