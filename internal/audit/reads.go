package audit

import (
	"slices"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// Reads of different tables that have nothing to do with each other are operations of their own, also where a page
// makes them one after another or through one connection.

// readsSeveral reports whether statements read more than one table, each by itself.
func (c *cutter) readsSeveral(list []python.Stmt) bool {
	var tables []string
	for _, s := range list {
		if table := c.readOf(s); table != "" && !slices.Contains(tables, table) {
			tables = append(tables, table)
		}
	}
	return len(tables) > 1
}

// readOf is the one table that a statement reads.
func (c *cutter) readOf(s python.Stmt) string {
	found := ""
	for _, call := range c.fn.CallsIn(s.Span()) {
		verb, table := c.actionOf(c.fn, call)
		if verb != "" && verb != "list" || found != "" && table != "" && table != found {
			return ""
		}
		if table != "" {
			found = table
		}
	}
	return found
}

// startsAnother reports whether a statement begins a read that has nothing to do with the run before it: of another
// table, and of nothing that the run found.
func (c *cutter) startsAnother(s python.Stmt) bool {
	table := c.readOf(s)
	if table == "" || !c.runIO || c.runFile {
		return false
	}
	found := map[string]bool{}
	for _, before := range c.run {
		other := c.readOf(before)
		if other == table || other == "" && c.writes(before) {
			return false
		}
		for _, name := range c.Program.Facts(c.fn, before).Defines {
			found[name] = true
		}
	}
	return !c.uses(s, found)
}

func (c *cutter) writes(s python.Stmt) bool {
	return slices.ContainsFunc(c.fn.CallsIn(s.Span()), func(call *flow.Call) bool {
		verb, _ := c.actionOf(c.fn, call)
		return verb != "" && verb != "list"
	})
}

func (c *cutter) uses(s python.Stmt, names map[string]bool) bool {
	used := false
	flow.EachStatement([]python.Stmt{s}, func(inner python.Stmt) bool {
		used = used || slices.ContainsFunc(c.Program.Facts(c.fn, inner).Uses, func(name string) bool { return names[name] })
		return true
	})
	return used
}
