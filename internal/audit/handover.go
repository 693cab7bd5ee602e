package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// handsOver reports whether a part of a handler hands a table to a function that writes it, or code to one that runs it.
// Tables go down, never up, and code never crosses: what a caller asks for is the whole handler, from the user's values on.
func (c *cutter) handsOver(span diag.Span) (table, code bool) {
	for _, call := range c.fn.CallsIn(span) {
		does := slices.ContainsFunc(call.Callees, func(callee *flow.Function) bool { return callee.Effects.Any(outward) })
		writes := slices.ContainsFunc(call.Callees, func(callee *flow.Function) bool {
			return callee.Effects.Any(effectsOf(catalogue.FileWrite, catalogue.DBWrite, catalogue.NetWrite))
		})
		for _, e := range slices.Concat(call.Node.Args, keywordValues(call.Node)) {
			_, made := e.(*python.Call) // a table of the user's values alone is made for the function
			table = table || writes && !made && shapeOf(c.Program.TypeOf(c.fn, e)) == "table" && !c.isAnswer(e)
			code = code || does && c.holdsCode(c.fn, e, 0)
		}
	}
	return table, code
}

// isAnswer reports whether a name is what the user left in a widget: an edited table is the one that goes up.
func (c *cutter) isAnswer(e python.Expr) bool {
	name, ok := e.(*python.Name)
	if !ok {
		return false
	}
	sym := c.fn.Module.Names.Variable(name)
	if sym == nil || len(sym.Bindings) != 1 {
		return false
	}
	assign, ok := sym.Bindings[0].Stmt.(*python.Assign)
	if !ok {
		return false
	}
	call, ok := assign.Value.(*python.Call)
	if !ok {
		return false
	}
	known := c.Program.CallOf(call)
	return known != nil && known.Entry != nil && known.Entry.Widget != ""
}

// holdsCode reports whether a value is, or holds, a function that somebody else shall call: steps of a job, a callback.
// Such a value never comes from a caller of the service.
func (a *auditor) holdsCode(fn *flow.Function, e python.Expr, depth int) bool {
	if depth > maxDepth {
		return false
	}
	within := func(list []python.Expr) bool {
		return slices.ContainsFunc(list, func(e python.Expr) bool { return e != nil && a.holdsCode(fn, e, depth+1) })
	}
	switch e := e.(type) {
	case *python.Lambda:
		return true
	case *python.List:
		return within(e.Elts)
	case *python.Tuple:
		return within(e.Elts)
	case *python.Dict:
		return within(e.Values)
	case *python.Name:
		return a.namesCode(fn, e, depth)
	case *python.Attribute:
		return a.isFunctionOf(fn, e)
	case *python.Call:
		return a.givesCode(e, depth)
	}
	return false
}

// namesCode reports whether a name is a function of the app, or was given code.
func (a *auditor) namesCode(fn *flow.Function, name *python.Name, depth int) bool {
	sym := fn.Module.Names.Variable(name)
	if sym == nil {
		return false
	}
	return slices.ContainsFunc(sym.Bindings, func(b flow.Binding) bool {
		if b.Import != nil {
			from := a.App.Resolve(fn.Module, b.Import.Module, b.Import.Level)
			return from != nil && isDef(from.Names.Top.Symbols[b.Import.Name])
		}
		if assign, ok := b.Stmt.(*python.Assign); ok && assign.Value != python.Expr(name) {
			return a.holdsCode(fn, assign.Value, depth+1)
		}
		_, def := b.Node.(*python.FunctionDef)
		return def
	})
}

// isFunctionOf reports whether module.name is a function of the app.
func (a *auditor) isFunctionOf(fn *flow.Function, e *python.Attribute) bool {
	name, ok := e.Value.(*python.Name)
	if !ok {
		return false
	}
	sym := fn.Module.Names.Variable(name)
	if sym == nil || len(sym.Bindings) == 0 || sym.Bindings[0].Import == nil {
		return false
	}
	path := sym.Bindings[0].Import.Module
	if inner := sym.Bindings[0].Import.Name; inner != "" {
		path += "." + inner
	}
	from := a.App.Resolve(fn.Module, path, sym.Bindings[0].Import.Level)
	return from != nil && isDef(from.Names.Top.Symbols[e.Attr])
}

func isDef(sym *flow.Symbol) bool {
	return sym != nil && slices.ContainsFunc(sym.Bindings, func(b flow.Binding) bool {
		_, def := b.Node.(*python.FunctionDef)
		return def
	})
}

// givesCode reports whether a function of the app returns code.
func (a *auditor) givesCode(call *python.Call, depth int) bool {
	c := a.Program.CallOf(call)
	if c == nil || len(c.Callees) != 1 || c.Callees[0].Def() == nil {
		return false
	}
	callee, found := c.Callees[0], false
	flow.EachStatement(callee.Def().Body, func(s python.Stmt) bool {
		if r, ok := s.(*python.Return); ok && r.Value != nil {
			found = found || a.holdsCode(callee, r.Value, depth+1)
		}
		_, inner := s.(*python.FunctionDef)
		return !inner
	})
	return found
}

// manyLinks is how many calls must be given what an earlier one made for a handler to be a chain.
const manyLinks = 2

// chains reports whether a handler runs functions of the app one on what the other made, some of them no operations: what
// is asked for is the whole of it, as reading documents, cutting and indexing them. The links are parts of it.
func (c *cutter) chains(stmts []python.Stmt) bool {
	made, plain := map[string]bool{}, false
	var links []*flow.Call
	for _, s := range stmts {
		for _, call := range c.fn.CallsIn(headOf(s)) {
			if !c.isStep(call) {
				continue
			}
			if slices.ContainsFunc(slices.Concat(call.Node.Args, keywordValues(call.Node)), func(e python.Expr) bool {
				name, ok := e.(*python.Name)
				return ok && made[name.ID]
			}) {
				links = append(links, call)
				plain = plain || c.ops[call.Callees[0]] == nil
			}
			for _, name := range c.Program.Facts(c.fn, s).Defines {
				made[name] = true
			}
		}
	}
	if !plain || len(links) < manyLinks {
		return false
	}
	for _, call := range links {
		if op := c.ops[call.Callees[0]]; op != nil && len(op.Callers) == 1 {
			op.Expose = false
		}
	}
	return true
}

// isStep reports whether a call runs a function of the app that is no part of the page.
func (c *cutter) isStep(call *flow.Call) bool {
	return len(call.Callees) > 0 && !slices.ContainsFunc(call.Callees, func(callee *flow.Function) bool {
		return callee.Def() == nil || c.isUI(callee) || strings.HasPrefix(callee.Name, "__")
	})
}
