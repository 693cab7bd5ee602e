package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// builtin calls what the catalogue cannot describe: names in text, and functions whose result is made of their
// arguments. It reports false for all others. It is a flat switch over their names.
func (ev *evaluator) builtin(name string, args *callArgs, c *Call) (Value, bool) {
	if !strings.HasPrefix(name, "builtins.") && !slices.Contains([]string{"functools.partial", "importlib.import_module", "typing.cast"}, name) {
		return Value{}, false
	}
	var out Value
	switch name {
	case "builtins.getattr":
		out = ev.getattr(args)
	case "builtins.setattr":
		if !ev.setattr(args) {
			return Value{}, false
		}
	case "builtins.super":
		out = ev.super()
	case "builtins.enumerate":
		out = ev.pairs(args.node, ev.atoms.builtin("int"), ev.elementsOf(args, 0))
	case "builtins.zip":
		parts := make([]Value, len(args.values))
		for i := range args.values {
			parts[i] = ev.elementsOf(args, i)
		}
		out = ev.pairs(args.node, parts...)
	case "builtins.map":
		out = ev.mapped(args, c)
	case "builtins.list", "builtins.sorted", "builtins.tuple", "builtins.set", "builtins.reversed", "builtins.iter", "builtins.frozenset":
		kind := strings.TrimPrefix(name, "builtins.")
		switch kind {
		case "sorted":
			kind = "list"
		case "reversed", "iter":
			kind = "iter"
		case "frozenset":
			kind = "set"
		}
		ev.passKey(args)
		out = ev.containerOf(args.node, kind, ev.elementsOf(args, 0))
	case "builtins.dict":
		a := ev.atoms.container(args.node, 0, "dict")
		ev.flow(&a.site.elem, join(args.spread, ev.valuesOrPairs(args)))
		for k, v := range args.keywords {
			ev.flow(&a.site.elem, v)
			ev.flow(a.site.field(k), v)
		}
		out = a.value
	case "builtins.vars", "builtins.globals", "builtins.locals", "builtins.dir":
		out = unknownValue()
	case "builtins.__import__":
		out = ev.importModule(args)
	case "builtins.eval", "builtins.exec", "builtins.compile":
		c.Unknown = true
		ev.event(Event{Kind: UnknownCall, Node: args.node, Name: name, Effects: catalogue.Of(catalogue.Unknown)})
		out = unknownValue()
	case "functools.partial":
		ev.partial(args, c)
		out = args.first()
	case "importlib.import_module":
		out = ev.importModule(args)
	case "typing.cast":
		out = ev.cast(args)
	default:
		return Value{}, false
	}
	c.Targets = append(c.Targets, name)
	return out, true
}

func (ev *evaluator) elementsOf(args *callArgs, i int) Value {
	if i >= len(args.values) {
		return Value{}
	}
	return ev.elements(args.node.Args[i], args.values[i])
}

// valuesOrPairs are the values of a dict made from another one, or from pairs.
func (ev *evaluator) valuesOrPairs(args *callArgs) Value {
	out := Value{}
	for _, a := range args.first().atoms {
		mapping := a.kind == siteAtom && a.site.name == "dict" || a.kind == typeAtom && len(a.typ.Args) == 2
		if listed := a.kind == siteAtom || a.kind == typeAtom && len(a.typ.Args) > 0; listed && !mapping {
			if pairs := ev.elements(args.node, a.value); len(pairs.atoms) > 0 {
				out = join(out, ev.position(args.node, pairs, 1))
				continue
			}
		}
		out = join(out, ev.values(a.value))
	}
	return out
}

// passKey notes the key function that sorting calls.
func (ev *evaluator) passKey(args *callArgs) {
	if key := args.keyword("key"); key != nil {
		ev.pass(key, args.keywords["key"], []Value{ev.elementsOf(args, 0)}, nil)
	}
}

// pairs is an iterable of tuples.
func (ev *evaluator) pairs(node python.Node, parts ...Value) Value {
	tuple := ev.atoms.container(node, 1, "tuple")
	for i, v := range parts {
		if len(tuple.site.items) <= i {
			tuple.site.items = append(tuple.site.items, &slot{})
		}
		ev.flow(tuple.site.items[i], v)
		ev.flow(&tuple.site.elem, v)
	}
	return ev.containerOf(node, "iter", tuple.value)
}

