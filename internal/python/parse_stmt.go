package python

import "github.com/streamlift/streamlift/internal/diag"

// statements reads up to the end of the block and leaves the statements on the stack.
func (p *parser) statements() {
	for {
		switch p.kind {
		case EndMarker:
			return
		case Dedent:
			return
		case Indent:
			p.note(p.toks[p.i].Span(), "unexpected indent", "align the line with the block it belongs to")
			p.next()
			p.statements()
			p.accept(Dedent)
		default:
			p.statement()
		}
	}
}

// marks are the heights of the stacks when a statement began, to which a failed one is cut back.
type marks struct{ exprs, stmts, keywords, args, aliases, generators, operators, patterns, words, depth int }

func (p *parser) marks() marks {
	return marks{
		exprs: len(p.exprs.items), stmts: len(p.stmts.items), keywords: len(p.keywords.items),
		args: len(p.args.items), aliases: len(p.aliases.items), generators: len(p.generators.items),
		operators: len(p.operators.items), patterns: len(p.patterns.items), words: len(p.words.items), depth: p.depth,
	}
}

// statement reads one line of simple statements or one compound statement.
func (p *parser) statement() {
	first, before := p.i, p.marks()
	p.tall = 0
	switch p.kind {
	case KwIf:
		p.stmts.push(p.ifStmt())
	case KwFor:
		p.stmts.push(p.forStmt(p.start(), false))
	case KwWhile:
		p.stmts.push(p.whileStmt())
	case KwTry:
		p.stmts.push(p.tryStmt())
	case KwWith:
		p.stmts.push(p.withStmt(p.start(), false))
	case KwDef:
		p.stmts.push(p.functionDef(p.start(), nil, false))
	case KwClass:
		p.stmts.push(p.classDef(nil))
	case At:
		p.stmts.push(p.decorated())
	case KwAsync:
		p.stmts.push(p.asyncStmt(nil))
	default:
		if p.kind == Identifier && p.version >= Py310 && p.is("match") && p.startsMatch() {
			p.stmts.push(p.matchStmt())
		} else {
			p.simpleStmts()
		}
	}
	if p.failed {
		p.recover(first, before)
	}
}

// recover leaves a statement that failed: what was read of it is dropped, its line is skipped, and the blocks
// that hang on it are read into the block around it.
func (p *parser) recover(first int, before marks) {
	p.toks, p.i, p.failed = p.kept, max(p.failedAt, first), false
	p.exprs.items, p.stmts.items = p.exprs.items[:before.exprs], p.stmts.items[:before.stmts]
	p.keywords.items, p.args.items = p.keywords.items[:before.keywords], p.args.items[:before.args]
	p.aliases.items, p.generators.items = p.aliases.items[:before.aliases], p.generators.items[:before.generators]
	p.operators.items, p.patterns.items = p.operators.items[:before.operators], p.patterns.items[:before.patterns]
	p.words.items, p.depth = p.words.items[:before.words], before.depth
	p.kind = p.toks[p.i].Kind
	from := p.toks[first].Start
	for {
		for p.kind != Newline && p.kind != EndMarker && p.kind != Indent && p.kind != Dedent {
			p.next()
		}
		p.breakLines(from)
		p.accept(Newline)
		if p.kind == Indent {
			p.next()
			p.statements()
			p.accept(Dedent)
		}
		switch p.kind {
		case KwElse, KwElif, KwExcept, KwFinally:
			from = p.start()
			p.next()
			continue
		}
		return
	}
}

// breakLines adds the lines from an offset to the current token to the broken ones.
func (p *parser) breakLines(from int32) {
	start := p.source.LineStart(p.source.Line(int(from)))
	if n := len(p.broken); n > 0 {
		start = max(start, p.broken[n-1].End)
	}
	end := p.source.LineStart(p.source.Line(int(p.start())) + 1)
	if end > start {
		p.broken = append(p.broken, diag.Span{Start: start, End: end})
	}
}

// simpleStmts reads simple statements up to and with the line end.
func (p *parser) simpleStmts() {
	for {
		p.stmts.push(p.simpleStmt())
		if p.kind != Semicolon {
			break
		}
		p.next()
		if p.kind == Newline {
			break
		}
	}
	if p.kind == Newline {
		p.next()
		return
	}
	p.unexpected("invalid syntax: expected the end of the line")
}

// simpleStmt reads one statement without a block.
func (p *parser) simpleStmt() Stmt {
	start := p.start()
	switch p.kind {
	case KwReturn:
		return p.returnStmt(start)
	case KwImport:
		return p.importStmt(start)
	case KwFrom:
		return p.importFrom(start)
	case KwRaise:
		return p.raiseStmt(start)
	case KwPass:
		p.next()
		return &Pass{Extent: p.from(start)}
	case KwBreak:
		p.next()
		return &Break{Extent: p.from(start)}
	case KwContinue:
		p.next()
		return &Continue{Extent: p.from(start)}
	case KwDel:
		return p.deleteStmt(start)
	case KwAssert:
		return p.assertStmt(start)
	case KwGlobal:
		names := p.scopeNames()
		return &Global{Extent: p.from(start), Names: names}
	case KwNonlocal:
		names := p.scopeNames()
		return &Nonlocal{Extent: p.from(start), Names: names}
	case Identifier:
		if p.peek() == Identifier && p.version >= Py312 && p.is("type") {
			return p.typeAlias(start)
		}
	}
	return p.expressionStmt(start)
}

