package python

import "github.com/streamlift/streamlift/internal/diag"

// startsMatch reports whether the line that begins with the name match is a match statement: it ends in ':' and
// a block that begins with the name case hangs on it.
func (p *parser) startsMatch() bool {
	for i := p.i + 1; ; i++ {
		switch p.toks[i].Kind {
		case EndMarker:
			return false
		case Newline:
			return i > p.i+1 && p.toks[i-1].Kind == Colon && p.toks[i+1].Kind == Indent &&
				p.toks[i+2].Kind == Identifier && p.word(p.toks[i+2]) == "case"
		}
	}
}

func (p *parser) matchStmt() Stmt {
	start := p.start()
	p.next()
	n := &Match{Subject: p.matchSubject()}
	p.expect(Colon)
	p.expect(Newline)
	p.expect(Indent)
	for !p.failed && p.is("case") {
		n.Cases = append(n.Cases, p.matchCase())
	}
	p.expect(Dedent)
	n.Extent = p.compound(start)
	return n
}

// matchSubject reads one expression, or several as a tuple without brackets.
func (p *parser) matchSubject() Expr {
	start := p.start()
	e := p.starNamed()
	if p.kind == Comma {
		return p.tupleFrom(start, e, p.starNamed)
	}
	p.noStar(e)
	return e
}

func (p *parser) matchCase() *MatchCase {
	start := p.start()
	p.next()
	n := &MatchCase{Pattern: p.openPattern()}
	if p.accept(KwIf) {
		n.Guard = p.namedExpression()
	}
	n.Body = p.block()
	n.Extent = p.compound(start)
	return n
}

// openPattern reads one pattern, or a sequence of them without brackets.
func (p *parser) openPattern() Pattern {
	start := p.start()
	first := p.starPattern()
	if p.kind != Comma {
		p.noStarPattern(first)
		return first
	}
	mark := len(p.patterns.items)
	p.patterns.push(first)
	for p.accept(Comma) && p.kind != Colon && p.kind != KwIf {
		p.patterns.push(p.starPattern())
	}
	return &MatchSequence{Patterns: p.patterns.take(mark), Extent: p.from(start)}
}

func (p *parser) noStarPattern(n Pattern) {
	if s, ok := n.(*MatchStar); ok {
		p.fail(s.Span(), "a starred pattern needs a sequence around it", "write [*name]")
	}
}

// starPattern reads *name or a pattern.
func (p *parser) starPattern() Pattern {
	if p.kind != Star {
		return p.asPattern()
	}
	start := p.start()
	p.next()
	name := p.identifier()
	if name == "_" {
		name = ""
	}
	return &MatchStar{Extent: p.from(start), Name: name}
}

// asPattern reads alternatives and the name they are bound to.
func (p *parser) asPattern() Pattern {
	start := p.start()
	if !p.enter() {
		return &MatchAs{}
	}
	defer p.leave()
	e := p.orPattern()
	if !p.accept(KwAs) {
		return e
	}
	name := p.capture()
	return &MatchAs{Extent: p.from(start), Pattern: e, Name: name}
}

// capture reads a name that a pattern binds: any but _.
func (p *parser) capture() string {
	at := p.toks[p.i].Span()
	name := p.identifier()
	if name == "_" {
		p.fail(at, "cannot use '_' as a target", "choose a name")
	}
	if p.kind == Dot || p.kind == LParen || p.kind == Equal {
		p.unexpected("expected a name alone")
	}
	return name
}

func (p *parser) orPattern() Pattern {
	start := p.start()
	e := p.closedPattern()
	if p.kind != Bar {
		return e
	}
	mark := len(p.patterns.items)
	p.patterns.push(e)
	for p.accept(Bar) {
		p.patterns.push(p.closedPattern())
	}
	return &MatchOr{Patterns: p.patterns.take(mark), Extent: p.from(start)}
}

// closedPattern reads a pattern that needs no brackets inside another.
func (p *parser) closedPattern() Pattern {
	start := p.start()
	switch p.kind {
	case LParen:
		return p.groupPattern()
	case LBracket:
		p.next()
		return p.sequencePattern(start, RBracket)
	case LBrace:
		return p.mappingPattern()
	case KwNone:
		p.next()
		return &MatchSingleton{Extent: p.from(start), Kind: None}
	case KwTrue:
		p.next()
		return &MatchSingleton{Extent: p.from(start), Kind: True}
	case KwFalse:
		p.next()
		return &MatchSingleton{Extent: p.from(start), Kind: False}
	case Identifier:
		return p.namePattern()
	}
	value := p.literalPattern()
	return &MatchValue{Extent: p.from(start), Value: value}
}

