package flow

import (
	"maps"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// entryResult is what a described call gives.
func (ev *evaluator) entryResult(x entryCall) Value {
	if x.entry.Widget != "" {
		v := ev.widget(x)
		if key, ok := literal(x.args.keyword("key")); ok {
			ev.flow(ev.stateSlot(key), v)
		}
		return v
	}
	if x.self != nil && isState(x.self) {
		return ev.stateCall(x)
	}
	if x.entry.Plain {
		return ev.atoms.library(x.entry.Name).value
	}
	if x.entry.Name == "builtins.dict.items" && x.self != nil {
		return ev.dictItems(x)
	}
	if !dependsOnCall(x.entry.Returns) {
		return ev.result(x.entry)
	}
	out := Value{}
	for _, t := range x.entry.Returns.Options() {
		out = join(out, ev.placeholder(x, t))
	}
	return out
}

// dictItems is the pairs of a dict; texts of its values are texts of theirs.
func (ev *evaluator) dictItems(x entryCall) Value {
	v := ev.pairs(x.args.node, ev.atoms.builtin("str"), ev.values(x.self.value))
	if x.self.kind == siteAtom {
		value := ev.atoms.container(x.args.node, 1, "tuple").site.items[1]
		for _, key := range slices.Sorted(maps.Keys(x.self.site.fields)) {
			if f := x.self.site.fields[key]; len(f.texts) > 0 {
				ev.textFrom(value, f, statementSpan{})
			}
		}
	}
	return v
}

// dependsOnCall reports whether a type holds placeholders.
func dependsOnCall(t catalogue.Type) bool {
	switch t.Name {
	case "self", "arg0", "arg1", "elem", "number":
		return true
	}
	for _, a := range t.Args {
		if dependsOnCall(a) {
			return true
		}
	}
	return false
}

// placeholder is a type of the catalogue with what the call fills in.
func (ev *evaluator) placeholder(x entryCall, t catalogue.Type) Value {
	switch t.Name {
	case "self":
		if x.self != nil {
			return x.self.value
		}
		return Value{}
	case "arg0":
		if len(x.args.values) == 0 {
			// A decorator with options: what it returns decorates.
			return ev.atoms.library(x.name).value
		}
		return x.args.values[0]
	case "arg1":
		if len(x.args.values) > 1 {
			return x.args.values[1]
		}
		return Value{}
	case "elem":
		return ev.elem(x)
	case "number":
		return ev.number(x.args.values)
	}
	if len(t.Args) == 1 && dependsOnCall(t.Args[0]) {
		return ev.containerOf(x.args.node, t.Name, ev.placeholder(x, t.Args[0]))
	}
	return ev.atoms.typed(t)
}

// elem is an element of the receiver, of the options of a widget, or of the first argument; of several arguments
// any of them.
func (ev *evaluator) elem(x entryCall) Value {
	switch {
	case x.self != nil && x.self.kind == siteAtom && x.self.site.name == "dict":
		out := ev.read(&x.self.site.elem)
		if key, ok := literalArg(x.args); ok {
			if f := x.self.site.fields[key]; f != nil {
				out = ev.read(f)
			}
		}
		return join(out, ev.fallback(x))
	case x.self != nil && x.self.kind == siteAtom:
		return join(ev.read(&x.self.site.elem), Value{})
	case x.self != nil && x.self.typ.Name == "dict":
		return join(ev.values(x.self.value), ev.fallback(x))
	case x.self != nil:
		return ev.elements(x.args.node, x.self.value)
	}
	if options := x.args.value(x.entry, "options"); options.known() {
		return ev.elements(x.args.node, options)
	}
	if len(x.args.values) > 1 && x.entry.Library == "builtins" && !strings.HasSuffix(x.name, ".sum") && !strings.HasSuffix(x.name, ".next") {
		out := Value{}
		for _, v := range x.args.values {
			out = join(out, v)
		}
		return out
	}
	return ev.elements(x.args.node, x.args.first())
}

func (ev *evaluator) fallback(x entryCall) Value {
	if len(x.args.values) > 1 {
		return x.args.values[1]
	}
	return Value{}
}

func literalArg(args *callArgs) (string, bool) {
	if len(args.node.Args) == 0 {
		return "", false
	}
	return literal(args.node.Args[0])
}

// number is int for ints, float where there is one, else some number.
func (ev *evaluator) number(values []Value) Value {
	out := "int"
	for _, v := range values {
		switch {
		case onlyType(v, "int", "bool"):
		case onlyType(v, "float", "int"):
			out = "float"
		case v.known() || v.open:
			return ev.atoms.builtin("number")
		}
	}
	if len(values) == 0 {
		out = "number"
	}
	return ev.atoms.builtin(out)
}

// widget is what a widget's user may give.
func (ev *evaluator) widget(x entryCall) Value {
	switch x.entry.Widget {
	case "number", "slider":
		return ev.numberWidget(x)
	case "file":
		v := ev.result(x.entry)
		if many := x.args.argument(x.entry, "accept_multiple_files"); many != nil && !isFalse(many) {
			return ev.containerOf(x.args.node, "list", v)
		}
		return join(v, ev.atoms.builtin("None"))
	case "date":
		if value := x.args.value(x.entry, "value"); isSequence(value) {
			return ev.containerOf(x.args.node, "tuple", ev.result(x.entry))
		}
		return ev.result(x.entry)
	case "choice":
		if mode, _ := literal(x.args.keyword("selection_mode")); mode == "multi" {
			return ev.containerOf(x.args.node, "list", ev.elem(x))
		}
	}
	if !dependsOnCall(x.entry.Returns) {
		return ev.result(x.entry)
	}
	return ev.placeholder(x, x.entry.Returns)
}

// numberWidget is int when its limits and its value are, float when one of them is; a slider may give dates.
func (ev *evaluator) numberWidget(x entryCall) Value {
	var given []Value
	for _, name := range []string{"min_value", "max_value", "value", "step"} {
		if e := x.args.argument(x.entry, name); e != nil {
			if c, ok := e.(*python.Constant); !ok || c.Kind != python.None {
				given = append(given, x.args.value(x.entry, name))
			}
		}
	}
	slider := x.entry.Widget == "slider"
	for _, v := range given {
		if slider && isSequence(v) {
			return ev.containerOf(x.args.node, "tuple", ev.elements(x.args.node, v))
		}
		if slider && v.known() && !isNumber(v) {
			return v
		}
	}
	if len(given) == 0 {
		if slider {
			return ev.atoms.builtin("int")
		}
		return ev.atoms.builtin("float")
	}
	return ev.number(given)
}

// stateCall is a method of session state: get, setdefault, pop, update, with what it holds under a literal key.
func (ev *evaluator) stateCall(x entryCall) Value {
	key, ok := literalArg(x.args)
	if strings.HasSuffix(x.name, ".update") {
		for k, v := range x.args.keywords {
			ev.flow(ev.stateSlot(k), v)
		}
		for _, a := range x.args.first().atoms {
			if a.kind == siteAtom {
				for k, f := range a.site.fields {
					ev.flow(ev.stateSlot(k), ev.read(f))
				}
			}
		}
		return unknownValue()
	}
	if !ok {
		return unknownValue()
	}
	if strings.HasSuffix(x.name, ".setdefault") && len(x.args.values) > 1 {
		ev.flow(ev.stateSlot(key), x.args.values[1])
	}
	return join(join(ev.read(ev.stateSlot(key)), ev.fallback(x)), unknownValue())
}

// contain lets what is put into a container flow into its elements.
func (ev *evaluator) contain(x entryCall) {
	if x.self == nil || x.self.kind != siteAtom {
		return
	}
	s := x.self.site
	switch x.entry.Name {
	case "builtins.list.append", "builtins.set.add":
		ev.flow(&s.elem, x.args.first())
	case "builtins.list.insert":
		ev.flow(&s.elem, ev.fallback(x))
	case "builtins.list.extend", "builtins.set.update":
		ev.flow(&s.elem, ev.elementsOf(x.args, 0))
	case "builtins.dict.setdefault":
		ev.flow(&s.elem, ev.fallback(x))
		if key, ok := literalArg(x.args); ok {
			ev.flow(s.field(key), ev.fallback(x))
		}
	case "builtins.dict.update":
		ev.flow(&s.elem, ev.values(x.args.first()))
		for k, v := range x.args.keywords {
			ev.flow(&s.elem, v)
			ev.flow(s.field(k), v)
		}
		for _, a := range x.args.first().atoms {
			if a.kind == siteAtom {
				for k, f := range a.site.fields {
					ev.flow(s.field(k), ev.read(f))
				}
			}
		}
	}
}
