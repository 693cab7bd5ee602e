package lift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// object is what a method is called on, and how the service comes by it: as the app does.
type object struct {
	class *flow.Class  // of the object
	home  *flow.Module // that gives it
	name  string       // of the module: a variable, a function that makes it once, or the class of a static method
	made  bool         // there is an instance: static and class methods need none
	call  bool         // the name is that of a function
	blank bool         // the method asks nothing of its object: one that was never set up will do
	given string       // the name is that of the class, whose objects are all made with this; empty where one is made once
}

// text is the expression, below the module.
func (o *object) text() string {
	if o.call {
		return o.name + "()"
	}
	return o.name
}

// object finds what a method is called on, or says why that cannot be had on the service.
func (m *mover) object(fn *flow.Function) (*object, []Reason) {
	if at, odd := m.oddMethod(fn); odd {
		return nil, []Reason{at}
	}
	if decorated(fn, "staticmethod") || decorated(fn, "classmethod") {
		return m.classObject(fn)
	}
	found := m.heldObject(fn)
	if found.object == nil {
		if blank := m.statelessObject(fn); blank != nil {
			return blank, nil
		}
	}
	return found.object, found.reasons
}

// heldObject is the object of the class whose objects a method is called on, or why it cannot be had.
func (m *mover) heldObject(fn *flow.Function) objectFound {
	class, reason := m.classOf(fn)
	if class == nil {
		return objectFound{reasons: []Reason{reason}}
	}
	if at, out := m.givesOut(fn); out {
		return objectFound{reasons: []Reason{at}}
	}
	found, known := m.objects[class]
	if !known {
		found.object, found.reasons = m.sureObject(class)
		m.objects[class] = found
	}
	return found
}

// objectFound is the object of a class, or why it cannot be had.
type objectFound struct {
	object  *object
	reasons []Reason
}

// classObject is a class whose static or class method moves.
func (m *mover) classObject(fn *flow.Function) (*object, []Reason) {
	if at, odd := m.oddClass(fn.Of); odd {
		return nil, []Reason{at}
	}
	names := slices.ContainsFunc(within(m.index(fn.Module).names, fn.Def().Span()), func(n *python.Name) bool { return n.ID == fn.Of.Name })
	if decorated(fn, "classmethod") || names {
		if at, changes := m.changes(fn.Of); changes {
			return nil, []Reason{at}
		}
	}
	for _, heir := range m.Program.Classes {
		if heir != fn.Of && slices.Contains(heir.Hierarchy(), fn.Of) {
			return nil, []Reason{place(heir.Module, heir.Node.NameSpan.Span(), fmt.Sprintf("%q inherits it: it is a method of several classes", heir.Name))}
		}
	}
	return &object{class: fn.Of, home: fn.Module, name: fn.Of.Name}, nil
}

// sureObject is the object of a class where everything about it is sure.
func (m *mover) sureObject(class *flow.Class) (*object, []Reason) {
	all := append([]*flow.Class{class}, m.givenTo(class)...)
	first := func(looks ...func(*flow.Class) (Reason, bool)) []Reason {
		for _, c := range all {
			for _, look := range looks {
				if at, odd := look(c); odd {
					return []Reason{at}
				}
			}
		}
		return nil
	}
	if odd := first(m.oddClass, m.changes); odd != nil {
		return nil, odd
	}
	o, reasons := m.madeOnce(class)
	if o == nil {
		return nil, reasons
	}
	if odd := first(m.oddMaking); odd != nil {
		return nil, odd
	}
	return o, nil
}

func decorated(fn *flow.Function, by string) bool {
	return slices.ContainsFunc(fn.Decorated, func(d string) bool { return d == by || strings.HasSuffix(d, "."+by) })
}

// oddMethod says what keeps a method from being one call.
func (m *mover) oddMethod(fn *flow.Function) (Reason, bool) {
	def := fn.Def()
	switch {
	case fn.Of.Path != fn.Of.Name || topStatement(fn.Module, fn.Of.Node) != python.Stmt(fn.Of.Node):
		return place(fn.Module, fn.Of.Node.NameSpan.Span(), "its class is defined inside something else"), true
	case !slices.Contains(fn.Of.Node.Body, python.Stmt(def)) || len(fn.Of.Scope.Lookup(fn.Name).Bindings) != 1:
		return place(fn.Module, def.Span(), "its class defines it more than once, or only in some cases"), true
	case strings.HasPrefix(fn.Name, "__"):
		return place(fn.Module, def.Span(), "Python calls it by itself, or its name is private to the class"), true
	}
	for _, decorator := range []string{"property", "cached_property", "setter", "getter", "abstractmethod"} {
		if decorated(fn, decorator) {
			return place(fn.Module, def.Span(), "it is no plain method: "+decorator), true
		}
	}
	if !decorated(fn, "staticmethod") && len(slices.Concat(def.Params.PosOnly, def.Params.Args)) == 0 {
		return place(fn.Module, def.Span(), "it does not take its object"), true
	}
	return Reason{}, false
}

