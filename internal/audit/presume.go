package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// presumed is the kind of what an unknown call does, as far as its name says: one of a library that nobody described or
// of a module that is not there by any verb, a method of an unknown object only by verbs that no collection has.
func (a *auditor) presumed(fn *flow.Function, e *flow.Event) string {
	call, ok := e.Node.(*python.Call)
	if e.Kind != flow.UnknownCall || !ok || e.Effects.Any(outward) {
		return ""
	}
	_, name := calleeOf(call.Func)
	switch {
	case name == "open" && a.isEntered(fn, call):
		return openedFor(call)
	case name == "execute" && len(call.Args) == 0:
		if verb, table := built(call); verb == "list" {
			return Query
		} else if table != "" {
			return Write
		}
	}
	if !a.isImported(fn, call.Func) {
		if begins(name, []string{"cancel", "create", "delete", "execute", "publish", "save", "send", "start", "stop", "submit", "upload"}) {
			return Write
		}
		return ""
	}
	switch {
	case begins(name, slices.Concat(doingVerbs(), []string{"book", "execute", "insert", "post", "publish", "push", "put", "save", "store", "upload", "upsert", "write"})):
		return Write
	case begins(name, append(askingVerbs(), "ask", "chat", "complete", "embed", "invoke")) && !looks(name):
		return Query
	case begins(name, computingVerbs()):
		return Computation
	}
	return ""
}

// computingVerbs are what functions of libraries begin with that work something out.
func computingVerbs() []string {
	return []string{"analyse", "analyze", "calculate", "classify", "compute", "detect", "estimate", "evaluate", "forecast", "generate", "optimise",
		"optimize", "predict", "process", "run", "score", "simulate", "solve", "summarise", "summarize", "transform", "translate"}
}

// isRoughlyKnown reports whether a call is of an imported library of which only is known what all of it has in common:
// that it neither reaches anything outside nor draws, not what it does.
func (a *auditor) isRoughlyKnown(fn *flow.Function, call *flow.Call) bool {
	page := catalogue.Of(catalogue.Draws, catalogue.Asks)
	return call.Entry != nil && strings.HasSuffix(call.Entry.Name, ".*") && !call.Entry.Effects.Any(outward|page) &&
		a.isImported(fn, call.Node.Func)
}

// worksOutBy reports whether a call of such a library says by its verb that it works something out.
func (a *auditor) worksOutBy(fn *flow.Function, call *flow.Call) bool {
	_, name := calleeOf(call.Node.Func)
	return begins(name, computingVerbs()) && a.isRoughlyKnown(fn, call)
}

// isEntered reports whether a call is what a with statement enters.
func (a *auditor) isEntered(fn *flow.Function, call *python.Call) bool {
	spot := a.spotOf(fn, call)
	if spot == nil {
		return false
	}
	with, ok := spot.stmt.(*python.With)
	return ok && slices.ContainsFunc(with.Items, func(item *python.WithItem) bool { return item.Context == python.Expr(call) })
}

// openedFor is what a file is opened for, by the mode that a constant says.
func openedFor(call *python.Call) string {
	for _, arg := range slices.Concat(call.Args, keywordValues(call)) {
		if mode, ok := stringOf(arg); ok && len(mode) < 4 && strings.ContainsAny(mode, "wax+") {
			return Write
		}
	}
	return Query
}

// looks reports whether a name speaks of what a page looks like.
func looks(name string) bool {
	return slices.ContainsFunc(strings.Split(identifier(name), "_"), func(word string) bool {
		return slices.Contains([]string{"css", "html", "icon", "image", "logo", "style", "styles", "svg", "theme"}, word)
	})
}

// isImported reports whether an expression is what an import statement brought, or an attribute of that.
func (a *auditor) isImported(fn *flow.Function, e python.Expr) bool {
	if attribute, ok := e.(*python.Attribute); ok {
		e = attribute.Value
	}
	name, ok := e.(*python.Name)
	if !ok {
		return false
	}
	sym := fn.Module.Names.Variable(name)
	return sym != nil && slices.ContainsFunc(sym.Bindings, func(b flow.Binding) bool { return b.Import != nil })
}

// stronger is the kind that says more of what an endpoint would be.
func stronger(x, y string) string {
	order := []string{"", Computation, Query, Write}
	if slices.Index(order, y) > slices.Index(order, x) {
		return y
	}
	return x
}

// presumedOf is the same for a function with all that it calls.
func (a *auditor) presumedOf(fn *flow.Function) string {
	if !fn.Effects.Has(catalogue.Unknown) {
		return ""
	}
	found := ""
	a.eachEvent(fn, func(in *flow.Function, e *flow.Event) { found = stronger(found, a.presumed(in, e)) })
	return found
}
