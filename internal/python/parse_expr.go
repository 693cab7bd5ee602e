package python

// starExpressions reads what a return or the right of '=' takes: one expression, or several as a tuple without
// brackets, each with a star or not.
func (p *parser) starExpressions() Expr {
	start := p.start()
	e := p.starExpression()
	if p.kind != Comma {
		return e
	}
	return p.tupleFrom(start, e, p.starExpression)
}

// tupleFrom reads the rest of a tuple without brackets.
func (p *parser) tupleFrom(start int32, first Expr, item func() Expr) Expr {
	mark := len(p.exprs.items)
	p.exprs.push(first)
	for p.accept(Comma) && startsExpression(p.kind) {
		p.exprs.push(item())
	}
	n := p.tuples.new()
	*n = Tuple{Elts: p.exprs.take(mark), Extent: p.from(start)}
	return n
}

// startsExpression reports whether an expression, starred or not, may begin with the kind.
func startsExpression(k Kind) bool {
	switch k {
	case Identifier, Number, String, FStringStart, TStringStart, LParen, LBracket, LBrace, Ellipsis, Minus, Plus, Tilde,
		Star, KwFalse, KwNone, KwTrue, KwAwait, KwLambda, KwNot, Error:
		return true
	}
	return false
}

// starExpression reads *bitwise_or or expression.
func (p *parser) starExpression() Expr {
	if p.kind == Star {
		return p.starred()
	}
	return p.expression()
}

// starOr reads *bitwise_or, or what plain reads.
func (p *parser) starOr(plain func() Expr) Expr {
	if p.kind == Star {
		return p.starred()
	}
	return plain()
}

func (p *parser) starred() Expr {
	start := p.start()
	p.next()
	value := p.bitwiseOr()
	return &Starred{Extent: p.from(start), Value: value}
}

// starNamed reads an item of a display: *bitwise_or or named_expression.
func (p *parser) starNamed() Expr {
	if p.kind == Star {
		return p.starred()
	}
	return p.namedExpression()
}

// namedExpression reads name := expression, or an expression.
func (p *parser) namedExpression() Expr {
	if p.kind != Identifier || p.peek() != ColonEqual {
		return p.expression()
	}
	start := p.start()
	target := p.name()
	target.Ctx = Store
	p.assignable(target)
	p.next()
	value := p.expression()
	return &NamedExpr{Extent: p.from(start), Target: target, Value: value}
}

// expression reads a conditional expression, a lambda or anything that binds closer.
func (p *parser) expression() Expr {
	if p.kind == KwLambda {
		return p.lambda()
	}
	start := p.start()
	body := p.disjunction()
	if p.kind != KwIf {
		return body
	}
	if !p.enter() {
		return body
	}
	defer p.leave()
	p.next()
	test := p.disjunction()
	p.expect(KwElse)
	orElse := p.expression()
	return &IfExp{Extent: p.from(start), Test: test, Body: body, OrElse: orElse}
}

func (p *parser) lambda() Expr {
	start := p.start()
	if !p.enter() {
		return &p.nowhere
	}
	defer p.leave()
	p.next()
	params := p.parameters(Colon)
	p.expect(Colon)
	body := p.expression()
	return &Lambda{Extent: p.from(start), Params: params, Body: body}
}

// disjunction reads operands of or.
func (p *parser) disjunction() Expr {
	start := p.start()
	e := p.conjunction()
	if p.kind != KwOr {
		return e
	}
	mark := len(p.exprs.items)
	p.exprs.push(e)
	for p.accept(KwOr) {
		p.exprs.push(p.conjunction())
	}
	return &BoolOp{Op: Or, Values: p.exprs.take(mark), Extent: p.from(start)}
}

// conjunction reads operands of and.
func (p *parser) conjunction() Expr {
	start := p.start()
	e := p.inversion()
	if p.kind != KwAnd {
		return e
	}
	mark := len(p.exprs.items)
	p.exprs.push(e)
	for p.accept(KwAnd) {
		p.exprs.push(p.inversion())
	}
	return &BoolOp{Op: And, Values: p.exprs.take(mark), Extent: p.from(start)}
}

// inversion reads not and comparisons.
func (p *parser) inversion() Expr {
	start := p.start()
	if p.kind == KwNot {
		if !p.enter() {
			return &p.nowhere
		}
		defer p.leave()
		p.next()
		operand := p.inversion()
		return &UnaryOp{Extent: p.from(start), Op: Not, Operand: operand}
	}
	e := p.bitwiseOr()
	if !startsComparison(p.kind) {
		return e
	}
	return p.comparison(start, e)
}