// oddClass says what makes a class more than its own text.
func (m *mover) oddClass(class *flow.Class) (Reason, bool) {
	if class.Foreign() {
		return place(class.Module, class.Node.NameSpan.Span(), fmt.Sprintf("its class %q builds on one of a library, which may call and set more than the app shows", class.Name)), true
	}
	for _, c := range class.Hierarchy() {
		for _, d := range c.Node.Decorators {
			if text, _, _ := strings.Cut(c.Module.File.Source.Text[d.Span().Start:d.Span().End], "("); text[strings.LastIndexByte(text, '.')+1:] != "dataclass" {
				return place(c.Module, d.Span(), fmt.Sprintf("its class %q is decorated", c.Name)), true
			}
		}
		for _, name := range []string{"__new__", "__getattr__", "__getattribute__", "__setattr__", "__init_subclass__", "__del__"} {
			if c.Scope.Lookup(name) != nil && c.Scope.Symbols[name] != nil {
				return place(c.Module, c.Node.NameSpan.Span(), fmt.Sprintf("its class %q has %s", c.Name, name)), true
			}
		}
	}
	return Reason{}, false
}

// classOf is the one class whose objects a method is called on.
func (m *mover) classOf(fn *flow.Function) (*flow.Class, Reason) {
	var made []*flow.Class
	for _, c := range m.Program.Classes {
		if slices.Contains(c.Hierarchy(), fn.Of) && len(m.makings(c)) > 0 {
			made = append(made, c)
		}
	}
	switch len(made) {
	case 0:
		return nil, place(fn.Module, fn.Of.Node.NameSpan.Span(), fmt.Sprintf("nothing shows where the object of class %q is made", fn.Of.Name))
	case 1:
		return made[0], Reason{}
	}
	return nil, place(made[1].Module, made[1].Node.NameSpan.Span(), fmt.Sprintf("it is a method of objects of several classes: %s, %s", made[0].Name, made[1].Name))
}

// makings are the calls that make objects of a class.
func (m *mover) makings(class *flow.Class) []*flow.Call {
	if m.made == nil {
		m.made = map[string][]*flow.Call{}
		for _, fn := range m.Program.Functions {
			for _, call := range fn.Calls {
				for _, target := range call.Targets {
					m.made[target] = append(m.made[target], call)
				}
			}
		}
	}
	return m.made[class.Ref()]
}

// madeOnce is the object where the app makes it once for all, or the place that makes it otherwise.
func (m *mover) madeOnce(class *flow.Class) (*object, []Reason) {
	makings := m.makings(class)
	var best *object
	every := true // of them is a place that runs once
	for _, making := range makings {
		o := m.variable(class, making)
		if o == nil {
			o = m.maker(class, making)
		}
		if o == nil {
			o = m.keeper(class, making)
		}
		every = every && o != nil && (o.call || !o.home.Page)
		if o != nil && (best == nil || o.call && !best.call) {
			best = o
		}
	}
	if at, escapes := m.escapes(class); escapes {
		return nil, []Reason{at}
	}
	if best != nil {
		if at, busy := m.busy(best, makings); busy {
			return nil, []Reason{at}
		}
	}
	if best == nil {
		o, why := m.alike(class)
		if o == nil {
			return nil, []Reason{why}
		}
		return o, nil
	}
	if every && len(makings) == 1 {
		return best, nil
	}
	for _, making := range makings {
		if why := m.notAlike(class, making, makings[0]); why != "" {
			return nil, []Reason{place(making.In.Module, making.Node.Span(), why)}
		}
	}
	return best, nil
}

// notAlike says why an object that is made more than once may not be the same as any other.
func (m *mover) notAlike(class *flow.Class, making, first *flow.Call) string {
	one, constant := m.given(making)
	other, _ := m.given(first)
	does := m.loud(class)
	switch {
	case !constant || one != other:
		return fmt.Sprintf("objects of class %q are made in several places or on every run, and may differ", class.Name)
	case does != "":
		return fmt.Sprintf("an object of class %q is made in several places or on every run, and making it %s", class.Name, does)
	}
	return ""
}

