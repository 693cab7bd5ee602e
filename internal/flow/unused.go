package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// dropped are the places of an app where what an expression gives is thrown away.
type dropped struct {
	calls map[*python.Call]bool // statements of their own, or assigned to a name that nothing reads
	refs  map[python.Expr]bool  // names that are called, and functions that Streamlit calls back
}

// Unused reports whether no place of the app reads what a function gives: all that is known to call it, and something
// does, throw the result away, and nothing takes the function as a value but to be called back by a widget.
func (p *Program) Unused(fn *Function) bool {
	if p.dropped == nil {
		p.dropped = p.findDropped()
	}
	used, sites := false, 0
	for _, caller := range p.Functions {
		for _, call := range caller.Calls {
			if slices.Contains(call.Callees, fn) {
				sites++
				used = used || !p.dropped.calls[call.Node]
			}
		}
		for i := range caller.Events {
			e := &caller.Events[i]
			if expr, ok := e.Node.(python.Expr); ok && e.Kind == PassedOn && e.Callee == fn {
				sites++
				used = used || !p.dropped.refs[expr]
			}
		}
	}
	return sites > 0 && !used && !p.mentioned(fn)
}

// mentioned reports whether a name that may mean the function stands anywhere but where it is called or called back.
func (p *Program) mentioned(fn *Function) bool {
	found := false
	for _, m := range p.Modules {
		EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
			EachExpression(s, func(e python.Expr) {
				switch e := e.(type) {
				case *python.Name:
					found = found || e.ID == fn.Name && e.Ctx == python.Load && !p.dropped.refs[e]
				case *python.Attribute:
					found = found || e.Attr == fn.Name && e.Ctx == python.Load && !p.dropped.refs[e]
				case *python.Constant:
					found = found || e.Kind == python.Str && e.Text == fn.Name // getattr and its like
				}
			})
			return true
		})
	}
	return found
}

// findDropped looks through all statements once.
func (p *Program) findDropped() *dropped {
	d := &dropped{calls: map[*python.Call]bool{}, refs: map[python.Expr]bool{}}
	for _, m := range p.Modules {
		read := map[*Symbol]bool{}
		for name := range m.Names.At {
			if sym := m.Names.Variable(name); sym != nil && name.Ctx != python.Store {
				read[sym] = true
			}
		}
		EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
			d.statement(m, s, read)
			EachExpression(s, d.expression)
			return true
		})
	}
	return d
}

func (d *dropped) statement(m *Module, s python.Stmt, read map[*Symbol]bool) {
	var value python.Expr
	switch s := s.(type) {
	case *python.ExprStmt:
		value = s.Value
	case *python.Assign:
		name, ok := s.Targets[0].(*python.Name)
		if sym := m.Names.Variable(name); !ok || len(s.Targets) > 1 || sym == nil || read[sym] || sym.Owner == m.Names.Top {
			return
		}
		value = s.Value
	}
	if waited, ok := value.(*python.Await); ok {
		value = waited.Value
	}
	if call, ok := value.(*python.Call); ok {
		d.calls[call] = true
	}
}

func (d *dropped) expression(e python.Expr) {
	call, ok := e.(*python.Call)
	if !ok {
		return
	}
	d.refs[call.Func] = true
	for _, k := range call.Keywords {
		if strings.HasPrefix(k.Name, "on_") {
			d.refs[k.Value] = true
		}
	}
}
