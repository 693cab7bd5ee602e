package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// attribute is what an attribute of a value may be. With called the attribute is about to be called: a method then
// has its effects at the call.
func (ev *evaluator) attribute(e *python.Attribute, receiver Value, called bool) Value {
	if !receiver.known() && !called && (e.Attr == "str" || e.Attr == "dt") {
		// Only columns have these.
		return ev.atoms.builtin("pandas.Accessor")
	}
	out := Value{}
	for _, a := range receiver.atoms {
		out = join(out, ev.attributeOf(e, a, called))
	}
	return out
}

func (ev *evaluator) attributeOf(e *python.Attribute, a *atom, called bool) Value {
	switch a.kind {
	case libraryAtom:
		c := ev.atoms.child(a, e.Attr)
		if (c.entry == nil || !c.entry.Value) && !given(a) {
			ev.readSetting(e, c.name)
		}
		return ev.libraryValue(c, e)
	case typeAtom, siteAtom:
		entry := ev.atoms.method(a, e.Attr)
		if entry == nil || isWildcard(entry) && !called {
			return ev.getAttribute(e, a, entry)
		}
		return ev.entryAttribute(e, entry, a)
	case classAtom, instanceAtom:
		return ev.instanceAttribute(e, a)
	case moduleAtom:
		ev.readSetting(e, a.module.Path+":"+e.Attr)
		if v := ev.global(a.module, e.Attr, 0); v.known() || v.open || a.module.Names.Top.variable(e.Attr) != nil {
			return v
		}
		return ev.submodule(a.module, e.Attr)
	case functionAtom:
		return ev.functionAttribute(e, a)
	case superAtom:
		return ev.superAttribute(e, a)
	case methodAtom:
		if a.entry.Value || !strings.Contains(a.entry.Name, ".") {
			return unknownValue()
		}
		return ev.libraryOr(a.entry.Name+"."+e.Attr, e)
	}
	return unknownValue()
}

// given reports whether a value is what a library gave, not a name of the library itself: setting its attributes changes
// that one object.
func given(a *atom) bool { return strings.Contains(a.name, "*") }

// libraryOr is a name of a library if the catalogue describes it.
func (ev *evaluator) libraryOr(name string, node python.Node) Value {
	if a := ev.atoms.library(name); a.entry != nil && !isWildcard(a.entry) {
		return ev.libraryValue(a, node)
	}
	return unknownValue()
}

func isWildcard(e *catalogue.Entry) bool { return strings.HasSuffix(e.Name, ".*") || e.Name == "*" }

// libraryValue is a library's name itself or, of one that is a value, what it holds.
func (ev *evaluator) libraryValue(a *atom, node python.Node) Value {
	if a.entry == nil || !a.entry.Value {
		return a.value
	}
	if node != nil {
		ev.use(node, a.entry, a.entry.Effects)
	}
	return ev.result(a.entry)
}

// result is what an entry returns when that does not depend on the call.
func (ev *evaluator) result(e *catalogue.Entry) Value {
	v, known := ev.atoms.results[e]
	if !known {
		v = ev.atoms.typed(e.Returns)
		ev.atoms.results[e] = v
	}
	return v
}

// entryAttribute is a described attribute of a library's type: what it holds, or the method with its receiver.
func (ev *evaluator) entryAttribute(e *python.Attribute, entry *catalogue.Entry, a *atom) Value {
	if !entry.Value {
		return ev.atoms.boundMethod(entry, a).value
	}
	ev.use(e, entry, entry.Effects)
	if entry.Returns.Name == "self" {
		return a.value
	}
	return ev.result(entry)
}

// getAttribute is an attribute that only __getattr__ knows.
func (ev *evaluator) getAttribute(e *python.Attribute, a *atom, wildcard *catalogue.Entry) Value {
	entry := ev.atoms.method(a, "__getattr__")
	if entry == nil || isWildcard(entry) {
		if wildcard != nil && wildcard.Effects.Has(catalogue.IdentityRead) {
			ev.use(e, wildcard, wildcard.Effects)
		}
		return unknownValue()
	}
	ev.use(e, entry, entry.Effects)
	if isState(a) {
		return join(unknownValue(), ev.read(ev.stateSlot(e.Attr)))
	}
	return ev.result(entry)
}

// isState reports whether the value is session state itself.
func isState(a *atom) bool { return a.kind == typeAtom && a.typ.Name == "streamlit.SessionState" }

// submodule is a module of the app inside a package of it.
func (ev *evaluator) submodule(m *Module, name string) Value {
	if dir, ok := strings.CutSuffix(m.Path, "/__init__.py"); ok && ev.resolve != nil {
		if sub := ev.resolve(m, dir[strings.LastIndexByte(dir, '/')+1:]+"."+name, 0); sub != nil {
			return ev.moduleValue(sub)
		}
		if sub := ev.resolve(m, name, 1); sub != nil {
			return ev.moduleValue(sub)
		}
	}
	return unknownValue()
}

func (ev *evaluator) moduleValue(m *Module) Value {
	if m.atom == nil {
		m.atom = ev.atoms.add(&atom{kind: moduleAtom, module: m})
	}
	return m.atom.value
}

