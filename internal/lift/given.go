package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// sentArguments says which arguments of the calls of a function, and which defaults, no caller can send: tables, and what is known not to cross. What
// is known of a value is its type, or the call that made it.
func (m *mover) sentArguments(fn *flow.Function, op Operation) []Reason {
	var found []Reason
	params := fn.Def().Params
	for _, e := range slices.Concat(params.Defaults, params.KwDefaults) {
		if e == nil {
			continue // a keyword that must be given
		}
		if why := m.unsent(fn.Module.Body, e); why != "" {
			found = append(found, place(fn.Module, e.Span(), why))
		}
	}
	for _, caller := range m.Program.Functions {
		for _, call := range caller.Calls {
			if !slices.Contains(call.Callees, fn) {
				continue
			}
			for _, e := range m.arguments(fn, call, op) {
				if why := m.unsent(caller, e); why != "" {
					found = append(found, place(caller.Module, e.Span(), why))
				}
			}
		}
	}
	return found
}

// arguments are what a call gives for parameters that callers send: not the receiver, nor resources, nor what the
// annotation of its parameter has told already.
func (m *mover) arguments(fn *flow.Function, call *flow.Call, op Operation) []python.Expr {
	params := fn.Def().Params
	named := slices.Concat(params.PosOnly, params.Args)
	if m.receiver(fn) != nil {
		named = named[1:]
	}
	told := func(name string) bool {
		return slices.Contains(op.Resources, name) || slices.Contains(op.Tables, name) || slices.ContainsFunc(allArgs(params), func(arg *python.Arg) bool {
			return arg.Name == name && neverSent(m.annotated(fn, arg))
		})
	}
	var found []python.Expr
	for i, e := range call.Node.Args {
		if i >= len(named) || !told(named[i].Name) {
			found = append(found, e)
		}
	}
	for _, k := range call.Node.Keywords {
		if !told(k.Name) {
			found = append(found, k.Value)
		}
	}
	return found
}

// unsent says why a value cannot be sent; empty when nothing speaks against it.
func (m *mover) unsent(caller *flow.Function, e python.Expr) string {
	if typ := m.Program.TypeOf(caller, e); typ != "-" {
		return unsentType(typ)
	}
	call := m.madeBy(caller, e)
	if call == nil {
		return ""
	}
	for _, callee := range call.Callees {
		if len(m.unproven(callee)) > 0 {
			return "nothing is known of what it is given here, the result of " + callee.Name + ", so nothing proves that it can cross to another process"
		}
	}
	if len(call.Callees) == 0 && constructs(call) {
		return "what it is given here, an object of " + call.Name + ", is not proven to cross to another process"
	}
	return ""
}

// unsentType says why no value of a type can be sent. A part of a table may be a table, a column or a cell, and classes of
// the app are judged by what they hold.
func unsentType(typ string) string {
	typ = strings.TrimPrefix(strings.TrimSuffix(typ, "|None"), "None|")
	switch {
	case slices.ContainsFunc(typeParts(typ), func(part string) bool { return strings.HasSuffix(part, "UploadedFile") }):
		return "what it is given here is an upload, whatever its annotation says"
	case strings.ContainsAny(typ, "|[") || strings.Contains(typ, ".py:"):
		return ""
	case neverSent(typ):
		return "what it is given here is a " + typ + ": tables go down, never up"
	case typ == "callable" || strings.Contains(typ, ".") && !crosses(typ):
		return "what it is given here, " + typ + ", is not proven to cross to another process"
	}
	return ""
}

// constructs reports whether a call makes an object of a class of a library, by how classes are named, or one that is
// only itself.
func constructs(call *flow.Call) bool {
	return slices.ContainsFunc(call.Targets, func(target string) bool {
		name := target[strings.LastIndexByte(target, '.')+1:]
		return target == "builtins.object" || strings.Contains(target, ".") && name != strings.ToUpper(name) && name[0] >= 'A' && name[0] <= 'Z'
	})
}

// madeBy is the call whose result an expression is: its own, or that of the one assignment of a name.
func (m *mover) madeBy(caller *flow.Function, e python.Expr) *flow.Call {
	switch e := e.(type) {
	case *python.Call:
		return m.Program.CallOf(e)
	case *python.Name:
		symbol := caller.Scope.Lookup(e.ID)
		if symbol == nil || len(symbol.Bindings) != 1 {
			return nil
		}
		if assign, ok := symbol.Bindings[0].Stmt.(*python.Assign); ok && len(assign.Targets) == 1 && assign.Targets[0] == symbol.Bindings[0].Node {
			if call, ok := assign.Value.(*python.Call); ok {
				return m.Program.CallOf(call)
			}
		}
	}
	return nil
}
