package flow

import "github.com/streamlift/streamlift/internal/python"

func (ev *evaluator) block(list []python.Stmt) {
	if len(list) == 0 {
		return
	}
	outer := ev.end
	ev.end = list[len(list)-1].Span().End
	for _, s := range list {
		ev.stmt(s)
	}
	ev.end = outer
}

// stmt walks one statement. It is a flat switch over the kinds of statements.
func (ev *evaluator) stmt(s python.Stmt) {
	ev.count(s)
	ev.at = s.Span().End
	switch s := s.(type) {
	case *python.FunctionDef:
		ev.define(s)
	case *python.ClassDef:
		ev.classDef(s)
	case *python.Return:
		ev.flow(&ev.fn.result, ev.eval(s.Value))
		ev.text(&ev.fn.result, s.Value, false)
	case *python.Delete:
		for _, t := range s.Targets {
			ev.remove(t)
		}
	case *python.Assign:
		v := ev.eval(s.Value)
		for _, t := range s.Targets {
			ev.assign(t, v, s.Value)
		}
	case *python.AugAssign:
		ev.augment(s)
	case *python.AnnAssign:
		v := join(ev.annotation(s.Annotation), ev.eval(s.Value))
		ev.assign(s.Target, v, s.Value)
	case *python.For:
		ev.loops++
		ev.loop(s)
		v := ev.eval(s.Iter)
		ev.loopTarget(s, v)
		ev.block(s.Body)
		ev.loops--
		ev.block(s.OrElse)
	case *python.While:
		ev.loops++
		ev.loop(s)
		ev.eval(s.Test)
		ev.block(s.Body)
		ev.loops--
		ev.block(s.OrElse)
	case *python.If:
		ev.eval(s.Test)
		outer := ev.main
		ev.main = outer || isMainTest(s.Test)
		ev.block(s.Body)
		ev.main = outer
		ev.block(s.OrElse)
	case *python.With:
		for _, item := range s.Items {
			v := ev.enter(item.Context, ev.eval(item.Context))
			if item.Target != nil {
				ev.at = item.Span().End
				ev.assign(item.Target, v, nil)
			}
		}
		ev.block(s.Body)
	case *python.Match:
		ev.match(s)
	case *python.Raise:
		ev.eval(s.Exc)
		ev.eval(s.Cause)
	case *python.Try:
		ev.try(s)
	case *python.Assert:
		ev.eval(s.Test)
		ev.eval(s.Msg)
	case *python.Import:
		ev.imports(s)
	case *python.ImportFrom:
		ev.importFrom(s)
	case *python.ExprStmt:
		ev.magic(s, ev.eval(s.Value))
	}
}

// isMainTest recognises __name__ == "__main__".
func isMainTest(e python.Expr) bool {
	c, ok := e.(*python.Compare)
	if !ok || len(c.Ops) != 1 || c.Ops[0] != python.Eq {
		return false
	}
	name, isName := c.Left.(*python.Name)
	text, isText := literal(c.Comparators[0])
	if !isName || !isText {
		name, isName = c.Comparators[0].(*python.Name)
		text, isText = literal(c.Left)
	}
	return isName && isText && name.ID == "__name__" && text == "__main__"
}

func (ev *evaluator) try(s *python.Try) {
	end := ev.end
	ev.block(s.Body)
	for _, h := range s.Handlers {
		v := ev.eval(h.Type)
		if sym := ev.scope.Lookup(h.Name); h.Name != "" && sym != nil {
			ev.at, ev.end = h.Span().Start, h.Span().End
			ev.assigned(sym, ev.made(v), false)
			ev.end = end
		}
		ev.block(h.Body)
	}
	ev.block(s.OrElse)
	ev.block(s.Finally)
}

// made is an instance of what a value names: the exception that `except E as e` binds.
func (ev *evaluator) made(v Value) Value {
	out := unknownValue()
	for _, a := range v.atoms {
		if a.kind == classAtom {
			out = join(out, ev.instanceOf(a.class).value)
		}
	}
	return out
}

// loopTarget gives the names of a loop their elements. They hold in its body.
func (ev *evaluator) loopTarget(s *python.For, v Value) {
	at, end := ev.at, ev.end
	ev.at, ev.end = s.Iter.Span().End, s.Span().End
	ev.assign(s.Target, ev.elements(s.Iter, v), nil)
	ev.textElements(s, v)
	ev.at, ev.end = at, end
}

// loop notes where a loop stands: what it assigns below may reach what stands above.
func (ev *evaluator) loop(s python.Stmt) {
	span := s.Span()
	ev.fn.loops = append(ev.fn.loops, statementSpan{span.Start, span.End})
}

func (ev *evaluator) match(s *python.Match) {
	subject, end := ev.eval(s.Subject), ev.end
	for _, c := range s.Cases {
		whole := c.Pattern
		ev.at, ev.end = whole.Span().End, c.Span().End
		bound(whole, func(name string, _ python.Node) {
			if sym := ev.scope.Lookup(name); sym != nil {
				if as, ok := whole.(*python.MatchAs); ok && as.Pattern == nil {
					ev.assigned(sym, subject, false)
				} else {
					ev.assigned(sym, unknownValue(), false)
				}
			}
		}, func(e python.Expr) { ev.eval(e) })
		ev.eval(c.Guard)
		ev.block(c.Body)
		ev.end = end
	}
}

