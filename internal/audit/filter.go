package audit

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// filters finds rows that the page keeps for who asks alone: the operation that loads the table would give them all.
func (a *auditor) filters() {
	for _, fn := range a.Program.Functions {
		if !a.isUI(fn) {
			continue
		}
		flow.EachStatement(bodyOf(fn), func(s python.Stmt) bool {
			if assign, ok := s.(*python.Assign); ok {
				a.filter(fn, assign)
			}
			_, inner := s.(*python.FunctionDef)
			return !inner
		})
	}
}

// filter notes `table = table[table["owner"] == st.session_state.user]` at the operations that the table comes from.
func (a *auditor) filter(fn *flow.Function, assign *python.Assign) {
	part, ok := assign.Value.(*python.Subscript)
	if !ok || shapeOf(a.Program.TypeOf(fn, part.Value)) != "table" || !a.comparesWho(fn, part.Slice) {
		return
	}
	g := Guard{At: at(fn.Module, assign), Text: textOf(fn.Module, part.Slice), Kind: filterGuard}
	for _, src := range a.sourcesOf(fn, part.Value) {
		if op := src.operation; src.kind == "operation" && op.Output.Type == "table" && !slices.Contains(op.Guards, g) {
			op.Guards = distinctGuards(append(op.Guards, g))
			if op.NeedsPerson == nil {
				reason := "the page keeps only rows of who asks: " + g.Text + " at " + g.At + "; the service must filter too"
				op.NeedsPerson = &reason
			}
		}
	}
}

// comparesWho reports whether a condition over rows compares with who asks.
func (a *auditor) comparesWho(fn *flow.Function, e python.Expr) bool {
	found := false
	flow.EachPart(e, func(part python.Expr) {
		compare, ok := part.(*python.Compare)
		if !ok || len(compare.Comparators) != 1 || compare.Ops[0] != python.Eq {
			return
		}
		found = found || a.isWho(fn, compare.Comparators[0])
	})
	return found
}

// isWho reports whether a value is who asks: from the state or the request, also by a name that was given it.
func (a *auditor) isWho(fn *flow.Function, e python.Expr) bool {
	if name, ok := e.(*python.Name); ok {
		if sym := fn.Module.Names.Variable(name); sym != nil && len(sym.Bindings) == 1 {
			if assign, isAssign := sym.Bindings[0].Stmt.(*python.Assign); isAssign {
				e = assign.Value
			}
		}
	}
	return slices.ContainsFunc(fn.EventsIn(e.Span()), func(event *flow.Event) bool {
		return event.Effects.Has(catalogue.IdentityRead) || event.Effects.Has(catalogue.StateRead) && personal.MatchString(event.Key)
	})
}
