package flow

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// textArg is what a call gives for a parameter whose text decides.
type textArg struct {
	param   string
	assumed catalogue.Effect
	given   python.Expr
}

// textGiven says what the SQL text, or the HTTP method, does that a caller gives to a function of the app.
func (ev *evaluator) textGiven(event *Event, b bindCall, arg textArg) {
	e, in := arg.given, ev.fn
	if e == nil && b.args != nil && !b.args.stars {
		e, in = b.fn.defaultOf(arg.param), b.fn
	}
	if e == nil {
		event.Effects |= catalogue.Of(arg.assumed)
		return
	}
	param := ""
	if arg.assumed == catalogue.NetWrite {
		var effects catalogue.Effects
		effects, param = ev.requestOf(e, in)
		event.Effects |= effects
	} else {
		s := ev.sqlText(e, in)
		param = s.param
		event.Effects |= s.effects
		event.SQL = append(event.SQL, s.verbs...)
	}
	if param != "" && in == ev.fn {
		event.param, event.assumed = param, arg.assumed
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
