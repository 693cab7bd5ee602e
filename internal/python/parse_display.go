package python

// startsComprehension reports whether a for clause begins here.
func (p *parser) startsComprehension() bool {
	return p.kind == KwFor || p.kind == KwAsync && p.peek() == KwFor
}

// comprehensions reads the for and if clauses of a comprehension.
func (p *parser) comprehensions() []*Comprehension {
	mark := len(p.generators.items)
	for p.startsComprehension() {
		start := p.start()
		n := &Comprehension{Async: p.accept(KwAsync)}
		p.next()
		n.Target = p.forTarget()
		p.expect(KwIn)
		n.Iter = p.disjunction()
		ifs := len(p.exprs.items)
		for p.accept(KwIf) {
			p.exprs.push(p.condition())
		}
		n.Ifs = p.exprs.take(ifs)
		n.Extent = p.from(start)
		p.generators.push(n)
	}
	return p.generators.take(mark)
}

// condition reads what follows if in a comprehension; 3.8 took a lambda too.
func (p *parser) condition() Expr {
	if p.version == Py38 && p.kind == KwLambda {
		return p.lambda()
	}
	return p.disjunction()
}

// forTarget reads what follows for, up to in.
func (p *parser) forTarget() Expr {
	start := p.start()
	e := p.starBitwise()
	if p.kind == Comma {
		e = p.tupleFrom(start, e, p.starBitwise)
	}
	p.target(e, Store)
	return e
}

func (p *parser) starBitwise() Expr {
	if p.kind == Star {
		return p.starred()
	}
	return p.bitwiseOr()
}

// group reads what begins with a round bracket: a tuple, a generator expression, or an expression in brackets,
// whose span leaves them out.
func (p *parser) group() Expr {
	start := p.start()
	if !p.enter() {
		return &p.nowhere
	}
	defer p.leave()
	p.next()
	if p.accept(RParen) {
		n := p.tuples.new()
		*n = Tuple{Extent: p.from(start)}
		return n
	}
	if p.kind == KwYield {
		e := p.yield()
		p.expect(RParen)
		return e
	}
	mark := len(p.exprs.items)
	first := p.starNamed()
	switch {
	case p.kind == Comma:
		p.exprs.push(first)
		p.items(RParen)
		p.expect(RParen)
		n := p.tuples.new()
		*n = Tuple{Elts: p.exprs.take(mark), Extent: p.from(start)}
		return n
	case p.startsComprehension():
		p.noStar(first)
		n := &GeneratorExp{Elt: first, Generators: p.comprehensions()}
		p.expect(RParen)
		n.Extent = p.from(start)
		return n
	}
	p.expect(RParen)
	if p.version > Py38 {
		p.noStar(first)
	}
	return first
}

// items reads the rest of a display behind its first item: the current token is the comma.
func (p *parser) items(closing Kind) {
	for p.accept(Comma) && p.kind != closing {
		p.exprs.push(p.starNamed())
	}
}

// noStar fails on a star where one value is wanted.
func (p *parser) noStar(e Expr) {
	if s, ok := e.(*Starred); ok {
		p.fail(s.Span(), "cannot use starred expression here", "")
	}
}

// list reads [a, b] or [a for b in c].
func (p *parser) list() Expr {
	start := p.start()
	if !p.enter() {
		return &p.nowhere
	}
	defer p.leave()
	p.next()
	mark := len(p.exprs.items)
	if p.kind != RBracket {
		first := p.starNamed()
		if p.startsComprehension() {
			p.noStar(first)
			n := &ListComp{Elt: first, Generators: p.comprehensions()}
			p.expect(RBracket)
			n.Extent = p.from(start)
			return n
		}
		p.exprs.push(first)
		p.items(RBracket)
	}
	p.expect(RBracket)
	return &List{Elts: p.exprs.take(mark), Extent: p.from(start)}
}

// braces reads a dict, a set or a comprehension of either.
func (p *parser) braces() Expr {
	start := p.start()
	if !p.enter() {
		return &p.nowhere
	}
	defer p.leave()
	p.next()
	if p.accept(RBrace) {
		return &Dict{Extent: p.from(start)}
	}
	if p.kind == DoubleStar {
		return p.dict(start, nil)
	}
	if p.version == Py38 && p.kind == Identifier && p.peek() == ColonEqual {
		p.since(Py39, start, "':=' in a set without brackets")
	}
	named := p.kind == Identifier && p.peek() == ColonEqual
	first := p.starNamed()
	_, starred := first.(*Starred)
	switch {
	case p.kind == Colon && !starred && !named:
		return p.dict(start, first)
	case p.startsComprehension():
		p.noStar(first)
		n := &SetComp{Elt: first, Generators: p.comprehensions()}
		p.expect(RBrace)
		n.Extent = p.from(start)
		return n
	}
	mark := len(p.exprs.items)
	p.exprs.push(first)
	p.items(RBrace)
	p.expect(RBrace)
	return &Set{Elts: p.exprs.take(mark), Extent: p.from(start)}
}

// dict reads the items of a dict; first is the first key when it was read already.
func (p *parser) dict(start int32, first Expr) Expr {
	keys := []Expr(nil)
	mark := len(p.exprs.items) // keys and values in turn
	for p.kind != RBrace && !p.failed {
		switch {
		case first == nil && p.accept(DoubleStar):
			p.exprs.push(nil)
			p.exprs.push(p.bitwiseOr())
		default:
			if first == nil {
				first = p.expression()
			}
			p.exprs.push(first)
			p.expect(Colon)
			p.exprs.push(p.expression())
			if len(p.exprs.items) == mark+2 && p.startsComprehension() {
				return p.dictComp(start, mark)
			}
		}
		first = nil
		if !p.accept(Comma) {
			break
		}
	}
	p.expect(RBrace)
	pairs := p.exprs.items[mark:]
	n := &Dict{Extent: p.from(start)}
	half := len(pairs) / 2
	both := make([]Expr, 2*half)
	keys, n.Values = both[:half:half], both[half:]
	for i := range half {
		keys[i], n.Values[i] = pairs[2*i], pairs[2*i+1]
	}
	n.Keys = keys
	p.exprs.items = p.exprs.items[:mark]
	return n
}

// dictComp reads the clauses behind the first key and value.
func (p *parser) dictComp(start int32, mark int) Expr {
	key, value := p.exprs.items[mark], p.exprs.items[mark+1]
	p.exprs.items = p.exprs.items[:mark]
	n := &DictComp{Key: key, Value: value, Generators: p.comprehensions()}
	p.expect(RBrace)
	n.Extent = p.from(start)
	return n
}
