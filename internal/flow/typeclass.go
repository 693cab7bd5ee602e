package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// Class is a class of the app.
type Class struct {
	Name   string
	Path   string // inside its module
	Node   *python.ClassDef
	Module *Module
	Scope  *Scope
	Bases  []string // as written

	bases    Value
	atom     *atom            // the class itself
	instance *atom            // its instances
	attrs    map[string]*slot // what is assigned to attributes of instances and of the class from outside its body
	open     bool             // a base is not known
	enum     bool
}

// maxHierarchy bounds walks through bases, so that a ring of them ends.
const maxHierarchy = 12

func (ev *evaluator) classDef(s *python.ClassDef) {
	c := ev.classes[s]
	if c == nil {
		c = &Class{Name: s.Name, Path: s.Name, Node: s, Module: ev.fn.Module, Scope: ev.fn.Module.Names.Opened[s], attrs: map[string]*slot{}}
		switch {
		case ev.class != nil:
			c.Path = ev.class.Path + "." + s.Name
		case ev.fn.Outer != nil:
			c.Path = ev.fn.Path + "." + s.Name
		}
		for _, b := range s.Bases {
			c.Bases = append(c.Bases, ev.written(b))
		}
		ev.classes[s] = c
		c.atom = ev.atoms.add(&atom{kind: classAtom, class: c})
		c.instance = ev.atoms.add(&atom{kind: instanceAtom, class: c})
	}
	c.open = false // a base that was not known when the class was first seen may be by now
	for _, b := range s.Bases {
		ev.base(c, ev.eval(b))
	}
	for _, k := range s.Keywords {
		ev.eval(k.Value)
	}
	value := c.atom.value
	for i := len(s.Decorators) - 1; i >= 0; i-- {
		ev.eval(s.Decorators[i])
	}
	if sym := ev.scope.Lookup(s.Name); sym != nil {
		ev.at = s.NameSpan.Span().End
		ev.assigned(sym, value, false)
	}
	outer, class := ev.scope, ev.class
	ev.scope, ev.class = c.Scope, c
	ev.block(s.Body)
	ev.scope, ev.class = outer, class
}

// base notes a base class: one of the app, one of a library, or one that is not known.
func (ev *evaluator) base(c *Class, v Value) {
	if !v.known() {
		c.open = true
	}
	for _, a := range v.atoms {
		switch a.kind {
		case classAtom:
			c.bases = join(c.bases, a.value)
			c.enum = c.enum || a.class.enum
		case libraryAtom:
			switch {
			case strings.HasPrefix(a.name, "enum."):
				c.enum = true
			case plainBase(a.name):
			case a.entry != nil && ev.Catalogue.IsClass(a.entry.Name):
				c.bases = join(c.bases, ev.atoms.instance(a.entry.Returns).value)
			case a.entry != nil && a.entry.Plain:
				c.bases = join(c.bases, ev.atoms.library(a.entry.Name).value)
			default:
				c.open = true
			}
		case typeAtom:
			c.bases = join(c.bases, a.value)
		}
	}
}

