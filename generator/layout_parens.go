package generator

import "github.com/streamlift/streamlift/internal/python"

// layoutNeed says when an expression wants parentheses that the grammar does not ask for.
type layoutNeed uint8

const (
	needNever     layoutNeed = iota // it has brackets of its own to break in
	needMultiline                   // when it takes several lines
	needBestFit                     // only when they make it fit
	needAlways
)

// layoutParent is what an expression stands in, as far as parentheses depend on it.
type layoutParent uint8

const (
	inOther layoutParent = iota
	inAssign
	inAwait
	inCondition     // of if, while: a walrus stands bare
	inReturns       // a return annotation
	inReturnsNoArgs // a return annotation behind empty parentheses
)

// need is the expression's own wish.
func (l *layouter) need(e python.Expr, parent layoutParent) layoutNeed {
	// A flat switch: one case a type.
	switch e := e.(type) {
	case *python.BoolOp, *python.BinOp, *python.Compare, *python.IfExp, *python.Lambda:
		if parent == inAwait {
			return needAlways
		}
		if left := leftOperand(e); left != nil && l.isMultiline(left) {
			return needNever
		}
		return needMultiline
	case *python.NamedExpr:
		if parent != inCondition {
			return needAlways
		}
		return needMultiline
	case *python.UnaryOp:
		if parent == inAwait {
			return needAlways
		}
		return l.needOf(e.Operand, inOther)
	case *python.Await:
		if parent == inAwait || parent == inReturns || parent == inReturnsNoArgs {
			return needAlways
		}
		return l.needOf(e.Value, inAwait)
	case *python.Yield:
		return l.needYield(e.Value, parent)
	case *python.YieldFrom:
		return l.needYield(e.Value, parent)
	case *python.Call:
		if l.isFluent(e) {
			return needMultiline
		}
		return l.needOf(e.Func, inOther)
	case *python.Attribute:
		if l.isFluent(e) {
			return needMultiline
		}
		return l.needOf(e.Value, inOther)
	case *python.Subscript:
		return l.needSubscript(e, parent)
	case *python.Starred:
		return needMultiline
	case *python.Constant, *python.JoinedStr:
		switch {
		case len(l.stringParts(e)) > 1:
			return needMultiline
		case l.isMultiline(e):
			return needNever
		}
		return needBestFit
	case *python.Name:
		return needBestFit
	}
	return needNever
}

// needOf is the wish of a part that decides for the whole, which parentheses around it settle.
func (l *layouter) needOf(e python.Expr, parent layoutParent) layoutNeed {
	if l.isParenthesized(e) {
		return needNever
	}
	return l.need(e, parent)
}

func (l *layouter) needYield(value python.Expr, parent layoutParent) layoutNeed {
	if parent != inAssign {
		return needAlways
	}
	if value == nil || l.isParenthesized(value) {
		return needNever
	}
	if n := l.need(value, inOther); n != needBestFit {
		return n
	}
	return needNever
}

func (l *layouter) needSubscript(e *python.Subscript, parent layoutParent) layoutNeed {
	if l.isFluent(e) {
		return needMultiline
	}
	n := l.needOf(e.Value, inOther)
	if n == needBestFit {
		switch parent {
		case inReturnsNoArgs:
			return needMultiline
		case inReturns:
			return needNever
		}
	}
	return n
}

// leftOperand is the left side of an operator that a text of several lines may stand on.
func leftOperand(e python.Expr) python.Expr {
	switch e := e.(type) {
	case *python.BinOp:
		return e.Left
	case *python.Compare:
		return e.Left
	}
	return nil
}

// isMultiline reports whether an expression is one string literal over several lines.
func (l *layouter) isMultiline(e python.Expr) bool {
	switch e.(type) {
	case *python.Constant, *python.JoinedStr:
		parts := l.stringParts(e)
		return len(parts) == 1 && textColumns(parts[0]) < 0
	}
	return false
}

// isFluent reports whether a chain of attributes is long enough to break before its dots.
func (l *layouter) isFluent(e python.Expr) bool {
	calls := 0
	for {
		var inner python.Expr
		switch x := e.(type) {
		case *python.Attribute:
			inner = x.Value
			if l.isParenthesized(inner) {
				return calls+1 >= 2
			}
			switch inner.(type) {
			case *python.Call, *python.Subscript:
				calls++
			}
		case *python.Call:
			inner = x.Func
		case *python.Subscript:
			inner = x.Value
		default:
			return calls >= 2
		}
		if l.isParenthesized(inner) {
			return calls >= 2
		}
		e = inner
	}
}

// ownBrackets reports whether an expression has brackets of its own, and whether something is in them.
func (l *layouter) ownBrackets(e python.Expr) (has, filled bool) {
	switch e := e.(type) {
	case *python.ListComp, *python.SetComp, *python.DictComp, *python.Subscript:
		return true, true
	case *python.GeneratorExp:
		own := !l.isCallBracket(e.Start)
		return own, own
	case *python.List:
		return true, len(e.Elts) > 0
	case *python.Set:
		return true, len(e.Elts) > 0
	case *python.Tuple:
		return l.hasTupleParens(e), len(e.Elts) > 0
	case *python.Dict:
		return true, len(e.Values) > 0
	case *python.Call:
		return true, len(e.Args)+len(e.Keywords) > 0
	}
	return false, false
}

