package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// statePrefix begins the names under which a slice follows literal keys of session state as if they were variables.
const statePrefix = "st.session_state."

func isStateName(name string) bool { return strings.HasPrefix(name, statePrefix) }

// stateFacts adds the literal keys of session state that a statement reads and writes, widgets' keys included.
func (g *graph) stateFacts(s python.Stmt, facts Facts) Facts {
	EachExpression(s, func(inner python.Expr) {
		key, ctx, ok := g.stateKey(inner)
		if !ok {
			if g.setsAnyKey(inner) {
				facts.Defines = append(facts.Defines, anyKey)
			}
			return
		}
		name := statePrefix + key
		if ctx != python.Store {
			facts.Uses = append(facts.Uses, name)
		}
		if ctx != python.Load {
			facts.Defines = append(facts.Defines, name)
		}
	})
	for _, name := range facts.Mutates {
		if isStateName(name) {
			facts.Uses = append(facts.Uses, name)
		}
	}
	facts.Uses, facts.Defines = settled(facts.Uses), settled(facts.Defines)
	return facts
}

// anyKey stands for a key of session state that is computed: it may be any.
const anyKey = statePrefix + "*"

// setsAnyKey reports whether an expression writes keys of session state that cannot be told.
func (g *graph) setsAnyKey(e python.Expr) bool {
	switch e := e.(type) {
	case *python.Subscript:
		return e.Ctx != python.Load && g.isState(e.Value)
	case *python.Call:
		method, ok := e.Func.(*python.Attribute)
		if !ok || !g.isState(method.Value) {
			return false
		}
		switch method.Attr {
		case "update", "clear", "pop", "setdefault":
			return true
		}
	}
	return false
}

// stateKey is the literal key that an expression reads (Load), writes (Store) or both (Del) in session state.
func (g *graph) stateKey(e python.Expr) (key string, ctx python.Context, ok bool) {
	switch e := e.(type) {
	case *python.Attribute:
		if g.isState(e.Value) && !isStateMethod(e.Attr) {
			return e.Attr, e.Ctx, true
		}
	case *python.Subscript:
		if g.isState(e.Value) {
			key, ok = literal(e.Slice)
			return key, e.Ctx, ok
		}
	case *python.Compare:
		if len(e.Comparators) == 1 && g.isState(e.Comparators[0]) {
			key, ok = literal(e.Left)
			return key, python.Load, ok
		}
	case *python.Call:
		return g.stateCall(e)
	}
	return "", 0, false
}

// stateCall is the key of session_state.get(key) and its like, and of a widget's key=.
func (g *graph) stateCall(e *python.Call) (key string, ctx python.Context, ok bool) {
	if method, isMethod := e.Func.(*python.Attribute); isMethod && g.isState(method.Value) && len(e.Args) > 0 {
		key, ok = literal(e.Args[0])
		if method.Attr == "get" {
			return key, python.Load, ok
		}
		return key, python.Del, ok
	}
	if !g.isWidget(e) {
		return "", 0, false
	}
	for _, k := range e.Keywords {
		if k.Name == "key" {
			key, ok = literal(k.Value)
			return key, python.Store, ok
		}
	}
	return "", 0, false
}

func (g *graph) isState(e python.Expr) bool {
	switch e.(type) {
	case *python.Name, *python.Attribute:
		return qualified(g.fn.Scope, e) == "streamlit.session_state"
	}
	return false
}

func isStateMethod(name string) bool {
	switch name {
	case "get", "pop", "setdefault", "keys", "values", "items", "update", "clear", "to_dict":
		return true
	}
	return false
}
