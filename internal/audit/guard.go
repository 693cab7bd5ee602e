package audit

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// The kinds of guards.
const (
	identityGuard = "identity" // who asks
	filterGuard   = "filter"   // only rows of who asks are shown
	ConfirmGuard  = "confirm"  // the page asks twice
)

// personal tells conditions and functions that speak of a person from those that speak of anything else in the state.
var personal = regexp.MustCompile(`(?i)(user|login|\blogged\b|logged_?in|log_in|auth|role|admin|token|account|permission|password|member|identity|email|sign_?in|owner|tenant)`)

// asking tells functions that let nobody pass whom they do not know.
var asking = regexp.MustCompile(`(?i)(require|check|ensure|enforce|protect|guard|verify|restrict|gate|login|auth|must)`)

// otherwise tells what looks personal and is not: who says what in a chat, and what is unfolded.
var otherwise = regexp.MustCompile(`(?i)(["'](assistant|system)["']|\b_?(show|open|hide|expand)|dialog|visible)`)

// guardDepth bounds how far guards are looked for through callers.
const guardDepth = 6

// guards are the places that decide because of who asks whether a statement is reached. They dominate it: checks that
// may end the page before it, in its block or in a block around it, conditions around it, and those of all callers.
func (a *auditor) guards(fn *flow.Function, node python.Node) []Guard {
	return a.guardsFrom(fn, node, 0)
}

func (a *auditor) guardsFrom(fn *flow.Function, node python.Node, depth int) []Guard {
	if fn == nil || depth > guardDepth {
		return nil
	}
	var out []Guard
	for s := a.spotOf(fn, node); s != nil; s = s.parent {
		for _, before := range s.list[:s.at] {
			if g, ok := a.guard(fn, before); ok {
				out = append(out, g)
			}
		}
		if g, ok := a.around(fn, s); ok {
			out = append(out, g)
		}
	}
	return append(out, a.guardsOfCallers(fn, depth)...)
}

// guardsOfCallers are those before every place that runs a function: of one that a place runs without any there is none.
func (a *auditor) guardsOfCallers(fn *flow.Function, depth int) []Guard {
	if fn.Node == python.Node(fn.Module.File.Module) {
		if fn.Module.Page && fn.Module.Path != a.Entry {
			return a.guardsOfNavigation(depth)
		}
		return nil
	}
	if known, ok := a.guarded[fn]; ok {
		return known
	}
	a.guarded[fn] = nil // one that calls itself adds nothing
	var out []Guard
	for _, s := range a.callers[fn] {
		if s.in == fn {
			continue
		}
		found := a.guardsFrom(s.in, s.node, depth+1)
		if len(found) == 0 {
			return nil
		}
		out = append(out, found...)
	}
	a.guarded[fn] = distinctGuards(out)
	return a.guarded[fn]
}

// guardsOfNavigation are those before the entry runs the page that st.navigation chose.
func (a *auditor) guardsOfNavigation(depth int) []Guard {
	for _, fn := range a.Program.Functions {
		if fn.Module.Path != a.Entry {
			continue
		}
		for _, c := range fn.Calls {
			if c.Entry != nil && (c.Entry.Name == "streamlit.Page.run" || c.Entry.Name == "streamlit.navigation.Page.run") {
				return a.guardsFrom(fn, c.Node, depth+1)
			}
		}
	}
	return nil
}

// guard tells a statement that checks who asks and may end what stands behind it.
func (a *auditor) guard(fn *flow.Function, s python.Stmt) (Guard, bool) {
	switch s := s.(type) {
	case *python.If:
		if !a.ends(fn, s.Body) || leaning(s.Test) > 0 || !a.speaksOfWho(fn, s) {
			return Guard{}, false
		}
		return Guard{At: at(fn.Module, s), Text: textOf(fn.Module, s.Test), Kind: identityGuard}, true
	case *python.ExprStmt:
		if call, ok := s.Value.(*python.Call); ok {
			return a.gateCall(fn, s, call)
		}
	case *python.Assign:
		if call, ok := s.Value.(*python.Call); ok {
			return a.gateCall(fn, s, call)
		}
	}
	return Guard{}, false
}

// gateCall tells a call of a function that checks who asks and may end the page.
func (a *auditor) gateCall(fn *flow.Function, s python.Stmt, call *python.Call) (Guard, bool) {
	c := a.Program.CallOf(call)
	if c == nil || !slices.ContainsFunc(c.Callees, a.isGate) {
		return Guard{}, false
	}
	return Guard{At: at(fn.Module, s), Text: c.Name + "()", Kind: identityGuard}, true
}

// isGate reports whether a function ends the page because of who asks: by its name, or by a check at the top of it.
func (a *auditor) isGate(fn *flow.Function) bool {
	if !fn.MayStop || fn.Def() == nil {
		return false
	}
	if known, ok := a.gates[fn]; ok {
		return known
	}
	a.gates[fn] = false
	out := fn.Effects.Has(catalogue.IdentityRead) || personal.MatchString(fn.Name) && asking.MatchString(fn.Name) && fn.Effects.Any(effectsOf(catalogue.StateRead, catalogue.NetRead, catalogue.DBRead, catalogue.FileRead))
	for _, s := range bodyOf(fn) {
		if g, ok := a.guard(fn, s); ok && g.Kind == identityGuard {
			out = out || stopsIn(fn, s.Span())
		}
	}
	a.gates[fn] = out
	return out
}

