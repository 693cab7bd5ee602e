package flow

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// callArgs are the arguments of a call with what they may be.
type callArgs struct {
	node     *python.Call
	values   []Value          // of Args; of starred ones the elements
	keywords map[string]Value // without **
	spread   Value            // values of **
	stars    bool
}

// arguments evaluates the arguments in their order.
func (ev *evaluator) arguments(e *python.Call) *callArgs {
	args := &callArgs{node: e, values: make([]Value, len(e.Args))}
	for i, a := range e.Args {
		v := ev.eval(a)
		if _, ok := a.(*python.Starred); ok {
			args.stars = true
			v = ev.elements(a, v)
		}
		args.values[i] = v
	}
	for _, k := range e.Keywords {
		v := ev.eval(k.Value)
		if k.Name == "" {
			args.stars = true
			args.spread = join(args.spread, ev.values(v))
			continue
		}
		if args.keywords == nil {
			args.keywords = map[string]Value{}
		}
		args.keywords[k.Name] = v
	}
	return args
}

// argument finds the expression given for a parameter of an entry, by keyword or position; nil when it is not given.
func (a *callArgs) argument(entry *catalogue.Entry, param string) python.Expr {
	if param == "" {
		return nil
	}
	if e := a.keyword(param); e != nil {
		return e
	}
	if at := slices.Index(entry.Params, param); at >= 0 && at < len(a.node.Args) {
		return a.node.Args[at]
	}
	return nil
}

func (a *callArgs) keyword(name string) python.Expr {
	for _, k := range a.node.Keywords {
		if k.Name == name {
			return k.Value
		}
	}
	return nil
}

// first is what the first positional argument may be.
func (a *callArgs) first() Value {
	if len(a.values) > 0 {
		return a.values[0]
	}
	return Value{}
}

// value is what the argument for a parameter may be.
func (a *callArgs) value(entry *catalogue.Entry, param string) Value {
	if v, ok := a.keywords[param]; ok {
		return v
	}
	if at := slices.Index(entry.Params, param); at >= 0 && at < len(a.values) {
		return a.values[at]
	}
	return Value{}
}

// call is a call: what is called, what it is given, what it may return.
func (ev *evaluator) call(e *python.Call) Value {
	if m := ev.fn.Module.runs[e]; m != nil {
		return ev.runFile(e, m)
	}
	var callee Value
	if attr, ok := e.Func.(*python.Attribute); ok {
		callee = ev.attribute(attr, ev.eval(attr.Value), true)
	} else {
		callee = ev.eval(e.Func)
	}
	args := ev.arguments(e)
	c := &Call{Node: e, In: ev.fn, Loop: ev.loops > 0}
	ev.decides(c, callee)
	out, known := Value{}, false
	for _, a := range callee.atoms {
		if v, ok := ev.apply(a, args, c); ok {
			out, known = join(out, v), true
		}
	}
	if !known {
		out = ev.unknownCall(callee, args, c)
		if !ev.record && !callee.known() && !callee.open {
			// Nothing flowed here yet. Were it taken for unknown now, it would stay so.
			out = Value{}
		}
	}
	ev.note(c)
	return out
}

// note writes a call down, in the recording walk.
func (ev *evaluator) note(c *Call) {
	if !ev.record || ev.quiet > 0 {
		return
	}
	c.Name = ev.written(c.Node.Func)
	slices.Sort(c.Targets)
	c.Targets = slices.Compact(c.Targets)
	ev.fn.Calls = append(ev.fn.Calls, c)
	ev.calls[c.Node] = c
}

