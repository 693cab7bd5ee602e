package flow

import "github.com/streamlift/streamlift/internal/python"

// listedNames are the names of __all__, nil when a module has none or one that cannot be read.
func listedNames(m *Module) map[string]bool {
	sym := m.Names.Top.Symbols["__all__"]
	if sym == nil || !sym.bound() {
		return nil
	}
	names := map[string]bool{}
	for _, b := range sym.Bindings {
		var value python.Expr
		switch s := b.Stmt.(type) {
		case *python.Assign:
			value = s.Value
		case *python.AnnAssign:
			value = s.Value
		case *python.AugAssign:
			value = s.Value
		}
		if !literalNames(value, names) {
			return nil
		}
	}
	known := true
	EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
		if e, ok := s.(*python.ExprStmt); ok {
			known = known && extendsAll(e.Value, names)
		}
		return true
	})
	if !known {
		return nil
	}
	return names
}

// literalNames adds the texts of a list, tuple or sum of them; false when there is anything else in it.
func literalNames(e python.Expr, names map[string]bool) bool {
	var elts []python.Expr
	switch e := e.(type) {
	case *python.List:
		elts = e.Elts
	case *python.Tuple:
		elts = e.Elts
	case *python.BinOp:
		return e.Op == python.Add && literalNames(e.Left, names) && literalNames(e.Right, names)
	default:
		return false
	}
	for _, one := range elts {
		c, ok := one.(*python.Constant)
		if !ok || c.Kind != python.Str {
			return false
		}
		names[c.Text] = true
	}
	return true
}

// extendsAll follows __all__.append(x) and __all__.extend(x); false when they add what cannot be read.
func extendsAll(e python.Expr, names map[string]bool) bool {
	call, ok := e.(*python.Call)
	if !ok {
		return true
	}
	method, ok := call.Func.(*python.Attribute)
	if !ok {
		return true
	}
	if name, ok := method.Value.(*python.Name); !ok || name.ID != "__all__" {
		return true
	}
	switch method.Attr {
	case "append":
		return literalNames(&python.List{Elts: call.Args}, names)
	case "extend":
		return len(call.Args) == 1 && literalNames(call.Args[0], names)
	}
	return false
}

// Starred reports whether `from module import *` brings a name that the module has: those of __all__, or without it
// those that do not begin with an underscore.
func (m *Module) Starred(name string) bool {
	if m.all != nil {
		return m.all[name]
	}
	return name != "" && name[0] != '_'
}
