package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// ScopeKind is the kind of a block of names.
type ScopeKind uint8

// The kinds of scopes. Lambdas and comprehensions are function scopes.
const (
	ModuleScope ScopeKind = iota
	FunctionScope
	ClassScope
	TypeScope // type parameters, and what is evaluated lazily: type aliases and bounds
)

// Resolution is where a name of a scope lives, as CPython's symtable says it.
type Resolution uint8

// The resolutions, in the numbers of CPython.
const (
	Unresolved Resolution = iota
	Local
	GlobalExplicit
	GlobalImplicit
	Free
	Cell
)

// String is the resolution as the dump has it.
func (r Resolution) String() string {
	return [...]string{"", "local", "global", "global", "free", "cell"}[r]
}

// Scope is one block of names: a module, function, lambda, comprehension, class or type parameters.
type Scope struct {
	Kind     ScopeKind
	Name     string
	Node     python.Node
	Parent   *Scope
	Children []*Scope // in source order
	Symbols  map[string]*Symbol
	Stars    []*python.ImportFrom // from m import *: each may bring any name

	comprehension bool
	seesClass     bool   // a type scope in a class: it sees the class's names
	class         string // innermost class, for the names that are mangled
}

// Symbol is a name in one scope. Where a scope only uses a name of another one, its symbol has no bindings: the
// variable itself is what Scope.Lookup finds.
type Symbol struct {
	Name     string
	Owner    *Scope
	Where    Resolution // of a module's own: Local, or GlobalExplicit when a function declares it global too
	Assigned bool       // bound here by assignment, def, class, for, with, except, match, del
	Param    bool
	Imported bool
	Used     bool
	Bindings []Binding // all that bind the variable, in source order; those of inner scopes behind them

	global, nonlocal, typeParam bool
	is                          catalogue.Type // what values it may hold, while flow grows them
}

func (s *Symbol) bound() bool { return s.Assigned || s.Param || s.Imported || s.typeParam }

// functionLike scopes keep their names as fast locals, which inner scopes can see.
func (s *Scope) functionLike() bool { return s.Kind == FunctionScope || s.Kind == TypeScope }

// Comprehension reports whether the scope is that of a comprehension or generator expression.
func (s *Scope) Comprehension() bool { return s.comprehension }

// Module is the scope of the whole file.
func (s *Scope) Module() *Scope {
	for s.Parent != nil {
		s = s.Parent
	}
	return s
}

// Function is the innermost def, lambda, class or module that the scope is part of: comprehensions and type
// parameters run as a part of what stands around them.
func (s *Scope) Function() *Scope {
	for s.comprehension || s.Kind == TypeScope {
		s = s.Parent
	}
	return s
}

// Lookup finds the variable that a name in this scope means: its own, that of an enclosing function, or the
// module's; nil when the name is a builtin or comes with a star import.
func (s *Scope) Lookup(name string) *Symbol {
	name = mangle(s.class, name)
	own := s.Symbols[name]
	if own != nil {
		switch own.Where {
		case Local, Cell:
			return own
		case GlobalExplicit, GlobalImplicit:
			return s.ofClassOrModule(name)
		}
	}
	for up := s.Parent; up != nil; up = up.Parent {
		if up.Kind == ClassScope && !s.seesClass {
			continue
		}
		sym := up.Symbols[name]
		switch {
		case sym == nil:
		case sym.Where == Local || sym.Where == Cell:
			return sym
		case sym.Where == GlobalExplicit:
			return s.Module().variable(name)
		}
	}
	return s.Module().variable(name)
}

// ofClassOrModule finds a global name; type scopes of a class look into the class first.
func (s *Scope) ofClassOrModule(name string) *Symbol {
	for up := s; up.seesClass && up.Parent != nil; up = up.Parent {
		if up.Parent.Kind == ClassScope {
			if sym := up.Parent.Symbols[name]; sym != nil && sym.Where == Local {
				return sym
			}
		}
	}
	return s.Module().variable(name)
}

// variable is a name that the module, or a function that declares it global, binds.
func (s *Scope) variable(name string) *Symbol {
	if sym := s.Symbols[name]; sym != nil && (sym.bound() || sym.global) {
		return sym
	}
	return nil
}

// mangle is Python's privacy of names: __x in class C is _C__x.
func mangle(class, name string) string {
	if class == "" || len(name) < 3 || name[0] != '_' || name[1] != '_' || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}
