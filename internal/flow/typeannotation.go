package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// annotation is what a value of an annotated type may be. Annotations cause nothing.
func (ev *evaluator) annotation(e python.Expr) Value {
	if e == nil {
		return Value{}
	}
	ev.quiet++
	defer func() { ev.quiet-- }()
	return ev.annotated(e)
}

func (ev *evaluator) annotated(e python.Expr) Value {
	switch e := e.(type) {
	case *python.Constant:
		switch e.Kind {
		case python.None:
			return ev.atoms.builtin("None")
		case python.Str:
			return ev.quotedAnnotation(e)
		}
		return Value{}
	case *python.BinOp:
		if e.Op == python.BitOr {
			return join(ev.annotated(e.Left), ev.annotated(e.Right))
		}
		return Value{}
	case *python.Subscript:
		return ev.generic(e)
	case *python.Name, *python.Attribute:
		return ev.instances(ev.eval(e))
	}
	return Value{}
}

// instances are the instances of the classes that a value may be.
func (ev *evaluator) instances(v Value) Value {
	out := Value{}
	for _, a := range v.atoms {
		switch a.kind {
		case classAtom:
			out = join(out, a.class.instance.value)
		case libraryAtom:
			out = join(out, ev.libraryInstance(a))
		}
	}
	return out
}

func (ev *evaluator) libraryInstance(a *atom) Value {
	if name, ok := strings.CutPrefix(a.name, "builtins."); ok {
		switch name {
		case "str", "int", "float", "bool", "bytes", "complex":
			return ev.atoms.builtin(name)
		case "list", "dict", "tuple", "set":
			return ev.atoms.builtin(name)
		}
		return Value{}
	}
	if a.entry == nil || a.entry.Value {
		return Value{}
	}
	switch a.name {
	case "typing.List":
		return ev.atoms.builtin("list")
	case "typing.Dict":
		return ev.atoms.builtin("dict")
	}
	if strings.HasPrefix(a.name, "typing.") || !ev.Catalogue.IsClass(a.entry.Returns.Name) {
		return Value{}
	}
	return ev.result(a.entry)
}

// generic is a type with arguments: containers keep what their elements are.
func (ev *evaluator) generic(e *python.Subscript) Value {
	name := ""
	switch t := e.Value.(type) {
	case *python.Name:
		name = t.ID
	case *python.Attribute:
		name = t.Attr
	}
	args := displayed(e.Slice)
	if args == nil {
		args = []python.Expr{e.Slice}
	}
	switch name {
	case "Optional":
		return join(ev.annotated(args[0]), ev.atoms.builtin("None"))
	case "Union":
		out := Value{}
		for _, a := range args {
			out = join(out, ev.annotated(a))
		}
		return out
	case "Literal":
		out := Value{}
		for _, a := range args {
			out = join(out, ev.eval(a))
		}
		return out
	case "Annotated", "Final", "ClassVar", "Awaitable", "Required", "NotRequired", "Self":
		return ev.annotated(args[0])
	case "list", "List", "set", "Set", "FrozenSet", "frozenset":
		return ev.containerOf(e, strings.TrimPrefix(strings.ToLower(name), "frozen"), ev.annotated(args[0]))
	case "Sequence", "Iterable", "Iterator", "Generator", "AsyncIterator", "Collection", "AsyncGenerator", "MutableSequence":
		return ev.containerOf(e, "iter", ev.annotated(args[0]))
	case "dict", "Dict", "Mapping", "DefaultDict", "defaultdict", "MutableMapping", "OrderedDict":
		return ev.containerOf(e, "dict", ev.annotated(args[len(args)-1]))
	case "tuple", "Tuple":
		return ev.tupleAnnotation(e, args)
	case "type", "Type", "Callable":
		return Value{}
	}
	return ev.instances(ev.eval(e.Value))
}

func (ev *evaluator) tupleAnnotation(e *python.Subscript, args []python.Expr) Value {
	a := ev.atoms.container(e, 0, "tuple")
	for i, arg := range args {
		if c, ok := arg.(*python.Constant); ok && c.Kind == python.Dots {
			continue
		}
		v := ev.annotated(arg)
		ev.flow(&a.site.elem, v)
		if len(a.site.items) <= i {
			a.site.items = append(a.site.items, &slot{})
		}
		ev.flow(a.site.items[i], v)
	}
	return a.value
}

// quotedAnnotation is an annotation in quotes. Its text is read once a function; containers in it get the place of
// the string.
func (ev *evaluator) quotedAnnotation(e *python.Constant) Value {
	text := strings.TrimSpace(e.Text)
	if text == "" || len(text) > 200 || strings.Contains(text, "\n") {
		return Value{}
	}
	out := Value{}
	for _, part := range strings.Split(text, "|") {
		part = strings.TrimSpace(part)
		if inner, ok := strings.CutPrefix(part, "Optional["); ok {
			part = strings.TrimSuffix(inner, "]")
		}
		if !isDottedName(part) {
			return Value{}
		}
		out = join(out, ev.dotted(part))
	}
	return out
}

func isDottedName(text string) bool {
	for _, r := range text {
		if r != '.' && r != '_' && !(r >= '0' && r <= '9') && !(r|0x20 >= 'a' && r|0x20 <= 'z') && r < 0x80 {
			return false
		}
	}
	return text != ""
}

// dotted is what a dotted name in text means: instances of its class.
func (ev *evaluator) dotted(text string) Value {
	if text == "None" {
		return ev.atoms.builtin("None")
	}
	parts := strings.Split(text, ".")
	v := ev.name(&python.Name{ID: parts[0]})
	for _, attr := range parts[1:] {
		v = ev.attribute(&python.Attribute{Attr: attr}, v, false)
	}
	return ev.instances(v)
}

// parsedText reads Python that stands in a string: the names in it are names of the function.
func parsedText(text string) []python.Stmt {
	return python.Parse(diag.NewSource("", text), python.Options{}).Module.Body
}
