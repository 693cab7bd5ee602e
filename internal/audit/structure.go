package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// structured gives a parameter that holds other values the type that a manifest has for it: a record, a list of them, or
// any JSON. Only what is known to hold plain values goes up: by its annotation, else by what every caller gives.
func (a *auditor) structured(p *Parameter, fn *flow.Function, arg *python.Arg, given []argumentAt) {
	written := p.Because
	defer a.withheld(p, fn)
	if class, list := a.recordClass(fn, arg); class != nil {
		a.ofClass(p, class, list)
		return
	}
	if !p.shaped(written) {
		p.Type = ""
		return
	}
	for _, g := range given {
		known := a.Program.TypeOf(g.in, g.expr)
		switch {
		case holdsOnly(known, true) && !a.wholeState(g):
		case known == "-" && proves(written):
		default:
			p.Type, p.Because = "", written+", of which nothing at "+at(g.in.Module, g.expr)+" proves that it holds plain values"
			return
		}
	}
	p.Because = ""
}

// wholeState reports whether an argument holds all of session state, in which the app may keep anything.
func (a *auditor) wholeState(g argumentAt) bool {
	whole, keyed := 0, 0
	isState := func(e python.Expr) bool { return a.Program.TypeOf(g.in, e) == "streamlit.SessionState" }
	flow.EachPart(g.expr, func(e python.Expr) {
		switch e := e.(type) {
		case *python.Subscript:
			if isState(e.Value) {
				keyed++
			}
		case *python.Attribute:
			if isState(e.Value) && !slices.Contains([]string{"to_dict", "items", "values"}, e.Attr) {
				keyed++
			}
		}
		switch e.(type) {
		case *python.Name, *python.Attribute:
			if isState(e) {
				whole++
			}
		}
	})
	return whole > keyed
}

// withheld takes the type from a record, a table, or what may be one, whose members name something outside the function.
func (a *auditor) withheld(p *Parameter, fn *flow.Function) {
	if p.holds() || p.Type == "table" {
		for _, r := range a.reachOf(fn) {
			if r.parameter == p.Name {
				p.Type, p.Because = "", p.Type+" whose members name "+r.what+" at "+r.at
				return
			}
		}
	}
}

// shaped takes what a type says of the values in it. It reports false for a type whose values JSON has no form for.
func (p *Parameter) shaped(written string) bool {
	var parts []string
	for _, part := range splitUnion(written) {
		if part == "None" || part == "NoneType" {
			p.Optional = true
		} else {
			parts = append(parts, part)
		}
	}
	if len(parts) != 1 {
		p.Type = "any"
		return len(parts) == 0 || !slices.ContainsFunc(parts, func(part string) bool { return !holdsOnly(part, true) })
	}
	name, inner := parts[0], ""
	if outer, rest, ok := strings.Cut(parts[0], "["); ok {
		name, inner = outer, strings.TrimSuffix(rest, "]")
	}
	switch last(name) {
	case "bytes":
		p.Type = "file"
		return true
	case "dict", "Dict", "Mapping", "OrderedDict":
		p.Type = "record"
		return p.mapped(inner)
	case "list", "List", "Sequence", "Iterable", "set", "Set", "frozenset", "FrozenSet":
		p.Type = listType(inner)
	case "tuple", "Tuple":
		p.tuple(inner)
	}
	return p.Type != ""
}

// mapped takes the types of names and values of a dict.
func (p *Parameter) mapped(inner string) bool {
	if inner == "" {
		return true
	}
	parts := splitTypes(inner)
	if len(parts) != 2 || !slices.Contains([]string{"str", "-", "Any"}, parts[0]) {
		return false // JSON has texts as names alone
	}
	if of := scalarName(parts[1]); of != "" {
		p.Of = of
		return true
	}
	return holdsOnly(parts[1], true)
}

// tuple takes the types of a tuple's items.
func (p *Parameter) tuple(inner string) {
	items := splitTypes(inner)
	if inner == "" || len(items) == 2 && items[1] == "..." {
		p.Type = listType(items[0])
		return
	}
	p.MinLength, p.MaxLength = len(items), len(items)
	for i, item := range items {
		switch of := listType(item); {
		case of == "":
			p.Type = ""
			return
		case i > 0 && of != p.Type:
			p.Type = "list[any]"
		default:
			p.Type = of
		}
	}
}

// listType is the type of a list of values of a type; empty for values that JSON has no form for.
func listType(item string) string {
	if of := scalarName(item); of != "" {
		return "list[" + of + "]"
	}
	one := Parameter{}
	switch ok := one.shaped(item); {
	case item != "" && !holdsOnly(item, true) && !(ok && one.Type == "list[any]" && tupled(item)):
		return ""
	case ok && one.Type == "record":
		return "list[record]"
	}
	return "list[any]"
}

// tupled reports whether a type is that of tuples.
func tupled(typ string) bool {
	name, _, _ := strings.Cut(typ, "[")
	return strings.EqualFold(last(name), "tuple")
}

