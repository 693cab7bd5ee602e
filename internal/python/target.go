package python

// target turns an expression into a target of assignment or deletion, or fails where none may stand.
func (p *parser) target(e Expr, ctx Context) {
	switch n := e.(type) {
	case *Name:
		p.assignable(n)
		n.Ctx = ctx
	case *Attribute:
		if p.version == Py38 && n.Attr == "__debug__" {
			p.fail(n.Span(), "cannot assign to __debug__", "choose another name")
		}
		n.Ctx = ctx
	case *Subscript:
		n.Ctx = ctx
	case *Tuple:
		n.Ctx = ctx
		for _, item := range n.Elts {
			p.target(item, ctx)
		}
	case *List:
		n.Ctx = ctx
		for _, item := range n.Elts {
			p.target(item, ctx)
		}
	case *Starred:
		if ctx == Del && p.version > Py38 {
			p.invalidTarget(e, ctx)
			return
		}
		n.Ctx = ctx
		p.target(n.Value, ctx)
	default:
		p.invalidTarget(e, ctx)
	}
}

// assignable refuses what 3.8 refuses while reading.
func (p *parser) assignable(n *Name) {
	if p.version == Py38 && n.ID == "__debug__" {
		p.fail(n.Span(), "cannot assign to __debug__", "choose another name")
	}
}

// single is target for augmented and annotated assignments: one name, attribute or item.
func (p *parser) single(e Expr) {
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		p.target(e, Store)
	default:
		p.fail(e.Span(), "only a name, an attribute or an item can be assigned to here", "")
	}
}

func (p *parser) invalidTarget(e Expr, ctx Context) {
	verb := "assign to "
	if ctx == Del {
		verb = "delete "
	}
	p.fail(e.Span(), "cannot "+verb+describe(e), p.targetAdvice(e))
}

func (p *parser) targetAdvice(e Expr) string {
	switch e.(type) {
	case *Compare, *BinOp, *Call, *Constant:
		return "write '==' to compare"
	}
	return ""
}

// describe names the form of an expression for a person.
func describe(e Expr) string {
	// A flat table: one case a form.
	switch n := e.(type) {
	case *Call:
		return "a function call"
	case *Constant:
		switch n.Kind {
		case None:
			return "None"
		case True:
			return "True"
		case False:
			return "False"
		case Dots:
			return "ellipsis"
		}
		return "a literal"
	case *JoinedStr:
		return "an f-string expression"
	case *Compare:
		return "a comparison"
	case *Lambda:
		return "a lambda"
	case *IfExp:
		return "a conditional expression"
	case *NamedExpr:
		return "a named expression"
	case *Await:
		return "an await expression"
	case *Yield, *YieldFrom:
		return "a yield expression"
	case *ListComp, *SetComp, *DictComp:
		return "a comprehension"
	case *GeneratorExp:
		return "a generator expression"
	case *Dict:
		return "a dict literal"
	case *Set:
		return "a set display"
	case *Starred:
		return "a starred expression"
	}
	return "an expression"
}
