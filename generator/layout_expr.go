package generator

import (
	"slices"

	"github.com/streamlift/streamlift/internal/python"
)

// layoutLevel says what line ends an expression may hold where it stands.
type layoutLevel uint8

const (
	levelBare     layoutLevel = iota // only inside its own brackets
	levelOptional                    // also elsewhere when group l.parens is broken
	levelParens                      // everywhere: brackets stand around it
)

// layoutChain says how the dots of a chain are laid out.
type layoutChain uint8

const (
	chainOpen layoutChain = iota // not decided: the node is the chain's root
	chainFluent
	chainPlain
)

// keep lays out an expression with the parentheses it has.
func (l *layouter) keep(e python.Expr) {
	if l.isParenthesized(e) {
		l.brackets("(", func() { l.node(e, chainOpen) }, ")")
		return
	}
	l.node(e, chainOpen)
}

// bare lays out an expression without parentheses around it.
func (l *layouter) bare(e python.Expr) { l.node(e, chainOpen) }

// brackets lays out content that may break right behind the opening bracket and before the closing one.
func (l *layouter) brackets(left string, content func(), right string) {
	level, parens := l.level, l.parens
	l.text(left)
	if level == levelOptional {
		l.begin(layoutFits, parens)
	}
	l.level = levelParens
	l.begin(layoutGroup, 0)
	l.commentsBehind(0, l.openUntil)
	l.openUntil = 0
	l.begin(layoutIndent, 0)
	l.line(layoutSoft)
	content()
	l.end()
	l.line(layoutSoft)
	l.end()
	l.level = level
	if level == levelOptional {
		l.end()
	}
	l.text(right)
}

// hug lays out an expression between brackets without a place to break beside them.
func (l *layouter) hug(left string, e python.Expr, right string) {
	level, parens := l.level, l.parens
	l.text(left)
	if level == levelOptional {
		l.begin(layoutFits, parens)
	}
	l.level = levelParens
	l.bare(e)
	l.level = level
	if level == levelOptional {
		l.end()
	}
	l.text(right)
}

// optionalParens puts parentheses and lines of their own around content when it does not fit.
func (l *layouter) optionalParens(level layoutLevel, content func()) {
	oldLevel, oldParens := l.level, l.parens
	id := l.newID()
	l.level = level
	if level == levelOptional {
		l.parens = id
	}
	l.begin(layoutGroup, id)
	l.ifBroken("(")
	l.begin(layoutIndentIf, id)
	l.line(layoutSoft)
	content()
	l.end()
	l.line(layoutSoft)
	l.ifBroken(")")
	l.end()
	l.level, l.parens = oldLevel, oldParens
}

func (l *layouter) ifBroken(text string) {
	l.begin(layoutIfBroken, 0)
	l.text(text)
	l.end()
}

// softSpace is a space that may be a line end where the level allows one.
func (l *layouter) softSpace() {
	switch l.level {
	case levelBare:
		l.text(" ")
	case levelOptional:
		l.begin(layoutIfBroken, l.parens)
		l.line(layoutSoftSpace)
		l.end()
		l.begin(layoutIfFlat, l.parens)
		l.text(" ")
		l.end()
	default:
		l.line(layoutSoftSpace)
	}
}

// softGroup is a group where the level allows line ends.
func (l *layouter) softGroup(content func()) {
	switch l.level {
	case levelBare:
		content()
		return
	case levelOptional:
		l.begin(layoutCondGroup, l.parens)
	default:
		l.begin(layoutGroup, 0)
	}
	content()
	l.end()
}

// layoutStyle says when a statement gives its expression parentheses.
type layoutStyle uint8

const (
	styleIfBreaks      layoutStyle = iota
	styleOptional                  // also when they stand there
	styleParenthesized             // even around brackets that could break
	styleNested                    // the same inside brackets
)

// maybe lays out an expression of a statement, adding or dropping parentheses as the statement wants them.
func (l *layouter) maybe(e python.Expr, parent layoutParent, style layoutStyle) {
	if style == styleOptional && l.isParenthesized(e) {
		l.keep(e)
		return
	}
	need := l.need(e, parent)
	if need != needAlways && l.level != levelBare {
		if style == styleNested {
			l.optionalParens(levelParens, func() { l.bare(e) })
		} else {
			l.bare(e)
		}
		return
	}
	switch need {
	case needAlways:
		l.brackets("(", func() { l.bare(e) }, ")")
	case needNever:
		l.bare(e)
	case needBestFit:
		if style == styleOptional {
			l.bare(e)
			return
		}
		if style == styleIfBreaks {
			l.bestFit(e)
			return
		}
		l.broken(e)
	default:
		l.broken(e)
	}
}

// broken lays out an expression that may break over lines.
func (l *layouter) broken(e python.Expr) {
	level := levelParens
	if l.canOmit(e) {
		level = levelOptional
	}
	l.optionalParens(level, func() { l.bare(e) })
}

// bestFit puts parentheses around an expression only when that makes it fit.
func (l *layouter) bestFit(e python.Expr) {
	level, parens := l.level, l.parens
	id := l.newID()
	l.level, l.parens = levelOptional, id
	l.begin(layoutOptional, id)
	l.bare(e)
	l.end()
	l.level, l.parens = level, parens
}

