package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// manyNames is how many names a function must tell apart to be one that hands out work by name.
const manyNames = 4

// isTool reports whether a function is made for a model to call: a decorator says so, or it is handed to what makes a tool
// of it.
func (a *auditor) isTool(fn *flow.Function) bool {
	def := fn.Def()
	if def == nil {
		return false
	}
	for _, d := range def.Decorators {
		if call, ok := d.(*python.Call); ok {
			d = call.Func
		}
		if _, name := calleeOf(d); namesTool(name) {
			return true
		}
	}
	return slices.ContainsFunc(a.callers[fn], func(s site) bool { return s.call == nil && a.makesTool(s) })
}

// namesTool: tool, function_tool, FunctionTool.
func namesTool(name string) bool {
	words := strings.Split(identifier(name), "_")
	return words[len(words)-1] == "tool"
}

// makesTool reports whether a function is handed to a call that makes a tool: FunctionTool.from_defaults(fn=f), Tool(func=f).
func (a *auditor) makesTool(s site) bool {
	spot := a.spotOf(s.in, s.node)
	if spot == nil {
		return false
	}
	found := false
	flow.EachExpression(spot.stmt, func(e python.Expr) {
		call, ok := e.(*python.Call)
		if !ok || call.Span().Start > s.node.Span().Start || call.Span().End < s.node.Span().End {
			return
		}
		first, name := calleeOf(call.Func)
		found = found || namesTool(name) || namesTool(first)
	})
	return found
}

// handedOut reports whether a call stands where a function that hands out work by name hands it out: under one of many
// comparisons of one name with constants.
func (a *auditor) handedOut(s site) bool {
	for spot := a.spotOf(s.in, s.node); spot != nil && spot.parent != nil; spot = spot.parent {
		branch, ok := spot.parent.stmt.(*python.If)
		if !ok || spot.block != 0 {
			continue
		}
		if name := comparedName(branch.Test); name != "" && a.namesTold(s.in, name) >= manyNames {
			return true
		}
	}
	return false
}

// namesTold counts the constants that a function compares a name with, in branches of its own.
func (a *auditor) namesTold(fn *flow.Function, name string) int {
	n := 0
	flow.EachStatement(bodyOf(fn), func(s python.Stmt) bool {
		if branch, ok := s.(*python.If); ok && comparedName(branch.Test) == name {
			n++
		}
		return true
	})
	return n
}

// comparedName is the name that a condition compares with one constant text.
func comparedName(test python.Expr) string {
	compare, ok := test.(*python.Compare)
	if !ok || len(compare.Ops) != 1 || compare.Ops[0] != python.Eq {
		return ""
	}
	if _, constant := stringOf(compare.Comparators[0]); !constant {
		return ""
	}
	switch left := compare.Left.(type) {
	case *python.Name:
		return left.ID
	case *python.Attribute:
		return left.Attr
	}
	return ""
}
