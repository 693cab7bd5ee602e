package generator

import (
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

func (l *layouter) assign(n *python.Assign) {
	first := n.Targets[0]
	if len(n.Targets) == 1 {
		if l.ownsBrackets(first) && !l.isParenthesized(first) {
			l.rightToLeft(first, "=", n.Value)
			return
		}
		l.keep(first)
		l.text(" = ")
		l.value(n.Value)
		return
	}
	l.keep(first)
	l.text(" = ")
	rest := n.Targets[1:]
	for _, target := range rest[:len(rest)-1] {
		l.target(target, true)
		l.text(" = ")
	}
	l.rightToLeft(rest[len(rest)-1], "=", n.Value)
}

func (l *layouter) augmented(n *python.AugAssign) bool {
	_, from := l.outer(n.Target)
	to, _ := l.outer(n.Value)
	operator := strings.TrimSpace(l.src[from:to])
	if l.ownsBrackets(n.Target) && !l.isParenthesized(n.Target) {
		l.rightToLeft(n.Target, operator, n.Value)
		return true
	}
	l.keep(n.Target)
	l.text(" " + operator + " ")
	l.value(n.Value)
	return true
}

func (l *layouter) annotated(n *python.AnnAssign) {
	l.keep(n.Target)
	l.text(": ")
	always := l.need(n.Annotation, inOther) == needAlways
	switch {
	case n.Value == nil && !always:
		l.value(n.Annotation)
	case n.Value == nil:
		l.keep(n.Annotation)
	case !always && l.isSplittable(n.Annotation):
		l.rightToLeft(n.Annotation, "=", n.Value)
	default:
		l.bare(n.Annotation)
		l.text(" = ")
		l.value(n.Value)
	}
}

// isSplittable reports whether an expression has places to break.
func (l *layouter) isSplittable(e python.Expr) bool {
	switch e := e.(type) {
	case *python.Name, *python.NamedExpr, *python.Slice:
		return false
	case *python.Constant, *python.JoinedStr:
		return len(l.stringParts(e)) > 1
	case *python.Tuple:
		return len(e.Elts) > 0
	case *python.List:
		return len(e.Elts) > 0
	case *python.Dict:
		return len(e.Values) > 0
	case *python.UnaryOp:
		return l.isSplittable(e.Operand)
	case *python.Call:
		return len(e.Args)+len(e.Keywords) > 0 || l.isParenthesized(e.Func)
	case *python.Lambda:
		return l.isParenthesized(e.Body) || l.isSplittable(e.Body)
	case *python.Starred:
		return l.isParenthesized(e.Value) || l.isSplittable(e.Value)
	case *python.Attribute:
		return l.isParenthesized(e.Value) || l.isSplittable(e.Value)
	}
	return true
}

// value lays out the right side of an assignment, or what is returned.
func (l *layouter) value(e python.Expr) {
	if f, ok := e.(*python.Lambda); ok {
		l.optionalParens(levelParens, func() { l.lambda(f, true) })
		return
	}
	parts := l.literalParts(e)
	flat, ok := joinStrings(parts)
	if len(parts) < 2 || !ok {
		l.maybe(e, inAssign, styleIfBreaks)
		return
	}
	l.joined = true
	id := l.newID()
	l.best(true, []func(){
		func() { l.text(flat) },
		func() {
			l.beginBroken(id)
			l.text("(")
			l.begin(layoutIndent, 0)
			l.line(layoutSoft)
			l.text(flat)
			l.end()
			l.line(layoutSoft)
			l.text(")")
			l.end()
		},
		func() {
			l.beginBroken(id)
			l.text("(")
			l.begin(layoutIndent, 0)
			l.line(layoutHard)
			level, parens := l.level, l.parens
			l.level, l.parens = levelOptional, id
			l.softGroup(func() { l.stringLines(parts) })
			l.level, l.parens = level, parens
			l.end()
			l.line(layoutHard)
			l.text(")")
			l.end()
		},
	})
}

// literalParts are the adjacent strings an expression is made of, nil for anything else.
func (l *layouter) literalParts(e python.Expr) []string {
	switch e.(type) {
	case *python.Constant, *python.JoinedStr:
		return l.stringParts(e)
	}
	return nil
}

func (l *layouter) ownsBrackets(e python.Expr) bool {
	if _, ok := e.(*python.Tuple); ok {
		return true
	}
	has, _ := l.ownBrackets(e)
	return has
}

// target lays out what stands before an equals sign and may break; plain says that another target follows.
func (l *layouter) target(e python.Expr, plain bool) {
	if l.ownsBrackets(e) || l.endsInBrackets(e) {
		l.bare(e)
		return
	}
	level := levelParens
	if !plain && l.canOmit(e) {
		level = levelOptional
	}
	l.optionalParens(level, func() { l.bare(e) })
}

// endsInBrackets reports whether an attribute hangs on something in brackets.
func (l *layouter) endsInBrackets(e python.Expr) bool {
	switch e := e.(type) {
	case *python.Attribute:
		has, _ := l.hasBrackets(e.Value)
		return has || l.endsInBrackets(e.Value)
	case *python.Subscript:
		return true
	case *python.Call:
		return len(e.Args) > 0
	}
	return false
}

// rightToLeft lays out target = value where the target has brackets: the value breaks before the target does.
func (l *layouter) rightToLeft(target python.Expr, operator string, value python.Expr) {
	span := target.Span()
	before := func() {
		l.target(target, false)
		l.text(" " + operator + " ")
	}
	split := func() {
		l.beginBroken(0)
		l.target(target, false)
		l.end()
		l.text(" " + operator + " ")
	}
	hugs, other := l.fitsBest(value)
	if !hugs && !other {
		before()
		l.maybe(value, inAssign, styleIfBreaks)
		return
	}
	if l.hasMagic(int32(span.Start), int32(span.End)) {
		before()
		l.bare(value)
		return
	}
	variants := []func(){
		func() { before(); l.bare(value) },
		func() {
			before()
			l.beginBroken(0)
			l.bare(value)
			l.end()
		},
		func() {
			before()
			l.text("(")
			l.beginBroken(0)
			l.begin(layoutIndent, 0)
			l.line(layoutSoft)
			l.bare(value)
			l.end()
			l.line(layoutSoft)
			l.end()
			l.text(")")
		},
		func() { split(); l.bare(value) },
	}
	if !hugs {
		variants = append(variants[:1], variants[2:]...)
	}
	l.best(false, variants)
}

// fitsBest reports whether a value gets parentheses only to fit: one with brackets of its own (hugs), or another.
func (l *layouter) fitsBest(e python.Expr) (hugs, other bool) {
	switch e.(type) {
	case *python.Attribute, *python.Call, *python.Subscript:
		return l.need(e, inAssign) == needBestFit, false
	case *python.Name, *python.Constant, *python.JoinedStr:
		return false, l.need(e, inAssign) == needBestFit
	}
	return false, false
}
