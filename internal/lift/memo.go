package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// remembered reports whether a module's variable is a function's memory of a client of a library, as in
//
//	_client = None
//
//	def client():
//	    global _client
//	    if _client is None:
//	        _client = Client(...)
//	    return _client
//
// Nothing else names it, so it does what `cache_resource` does: each side may make one of its own, as each process does.
func (c *closure) remembered(module *flow.Module, symbol *flow.Symbol) bool {
	var keeper *flow.Function
	for _, binding := range symbol.Bindings {
		assign, ok := binding.Stmt.(*python.Assign)
		switch {
		case !ok || len(assign.Targets) != 1:
			return false
		case binding.Scope == module.Names.Top:
			if !isNone(assign.Value) {
				return false
			}
		default:
			fn := c.functionAt(module, assign)
			if fn == nil || keeper != nil && keeper != fn || !c.isClient(fn, assign.Value) || !guarded(fn, assign, symbol.Name) {
				return false
			}
			keeper = fn
		}
	}
	return keeper != nil && !c.namedOutside(module, symbol, keeper)
}

// alwaysAlike reports whether two objects of a class that are made with the same arguments do the same.
func (c *closure) alwaysAlike(class *flow.Class) bool {
	_, odd := c.oddClass(class)
	_, changes := c.changes(class)
	return !odd && !changes && c.onceOnly(class) == ""
}

// functionAt is the function at the top of a module that a statement stands in.
func (c *closure) functionAt(module *flow.Module, stmt python.Stmt) *flow.Function {
	def, ok := topStatement(module, stmt).(*python.FunctionDef)
	if !ok {
		return nil
	}
	return c.Program.Function(module.Path, def.Name)
}

// isClient reports whether an expression makes an object of a library that is no data, or one of the app that never
// changes and is made without reading any: of others two would differ.
func (c *closure) isClient(fn *flow.Function, e python.Expr) bool {
	known := c.Program.TypeOf(fn, e)
	for _, class := range c.Program.Classes {
		if class.Ref() == known {
			return c.alwaysAlike(class)
		}
	}
	library, _, ok := strings.Cut(known, ".")
	data := []string{"builtins", "collections", "datetime", "decimal", "io", "numpy", "pandas", "pathlib", "polars", "random"}
	return ok && !strings.ContainsAny(known, ":|[") && !slices.Contains(data, library)
}

// guarded reports whether an assignment runs only while its name is None or empty.
func guarded(fn *flow.Function, assign *python.Assign, name string) bool {
	found := false
	flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
		if test, ok := s.(*python.If); ok && isUnset(test.Test, name) && slices.Contains(test.Body, python.Stmt(assign)) {
			found = true
		}
		return !found
	})
	return found
}

// isUnset is `name is None` or `not name`.
func isUnset(e python.Expr, name string) bool {
	switch e := e.(type) {
	case *python.Compare:
		return len(e.Ops) == 1 && e.Ops[0] == python.Is && isNone(e.Comparators[0]) && isName(e.Left, name)
	case *python.UnaryOp:
		return e.Op == python.Not && isName(e.Operand, name)
	}
	return false
}

func isName(e python.Expr, name string) bool {
	n, ok := e.(*python.Name)
	return ok && n.ID == name
}

func isNone(e python.Expr) bool {
	constant, ok := e.(*python.Constant)
	return ok && constant.Kind == python.None
}

// namedOutside reports whether anything but the function that keeps a variable mentions it.
func (c *closure) namedOutside(module *flow.Module, symbol *flow.Symbol, keeper *flow.Function) bool {
	span := whole(keeper.Def())
	for _, name := range c.index(module).names {
		inside := span.Start <= name.Span().Start && name.Span().End <= span.End
		if name.ID != symbol.Name || inside || name.Ctx != python.Load {
			continue
		}
		if at := module.Names.At[name]; at != nil && at.Lookup(name.ID) == symbol {
			return true
		}
	}
	for _, other := range c.App.Modules {
		for _, stmt := range c.index(other).imports {
			if slices.ContainsFunc(aliasesOf(stmt), func(a *python.Alias) bool { return a.Name == symbol.Name || a.Name == "*" }) && slices.Contains(c.imported(other, stmt), module) {
				return true
			}
		}
		if other != module && slices.ContainsFunc(c.index(other).attributes, func(a *python.Attribute) bool { return a.Attr == symbol.Name }) {
			return true
		}
	}
	return false
}
