package lift

import (
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// loadsDotenv reports whether an event loads the app's own .env over nothing that is set: `up` and compose
// give what it holds to both processes.
func loadsDotenv(fn *flow.Function, e *flow.Event) bool {
	call, ok := e.Node.(*python.Call)
	if !ok || len(call.Args) > 1 {
		return false
	}
	var path python.Expr
	if len(call.Args) == 1 {
		path = call.Args[0]
	}
	for _, k := range call.Keywords {
		constant, isConstant := k.Value.(*python.Constant)
		switch {
		case k.Name == "dotenv_path":
			path = k.Value
		case k.Name != "override" && k.Name != "verbose" && k.Name != "encoding":
			return false
		case k.Name == "override" && !(isConstant && constant.Kind == python.False):
			return false
		}
	}
	if path == nil {
		return true
	}
	own := false
	flow.EachPart(assigned(fn, path), func(part python.Expr) {
		constant, isConstant := part.(*python.Constant)
		called, isCall := part.(*python.Call)
		own = own || isConstant && constant.Kind == python.Str && constant.Text == ".env"
		if isCall {
			name, isName := called.Func.(*python.Name)
			own = own || isName && name.ID == "find_dotenv" && len(called.Args) == 0
		}
	})
	return own
}

// assigned is what a name of a function was given, where that happens in one place; anything else is what it is.
func assigned(fn *flow.Function, e python.Expr) python.Expr {
	name, ok := e.(*python.Name)
	if !ok {
		return e
	}
	if symbol := fn.Scope.Lookup(name.ID); symbol != nil && len(symbol.Bindings) == 1 {
		if assign, ok := symbol.Bindings[0].Stmt.(*python.Assign); ok && len(assign.Targets) == 1 && assign.Targets[0] == symbol.Bindings[0].Node {
			return assign.Value
		}
	}
	return e
}
