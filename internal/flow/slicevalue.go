package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// ownHandle reports whether a slice that asks for values alone meets a handle: what was done before through a
// connection does not decide what it gives now, but for the statement that a cursor still holds the answer of.
func (g *graph) ownHandle(name string) bool { return g.opts.Values && g.isHandle(name) }

// fetches reports whether a statement takes what a handle holds from the statement before.
func (n *sliceNode) fetches(name string) bool {
	found := false
	if loop, ok := n.stmt.(*python.For); ok {
		found = rootName(loop.Iter) == name
	}
	EachExpression(n.stmt, func(inner python.Expr) {
		attr, ok := inner.(*python.Attribute)
		if !ok {
			return
		}
		if base, ok := attr.Value.(*python.Name); ok && base.ID == name && isFetch(attr.Attr) {
			found = true
		}
	})
	return found
}

func isFetch(name string) bool {
	return strings.HasPrefix(name, "fetch") || slices.Contains([]string{"lastrowid", "rowcount", "description", "scalar", "scalars", "one", "first", "all", "read", "readline", "readlines", "getvalue"}, name)
}
