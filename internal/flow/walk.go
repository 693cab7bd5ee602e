package flow

import "github.com/streamlift/streamlift/internal/python"

// EachStatement visits statements and all statements inside them, those of functions and classes included, in source
// order. Where visit says no, what is inside is left out.
func EachStatement(list []python.Stmt, visit func(python.Stmt) bool) {
	for _, s := range list {
		if !visit(s) {
			continue
		}
		switch s := s.(type) {
		case *python.FunctionDef:
			EachStatement(s.Body, visit)
		case *python.ClassDef:
			EachStatement(s.Body, visit)
		default:
			for _, body := range python.Blocks(s) {
				EachStatement(body, visit)
			}
		}
	}
}

// eachStmtExpr visits the expressions that are directly part of a statement, in source order: the header of a
// compound one, not its body. It is a flat switch over the kinds of statements.
func eachStmtExpr(s python.Stmt, visit func(python.Expr)) {
	one := func(list ...python.Expr) {
		for _, x := range list {
			if x != nil {
				visit(x)
			}
		}
	}
	switch s := s.(type) {
	case *python.FunctionDef:
		one(s.Decorators...)
		one(bounds(s.TypeParams)...)
		eachDefault(s.Params, visit)
		eachParam(s.Params, func(p *python.Arg) { one(p.Annotation) })
		one(s.Returns)
	case *python.ClassDef:
		one(s.Decorators...)
		one(bounds(s.TypeParams)...)
		one(s.Bases...)
		for _, k := range s.Keywords {
			one(k.Value)
		}
	case *python.Return:
		one(s.Value)
	case *python.Delete:
		one(s.Targets...)
	case *python.Assign:
		one(s.Targets...)
		one(s.Value)
	case *python.TypeAlias:
		one(s.Name)
		one(bounds(s.TypeParams)...)
		one(s.Value)
	case *python.AugAssign:
		one(s.Target, s.Value)
	case *python.AnnAssign:
		one(s.Target, s.Annotation, s.Value)
	case *python.For:
		one(s.Target, s.Iter)
	case *python.While:
		one(s.Test)
	case *python.If:
		one(s.Test)
	case *python.With:
		for _, item := range s.Items {
			one(item.Context, item.Target)
		}
	case *python.Match:
		one(s.Subject)
		for _, c := range s.Cases {
			bound(c.Pattern, func(string, python.Node) {}, visit)
			one(c.Guard)
		}
	case *python.Raise:
		one(s.Exc, s.Cause)
	case *python.Try:
		for _, h := range s.Handlers {
			one(h.Type)
		}
	case *python.Assert:
		one(s.Test, s.Msg)
	case *python.ExprStmt:
		one(s.Value)
	}
}

// EachExpression visits all expressions of a statement, outermost first: of a compound one those of its header.
func EachExpression(s python.Stmt, visit func(python.Expr)) {
	eachStmtExpr(s, func(e python.Expr) { EachPart(e, visit) })
}

// EachPart visits an expression and all expressions inside it, outermost first.
func EachPart(e python.Expr, visit func(python.Expr)) {
	visit(e)
	eachExpr(e, func(inner python.Expr) { EachPart(inner, visit) })
}

// EachInner visits the direct parts of an expression.
func EachInner(e python.Expr, visit func(python.Expr)) { eachExpr(e, visit) }