// speaksOfWho reports whether a condition is about the person who asks.
func (a *auditor) speaksOfWho(fn *flow.Function, s *python.If) bool {
	head := fn.EffectsIn(headOf(s))
	if head.Has(catalogue.IdentityRead) {
		return true
	}
	text := textOf(fn.Module, s.Test)
	if otherwise.MatchString(text) {
		return false
	}
	if personal.MatchString(text) && (head.Any(effectsOf(catalogue.StateRead)) || a.asksWho(fn, s.Test)) {
		return true
	}
	return slices.ContainsFunc(fn.CallsIn(headOf(s)), func(c *flow.Call) bool { return slices.ContainsFunc(c.Callees, readsWho) })
}

// readsWho reports whether a function itself looks in the state for who is logged in.
func readsWho(fn *flow.Function) bool {
	return slices.ContainsFunc(fn.Events, func(e flow.Event) bool {
		return e.Effects.Has(catalogue.StateRead) && personal.MatchString(e.Key) && !otherwise.MatchString(e.Key)
	})
}

// leaning is 1 for a condition that holds when something is there, as `logged_in`, -1 for one that holds when it is not,
// and 0 for all others.
func leaning(test python.Expr) int {
	switch e := test.(type) {
	case *python.Name, *python.Call, *python.Attribute, *python.Subscript:
		return 1
	case *python.UnaryOp:
		if e.Op == python.Not {
			return -leaning(e.Operand)
		}
	case *python.Compare:
		switch {
		case len(e.Ops) != 1:
		case e.Ops[0] == python.In, e.Ops[0] == python.IsNot && isNone(e.Comparators[0]):
			return 1
		case e.Ops[0] == python.NotIn, e.Ops[0] == python.Is && isNone(e.Comparators[0]):
			return -1
		}
	}
	return 0
}

// around tells a condition around a statement that is about who asks.
func (a *auditor) around(fn *flow.Function, s *spot) (Guard, bool) {
	if s.parent == nil {
		return Guard{}, false
	}
	branch, ok := s.parent.stmt.(*python.If)
	if !ok || a.triggerIn(fn, branch.Test) != "" || !a.speaksOfWho(fn, branch) {
		return Guard{}, false
	}
	text, lean := textOf(fn.Module, branch.Test), leaning(branch.Test)
	if s.block != 0 {
		text, lean = "not ("+text+")", -lean
	}
	if lean < 0 {
		return Guard{}, false
	}
	return Guard{At: at(fn.Module, branch), Text: text, Kind: identityGuard}, true
}

// asksWho reports whether a condition comes from session state or from who asks.
func (a *auditor) asksWho(fn *flow.Function, test python.Expr) bool {
	return slices.ContainsFunc(a.sourcesOf(fn, test), func(s origin) bool { return s.kind == "session_state" || s.kind == "header" })
}

// ends reports whether a block ends the page, or the function: nothing behind it runs.
func (a *auditor) ends(fn *flow.Function, list []python.Stmt) bool {
	if stopsIn(fn, spanOf(list)) {
		return true
	}
	if len(list) == 0 || fn.Def() == nil {
		return false
	}
	switch list[len(list)-1].(type) {
	case *python.Return, *python.Raise:
		return true
	}
	return false
}

// stopsIn reports whether the page may end, or another one begin, in a span.
func stopsIn(fn *flow.Function, span diag.Span) bool {
	return slices.ContainsFunc(fn.EventsIn(span), func(e *flow.Event) bool { return e.Stops || e.Callee != nil && e.Callee.MayStop })
}

// attachGuards notes the guards of every operation: of a region those before it, of a function those before its calls.
func (a *auditor) attachGuards() {
	for _, op := range a.list {
		if op.region != nil {
			r := op.region
			op.Guards = append(a.guards(r.fn, r.stmts[0]), a.confirms(r.fn, r.stmts[0], op)...)
			op.guardedBy()
			continue
		}
		fn := a.Program.Function(op.From.File, *op.From.Function)
		if fn == nil {
			continue
		}
		for _, s := range a.uiSites(fn) {
			op.Guards = slices.Concat(op.Guards, a.guards(s.in, s.node), a.confirms(s.in, s.node, op))
		}
		op.guardedBy()
	}
	a.filters()
}

// guardedBy puts the guards of an operation in order, and asks a person to look at one behind a check: the endpoint must
// not be open without it.
func (op *Operation) guardedBy() {
	op.Guards = distinctGuards(op.Guards)
	i := slices.IndexFunc(op.Guards, func(g Guard) bool { return g.Kind == identityGuard })
	if i < 0 || op.NeedsPerson != nil {
		return
	}
	reason := "the page asks first who it is: " + op.Guards[i].Text + " at " + op.Guards[i].At + "; the service must ask too"
	op.NeedsPerson = &reason
}

// distinctGuards sorts guards by place and leaves out repeats.
func distinctGuards(list []Guard) []Guard {
	slices.SortFunc(list, func(x, y Guard) int {
		fileX, lineX := splitPlace(x.At)
		fileY, lineY := splitPlace(y.At)
		return cmp.Or(cmp.Compare(fileX, fileY), cmp.Compare(lineX, lineY), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Text, y.Text))
	})
	return slices.Compact(list)
}
