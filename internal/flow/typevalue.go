package flow

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// atomKind is what sort of thing a value may be.
type atomKind uint8

const (
	libraryAtom  atomKind = iota // a name of a library: a module, function, class or value of it
	typeAtom                     // an instance of a type that the catalogue describes
	methodAtom                   // a method of a library's type, with its receiver
	functionAtom                 // a function of the app, bound to a receiver or not
	classAtom                    // a class of the app
	instanceAtom                 // an instance of a class of the app
	moduleAtom                   // a module of the app
	siteAtom                     // a list, tuple, set or dict, by the place that makes it
	throughAtom                  // what a decorator was given: calling it counts where the decorated function is
	superAtom                    // super() in a class of the app
)

// atom is one thing that a value may be. Atoms are interned: equal ones are one pointer.
type atom struct {
	id       int32
	kind     atomKind
	name     string           // of a library name
	entry    *catalogue.Entry // of a library name or method; nil when nobody described it
	typ      catalogue.Type
	fn       *Function
	class    *Class
	module   *Module
	site     *site
	self     *atom                       // the receiver of a bound function or method
	value    Value                       // the atom alone
	children map[string]*atom            // of a library name: the names in it
	bound    map[*Function]*atom         // functions with this receiver
	methods  map[string]*catalogue.Entry // of a type: what Method found, nil included
	bindings map[*catalogue.Entry]*atom  // methods with this receiver
}

// Value is what an expression may be. With no atoms nothing is known; open says that it may be something else too.
type Value struct {
	atoms []*atom // by id
	open  bool
}

// maxAtoms is how many things a value may be before nothing more is added: the rest is open.
const maxAtoms = 24

// known reports whether the value may be anything that is known.
func (v Value) known() bool { return len(v.atoms) > 0 }

// unknownValue may be anything.
func unknownValue() Value { return Value{open: true} }