// plainBase holds for bases that add nothing anybody calls.
func plainBase(name string) bool {
	for _, prefix := range []string{"builtins.", "abc.", "typing.", "typing_extensions."} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func (ev *evaluator) instanceOf(c *Class) *atom { return c.instance }

// receiverOf says what the first parameter of a method is.
func (ev *evaluator) receiverOf(fn *Function) {
	switch {
	case hasDecorator(fn, "staticmethod"):
	case hasDecorator(fn, "classmethod"), fn.Name == "__new__", fn.Name == "__init_subclass__":
		fn.self = fn.Of.atom
	default:
		fn.self = fn.Of.instance
	}
}

func hasDecorator(fn *Function, name string) bool {
	for _, d := range fn.Decorated {
		if d == name || strings.HasSuffix(d, "."+name) {
			return true
		}
	}
	return false
}

// member finds a name in a class's body and those of its bases, nearest first; library bases answer by entry.
func (ev *evaluator) member(c *Class, name string, depth int) (Value, *catalogue.Entry) {
	if sym := c.Scope.Symbols[mangle(c.Name, name)]; sym != nil && sym.bound() {
		if v := ev.read(ev.slotOf(sym)); v.known() || v.open {
			return v, nil
		}
	}
	if depth > maxHierarchy {
		return Value{}, nil
	}
	for _, b := range c.bases.atoms {
		if b.kind == classAtom {
			if v, e := ev.member(b.class, name, depth+1); v.known() || v.open || e != nil {
				return v, e
			}
		} else if b.kind == libraryAtom {
			return Value{}, b.entry
		} else if e := ev.atoms.method(b, name); e != nil {
			return Value{}, e
		}
	}
	return Value{}, nil
}

// inherits visits a class and its bases of the app.
func (c *Class) inherits(visit func(*Class), depth int) {
	visit(c)
	if depth > maxHierarchy {
		return
	}
	for _, b := range c.bases.atoms {
		if b.kind == classAtom {
			b.class.inherits(visit, depth+1)
		}
	}
}

// unknownBase reports whether a base is not known: then nor are the names that it has.
func (c *Class) unknownBase() bool {
	open := false
	c.inherits(func(b *Class) { open = open || b.open }, 0)
	return open
}

// attr is the slot of an attribute that is assigned through instances or the class.
func (c *Class) attr(name string) *slot {
	s := c.attrs[name]
	if s == nil {
		s = &slot{}
		c.attrs[name] = s
	}
	return s
}

// instanceAttribute is what an attribute of an instance or class of the app may be.
func (ev *evaluator) instanceAttribute(e *python.Attribute, a *atom) Value {
	out := Value{}
	a.class.inherits(func(c *Class) { out = join(out, ev.read(c.attr(e.Attr))) }, 0)
	v, entry := ev.member(a.class, e.Attr, 0)
	if entry != nil {
		return join(out, ev.entryAttribute(e, entry, a))
	}
	for _, m := range v.atoms {
		switch {
		case m.kind != functionAtom || m.self != nil:
			if a.class.enum && a.kind == classAtom {
				out = join(out, a.class.instance.value)
			} else {
				out = join(out, m.value)
			}
		case hasDecorator(m.fn, "property") || hasDecorator(m.fn, "cached_property"):
			if a.kind == instanceAtom {
				ev.bind(bindCall{fn: m.fn, node: e, self: a})
				out = join(out, ev.read(&m.fn.result))
			}
		case hasDecorator(m.fn, "staticmethod"):
			out = join(out, m.value)
		case hasDecorator(m.fn, "classmethod"):
			out = join(out, ev.atoms.function(m.fn, a.class.atom).value)
		case a.kind == instanceAtom:
			out = join(out, ev.atoms.function(m.fn, a).value)
		default:
			out = join(out, m.value)
		}
	}
	if a.kind == classAtom && a.class.enum && !out.known() {
		return unknownValue()
	}
	switch {
	case out.known():
	case e.Attr == "__dict__" || e.Attr == "__class__" || e.Attr == "__name__" || e.Attr == "__doc__":
		return unknownValue()
	case v.open || a.class.unknownBase():
		out.open = true
	}
	return out
}

// Hierarchy is the class and the classes of the app that it inherits from, nearest first.
func (c *Class) Hierarchy() []*Class {
	var found []*Class
	c.inherits(func(b *Class) {
		if !slices.Contains(found, b) {
			found = append(found, b)
		}
	}, 0)
	return found
}

// Foreign reports whether a library, or something that is not known, makes or extends the class: then more calls its
// methods, and more sets its attributes, than the app shows.
func (c *Class) Foreign() bool {
	return slices.ContainsFunc(c.Hierarchy(), func(b *Class) bool {
		return b.open || b.enum || len(b.Node.Keywords) > 0 ||
			slices.ContainsFunc(b.bases.atoms, func(a *atom) bool { return a.kind != classAtom })
	})
}

// Ref names the class as types do: "core/store.py:Store".
func (c *Class) Ref() string { return c.Module.Path + ":" + c.Path }
