package flow

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// bindCall is a call of a function of the app.
type bindCall struct {
	fn   *Function
	node python.Node
	self *atom     // receiver of a bound method
	args *callArgs // nil for calls that syntax makes
	call *Call     // nil for these
	kind EventKind // AppCall unless it is given away
	like *Event    // a parameter of this function decides, as it does for that event
}

// bind lets the arguments of a call flow into the parameters and notes the call.
func (ev *evaluator) bind(b bindCall) {
	event := Event{Kind: AppCall, Node: b.node, Name: b.fn.ID(), Callee: b.fn}
	if b.kind == PassedOn {
		event.Kind = PassedOn
	}
	given := ev.parameters(b)
	if ev.quiet > 0 {
		return
	}
	uses := slices.SortedFunc(maps.Keys(b.fn.decisive), func(x, y paramUse) int {
		return cmp.Or(strings.Compare(x.param, y.param), strings.Compare(x.method, y.method))
	})
	for _, use := range uses {
		ev.given(&event, b, decisiveArg{use: use, assumed: b.fn.decisive[use], arg: given[use.param]})
	}
	slices.Sort(event.SQL)
	if b.call != nil && b.call.method == called {
		event.param, event.method, event.assumed = b.call.param, b.call.method, b.call.assumed
	}
	event.decidedLike(b.like)
	ev.event(event)
	for _, w := range b.fn.Wrappers {
		ev.event(Event{Kind: event.Kind, Node: b.node, Name: w.ID(), Callee: w})
	}
}

// decidedLike has the same parameter decide that decides another event.
func (e *Event) decidedLike(other *Event) {
	if other != nil {
		e.param, e.method, e.assumed = other.param, other.method, other.assumed
	}
}

// parameters lets values flow into parameters and gives the expressions by parameter.
func (ev *evaluator) parameters(b bindCall) map[string]givenArg {
	var a *python.Arguments
	switch node := b.fn.Node.(type) {
	case *python.FunctionDef:
		a = node.Params
	case *python.Lambda:
		a = node.Params
	default:
		return nil
	}
	positional := a.Args
	if len(a.PosOnly) > 0 {
		positional = append(append([]*python.Arg{}, a.PosOnly...), a.Args...)
	}
	if b.self != nil && len(positional) > 0 {
		ev.param(b.fn, positional[0], b.self.value)
		ev.receiverArg(b, positional[0])
		positional = positional[1:]
	}
	if b.args == nil {
		return nil
	}
	var given map[string]givenArg
	note := func(p *python.Arg, e python.Expr, v Value) {
		ev.param(b.fn, p, v)
		if ev.record && b.call != nil {
			if name := rootName(e); name != "" {
				b.call.args = append(b.call.args, boundArg{callee: b.fn, param: p.Name, name: name})
			}
		}
		if len(b.fn.decisive) > 0 {
			if given == nil {
				given = map[string]givenArg{}
			}
			given[p.Name] = givenArg{e, v}
		}
	}
	for i, v := range b.args.values {
		if i < len(positional) {
			note(positional[i], b.args.node.Args[i], v)
		} else if a.VarArg != nil {
			ev.param(b.fn, a.VarArg, ev.containerOf(a.VarArg, "tuple", v))
		}
		if _, starred := b.args.node.Args[i].(*python.Starred); starred {
			for _, p := range positional[min(i, len(positional)):] {
				ev.param(b.fn, p, v)
			}
		}
	}
	ev.keywordParams(b, a, note)
	return given
}

// receiverArg notes the name of the receiver of a method's call: what the method does to self, it does to that.
func (ev *evaluator) receiverArg(b bindCall, p *python.Arg) {
	if !ev.record || b.call == nil {
		return
	}
	if attr, ok := b.call.Node.Func.(*python.Attribute); ok {
		if name := rootName(attr.Value); name != "" {
			b.call.args = append(b.call.args, boundArg{callee: b.fn, param: p.Name, name: name})
		}
	}
}

func (ev *evaluator) keywordParams(b bindCall, a *python.Arguments, note func(*python.Arg, python.Expr, Value)) {
	for _, k := range b.args.node.Keywords {
		if k.Name == "" {
			eachParam(a, func(p *python.Arg) {
				if p != a.VarArg && p != a.KwArg {
					ev.param(b.fn, p, b.args.spread)
				}
			})
			continue
		}
		found := false
		for _, list := range [][]*python.Arg{a.Args, a.KwOnly} {
			for _, p := range list {
				if p.Name == k.Name {
					found = true
					note(p, k.Value, b.args.keywords[k.Name])
				}
			}
		}
		if !found && a.KwArg != nil {
			ev.param(b.fn, a.KwArg, ev.containerOf(a.KwArg, "dict", b.args.keywords[k.Name]))
		}
	}
}