// node lays out an expression itself. It is a flat switch: one case a type.
func (l *layouter) node(e python.Expr, chain layoutChain) {
	switch e := e.(type) {
	case *python.BoolOp, *python.BinOp, *python.Compare:
		l.operators(e)
	case *python.NamedExpr:
		l.keep(e.Target)
		l.text(" := ")
		l.keep(e.Value)
	case *python.UnaryOp:
		l.unary(e)
	case *python.Lambda:
		l.lambda(e, false)
	case *python.IfExp:
		l.softGroup(func() { l.conditional(e) })
	case *python.Dict:
		l.dict(e)
	case *python.Set:
		l.display("{", e.Elts, e.Extent, "}")
	case *python.List:
		l.display("[", e.Elts, e.Extent, "]")
	case *python.Tuple:
		l.tuple(e)
	case *python.ListComp:
		l.comprehension("[", func() { l.keep(e.Elt) }, e.Generators, "]")
	case *python.SetComp:
		l.comprehension("{", func() { l.keep(e.Elt) }, e.Generators, "}")
	case *python.DictComp:
		l.comprehension("{", func() {
			l.keep(e.Key)
			l.text(": ")
			l.keep(e.Value)
		}, e.Generators, "}")
	case *python.GeneratorExp:
		l.comprehension("(", func() { l.keep(e.Elt) }, e.Generators, ")")
	case *python.Await:
		l.text("await ")
		l.maybe(e.Value, inAwait, styleIfBreaks)
	case *python.Yield:
		l.text("yield")
		if e.Value != nil {
			l.text(" ")
			l.yielded(e.Value)
		}
	case *python.YieldFrom:
		l.text("yield from ")
		l.yielded(e.Value)
	case *python.Call, *python.Attribute, *python.Subscript:
		l.chain(e, chain)
	case *python.Constant, *python.JoinedStr:
		l.literal(e)
	case *python.Starred:
		l.text("*")
		l.keep(e.Value)
	case *python.Slice:
		l.slice(e)
	default:
		l.source(e)
	}
}

func (l *layouter) yielded(e python.Expr) {
	if t, ok := e.(*python.Tuple); ok && !l.hasTupleParens(t) {
		l.bare(e)
		return
	}
	l.maybe(e, inOther, styleOptional)
}

func (l *layouter) unary(e *python.UnaryOp) {
	l.text([...]string{"~", "not ", "+", "-"}[e.Op])
	l.keep(e.Operand)
}

func (l *layouter) conditional(e *python.IfExp) {
	l.keep(e.Body)
	l.softSpace()
	l.text("if ")
	l.keep(e.Test)
	l.softSpace()
	l.text("else ")
	if next, ok := e.OrElse.(*python.IfExp); ok && !l.isParenthesized(next) {
		l.conditional(next)
		return
	}
	l.softGroup(func() { l.keep(e.OrElse) })
}

// slice keeps the spaces around the colons.
func (l *layouter) slice(e *python.Slice) {
	at := e.Start
	for _, part := range []python.Expr{e.Lower, e.Upper, e.Step} {
		if part == nil {
			continue
		}
		start, end := l.outer(part)
		l.text(l.src[at:start])
		l.keep(part)
		at = end
	}
	l.text(l.src[at:e.End])
}

// lambda keeps its parameters on one line; alone says that it is the value of an assignment.
func (l *layouter) lambda(e *python.Lambda, alone bool) {
	start, _ := l.outer(e.Body)
	head := l.tokensBefore(start)
	l.text(l.src[e.Start:head] + ": ")
	if alone {
		l.begin(layoutFits, 0)
	}
	need := l.need(e.Body, inOther)
	_, isCall := e.Body.(*python.Call)
	_, isItem := e.Body.(*python.Subscript)
	ownBrackets, _ := l.ownBrackets(e.Body)
	switch {
	case need == needAlways:
		l.brackets("(", func() { l.bare(e.Body) }, ")")
	case need == needMultiline:
		l.optionalParens(levelParens, func() { l.bare(e.Body) })
	case isCall || isItem:
		l.lambdaCall(e.Body)
	case ownBrackets:
		l.bare(e.Body)
	default:
		l.optionalParens(levelParens, func() { l.bare(e.Body) })
	}
	if alone {
		l.end()
	}
}

// lambdaCall tries a call flat, broken in its brackets, and in parentheses.
func (l *layouter) lambdaCall(body python.Expr) {
	at := len(l.elements)
	l.best(false, []func(){
		func() { l.bare(body) },
		func() {
			l.beginBroken(0)
			l.bare(body)
			l.end()
		},
		func() {
			l.text("(")
			l.begin(layoutIndent, 0)
			l.line(layoutHard)
			l.bare(body)
			l.end()
			l.line(layoutHard)
			l.text(")")
		},
	})
	if flat := l.elements[at+1 : l.elements[at+1].end]; slices.ContainsFunc(flat, breaks) {
		l.expandParents()
	}
}

// breaks reports whether an element is or holds a line end that nothing can make flat.
func breaks(e layoutElement) bool {
	switch e.kind {
	case layoutHard, layoutSuffix:
		return true
	case layoutText:
		return e.cols < 0
	case layoutGroup, layoutCondGroup, layoutFits:
		return e.expand
	}
	return false
}

// best offers variants of the same part; whole measures all their lines.
func (l *layouter) best(whole bool, variants []func()) {
	at := int32(len(l.elements))
	l.begin(layoutBest, 0)
	l.elements[at].expand = whole
	for _, variant := range variants {
		l.begin(layoutVariant, at)
		variant()
		l.end()
	}
	l.end()
}
