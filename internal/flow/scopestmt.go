package flow

import "github.com/streamlift/streamlift/internal/python"

func (s *scoper) block(list []python.Stmt) {
	outer := s.stmt
	for _, stmt := range list {
		s.stmt = stmt
		s.statement(stmt)
	}
	s.stmt = outer
}

// statement enters the names of one statement. It is a flat switch over the kinds.
func (s *scoper) statement(stmt python.Stmt) {
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
		s.targets(AssignedName, t.Targets...)
		s.expr(t.Value)
	case *python.TypeAlias:
		s.At[t.Name] = s.at
		s.assign(t.Name.ID, TypeName, t.Name)
		s.typeScope(t.TypeParams, t.Name.ID, t)
		s.lazily(t.Name.ID, t.Value)
		s.endTypeScope(t.TypeParams)
	case *python.AugAssign:
		s.targets(AugmentedName, t.Target)
		s.expr(t.Value)
	case *python.AnnAssign:
		s.annAssign(t)
	case *python.For:
		s.targets(LoopName, t.Target)
		s.expr(t.Iter)
	case *python.While:
		s.expr(t.Test)
	case *python.If:
		s.expr(t.Test)
	case *python.With:
		for _, item := range t.Items {
			s.exprs(item.Context)
			s.targets(WithName, item.Target)
		}
		s.block(t.Body)
		return
	case *python.Match:
		s.match(t)
	case *python.Raise:
		s.exprs(t.Exc, t.Cause)
	case *python.Assert:
		s.exprs(t.Test, t.Msg)
	case *python.Import:
		s.imports(t.Names, nil)
	case *python.ImportFrom:
		s.imports(t.Names, t)
	case *python.Global:
		for _, name := range t.Names {
			s.global(name)
		}
	case *python.Nonlocal:
		for _, name := range t.Names {
			s.at.symbol(name).nonlocal = true
		}
	case *python.ExprStmt:
		s.expr(t.Value)
	}
	s.depth++
	if t, ok := stmt.(*python.Try); ok {
		s.try(t)
	} else {
		for _, body := range python.Blocks(stmt) {
			s.block(body)
		}
	}
	s.depth--
}

// try enters a try statement, each handler's name with its own body.
func (s *scoper) try(t *python.Try) {
	s.block(t.Body)
	for _, h := range t.Handlers {
		s.exprs(h.Type)
		if h.Name != "" {
			s.assign(h.Name, ExceptName, h)
		}
		s.block(h.Body)
	}
	s.block(t.OrElse)
	s.block(t.Finally)
}

func (s *scoper) match(t *python.Match) {
	s.expr(t.Subject)
	s.depth++
	for _, c := range t.Cases {
		bound(c.Pattern, func(name string, node python.Node) { s.assign(name, CaptureName, node) }, s.expr)
		s.exprs(c.Guard)
	}
	s.depth--
}

func (s *scoper) annAssign(t *python.AnnAssign) {
	name, ok := t.Target.(*python.Name)
	switch {
	case !ok:
		s.expr(t.Target)
	case t.Value != nil:
		s.targets(AssignedName, t.Target)
	case t.Simple:
		s.targets(DeclaredName, t.Target)
	default:
		s.At[name] = s.at
	}
	s.annotation(t.Annotation)
	s.exprs(t.Value)
}

func (s *scoper) function(t *python.FunctionDef) {
	s.assign(t.Name, DefinedFunction, t)
	s.exprs(t.Decorators...)
	eachDefault(t.Params, s.expr)
	s.typeScope(t.TypeParams, t.Name, t)
	eachParam(t.Params, func(p *python.Arg) { s.annotation(p.Annotation) })
	s.annotation(t.Returns)
	s.body(FunctionScope, t.Name, t, func() {
		s.params(t.Params)
		s.block(t.Body)
	})
	s.endTypeScope(t.TypeParams)
}

func (s *scoper) classDef(t *python.ClassDef) {
	s.assign(t.Name, DefinedClass, t)
	s.exprs(t.Decorators...)
	s.private = t.Name // of the type parameters too
	s.typeScope(t.TypeParams, t.Name, t)
	s.private = ""
	s.exprs(t.Bases...)
	for _, k := range t.Keywords {
		s.expr(k.Value)
	}
	s.body(ClassScope, t.Name, t, func() { s.block(t.Body) })
	s.endTypeScope(t.TypeParams)
}

// typeScope opens the scope of type parameters where there are any.
func (s *scoper) typeScope(params []python.TypeParam, name string, node python.Node) {
	if len(params) == 0 {
		return
	}
	inClass := s.at.Kind == ClassScope
	s.enter(TypeScope, name, node).seesClass = inClass
	if s.private != "" {
		s.at.class, s.private = s.private, ""
	}
	for _, p := range params {
		switch p := p.(type) {
		case *python.TypeVar:
			s.bindName(p.Name, TypeName, p).typeParam = true
			s.lazily(p.Name, p.Bound)
			s.lazily(p.Name, p.Default)
		case *python.ParamSpec:
			s.bindName(p.Name, TypeName, p).typeParam = true
			s.lazily(p.Name, p.Default)
		case *python.TypeVarTuple:
			s.bindName(p.Name, TypeName, p).typeParam = true
			s.lazily(p.Name, p.Default)
		}
	}
}

func (s *scoper) endTypeScope(params []python.TypeParam) {
	if len(params) > 0 {
		s.leave()
	}
}

// lazily enters an expression that a scope of its own evaluates when somebody asks.
func (s *scoper) lazily(name string, e python.Expr) {
	if e == nil {
		return
	}
	inClass := s.at.Kind == ClassScope || s.at.seesClass
	s.enter(TypeScope, name, e).seesClass = inClass
	s.expr(e)
	s.leave()
}