// join is what is either of two.
func join(a, b Value) Value {
	switch {
	case len(b.atoms) == 0:
		a.open = a.open || b.open
		return a
	case len(a.atoms) == 0:
		b.open = a.open || b.open
		return b
	}
	missing := 0
	for _, one := range b.atoms {
		if !a.has(one) {
			missing++
		}
	}
	open := a.open || b.open
	if missing == 0 {
		return Value{atoms: a.atoms, open: open}
	}
	if len(a.atoms) >= maxAtoms {
		return Value{atoms: a.atoms, open: true}
	}
	out := make([]*atom, len(a.atoms), len(a.atoms)+missing)
	copy(out, a.atoms)
	for _, one := range b.atoms {
		if !a.has(one) {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(x, y *atom) int { return int(x.id - y.id) })
	return Value{atoms: out, open: open}
}

func (v Value) has(one *atom) bool {
	for _, have := range v.atoms {
		if have == one {
			return true
		}
	}
	return false
}

// slot is a variable, attribute, element or result: what flows in, and who looked.
type slot struct {
	value   Value
	readers []*Function
	texts   []textSource // expressions that may be its text
	defs    []slotDef    // assignments of the function that owns the name; nil when there are too many
	other   Value        // what flows in from elsewhere, at any time
	many    bool
	fixed   bool // nothing can be added any more
}

// slotDef is one assignment to a name: what it gives, where, and up to where what follows comes behind it.
type slotDef struct {
	at, end int
	more    bool // +=: what was there may still be
	value   Value
}

// maxDefs is how many assignments of one name are kept apart.
const maxDefs = 64

// textSource is an expression whose text a variable may hold, with the function it stands in.
type textSource struct {
	expr python.Expr
	fn   *Function
	more bool  // added to what was there: +=
	of   *slot // instead of an expression: the variable that an import names, or an element that a loop hands out
	at   int   // where it is assigned
	end  int   // what stands behind it up to here, it comes before: the block that it is in
}

// maxTexts is how many texts of one variable are looked at.
const maxTexts = 12

// site is a container by the place that makes it. Elements that are reached by a literal key or position have
// slots of their own; all of them are in elem too.
type site struct {
	name   string // list, tuple, set, dict, iter
	elem   slot
	items  []*slot // of a list or tuple display without stars
	fields map[string]*slot
}

// field is the slot of a literal key.
func (s *site) field(key string) *slot {
	if s.fields == nil {
		s.fields = map[string]*slot{}
	}
	f := s.fields[key]
	if f == nil {
		f = &slot{}
		s.fields[key] = f
	}
	return f
}

// siteKey names a container: the expression that makes it, and which of its containers.
type siteKey struct {
	node python.Node
	n    int
}

// atoms makes and keeps the atoms of one analysis.
type atoms struct {
	catalogue *catalogue.Catalogue
	next      int32
	libraries map[string]*atom
	types     map[string]*atom
	sites     map[siteKey]*atom
	results   map[*catalogue.Entry]Value
}

func newAtoms(c *catalogue.Catalogue) *atoms {
	return &atoms{
		catalogue: c, libraries: map[string]*atom{}, types: map[string]*atom{}, sites: map[siteKey]*atom{},
		results: map[*catalogue.Entry]Value{},
	}
}

// add numbers a new atom.
func (t *atoms) add(a *atom) *atom {
	a.id = t.next
	t.next++
	a.value = Value{atoms: []*atom{a}}
	return a
}

// library is the atom of a library's name.
func (t *atoms) library(name string) *atom {
	a := t.libraries[name]
	if a == nil {
		a = t.add(&atom{kind: libraryAtom, name: name, entry: t.catalogue.Lookup(name)})
		t.libraries[name] = a
	}
	return a
}

// child is a name in a library's module or class.
func (t *atoms) child(parent *atom, name string) *atom {
	if c := parent.children[name]; c != nil {
		return c
	}
	if parent.children == nil {
		parent.children = map[string]*atom{}
	}
	c := t.library(parent.name + "." + name)
	if of := parent.entry; c.entry == nil && of != nil && !of.Value {
		// Another name of a class, rq.job.Job of rq.Job, or what a plain library gave.
		if c.entry = t.catalogue.Method(of.Returns, name); of.Plain {
			c.entry = of
		}
	}
	parent.children[name] = c
	return c
}

// method is what the catalogue says about a name of a type.
func (t *atoms) method(a *atom, name string) *catalogue.Entry {
	e, looked := a.methods[name]
	if !looked {
		if a.methods == nil {
			a.methods = map[string]*catalogue.Entry{}
		}
		e = t.catalogue.Method(a.typ, name)
		a.methods[name] = e
	}
	return e
}

// boundMethod is a library's method with its receiver.
func (t *atoms) boundMethod(e *catalogue.Entry, self *atom) *atom {
	a := self.bindings[e]
	if a == nil {
		a = t.add(&atom{kind: methodAtom, entry: e, self: self})
		if self.bindings == nil {
			self.bindings = map[*catalogue.Entry]*atom{}
		}
		self.bindings[e] = a
	}
	return a
}

// function is a function of the app; self may be nil.
func (t *atoms) function(fn *Function, self *atom) *atom {
	if self == nil {
		if fn.atom == nil {
			fn.atom = t.add(&atom{kind: functionAtom, fn: fn})
		}
		return fn.atom
	}
	a := self.bound[fn]
	if a == nil {
		a = t.add(&atom{kind: functionAtom, fn: fn, self: self})
		if self.bound == nil {
			self.bound = map[*Function]*atom{}
		}
		self.bound[fn] = a
	}
	return a
}

// typed is an instance of each alternative of a type; placeholders of the catalogue are not known.
func (t *atoms) typed(typ catalogue.Type) Value {
	out := Value{}
	for _, one := range typ.Options() {
		switch one.Name {
		case "", "self", "arg0", "arg1", "elem", "object":
			out = join(out, unknownValue())
		default:
			out = join(out, t.instance(one).value)
		}
	}
	return out
}

func (t *atoms) instance(typ catalogue.Type) *atom {
	key := typ.Name
	if len(typ.Args) > 0 {
		key = typ.String()
	}
	a := t.types[key]
	if a == nil {
		a = t.add(&atom{kind: typeAtom, typ: typ})
		t.types[key] = a
	}
	return a
}

// builtin is an instance of a builtin type.
func (t *atoms) builtin(name string) Value { return t.instance(catalogue.Type{Name: name}).value }

// container is the container that an expression makes.
func (t *atoms) container(node python.Node, n int, name string) *atom {
	key := siteKey{node, n}
	a := t.sites[key]
	if a == nil {
		a = t.add(&atom{kind: siteAtom, typ: catalogue.Type{Name: name}, site: &site{name: name}})
		if name == "iter" {
			a.typ.Name = "list"
		}
		t.sites[key] = a
	}
	return a
}
