package manifest

import (
	"fmt"
	"slices"
	"strings"
)

// Structured reports whether a value holds others under names, or may: it is written as JSON, in a body.
func (in Input) Structured() bool { return in.Type == Map || in.Type == Unknown }

// members checks what is said of the values in a structured input, and that it stands where it can be sent.
func (v *validator) members(op Operation, in Input) {
	v.table(op, in)
	if in.Type != Map && (in.Of != "" || len(in.Fields) > 0) {
		v.fail(in.Span, fmt.Sprintf("input %q is a %s and has `of` or `fields`", in.Name, in.Type), "they go with type: record and list[record]")
		return
	}
	if in.Of != "" && len(in.Fields) > 0 {
		v.fail(in.Span, fmt.Sprintf("input %q has `of` and `fields`", in.Name), "keep one: fields have types of their own")
	}
	if in.Structured() && slices.ContainsFunc(op.Inputs, func(other Input) bool { return other.Type == Upload }) {
		v.fail(in.Span, fmt.Sprintf("input %q, of type %s, stands beside a file, and a form has texts and files alone", in.Name, in.Type), "make two operations, or give its parts as inputs")
	}
	names := map[string]string{}
	for _, field := range in.Fields {
		key := NameKey(field.Name)
		switch first, taken := names[key]; {
		case strings.TrimSpace(field.Name) == "":
			v.fail(field.Span, fmt.Sprintf("a field of input %q has no name", in.Name), "name it")
		case taken:
			v.fail(field.Span, fmt.Sprintf("fields %q and %q of input %q are one name in Python", short(first), short(field.Name), in.Name), "rename one")
		}
		names[key] = field.Name
		if field.Default == nil {
			continue
		}
		if why := field.Type.reject(*field.Default); why != "" {
			v.fail(field.Default.Span, fmt.Sprintf("the default of field %q is %q, %s", short(field.Name), short(field.Default.Text), why), "")
		}
		if field.Nullable || field.Type == Unknown {
			v.fail(field.Span, fmt.Sprintf("field %q may be null and has a default", short(field.Name)), "keep one: a default already lets it be left out")
		}
	}
}

// table checks an input that is a table: what a write saves, once.
func (v *validator) table(op Operation, in Input) {
	if !in.Table {
		if in.columns {
			v.fail(in.Span, fmt.Sprintf("input %q has `columns`, and is no table", in.Name), "write type: table, or fields")
		}
		return
	}
	tables := 0
	for _, other := range op.Inputs {
		if other.Table {
			tables++
		}
	}
	switch {
	case op.Kind != Write:
		v.fail(in.Span, fmt.Sprintf("input %q is a table, and the operation saves none", in.Name), "only a write takes a table: what reads one makes it itself")
	case tables > 1:
		v.fail(in.Span, fmt.Sprintf("operation %q takes %d tables", op.ID, tables), "take one")
	case in.Of != "" || in.HasValue || !in.columns && len(in.Fields) > 0:
		v.fail(in.Span, fmt.Sprintf("input %q is a table and has a default, `of` or `fields`", in.Name), "it takes `columns`, `optional`, lengths and a label")
	}
}
