package lift

import (
	"slices"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// keeps reports whether an event does nothing but write a value that crosses to a literal key of the session: the shim
// notes it among what is drawn, and the pages write it in its turn. The key of a widget stays the pages': Streamlit may
// refuse the write, where the function would see it.
func (m *mover) keeps(fn *flow.Function, e *flow.Event) bool {
	if e.Key == "" || e.Name != sessionState+"__setitem__" && e.Name != sessionState+"__setattr__" || m.ofWidget(e.Key) {
		return false
	}
	typ := m.writtenType(fn, e)
	_, wrong := m.typed(fn.Module, typ)
	return typ != "-" && wrong == ""
}

// receiver is what an attribute, item, method or membership belongs to.
func receiver(node python.Node) python.Node {
	switch node := node.(type) {
	case *python.Attribute:
		return node.Value
	case *python.Subscript:
		return node.Value
	case *python.Call:
		return receiver(node.Func)
	case *python.Compare:
		return node.Comparators[0]
	}
	return nil
}

// session says why the shim cannot do what an event does with the session, as the end of a sentence; "" when it can.
func (m *mover) session(fn *flow.Function, e *flow.Event) (why string, refused bool) {
	switch {
	case e.Name == "streamlit.session_state": // what is done with it is an event of its own
		named := slices.ContainsFunc(fn.Events, func(other flow.Event) bool {
			return other.Name != e.Name && receiver(other.Node) == e.Node
		})
		return ", as a whole", !named
	case readsSession(e):
		why = m.unreadable(e.Key)
		if _, called := e.Node.(*python.Call); called && why != "" {
			why = " of " + strconv.Quote(e.Key) + why
		}
		return why, why != ""
	}
	switch what, _ := strings.CutPrefix(e.Name, sessionState); {
	case m.keeps(fn, e):
		return "", false
	case e.Key == "":
		return ", by a key that is not written out", true
	case what != "__setitem__" && what != "__setattr__":
		return " of " + strconv.Quote(e.Key) + ", which the service cannot do for a page", true
	case m.ofWidget(e.Key):
		return ", which a widget keeps", true
	}
	return ", with what is not proven to cross to another process", true
}

// sessionState begins the names of what is done with the session.
const sessionState = "streamlit.SessionState."

// writtenType is the type of what an assignment writes where an event happens; "-" where it is no such thing.
func (m *mover) writtenType(fn *flow.Function, e *flow.Event) string {
	typ := "-"
	flow.EachStatement(fn.Module.File.Module.Body, func(s python.Stmt) bool {
		switch s := s.(type) {
		case *python.Assign:
			if len(s.Targets) == 1 && python.Node(s.Targets[0]) == e.Node {
				typ = m.valueType(fn, s.Value)
			}
		case *python.AnnAssign:
			if python.Node(s.Target) == e.Node && s.Value != nil {
				typ = m.valueType(fn, s.Value)
			}
		case *python.AugAssign:
			if python.Node(s.Target) == e.Node {
				typ = m.valueType(fn, s.Value) // whatever it is added to was written elsewhere
			}
		}
		return true
	})
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
