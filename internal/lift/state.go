package lift

import (
	"fmt"
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// methods are the functions of a class and of those that it inherits from.
func (m *mover) methods(class *flow.Class) []*flow.Function {
	var found []*flow.Function
	hierarchy := class.Hierarchy()
	for _, fn := range m.Program.Functions {
		if fn.Of != nil && slices.Contains(hierarchy, fn.Of) && fn.Def() != nil {
			found = append(found, fn)
		}
	}
	return found
}

// constructors are the methods that run while an object is made and never afterwards.
func (m *mover) constructors(class *flow.Class) []*flow.Function {
	return m.constructorsIn(class, func(use) bool { return true })
}

// constructorsIn are those by the uses of attributes that count.
func (m *mover) constructorsIn(class *flow.Class, counts func(use) bool) []*flow.Function {
	all := m.methods(class)
	var found []*flow.Function
	for _, fn := range all {
		if fn.Name == "__init__" || fn.Name == "__post_init__" {
			found = append(found, fn)
		}
	}
	return m.withTheirs(found, all, counts)
}

// withTheirs adds to functions those of others that only they call.
func (m *mover) withTheirs(found, others []*flow.Function, counts func(use) bool) []*flow.Function {
	for grown := true; grown; {
		grown = false
		for _, fn := range others {
			if fn.Def() != nil && !slices.Contains(found, fn) && m.calledOnlyBy(fn, found, counts) {
				found, grown = append(found, fn), true
			}
		}
	}
	return found
}

// calledOnlyBy reports whether some functions call another one and nothing else that counts can.
func (m *mover) calledOnlyBy(fn *flow.Function, by []*flow.Function, counts func(use) bool) bool {
	spans := map[*flow.Module][]diag.Span{}
	for _, b := range by {
		spans[b.Module] = append(spans[b.Module], b.Def().Span())
	}
	uses := slices.Clone(m.attributes()[fn.Name])
	for _, module := range m.App.Modules {
		for _, name := range m.index(module).names {
			if fn.Of == nil && name.ID == fn.Name && name.Ctx == python.Load {
				uses = append(uses, use{module, name})
			}
		}
	}
	return len(uses) > 0 && !slices.ContainsFunc(uses, func(u use) bool {
		at := u.node.Span()
		return counts(u) && !slices.ContainsFunc(spans[u.module], func(s diag.Span) bool { return s.Start <= at.Start && at.End <= s.End })
	})
}

// use is a name in a module, mostly that of an attribute.
type use struct {
	module *flow.Module
	node   python.Expr
}

// attributes are all uses of attributes in the app, by name.
func (m *mover) attributes() map[string][]use {
	if m.uses == nil {
		m.uses = map[string][]use{}
		for _, module := range m.App.Modules {
			for _, node := range m.index(module).attributes {
				m.uses[node.Attr] = append(m.uses[node.Attr], use{module, node})
			}
		}
	}
	return m.uses
}

// changes says where objects of a class change once they are made: on the service they would be one for all, and what
// is left in the pages would see another.
func (m *mover) changes(class *flow.Class) (Reason, bool) {
	making := m.constructors(class)
	for _, fn := range m.methods(class) {
		if slices.Contains(making, fn) || decorated(fn, "staticmethod") {
			continue
		}
		if receiver := m.receiver(fn); receiver != nil && slices.Contains(fn.Mutated, receiver.Name) {
			return place(fn.Module, fn.Def().Span(), fmt.Sprintf("%q changes its object: it would be another one in the pages", fn.Path)), true
		}
		if at, found := m.changesPart(fn); found {
			return at, true
		}
	}
	held := m.fields(class)
	for _, c := range class.Hierarchy() {
		for name, symbol := range c.Scope.Symbols {
			held[name] = held[name] || symbol.Assigned
		}
	}
	for _, name := range sortedKeys(held) {
		for _, u := range m.attributes()[name] {
			if attribute, ok := u.node.(*python.Attribute); ok && attribute.Ctx != python.Load && !m.inMethods(class, u) && m.maybe(u, class) {
				return place(u.module, u.node.Span(), fmt.Sprintf("an object of class %q is changed here: it would be another one in the pages", class.Name)), true
			}
		}
	}
	return Reason{}, false
}

// changesPart says where a method changes something that its object holds, by another name.
func (m *mover) changesPart(fn *flow.Function) (Reason, bool) {
	receiver := m.receiver(fn)
	if receiver == nil {
		return Reason{}, false
	}
	var at Reason
	found := false
	flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
		assign, ok := s.(*python.Assign)
		if !ok || root(assign.Value) != receiver.Name {
			return true
		}
		for _, target := range assign.Targets {
			name, ok := target.(*python.Name)
			if !ok {
				continue
			}
			flow.EachStatement(fn.Def().Body, func(other python.Stmt) bool {
				if !found && slices.Contains(m.Program.Facts(fn, other).Mutates, name.ID) {
					at, found = place(fn.Module, other.Span(), fmt.Sprintf("%q changes what its object holds: it would be another one in the pages", fn.Path)), true
				}
				return true
			})
		}
		return true
	})
	return at, found
}

