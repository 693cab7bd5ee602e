package lift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// facades are the classes whose methods moved, with those that they inherit from, and whether the service makes their
// objects, or is given them by these: in the pages they keep what is still called.
func (m *mover) facades() map[*flow.Class]bool {
	found := map[*flow.Class]bool{}
	for _, to := range m.clients {
		if to.object == nil {
			continue
		}
		for _, class := range append(m.givenTo(to.object.class), to.object.class) {
			for _, c := range class.Hierarchy() {
				found[c] = found[c] || to.object.made
			}
		}
	}
	return found
}

// lookClass removes what a facade no longer needs: methods that nothing calls and, where the service makes its objects,
// what its constructor did, and its bases.
func (r *remains) lookClass(class *flow.Class, made bool) bool {
	if slices.Contains(r.stmts[class.Module], python.Stmt(class.Node)) {
		return false
	}
	found := false
	for _, fn := range r.mover.Program.Functions {
		if fn.Of != class || fn.Def() == nil || !slices.Contains(class.Node.Body, python.Stmt(fn.Def())) || !r.uncalled(fn) {
			continue
		}
		r.members[fn.Def()] = true
		r.bodies[class.Module] = append(r.bodies[class.Module], whole(fn.Def()))
		found = true
	}
	if !made {
		return found
	}
	if _, needed := r.needsMaking(class); needed {
		return found
	}
	for _, fn := range r.mover.Program.Functions {
		if fn.Of == class && (fn.Name == "__init__" || fn.Name == "__post_init__") && fn.Def() != nil && !r.hollow[fn.Def()] && slices.Contains(class.Node.Body, python.Stmt(fn.Def())) {
			r.hollow[fn.Def()] = true
			r.bodies[class.Module] = append(r.bodies[class.Module], bodySpan(class.Module, fn.Def()))
			found = true
		}
	}
	if !r.bare[class.Node] && r.needsNoBase(class) {
		r.bare[class.Node] = true
		r.bodies[class.Module] = append(r.bodies[class.Module], basesSpan(class.Module, class.Node))
		found = true
	}
	return found
}

// uncalled reports whether nothing that stays calls a method: no attribute has its name, nothing asks for attributes by
// names that are not known, and nothing in its class uses it by name.
func (r *remains) uncalled(fn *flow.Function) bool {
	if _, moved := r.mover.clients[fn]; moved || r.members[fn.Def()] || strings.HasPrefix(fn.Name, "__") && strings.HasSuffix(fn.Name, "__") {
		return false
	}
	for _, d := range fn.Def().Decorators {
		if name, ok := d.(*python.Name); !ok || !slices.Contains([]string{"staticmethod", "classmethod", "property", "abstractmethod"}, name.ID) {
			return false
		}
	}
	if _, reflected := r.reflects(fn.Of); reflected {
		return false
	}
	if slices.ContainsFunc(r.mover.attributes()[fn.Name], func(u use) bool { return r.stays(u, fn.Def().Span(), fn.Module) }) {
		return false
	}
	return !slices.ContainsFunc(r.mover.index(fn.Module).names, func(n *python.Name) bool {
		symbol := fn.Module.Names.Variable(n)
		return n.ID == fn.Name && n.Ctx == python.Load && symbol != nil && symbol.Owner == fn.Of.Scope && !r.gone(fn.Module, n.Span())
	})
}

// stays reports whether a use is in what stays, outside a span of a module.
func (r *remains) stays(u use, but diag.Span, of *flow.Module) bool {
	at := u.node.Span()
	return !r.gone(u.module, at) && !(u.module == of && but.Start <= at.Start && at.End <= but.End)
}

// needsMaking says where what stays needs that objects of a class, or of one that inherits it, are made here too.
func (r *remains) needsMaking(class *flow.Class) (Reason, bool) {
	for _, heir := range r.mover.Program.Classes {
		if !slices.Contains(heir.Hierarchy(), class) {
			continue
		}
		if at, needed := r.needsFields(heir); needed {
			return at, true
		}
		if at, needed := r.needsStore(heir); needed {
			return at, true
		}
	}
	return Reason{}, false
}

// making are the methods that only run while an object is made, as far as what stays shows.
func (r *remains) making(class *flow.Class) []*flow.Function {
	return r.mover.constructorsIn(class, r.counts)
}

// counts reports whether a use is in what stays.
func (r *remains) counts(u use) bool { return !r.gone(u.module, u.node.Span()) }

