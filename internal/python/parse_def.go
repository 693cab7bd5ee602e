package python

// decorated reads decorators and the definition behind them.
func (p *parser) decorated() Stmt {
	mark := len(p.exprs.items)
	for p.accept(At) {
		at := p.start()
		e := p.namedExpression()
		if p.version == Py38 && !isOldDecorator(e) {
			p.since(Py39, at, "a decorator of this form")
		}
		p.exprs.push(e)
		p.expect(Newline)
	}
	decorators := p.exprs.take(mark)
	switch p.kind {
	case KwDef:
		return p.functionDef(p.start(), decorators, false)
	case KwClass:
		return p.classDef(decorators)
	case KwAsync:
		return p.asyncStmt(decorators)
	}
	p.unexpected("expected a def or class behind a decorator")
	return &Pass{}
}

// isOldDecorator reports whether an expression is a dotted name, or one call of it, as 3.8 wants.
func isOldDecorator(e Expr) bool {
	if call, ok := e.(*Call); ok {
		e = call.Func
	}
	for {
		switch n := e.(type) {
		case *Attribute:
			e = n.Value
		case *Name:
			return true
		default:
			return false
		}
	}
}

// functionDef reads def; start is before async when there is one.
func (p *parser) functionDef(start int32, decorators []Expr, async bool) Stmt {
	p.next()
	n := p.functions.new()
	n.Async, n.Decorators = async, decorators
	at := p.start()
	n.Name = p.binding(p.identifier())
	n.NameSpan = p.from(at)
	n.TypeParams = p.typeParams()
	p.expect(LParen)
	n.Params = p.parameters(RParen)
	p.expect(RParen)
	if p.accept(Arrow) {
		n.Returns = p.expression()
	}
	n.Body = p.block()
	n.Extent = p.compound(start)
	return n
}

func (p *parser) classDef(decorators []Expr) Stmt {
	start := p.start()
	p.next()
	n := &ClassDef{Decorators: decorators}
	at := p.start()
	n.Name = p.binding(p.identifier())
	n.NameSpan = p.from(at)
	n.TypeParams = p.typeParams()
	if p.accept(LParen) {
		n.Bases, n.Keywords = p.callArguments(false)
		p.expect(RParen)
	}
	n.Body = p.block()
	n.Extent = p.compound(start)
	return n
}

// binding is a name that is being defined; 3.8 refuses __debug__ already here.
func (p *parser) binding(name string) string {
	if p.version == Py38 && name == "__debug__" {
		p.fail(p.toks[p.i-1].Span(), "cannot assign to __debug__", "choose another name")
	}
	return name
}

// signature is what parameters allow at the point that was read.
type signature struct {
	args      *Arguments
	close     Kind // RParen of a def, Colon of a lambda
	mark      int  // of the stack of parameters
	exprs     int  // of the stack of defaults
	slash     bool
	star      bool
	bare      bool // the star has no name and no parameter behind it yet
	defaulted bool // a parameter before the star had a default
}

// parameters reads up to the closing token of a def (RParen) or lambda (Colon).
func (p *parser) parameters(closing Kind) *Arguments {
	start := p.start()
	n := p.arguments.new()
	s := signature{args: n, close: closing, mark: len(p.args.items), exprs: len(p.exprs.items)}
	for p.kind != closing && !p.failed {
		p.parameter(&s)
		if n.KwArg != nil {
			p.accept(Comma)
			break
		}
		if !p.accept(Comma) {
			break
		}
	}
	if s.bare {
		p.unexpected("named parameters must follow bare '*'")
	}
	p.endPositional(&s)
	if s.star {
		n.KwDefaults = p.exprs.take(min(s.exprs, len(p.exprs.items)))
		n.KwOnly = p.args.take(min(s.mark, len(p.args.items)))
	}
	n.Extent = Extent{Start: start, End: max(start, p.end())}
	return n
}

// endPositional stores the parameters before a star.
func (p *parser) endPositional(s *signature) {
	if !s.star && !p.failed {
		s.args.Args = p.args.take(s.mark)
		s.args.Defaults = p.exprs.take(s.exprs)
	}
}

// parameter reads one parameter, slash or star.
func (p *parser) parameter(s *signature) {
	switch p.kind {
	case Slash:
		if s.slash || s.star || len(p.args.items) == s.mark {
			p.unexpected("invalid parameters")
			return
		}
		s.slash = true
		s.args.PosOnly = p.args.take(s.mark)
		p.next()
	case Star:
		if s.star {
			p.unexpected("'*' may appear only once")
			return
		}
		p.endPositional(s)
		s.star = true
		p.next()
		if p.kind == Comma {
			s.bare = true
			return
		}
		s.args.VarArg = p.param(s.close == RParen, true)
	case DoubleStar:
		if s.bare {
			p.unexpected("named parameters must follow bare '*'")
			return
		}
		p.next()
		s.args.KwArg = p.param(s.close == RParen, false)
	default:
		p.namedParameter(s)
	}
}

// namedParameter reads name: annotation = default.
func (p *parser) namedParameter(s *signature) {
	arg := p.param(s.close == RParen, false)
	s.bare = false
	p.args.push(arg)
	switch {
	case p.accept(Equal):
		p.exprs.push(p.expression())
		s.defaulted = true
	case s.star:
		p.exprs.push(nil)
	case s.defaulted:
		p.fail(arg.Span(), "parameter without a default follows parameter with a default", "give it a default or move it")
	}
}

// param reads a name and, in a def, its annotation.
func (p *parser) param(annotated, starred bool) *Arg {
	start := p.start()
	n := p.argsOf.new()
	name := p.binding(p.identifier())
	var annotation Expr
	if annotated && p.accept(Colon) {
		if starred && p.kind == Star {
			p.since(Py311, start, "a starred annotation")
			annotation = p.starOr(p.bitwiseOr)
		} else {
			annotation = p.expression()
		}
	}
	*n = Arg{Extent: p.from(start), Name: name, Annotation: annotation}
	return n
}

// typeParams reads the optional [T, *Ts, **P].
func (p *parser) typeParams() []TypeParam {
	if p.kind != LBracket {
		return nil
	}
	start := p.start()
	p.next()
	p.since(Py312, start, "a type parameter list")
	var params []TypeParam
	for {
		params = append(params, p.typeParam())
		if !p.accept(Comma) || p.kind == RBracket {
			break
		}
	}
	p.expect(RBracket)
	return params
}

func (p *parser) typeParam() TypeParam {
	start := p.start()
	switch {
	case p.accept(Star):
		name := p.identifier()
		fallback := p.typeDefault(true)
		return &TypeVarTuple{Extent: p.from(start), Name: name, Default: fallback}
	case p.accept(DoubleStar):
		name := p.identifier()
		fallback := p.typeDefault(false)
		return &ParamSpec{Extent: p.from(start), Name: name, Default: fallback}
	}
	n := &TypeVar{Name: p.identifier()}
	if p.accept(Colon) {
		n.Bound = p.expression()
	}
	n.Default = p.typeDefault(false)
	n.Extent = p.from(start)
	return n
}

// typeDefault reads the optional default of a type parameter.
func (p *parser) typeDefault(starred bool) Expr {
	start := p.start()
	if !p.accept(Equal) {
		return nil
	}
	p.since(Py313, start, "a default of a type parameter")
	if starred {
		return p.starOr(p.expression)
	}
	return p.expression()
}
