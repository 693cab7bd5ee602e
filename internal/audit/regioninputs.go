package audit

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// regionInputs finds where what a region uses comes from, and what it would take as a function.
func (a *auditor) regionInputs(r *region, op *Operation) {
	seen := map[string]bool{}
	end := r.stmts[len(r.stmts)-1].Span().End
	for _, src := range a.regionOrigins(r) {
		if src.node != nil && src.kind != "session_state" && !src.stored && src.in == r.fn && src.node.Span().Start >= end {
			continue // it is asked for later
		}
		name := src.name()
		if src.operation != nil && src.node == nil {
			name = identifier(last(*src.operation.From.Function))
		}
		if name == "" && src.kind == "session_state" {
			name = "state"
		}
		in := src.input(name)
		op.Inputs = append(op.Inputs, in)
		call, ok := src.node.(*python.Call)
		if !ok || seen[in.At] || src.kind == "session_state" || src.kind == "header" {
			continue
		}
		seen[in.At] = true
		p := Parameter{Name: name}
		if known := a.Program.CallOf(call); known != nil && known.Entry != nil && known.Entry.Widget != "" {
			a.fromWidget(&p, widgetAt{in: src.in, call: known, direct: true})
			a.identify(r, op, src, &p)
		}
		op.Parameters = append(op.Parameters, p)
	}
	op.Inputs = sortedInputs(op.Inputs)
	op.Parameters = distinct(op.Parameters)
}

// regionOrigins are the origins of all statements of a region. Where a name is one part of a tuple, names are followed
// one by one, so that the other parts do not count.
func (a *auditor) regionOrigins(r *region) []origin {
	stmts := r.all()
	if !a.unpacks(r) {
		var out []origin
		for _, s := range stmts {
			out = append(out, a.fromSlice(a.slicer.Backward(r.fn, s))...)
		}
		return out
	}
	var out []origin
	own := map[string]bool{} // given a value by an earlier statement of the region
	for _, s := range stmts {
		flow.EachExpression(s, func(e python.Expr) {
			switch e := e.(type) {
			case *python.Name:
				if e.Ctx == python.Load && !own[e.ID] {
					out = append(out, a.sourcesOf(r.fn, e)...)
				}
			case *python.Call, *python.Attribute, *python.Subscript:
				if a.asksOrReads(r.fn, e) {
					out = append(out, a.sourcesOf(r.fn, e)...)
				}
			}
		})
		for _, name := range a.Program.Facts(r.fn, s).Defines {
			own[name] = true
		}
	}
	return out
}

// all are the statements of a region with those inside them, each once: of a compound one a slice sees its head alone.
func (r *region) all() []python.Stmt {
	var out []python.Stmt
	seen := map[python.Stmt]bool{}
	flow.EachStatement(r.stmts, func(s python.Stmt) bool {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
		return r.part(s) == s.Span()
	})
	return out
}

// unpacks reports whether a region uses a part of a tuple.
func (a *auditor) unpacks(r *region) bool {
	found := false
	for _, s := range r.all() {
		flow.EachExpression(s, func(e python.Expr) {
			if name, ok := e.(*python.Name); ok && name.Ctx == python.Load && !found {
				_, at := a.unpacked(r.fn, name)
				found = at != python.Expr(name)
			}
		})
	}
	return found
}

// asksOrReads reports whether an expression is itself a widget, a state key or who asks.
func (a *auditor) asksOrReads(fn *flow.Function, e python.Expr) bool {
	for _, event := range fn.EventsIn(e.Span()) {
		if event.Node == python.Node(e) && event.Effects.Any(effectsOf(catalogue.Asks, catalogue.StateRead, catalogue.IdentityRead)) {
			return true
		}
	}
	return false
}