// needsStore says where what stays reaches itself what making an object prepares: a database, files.
func (r *remains) needsStore(class *flow.Class) (Reason, bool) {
	making := r.making(class)
	prepares := map[string]bool{}
	for _, init := range making {
		prepares[kindOf(init.Effects&catalogue.Of(catalogue.DBWrite))] = true
		prepares[kindOf(init.Effects&catalogue.Of(catalogue.FileWrite))] = true
	}
	theirs := r.mover.withTheirs(making, r.mover.Program.Functions, r.counts)
	for _, fn := range r.mover.Program.Functions {
		if slices.Contains(theirs, fn) {
			continue
		}
		for i := range fn.Events {
			e := &fn.Events[i]
			if kind := kindOf(e.Effects); kind != "" && prepares[kind] && e.Callee == nil && !r.gone(fn.Module, e.Span()) {
				return place(fn.Module, e.Span(), e.Says()+" itself, which making it prepares"), true
			}
		}
	}
	return Reason{}, false
}

// needsFields says where what stays needs what the constructor of a class set.
func (r *remains) needsFields(heir *flow.Class) (Reason, bool) {
	m := r.mover
	if at, reflected := r.reflects(heir); reflected {
		return at, true
	}
	making := r.making(heir)
	fields := m.fields(heir)
	fields["__dict__"] = true
	for _, name := range sortedKeys(fields) {
		for _, u := range m.attributes()[name] {
			inside := slices.ContainsFunc(making, func(fn *flow.Function) bool {
				span, at := fn.Def().Span(), u.node.Span()
				return fn.Module == u.module && span.Start <= at.Start && at.End <= span.End
			})
			if !inside && !r.gone(u.module, u.node.Span()) && m.maybe(u, heir) {
				return place(u.module, u.node.Span(), fmt.Sprintf("needs %q of it", name)), true
			}
		}
	}
	return Reason{}, false
}

// reflects says where what stays may ask an object of a class for attributes by names that the text does not show.
func (r *remains) reflects(class *flow.Class) (Reason, bool) {
	for _, fn := range r.mover.Program.Functions {
		for _, call := range fn.Calls {
			name, ok := call.Node.Func.(*python.Name)
			if ok && len(call.Node.Args) > 0 && slices.Contains(reflecting(), name.ID) && !r.gone(fn.Module, call.Node.Span()) && r.mover.maybeOf(fn.Module, call.Node.Args[0], class) {
				return place(fn.Module, call.Node.Span(), "asks its attributes by "+name.ID), true
			}
		}
	}
	return Reason{}, false
}

// needsNoBase reports whether nothing that stays needs what a class inherits, or asks whether it inherits it.
func (r *remains) needsNoBase(class *flow.Class) bool {
	m := r.mover
	bases := class.Hierarchy()[1:]
	if len(class.Node.Bases) == 0 || len(class.Node.TypeParams) > 0 || len(class.Node.Keywords) > 0 {
		return false
	}
	for _, base := range class.Node.Bases {
		name := class.Module.File.Source.Text[base.Span().Start:base.Span().End]
		plain := slices.Contains([]string{"ABC", "abc.ABC", "object"}, name)
		if !plain && !slices.ContainsFunc(bases, func(b *flow.Class) bool { return b.Name == name[strings.LastIndexByte(name, '.')+1:] }) {
			return false
		}
	}
	if _, own := class.Scope.Symbols["__init__"]; !own && slices.ContainsFunc(bases, func(b *flow.Class) bool { return b.Scope.Symbols["__init__"] != nil }) {
		return false
	}
	for _, base := range bases {
		for name := range base.Scope.Symbols {
			if strings.HasPrefix(name, "__") && name != "__init__" && base.Scope.Symbols[name].Assigned && name != "__doc__" {
				return false
			}
			if slices.ContainsFunc(m.attributes()[name], func(u use) bool { return base.Scope.Symbols[name].Assigned && !r.gone(u.module, u.node.Span()) }) && class.Scope.Symbols[name] == nil {
				return false
			}
		}
		if r.namedElsewhere(base, class) {
			return false
		}
	}
	return !slices.ContainsFunc(m.index(class.Module).names, func(n *python.Name) bool {
		at, span := n.Span(), class.Node.Span()
		return n.ID == "super" && span.Start <= at.Start && at.End <= span.End && !r.gone(class.Module, at)
	})
}

// namedElsewhere reports whether what stays names a class other than as a base, or in an import.
func (r *remains) namedElsewhere(base, heir *flow.Class) bool {
	for _, module := range r.mover.App.Modules {
		for _, name := range r.mover.index(module).names {
			if name.ID != base.Name || name.Ctx != python.Load || r.gone(module, name.Span()) {
				continue
			}
			span := basesSpan(heir.Module, heir.Node)
			if module != heir.Module || name.Span().Start < span.Start || name.Span().End > span.End {
				return true
			}
		}
	}
	return slices.ContainsFunc(r.mover.attributes()[base.Name], func(u use) bool { return !r.gone(u.module, u.node.Span()) })
}

