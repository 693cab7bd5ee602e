package audit

import (
	"regexp"
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// personal tells conditions and functions that speak of a person from those that speak of anything else in the state.
var personal = regexp.MustCompile(`(?i)(user|login|logged|log_in|auth|role|admin|token|account|permission|password|member|identity|email|sign_?in|owner|tenant)`)

// guards are the places before a statement that may end the page because of who asks: login and role checks. They
// dominate it: they stand before it in its block, or in a block around it.
func (a *auditor) guards(fn *flow.Function, node python.Node) []Guard {
	var out []Guard
	for s := a.spotOf(fn, node); s != nil; s = s.parent {
		for _, before := range s.list[:s.at] {
			if g, ok := a.guard(fn, before); ok {
				out = append(out, g)
			}
		}
	}
	return out
}

// guard tells a statement that checks who asks and may stop.
func (a *auditor) guard(fn *flow.Function, s python.Stmt) (Guard, bool) {
	who := effectsOf(catalogue.StateRead, catalogue.IdentityRead)
	switch s := s.(type) {
	case *python.If:
		text := textOf(fn.Module, s.Test)
		head := fn.EffectsIn(headOf(s))
		if !stopsIn(fn, spanOf(s.Body)) || !head.Has(catalogue.IdentityRead) && !(personal.MatchString(text) && (head.Any(who) || a.asksWho(fn, s.Test))) {
			return Guard{}, false
		}
		return Guard{At: at(fn.Module, s), Text: text}, true
	case *python.ExprStmt:
		call, ok := s.Value.(*python.Call)
		if !ok {
			return Guard{}, false
		}
		c := a.Program.CallOf(call)
		if c == nil || !slices.ContainsFunc(c.Callees, func(f *flow.Function) bool {
			return f.MayStop && f.Effects.Any(who) && len(f.Module.Path) > 0 && !f.Effects.Any(outward)
		}) {
			return Guard{}, false
		}
		return Guard{At: at(fn.Module, s), Text: c.Name + "()"}, true
	}
	return Guard{}, false
}

// asksWho reports whether a condition comes from session state or from who asks.
func (a *auditor) asksWho(fn *flow.Function, test python.Expr) bool {
	return slices.ContainsFunc(a.sourcesOf(fn, test), func(s origin) bool { return s.kind == "session_state" || s.kind == "header" })
}

// stopsIn reports whether the page may end, or another one begin, in a span.
func stopsIn(fn *flow.Function, span diag.Span) bool {
	return slices.ContainsFunc(fn.EventsIn(span), func(e *flow.Event) bool { return e.Stops || e.Callee != nil && e.Callee.MayStop })
}

// attachGuards notes the guards of every operation: of a region those before it, of a function those before its calls.
func (a *auditor) attachGuards() {
	for _, op := range a.list {
		if op.region != nil {
			op.Guards = a.guards(op.region.fn, op.region.stmts[0])
			op.askGuarded()
			continue
		}
		fn := a.Program.Function(op.From.File, *op.From.Function)
		if fn == nil {
			continue
		}
		for _, s := range a.uiSites(fn) {
			op.Guards = append(op.Guards, a.guards(s.in, s.node)...)
		}
		slices.SortFunc(op.Guards, func(x, y Guard) int {
			fileX, lineX := splitPlace(x.At)
			fileY, lineY := splitPlace(y.At)
			if fileX != fileY {
				if fileX < fileY {
					return -1
				}
				return 1
			}
			return lineX - lineY
		})
		op.Guards = slices.Compact(op.Guards)
		op.askGuarded()
	}
}

// askGuarded asks a person to look at an operation behind a check: the endpoint must not be open without it.
func (op *Operation) askGuarded() {
	if len(op.Guards) == 0 || op.NeedsPerson != nil {
		return
	}
	reason := "the page asks first who it is: " + op.Guards[0].Text + " at " + op.Guards[0].At + "; the service must ask too"
	op.NeedsPerson = &reason
}