// apply calls one thing that the callee may be. It reports false when that says nothing about the call.
func (ev *evaluator) apply(a *atom, args *callArgs, c *Call) (Value, bool) {
	switch a.kind {
	case libraryAtom:
		if v, done := ev.builtin(a.name, args, c); done {
			return v, true
		}
		if a.entry == nil {
			return unknownValue(), false
		}
		return ev.entryCall(entryCall{entry: a.entry, name: a.name, args: args, call: c}), true
	case methodAtom:
		return ev.entryCall(entryCall{entry: a.entry, name: methodName(a, args), self: a.self, args: args, call: c}), true
	case typeAtom:
		entry := ev.atoms.method(a, "__call__")
		if entry == nil {
			return unknownValue(), false
		}
		return ev.entryCall(entryCall{entry: entry, name: a.typ.Name + ".__call__", self: a, args: args, call: c}), true
	case functionAtom:
		c.reach(a.fn)
		ev.bind(bindCall{fn: a.fn, node: args.node, self: a.self, args: args, call: c})
		return ev.returned(a.fn, args.node), true
	case classAtom:
		return ev.construct(a, args, c), true
	case instanceAtom:
		v, _ := ev.member(a.class, "__call__", 0)
		return ev.methods(v, a, args, c)
	case throughAtom:
		return unknownValue(), true
	}
	return unknownValue(), false
}

// methodName is a method's qualified name; behind a wildcard the name as it is written.
func methodName(a *atom, args *callArgs) string {
	if attr, ok := args.node.Func.(*python.Attribute); ok && isWildcard(a.entry) {
		return a.entry.Name[:len(a.entry.Name)-1] + attr.Attr
	}
	return a.entry.Name
}

// methods calls what a class has under the name of a special method.
func (ev *evaluator) methods(v Value, self *atom, args *callArgs, c *Call) (Value, bool) {
	out, known := Value{}, false
	for _, m := range v.atoms {
		if m.kind == functionAtom {
			known = true
			c.reach(m.fn)
			ev.bind(bindCall{fn: m.fn, node: args.node, self: self, args: args, call: c})
			out = join(out, ev.returned(m.fn, args.node))
		}
	}
	return out, known
}

func (c *Call) reach(fn *Function) {
	c.Targets = append(c.Targets, fn.ID())
	if !slices.Contains(c.Callees, fn) {
		c.Callees = append(c.Callees, fn)
	}
}

// construct makes an instance of a class of the app.
func (ev *evaluator) construct(a *atom, args *callArgs, c *Call) Value {
	class := a.class
	c.Targets = append(c.Targets, class.Module.Path+":"+class.Path)
	if class.enum {
		return class.instance.value
	}
	for _, name := range []string{"__init__", "__new__", "__post_init__"} {
		v, entry := ev.member(class, name, 0)
		if entry != nil && !isWildcard(entry) {
			ev.use(args.node, entry, entry.Effects)
		}
		given := args
		if name == "__post_init__" {
			given = nil
		}
		for _, m := range v.atoms {
			if m.kind != functionAtom {
				continue
			}
			if !slices.Contains(c.Callees, m.fn) {
				c.Callees = append(c.Callees, m.fn)
			}
			self := class.instance
			if name == "__new__" {
				self = a
			}
			ev.bind(bindCall{fn: m.fn, node: args.node, self: self, args: given, call: c})
		}
	}
	ev.fields(class, args)
	return class.instance.value
}

// fields lets the arguments for a class without __init__ flow into its annotated attributes: dataclasses and models.
func (ev *evaluator) fields(class *Class, args *callArgs) {
	if v, _ := ev.member(class, "__init__", 0); v.known() {
		return
	}
	for name, v := range args.keywords {
		ev.flow(class.attr(name), v)
	}
	if len(args.values) == 0 || args.stars {
		return
	}
	at := 0
	for _, s := range class.Node.Body {
		ann, ok := s.(*python.AnnAssign)
		if !ok {
			continue
		}
		if name, ok := ann.Target.(*python.Name); ok && at < len(args.values) {
			ev.flow(class.attr(name.ID), args.values[at])
			at++
		}
	}
}

// entryCall is a call of something that the catalogue describes.
type entryCall struct {
	entry *catalogue.Entry
	name  string
	self  *atom
	args  *callArgs
	call  *Call
}

