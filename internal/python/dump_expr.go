package python

// expr prints an expression. It is a flat table: one case a node, fields in CPython's order.
func (d *dumper) expr(e Expr) {
	switch n := e.(type) {
	case *Name:
		d.begin("Name")
		d.str("id", n.ID)
		d.context(n.Ctx)
	case *Attribute:
		d.begin("Attribute")
		d.node("value", n.Value)
		d.str("attr", n.Attr)
		d.context(n.Ctx)
	case *Call:
		d.begin("Call")
		d.node("func", n.Func)
		d.exprs("args", n.Args)
		each(d, "keywords", n.Keywords, d.keyword)
	case *Constant:
		d.begin("Constant")
		d.field("value")
		d.value(n)
		if n.U {
			d.str("kind", "u")
		} else {
			d.absent("kind")
		}
	case *Subscript:
		d.begin("Subscript")
		d.node("value", n.Value)
		d.field("slice")
		d.index(n.Slice)
		d.context(n.Ctx)
	case *Tuple:
		d.begin("Tuple")
		d.exprs("elts", n.Elts)
		d.context(n.Ctx)
	case *List:
		d.begin("List")
		d.exprs("elts", n.Elts)
		d.context(n.Ctx)
	case *Starred:
		d.begin("Starred")
		d.node("value", n.Value)
		d.context(n.Ctx)
	case *Slice:
		d.begin("Slice")
		d.maybe("lower", n.Lower)
		d.maybe("upper", n.Upper)
		d.maybe("step", n.Step)
		if d.version == Py38 {
			d.end()
			return
		}
	case *JoinedStr:
		d.joined(n)
		return
	case *FormattedValue:
		d.begin("FormattedValue")
		d.node("value", n.Value)
		d.conversion(n.Conversion, n.FormatSpec)
	case *Interpolation:
		d.begin("Interpolation")
		d.node("value", n.Value)
		d.str("str", n.Text)
		d.conversion(n.Conversion, n.FormatSpec)
	case *TemplateStr:
		d.begin("TemplateStr")
		d.exprs("values", n.Values)
	default:
		d.operation(e)
	}
	d.at(extent(e))
}

// operation prints the fields of an expression that computes. It is a flat table: one case a node, fields in
// CPython's order.
func (d *dumper) operation(e Expr) {
	switch n := e.(type) {
	case *BoolOp:
		d.begin("BoolOp")
		d.symbol("op", n.Op.String())
		d.exprs("values", n.Values)
	case *NamedExpr:
		d.begin("NamedExpr")
		d.node("target", n.Target)
		d.node("value", n.Value)
	case *BinOp:
		d.begin("BinOp")
		d.node("left", n.Left)
		d.symbol("op", n.Op.String())
		d.node("right", n.Right)
	case *UnaryOp:
		d.begin("UnaryOp")
		d.symbol("op", n.Op.String())
		d.node("operand", n.Operand)
	case *Lambda:
		d.begin("Lambda")
		d.field("args")
		d.parameters(n.Params)
		d.node("body", n.Body)
	case *IfExp:
		d.begin("IfExp")
		d.node("test", n.Test)
		d.node("body", n.Body)
		d.node("orelse", n.OrElse)
	case *Dict:
		d.begin("Dict")
		d.exprs("keys", n.Keys)
		d.exprs("values", n.Values)
	case *Set:
		d.begin("Set")
		d.exprs("elts", n.Elts)
	case *ListComp:
		d.comprehension("ListComp", n.Elt, n.Generators)
	case *SetComp:
		d.comprehension("SetComp", n.Elt, n.Generators)
	case *GeneratorExp:
		d.comprehension("GeneratorExp", n.Elt, n.Generators)
	case *DictComp:
		d.begin("DictComp")
		d.node("key", n.Key)
		d.node("value", n.Value)
		each(d, "generators", n.Generators, d.clause)
	case *Await:
		d.begin("Await")
		d.node("value", n.Value)
	case *Yield:
		d.begin("Yield")
		d.maybe("value", n.Value)
	case *YieldFrom:
		d.begin("YieldFrom")
		d.node("value", n.Value)
	case *Compare:
		d.begin("Compare")
		d.node("left", n.Left)
		each(d, "ops", n.Ops, func(o CompareOperator) { d.text(o.String() + "()") })
		d.exprs("comparators", n.Comparators)
	}
}

func (d *dumper) context(c Context) { d.symbol("ctx", c.String()) }

func (d *dumper) comprehension(name string, elt Expr, generators []*Comprehension) {
	d.begin(name)
	d.node("elt", elt)
	each(d, "generators", generators, d.clause)
}

func (d *dumper) clause(n *Comprehension) {
	d.begin("comprehension")
	d.node("target", n.Target)
	d.node("iter", n.Iter)
	d.exprs("ifs", n.Ifs)
	d.flag("is_async", n.Async)
	d.end()
}

func (d *dumper) keyword(n *Keyword) {
	d.begin("keyword")
	d.optional("arg", n.Name)
	d.node("value", n.Value)
	if d.version >= Py39 {
		d.at(n.Extent)
	} else {
		d.end()
	}
}

func (d *dumper) arg(n *Arg) {
	d.begin("arg")
	d.str("arg", n.Name)
	d.maybe("annotation", n.Annotation)
	d.typeComment()
	d.at(n.Extent)
}

func (d *dumper) maybeArg(name string, n *Arg) {
	if n == nil {
		d.absent(name)
		return
	}
	d.field(name)
	d.arg(n)
}

func (d *dumper) parameters(n *Arguments) {
	d.begin("arguments")
	each(d, "posonlyargs", n.PosOnly, d.arg)
	each(d, "args", n.Args, d.arg)
	d.maybeArg("vararg", n.VarArg)
	each(d, "kwonlyargs", n.KwOnly, d.arg)
	d.exprs("kw_defaults", n.KwDefaults)
	d.maybeArg("kwarg", n.KwArg)
	d.exprs("defaults", n.Defaults)
	d.end()
}

// index prints what stands in the brackets of an item; 3.8 wraps it.
func (d *dumper) index(e Expr) {
	if d.version > Py38 {
		d.expr(e)
		return
	}
	t, ok := e.(*Tuple)
	switch {
	case isSlice(e):
		d.expr(e)
	case ok && hasSlice(t):
		d.begin("ExtSlice")
		each(d, "dims", t.Elts, d.index)
		d.end()
	default:
		d.begin("Index")
		d.node("value", e)
		d.end()
	}
}

func isSlice(e Expr) bool {
	_, ok := e.(*Slice)
	return ok
}

func hasSlice(t *Tuple) bool {
	for _, e := range t.Elts {
		if isSlice(e) {
			return true
		}
	}
	return false
}

// joined prints an f-string; the positions inside are known to be wrong in CPython before 3.12.
func (d *dumper) joined(n *JoinedStr) {
	d.begin("JoinedStr")
	d.blind++
	d.exprs("values", n.Values)
	d.blind--
	d.at(n.Extent)
}

// conversion prints what fields of f-strings and t-strings share.
func (d *dumper) conversion(c byte, spec *JoinedStr) {
	code := int(c)
	if c == 0 {
		code = -1
	}
	d.number("conversion", code)
	if spec == nil {
		d.absent("format_spec")
		return
	}
	d.node("format_spec", spec)
}
