package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

func pathRule() Rule {
	return Rule{
		ID: "SL003", Title: "a path is built from what a user writes", Severity: "warning",
		Looks:    "Files that are opened, written or removed under a name from a text field or an upload.",
		Why:      "`../../etc/passwd` is a name too.",
		Do:       "take the base name alone, and check that the resolved path lies in the folder that is meant",
		Meant:    [2]string{"A document store that saves an upload under the name it came with.", "A notebook of experiments that loads the run whose name was typed."},
		NotMeant: "A file chosen from a list that the app made, or a constant path.",
		check: func(a *auditor, r Rule) {
			files := effectsOf(catalogue.FileRead, catalogue.FileWrite)
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				if c.Entry == nil || c.Entry.Path == "" || len(c.Callees) > 0 || !c.Entry.Effects.Any(files) {
					return
				}
				path := c.Argument(c.Entry.Path)
				if path == nil {
					return
				}
				src, ok := a.typed(fn, path)
				if !ok || a.cleaned(fn, path) || ownOnly(fn, path, 0) || a.Program.TypeOf(fn, path) == "streamlit.UploadedFile" || isUpload(a, fn, path) {
					return
				}
				message := c.Name + " takes a path from what the user gives at " + at(src.in.Module, src.node)
				a.found(r, fn.Module, c.Node, message)
				a.person(fn, c.Node, message, false)
			})
		},
	}
}

// cleaned reports whether a value passes, on its way, something that leaves no way out of a folder: its base name, or only
// characters of a list.
func (a *auditor) cleaned(fn *flow.Function, e python.Expr) bool {
	for _, part := range a.slicer.Backward(fn, e).Parts {
		for _, s := range part.Statements {
			for _, c := range part.Function.CallsIn(headOf(s)) {
				if cleans(c) {
					return true
				}
			}
		}
	}
	return false
}

// cleans tells calls whose answer names nothing outside a folder.
func cleans(c *flow.Call) bool {
	switch name := last(c.Name); name {
	case "basename", "secure_filename", "slugify", "sanitize_filename", "uuid4":
		return true
	case "sub":
		pattern, ok := stringOf(firstArgumentOr(c))
		return ok && strings.HasPrefix(pattern, "[^") && !strings.Contains(pattern, "/")
	}
	return false
}

func firstArgumentOr(c *flow.Call) python.Expr {
	if e := firstArgument(c); e != nil {
		return e
	}
	return &python.Constant{Kind: python.None}
}

// ownOnly reports whether an expression is made of nothing but what the object of a method holds, and constants.
func ownOnly(fn *flow.Function, e python.Expr, depth int) bool {
	if fn.Of == nil || depth > maxDepth {
		return false
	}
	own, self := true, false
	flow.EachPart(e, func(part python.Expr) {
		name, ok := part.(*python.Name)
		if !ok {
			return
		}
		sym := fn.Module.Names.Variable(name)
		switch {
		case name.ID == "self":
			self = true
		case sym == nil || sym.Owner != fn.Scope:
		case len(sym.Bindings) == 1:
			assign, isAssign := sym.Bindings[0].Stmt.(*python.Assign)
			if !isAssign || !ownOnly(fn, assign.Value, depth+1) {
				own = false
			}
			self = true
		default:
			own = false
		}
	})
	return own && self
}
