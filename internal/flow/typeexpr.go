package flow

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// eval gives what an expression may be; on the way it notes what the expression causes. It is a flat switch over
// the kinds of expressions.
func (ev *evaluator) eval(e python.Expr) Value {
	switch e := e.(type) {
	case nil:
		return Value{}
	case *python.Constant:
		return ev.constant(e)
	case *python.Name:
		return ev.name(e)
	case *python.Attribute:
		return ev.attribute(e, ev.eval(e.Value), false)
	case *python.Subscript:
		return ev.subscript(e)
	case *python.Call:
		return ev.call(e)
	case *python.BoolOp:
		out := Value{}
		for _, v := range e.Values {
			out = join(out, ev.eval(v))
		}
		return out
	case *python.IfExp:
		ev.eval(e.Test)
		return join(ev.eval(e.Body), ev.eval(e.OrElse))
	case *python.NamedExpr:
		return ev.walrus(e)
	case *python.BinOp:
		return ev.binary(e)
	case *python.UnaryOp:
		v := ev.eval(e.Operand)
		if e.Op == python.Not {
			return ev.atoms.builtin("bool")
		}
		return v
	case *python.Compare:
		return ev.compare(e)
	case *python.Lambda:
		return ev.lambda(e)
	case *python.List:
		return ev.display(e, "list", e.Elts)
	case *python.Tuple:
		return ev.display(e, "tuple", e.Elts)
	case *python.Set:
		return ev.display(e, "set", e.Elts)
	case *python.Dict:
		return ev.dict(e)
	case *python.ListComp:
		return ev.comprehension(e, "list", e.Generators, e.Elt)
	case *python.SetComp:
		return ev.comprehension(e, "set", e.Generators, e.Elt)
	case *python.GeneratorExp:
		return ev.comprehension(e, "iter", e.Generators, e.Elt)
	case *python.DictComp:
		return ev.comprehension(e, "dict", e.Generators, e.Value, e.Key)
	case *python.Await:
		return ev.eval(e.Value)
	case *python.Yield:
		v := ev.eval(e.Value)
		ev.fn.generator = true
		ev.flow(&ev.fn.yields, v)
		return unknownValue()
	case *python.YieldFrom:
		ev.fn.generator = true
		ev.flow(&ev.fn.yields, ev.elements(e, ev.eval(e.Value)))
		return unknownValue()
	case *python.JoinedStr:
		eachExpr(e, func(part python.Expr) { ev.eval(part) })
		return ev.atoms.builtin("str")
	case *python.Starred:
		return ev.eval(e.Value)
	default:
		eachExpr(e, func(part python.Expr) { ev.eval(part) })
		return Value{}
	}
}

func (ev *evaluator) walrus(e *python.NamedExpr) Value {
	v := ev.eval(e.Value)
	outer := ev.at
	ev.at = e.Span().End
	ev.assign(e.Target, v, e.Value)
	ev.at = outer
	return v
}

func (ev *evaluator) constant(e *python.Constant) Value {
	switch e.Kind {
	case python.Str:
		return ev.atoms.builtin("str")
	case python.Bytes:
		return ev.atoms.builtin("bytes")
	case python.Int:
		return ev.atoms.builtin("int")
	case python.Float:
		return ev.atoms.builtin("float")
	case python.Imaginary:
		return ev.atoms.builtin("complex")
	case python.True, python.False:
		return ev.atoms.builtin("bool")
	case python.None:
		return ev.atoms.builtin("None")
	}
	return Value{}
}

// name is what a variable holds, a name that a star import brings, or a builtin.
func (ev *evaluator) name(e *python.Name) Value {
	if sym := ev.scope.Lookup(e.ID); sym != nil {
		if ev.record && len(ev.set) > 0 && sym.Owner == ev.fn.Module.Names.Top {
			ev.readSetting(e, ev.fn.Module.Path+":"+e.ID)
		}
		return ev.readAt(sym, e.Span().Start)
	}
	for i := len(ev.fn.Module.stars) - 1; i >= 0; i-- {
		if v := ev.exported(ev.fn.Module.stars[i], e.ID); v.known() {
			return v
		}
	}
	switch e.ID {
	case "__name__", "__file__", "__doc__", "__package__":
		return ev.atoms.builtin("str")
	case "NotImplemented", "Ellipsis", "__builtins__", "__spec__", "__loader__", "__debug__":
		return unknownValue()
	}
	if a := ev.atoms.library("builtins." + e.ID); a.entry != nil {
		return a.value
	}
	return ev.starred(e.ID)
}

// starred is a name that only the wildcard of a library imported with * can mean.
func (ev *evaluator) starred(name string) Value {
	for _, star := range ev.fn.Module.stars {
		for _, a := range star.atoms {
			if c := a; c.kind == libraryAtom {
				if c = ev.atoms.child(a, name); c.entry != nil {
					return ev.libraryValue(c, nil)
				}
			}
		}
	}
	return Value{}
}