func (ev *evaluator) augment(s *python.AugAssign) {
	value := ev.eval(s.Value)
	switch t := s.Target.(type) {
	case *python.Name:
		old := ev.name(t)
		if sym := ev.scope.Lookup(t.ID); sym != nil {
			ev.assigned(sym, join(value, onlySequences(old)), true)
			ev.text(ev.slotOf(sym), s.Value, true)
		}
		if isSequence(old) {
			ev.changed(t)
		}
		if isSequence(old) && s.Op == python.Add {
			for _, a := range old.atoms {
				if a.site != nil {
					ev.flow(&a.site.elem, ev.elements(s.Value, value))
				}
			}
		}
	case *python.Attribute:
		receiver := ev.eval(t.Value)
		ev.attribute(t, receiver, false)
		ev.setAttribute(t, receiver, value)
	case *python.Subscript:
		receiver := ev.eval(t.Value)
		ev.item(t, receiver)
		ev.setItem(t, receiver, value)
	}
}

// assign lets a value flow into a target; from is the expression it came from, or nil.
func (ev *evaluator) assign(target python.Expr, v Value, from python.Expr) {
	switch t := target.(type) {
	case *python.Name:
		if sym := ev.scope.Lookup(t.ID); sym != nil {
			ev.assigned(sym, v, false)
			ev.text(ev.slotOf(sym), from, false)
		}
	case *python.Attribute:
		receiver := ev.eval(t.Value)
		ev.setAttribute(t, receiver, v)
		ev.attributeText(t, receiver, from)
	case *python.Subscript:
		ev.setItem(t, ev.eval(t.Value), v)
	case *python.Tuple:
		ev.unpack(t.Elts, v, from)
	case *python.List:
		ev.unpack(t.Elts, v, from)
	case *python.Starred:
		a := ev.atoms.container(t, 0, "list")
		ev.flow(&a.site.elem, v)
		ev.assign(t.Value, a.value, nil)
	}
}

// unpack gives each target its position's value.
func (ev *evaluator) unpack(targets []python.Expr, v Value, from python.Expr) {
	parts := displayed(from)
	for i, t := range targets {
		if _, starred := t.(*python.Starred); starred {
			ev.assign(t, ev.elements(t, v), nil)
			parts = nil
			continue
		}
		var part python.Expr
		if len(parts) == len(targets) {
			part = parts[i]
		}
		ev.assign(t, ev.position(t, v, i), part)
	}
}

func displayed(e python.Expr) []python.Expr {
	switch e := e.(type) {
	case *python.Tuple:
		return e.Elts
	case *python.List:
		return e.Elts
	}
	return nil
}

func (ev *evaluator) remove(target python.Expr) {
	switch t := target.(type) {
	case *python.Attribute:
		ev.store(ev.eval(t.Value), "__delattr__", t)
		ev.changed(t)
	case *python.Subscript:
		ev.eval(t.Slice)
		ev.store(ev.eval(t.Value), "__delitem__", t)
		ev.changed(t)
	case *python.Tuple:
		for _, e := range t.Elts {
			ev.remove(e)
		}
	case *python.List:
		for _, e := range t.Elts {
			ev.remove(e)
		}
	}
}

// params seeds the parameters of a function with their annotations and, of a method, its receiver.
func (ev *evaluator) params(a *python.Arguments) {
	outer := ev.scope
	first := true
	eachParam(a, func(p *python.Arg) {
		sym := ev.fn.Scope.Symbols[mangle(ev.fn.Scope.class, p.Name)]
		if sym == nil {
			return
		}
		s := ev.slotOf(sym)
		if first && ev.fn.self != nil {
			ev.flow(s, ev.fn.self.value)
		}
		first = false
		if p.Annotation == nil {
			return
		}
		ev.scope = ev.fn.Scope.Parent
		v := ev.annotation(p.Annotation)
		ev.scope = outer
		switch p {
		case a.VarArg:
			v = ev.containerOf(p, "tuple", v)
		case a.KwArg:
			v = ev.containerOf(p, "dict", v)
		}
		ev.flow(s, v)
	})
}

func (ev *evaluator) containerOf(node python.Node, name string, elem Value) Value {
	c := ev.atoms.container(node, 0, name)
	ev.flow(&c.site.elem, elem)
	return c.value
}

func (ev *evaluator) returnAnnotation(e python.Expr) {
	outer := ev.scope
	ev.scope = ev.fn.Scope.Parent
	v := ev.annotation(e)
	ev.scope = outer
	if !ev.fn.generator {
		ev.flow(&ev.fn.result, v)
	}
}

// define makes the function of a def and lets it, decorated, flow into its name.
func (ev *evaluator) define(s *python.FunctionDef) {
	fn := ev.function(s, s.Name)
	ev.defaults(fn, s.Params)
	plain := ev.atoms.function(fn, nil).value
	v := ev.decorate(fn, s.Decorators, plain)
	if sym := ev.scope.Lookup(s.Name); sym != nil {
		ev.at = s.NameSpan.Span().End
		ev.assigned(sym, v, false)
	}
	if fn.Of != nil {
		ev.receiverOf(fn)
	}
}

// defaults lets default values flow into parameters. They are computed where the function is defined.
func (ev *evaluator) defaults(fn *Function, a *python.Arguments) {
	positional := append(append([]*python.Arg{}, a.PosOnly...), a.Args...)
	for i, d := range a.Defaults {
		ev.defaultOf(fn, positional[len(positional)-len(a.Defaults)+i], d)
	}
	for i, d := range a.KwDefaults {
		if d != nil {
			ev.defaultOf(fn, a.KwOnly[i], d)
		}
	}
}

func (ev *evaluator) defaultOf(fn *Function, p *python.Arg, d python.Expr) {
	v := ev.eval(d)
	if sym := fn.Scope.Symbols[mangle(fn.Scope.class, p.Name)]; sym != nil {
		ev.flow(ev.slotOf(sym), v)
	}
}