// mapped calls a function with the elements of the other arguments.
func (ev *evaluator) mapped(args *callArgs, _ *Call) Value {
	if len(args.values) < 2 {
		return unknownValue()
	}
	elem, out := ev.elementsOf(args, 1), Value{}
	ev.pass(args.node.Args[0], args.values[0], []Value{elem}, nil)
	for _, a := range args.values[0].atoms {
		switch a.kind {
		case functionAtom:
			out = join(out, ev.returned(a.fn, args.node))
		case classAtom:
			out = join(out, a.class.instance.value)
		case libraryAtom:
			if a.entry != nil {
				out = join(out, ev.result(a.entry))
			}
		}
	}
	return ev.containerOf(args.node, "iter", out)
}

// getattr with a literal name is that attribute; with another it is not known.
func (ev *evaluator) getattr(args *callArgs) Value {
	if len(args.node.Args) < 2 {
		return unknownValue()
	}
	out := Value{}
	if len(args.values) > 2 {
		out = args.values[2]
	}
	t := textResult{open: true}
	if name, ok := literal(args.node.Args[1]); ok {
		t = textResult{texts: []string{name}}
	} else if ev.quiet == 0 {
		t = ev.textOf(args.node.Args[1], ev.fn, 0)
	}
	for _, name := range t.texts {
		attr := &python.Attribute{Extent: args.node.Extent, Value: args.node.Args[0], Attr: name}
		out = join(out, ev.attribute(attr, args.first(), true))
	}
	if t.open || len(t.texts) == 0 {
		ev.anyAttribute(args)
		out.open = true
	}
	return out
}

// anyAttribute is getattr with a name that is not known. Of Streamlit it may draw, whatever it is.
func (ev *evaluator) anyAttribute(args *callArgs) {
	for _, a := range args.first().atoms {
		if a.kind == libraryAtom && a.name == "streamlit" || a.kind == typeAtom && a.typ.Name == "streamlit.delta_generator.DeltaGenerator" {
			ev.event(Event{
				Kind: UnknownCall, Node: args.node, Name: ev.written(args.node), Effects: catalogue.Of(catalogue.Unknown),
				Library: "streamlit", marks: otherMark,
			})
		}
	}
}

// setattr with a literal name is an assignment. Without one, on an instance, it may be any attribute.
func (ev *evaluator) setattr(args *callArgs) bool {
	if len(args.node.Args) != 3 {
		return false
	}
	name, ok := literal(args.node.Args[1])
	if !ok {
		name = "*"
	}
	attr := &python.Attribute{Extent: args.node.Extent, Value: args.node.Args[0], Attr: name}
	ev.setAttribute(attr, args.first(), args.values[2])
	return true
}

// super is the bases of the class that the method stands in.
func (ev *evaluator) super() Value {
	for fn := ev.fn; fn != nil; fn = fn.Outer {
		if fn.Of != nil {
			a := ev.atoms.sites[siteKey{fn.Of.Node, 2}]
			if a == nil {
				a = ev.atoms.add(&atom{kind: superAtom, class: fn.Of, self: fn.self})
				ev.atoms.sites[siteKey{fn.Of.Node, 2}] = a
			}
			return a.value
		}
	}
	return unknownValue()
}

// partial lets the bound arguments flow into the function's parameters.
func (ev *evaluator) partial(args *callArgs, _ *Call) {
	for _, a := range args.first().atoms {
		if a.kind != functionAtom {
			continue
		}
		ev.positional(a, args.values[1:])
		if def := a.fn.Def(); def != nil {
			for _, list := range [][]*python.Arg{def.Params.Args, def.Params.KwOnly} {
				for _, p := range list {
					if v, ok := args.keywords[p.Name]; ok {
						ev.param(a.fn, p, v)
					}
				}
			}
		}
	}
}

// importModule is importlib.import_module with a literal name.
func (ev *evaluator) importModule(args *callArgs) Value {
	if len(args.node.Args) == 0 {
		return unknownValue()
	}
	name, ok := literal(args.node.Args[0])
	if !ok || strings.HasPrefix(name, ".") {
		ev.event(Event{Kind: UnknownCall, Node: args.node, Name: "importlib.import_module", Effects: catalogue.Of(catalogue.Unknown)})
		return unknownValue()
	}
	if ev.resolve != nil {
		if m := ev.resolve(ev.fn.Module, name, 0); m != nil {
			ev.runImport(args.node, m)
			return ev.moduleValue(m)
		}
	}
	return ev.atoms.library(name).value
}

// cast is what typing.cast(T, value) gives: what a T may be, else the value.
func (ev *evaluator) cast(args *callArgs) Value {
	if len(args.node.Args) != 2 || len(args.values) != 2 {
		return unknownValue()
	}
	if said := ev.annotation(args.node.Args[0]); len(said.atoms) > 0 {
		return said
	}
	return args.values[1]
}
