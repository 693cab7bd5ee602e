package flow

import "github.com/streamlift/streamlift/internal/python"

// EachStatement visits statements and all statements inside them, those of defs and classes included, in source order.
// Where visit says no, what is inside is left out.
func EachStatement(list []python.Stmt, visit func(python.Stmt) bool) { eachStmt(list, visit) }

// EachExpression visits all expressions of a statement, outermost first: of a compound one those of its header.
func EachExpression(s python.Stmt, visit func(python.Expr)) {
	eachStmtExpr(s, func(e python.Expr) { eachInner(e, visit) })
}

// EachPart visits an expression and all expressions inside it, outermost first.
func EachPart(e python.Expr, visit func(python.Expr)) { eachInner(e, visit) }

// Blocks gives the blocks of statements inside a compound statement, in source order.
func Blocks(s python.Stmt) [][]python.Stmt { return bodies(s) }

// ArgumentFor is the expression that a call of the app's own function gives for a parameter; nil when it gives none.
// All is set when stars hide it.
func ArgumentFor(fn *Function, c *Call, param string) (arg python.Expr, all bool) {
	return argumentFor(fn, c, param)
}
