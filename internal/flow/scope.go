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
	Children []*Scope // in the order CPython enters them
	Symbols  map[string]*Symbol

	comprehension bool
	seesClass     bool   // a type scope directly in a class: it sees the class's names
	class         string // innermost class, for the names that are mangled
}

// Symbol is a name in one scope.
type Symbol struct {
	Name     string
	Where    Resolution
	Assigned bool // bound here by assignment, def, class, for, with, except, match, del
	Param    bool
	Imported bool
	Used     bool

	global, nonlocal, typeParam bool
	is                          catalogue.Type // what values it may hold, while flow grows them
}

func (s *Symbol) bound() bool { return s.Assigned || s.Param || s.Imported || s.typeParam }

// Lookup finds the symbol that a name in this scope means: its own, that of an enclosing function, or the
// module's; nil when the name is a builtin or comes with a star import.
func (s *Scope) Lookup(name string) *Symbol {
	name = mangle(s.class, name)
	own := s.Symbols[name]
	if own != nil && (own.Where == Local || own.Where == Cell) {
		return own
	}
	if own == nil || own.Where == Free {
		for up := s.Parent; up != nil; up = up.Parent {
			if up.Kind == ClassScope && !s.seesClass {
				continue
			}
			if sym := up.Symbols[name]; sym != nil && (sym.Where == Local || sym.Where == Cell) {
				return sym
			}
		}
		return nil
	}
	top := s
	for top.Parent != nil {
		top = top.Parent
	}
	if sym := top.Symbols[name]; sym != nil && sym.Where != GlobalImplicit {
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

type scoper struct {
	at     *Scope
	future bool // from __future__ import annotations: annotations use no names
	of     map[python.Node]*Scope
}

// Scopes builds the scopes of a module and resolves every name. The second result finds the scope that a def,
// class, lambda or comprehension opens.
func Scopes(m *python.Module) (*Scope, map[python.Node]*Scope) {
	s := &scoper{of: map[python.Node]*Scope{}}
	top := s.enter(ModuleScope, "top", m)
	s.future = futureAnnotations(m)
	s.block(m.Body)
	analyse(top, map[string]bool{}, map[string]bool{}, map[string]bool{})
	return top, s.of
}

func futureAnnotations(m *python.Module) bool {
	for _, stmt := range m.Body {
		from, ok := stmt.(*python.ImportFrom)
		if !ok || from.Module != "__future__" {
			continue
		}
		for _, alias := range from.Names {
			if alias.Name == "annotations" {
				return true
			}
		}
	}
	return false
}

func (s *scoper) enter(kind ScopeKind, name string, node python.Node) *Scope {
	child := &Scope{Kind: kind, Name: name, Node: node, Parent: s.at, Symbols: map[string]*Symbol{}}
	if s.at != nil {
		s.at.Children = append(s.at.Children, child)
		child.class = s.at.class
	}
	if kind == ClassScope {
		child.class = name
	}
	if kind != TypeScope {
		s.of[node] = child
	}
	s.at = child
	return child
}

func (s *scoper) leave() { s.at = s.at.Parent }

func (s *Scope) symbol(name string) *Symbol {
	name = mangle(s.class, name)
	sym := s.Symbols[name]
	if sym == nil {
		sym = &Symbol{Name: name}
		s.Symbols[name] = sym
	}
	return sym
}

func (s *scoper) assign(name string) { s.at.symbol(name).Assigned = true }

func (s *scoper) use(name string) {
	s.at.symbol(name).Used = true
	if name == "super" && s.at.Kind == FunctionScope {
		s.at.symbol("__class__").Used = true
	}
}

func (s *scoper) exprs(list ...python.Expr) {
	for _, e := range list {
		if e != nil {
			s.expr(e)
		}
	}
}

func (s *scoper) expr(e python.Expr) {
	switch e := e.(type) {
	case *python.Name:
		if e.Ctx == python.Load {
			s.use(e.ID)
		} else {
			s.assign(e.ID)
		}
	case *python.Lambda:
		eachDefault(e.Params, s.expr)
		s.enter(FunctionScope, "lambda", e)
		eachParam(e.Params, func(p *python.Arg) { s.at.symbol(p.Name).Param = true })
		s.expr(e.Body)
		s.leave()
	case *python.ListComp:
		s.comprehension(e, "listcomp", e.Generators, e.Elt)
	case *python.SetComp:
		s.comprehension(e, "setcomp", e.Generators, e.Elt)
	case *python.GeneratorExp:
		s.comprehension(e, "genexpr", e.Generators, e.Elt)
	case *python.DictComp:
		s.comprehension(e, "dictcomp", e.Generators, e.Key, e.Value)
	case *python.NamedExpr:
		s.walrus(e)
	default:
		eachExpr(e, s.expr)
	}
}

func (s *scoper) comprehension(node python.Expr, name string, generators []*python.Comprehension, elts ...python.Expr) {
	s.expr(generators[0].Iter)
	s.enter(FunctionScope, name, node).comprehension = true
	s.at.symbol(".0").Param = true
	for i, g := range generators {
		if i > 0 {
			s.expr(g.Iter)
		}
		s.expr(g.Target)
		s.exprs(g.Ifs...)
	}
	s.exprs(elts...)
	s.leave()
}

// walrus binds in the nearest scope that is no comprehension.
func (s *scoper) walrus(e *python.NamedExpr) {
	if s.at.comprehension {
		owner := s.at
		for owner.comprehension {
			owner = owner.Parent
		}
		target := owner.symbol(e.Target.ID)
		if owner.Kind == ModuleScope || target.global {
			target.global = true
			s.at.symbol(e.Target.ID).global = true
		} else {
			target.Assigned = true
			s.at.symbol(e.Target.ID).nonlocal = true
		}
	}
	s.expr(e.Value)
	s.assign(e.Target.ID)
}

func (s *scoper) annotation(e python.Expr) {
	if e != nil && !s.future {
		s.expr(e)
	}
}

func (s *scoper) block(list []python.Stmt) {
	for _, stmt := range list {
		s.stmt(stmt)
	}
}

// stmt enters the names of one statement. It is a flat switch over the kinds.
func (s *scoper) stmt(stmt python.Stmt) {
	switch t := stmt.(type) {
	case *python.FunctionDef:
		s.function(t)
	case *python.ClassDef:
		s.classDef(t)
	case *python.Return:
		s.exprs(t.Value)
	case *python.Delete:
		s.exprs(t.Targets...)
	case *python.Assign:
		s.exprs(t.Targets...)
		s.expr(t.Value)
	case *python.TypeAlias:
		s.assign(t.Name.ID)
		s.typeScope(t.TypeParams, t)
		s.lazily(t.Name.ID, t.Value)
		s.endTypeScope(t.TypeParams)
	case *python.AugAssign:
		s.exprs(t.Target, t.Value)
	case *python.AnnAssign:
		s.annAssign(t)
	case *python.For:
		s.exprs(t.Target, t.Iter)
	case *python.While:
		s.expr(t.Test)
	case *python.If:
		s.expr(t.Test)
	case *python.With:
		for _, item := range t.Items {
			s.exprs(item.Context, item.Target)
		}
	case *python.Match:
		s.expr(t.Subject)
		for _, c := range t.Cases {
			bound(c.Pattern, s.assign, s.expr)
			s.exprs(c.Guard)
		}
	case *python.Raise:
		s.exprs(t.Exc, t.Cause)
	case *python.Try:
		for _, h := range t.Handlers {
			s.exprs(h.Type)
			if h.Name != "" {
				s.assign(h.Name)
			}
		}
	case *python.Assert:
		s.exprs(t.Test, t.Msg)
	case *python.Import:
		s.imports(t.Names)
	case *python.ImportFrom:
		s.imports(t.Names)
	case *python.Global:
		for _, name := range t.Names {
			s.at.symbol(name).global = true
		}
	case *python.Nonlocal:
		for _, name := range t.Names {
			s.at.symbol(name).nonlocal = true
		}
	case *python.ExprStmt:
		s.expr(t.Value)
	}
	for _, body := range bodies(stmt) {
		s.block(body)
	}
}

func (s *scoper) annAssign(t *python.AnnAssign) {
	if name, ok := t.Target.(*python.Name); !ok {
		s.expr(t.Target)
	} else if t.Simple || t.Value != nil {
		s.assign(name.ID)
	}
	s.annotation(t.Annotation)
	s.exprs(t.Value)
}

func (s *scoper) imports(names []*python.Alias) {
	for _, alias := range names {
		if name := importedAs(alias); name != "*" {
			s.at.symbol(name).Imported = true
		}
	}
}

// importedAs is the name that an import binds.
func importedAs(alias *python.Alias) string {
	if alias.AsName != "" {
		return alias.AsName
	}
	name, _, _ := strings.Cut(alias.Name, ".")
	return name
}

func (s *scoper) function(t *python.FunctionDef) {
	s.assign(t.Name)
	s.exprs(t.Decorators...)
	eachDefault(t.Params, s.expr)
	s.typeScope(t.TypeParams, t)
	eachParam(t.Params, func(p *python.Arg) { s.annotation(p.Annotation) })
	s.annotation(t.Returns)
	s.enter(FunctionScope, t.Name, t)
	eachParam(t.Params, func(p *python.Arg) { s.at.symbol(p.Name).Param = true })
	s.block(t.Body)
	s.leave()
	s.endTypeScope(t.TypeParams)
}

func (s *scoper) classDef(t *python.ClassDef) {
	s.assign(t.Name)
	s.exprs(t.Decorators...)
	s.typeScope(t.TypeParams, t)
	s.exprs(t.Bases...)
	for _, k := range t.Keywords {
		s.expr(k.Value)
	}
	s.enter(ClassScope, t.Name, t)
	s.block(t.Body)
	s.leave()
	s.endTypeScope(t.TypeParams)
}

// typeScope opens the scope of type parameters where there are any.
func (s *scoper) typeScope(params []python.TypeParam, node python.Node) {
	if len(params) == 0 {
		return
	}
	s.enter(TypeScope, "type parameters", node).seesClass = s.at.Kind == ClassScope
	for _, p := range params {
		switch p := p.(type) {
		case *python.TypeVar:
			s.at.symbol(p.Name).typeParam = true
			s.lazily(p.Name, p.Bound)
			s.lazily(p.Name, p.Default)
		case *python.ParamSpec:
			s.at.symbol(p.Name).typeParam = true
			s.lazily(p.Name, p.Default)
		case *python.TypeVarTuple:
			s.at.symbol(p.Name).typeParam = true
			s.lazily(p.Name, p.Default)
		}
	}
}

func (s *scoper) endTypeScope(params []python.TypeParam) {
	if len(params) > 0 {
		s.leave()
	}
}

func (s *scoper) lazily(name string, e python.Expr) {
	if e == nil {
		return
	}
	inClass := s.at.Kind == ClassScope || s.at.seesClass
	s.enter(TypeScope, name, e).seesClass = inClass
	s.expr(e)
	s.leave()
}

// analyse resolves the names of a scope and of all inside it, as CPython's analyze_block: bound are the names of
// enclosing functions, global those that an enclosing scope declared global, free collects the names left free.
func analyse(s *Scope, bound, global, free map[string]bool) {
	local, below := map[string]bool{}, map[string]bool{}
	innerBound, innerGlobal := bound, global
	if s.Kind == ClassScope {
		// What a class declares is not seen by the functions in it.
		innerBound, innerGlobal = copySet(bound), copySet(global)
		innerBound["__class__"] = true
	}
	for name, sym := range s.Symbols {
		switch {
		case sym.global:
			sym.Where = GlobalExplicit
			global[name] = true
			delete(bound, name)
		case sym.nonlocal:
			sym.Where = Free
			below[name] = true
		case sym.bound():
			sym.Where = Local
			local[name] = true
			delete(global, name)
		}
	}
	for name, sym := range s.Symbols {
		switch {
		case sym.Where != Unresolved:
		case bound[name]:
			sym.Where = Free
			below[name] = true
		default:
			sym.Where = GlobalImplicit
		}
	}
	outer := copySet(bound)
	if s.Kind == FunctionScope || s.Kind == TypeScope {
		for name := range local {
			innerBound[name] = true
		}
	}
	for _, child := range s.Children {
		analyse(child, copySet(innerBound), copySet(innerGlobal), below)
	}
	s.keepFree(local, below)
	for name := range below {
		if _, known := s.Symbols[name]; !known && outer[name] {
			s.Symbols[name] = &Symbol{Name: name, Where: Free}
		}
		free[name] = true
	}
}

// keepFree turns locals that inner scopes use into cells; they are then free no more.
func (s *Scope) keepFree(local, free map[string]bool) {
	switch s.Kind {
	case ClassScope:
		delete(free, "__class__")
	case FunctionScope, TypeScope:
		for name := range local {
			if free[name] {
				s.Symbols[name].Where = Cell
				delete(free, name)
			}
		}
	}
}

func copySet(set map[string]bool) map[string]bool {
	out := make(map[string]bool, len(set)+4)
	for k, v := range set {
		out[k] = v
	}
	return out
}
