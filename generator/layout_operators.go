package generator

import (
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// layoutOperand is one operand of a chain of operators with the operator before it.
type layoutOperand struct {
	value    python.Expr
	operator string // as written between operands; empty before the first
	binds    int
	tight    bool // no spaces around the operator
}

// operators lays out and, or, comparisons and arithmetic: the loosest operators break first.
func (l *layouter) operators(e python.Expr) {
	operands := l.flatten(nil, e)
	l.softGroup(func() { l.operands(operands) })
}

// flatten lists the operands of nested operators that stand without parentheses.
func (l *layouter) flatten(out []layoutOperand, e python.Expr) []layoutOperand {
	switch e := e.(type) {
	case *python.BinOp:
		out = l.operand(out, e.Left)
		return l.next(out, bindOf(e.Op), e.Left, e.Right)
	case *python.Compare:
		out = l.operand(out, e.Left)
		left := e.Left
		for _, right := range e.Comparators {
			out = l.next(out, bindCompare, left, right)
			left = right
		}
	case *python.BoolOp:
		out = l.operand(out, e.Values[0])
		for i, right := range e.Values[1:] {
			out = l.next(out, bindBool, e.Values[i], right)
		}
	}
	return out
}

// operand adds an operand, or those it is made of.
func (l *layouter) operand(out []layoutOperand, e python.Expr) []layoutOperand {
	if !l.isParenthesized(e) {
		switch e.(type) {
		case *python.BinOp, *python.Compare, *python.BoolOp:
			return l.flatten(out, e)
		}
	}
	return append(out, layoutOperand{value: e})
}

// next adds the operand right with the operator that stands between it and left.
func (l *layouter) next(out []layoutOperand, binds int, left, right python.Expr) []layoutOperand {
	_, from := l.outer(left)
	to, _ := l.outer(right)
	between := l.src[from:to]
	if strings.Contains(between, "#") {
		l.failed = true
	}
	at := len(out)
	out = l.operand(out, right)
	out[at].operator = strings.Join(strings.Fields(between), " ")
	out[at].binds = binds
	out[at].tight = binds == bindPower && between == "**"
	return out
}

// operands lays out a chain: groups of tighter operators between the loosest ones.
func (l *layouter) operands(chain []layoutOperand) {
	loosest := bindNone
	for _, o := range chain[1:] {
		loosest = max(loosest, o.binds)
	}
	start := 0
	for i := 1; i <= len(chain); i++ {
		if i < len(chain) && chain[i].binds != loosest {
			continue
		}
		if part := chain[start:i]; len(part) == 1 {
			l.keep(part[0].value)
		} else {
			l.softGroup(func() { l.operands(part) })
		}
		if i < len(chain) {
			l.operator(chain[i])
		}
		start = i
	}
}

func (l *layouter) operator(o layoutOperand) {
	if !o.tight {
		l.softSpace()
		l.text(o.operator + " ")
		return
	}
	switch l.level {
	case levelBare:
		l.text("**")
		return
	case levelOptional:
		l.begin(layoutIfBroken, l.parens)
		l.line(layoutSoft)
		l.end()
		l.text("**")
		l.begin(layoutIfBroken, l.parens)
	default:
		l.line(layoutSoft)
		l.text("**")
		l.begin(layoutIfBroken, 0)
	}
	l.text(" ")
	l.end()
}