func (ev *evaluator) param(fn *Function, p *python.Arg, v Value) {
	if fn.Scope == nil {
		return
	}
	if sym := fn.Scope.Symbols[mangle(fn.Scope.class, p.Name)]; sym != nil {
		ev.flow(ev.slotOf(sym), v)
	}
}

// returned is what a call of a function of the app gives: of a generator something to iterate over, of a context
// manager made of a generator what it yields.
func (ev *evaluator) returned(fn *Function, _ python.Node) Value {
	if !fn.generator {
		return ev.read(&fn.result)
	}
	v := ev.read(&fn.yields)
	ev.read(&fn.result)
	if fn.manager {
		return v
	}
	a := ev.atoms.container(fn.Node, 1, "iter")
	ev.flow(&a.site.elem, v)
	return a.value
}

// passOn notes functions of the app that a library is given and may call.
func (ev *evaluator) passOn(x entryCall) {
	if !callsArguments(x) {
		return
	}
	extra := ev.extraArgs(x)
	for i, v := range x.args.values {
		ev.pass(x.args.node.Args[i], v, extra, nil)
	}
	for _, k := range x.args.node.Keywords {
		if k.Name != "" && k.Name != "args" && k.Name != "kwargs" {
			ev.pass(k.Value, x.args.keywords[k.Name], extra, nil)
		}
	}
}

// callsArguments reports whether a library may call the functions that it is given. Decorators hand them on, and
// containers keep them.
func callsArguments(x entryCall) bool {
	switch x.entry.Returns.Name {
	case "arg0", "bool", "None":
		if x.entry.Library == "builtins" || x.entry.Returns.Name == "arg0" {
			return x.name == "builtins.list.sort" || x.name == "list.sort"
		}
	}
	if x.entry.Library == "builtins" {
		switch x.name {
		case "builtins.sorted", "builtins.min", "builtins.max", "builtins.map", "builtins.filter", "builtins.next",
			"builtins.any", "builtins.all", "builtins.sum", "builtins.iter":
			return true
		}
		return false
	}
	return x.self == nil || !isState(x.self)
}

// extraArgs are the arguments that a library hands on: args= of widgets and threads, the rest of submit.
func (ev *evaluator) extraArgs(x entryCall) []Value {
	if v, ok := x.args.keywords["args"]; ok {
		var out []Value
		for _, a := range v.atoms {
			if a.kind == siteAtom {
				for _, item := range a.site.items {
					out = append(out, ev.read(item))
				}
			}
		}
		return out
	}
	if x.name == "concurrent.futures.Executor.submit" || x.name == "asyncio.to_thread" {
		return x.args.values[min(1, len(x.args.values)):]
	}
	return nil
}

// pass notes that a function is given away at a place; like another event, which a parameter of this function decides.
func (ev *evaluator) pass(e python.Expr, v Value, extra []Value, like *Event) {
	for _, a := range v.atoms {
		switch a.kind {
		case functionAtom:
			ev.bind(bindCall{fn: a.fn, node: e, self: a.self, kind: PassedOn, like: like})
			ev.positional(a, extra)
		case libraryAtom, methodAtom:
			if entry := a.entry; entry != nil && !entry.Value && !ev.Catalogue.IsClass(entry.Name) && entry.Returns.Name != "arg0" {
				event := Event{
					Kind: LibraryCall, Node: e, Name: entry.Name, Effects: entry.Effects, Library: entry.Library,
					marks: marksOf(entry, entry.Effects),
				}
				event.decidedLike(like)
				ev.event(event)
			}
		}
	}
}

func (ev *evaluator) positional(a *atom, values []Value) {
	def := a.fn.Def()
	if def == nil {
		return
	}
	params := def.Params.Args
	if a.self != nil && len(params) > 0 {
		params = params[1:]
	}
	for i, v := range values {
		if i < len(params) {
			ev.param(a.fn, params[i], v)
		}
	}
}

// passUnknown notes the functions that something unknown is given.
func (ev *evaluator) passUnknown(args *callArgs) {
	for i, v := range args.values {
		ev.pass(args.node.Args[i], v, nil, nil)
	}
	for _, k := range args.node.Keywords {
		if k.Name != "" {
			ev.pass(k.Value, args.keywords[k.Name], nil, nil)
		}
	}
}