// literalPattern reads strings, or a number that may have a sign and an imaginary part.
func (p *parser) literalPattern() Expr {
	start := p.start()
	if p.kind == String || p.kind == FStringStart || p.kind == TStringStart {
		return p.strings()
	}
	left := p.signedNumber()
	if p.kind != Plus && p.kind != Minus {
		return left
	}
	if operand, ok := left.(*UnaryOp); ok && isImaginary(operand.Operand) || isImaginary(left) {
		p.fail(left.Span(), "real number required in complex literal", "")
	}
	op := Add
	if p.kind == Minus {
		op = Sub
	}
	p.next()
	if p.kind != Number || numberKind(p.word(p.toks[p.i])) != Imaginary {
		p.unexpected("imaginary number required in complex literal")
	}
	right := p.atom()
	return &BinOp{Extent: p.from(start), Left: left, Op: op, Right: right}
}

func isImaginary(e Expr) bool {
	c, ok := e.(*Constant)
	return ok && c.Kind == Imaginary
}

func (p *parser) signedNumber() Expr {
	start := p.start()
	negative := p.accept(Minus)
	if p.kind != Number {
		p.unexpected("invalid syntax: expected a pattern")
		return &p.nowhere
	}
	e := p.atom()
	if negative {
		return &UnaryOp{Extent: p.from(start), Op: USub, Operand: e}
	}
	return e
}

// groupPattern reads a pattern in round brackets, or a sequence.
func (p *parser) groupPattern() Pattern {
	start := p.start()
	p.next()
	if p.kind == RParen {
		return p.sequencePattern(start, RParen)
	}
	first := p.starPattern()
	if p.kind != Comma {
		p.noStarPattern(first)
		p.expect(RParen)
		return first
	}
	mark := len(p.patterns.items)
	p.patterns.push(first)
	p.next()
	return p.sequenceRest(start, mark, RParen)
}

func (p *parser) sequencePattern(start int32, closing Kind) Pattern {
	return p.sequenceRest(start, len(p.patterns.items), closing)
}

// sequenceRest reads the patterns up to the closing bracket; those since mark were read already.
func (p *parser) sequenceRest(start int32, mark int, closing Kind) Pattern {
	for p.kind != closing && !p.failed {
		p.patterns.push(p.starPattern())
		if !p.accept(Comma) {
			break
		}
	}
	p.expect(closing)
	return &MatchSequence{Patterns: p.patterns.take(min(mark, len(p.patterns.items))), Extent: p.from(start)}
}

// namePattern reads a capture, the wildcard, a dotted value or a class pattern.
func (p *parser) namePattern() Pattern {
	start := p.start()
	name := p.name()
	if p.kind == Dot || p.kind == LParen {
		value := p.dottedValue(start, name)
		if p.kind == LParen {
			return p.classPattern(start, value)
		}
		return &MatchValue{Extent: p.from(start), Value: value}
	}
	if p.kind == Equal {
		p.unexpected("invalid syntax")
	}
	if name.ID == "_" {
		return &MatchAs{Extent: p.from(start)}
	}
	return &MatchAs{Extent: p.from(start), Name: name.ID}
}

func (p *parser) dottedValue(start int32, e Expr) Expr {
	for n := 0; p.accept(Dot); n++ {
		p.link(n)
		attr := p.identifier()
		e = &Attribute{Extent: p.from(start), Value: e, Attr: attr}
	}
	return e
}

// mappingPattern reads {key: pattern, **rest}.
func (p *parser) mappingPattern() Pattern {
	start := p.start()
	p.next()
	n := &MatchMapping{}
	for p.kind != RBrace && !p.failed {
		if p.accept(DoubleStar) {
			n.Rest = p.capture()
			p.accept(Comma)
			break
		}
		n.Keys = append(n.Keys, p.mappingKey())
		p.expect(Colon)
		n.Patterns = append(n.Patterns, p.asPattern())
		if !p.accept(Comma) {
			break
		}
	}
	p.expect(RBrace)
	n.Extent = p.from(start)
	return n
}

// mappingKey reads a literal or a dotted name.
func (p *parser) mappingKey() Expr {
	start := p.start()
	switch p.kind {
	case KwNone, KwTrue, KwFalse:
		return p.atom()
	case Identifier:
		name := p.name()
		if p.kind != Dot {
			p.unexpected("expected '.' behind a name that is a key")
		}
		return p.dottedValue(start, name)
	}
	return p.literalPattern()
}

// classPattern reads the bracket behind a class.
func (p *parser) classPattern(start int32, cls Expr) Pattern {
	p.next()
	n := &MatchClass{Cls: cls}
	for p.kind != RParen && !p.failed {
		at := p.start()
		if p.kind == Identifier && p.peek() == Equal {
			n.KwdAttrs = append(n.KwdAttrs, p.identifier())
			p.next()
			n.KwdPatterns = append(n.KwdPatterns, p.asPattern())
		} else {
			n.Patterns = append(n.Patterns, p.asPattern())
			if len(n.KwdAttrs) > 0 {
				p.fail(diag.Span{Start: int(at), End: int(p.end())}, "positional patterns follow keyword patterns", "move it forward")
			}
		}
		if !p.accept(Comma) {
			break
		}
	}
	p.expect(RParen)
	n.Extent = p.from(start)
	return n
}
