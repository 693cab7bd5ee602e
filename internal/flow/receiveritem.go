package flow

import (
	"strconv"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

func (ev *evaluator) subscript(e *python.Subscript) Value {
	return ev.item(e, ev.eval(e.Value))
}

// item is what an item of a value may be.
func (ev *evaluator) item(e *python.Subscript, receiver Value) Value {
	index := ev.eval(e.Slice)
	out := Value{}
	for _, a := range receiver.atoms {
		switch a.kind {
		case siteAtom:
			out = join(out, ev.siteItem(e, a))
		case typeAtom:
			out = join(out, ev.typeItem(e, a, index))
		case instanceAtom:
			out = join(out, ev.special(a, "__getitem__", e))
		case classAtom:
			if a.class.enum {
				out = join(out, a.class.instance.value)
			} else {
				out = join(out, a.value)
			}
		case libraryAtom:
			out = join(out, a.value)
		default:
			out.open = true
		}
	}
	return out
}

func (ev *evaluator) siteItem(e *python.Subscript, a *atom) Value {
	if _, ok := e.Slice.(*python.Slice); ok {
		return a.value
	}
	if key, ok := literal(e.Slice); ok {
		if f := a.site.fields[key]; f != nil {
			return ev.read(f)
		}
	}
	if at, ok := position(e.Slice); ok && a.site.name != "dict" {
		if at < 0 {
			at += len(a.site.items)
		}
		if at >= 0 && at < len(a.site.items) {
			return join(ev.read(a.site.items[at]), Value{})
		}
	}
	return ev.read(&a.site.elem)
}

// position is an integer literal, also a negative one.
func position(e python.Expr) (int, bool) {
	sign := 1
	if u, ok := e.(*python.UnaryOp); ok && u.Op == python.USub {
		sign, e = -1, u.Operand
	}
	c, ok := e.(*python.Constant)
	if !ok || c.Kind != python.Int {
		return 0, false
	}
	n, err := strconv.Atoi(c.Text)
	return sign * n, err == nil
}

func (ev *evaluator) typeItem(e *python.Subscript, a *atom, index Value) Value {
	if args := a.typ.Args; len(args) > 0 {
		if _, ok := e.Slice.(*python.Slice); ok {
			return a.value
		}
		switch a.typ.Name {
		case "list", "iter", "set":
			return ev.atoms.typed(args[0])
		case "dict":
			return ev.atoms.typed(args[len(args)-1])
		case "tuple":
			if at, ok := position(e.Slice); ok && at >= 0 && at < len(args) {
				return ev.atoms.typed(args[at])
			}
			return ev.atoms.typed(args[0])
		}
	}
	entry := ev.atoms.method(a, "__getitem__")
	if entry == nil {
		return unknownValue()
	}
	if isWildcard(entry) && !entry.Effects.Has(catalogue.IdentityRead) {
		return unknownValue()
	}
	ev.use(e, entry, entry.Effects)
	if key, ok := literal(e.Slice); ok {
		if isState(a) {
			return join(unknownValue(), ev.read(ev.stateSlot(key)))
		}
	}
	if entry.Name == "pandas.DataFrame.__getitem__" {
		return ev.frameItem(e, index)
	}
	return ev.result(entry)
}

// frameItem is a column by its name, a frame by a list or a mask, either by what is not known.
func (ev *evaluator) frameItem(e *python.Subscript, index Value) Value {
	frame := ev.atoms.builtin("pandas.DataFrame")
	if _, ok := e.Slice.(*python.Slice); ok || keepsShape(index) {
		return frame
	}
	for _, a := range index.atoms {
		if a.kind == siteAtom || a.typ.Name == "list" {
			return frame
		}
	}
	if onlyType(index, "str") {
		return ev.atoms.builtin("pandas.Series")
	}
	return join(frame, ev.atoms.builtin("pandas.Series"))
}

// elements is what iterating over a value gives.
func (ev *evaluator) elements(node python.Node, v Value) Value {
	out := Value{}
	for _, a := range v.atoms {
		switch a.kind {
		case siteAtom:
			if a.site.name == "dict" {
				out.open = true
			} else {
				out = join(out, ev.read(&a.site.elem))
			}
		case typeAtom:
			out = join(out, ev.typeElements(node, a))
		case instanceAtom:
			if it := ev.special(a, "__iter__", node); !it.has(a) {
				out = join(out, ev.elementsOnce(node, it))
			}
		case classAtom:
			if a.class.enum {
				out = join(out, a.class.instance.value)
			}
		case libraryAtom:
			if a.entry != nil && a.entry.Plain {
				out = join(out, a.value)
			} else {
				out.open = true
			}
		default:
			out.open = true
		}
	}
	return out
}

// elementsOnce is elements of containers only: an iterator of the app that returns another ends here.
func (ev *evaluator) elementsOnce(node python.Node, v Value) Value {
	out := Value{}
	for _, a := range v.atoms {
		if a.kind == siteAtom || a.kind == typeAtom {
			out = join(out, ev.elements(node, a.value))
		}
	}
	return out
}

func (ev *evaluator) typeElements(node python.Node, a *atom) Value {
	if args := a.typ.Args; len(args) > 0 {
		switch a.typ.Name {
		case "tuple":
			out := Value{}
			for _, arg := range args {
				out = join(out, ev.atoms.typed(arg))
			}
			return out
		default:
			return ev.atoms.typed(args[0])
		}
	}
	switch a.typ.Name {
	case "str":
		return a.value
	case "bytes", "range":
		return ev.atoms.builtin("int")
	case "numpy.ndarray":
		return unknownValue()
	}
	entry := ev.atoms.method(a, "__iter__")
	if entry == nil || isWildcard(entry) {
		return unknownValue()
	}
	ev.use(node, entry, entry.Effects)
	if entry.Returns.Name == "iter" && len(entry.Returns.Args) > 0 {
		return ev.atoms.typed(entry.Returns.Args[0])
	}
	if len(entry.Returns.Args) == 0 {
		return unknownValue()
	}
	return ev.atoms.typed(entry.Returns.Args[0])
}

// values is what the values of a mapping may be.
func (ev *evaluator) values(v Value) Value {
	out := Value{}
	for _, a := range v.atoms {
		switch {
		case a.kind == siteAtom:
			out = join(out, ev.read(&a.site.elem))
		case a.kind == typeAtom && len(a.typ.Args) > 0:
			out = join(out, ev.atoms.typed(a.typ.Args[len(a.typ.Args)-1]))
		default:
			out.open = true
		}
	}
	return out
}

// position is what unpacking gives the target at a place.
func (ev *evaluator) position(node python.Node, v Value, i int) Value {
	out := Value{}
	for _, a := range v.atoms {
		switch {
		case a.kind == siteAtom && i < len(a.site.items):
			out = join(out, ev.read(a.site.items[i]))
		case a.kind == typeAtom && a.typ.Name == "tuple" && i < len(a.typ.Args):
			out = join(out, ev.atoms.typed(a.typ.Args[i]))
		default:
			out = join(out, ev.elements(node, a.value))
		}
	}
	return out
}

// enter is what `with value as target` gives.
func (ev *evaluator) enter(node python.Node, v Value) Value {
	out := Value{open: v.open}
	for _, a := range v.atoms {
		switch a.kind {
		case typeAtom:
			if entry := ev.atoms.method(a, "__enter__"); entry != nil && !isWildcard(entry) {
				ev.use(node, entry, entry.Effects)
				out = join(out, ev.result(entry))
				continue
			}
			out = join(out, a.value)
		case instanceAtom:
			ev.special(a, "__exit__", node)
			if v, entry := ev.member(a.class, "__enter__", 0); !v.known() && entry == nil {
				out = join(out, a.value)
			} else {
				out = join(out, ev.special(a, "__enter__", node))
			}
		default:
			out = join(out, a.value)
		}
	}
	return out
}
