package python

// primary reads an atom with the attributes, calls and items behind it.
func (p *parser) primary() Expr {
	start, tall := p.start(), p.tall
	p.tall = 0
	e := p.atom()
	for n := 0; ; n++ {
		switch p.kind {
		case Dot:
			p.next()
			attr := p.identifier()
			a := p.attributes.new()
			*a = Attribute{Value: e, Attr: attr, Extent: p.from(start)}
			e = a
		case LParen:
			e = p.call(start, e)
		case LBracket:
			p.next()
			index := p.slices()
			p.expect(RBracket)
			s := p.subscripts.new()
			*s = Subscript{Value: e, Slice: index, Extent: p.from(start)}
			e = s
		default:
			p.tall = max(p.tall, tall)
			return e
		}
		p.link(n)
	}
}

// call reads the bracket of a call of e.
func (p *parser) call(start int32, e Expr) Expr {
	p.next()
	args, keywords := p.callArguments(true)
	p.expect(RParen)
	c := p.calls.new()
	*c = Call{Func: e, Args: args, Keywords: keywords, Extent: p.from(start)}
	return c
}

// callArguments reads up to the closing bracket; the opening one is the token before. A generator expression
// without brackets of its own may only stand alone, and in a call.
func (p *parser) callArguments(generator bool) ([]Expr, []*Keyword) {
	if !p.enter() {
		return nil, nil
	}
	defer p.leave()
	opening := p.i - 1
	args, keywords := len(p.exprs.items), len(p.keywords.items)
	unpacked := false // a ** was read
	for p.kind != RParen && !p.failed {
		at := p.start()
		switch {
		case p.kind == DoubleStar:
			p.next()
			unpacked = true
			p.keyword(at, "", p.expression())
		case p.kind == Identifier && p.peek() == Equal:
			name := p.binding(p.identifier())
			p.next()
			p.once(name, keywords)
			p.keyword(at, name, p.expression())
		case p.kind == Star:
			p.next()
			value := p.expression()
			if unpacked {
				p.fail(p.from(at).Span(), "iterable argument unpacking follows keyword argument unpacking", "move it forward")
			}
			p.exprs.push(&Starred{Extent: p.from(at), Value: value})
		default:
			e := p.namedExpression()
			if generator && p.startsComprehension() && p.alone(args, keywords) {
				p.exprs.push(p.generator(p.toks[opening].Start, e))
				break
			}
			if len(p.keywords.items) > keywords {
				p.fail(e.Span(), "positional argument follows keyword argument", "move it forward")
			}
			p.exprs.push(e)
		}
		if !p.accept(Comma) {
			break
		}
	}
	return p.exprs.take(args), p.keywords.take(keywords)
}

// alone reports whether no argument was read yet.
func (p *parser) alone(args, keywords int) bool {
	return len(p.exprs.items) == args && len(p.keywords.items) == keywords
}

// generator reads the clauses of a generator expression that is a call's only argument; its span holds the
// call's brackets.
func (p *parser) generator(opening int32, elt Expr) Expr {
	n := &GeneratorExp{Elt: elt, Generators: p.comprehensions()}
	if p.kind != RParen {
		p.unexpected("generator expression must be parenthesized")
	}
	n.Extent = Extent{Start: opening, End: p.toks[p.i].End}
	return n
}

func (p *parser) keyword(start int32, name string, value Expr) {
	k := p.keywordsOf.new()
	*k = Keyword{Name: name, Value: value, Extent: p.from(start)}
	p.keywords.push(k)
}

// once refuses a repeated keyword where 3.8 does so while reading.
func (p *parser) once(name string, mark int) {
	if p.version > Py38 {
		return
	}
	for _, k := range p.keywords.items[mark:] {
		if k.Name == name {
			p.fail(p.toks[p.i-1].Span(), "keyword argument repeated: "+name, "remove one of them")
		}
	}
}

// slices reads what stands in the square brackets of an item.
func (p *parser) slices() Expr {
	start := p.start()
	if !p.enter() {
		return &p.nowhere
	}
	defer p.leave()
	first := p.slice()
	_, starred := first.(*Starred)
	if p.kind != Comma && !starred {
		return first
	}
	mark := len(p.exprs.items)
	p.exprs.push(first)
	for p.accept(Comma) && p.kind != RBracket {
		p.exprs.push(p.slice())
	}
	n := p.tuples.new()
	*n = Tuple{Elts: p.exprs.take(mark), Extent: p.from(start)}
	return n
}

// slice reads lower:upper:step or one expression.
func (p *parser) slice() Expr {
	start := p.start()
	var n Slice
	if p.kind != Colon {
		switch {
		case p.kind == Star:
			p.since(Py311, start, "a star in an index")
			return p.starOr(p.expression)
		case p.kind == Identifier && p.peek() == ColonEqual:
			p.since(Py310, start, "':=' in an index without brackets")
			return p.namedExpression()
		}
		n.Lower = p.expression()
		if p.kind != Colon {
			return n.Lower
		}
	}
	p.next()
	if p.kind != Colon && p.kind != RBracket && p.kind != Comma {
		n.Upper = p.expression()
	}
	if p.accept(Colon) && p.kind != RBracket && p.kind != Comma {
		n.Step = p.expression()
	}
	n.Extent = p.from(start)
	return &n
}

// name reads a name for reading its value.
func (p *parser) name() *Name {
	n := p.names.new()
	t := p.toks[p.i]
	*n = Name{Extent: Extent{Start: t.Start, End: t.End}, ID: p.fold(t)}
	p.next()
	return n
}

// atom reads a name, a literal or something in brackets.
func (p *parser) atom() Expr {
	switch p.kind {
	case Identifier:
		return p.name()
	case Number:
		return p.constant(numberKind(p.word(p.toks[p.i])), p.word(p.toks[p.i]))
	case String, FStringStart, TStringStart:
		return p.strings()
	case LParen:
		return p.group()
	case LBracket:
		return p.list()
	case LBrace:
		return p.braces()
	case KwNone:
		return p.constant(None, "")
	case KwTrue:
		return p.constant(True, "")
	case KwFalse:
		return p.constant(False, "")
	case Ellipsis:
		return p.constant(Dots, "")
	}
	p.unexpected("invalid syntax: expected an expression")
	return &p.nowhere
}

// constant makes the current token a constant.
func (p *parser) constant(kind ConstantKind, text string) Expr {
	n := p.constants.new()
	t := p.toks[p.i]
	*n = Constant{Extent: Extent{Start: t.Start, End: t.End}, Kind: kind, Text: text}
	p.next()
	return n
}

// numberKind is the type of a number that the lexer accepted.
func numberKind(text string) ConstantKind {
	if len(text) > 1 && text[0] == '0' && (text[1]|0x20 == 'x' || text[1]|0x20 == 'b' || text[1]|0x20 == 'o') {
		return Int
	}
	kind := Int
	for i := range len(text) {
		switch text[i] {
		case '.', 'e', 'E':
			kind = Float
		case 'j', 'J':
			return Imaginary
		}
	}
	return kind
}
