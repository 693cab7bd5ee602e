package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// valueType is what is known of an expression's type: by flow, else by what the app writes to the session, else as the
// parameter is annotated that it is; "-" when nothing is.
func (m *mover) valueType(fn *flow.Function, e python.Expr) string {
	if typ := m.Program.TypeOf(fn, e); typ != "-" {
		return typ
	}
	switch e := e.(type) {
	case *python.Name:
		return m.declared(fn, e)
	case *python.BinOp:
		return reckonedType(e.Op, m.valueType(fn, e.Left), m.valueType(fn, e.Right))
	case *python.Subscript, *python.Attribute, *python.Call:
		return m.readType(fn, e)
	}
	return "-"
}

// declared is the annotation of a parameter that nothing else is ever put under the name of.
func (m *mover) declared(fn *flow.Function, name *python.Name) string {
	symbol := fn.Module.Names.Variable(name)
	if fn.Def() == nil || symbol == nil || symbol.Owner != fn.Scope || len(symbol.Bindings) != 1 {
		return "-"
	}
	for _, arg := range allArgs(fn.Def().Params) {
		if arg.Name == name.ID {
			return m.annotated(fn, arg)
		}
	}
	return "-"
}

// readType is the type of what an expression reads of the session.
func (m *mover) readType(fn *flow.Function, e python.Expr) string {
	for i := range fn.Events {
		event := &fn.Events[i]
		if event.Node != python.Node(e) || !readsSession(event) {
			continue
		}
		typ := m.keyType(event.Key)
		if call, ok := e.(*python.Call); ok {
			byDefault := "None"
			if len(call.Args) > 1 {
				byDefault = m.valueType(fn, call.Args[1])
			}
			typ = either(typ, byDefault)
		}
		return typ
	}
	return "-"
}

// own stands for the type of a key while it is found out: what is added to a key changes nothing about its type.
const own = "own"

// keyType is the type of what the app writes to the session under a key.
func (m *mover) keyType(key string) string {
	if typ, known := m.held[key]; known {
		return typ
	}
	m.held[key] = own
	typ := own
	for _, w := range m.writings(key) {
		typ = either(typ, w.what)
	}
	if typ == own {
		typ = "-"
	}
	m.held[key] = typ
	return typ
}

// either is the type of what is of one type or another.
func either(a, b string) string {
	switch {
	case a == "-" || b == "-":
		return "-"
	case a == own || a == b:
		return b
	case b == own:
		return a
	}
	options := append(splitOptions(a), splitOptions(b)...)
	slices.Sort(options)
	return strings.Join(slices.Compact(options), "|")
}

// reckonedType is the type of an operation on numbers, or on what is of one type.
func reckonedType(op python.Operator, left, right string) string {
	both := either(left, right)
	for _, option := range splitOptions(both) {
		switch {
		case option == own:
			return own
		case option == "str" && op == python.Add && both == "str":
			return "str"
		case !slices.Contains([]string{"int", "float", "bool", "None"}, option):
			return "-"
		}
	}
	if op == python.Div || strings.Contains(both, "float") {
		return "float"
	}
	return "int"
}

// writings are the types of what the app writes to the session under a key, each with its place.
func (m *mover) writings(key string) []touch {
	var found []touch
	assigned := false
	for _, fn := range m.Program.Functions {
		for i := range fn.Events {
			e := &fn.Events[i]
			if typ, hits := m.writesKey(fn, e, key); hits {
				assigned = assigned || e.Key != ""
				found = append(found, touch{what: typ, in: fn, at: e.Span(), says: "what is written to it"})
			}
		}
	}
	for _, fn := range m.Program.Functions {
		for _, call := range fn.Calls {
			if m.mayKeep(call, key, assigned) {
				found = append(found, touch{what: m.Program.TypeOf(fn, call.Node), in: fn, at: call.Node.Span(), says: "what the widget keeps there"})
			}
		}
	}
	return found
}
