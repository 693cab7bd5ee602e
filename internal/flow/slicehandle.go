package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// A handle stands for something outside: a connection, cursor, session, client, open file. What is done through it
// stays with it: a commit depends on the statements before it, a fetch on what its cursor executed.

// steps are the handles of a statement through which it changes something outside or moves on.
func (g *graph) steps(n *sliceNode) []string {
	var out []string
	for _, c := range n.calls {
		effects := g.effectsOf(n, c)
		if method, ok := c.Node.Func.(*python.Attribute); ok {
			out = g.step(out, method.Value, effects)
		}
		for _, a := range c.Node.Args {
			if len(c.Callees) > 0 {
				out = g.step(out, a, effects)
			}
		}
	}
	return settled(out)
}

// step adds the handle in an expression when these effects change it.
func (g *graph) step(out []string, e python.Expr, effects catalogue.Effects) []string {
	name := rootName(e)
	if call, ok := e.(*python.Call); ok { // session.query(x).delete()
		if method, ok := call.Func.(*python.Attribute); ok {
			return g.step(out, method.Value, effects)
		}
	}
	outside := catalogue.Of(catalogue.DB, catalogue.DBWrite, catalogue.NetWrite, catalogue.FileWrite, catalogue.Process)
	moves := catalogue.Of(catalogue.DBRead, catalogue.NetRead, catalogue.FileRead)
	if name != "" && (effects.Any(outside) && g.isHandle(name) || effects.Any(moves) && g.isPosition(name)) {
		out = append(out, name)
	}
	return out
}

// effectsOf are the effects of one call of a statement.
func (g *graph) effectsOf(n *sliceNode, c *Call) catalogue.Effects {
	var out catalogue.Effects
	for _, e := range n.events {
		if e.Node == python.Node(c.Node) {
			out |= e.Effects
		}
	}
	for _, callee := range c.Callees {
		out |= callee.Effects
	}
	return out
}

// isHandle reports whether a variable is known to be an object of a library that is no plain value, no place of the
// page, and no data in memory.
func (g *graph) isHandle(name string) bool {
	return g.everyType(name, func(t catalogue.Type) bool {
		return strings.Contains(t.Name, ".") && !isContainerType(t) && !isDataType(t.Name)
	})
}

// isPosition reports whether a variable is a handle that reading moves on: a cursor, a result, an open file.
func (g *graph) isPosition(name string) bool {
	return g.everyType(name, func(t catalogue.Type) bool {
		for _, suffix := range []string{"Cursor", "Result", "Reader", "IO", "IOWrapper", "Iterator"} {
			if strings.HasSuffix(t.Name, suffix) {
				return true
			}
		}
		return false
	})
}

// isDataType tells what is in memory: frames, arrays, times, and what the user uploaded.
func isDataType(name string) bool {
	for _, prefix := range []string{"pandas.", "numpy.", "polars.", "datetime.", "decimal.", "collections.", "pathlib.", "streamlit."} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// everyType reports whether all that a variable is known to be are types that a test accepts.
func (g *graph) everyType(name string, accept func(catalogue.Type) bool) bool {
	sym := g.fn.Scope.Lookup(name)
	if sym == nil {
		return false
	}
	slot := g.slots[sym]
	if slot == nil || len(slot.value.atoms) == 0 {
		return false
	}
	return !slices.ContainsFunc(slot.value.atoms, func(a *atom) bool {
		return a.kind != typeAtom || a.typ.Name != "None" && !accept(a.typ)
	})
}

// aliasHandle joins a handle with the one that made it: a cursor with its connection.
func (g *graph) aliasHandle(target, value python.Expr) {
	call, ok := value.(*python.Call)
	if !ok {
		return
	}
	method, ok := call.Func.(*python.Attribute)
	if !ok {
		return
	}
	to, from := rootName(target), rootName(method.Value)
	if to != "" && from != "" && to != from && g.isHandle(to) && g.isHandle(from) {
		g.aliases[to] = append(g.aliases[to], from)
		g.aliases[from] = append(g.aliases[from], to)
	}
}