// root is the variable that attributes and items belong to: self of self.rows[0]; "" of anything else.
func root(e python.Expr) string {
	for {
		switch x := e.(type) {
		case *python.Attribute:
			e = x.Value
		case *python.Subscript:
			e = x.Value
		case *python.Name:
			return x.ID
		default:
			return ""
		}
	}
}

// receiver is the parameter that is the object, or its class; nil for static methods.
func (m *mover) receiver(fn *flow.Function) *python.Arg {
	if fn.Of == nil || fn.Def() == nil || decorated(fn, "staticmethod") {
		return nil
	}
	params := slices.Concat(fn.Def().Params.PosOnly, fn.Def().Params.Args)
	if len(params) == 0 {
		return nil
	}
	return params[0]
}

// fields are the names of attributes that objects of a class get from its methods and hold for themselves.
func (m *mover) fields(class *flow.Class) map[string]bool {
	found := map[string]bool{}
	for _, fn := range m.methods(class) {
		receiver := m.receiver(fn)
		if receiver == nil {
			continue
		}
		for _, node := range within(m.index(fn.Module).attributes, fn.Def().Span()) {
			if name, ok := node.Value.(*python.Name); ok && node.Ctx != python.Load && name.ID == receiver.Name {
				found[node.Attr] = true
			}
		}
	}
	return found
}

// inMethods reports whether a use stands in the methods of a class, or of those that it inherits from.
func (m *mover) inMethods(class *flow.Class, u use) bool {
	at := u.node.Span()
	return slices.ContainsFunc(m.methods(class), func(fn *flow.Function) bool {
		span := fn.Def().Span()
		return fn.Module == u.module && span.Start <= at.Start && at.End <= span.End
	})
}

// maybe reports whether what has the attribute may be an object of a class: it is one, or nothing is known of it.
func (m *mover) maybe(u use, class *flow.Class) bool {
	attribute, ok := u.node.(*python.Attribute)
	return ok && m.maybeOf(u.module, attribute.Value, class)
}

func (m *mover) maybeOf(module *flow.Module, e python.Expr, class *flow.Class) bool {
	known := m.typeOf(module, e)
	return known == "-" || slices.ContainsFunc(class.Hierarchy(), func(c *flow.Class) bool { return containsRef(known, c.Ref()) })
}

// typeOf is what is known of an expression where it stands.
func (m *mover) typeOf(module *flow.Module, e python.Expr) string {
	var in *flow.Function
	at := e.Span()
	for _, fn := range m.Program.Functions {
		if span := fn.Node.Span(); fn.Module == module && span.Start <= at.Start && at.End <= span.End {
			in = fn // the innermost comes last
		}
	}
	if in == nil {
		in = module.Body
	}
	return m.Program.TypeOf(in, e)
}

