package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// scoper enters every name of a file into the scope that it stands in.
type scoper struct {
	*Names
	at      *Scope
	future  bool // from __future__ import annotations: annotations use no names
	kind    BindingKind
	stmt    python.Stmt
	private string // class that the type parameters to come belong to
	depth   int    // blocks of the scope that may not run, around the statement
	pending []pendingBinding
}

// pendingBinding waits until it is known whose variable it binds.
type pendingBinding struct {
	name string
	Binding
}

// Bind builds the scopes of a module and resolves every name.
func Bind(m *python.Module) *Names { return bind(m, futureAnnotations(m)) }

// bind is Bind for interpreters that disagree whether unevaluated annotations use names.
func bind(m *python.Module, future bool) *Names {
	s := &scoper{Names: &Names{Opened: map[python.Node]*Scope{}, At: map[*python.Name]*Scope{}}, future: future}
	s.Top = s.enter(ModuleScope, "top", m)
	s.block(m.Body)
	s.Top.resolve(map[string]bool{})
	s.attach()
	return s.Names
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

// attach gives each binding to the variable that it binds.
func (s *scoper) attach() {
	for inner := range 2 { // the owner's own bindings come first
		for _, p := range s.pending {
			sym := p.Scope.Lookup(p.name)
			if sym != nil && (sym.Owner != p.Scope) == (inner == 1) {
				sym.Bindings = append(sym.Bindings, p.Binding)
			}
		}
	}
}

// global declares a name of the scope global. As in CPython that marks the module's name too.
func (s *scoper) global(name string) {
	s.at.symbol(name).global = true
	name = mangle(s.at.class, name)
	s.Top.symbol(name).global = true
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
		s.Opened[node] = child
	}
	s.at = child
	return child
}

func (s *scoper) leave() { s.at = s.at.Parent }

func (s *Scope) symbol(name string) *Symbol {
	name = mangle(s.class, name)
	sym := s.Symbols[name]
	if sym == nil {
		sym = &Symbol{Name: name, Owner: s}
		s.Symbols[name] = sym
	}
	return sym
}

// bindName notes that a node gives a name its value.
func (s *scoper) bindName(name string, kind BindingKind, node python.Node) *Symbol {
	s.pending = append(s.pending, pendingBinding{name, Binding{Kind: kind, Node: node, Stmt: s.stmt, Scope: s.at, Conditional: s.depth > 0}})
	return s.at.symbol(name)
}

func (s *scoper) assign(name string, kind BindingKind, node python.Node) {
	s.bindName(name, kind, node).Assigned = true
}

func (s *scoper) use(name string) {
	s.at.symbol(name).Used = true
	if name == "super" && s.at.functionLike() {
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

// targets enters names that are bound in one way.
func (s *scoper) targets(kind BindingKind, list ...python.Expr) {
	before := s.kind
	s.kind = kind
	s.exprs(list...)
	s.kind = before
}

func (s *scoper) expr(e python.Expr) {
	switch e := e.(type) {
	case *python.Name:
		s.At[e] = s.at
		switch e.Ctx {
		case python.Load:
			s.use(e.ID)
		case python.Del:
			s.assign(e.ID, DeletedName, e)
		default:
			s.assign(e.ID, s.kind, e)
		}
	case *python.Lambda:
		eachDefault(e.Params, s.expr)
		s.body(FunctionScope, "lambda", e, func() {
			s.params(e.Params)
			s.expr(e.Body)
		})
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

// body fills the scope that a node opens; nothing in it depends on the conditions around the node.
func (s *scoper) body(kind ScopeKind, name string, node python.Node, fill func()) {
	depth := s.depth
	s.depth = 0
	s.enter(kind, name, node)
	fill()
	s.leave()
	s.depth = depth
}

func (s *scoper) params(a *python.Arguments) {
	eachParam(a, func(p *python.Arg) { s.bindName(p.Name, ParameterName, p).Param = true })
}

func (s *scoper) comprehension(node python.Expr, name string, generators []*python.Comprehension, elts ...python.Expr) {
	s.expr(generators[0].Iter)
	s.body(FunctionScope, name, node, func() {
		s.at.comprehension = true
		for i, g := range generators {
			if i > 0 {
				s.expr(g.Iter)
			}
			s.targets(LoopName, g.Target)
			s.exprs(g.Ifs...)
		}
		s.exprs(elts...)
	})
}

// walrus binds in the nearest scope that is no comprehension.
func (s *scoper) walrus(e *python.NamedExpr) {
	if s.at.comprehension {
		owner := s.at
		for owner.comprehension {
			owner = owner.Parent
		}
		target := owner.symbol(e.Target.ID)
		switch {
		case owner.Kind == ModuleScope:
			s.global(e.Target.ID)
		case target.global:
			target.Assigned = true
			s.global(e.Target.ID)
		default:
			target.Assigned = true
			s.at.symbol(e.Target.ID).nonlocal = true
		}
	}
	s.expr(e.Value)
	s.targets(AssignedName, e.Target)
}

func (s *scoper) annotation(e python.Expr) {
	if e != nil && !s.future {
		s.expr(e)
	}
}

func (s *scoper) imports(names []*python.Alias, from *python.ImportFrom) {
	for _, alias := range names {
		if alias.Name == "*" {
			s.at.Stars = append(s.at.Stars, from)
			continue
		}
		imported := &Import{Module: alias.Name, Top: alias.AsName == "" && strings.Contains(alias.Name, ".")}
		if from != nil {
			imported = &Import{Module: from.Module, Level: from.Level, Name: alias.Name}
		}
		s.bindName(importedAs(alias), ImportedName, alias).Imported = true
		s.pending[len(s.pending)-1].Import = imported
	}
}

// importedAs is the name that an import binds.
func importedAs(alias *python.Alias) string {
	if alias.AsName != "" {
		return alias.AsName
	}
	name, _, _ := cutDot(alias.Name)
	return name
}
