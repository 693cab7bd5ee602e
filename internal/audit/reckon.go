package audit

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// reckons reports whether a statement works out a number from what the user gave, in Python's own arithmetic.
func (c *cutter) reckons(s python.Stmt) bool {
	var value python.Expr
	switch s := s.(type) {
	case *python.Assign:
		value = s.Value
	case *python.AugAssign:
		value = s.Value
	case *python.AnnAssign:
		value = s.Value
	}
	if value == nil || !calculates(value) {
		return false
	}
	switch shapeOf(c.Program.TypeOf(c.fn, value)) {
	case "scalar", "unknown":
	default:
		return false
	}
	return slices.ContainsFunc(c.sourcesOf(c.fn, value), func(src origin) bool {
		return src.kind == "widget" && slices.Contains([]string{"number_input", "slider", "select_slider"}, src.widget)
	})
}

// calculates reports whether an expression multiplies, divides or raises to a power.
func calculates(e python.Expr) bool {
	found := false
	flow.EachPart(e, func(part python.Expr) {
		if sum, ok := part.(*python.BinOp); ok {
			_, text := stringOf(sum.Left)
			found = found || !text && slices.Contains([]python.Operator{python.Mult, python.Div, python.Pow, python.FloorDiv}, sum.Op)
		}
	})
	return found
}

// manySteps is how many statements of its own a handler must have to be a computation.
const manySteps = 6

// worksOut reports whether a handler that reads and writes nothing outside still computes at length from what users give:
// apart from drawing, telling and keeping state.
func (c *cutter) worksOut(r *region) bool {
	page := effectsOf(catalogue.Draws, catalogue.Asks, catalogue.Feedback, catalogue.Control, catalogue.StateWrite)
	steps, given := 0, false
	for _, s := range r.stmts {
		if c.runsOperation(headOf(s)) {
			return false
		}
		if c.fn.EffectsIn(headOf(s)).Any(page) || !works(s) {
			continue
		}
		steps++
		flow.EachExpression(s, func(e python.Expr) {
			if name, ok := e.(*python.Name); ok && !given && name.Ctx == python.Load {
				given = slices.ContainsFunc(c.sourcesOf(c.fn, name), func(src origin) bool { return src.kind == "widget" || src.kind == "upload" })
			}
		})
	}
	return given && steps >= manySteps
}

// runsOperation reports whether a part of the function calls an operation: then that is what is asked for.
func (c *cutter) runsOperation(span diag.Span) bool {
	return slices.ContainsFunc(c.fn.CallsIn(span), func(call *flow.Call) bool {
		return slices.ContainsFunc(call.Callees, func(callee *flow.Function) bool { return c.ops[callee] != nil })
	})
}

// works reports whether a statement is one that computes, loops or calls rather than one that leaves or imports.
func works(s python.Stmt) bool {
	switch s.(type) {
	case *python.Assign, *python.AugAssign, *python.AnnAssign, *python.For, *python.While, *python.ExprStmt:
		return true
	}
	return false
}
