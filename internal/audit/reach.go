package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// reached is a place where what a function is given names something outside of it: a file, an address, a command, a
// statement, an attribute.
type reached struct {
	parameter string
	what      string // "a path"
	at        string
}

// reachOf says which parameters of a function name something outside, in it or in what it calls. What members a caller
// puts into a record is the caller's to choose, so no record may reach such a place.
func (a *auditor) reachOf(fn *flow.Function) []reached {
	if known, ok := a.reaching[fn]; ok {
		return known
	}
	a.reaching[fn] = nil // one that calls itself adds nothing
	var out []reached
	note := func(e python.Expr, what, place string) {
		for _, in := range a.inside.Backward(fn, e).Inputs {
			if in.Kind == flow.ParameterInput {
				out = append(out, reached{parameter: in.Name, what: what, at: place})
			}
		}
	}
	for _, c := range fn.Calls {
		if len(c.Callees) == 0 {
			named, what := namedBy(c)
			for _, e := range named {
				note(e, what, at(fn.Module, c.Node))
			}
			continue
		}
		for _, callee := range c.Callees {
			for _, r := range a.reachOf(callee) {
				if e, _ := flow.ArgumentFor(callee, c, r.parameter); e != nil {
					note(e, r.what, r.at)
				}
			}
		}
	}
	a.reaching[fn] = out
	return out
}

// namedBy are the arguments of a call of a library that name something outside, and what that is.
func namedBy(c *flow.Call) (named []python.Expr, what string) {
	one := func(e python.Expr, what string) ([]python.Expr, string) {
		if e == nil {
			return nil, ""
		}
		return []python.Expr{e}, what
	}
	switch {
	case isCall(c, "builtins.eval", "builtins.exec", "importlib.import_module", "builtins.__import__"):
		return one(firstArgument(c), "code")
	case isCall(c, "builtins.getattr", "builtins.setattr") && len(c.Node.Args) > 1:
		return one(c.Node.Args[1], "an identifier")
	case c.Entry == nil:
		return nil, ""
	case c.Entry.Effects.Has(catalogue.Process):
		return slices.Concat(c.Node.Args, keywordValues(c.Node)), "a command"
	case c.Entry.SQL != "":
		return one(c.Argument(c.Entry.SQL), "the text of a statement")
	case c.Entry.Path != "":
		return one(c.Argument(c.Entry.Path), "a path")
	}
	method, isMethod := c.Node.Func.(*python.Attribute)
	if strings.HasPrefix(c.Entry.Name, "pathlib.") && isMethod && c.Entry.Effects.Any(effectsOf(catalogue.FileRead, catalogue.FileWrite)) {
		return one(method.Value, "a path")
	}
	library, _, _ := strings.Cut(c.Entry.Name, ".")
	if slices.Contains([]string{"requests", "httpx", "urllib", "aiohttp"}, library) && c.Entry.Effects.Any(effectsOf(catalogue.NetRead, catalogue.NetWrite)) {
		return one(cmp.Or(c.Argument("url"), firstArgument(c)), "a URL")
	}
	return nil, ""
}
