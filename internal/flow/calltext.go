package flow

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// givenArg is an argument, with what it may be.
type givenArg struct {
	expr  python.Expr
	value Value
}

// decisiveArg is what a call gives for a parameter that decides what the function does.
type decisiveArg struct {
	use     paramUse
	assumed catalogue.Effects
	arg     givenArg
}

// given says what happens at a call because of what it gives: SQL text, an HTTP method, a statement to execute.
func (ev *evaluator) given(event *Event, b bindCall, d decisiveArg) {
	if d.use.method == called {
		ev.calledBack(event, d)
		return
	}
	e, in := d.arg.expr, ev.fn
	if e == nil && b.args != nil && !b.args.stars {
		e, in = b.fn.defaultOf(d.use.param), b.fn
	}
	if e == nil {
		event.Effects |= d.assumed
		return
	}
	param, assumed := "", d.assumed
	switch {
	case d.use.method != "":
		var effects catalogue.Effects
		effects, param = ev.methodOf(d)
		event.Effects |= effects
	case d.assumed == catalogue.Of(catalogue.NetWrite):
		var effects catalogue.Effects
		effects, param = ev.requestOf(e, in)
		event.Effects |= effects
	default:
		s := ev.sql(e, d.arg.value)
		if in != ev.fn {
			s = ev.sqlText(e, in)
		}
		param, assumed = s.param, s.assumed
		event.Effects |= s.effects
		event.SQL = append(event.SQL, s.verbs...)
	}
	if param != "" && in == ev.fn {
		event.param, event.method, event.assumed = param, d.use.method, assumed
	}
}

// called stands for calling the parameter itself.
const called = "()"

// calledBack notes the functions that a call gives for a parameter that is called: they count here, not wherever
// somebody else gives others.
func (ev *evaluator) calledBack(event *Event, d decisiveArg) {
	if d.arg.expr == nil {
		return
	}
	if param := ev.paramOf(d.arg.expr); param != "" {
		ev.pass(d.arg.expr, d.arg.value, nil, &Event{param: param, method: called, assumed: d.assumed})
		return
	}
	if !d.arg.value.known() {
		event.Effects |= catalogue.Of(catalogue.Unknown)
	}
	ev.pass(d.arg.expr, d.arg.value, nil, nil)
}

// methodOf is what a method does to what a call gives, and the parameter of this function that it is.
func (ev *evaluator) methodOf(d decisiveArg) (catalogue.Effects, string) {
	effects, known := catalogue.Effects(0), false
	for _, a := range d.arg.value.atoms {
		if a.kind == typeAtom || a.kind == siteAtom {
			if entry := ev.atoms.method(a, d.use.method); entry != nil {
				effects, known = effects|entry.Effects, true
			}
		}
	}
	if !known {
		effects = d.assumed
	}
	if param := ev.paramOf(d.arg.expr); param != "" {
		return effects | d.assumed, param
	}
	return effects, ""
}

// paramOf is the parameter of this function that an expression is, unless something is assigned to it.
func (ev *evaluator) paramOf(e python.Expr) string {
	name, ok := e.(*python.Name)
	if !ok {
		return ""
	}
	sym := ev.scope.Lookup(name.ID)
	if sym == nil || !sym.Param || sym.Owner != ev.fn.Scope || len(ev.slotOf(sym).defs) > 0 {
		return ""
	}
	return sym.Name
}

// decides notes that a call of a parameter's method does one thing or another by what the parameter is: executing a
// query that was built elsewhere reads or writes.
func (ev *evaluator) decides(c *Call, callee Value) {
	if param := ev.paramOf(c.Node.Func); param != "" && callee.known() {
		c.param, c.method, c.assumed = param, called, ^catalogue.Effects(0)
		return
	}
	attr, ok := c.Node.Func.(*python.Attribute)
	if !ok || len(callee.atoms) < 2 {
		return
	}
	param := ev.paramOf(attr.Value)
	if param == "" {
		return
	}
	var all, first catalogue.Effects
	differ, seen := false, false
	for _, a := range callee.atoms {
		if a.kind != methodAtom || a.entry.Library == "streamlit" || a.entry.SQL != "" || a.entry.Mode != "" {
			return
		}
		all |= a.entry.Effects
		differ = differ || seen && a.entry.Effects != first
		first, seen = a.entry.Effects, true
	}
	if differ {
		c.param, c.method, c.assumed = param, attr.Attr, all
	}
}

// defaultOf is the default value of a parameter; nil without one.
func (fn *Function) defaultOf(name string) python.Expr {
	def := fn.Def()
	if def == nil {
		return nil
	}
	a := def.Params
	positional := append(append([]*python.Arg{}, a.PosOnly...), a.Args...)
	for i, d := range a.Defaults {
		if positional[len(positional)-len(a.Defaults)+i].Name == name {
			return d
		}
	}
	for i, p := range a.KwOnly {
		if p.Name == name {
			return a.KwDefaults[i]
		}
	}
	return nil
}