func (l *layouter) hasBrackets(e python.Expr) (has, filled bool) {
	has, filled = l.ownBrackets(e)
	if filled {
		return true, true
	}
	if l.isParenthesized(e) {
		return true, true
	}
	return has, filled
}

// layoutSurvey looks through an expression for the operators that bind least and for brackets to break in.
type layoutSurvey struct {
	l          *layouter
	precedence int
	count      int
	brackets   bool
	last       python.Expr
	first      python.Expr
	begun      bool
}

// Precedences from tight to loose.
const (
	bindNone = iota
	bindAttribute
	bindPower
	bindInvert
	bindTimes
	bindPlus
	bindShift
	bindAnd
	bindXor
	bindOr
	bindCompare
	bindBool
	bindIf
)

func bindOf(op python.Operator) int {
	switch op {
	case python.Add, python.Sub:
		return bindPlus
	case python.Pow:
		return bindPower
	case python.LShift, python.RShift:
		return bindShift
	case python.BitOr:
		return bindOr
	case python.BitXor:
		return bindXor
	case python.BitAnd:
		return bindAnd
	}
	return bindTimes
}

// canOmit reports whether an expression reads well when broken in its own brackets, without parentheses around it.
func (l *layouter) canOmit(e python.Expr) bool {
	s := layoutSurvey{l: l}
	s.inside(e)
	switch {
	case !s.brackets || s.count > 1:
		return false
	case s.precedence <= bindAttribute:
		return true
	}
	return s.breaks(s.last) || s.breaks(s.first)
}

func (s *layoutSurvey) breaks(e python.Expr) bool {
	if e == nil {
		return false
	}
	if _, ok := e.(*python.Subscript); ok {
		return false
	}
	_, filled := s.l.hasBrackets(e)
	return filled
}

func (s *layoutSurvey) bind(precedence, count int) {
	if precedence > s.precedence {
		s.precedence, s.count = precedence, count
	} else if precedence == s.precedence {
		s.count += count
	}
}

// behindWord looks through an operand that stands behind a word or mark of its expression.
func (s *layoutSurvey) behindWord(e python.Expr) {
	s.begun = true
	s.visit(e)
}

func (s *layoutSurvey) visit(e python.Expr) {
	if e == nil {
		return
	}
	s.last = e
	if s.l.isParenthesized(e) {
		s.brackets = true
	} else {
		s.inside(e)
	}
	if !s.begun {
		s.begun, s.first = true, e
	}
}

// inside looks through an expression itself. It is a flat switch: one case a type.
func (s *layoutSurvey) inside(e python.Expr) {
	switch e := e.(type) {
	case *python.Dict, *python.List, *python.Set, *python.ListComp, *python.SetComp, *python.DictComp:
		s.brackets = true
	case *python.GeneratorExp:
		if !s.l.isCallBracket(e.Start) {
			s.brackets = true
		}
	case *python.Tuple:
		if s.l.hasTupleParens(e) {
			s.brackets = true
			return
		}
		for _, x := range e.Elts {
			s.visit(x)
		}
	case *python.BoolOp:
		s.bind(bindBool, len(e.Values)-1)
		for _, x := range e.Values {
			s.visit(x)
		}
	case *python.BinOp:
		s.bind(bindOf(e.Op), 1)
		s.visit(e.Left)
		s.visit(e.Right)
	case *python.IfExp:
		s.bind(bindIf, 2)
		s.visit(e.Body)
		s.visit(e.Test)
		s.visit(e.OrElse)
	case *python.Compare:
		s.bind(bindCompare, len(e.Ops))
		s.visit(e.Left)
		for _, x := range e.Comparators {
			s.visit(x)
		}
	case *python.Call:
		s.brackets = true
		s.visit(e.Func)
		s.last = e
	case *python.Subscript:
		s.brackets = true
		s.visit(e.Value)
		s.last = e
	case *python.Attribute:
		s.visit(e.Value)
		if has, _ := s.l.hasBrackets(e.Value); has {
			s.bind(bindAttribute, 1)
		}
		s.last = e
	case *python.NamedExpr:
		s.visit(e.Target)
		s.visit(e.Value)
	case *python.UnaryOp:
		if e.Op == python.Invert {
			s.bind(bindInvert, 1)
		}
		s.behindWord(e.Operand)
	case *python.Await:
		s.behindWord(e.Value)
	case *python.Yield:
		s.behindWord(e.Value)
	case *python.YieldFrom:
		s.behindWord(e.Value)
	case *python.Starred:
		s.behindWord(e.Value)
	case *python.Lambda:
		s.behindWord(e.Body)
	}
}
