package lift

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// swallowed says where a caller catches everything, even the end of a run, and then writes: there a service that cannot
// be asked would be taken for a failure of the function.
func (m *mover) swallowed(fn *flow.Function) []Reason {
	var found []Reason
	for _, caller := range m.Program.Functions {
		if caller != caller.Module.Body {
			continue // statements of the module hold those of its functions
		}
		flow.EachStatement(caller.Module.File.Module.Body, func(s python.Stmt) bool {
			try, ok := s.(*python.Try)
			if !ok || !slices.ContainsFunc(try.Handlers, func(h *python.ExceptHandler) bool { return catchesAll(h) && m.writes(caller.Module, h.Span()) }) {
				return true
			}
			for _, stmt := range try.Body {
				if at, ok := m.calls(caller.Module, stmt.Span(), fn); ok {
					found = append(found, place(caller.Module, at, "its caller catches everything and then writes: a service that cannot be asked would look like a failure of it"))
				}
			}
			return true
		})
	}
	return found
}

// catchesAll reports whether a handler takes whatever is raised and does not raise it again.
func catchesAll(h *python.ExceptHandler) bool {
	name, named := h.Type.(*python.Name)
	if h.Type != nil && !(named && name.ID == "BaseException") {
		return false
	}
	again := false
	flow.EachStatement(h.Body, func(s python.Stmt) bool {
		_, raise := s.(*python.Raise)
		again = again || raise
		return true
	})
	return !again
}

// writes reports whether code within a span changes data.
func (m *mover) writes(module *flow.Module, span diag.Span) bool {
	changes := catalogue.Of(catalogue.DB, catalogue.DBWrite, catalogue.FileWrite, catalogue.NetWrite)
	return slices.ContainsFunc(m.Program.Functions, func(fn *flow.Function) bool {
		return fn.Module == module && slices.ContainsFunc(fn.Events, func(e flow.Event) bool {
			at := e.Span()
			return span.Start <= at.Start && at.End <= span.End && (e.Effects.Any(changes) || e.Callee != nil && e.Callee.Effects.Any(changes))
		})
	})
}

// calls gives the first call of a function within a span.
func (m *mover) calls(module *flow.Module, span diag.Span, fn *flow.Function) (diag.Span, bool) {
	for _, caller := range m.Program.Functions {
		if caller.Module != module {
			continue
		}
		for _, call := range caller.Calls {
			if at := call.Node.Span(); slices.Contains(call.Callees, fn) && span.Start <= at.Start && at.End <= span.End {
				return at, true
			}
		}
	}
	return diag.Span{}, false
}