// givenTo are the classes of the app whose objects the makings of a class are given, and those that these are given.
func (m *mover) givenTo(class *flow.Class) []*flow.Class {
	var found []*flow.Class
	add := func(making *flow.Call, e python.Expr) {
		known := m.Program.TypeOf(making.In, e)
		for _, c := range m.Program.Classes {
			if containsRef(known, c.Ref()) && !slices.Contains(found, c) && c != class {
				found = append(found, c)
			}
		}
	}
	of := []*flow.Class{class}
	for i := 0; i < len(of); i++ {
		for _, making := range m.makings(of[i]) {
			for _, arg := range making.Node.Args {
				add(making, arg)
			}
			for _, k := range making.Node.Keywords {
				add(making, k.Value)
			}
		}
		for _, c := range found {
			if !slices.Contains(of, c) {
				of = append(of, c)
			}
		}
	}
	return found
}

// loud says what making an object does besides setting its attributes; "" when it is nothing.
func (m *mover) loud(class *flow.Class) string {
	for _, init := range m.constructors(class) {
		for _, effect := range init.Effects.List() {
			if chain := m.Program.Chain(init, effect); len(chain) > 0 {
				return chain[len(chain)-1].Event.Says()
			}
		}
	}
	return ""
}

// variable is the object where a module's variable is bound to it, once, at the top of the module.
func (m *mover) variable(class *flow.Class, making *flow.Call) *object {
	module := making.In.Module
	if making.In != module.Body {
		return nil
	}
	var target python.Expr
	switch stmt := topStatement(module, making.Node).(type) {
	case *python.Assign:
		if len(stmt.Targets) == 1 && stmt.Value == python.Expr(making.Node) {
			target = stmt.Targets[0]
		}
	case *python.AnnAssign:
		if stmt.Value == python.Expr(making.Node) {
			target = stmt.Target
		}
	}
	name, ok := target.(*python.Name)
	if !ok {
		return nil
	}
	if symbol := module.Names.Top.Lookup(name.ID); symbol == nil || len(symbol.Bindings) != 1 {
		return nil
	}
	return &object{class: class, home: module, name: name.ID, made: true}
}

// maker is the object where a function of the module makes it, and a cache keeps it for all.
func (m *mover) maker(class *flow.Class, making *flow.Call) *object {
	fn := making.In
	def := fn.Def()
	if def == nil || fn.Outer != fn.Module.Body || fn.Of != nil || fn.Returns != class.Ref() || !ownsCache(fn.Module, def) || def.Async {
		return nil
	}
	own := false // the call is what is returned
	var named string
	for _, stmt := range def.Body {
		switch stmt := stmt.(type) {
		case *python.Assign:
			if name, ok := stmt.Targets[0].(*python.Name); ok && len(stmt.Targets) == 1 && stmt.Value == python.Expr(making.Node) && len(fn.Scope.Lookup(name.ID).Bindings) == 1 {
				named = name.ID
			}
		case *python.Return:
			name, ok := stmt.Value.(*python.Name)
			own = stmt.Value == python.Expr(making.Node) || ok && name.ID == named
		}
	}
	if !own || m.calledWith(fn) {
		return nil
	}
	return &object{class: class, home: fn.Module, name: fn.Name, made: true, call: true}
}

// calledWith reports whether a function is given arguments anywhere.
func (m *mover) calledWith(fn *flow.Function) bool {
	return slices.ContainsFunc(m.Program.Functions, func(other *flow.Function) bool {
		return slices.ContainsFunc(other.Calls, func(call *flow.Call) bool {
			return slices.Contains(call.Callees, fn) && len(call.Node.Args)+len(call.Node.Keywords) > 0
		})
	})
}

// keeper is the object where a function makes it once and remembers it in a variable of the module.
func (m *mover) keeper(class *flow.Class, making *flow.Call) *object {
	fn := making.In
	def := fn.Def()
	if def == nil || fn.Outer != fn.Module.Body || fn.Of != nil || fn.Module.Page || def.Async || m.calledWith(fn) {
		return nil
	}
	for _, option := range splitOptions(fn.Returns) {
		if option != "None" && option != class.Ref() {
			return nil
		}
	}
	var found *object
	flow.EachStatement(def.Body, func(s python.Stmt) bool {
		assign, ok := s.(*python.Assign)
		if !ok || assign.Value != python.Expr(making.Node) || len(assign.Targets) != 1 {
			return true
		}
		if name, ok := assign.Targets[0].(*python.Name); ok {
			symbol := fn.Module.Names.Variable(name)
			if symbol != nil && symbol.Owner == fn.Module.Names.Top && (&closure{mover: m}).remembered(fn.Module, symbol) {
				found = &object{class: class, home: fn.Module, name: fn.Name, made: true, call: true}
			}
		}
		return true
	})
	return found
}