// exported is a name that `from module import *` brings.
func (ev *evaluator) exported(module Value, name string) Value {
	for _, a := range module.atoms {
		switch a.kind {
		case moduleAtom:
			if v := ev.global(a.module, name, 0); (v.known() || v.open) && a.module.Starred(name) {
				return v
			}
		case libraryAtom:
			full := a.name + "." + name
			if c := ev.atoms.child(a, name); c.entry != nil && ev.Catalogue.Canonical(full) == c.entry.Name {
				return ev.libraryValue(c, nil)
			}
		}
	}
	return Value{}
}

// maxStars bounds how far star imports are followed.
const maxStars = 8

// global is what a module of the app holds under a name, its star imports included.
func (ev *evaluator) global(m *Module, name string, depth int) Value {
	if sym := m.Names.Top.variable(name); sym != nil {
		return ev.read(ev.slotOf(sym))
	}
	if depth < maxStars {
		for _, star := range m.stars {
			for _, a := range star.atoms {
				if a.kind == moduleAtom && a.module != m {
					if v := ev.global(a.module, name, depth+1); v.known() {
						return v
					}
				}
			}
		}
	}
	return Value{}
}

// isPlain reports whether all elements of a long display are literals: then a type says as much as a place.
func isPlain(elts []python.Expr) bool {
	if len(elts) < 16 {
		return false
	}
	for _, e := range elts {
		if _, ok := e.(*python.Constant); !ok {
			return false
		}
	}
	return true
}

func (ev *evaluator) display(node python.Expr, name string, elts []python.Expr) Value {
	if isPlain(elts) {
		elem := ev.constant(elts[0].(*python.Constant))
		if len(elem.atoms) == 1 {
			return ev.atoms.typed(catalogue.Type{Name: name, Args: []catalogue.Type{elem.atoms[0].typ}})
		}
	}
	a := ev.atoms.container(node, 0, name)
	starred := false
	for i, e := range elts {
		v := ev.eval(e)
		if _, ok := e.(*python.Starred); ok {
			starred = true
			ev.flow(&a.site.elem, ev.elements(e, v))
			continue
		}
		ev.flow(&a.site.elem, v)
		if !starred && len(elts) <= 16 && name != "set" {
			for len(a.site.items) <= i {
				a.site.items = append(a.site.items, &slot{})
			}
			ev.flow(a.site.items[i], v)
			ev.text(a.site.items[i], e, false)
		}
	}
	return a.value
}

// maxFields is how many literal keys of a dict display get a slot of their own.
const maxFields = 64

func (ev *evaluator) dict(e *python.Dict) Value {
	a := ev.atoms.container(e, 0, "dict")
	for i, value := range e.Values {
		v := ev.eval(value)
		if e.Keys[i] == nil {
			ev.flow(&a.site.elem, ev.values(v))
			continue
		}
		ev.eval(e.Keys[i])
		ev.flow(&a.site.elem, v)
		if key, ok := literal(e.Keys[i]); ok && len(e.Values) <= maxFields {
			ev.flow(a.site.field(key), v)
			ev.text(a.site.field(key), value, false)
		}
	}
	return a.value
}

// literal is the text of a string constant.
func literal(e python.Expr) (string, bool) {
	c, ok := e.(*python.Constant)
	if !ok || c.Kind != python.Str {
		return "", false
	}
	return c.Text, true
}

func (ev *evaluator) comprehension(node python.Expr, name string, generators []*python.Comprehension, elts ...python.Expr) Value {
	outer := ev.scope
	ev.loops++
	for i, g := range generators {
		v := ev.eval(g.Iter)
		if i == 0 {
			ev.scope = ev.fn.Module.Names.Opened[node]
		}
		ev.assign(g.Target, ev.elements(g.Iter, v), nil)
		for _, test := range g.Ifs {
			ev.eval(test)
		}
	}
	a := ev.atoms.container(node, 0, name)
	for i, e := range elts {
		if v := ev.eval(e); i == 0 {
			ev.flow(&a.site.elem, v)
		}
	}
	ev.loops--
	ev.scope = outer
	return a.value
}

// lambda is a function; what its defaults hold flows into its parameters here.
func (ev *evaluator) lambda(e *python.Lambda) Value {
	fn := ev.function(e, "<lambda>")
	ev.defaults(fn, e.Params)
	return ev.atoms.function(fn, nil).value
}

func (ev *evaluator) compare(e *python.Compare) Value {
	left := ev.eval(e.Left)
	out := ev.atoms.builtin("bool")
	for i, c := range e.Comparators {
		right := ev.eval(c)
		if op := e.Ops[i]; op == python.In || op == python.NotIn {
			ev.protocol(right, "__contains__", e)
		} else if keepsShape(left) {
			out = left
		} else if keepsShape(right) {
			out = right
		}
	}
	return out
}

// keepsShape holds for what compares element by element.
func keepsShape(v Value) bool {
	for _, a := range v.atoms {
		if a.kind == typeAtom {
			switch a.typ.Name {
			case "pandas.Series", "pandas.DataFrame", "pandas.Index", "numpy.ndarray", "polars.DataFrame":
				return true
			}
		}
	}
	return false
}
