package view

import (
	"math/big"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/manifest"
)

// field writes an input as a line of its Pydantic model, as `limit: Annotated[int, Field(ge=1)] = 5`.
func field(p Param, in manifest.Input, o Operation) string {
	item := p.Item
	if len(in.Enum) == 0 {
		switch {
		case in.Type == manifest.Int && (in.Min == nil || in.Max == nil):
			item = "Int64"
		case in.Type == manifest.DateTime:
			item = "NaiveDatetime"
		}
	}
	var marks []string
	if len(in.Enum) > 0 && !strings.HasPrefix(item, "Literal") {
		marks = append(marks, "one_of("+enumLiterals(in)+")")
	}
	if p.Written {
		marks = append(marks, "AsText")
	}
	if p.Upload {
		marks = append(marks, "at_most("+grouped(p.MaxBytes)+")")
	}
	if in.List {
		if limits := strings.Join(itemBounds(in), ", "); limits != "" {
			marks = append(marks, "Field("+limits+")")
		}
		item = "list[" + annotated(item, marks) + "]"
		marks = nil
		if !o.Body {
			marks = append(marks, "EmptyList")
		}
	}
	if limits := p.Bounds; limits != "" {
		marks = append(marks, "Field("+limits+")")
	}
	item = annotated(item, marks)
	if p.Nullable && item != "Json" {
		item += " | None"
	}
	if p.Optional && item != "Json" {
		if o.Query {
			item += " | SkipJsonSchema[None]"
		} else {
			item += " | None"
		}
	}
	line := p.Name + ": " + item
	switch {
	case p.Aliased && p.Default != "":
		line += " = Field(" + p.Default + ", alias=" + Literal(manifest.String, p.Wire) + ")"
	case p.Aliased:
		line += " = Field(alias=" + Literal(manifest.String, p.Wire) + ")"
	case p.Default != "":
		line += " = " + p.Default
	}
	return line
}

// record is the type of one record: names with values of one type, or a model of its own where its fields are known.
func (b *builder) record(p *Param, in manifest.Input, o Operation) string {
	if len(in.Fields) == 0 {
		of := in.Of
		if of == "" {
			of = manifest.Unknown
		}
		_, value, _ := strings.Cut(b.param(manifest.Input{Name: "value", Type: of}, o).Field, ": ")
		return "dict[str, " + value + "]"
	}
	p.Model = o.Name.Pascal + NewName(in.Name, "input").Pascal + "Input"
	if b.members[p.Model] {
		p.Model += strings.ToUpper(hash(o.ID))
	}
	b.members[p.Model] = true
	for _, column := range in.Fields {
		one := manifest.Input{Name: column.Name, Type: column.Type, Optional: column.Nullable && !in.Table}
		if column.Default != nil {
			one.HasValue, one.Default = true, []manifest.Scalar{*column.Default}
		}
		member := b.param(one, o)
		if in.Table && column.Nullable { // its cells may be null, but are there
			member.Nullable = true
			member.Field = field(member, one, o)
		}
		p.Members = append(p.Members, member)
	}
	if in.Table {
		return p.Model
	}
	slices.SortStableFunc(p.Members, func(x, y Param) int { return rank(x) - rank(y) })
	return p.Model
}

// structured reports whether a value holds others under names, or may.
func (p Param) structured() bool {
	return p.Type == string(manifest.Map) || p.Type == string(manifest.Unknown)
}

// modelled are inputs with the fields of those that are records.
func modelled(params []Param) []Param {
	var out []Param
	for _, p := range params {
		out = append(append(out, p), p.Members...)
	}
	return out
}

func annotated(item string, marks []string) string {
	if len(marks) == 0 {
		return item
	}
	return "Annotated[" + item + ", " + strings.Join(marks, ", ") + "]"
}

func enumLiterals(in manifest.Input) string {
	parts := make([]string, 0, len(in.Enum))
	for _, v := range in.Enum {
		parts = append(parts, Literal(in.Type, v.Text))
	}
	return strings.Join(parts, ", ")
}

// divides reports whether an int's step counts from zero, so that all values are its multiples.
// Streamlit counts steps from the minimum.
func divides(in manifest.Input) bool {
	step, ok := new(big.Int).SetString(in.Step.Text, 10)
	if !ok || step.Cmp(big.NewInt(1)) <= 0 {
		return false
	}
	values := in.Default
	if in.Min != nil {
		values = append(values[:len(values):len(values)], *in.Min)
	}
	for _, v := range values {
		n, ok := new(big.Int).SetString(v.Text, 10)
		if !ok || new(big.Int).Mod(n, step).Sign() != 0 {
			return false
		}
	}
	return true
}

// paramName is an input's Python name: its own, unless that is a keyword or hides what the code
// around it uses.
func (b *builder) paramName(text string) string {
	name := NewName(text, "input").Snake
	if text == strings.ToLower(text) && !manifest.IsPythonKeyword(text) && !strings.HasPrefix(text, "_") {
		name = text
	}
	if taken(name) || b.hidesLogic(name) {
		name += "_"
	}
	return name
}

// taken reports names that the generated code uses where inputs are in scope: its types, the
// attributes of Pydantic models, and modules.
func taken(name string) bool {
	switch name {
	case "bool", "bytes", "dict", "float", "int", "list", "object", "str", "type", "dt", "params",
		"copy", "construct", "dict_", "fields", "from_orm", "json", "parse_file", "parse_obj", "parse_raw", "schema",
		"schema_json", "update_forward_refs", "validate":
		return true
	}
	return strings.HasPrefix(name, "model_")
}

// hidesLogic reports whether a name is a package that the service imports logic from.
func (b *builder) hidesLogic(name string) bool {
	for _, module := range b.view.Logic {
		if module.Package == name {
			return true
		}
	}
	return len(b.lifted.Functions) > 0 && name == b.view.App.Package
}
