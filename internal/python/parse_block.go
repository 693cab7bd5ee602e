package python

// block reads ':' and what hangs on it: an indented block or simple statements on the same line.
func (p *parser) block() []Stmt {
	p.expect(Colon)
	if p.failed {
		return nil
	}
	mark := len(p.stmts.items)
	if p.kind != Newline {
		p.simpleStmts()
		return p.stmts.take(min(mark, len(p.stmts.items)))
	}
	p.next()
	if p.kind != Indent {
		p.note(p.toks[p.i].Span(), "expected an indented block", "indent the lines that belong to it")
		return nil
	}
	p.next()
	p.statements()
	p.accept(Dedent)
	return p.stmts.take(mark)
}

// orElse reads an optional else block.
func (p *parser) orElse() []Stmt {
	if !p.accept(KwElse) {
		return nil
	}
	return p.block()
}

// ifStmt reads from if or elif to the end of the last else.
func (p *parser) ifStmt() Stmt {
	start := p.start()
	if !p.enter() {
		return &Pass{}
	}
	defer p.leave()
	p.next()
	test := p.namedExpression()
	n := p.ifs.new()
	*n = If{Test: test, Body: p.block()}
	if p.kind == KwElif {
		mark := len(p.stmts.items)
		p.stmts.push(p.ifStmt())
		n.OrElse = p.stmts.take(mark)
	} else {
		n.OrElse = p.orElse()
	}
	n.Extent = p.compound(start)
	return n
}

func (p *parser) whileStmt() Stmt {
	start := p.start()
	p.next()
	n := &While{Test: p.namedExpression(), Body: p.block()}
	n.OrElse = p.orElse()
	n.Extent = p.compound(start)
	return n
}

// forStmt reads for; start is before async when there is one.
func (p *parser) forStmt(start int32, async bool) Stmt {
	p.next()
	n := &For{Target: p.forTarget(), Async: async}
	p.expect(KwIn)
	at := p.start()
	n.Iter = p.starExpressions()
	if p.version == Py38 {
		p.oldStar(at, n.Iter)
	}
	n.Body = p.block()
	n.OrElse = p.orElse()
	n.Extent = p.compound(start)
	return n
}

// oldStar fails on stars without brackets where 3.8 has none.
func (p *parser) oldStar(start int32, e Expr) {
	if t, ok := e.(*Tuple); ok && p.text[t.Start] != '(' {
		for _, item := range t.Elts {
			if _, ok := item.(*Starred); ok {
				p.since(Py39, start, "a star here")
			}
		}
	}
}

// asyncStmt reads async def, for or with.
func (p *parser) asyncStmt(decorators []Expr) Stmt {
	start := p.start()
	p.next()
	switch {
	case p.kind == KwDef:
		return p.functionDef(start, decorators, true)
	case decorators == nil && p.kind == KwFor:
		return p.forStmt(start, true)
	case decorators == nil && p.kind == KwWith:
		return p.withStmt(start, true)
	}
	p.unexpected("expected 'def', 'for' or 'with' behind 'async'")
	return &Pass{}
}

func (p *parser) tryStmt() Stmt {
	start := p.start()
	p.next()
	n := &Try{Body: p.block()}
	for p.kind == KwExcept {
		n.Handlers = append(n.Handlers, p.exceptHandler(n))
	}
	if len(n.Handlers) > 0 {
		n.OrElse = p.orElse()
	}
	if p.accept(KwFinally) {
		n.Finally = p.block()
	} else if len(n.Handlers) == 0 {
		p.unexpected("expected 'except' or 'finally' block")
	}
	n.Extent = p.compound(start)
	return n
}

// exceptHandler reads one except; all of one try are starred or none.
func (p *parser) exceptHandler(try *Try) *ExceptHandler {
	start := p.start()
	p.next()
	star := p.accept(Star)
	if star {
		p.since(Py311, start, "except*")
	}
	if len(try.Handlers) > 0 && star != try.Star {
		p.fail(p.from(start).Span(), "cannot have both 'except' and 'except*' on the same 'try'", "use one of them")
	}
	try.Star = star
	h := &ExceptHandler{}
	if p.kind != Colon || star {
		h.Type = p.exceptTypes()
		if p.accept(KwAs) {
			h.Name = p.identifier()
		}
	}
	h.Body = p.block()
	h.Extent = p.compound(start)
	return h
}

// exceptTypes reads what a handler catches; from 3.14 several types need no brackets where no name follows.
func (p *parser) exceptTypes() Expr {
	start, first := p.start(), p.i
	e := p.expression()
	if p.kind != Comma {
		return e
	}
	if p.version < Py314 {
		message := "multiple exception types must be parenthesized"
		if p.peek() == Identifier && p.toks[min(p.i+2, len(p.toks)-1)].Kind == Colon {
			message += "; in python 2 this named the exception"
		}
		p.fail(p.toks[p.i].Span(), message, "write 'except (A, B):' or 'except A as b:'")
		return e
	}
	mark := len(p.exprs.items)
	p.exprs.push(e)
	for p.accept(Comma) && p.kind != Colon {
		p.exprs.push(p.expression())
	}
	t := &Tuple{Extent: p.from(start), Elts: p.exprs.take(mark)}
	if p.kind == KwAs {
		p.fail(p.from(p.toks[first].Start).Span(), "multiple exception types must be parenthesized when using 'as'",
			"write 'except (A, B) as e:'")
	}
	return t
}

// withStmt reads with; start is before async when there is one.
func (p *parser) withStmt(start int32, async bool) Stmt {
	p.next()
	n := &With{Async: async}
	bracketed := p.kind == LParen && p.version >= Py39 && p.itemsInBrackets()
	if bracketed {
		p.next()
	}
	for {
		n.Items = append(n.Items, p.withItem())
		if !p.accept(Comma) || bracketed && p.kind == RParen {
			break
		}
	}
	if bracketed {
		p.expect(RParen)
	}
	n.Body = p.block()
	n.Extent = p.compound(start)
	return n
}

func (p *parser) withItem() *WithItem {
	start := p.start()
	item := &WithItem{Context: p.expression()}
	if p.accept(KwAs) {
		item.Target = p.starOr(p.bitwiseOr)
		p.target(item.Target, Store)
	}
	item.Extent = p.from(start)
	return item
}

// itemsInBrackets reports whether the bracket at the current token holds the items of a with statement, and is
// not the beginning of an expression: it is closed right before ':' and holds nothing that no item may.
func (p *parser) itemsInBrackets() bool {
	depth, lambdas, named, other := 0, 0, false, p.peek() == RParen
	for i := p.i; ; i++ {
		switch k := p.toks[i].Kind; k {
		case LParen, LBracket, LBrace, FStringStart, TStringStart:
			depth++
		case RParen, RBracket, RBrace, FStringEnd, TStringEnd:
			if depth--; depth == 0 {
				return p.toks[i+1].Kind == Colon && (named || !other)
			}
		case Newline, EndMarker:
			return false
		case KwLambda:
			if depth == 1 {
				lambdas++
			}
		case Colon:
			if depth == 1 && lambdas > 0 {
				lambdas--
			}
		case KwAs:
			named = named || depth == 1
		case ColonEqual, KwFor:
			other = other || depth == 1
		case KwYield, Star:
			before := p.toks[i-1].Kind
			other = other || depth == 1 && lambdas == 0 && (before == LParen || before == Comma)
		}
	}
}
