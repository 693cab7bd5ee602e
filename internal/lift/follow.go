package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// uses are the expressions and statements that each expression of a function stands in.
type uses map[python.Expr]python.Node

func usesIn(fn *flow.Function) uses {
	found := uses{}
	if fn.Def() == nil {
		return found
	}
	flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
		flow.EachExpression(s, func(e python.Expr) {
			if found[e] == nil {
				found[e] = s
			}
			flow.EachInner(e, func(inner python.Expr) { found[inner] = e })
		})
		return true
	})
	return found
}

// verdict is what becomes of a value where it is used.
type verdict int

const (
	harmful verdict = iota
	harmless
	goesOn // the place gives it on, as what it was or as part of it
)

// follower follows a value through a function.
type follower struct {
	*mover
	fn    *flow.Function
	uses  uses
	judge func(parent python.Node, child python.Expr) verdict
	seen  map[*flow.Symbol]bool
}

// harmless reports whether every place that a value reaches is.
func (f *follower) harmless(e python.Expr) bool {
	for {
		parent := f.uses[e]
		switch to := parent.(type) {
		case *python.Assign:
			if e != to.Value {
				return f.judge(parent, e) != harmful
			}
			return !slices.ContainsFunc(to.Targets, func(t python.Expr) bool { return !f.kept(to, t) })
		case *python.AnnAssign:
			return e == to.Value && f.kept(to, to.Target)
		case *python.For:
			return e == to.Iter && f.kept(to, to.Target)
		case *python.NamedExpr:
			if !f.kept(to, to.Target) {
				return false
			}
			e = to
			continue
		}
		switch f.judge(parent, e) {
		case harmful:
			return false
		case harmless:
			return true
		}
		next, ok := parent.(python.Expr)
		if !ok {
			return false
		}
		e = next
	}
}

// kept follows what is kept under a name; kept elsewhere, it is judged there.
func (f *follower) kept(by python.Node, target python.Expr) bool {
	switch target := target.(type) {
	case *python.Name:
		return f.named(target)
	case *python.Tuple:
		return !slices.ContainsFunc(target.Elts, func(e python.Expr) bool { return !f.kept(by, e) })
	case *python.Attribute, *python.Subscript:
		return f.judge(by, target) != harmful
	}
	return false
}

func (f *follower) named(name *python.Name) bool {
	symbol := f.fn.Module.Names.Variable(name)
	if symbol == nil || symbol.Owner != f.fn.Scope {
		return false
	}
	if f.seen[symbol] {
		return true
	}
	f.seen[symbol] = true
	for _, use := range within(f.index(f.fn.Module).names, f.fn.Node.Span()) {
		if f.fn.Module.Names.Variable(use) != symbol {
			continue
		}
		if augmented, ok := f.uses[use].(*python.AugAssign); ok && augmented.Target == python.Expr(use) {
			if f.judge(augmented, use) == harmful {
				return false
			}
			continue
		}
		if use.Ctx == python.Load && !f.harmless(use) {
			return false
		}
	}
	return true
}

// givesAway reports whether what is read of the session may be changed or given away as the object that it is: the page
// holds that object, and would have another one.
func (m *mover) givesAway(fn *flow.Function, e *flow.Event, uses uses) bool {
	read, ok := e.Node.(python.Expr)
	if !ok || strings.HasSuffix(e.Name, "__contains__") || !slices.ContainsFunc(typeParts(m.keyType(e.Key)), isObject) {
		return false
	}
	f := &follower{mover: m, fn: fn, uses: uses, seen: map[*flow.Symbol]bool{}}
	f.judge = f.sameObject
	return !f.harmless(read)
}

// sameObject judges where an object may be changed, or given away as itself.
func (f *follower) sameObject(parent python.Node, child python.Expr) verdict {
	switch to := parent.(type) {
	case *python.BoolOp, *python.List, *python.Tuple, *python.Dict, *python.Set, *python.Starred, *python.ListComp, *python.GeneratorExp, *python.DictComp:
		return goesOn
	case *python.IfExp:
		if child == to.Test {
			return harmless
		}
		return goesOn
	case *python.Attribute:
		return f.part(to, to.Ctx)
	case *python.Subscript:
		if child != to.Value {
			return harmless
		}
		return f.part(to, to.Ctx)
	case *python.Call:
		return f.given(to, child)
	case *python.BinOp, *python.UnaryOp, *python.Compare, *python.JoinedStr, *python.FormattedValue, *python.If, *python.While,
		*python.Assert, *python.ExprStmt, *python.Raise, *python.Slice:
		return harmless
	}
	return harmful
}

