package lift

import (
	"slices"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// statelessObject is what a method is called on that asks nothing of its object: an object that was never set up does as
// well as any other, however the app makes its own. Nil where the method asks for more.
func (m *mover) statelessObject(fn *flow.Function) *object {
	generated := slices.ContainsFunc(fn.Of.Hierarchy(), func(c *flow.Class) bool { return len(c.Node.Decorators) > 0 }) // as a dataclass: what reads like the class's own is its objects'
	if generated || fn.Of.Foreign() || fn.Of.Path != fn.Of.Name || !m.stateless(fn, map[*flow.Function]bool{}) {
		return nil
	}
	_, odd := m.oddClass(fn.Of)
	_, out := m.givesOut(fn)
	if odd || out {
		return nil
	}
	return &object{class: fn.Of, home: fn.Module, name: fn.Of.Name, blank: true}
}

// stateless reports whether a method uses its object for nothing but to call methods that are like it, which no class
// that inherits them replaces, and to read what the class says once for all.
func (m *mover) stateless(fn *flow.Function, seen map[*flow.Function]bool) bool {
	receiver := m.receiver(fn)
	if receiver == nil || len(fn.Decorated) > 0 || fn.Def().Async {
		return false
	}
	if seen[fn] {
		return true
	}
	seen[fn] = true
	asked := map[python.Expr]bool{} // uses of the object that ask for an attribute
	span := fn.Def().Span()
	sure := true
	for _, a := range within(m.index(fn.Module).attributes, span) {
		if isName(a.Value, receiver.Name) {
			asked[a.Value] = true
			sure = sure && a.Ctx == python.Load && (m.helper(fn, a, seen) || m.ofClass(fn.Of, a.Attr))
		}
	}
	for _, name := range within(m.index(fn.Module).names, span) {
		reflects := slices.Contains([]string{"super", "__class__", "locals", "vars", "eval", "exec"}, name.ID)
		sure = sure && !reflects && (name.ID != receiver.Name || asked[name])
	}
	return sure
}

// helper reports whether an attribute of the object is a stateless method of its class that is called on the spot.
func (m *mover) helper(fn *flow.Function, a *python.Attribute, seen map[*flow.Function]bool) bool {
	var of *flow.Function
	for _, other := range m.methods(fn.Of) {
		if other.Name == a.Attr {
			if of != nil {
				return false
			}
			of = other
		}
	}
	called := !slices.ContainsFunc(m.attributes()[a.Attr], func(u use) bool { return u.node.(*python.Attribute).Ctx != python.Load })
	if !called {
		return false // somebody puts another one in its place
	}
	called = false
	for _, caller := range m.Program.Functions {
		called = called || caller.Module == fn.Module && slices.ContainsFunc(caller.Calls, func(c *flow.Call) bool { return c.Node.Func == python.Expr(a) })
	}
	inherited := slices.ContainsFunc(m.Program.Classes, func(c *flow.Class) bool { return c != fn.Of && slices.Contains(c.Hierarchy(), fn.Of) })
	return of != nil && called && !inherited && (decorated(of, "staticmethod") || m.stateless(of, seen))
}

// ofClass reports whether a name is a literal that a class sets once, and nobody else, by name or without.
func (m *mover) ofClass(class *flow.Class, name string) bool {
	symbol := class.Scope.Symbols[name]
	if symbol == nil || len(symbol.Bindings) != 1 {
		return false
	}
	var value python.Expr
	switch stmt := symbol.Bindings[0].Stmt.(type) {
	case *python.Assign:
		value = stmt.Value
	case *python.AnnAssign:
		value = stmt.Value
	}
	return value != nil && isLiteral(value) && !m.setsUnnamed(class) && !slices.ContainsFunc(m.attributes()[name], func(u use) bool {
		attribute, ok := u.node.(*python.Attribute)
		return ok && attribute.Ctx != python.Load
	})
}

// setsUnnamed reports whether something may set attributes of a class's objects by names that the text does not show.
func (m *mover) setsUnnamed(class *flow.Class) bool {
	if slices.ContainsFunc(m.attributes()["__dict__"], func(u use) bool { return m.maybe(u, class) }) {
		return true
	}
	return slices.ContainsFunc(m.Program.Functions, func(fn *flow.Function) bool {
		return slices.ContainsFunc(fn.Calls, func(c *flow.Call) bool {
			return slices.Contains([]string{"setattr", "vars"}, c.Name) && (len(c.Node.Args) == 0 || m.maybeOf(fn.Module, c.Node.Args[0], class))
		})
	})
}
