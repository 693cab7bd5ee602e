package lift

import (
	"fmt"
	"slices"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// changedElsewhere says where what a module's variable holds changes by another name, or outside its module, or by
// itself: it is an object of the app whose methods change it.
func (c *closure) changedElsewhere(module *flow.Module, symbol *flow.Symbol) (Reason, bool) {
	if at, ok := c.restless(module, symbol); ok {
		return at, true
	}
	for _, by := range c.importers(module) {
		if by.from == module {
			continue
		}
		for _, alias := range aliasesOf(by.stmt) {
			_, named := by.stmt.(*python.ImportFrom)
			named = named && alias.Name == symbol.Name
			if at, ok := c.changedBy(by.from, bound(alias), symbol.Name, named); ok {
				return at, true
			}
		}
	}
	return Reason{}, false
}

// changedBy says where another module changes what a variable holds: by the name that it imported it as, or as an
// attribute of the module.
func (c *closure) changedBy(other *flow.Module, name, variable string, named bool) (Reason, bool) {
	var at Reason
	found := false
	for _, stmt := range other.File.Module.Body {
		if found || !slices.Contains(c.facts(other, stmt).Mutates, name) {
			continue
		}
		span := whole(stmt)
		if !named {
			held := within(c.index(other).attributes, span)
			i := slices.IndexFunc(held, func(a *python.Attribute) bool {
				of, ok := a.Value.(*python.Name)
				return ok && of.ID == name && a.Attr == variable
			})
			if i < 0 {
				continue
			}
			span = held[i].Span()
		}
		at, found = c.place(other, span, variable), true
	}
	return at, found
}

func (c *closure) place(module *flow.Module, span diag.Span, variable string) Reason {
	return place(module, span, fmt.Sprintf("%q of the module is changed here: both sides would have one of their own", variable))
}

// restless says where the object that a variable holds, or that a function keeps, is changed by its own methods or by
// those who have it.
func (c *closure) restless(module *flow.Module, symbol *flow.Symbol) (Reason, bool) {
	if len(symbol.Bindings) == 0 {
		return Reason{}, false
	}
	if def, ok := symbol.Bindings[0].Stmt.(*python.ClassDef); ok {
		return c.restlessClass(def)
	}
	known := "-"
	switch stmt := symbol.Bindings[0].Stmt.(type) {
	case *python.Assign:
		known = c.Program.TypeOf(module.Body, stmt.Value)
	case *python.AnnAssign:
		if stmt.Value != nil {
			known = c.Program.TypeOf(module.Body, stmt.Value)
		}
	case *python.FunctionDef:
		if fn := c.Program.Function(module.Path, stmt.Name); fn != nil && ownsCache(module, stmt) {
			known = fn.Returns
		}
	}
	for _, class := range c.Program.Classes {
		if containsRef(known, class.Ref()) {
			if at, changes := c.changes(class); changes {
				return at, true
			}
		}
	}
	return Reason{}, false
}

// restlessClass says where what a class holds for all its objects is changed by its methods.
func (c *closure) restlessClass(def *python.ClassDef) (Reason, bool) {
	holds := slices.ContainsFunc(def.Body, func(s python.Stmt) bool {
		assign, ok := s.(*python.Assign)
		_, simple := assignedValue(assign).(*python.Constant)
		return ok && !simple
	})
	for _, class := range c.Program.Classes {
		if holds && class.Node == def {
			return c.changes(class)
		}
	}
	return Reason{}, false
}

func assignedValue(assign *python.Assign) python.Expr {
	if assign == nil {
		return nil
	}
	return assign.Value
}