// part judges an attribute or item of the object.
func (f *follower) part(e python.Expr, ctx python.Context) verdict {
	switch {
	case ctx != python.Load:
		return harmful
	case f.isCalled(e):
		return goesOn // the call says what the method does
	case unchangeable(f.Program.TypeOf(f.fn, e)):
		return harmless
	}
	return goesOn
}

func (f *follower) isCalled(e python.Expr) bool {
	call, ok := f.uses[e].(*python.Call)
	return ok && call.Func == e
}

// given judges a call that gets the object, or that is a method of it.
func (f *follower) given(call *python.Call, child python.Expr) verdict {
	known := f.Program.CallOf(call)
	if known == nil || slices.Contains(known.Mutates, root(child)) {
		return harmful
	}
	for _, callee := range known.Callees {
		if len(callee.Mutated) > 0 {
			return harmful
		}
	}
	if method, ok := call.Func.(*python.Attribute); ok && child == call.Func {
		if slices.Contains([]string{"get", "items", "values", "setdefault", "pop", "__getitem__"}, method.Attr) {
			return goesOn
		}
	}
	if len(known.Callees) > 0 {
		return goesOn
	}
	return harmless
}

// onlyReckons reports whether what is read of the session is only reckoned with, shown, kept in the session again or
// given back to who sent it: it decides nothing of what the function does.
func (m *mover) onlyReckons(in, operation *flow.Function, e *flow.Event, uses uses) bool {
	read, ok := e.Node.(python.Expr)
	if !ok || strings.HasSuffix(e.Name, "__contains__") {
		return false
	}
	f := &follower{mover: m, fn: in, uses: uses, seen: map[*flow.Symbol]bool{}}
	f.judge = func(parent python.Node, child python.Expr) verdict { return f.reckoned(parent, child, in == operation) }
	return f.harmless(read)
}

func (f *follower) reckoned(parent python.Node, child python.Expr, own bool) verdict {
	switch to := parent.(type) {
	case *python.BinOp, *python.UnaryOp, *python.JoinedStr, *python.FormattedValue, *python.Dict, *python.List, *python.Tuple:
		return goesOn
	case *python.IfExp:
		if child != to.Test {
			return goesOn
		}
	case *python.Call:
		known := f.Program.CallOf(to)
		if known == nil || len(known.Targets) != 1 || child == to.Func {
			return harmful
		}
		name, of, _ := cutLast(known.Targets[0])
		if of == "builtins" && slices.Contains([]string{"int", "float", "round", "str", "len", "abs", "min", "max", "sum"}, name) {
			return goesOn
		}
		if of == "streamlit" && (inShim(name) == shownText || inShim(name) == shownValue) {
			return harmless
		}
	case *python.Assign, *python.AnnAssign, *python.AugAssign:
		if f.ofSession(child) {
			return harmless
		}
		if augmented, ok := parent.(*python.AugAssign); ok && child == augmented.Value {
			if f.ofSession(augmented.Target) || f.kept(augmented, augmented.Target) {
				return harmless
			}
		}
		if name, ok := child.(*python.Name); ok && f.seen[f.fn.Module.Names.Variable(name)] {
			return harmless // adds to what is followed already
		}
	case *python.Return:
		if own {
			return harmless
		}
	case *python.ExprStmt:
		return harmless
	}
	return harmful
}

// ofSession reports whether an expression is a key of the session that is written.
func (f *follower) ofSession(e python.Expr) bool {
	return slices.ContainsFunc(f.fn.Events, func(event flow.Event) bool {
		return python.Node(e) == event.Node && strings.HasPrefix(event.Name, sessionState)
	})
}

// cutLast cuts a qualified name before its last part.
func cutLast(name string) (last, before string, found bool) {
	at := strings.LastIndexByte(name, '.')
	if at < 0 {
		return name, "", false
	}
	return name[at+1:], name[:at], true
}