// basesSpan is the list of bases of a class with its parentheses.
func basesSpan(module *flow.Module, class *python.ClassDef) diag.Span {
	text := module.File.Source.Text
	if len(class.Bases) == 0 {
		return diag.Span{Start: class.NameSpan.Span().End, End: class.NameSpan.Span().End}
	}
	end := class.Body[0].Span().Start
	if d := whole(class.Body[0]); d.Start < end {
		end = d.Start
	}
	colon := strings.IndexByte(text[class.Bases[len(class.Bases)-1].Span().End:end], ':')
	return diag.Span{Start: class.NameSpan.Span().End, End: class.Bases[len(class.Bases)-1].Span().End + max(colon, 0)}
}

// facadeEdits take out of the classes of a module what the pages no longer need of them.
func (r *remains) facadeEdits(module *flow.Module) []python.Edit {
	var edits []python.Edit
	text := module.File.Source.Text
	for _, stmt := range module.File.Module.Body {
		class, ok := stmt.(*python.ClassDef)
		if !ok || slices.Contains(r.stmts[module], stmt) {
			continue
		}
		if r.bare[class] {
			span := basesSpan(module, class)
			edits = append(edits, python.Edit{Start: span.Start, End: span.End})
		}
		edits = append(edits, without(text, class.Body, func(s python.Stmt) bool { return r.members[s] })...)
		for _, member := range class.Body {
			if def, ok := member.(*python.FunctionDef); ok && r.hollow[def] {
				edits = append(edits, emptied(module, def))
			}
		}
	}
	return edits
}

// emptied leaves of a function its signature and its docstring.
func emptied(module *flow.Module, def *python.FunctionDef) python.Edit {
	span := bodySpan(module, def)
	if !isDocstring(def.Body[0]) {
		return python.Edit{Start: span.Start, End: span.End, Text: "pass"}
	}
	if len(def.Body) == 1 {
		return python.Edit{Start: span.End, End: span.End}
	}
	return python.Edit{Start: def.Body[0].Span().End, End: span.End}
}

// tear finds operations that cannot move with what is left in the pages: their objects would be on both sides though they
// may not, or the caches that they empty. It reports whether there are more.
func (m *mover) tear() bool {
	found := false
	why := map[*flow.Class]*Reason{}
	for fn, to := range m.clients {
		if at, ok := m.emptiesPage(fn); ok {
			at.Because = twoCopies
			m.torn[to.operation], found = at, true
		}
		if to.object == nil || !to.object.made {
			continue
		}
		class := to.object.class
		if _, known := why[class]; !known {
			why[class] = m.twice(class)
		}
		if at := why[class]; at != nil {
			m.torn[to.operation], found = *at, true
		}
	}
	return found
}

// twice says why an object may not be made on both sides, where it would be.
func (m *mover) twice(class *flow.Class) *Reason {
	at, needed := m.rest.needsMaking(class)
	why := m.onceOnly(class)
	if !needed || why == "" {
		return nil
	}
	at.Text = fmt.Sprintf("its object would be on both sides, because the pages have code here that %s; and making it %s", at.Text, why)
	return &at
}

// onceOnly says what making an object does that two processes must not do, or would do with different results; making
// tables that may be there already is nothing of that kind.
func (m *mover) onceOnly(class *flow.Class) string {
	reached := m.constructors(class)
	for i := 0; i < len(reached); i++ {
		for j := range reached[i].Events {
			e := &reached[i].Events[j]
			if e.Effects != 0 && !onlyCreates(e) {
				return e.Says()
			}
			if e.Callee != nil && !slices.Contains(reached, e.Callee) {
				reached = append(reached, e.Callee)
			}
		}
	}
	return ""
}

// onlyCreates reports whether an event opens a database, or makes tables or folders that may be there already.
func onlyCreates(e *flow.Event) bool {
	last := e.Name[strings.LastIndexByte(e.Name, '.')+1:]
	switch {
	case len(e.SQL) > 0:
		return !slices.ContainsFunc(e.SQL, func(verb string) bool { return verb != "CREATE" && verb != "PRAGMA" })
	case slices.Contains([]string{"create_all", "mkdir", "makedirs", "commit", "close"}, last):
		return true
	}
	return e.Effects&^catalogue.Of(catalogue.DB, catalogue.DBRead) == 0 && slices.Contains([]string{"connect", "begin", "cursor"}, last)
}
