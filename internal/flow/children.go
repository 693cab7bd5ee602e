package flow

import "github.com/streamlift/streamlift/internal/python"

// eachExpr visits the direct parts of an expression in source order; the parts of comprehensions and lambdas
// too. It is a flat switch over the kinds of expressions.
func eachExpr(e python.Expr, visit func(python.Expr)) {
	one := func(list ...python.Expr) {
		for _, x := range list {
			if x != nil {
				visit(x)
			}
		}
	}
	switch e := e.(type) {
	case *python.BoolOp:
		one(e.Values...)
	case *python.NamedExpr:
		one(e.Value, e.Target)
	case *python.BinOp:
		one(e.Left, e.Right)
	case *python.UnaryOp:
		one(e.Operand)
	case *python.Lambda:
		eachDefault(e.Params, visit)
		one(e.Body)
	case *python.IfExp:
		one(e.Test, e.Body, e.OrElse)
	case *python.Dict:
		for i, value := range e.Values {
			one(e.Keys[i], value)
		}
	case *python.Set:
		one(e.Elts...)
	case *python.ListComp:
		eachGenerator(e.Generators, visit)
		one(e.Elt)
	case *python.SetComp:
		eachGenerator(e.Generators, visit)
		one(e.Elt)
	case *python.GeneratorExp:
		eachGenerator(e.Generators, visit)
		one(e.Elt)
	case *python.DictComp:
		eachGenerator(e.Generators, visit)
		one(e.Key, e.Value)
	case *python.Await:
		one(e.Value)
	case *python.Yield:
		one(e.Value)
	case *python.YieldFrom:
		one(e.Value)
	case *python.Compare:
		one(e.Left)
		one(e.Comparators...)
	case *python.Call:
		one(e.Func)
		one(e.Args...)
		for _, k := range e.Keywords {
			one(k.Value)
		}
	case *python.FormattedValue:
		one(e.Value)
		if e.FormatSpec != nil {
			one(e.FormatSpec)
		}
	case *python.Interpolation:
		one(e.Value)
		if e.FormatSpec != nil {
			one(e.FormatSpec)
		}
	case *python.JoinedStr:
		one(e.Values...)
	case *python.TemplateStr:
		one(e.Values...)
	case *python.Attribute:
		one(e.Value)
	case *python.Subscript:
		one(e.Value, e.Slice)
	case *python.Starred:
		one(e.Value)
	case *python.List:
		one(e.Elts...)
	case *python.Tuple:
		one(e.Elts...)
	case *python.Slice:
		one(e.Lower, e.Upper, e.Step)
	}
}

func eachGenerator(generators []*python.Comprehension, visit func(python.Expr)) {
	for _, g := range generators {
		visit(g.Iter)
		visit(g.Target)
		for _, test := range g.Ifs {
			visit(test)
		}
	}
}

// eachDefault visits the default values of parameters.
func eachDefault(a *python.Arguments, visit func(python.Expr)) {
	for _, list := range [][]python.Expr{a.Defaults, a.KwDefaults} {
		for _, d := range list {
			if d != nil {
				visit(d)
			}
		}
	}
}

// bounds are the expressions of type parameters: what they are bound to and default to.
func bounds(params []python.TypeParam) []python.Expr {
	var out []python.Expr
	for _, p := range params {
		switch p := p.(type) {
		case *python.TypeVar:
			out = append(out, p.Bound, p.Default)
		case *python.ParamSpec:
			out = append(out, p.Default)
		case *python.TypeVarTuple:
			out = append(out, p.Default)
		}
	}
	return out
}

// eachParam visits all parameters in source order.
func eachParam(a *python.Arguments, visit func(*python.Arg)) {
	for _, list := range [][]*python.Arg{a.PosOnly, a.Args, {a.VarArg}, a.KwOnly, {a.KwArg}} {
		for _, p := range list {
			if p != nil {
				visit(p)
			}
		}
	}
}

// bound visits the names that a pattern of a match statement captures, with the node that does it, and its expressions.
func bound(p python.Pattern, name func(string, python.Node), expr func(python.Expr)) {
	visit := func(list []python.Pattern) {
		for _, one := range list {
			bound(one, name, expr)
		}
	}
	switch p := p.(type) {
	case *python.MatchValue:
		expr(p.Value)
	case *python.MatchSequence:
		visit(p.Patterns)
	case *python.MatchMapping:
		for _, k := range p.Keys {
			expr(k)
		}
		visit(p.Patterns)
		if p.Rest != "" {
			name(p.Rest, p)
		}
	case *python.MatchClass:
		expr(p.Cls)
		visit(p.Patterns)
		visit(p.KwdPatterns)
	case *python.MatchStar:
		if p.Name != "" {
			name(p.Name, p)
		}
	case *python.MatchAs:
		if p.Pattern != nil {
			bound(p.Pattern, name, expr)
		}
		if p.Name != "" {
			name(p.Name, p)
		}
	case *python.MatchOr:
		visit(p.Patterns)
	}
}
