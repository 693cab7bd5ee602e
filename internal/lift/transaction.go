package lift

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// transactions says where one connection spans several calls of which one writes: the service commits after each call,
// the app after all of them or none.
func (m *mover) transactions(fn *flow.Function, op Operation) []Reason {
	if len(op.Resources) == 0 {
		return nil
	}
	var found []Reason
	for _, module := range m.App.Modules {
		flow.EachStatement(module.File.Module.Body, func(s python.Stmt) bool {
			with, ok := s.(*python.With)
			if !ok {
				return true
			}
			at, called := m.calls(module, with.Span(), fn)
			if !called {
				return true
			}
			calls, writes := 0, false
			for _, caller := range m.Program.Functions {
				for _, call := range caller.Calls {
					span := call.Node.Span()
					if caller.Module != module || span.Start < with.Span().Start || span.End > with.Span().End || !m.takesResource(call.Callees) {
						continue
					}
					calls++
					writes = writes || slices.ContainsFunc(call.Callees, func(f *flow.Function) bool {
						return f.Effects.Any(catalogue.Of(catalogue.DBWrite))
					})
				}
			}
			if calls > 1 && writes {
				found = append(found, place(module, at, "one transaction spans several calls, which the service would commit one by one"))
			}
			return true
		})
	}
	return found
}

// takesResource reports whether one of the functions is to be moved and takes what the service opens.
func (m *mover) takesResource(functions []*flow.Function) bool {
	return slices.ContainsFunc(m.Operations, func(op Operation) bool {
		return len(op.Resources) > 0 && slices.ContainsFunc(functions, func(f *flow.Function) bool { return f == m.Program.Function(op.File, op.Function) })
	})
}