func (ev *evaluator) entryCall(x entryCall) Value {
	x.call.Targets = append(x.call.Targets, x.name)
	if x.call.Entry == nil {
		x.call.Entry = x.entry
	}
	event := Event{Kind: LibraryCall, Node: x.args.node, Name: x.name, Library: x.entry.Library, Effects: x.entry.Effects, Stops: x.entry.Stops}
	if x.call.param != "" && (x.self != nil || x.call.method == called) {
		event.param, event.method, event.assumed = x.call.param, x.call.method, x.call.assumed
	}
	ev.adjust(&x, &event)
	event.marks = marksOf(x.entry, event.Effects)
	if ev.record {
		event.Cost = costOf(x.entry, event.Effects)
	}
	ev.event(event)
	ev.mutations(x.entry.Mutates, x.args, x.call)
	ev.passOn(x)
	ev.contain(x)
	return ev.entryResult(x)
}

// unknownCall is a call of something that is not known. Where all that the catalogue describes under a method's
// name does the same, that is presumed; SQL text says what a database does whoever runs it.
func (ev *evaluator) unknownCall(callee Value, args *callArgs, c *Call) Value {
	attr, isMethod := args.node.Func.(*python.Attribute)
	ev.passUnknown(args)
	if isMethod {
		if g, ok := ev.guess(attr, args); ok {
			ev.event(Event{Kind: LibraryCall, Node: args.node, Name: "?." + attr.Attr, Effects: g.effects, Presumed: true, SQL: g.sql, param: g.param, assumed: catalogue.Of(catalogue.DB)})
			c.Targets = append(c.Targets, "?."+attr.Attr)
			if g.mutates {
				ev.mutations([]catalogue.Mutation{{Target: "self"}}, args, c)
			}
			return ev.atoms.typed(g.returns)
		}
	}
	c.Unknown = true
	event := Event{Kind: UnknownCall, Node: args.node, Name: ev.calleeName(args.node, callee), Effects: catalogue.Of(catalogue.Unknown)}
	if isMethod {
		// They do not agree, but what all of them do is done at least.
		if g, _ := ev.guessed(attr.Attr); g.shared && !g.isSQL {
			event.Effects |= g.common
		}
	}
	ev.event(event)
	return unknownValue()
}

// calleeName names an unknown callee: the library's qualified name where there is one, else as written.
func (ev *evaluator) calleeName(e *python.Call, callee Value) string {
	if !ev.record || ev.quiet > 0 {
		return ""
	}
	for _, a := range callee.atoms {
		if a.kind == libraryAtom {
			return a.name
		}
	}
	return ev.written(e.Func)
}

// mutations notes which names a call changes.
func (ev *evaluator) mutations(list []catalogue.Mutation, args *callArgs, c *Call) {
	if !ev.record {
		return
	}
	for _, m := range list {
		if m.If != "" {
			given := args.keyword(m.If)
			if given == nil || isFalse(given) {
				continue
			}
		}
		var changed python.Expr
		if attr, ok := args.node.Func.(*python.Attribute); ok && m.Target == "self" {
			changed = attr.Value
		} else if at := int(m.Target[0] - '0'); m.Target != "self" && at < len(args.node.Args) {
			changed = args.node.Args[at]
		}
		if name := rootName(changed); name != "" && !slices.Contains(c.Mutates, name) {
			c.Mutates = append(c.Mutates, name)
		}
	}
}

func isFalse(e python.Expr) bool {
	c, ok := e.(*python.Constant)
	return ok && c.Kind == python.False
}

// rootName is the variable that an attribute or item belongs to: df of df.loc[0].
func rootName(e python.Expr) string {
	for {
		switch x := e.(type) {
		case *python.Name:
			return x.ID
		case *python.Attribute:
			e = x.Value
		case *python.Subscript:
			e = x.Value
		case *python.Starred:
			e = x.Value
		default:
			return ""
		}
	}
}