// scalarName is the manifest's name of a type whose values hold no others; empty for other types.
func scalarName(typ string) string {
	name := typeName(typ)
	if name == "file" || strings.HasPrefix(name, "list") {
		return ""
	}
	return name
}

// splitTypes splits types at the commas of the outermost level.
func splitTypes(list string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range list {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case r == ',' && depth == 0:
			out = append(out, strings.TrimSpace(list[from:i]))
			from = i + 1
		}
	}
	return append(out, strings.TrimSpace(list[from:]))
}

// holdsOnly reports whether all names in a type are those of values that cross; open ones are what nothing is known of.
func holdsOnly(typ string, open bool) bool {
	parts := strings.FieldsFunc(typ, func(r rune) bool { return strings.ContainsRune("[]|, '\"", r) })
	return typ != "-" && !slices.ContainsFunc(parts, func(part string) bool { return !plainName(part, open) })
}

// proves reports whether a type says of all that a value holds what it is: a dict or list of which no more is known may
// hold anything.
func proves(typ string) bool {
	for _, part := range splitUnion(typ) {
		name, inner, filled := strings.Cut(part, "[")
		switch isContainer := shapeOf(name) == "record" || shapeOf(name) == "list"; {
		case isContainer && !filled:
			return false
		case isContainer && slices.ContainsFunc(splitTypes(strings.TrimSuffix(inner, "]")), func(t string) bool { return !proves(t) }):
			return false
		case !isContainer && part != "-" && !holdsOnly(part, false):
			return false
		}
	}
	return true
}

func plainName(name string, open bool) bool {
	switch name {
	case "Any", "typing.Any", "object", "-":
		return open
	case "...":
		return true
	}
	switch last(name) {
	case "None", "NoneType", "bool", "int", "float", "str", "dict", "Dict", "Mapping", "OrderedDict", "list", "List", "Sequence", "Iterable",
		"tuple", "Tuple", "set", "Set", "frozenset", "FrozenSet", "date", "datetime", "time", "Decimal", "Optional", "Union":
		return true
	}
	return name == "bytes"
}

// holds reports whether a parameter holds values under names, or may.
func (p *Parameter) holds() bool {
	return slices.Contains([]string{"record", "any", "list[record]", "list[any]"}, p.Type)
}

// recordClass is the class of the app whose objects a parameter is, or whose lists.
func (a *auditor) recordClass(fn *flow.Function, arg *python.Arg) (class *flow.Class, list bool) {
	var parts []string
	for _, part := range splitUnion(a.Program.TypeOf(fn, &python.Name{ID: arg.Name})) {
		if part != "None" {
			parts = append(parts, part)
		}
	}
	if len(parts) != 1 {
		return nil, false
	}
	ref := parts[0]
	for _, name := range []string{"list", "iter"} {
		if inner, ok := bracketed(ref, name); ok {
			ref, list = inner, true
		}
	}
	i := slices.IndexFunc(a.Program.Classes, func(c *flow.Class) bool { return c.Ref() == ref })
	if i < 0 {
		return nil, false
	}
	return a.Program.Classes[i], list
}

// ofClass makes a parameter a record with the fields of a dataclass or named tuple, where all of them are scalars.
func (a *auditor) ofClass(p *Parameter, class *flow.Class, list bool) {
	fields, ok := a.classFields(class)
	if !ok {
		return
	}
	if p.Because = ""; list {
		p.Type = "list[record]"
	} else {
		p.Type = "record"
	}
	p.Fields = fields
}

func (a *auditor) classFields(class *flow.Class) ([]Field, bool) {
	dataclass := slices.ContainsFunc(class.Node.Decorators, func(e python.Expr) bool {
		name, _, _ := strings.Cut(textOf(class.Module, e), "(")
		return last(name) == "dataclass"
	})
	switch {
	case dataclass && len(class.Bases) > 0, !dataclass && (len(class.Bases) != 1 || last(class.Bases[0]) != "NamedTuple"):
		return nil, false
	}
	module, fields := class.Module.Body, []Field{}
	for _, stmt := range class.Node.Body {
		declared, ok := stmt.(*python.AnnAssign)
		if !ok {
			continue
		}
		one := Parameter{}
		one.typed(strings.Trim(textOf(class.Module, declared.Annotation), `"'`))
		name, plain := declared.Target.(*python.Name)
		if !plain || one.Type == "" || one.Type == "file" || strings.HasPrefix(one.Type, "list") {
			return nil, false
		}
		field := Field{Name: name.ID, Type: one.Type, Nullable: one.Optional}
		if declared.Value != nil && !isNone(declared.Value) {
			v, constant := a.constant(module, declared.Value)
			if !constant || one.Optional || !one.takes(v) {
				return nil, false
			}
			field.Default = v
		}
		field.Nullable = field.Nullable || declared.Value != nil && isNone(declared.Value)
		fields = append(fields, field)
	}
	return fields, len(fields) > 0
}