func startsComparison(k Kind) bool {
	return k >= Less && k <= GreaterEqual || k == KwIn || k == KwIs || k == KwNot
}

// comparison reads the operators and operands behind the first one.
func (p *parser) comparison(start int32, left Expr) Expr {
	operators, operands := len(p.operators.items), len(p.exprs.items)
	for startsComparison(p.kind) {
		p.operators.push(p.compareOperator())
		p.exprs.push(p.bitwiseOr())
	}
	n := p.compares.new()
	*n = Compare{
		Left: left, Ops: p.operators.take(operators), Comparators: p.exprs.take(operands), Extent: p.from(start),
	}
	return n
}

// compareOperator reads one comparison operator.
func (p *parser) compareOperator() CompareOperator {
	k := p.kind
	p.next()
	// A flat table: one case an operator.
	switch k {
	case Less:
		return Lt
	case Greater:
		return Gt
	case EqEqual:
		return Eq
	case NotEqual:
		return NotEq
	case LessEqual:
		return LtE
	case GreaterEqual:
		return GtE
	case KwIs:
		if p.accept(KwNot) {
			return IsNot
		}
		return Is
	case KwIn:
		return In
	}
	p.expect(KwIn)
	return NotIn
}

// bitwiseOr reads binary operators that bind closer than comparisons.
func (p *parser) bitwiseOr() Expr { return p.binary(1) }

// binary reads operators of at least a precedence, left to right.
func (p *parser) binary(least int) Expr {
	start, tall := p.start(), p.tall
	p.tall = 0
	left := p.unary()
	for n := 0; ; n++ {
		op, precedence := binaryOperator(p.kind)
		if precedence < least {
			p.tall = max(p.tall, tall)
			return left
		}
		p.link(n)
		p.next()
		right := p.binary(precedence + 1)
		e := p.binOps.new()
		*e = BinOp{Left: left, Op: op, Right: right, Extent: p.from(start)}
		left = e
	}
}

// binaryOperator gives a kind's operator and how close it binds; 0 for all others.
func binaryOperator(k Kind) (Operator, int) {
	// A flat table: one case an operator.
	if k < Bar || k > At {
		return 0, 0
	}
	switch k {
	case Bar:
		return BitOr, 1
	case Caret:
		return BitXor, 2
	case Amper:
		return BitAnd, 3
	case LeftShift:
		return LShift, 4
	case RightShift:
		return RShift, 4
	case Plus:
		return Add, 5
	case Minus:
		return Sub, 5
	case Star:
		return Mult, 6
	case Slash:
		return Div, 6
	case DoubleSlash:
		return FloorDiv, 6
	case Percent:
		return Mod, 6
	}
	return MatMult, 6
}

// unary reads signs and powers.
func (p *parser) unary() Expr {
	var op UnaryOperator
	switch p.kind {
	case Minus:
		op = USub
	case Plus:
		op = UAdd
	case Tilde:
		op = Invert
	default:
		return p.power()
	}
	start := p.start()
	if !p.enter() {
		return &p.nowhere
	}
	defer p.leave()
	p.next()
	operand := p.unary()
	return &UnaryOp{Extent: p.from(start), Op: op, Operand: operand}
}

// power reads await, and ** which binds to the right.
func (p *parser) power() Expr {
	start := p.start()
	base := p.awaited()
	if p.kind != DoubleStar {
		return base
	}
	if !p.enter() {
		return base
	}
	defer p.leave()
	p.next()
	right := p.unary()
	e := p.binOps.new()
	*e = BinOp{Left: base, Op: Pow, Right: right, Extent: p.from(start)}
	return e
}

func (p *parser) awaited() Expr {
	if p.kind != KwAwait {
		return p.primary()
	}
	start := p.start()
	p.next()
	value := p.primary()
	return &Await{Extent: p.from(start), Value: value}
}

// yield reads a yield expression; the caller knows that one may stand here.
func (p *parser) yield() Expr {
	start := p.start()
	p.next()
	if p.accept(KwFrom) {
		value := p.expression()
		return &YieldFrom{Extent: p.from(start), Value: value}
	}
	var value Expr
	if startsExpression(p.kind) {
		value = p.starExpressions()
	}
	return &Yield{Extent: p.from(start), Value: value}
}
