package audit

import (
	"strconv"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// spot is a statement with what stands around it.
type spot struct {
	stmt   python.Stmt
	parent *spot       // the compound statement around it; nil at the top of a module, def or class
	within python.Stmt // the def or class around it
	block  int         // which block of the parent
	list   []python.Stmt
	at     int // its place in list
}

// index knows the surroundings of every statement and call of a module.
type index struct {
	spots map[python.Stmt]*spot
	inner map[python.Node]*spot // expressions
}

func newIndex(m *flow.Module) *index {
	x := &index{spots: map[python.Stmt]*spot{}, inner: map[python.Node]*spot{}}
	x.block(m.File.Module.Body, nil, nil, 0)
	return x
}

func (x *index) block(list []python.Stmt, parent *spot, within python.Stmt, block int) {
	for i, s := range list {
		here := &spot{stmt: s, parent: parent, within: within, block: block, list: list, at: i}
		x.spots[s] = here
		flow.EachExpression(s, func(e python.Expr) { x.inner[e] = here })
		switch s := s.(type) {
		case *python.FunctionDef:
			x.block(s.Body, nil, s, 0)
		case *python.ClassDef:
			x.block(s.Body, nil, s, 0)
		default:
			for n, inner := range python.Blocks(s) {
				x.block(inner, here, within, n)
			}
		}
	}
}

// index of a module, made once.
func (a *auditor) index(m *flow.Module) *index {
	if a.indexes[m] == nil {
		a.indexes[m] = newIndex(m)
	}
	return a.indexes[m]
}

// spotOf is the statement that a node of a function is part of.
func (a *auditor) spotOf(fn *flow.Function, node python.Node) *spot {
	x := a.index(fn.Module)
	if s, ok := node.(python.Stmt); ok {
		return x.spots[s]
	}
	return x.inner[node]
}

// at is `path:line` of a node.
func at(m *flow.Module, node python.Node) string {
	return m.Path + ":" + strconv.Itoa(lineOf(m, node))
}

func lineOf(m *flow.Module, node python.Node) int { return m.File.Source.Line(node.Span().Start) }

// lastLineOf is the line on which a node ends.
func lastLineOf(m *flow.Module, node python.Node) int {
	return m.File.Source.Line(max(node.Span().Start, node.Span().End-1))
}

// textOf is the source of a node.
func textOf(m *flow.Module, node python.Node) string {
	span := node.Span()
	return m.File.Source.Text[span.Start:span.End]
}

// stringOf is the text of a string literal.
func stringOf(e python.Expr) (string, bool) {
	c, ok := e.(*python.Constant)
	if !ok || c.Kind != python.Str {
		return "", false
	}
	return c.Text, true
}

// spanOf is the place of a block; that of a block in which nothing could be read is empty.
func spanOf(list []python.Stmt) diag.Span {
	if len(list) == 0 {
		return diag.Span{}
	}
	return diag.Span{Start: list[0].Span().Start, End: list[len(list)-1].Span().End}
}
