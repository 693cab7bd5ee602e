package lift

import (
	"slices"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// keeps reports whether an event does nothing but write a value that crosses to a literal key of the session: the shim
// notes it among what is drawn, and the pages write it in its turn. What is read of the session is another thing: no
// caller may say it. The key of a widget stays the pages': Streamlit may refuse the write, where the function would see it.
func (m *mover) keeps(fn *flow.Function, e *flow.Event) bool {
	if e.Name == "streamlit.session_state" {
		return slices.ContainsFunc(fn.Events, func(other flow.Event) bool {
			return other.Name != e.Name && receiver(other.Node) == e.Node && m.keeps(fn, &other)
		})
	}
	if e.Key == "" || e.Name != sessionState+"__setitem__" && e.Name != sessionState+"__setattr__" || m.ofWidget(e.Key) {
		return false
	}
	typ := m.writtenType(fn, e)
	_, wrong := m.typed(fn.Module, typ)
	return typ != "-" && wrong == ""
}

// receiver is what an attribute or item belongs to.
func receiver(node python.Node) python.Node {
	switch node := node.(type) {
	case *python.Attribute:
		return node.Value
	case *python.Subscript:
		return node.Value
	}
	return nil
}

// sessionState begins the names of what is done with the session.
const sessionState = "streamlit.SessionState."

// writtenType is the type of what a plain assignment writes where an event happens; "-" where it is no such thing.
func (m *mover) writtenType(fn *flow.Function, e *flow.Event) string {
	typ := "-"
	flow.EachStatement(fn.Module.File.Module.Body, func(s python.Stmt) bool {
		assign, ok := s.(*python.Assign)
		if ok && len(assign.Targets) == 1 && python.Node(assign.Targets[0]) == e.Node {
			typ = m.valueType(fn, assign.Value)
		}
		return true
	})
	return typ
}

// valueType is what is known of an expression's type: by flow, else as the parameter is annotated that it is.
func (m *mover) valueType(fn *flow.Function, e python.Expr) string {
	typ := m.Program.TypeOf(fn, e)
	name, ok := e.(*python.Name)
	if typ != "-" || !ok || fn.Def() == nil {
		return typ
	}
	symbol := fn.Module.Names.Variable(name)
	for _, arg := range allArgs(fn.Def().Params) {
		if symbol != nil && symbol.Owner == fn.Scope && len(symbol.Bindings) == 1 && arg.Name == name.ID {
			return m.annotated(fn, arg)
		}
	}
	return typ
}

// ofWidget reports whether a widget of the app keeps its value under a key.
func (m *mover) ofWidget(key string) bool {
	return slices.ContainsFunc(m.Program.Functions, func(fn *flow.Function) bool {
		return slices.ContainsFunc(fn.Calls, func(call *flow.Call) bool {
			if call.Entry == nil || call.Entry.Widget == "" {
				return false
			}
			constant, ok := call.Argument("key").(*python.Constant)
			return ok && constant.Text == key
		})
	})
}

// shared says where a function writes to the session what it may give as well: the pages would have two objects of one.
func (m *mover) shared(fn *flow.Function) []Reason {
	if !m.silent(fn) && slices.ContainsFunc(typeParts(m.resultType(fn)), isObject) {
		for _, one := range m.reach(fn) {
			for i := range one.Events {
				if e := &one.Events[i]; e.Key != "" && m.keeps(one, e) && slices.ContainsFunc(typeParts(m.writtenType(one, e)), isObject) {
					return []Reason{place(one.Module, e.Node.Span(), "what it writes to the session here, "+m.writtenType(one, e)+", may be what it gives: the pages would have two of it")}
				}
			}
		}
	}
	return nil
}

// isObject reports whether values of a type can be changed, so that it matters whether two names mean the same one.
func isObject(typ string) bool {
	return !slices.Contains([]string{"None", "NoneType", "bool", "int", "float", "complex", "str", "bytes", "date", "datetime", "time", "timedelta", "Decimal", "UUID", "tuple", "Tuple", "Optional", "Union", "..."}, typ)
}
