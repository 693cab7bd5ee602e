package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// setUp reports whether a top-level statement only prepares a database while its module is imported: it creates tables,
// fills or migrates them, and leaves nothing behind in its process that other code could miss.
func (m *mover) setUp(module *flow.Module, stmt python.Stmt) bool {
	known, ok := m.setUps[stmt]
	if !ok {
		known = m.findSetUp(module, stmt)
		m.setUps[stmt] = known
	}
	return known
}

func (m *mover) findSetUp(module *flow.Module, stmt python.Stmt) bool {
	switch stmt.(type) {
	case *python.ExprStmt, *python.If, *python.Try, *python.With, *python.For:
	default:
		return false
	}
	if module.Page || slices.ContainsFunc(m.App.Modules, func(other *flow.Module) bool { return len(m.index(other).memory) > 0 }) {
		return false // a database in memory is each process's own
	}
	prepares := false
	var run []*flow.Function
	span := whole(stmt)
	for i := range module.Body.Events {
		e := &module.Body.Events[i]
		if at := e.Span(); at.Start < span.Start || span.End < at.End {
			continue
		}
		effects := importEffects(module, e)
		if e.Kind == flow.ImportRun || effects.Any(catalogue.Of(catalogue.Draws, catalogue.Asks, catalogue.Feedback, catalogue.Control, catalogue.StateRead,
			catalogue.StateWrite, catalogue.IdentityRead, catalogue.EnvWrite, catalogue.SettingsWrite, catalogue.Process, catalogue.Unknown)) {
			return false
		}
		prepares = prepares || effects.Has(catalogue.DBWrite)
		if e.Callee != nil {
			run = append(run, m.reach(e.Callee)...)
		}
	}
	return prepares && !slices.ContainsFunc(run, m.leavesBehind) && !m.namesOutside(module, stmt)
}

// importEffects is what an event of a module's body causes while the module is imported.
func importEffects(module *flow.Module, e *flow.Event) catalogue.Effects {
	if !runs(module.Body, e) {
		return 0
	}
	if e.Callee != nil {
		return e.Effects | e.Callee.Effects
	}
	return e.Effects
}

// leavesBehind reports whether a function sets or changes what a variable of its module holds, or where logs go.
func (m *mover) leavesBehind(fn *flow.Function) bool {
	for _, symbol := range fn.Module.Names.Top.Symbols {
		if slices.ContainsFunc(symbol.Bindings, func(b flow.Binding) bool { return b.Scope != fn.Module.Names.Top && b.Scope == fn.Scope }) {
			return true
		}
	}
	if slices.ContainsFunc(fn.Events, func(e flow.Event) bool {
		return strings.HasPrefix(e.Name, "logging.") && e.Effects.Has(catalogue.FileWrite)
	}) {
		return true
	}
	top := topStatement(fn.Module, fn.Node)
	return top != nil && slices.ContainsFunc(m.facts(fn.Module, top).Mutates, func(name string) bool {
		symbol := fn.Module.Names.Top.Lookup(name)
		return symbol != nil && symbol.Owner == fn.Module.Names.Top && slices.ContainsFunc(symbol.Bindings, func(b flow.Binding) bool { return b.Import == nil })
	})
}

// namesOutside reports whether a name that a statement binds is used outside it.
func (m *mover) namesOutside(module *flow.Module, stmt python.Stmt) bool {
	bound := map[string]bool{}
	flow.EachStatement([]python.Stmt{stmt}, func(s python.Stmt) bool {
		for _, name := range m.facts(module, s).Defines {
			bound[name] = true
		}
		return true
	})
	span := whole(stmt)
	for _, name := range m.index(module).names {
		if at := name.Span(); bound[name.ID] && (at.Start < span.Start || span.End < at.End) {
			return true
		}
	}
	return slices.ContainsFunc(m.importers(module), func(by importer) bool {
		return len(bound) > 0 && slices.ContainsFunc(aliasesOf(by.stmt), func(a *python.Alias) bool { return bound[a.Name] || a.Name == "*" })
	})
}

// prepare takes along what sets up the databases that moved code reaches, where its module moves in part; of a module
// that moves whole it is there.
func (m *mover) prepare() {
	if !slices.ContainsFunc(m.Program.Functions, func(fn *flow.Function) bool {
		p := m.parts[fn.Module]
		return p != nil && slices.ContainsFunc(fn.Events, func(e flow.Event) bool {
			return e.Callee == nil && kindOf(e.Effects) == database && p.holdsSpan(fn.Module, e.Node.Span())
		})
	}) {
		return
	}
	for _, module := range m.App.Modules {
		if p := m.parts[module]; p == nil || p.whole {
			continue
		}
		for _, stmt := range module.File.Module.Body {
			taken := m.preparation(module, stmt)
			if taken == nil {
				continue
			}
			for other, p := range taken.parts {
				m.part(other).add(p)
			}
			for i := range m.result.Moved { // the shim is made where an operation needs it
				m.result.Moved[i].Shimmed = m.result.Moved[i].Shimmed || taken.shim
			}
		}
	}
}

// preparation is what a statement of a module that moves in part needs to set up a database on the service; nil where it is no
// such statement, or cannot move.
func (m *mover) preparation(module *flow.Module, stmt python.Stmt) *closure {
	if !m.setUp(module, stmt) {
		return nil
	}
	c := m.newClosure()
	c.statement(module, stmt)
	span := whole(stmt)
	for i := range module.Body.Events {
		if e := &module.Body.Events[i]; e.Callee != nil && span.Start <= e.Span().Start && e.Span().End <= span.End {
			c.process(e.Callee)
		}
	}
	if len(c.reasons) > 0 {
		return nil
	}
	return c
}

// prepares reports whether a call that runs a function while their module is imported is the service's once the function
// is: it sets up a database.
func (m *mover) prepares(fn *flow.Function, call *flow.Call) bool {
	stmt := topStatement(fn.Module, call.Node)
	return call.In.Module == fn.Module && kindOf(fn.Effects) == database && m.setUp(fn.Module, stmt) &&
		(m.movesWhole(fn.Module) || m.preparation(fn.Module, stmt) != nil)
}

// preparing are the modules on the service that change data while they are imported.
func (m *mover) preparing() []string {
	var found []string
	for _, module := range m.App.Modules {
		p := m.parts[module]
		if p != nil && slices.ContainsFunc(module.Body.Events, func(e flow.Event) bool {
			return e.Kind != flow.ImportRun && importEffects(module, &e).Any(catalogue.Of(catalogue.DBWrite, catalogue.FileWrite)) && p.holdsSpan(module, e.Node.Span())
		}) {
			found = append(found, m.names.dotted(module))
		}
	}
	slices.Sort(found)
	return found
}
