package python

// stmt prints a statement. It is a flat table: one case a node, fields in CPython's order.
func (d *dumper) stmt(s Stmt) {
	switch n := s.(type) {
	case *ExprStmt:
		d.begin("Expr")
		d.node("value", n.Value)
	case *Assign:
		d.begin("Assign")
		d.exprs("targets", n.Targets)
		d.node("value", n.Value)
		d.typeComment()
	case *Return:
		d.begin("Return")
		d.maybe("value", n.Value)
	case *If:
		d.begin("If")
		d.node("test", n.Test)
		d.stmts("body", n.Body)
		d.stmts("orelse", n.OrElse)
	case *While:
		d.begin("While")
		d.node("test", n.Test)
		d.stmts("body", n.Body)
		d.stmts("orelse", n.OrElse)
	case *AugAssign:
		d.begin("AugAssign")
		d.node("target", n.Target)
		d.symbol("op", n.Op.String())
		d.node("value", n.Value)
	case *AnnAssign:
		d.begin("AnnAssign")
		d.node("target", n.Target)
		d.node("annotation", n.Annotation)
		d.maybe("value", n.Value)
		d.flag("simple", n.Simple)
	case *Raise:
		d.begin("Raise")
		d.maybe("exc", n.Exc)
		d.maybe("cause", n.Cause)
	case *Assert:
		d.begin("Assert")
		d.node("test", n.Test)
		d.maybe("msg", n.Msg)
	case *Delete:
		d.begin("Delete")
		d.exprs("targets", n.Targets)
	case *Import:
		d.begin("Import")
		each(d, "names", n.Names, d.alias)
	case *ImportFrom:
		d.begin("ImportFrom")
		d.optional("module", n.Module)
		each(d, "names", n.Names, d.alias)
		d.number("level", n.Level)
	case *Global:
		d.begin("Global")
		d.strs("names", n.Names)
	case *Nonlocal:
		d.begin("Nonlocal")
		d.strs("names", n.Names)
	case *Pass:
		d.begin("Pass")
	case *Break:
		d.begin("Break")
	case *Continue:
		d.begin("Continue")
	default:
		d.block(s)
	}
	d.at(extent(s))
}

// extent is a node's place as it is stored.
func extent(n Node) Extent {
	s := n.Span()
	return Extent{Start: int32(s.Start), End: int32(s.End)}
}

// block prints the fields of a statement that holds blocks of its own kind.
func (d *dumper) block(s Stmt) {
	switch n := s.(type) {
	case *FunctionDef:
		d.function(n)
	case *ClassDef:
		d.begin("ClassDef")
		d.str("name", n.Name)
		d.exprs("bases", n.Bases)
		each(d, "keywords", n.Keywords, d.keyword)
		d.stmts("body", n.Body)
		d.exprs("decorator_list", n.Decorators)
		d.typeParams(n.TypeParams)
	case *For:
		d.begin(async("For", n.Async))
		d.node("target", n.Target)
		d.node("iter", n.Iter)
		d.stmts("body", n.Body)
		d.stmts("orelse", n.OrElse)
		d.typeComment()
	case *With:
		d.begin(async("With", n.Async))
		each(d, "items", n.Items, d.withItem)
		d.stmts("body", n.Body)
		d.typeComment()
	case *Try:
		name := "Try"
		if n.Star {
			name = "TryStar"
		}
		d.begin(name)
		d.stmts("body", n.Body)
		each(d, "handlers", n.Handlers, d.handler)
		d.stmts("orelse", n.OrElse)
		d.stmts("finalbody", n.Finally)
	case *Match:
		d.begin("Match")
		d.node("subject", n.Subject)
		each(d, "cases", n.Cases, d.matchCase)
	case *TypeAlias:
		d.begin("TypeAlias")
		d.node("name", n.Name)
		d.typeParams(n.TypeParams)
		d.node("value", n.Value)
	}
}

func async(name string, yes bool) string {
	if yes {
		return "Async" + name
	}
	return name
}

func (d *dumper) function(n *FunctionDef) {
	d.begin(async("FunctionDef", n.Async))
	d.str("name", n.Name)
	d.field("args")
	d.parameters(n.Params)
	d.stmts("body", n.Body)
	d.exprs("decorator_list", n.Decorators)
	d.maybe("returns", n.Returns)
	d.typeComment()
	d.typeParams(n.TypeParams)
}

// typeParams is a field since 3.12.
func (d *dumper) typeParams(items []TypeParam) {
	if d.version >= Py312 {
		each(d, "type_params", items, d.typeParam)
	}
}

func (d *dumper) typeParam(p TypeParam) {
	var fallback Expr
	switch n := p.(type) {
	case *TypeVar:
		d.begin("TypeVar")
		d.str("name", n.Name)
		d.maybe("bound", n.Bound)
		fallback = n.Default
	case *ParamSpec:
		d.begin("ParamSpec")
		d.str("name", n.Name)
		fallback = n.Default
	case *TypeVarTuple:
		d.begin("TypeVarTuple")
		d.str("name", n.Name)
		fallback = n.Default
	}
	if d.version >= Py313 {
		d.maybe("default_value", fallback)
	}
	d.at(extent(p))
}

func (d *dumper) alias(n *Alias) {
	d.begin("alias")
	d.str("name", n.Name)
	d.optional("asname", n.AsName)
	if d.version >= Py310 {
		d.at(n.Extent)
	} else {
		d.end()
	}
}

func (d *dumper) withItem(n *WithItem) {
	d.begin("withitem")
	d.node("context_expr", n.Context)
	d.maybe("optional_vars", n.Target)
	d.end()
}

func (d *dumper) handler(n *ExceptHandler) {
	d.begin("ExceptHandler")
	d.maybe("type", n.Type)
	d.optional("name", n.Name)
	d.stmts("body", n.Body)
	d.at(n.Extent)
}

func (d *dumper) matchCase(n *MatchCase) {
	d.begin("match_case")
	d.field("pattern")
	d.pattern(n.Pattern)
	d.maybe("guard", n.Guard)
	d.stmts("body", n.Body)
	d.end()
}

// pattern prints a pattern.
func (d *dumper) pattern(p Pattern) {
	// A flat table: one case a node, fields in CPython's order.
	switch n := p.(type) {
	case *MatchValue:
		d.begin("MatchValue")
		d.node("value", n.Value)
	case *MatchSingleton:
		d.begin("MatchSingleton")
		d.field("value")
		d.text(n.Kind.literal())
	case *MatchSequence:
		d.begin("MatchSequence")
		d.patterns("patterns", n.Patterns)
	case *MatchMapping:
		d.begin("MatchMapping")
		d.exprs("keys", n.Keys)
		d.patterns("patterns", n.Patterns)
		d.optional("rest", n.Rest)
	case *MatchClass:
		d.begin("MatchClass")
		d.node("cls", n.Cls)
		d.patterns("patterns", n.Patterns)
		d.strs("kwd_attrs", n.KwdAttrs)
		d.patterns("kwd_patterns", n.KwdPatterns)
	case *MatchStar:
		d.begin("MatchStar")
		d.optional("name", n.Name)
	case *MatchAs:
		d.begin("MatchAs")
		if n.Pattern == nil {
			d.absent("pattern")
		} else {
			d.field("pattern")
			d.pattern(n.Pattern)
		}
		d.optional("name", n.Name)
	case *MatchOr:
		d.begin("MatchOr")
		d.patterns("patterns", n.Patterns)
	}
	d.at(extent(p))
}