// functionAttribute is an attribute of a function: clear of a cached one ends its cache's life for everybody.
func (ev *evaluator) functionAttribute(e *python.Attribute, a *atom) Value {
	if e.Attr == "clear" && a.fn.Cache != "" {
		return ev.libraryOr(cacheName(a.fn.Cache)+".clear", e)
	}
	return unknownValue()
}

// cacheName is the decorator of today for one of the old names.
func cacheName(name string) string {
	switch name {
	case "streamlit.experimental_memo", "streamlit.cache":
		return "streamlit.cache_data"
	case "streamlit.experimental_singleton":
		return "streamlit.cache_resource"
	}
	return name
}

func (ev *evaluator) superAttribute(e *python.Attribute, a *atom) Value {
	out := Value{}
	for _, b := range a.class.bases.atoms {
		if b.kind == classAtom {
			v, entry := ev.member(b.class, e.Attr, 0)
			if entry != nil {
				out = join(out, ev.entryAttribute(e, entry, a.class.instance))
			}
			for _, m := range v.atoms {
				if m.kind == functionAtom && a.self != nil {
					out = join(out, ev.atoms.function(m.fn, a.self).value)
				} else {
					out = join(out, m.value)
				}
			}
		} else if entry := ev.atoms.method(b, e.Attr); entry != nil {
			out = join(out, ev.entryAttribute(e, entry, a.class.instance))
		}
	}
	if !out.known() && (strings.HasPrefix(e.Attr, "__") || !a.class.unknownBase()) {
		return ev.atoms.library("builtins.object").value
	}
	out.open = out.open || !out.known()
	return out
}

// setAttribute lets a value flow into an attribute. An attribute of a module is set for the whole process.
func (ev *evaluator) setAttribute(e *python.Attribute, receiver, v Value) {
	for _, a := range receiver.atoms {
		switch a.kind {
		case libraryAtom:
			if !given(a) {
				ev.setting(e, a.name+"."+e.Attr)
			}
		case moduleAtom:
			if sym := a.module.Names.Top.Symbols[e.Attr]; sym != nil {
				ev.assigned(sym, v, false)
			}
			ev.setting(e, a.module.Path+":"+e.Attr)
		case classAtom, instanceAtom:
			ev.flow(a.class.attr(e.Attr), v)
		case typeAtom:
			if isState(a) {
				ev.flow(ev.stateSlot(e.Attr), v)
			}
		}
	}
	ev.store(receiver, "__setattr__", e)
	ev.changed(e)
}

// attributeText notes the text of an attribute of an instance.
func (ev *evaluator) attributeText(e *python.Attribute, receiver Value, from python.Expr) {
	for _, a := range receiver.atoms {
		if a.kind == classAtom || a.kind == instanceAtom {
			ev.text(a.class.attr(e.Attr), from, false)
		}
	}
}

// setItem lets a value flow into an item.
func (ev *evaluator) setItem(e *python.Subscript, receiver, v Value) {
	ev.eval(e.Slice)
	key, isText := literal(e.Slice)
	for _, a := range receiver.atoms {
		switch {
		case a.kind == siteAtom:
			ev.flow(&a.site.elem, v)
			if isText {
				ev.flow(a.site.field(key), v)
			}
		case isState(a) && isText:
			ev.flow(ev.stateSlot(key), v)
		}
	}
	ev.store(receiver, "__setitem__", e)
	ev.changed(e)
}

// store has the effects of writing to an attribute or item, or removing it.
func (ev *evaluator) store(receiver Value, method string, node python.Expr) {
	for _, a := range receiver.atoms {
		switch a.kind {
		case typeAtom:
			if entry := ev.atoms.method(a, method); entry != nil && !isWildcard(entry) {
				ev.use(node, entry, entry.Effects)
			}
		case instanceAtom:
			if method != "__setattr__" {
				ev.special(a, method, node)
			}
		}
	}
}

// special calls a method of an instance that syntax calls: __enter__, __getitem__, ….
func (ev *evaluator) special(a *atom, method string, node python.Node) Value {
	v, entry := ev.member(a.class, method, 0)
	out := Value{}
	if entry != nil && !isWildcard(entry) {
		ev.use(node, entry, entry.Effects)
		out = ev.result(entry)
	}
	for _, m := range v.atoms {
		if m.kind == functionAtom {
			ev.bind(bindCall{fn: m.fn, node: node, self: a})
			out = join(out, ev.returned(m.fn, node))
		}
	}
	return out
}

// protocol calls a method that an operator stands for, where it is described.
func (ev *evaluator) protocol(v Value, method string, node python.Node) Value {
	out := Value{}
	for _, a := range v.atoms {
		switch a.kind {
		case typeAtom:
			if entry := ev.atoms.method(a, method); entry != nil && !isWildcard(entry) {
				ev.use(node, entry, entry.Effects)
				out = join(out, ev.result(entry))
			}
		case instanceAtom:
			out = join(out, ev.special(a, method, node))
		}
	}
	return out
}