// oddMaking says what keeps the making of an object from happening on the service, unseen by the pages.
func (m *mover) oddMaking(class *flow.Class) (Reason, bool) {
	drawn := catalogue.Of(catalogue.Draws, catalogue.Asks, catalogue.Feedback, catalogue.Control, catalogue.StateRead, catalogue.StateWrite, catalogue.IdentityRead)
	for _, fn := range m.constructors(class) {
		for _, effect := range (fn.Effects & drawn).List() {
			if chain := m.Program.Chain(fn, effect); len(chain) > 0 {
				last := chain[len(chain)-1]
				return place(last.In.Module, last.Event.Span(), "making its object "+last.Event.Says()), true
			}
		}
		if reasons := m.setsProcess(fn); len(reasons) > 0 {
			return reasons[0], true
		}
		var raise python.Stmt
		flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
			if r, ok := s.(*python.Raise); ok && raise == nil {
				raise = r
			}
			return !isBlock(s) // what it defines runs at another time
		})
		if raise != nil {
			return place(fn.Module, raise.Span(), "making its object may be refused here: the pages would not learn of it where they make it"), true
		}
	}
	return m.guardedMaking(class)
}

// personal says where a function reaches what belongs to one session or person.
func (m *mover) personal(fn *flow.Function) []Reason {
	for _, effect := range (fn.Effects & catalogue.Of(catalogue.StateRead, catalogue.StateWrite, catalogue.IdentityRead)).List() {
		if chain := m.Program.Chain(fn, effect); len(chain) > 0 {
			last := chain[len(chain)-1]
			return because(ofOneSession, place(last.In.Module, last.Event.Span(), "it "+last.Event.Says()+": what it does is one session's"))
		}
	}
	return nil
}

// guardedMaking says where the pages catch what making an object raises.
func (m *mover) guardedMaking(class *flow.Class) (Reason, bool) {
	if m.loud(class) == "" {
		return Reason{}, false
	}
	for _, making := range m.makings(class) {
		spots := []*flow.Call{making}
		for _, fn := range m.Program.Functions {
			for _, call := range fn.Calls {
				if making.In != making.In.Module.Body && slices.Contains(call.Callees, making.In) {
					spots = append(spots, call)
				}
			}
		}
		for _, spot := range spots {
			if m.inTry(spot) && !m.askedAtOnce(spot) {
				return place(spot.In.Module, spot.Node.Span(), "what making its object raises is caught here"), true
			}
		}
	}
	return Reason{}, false
}

// askedAtOnce reports whether a method of what a call gives is called on the spot: what making it raises comes with the
// answer.
func (m *mover) askedAtOnce(call *flow.Call) bool {
	return slices.ContainsFunc(m.index(call.In.Module).attributes, func(a *python.Attribute) bool { return a.Value == python.Expr(call.Node) })
}

// inTry reports whether handlers stand around a call.
func (m *mover) inTry(call *flow.Call) bool {
	found := false
	at := call.Node.Span()
	flow.EachStatement(call.In.Module.File.Module.Body, func(s python.Stmt) bool {
		if try, ok := s.(*python.Try); ok && len(try.Handlers) > 0 && len(try.Body) > 0 {
			first, last := try.Body[0].Span(), try.Body[len(try.Body)-1].Span()
			found = found || first.Start <= at.Start && at.End <= last.End
		}
		return true
	})
	return found
}

// givesOut says where a method returns what its object holds, and not a copy: the pages could change it.
func (m *mover) givesOut(fn *flow.Function) (Reason, bool) {
	receiver := m.receiver(fn)
	var at Reason
	found := false
	flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
		ret, ok := s.(*python.Return)
		if !ok || found || ret.Value == nil || receiver == nil || root(ret.Value) != receiver.Name || unchangeable(m.Program.TypeOf(fn, ret.Value)) {
			return true
		}
		at, found = place(fn.Module, ret.Span(), "it gives out what its object holds, which the pages may change"), true
		return true
	})
	return at, found
}

// unchangeable reports whether values of a type stay what they are.
func unchangeable(known string) bool {
	for _, option := range splitOptions(known) {
		switch option {
		case "None", "bool", "int", "float", "complex", "str", "bytes", "datetime.date", "datetime.datetime", "decimal.Decimal", "pathlib.Path":
		default:
			return false
		}
	}
	return true
}