func (p *parser) returnStmt(start int32) Stmt {
	p.next()
	var value Expr
	if p.kind != Newline && p.kind != Semicolon {
		value = p.starExpressions()
	}
	n := p.returns.new()
	*n = Return{Extent: p.from(start), Value: value}
	return n
}

func (p *parser) raiseStmt(start int32) Stmt {
	p.next()
	var exc, cause Expr
	if p.kind != Newline && p.kind != Semicolon {
		exc = p.expression()
		if p.accept(KwFrom) {
			cause = p.expression()
		}
	}
	return &Raise{Extent: p.from(start), Exc: exc, Cause: cause}
}

func (p *parser) assertStmt(start int32) Stmt {
	p.next()
	var msg Expr
	test := p.expression()
	if p.accept(Comma) {
		msg = p.expression()
	}
	return &Assert{Extent: p.from(start), Test: test, Msg: msg}
}

// scopeNames reads the names of global and nonlocal.
func (p *parser) scopeNames() []string {
	p.next()
	mark := len(p.words.items)
	p.words.push(p.identifier())
	for p.accept(Comma) {
		p.words.push(p.identifier())
	}
	return p.words.take(mark)
}

// deleteStmt reads del; a lone bracketed tuple is one target.
func (p *parser) deleteStmt(start int32) Stmt {
	p.next()
	mark := len(p.exprs.items)
	for {
		target := p.starOr(p.bitwiseOr)
		p.target(target, Del)
		p.exprs.push(target)
		if !p.accept(Comma) || p.kind == Newline || p.kind == Semicolon {
			break
		}
	}
	if p.kind != Newline && p.kind != Semicolon {
		p.unexpected("invalid syntax: expected the end of the line")
	}
	return &Delete{Extent: p.from(start), Targets: p.exprs.take(mark)}
}

// typeAlias reads a type statement.
func (p *parser) typeAlias(start int32) Stmt {
	p.next()
	at := p.start()
	id := p.identifier()
	name := &Name{Extent: p.from(at), ID: id, Ctx: Store}
	params := p.typeParams()
	p.expect(Equal)
	value := p.expression()
	return &TypeAlias{Extent: p.from(start), Name: name, TypeParams: params, Value: value}
}

// expressionStmt reads assignments and expressions.
func (p *parser) expressionStmt(start int32) Stmt {
	bare := p.kind == Identifier
	value := p.rightSide()
	switch op, augmented := augmentedOperator(p.kind); {
	case p.kind == Equal:
		return p.assignment(start, value)
	case p.kind == Colon:
		return p.annotation(start, value, bare)
	case augmented:
		p.single(value)
		p.next()
		if p.version == Py38 && p.kind == Star {
			p.unexpected("invalid syntax")
		}
		right := p.rightSide()
		return &AugAssign{Extent: p.from(start), Target: value, Op: op, Value: right}
	}
	n := p.exprStmts.new()
	*n = ExprStmt{Extent: p.from(start), Value: value}
	return n
}

// rightSide reads what may stand to the right of '='.
func (p *parser) rightSide() Expr {
	if p.kind == KwYield {
		return p.yield()
	}
	return p.starExpressions()
}

func (p *parser) assignment(start int32, value Expr) Stmt {
	mark := len(p.exprs.items)
	for p.kind == Equal {
		p.target(value, Store)
		p.exprs.push(value)
		p.next()
		value = p.rightSide()
	}
	n := p.assigns.new()
	*n = Assign{Targets: p.exprs.take(mark), Value: value, Extent: p.from(start)}
	return n
}

func (p *parser) annotation(start int32, target Expr, bare bool) Stmt {
	p.single(target)
	_, name := target.(*Name)
	p.next()
	n := &AnnAssign{Target: target, Annotation: p.expression(), Simple: bare && name}
	if p.accept(Equal) {
		n.Value = p.rightSide()
	}
	n.Extent = p.from(start)
	return n
}

// augmentedOperator is the operator of an augmented assignment.
func augmentedOperator(k Kind) (Operator, bool) {
	// A flat table: one case an operator.
	switch k {
	case PlusEqual:
		return Add, true
	case MinusEqual:
		return Sub, true
	case StarEqual:
		return Mult, true
	case SlashEqual:
		return Div, true
	case DoubleSlashEqual:
		return FloorDiv, true
	case PercentEqual:
		return Mod, true
	case AtEqual:
		return MatMult, true
	case AmperEqual:
		return BitAnd, true
	case BarEqual:
		return BitOr, true
	case CaretEqual:
		return BitXor, true
	case LeftShiftEqual:
		return LShift, true
	case RightShiftEqual:
		return RShift, true
	case DoubleStarEqual:
		return Pow, true
	}
	return 0, false
}
