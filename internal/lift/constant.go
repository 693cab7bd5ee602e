package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// given are the arguments of a call as the service would write them, and whether they are the same at any time.
func (m *mover) given(call *flow.Call) (text string, constant bool) {
	var parts []string
	constant = true
	for _, arg := range call.Node.Args {
		value, ok := m.constant(call.In.Module, arg)
		constant = constant && ok
		parts = append(parts, value)
	}
	for _, k := range call.Node.Keywords {
		value, ok := m.constant(call.In.Module, k.Value)
		constant = constant && ok && k.Name != ""
		parts = append(parts, k.Name+"="+value)
	}
	return strings.Join(parts, ", "), constant
}

// constant is the text of a literal or of the making of an object, or of what a name always holds.
func (m *mover) constant(module *flow.Module, e python.Expr) (string, bool) {
	if text, ok := m.constantObject(e); ok {
		return text, true
	}
	name, ok := e.(*python.Name)
	if !ok {
		return sourceOf(module, e), isLiteral(e)
	}
	symbol := module.Names.Variable(name)
	if symbol == nil || len(symbol.Bindings) != 1 || symbol.Bindings[0].Conditional {
		return "", false
	}
	stmt, ok := symbol.Bindings[0].Stmt.(*python.Assign)
	if !ok || len(stmt.Targets) != 1 {
		return "", false
	}
	if text, ok := m.constantObject(stmt.Value); ok {
		return text, true
	}
	_, simple := stmt.Value.(*python.Constant) // a list or dict may have changed since
	return sourceOf(module, stmt.Value), simple
}

// constantObject is the text of a call that makes an object of the app, on the service; no text where one may differ
// from the other.
func (m *mover) constantObject(e python.Expr) (string, bool) {
	node, ok := e.(*python.Call)
	if !ok {
		return "", false
	}
	call := m.Program.CallOf(node)
	for _, class := range m.Program.Classes {
		if call == nil || !slices.Equal(call.Targets, []string{class.Ref()}) || call.Unknown || m.loud(class) != "" {
			continue
		}
		given, constant := m.given(call)
		return m.Package + "." + m.names.dotted(class.Module) + "." + class.Path + "(" + given + ")", constant
	}
	return "", false
}
