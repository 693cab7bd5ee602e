package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// decorate applies decorators, innermost first. Calling the decorated function calls the function itself and what
// decorators of the app put around it; whatever a library's decorator returns is taken for the function.
func (ev *evaluator) decorate(fn *Function, decorators []python.Expr, v Value) Value {
	if len(decorators) == 0 {
		return v
	}
	first := fn.Decorated == nil
	out := v
	for i := len(decorators) - 1; i >= 0; i-- {
		d := decorators[i]
		target := d
		call, isCall := d.(*python.Call)
		if isCall {
			target = call.Func
		}
		name := ev.decoratorName(target)
		if first {
			fn.Decorated = append(fn.Decorated, name)
		}
		switch name {
		case "functools.wraps":
			ev.eval(d)
			continue
		case "contextlib.contextmanager", "contextlib.asynccontextmanager":
			fn.manager = true
		}
		if isCacheDecorator(name) {
			fn.Cache = name
		}
		out = join(out, ev.decorator(fn, d, ev.decoration(d)))
	}
	return out
}

// decoration is what decorates. A library's decorator with options does nothing where it stands: its effects are
// those of the function.
func (ev *evaluator) decoration(d python.Expr) Value {
	call, ok := d.(*python.Call)
	if !ok {
		return ev.eval(d)
	}
	ev.quiet++
	v := ev.eval(call.Func)
	ev.quiet--
	for _, a := range v.atoms {
		if a.kind != libraryAtom || a.entry == nil || a.entry.Returns.Name != "arg0" {
			return ev.eval(d)
		}
	}
	if !v.known() {
		return ev.eval(d)
	}
	ev.arguments(call)
	c := &Call{Node: call, In: ev.fn, Entry: v.atoms[0].entry, Targets: []string{v.atoms[0].name}}
	ev.note(c)
	return v
}

// decoratorName is the qualified name of a decorator, or as it is written.
func (ev *evaluator) decoratorName(target python.Expr) string {
	ev.quiet++
	v := ev.eval(target)
	ev.quiet--
	for _, a := range v.atoms {
		switch a.kind {
		case libraryAtom:
			return ev.Catalogue.Canonical(a.name)
		case functionAtom:
			return a.fn.ID()
		}
	}
	return ev.written(target)
}

func isCacheDecorator(name string) bool {
	switch name {
	case "streamlit.cache_data", "streamlit.cache_resource", "streamlit.cache", "streamlit.experimental_memo",
		"streamlit.experimental_singleton", "functools.lru_cache", "functools.cache":
		return true
	}
	return false
}

// decorator applies one decorator and gives what stands for the function besides itself.
func (ev *evaluator) decorator(fn *Function, node python.Expr, d Value) Value {
	out := Value{}
	for _, a := range d.atoms {
		switch a.kind {
		case libraryAtom, methodAtom:
			if a.entry != nil && a.entry.Library == "streamlit" && a.entry.Effects != 0 && ev.record {
				// A fragment or dialog draws when it is called, not where it is defined.
				fn.Events = append(fn.Events, Event{
					Kind: LibraryCall, Node: node, Name: a.entry.Name, Effects: a.entry.Effects, Library: a.entry.Library,
					marks: marksOf(a.entry, a.entry.Effects),
				})
			}
		case functionAtom:
			ev.wrap(fn, a)
		case classAtom:
			out = join(out, ev.wrapInClass(fn, a))
		}
	}
	return out
}

// wrap calls a decorator of the app. What it is given is not bound to its parameter: another function would be
// mixed in. The functions that it returns run around this one.
func (ev *evaluator) wrap(fn *Function, a *atom) {
	def := a.fn.Def()
	if def == nil || len(def.Params.Args) == 0 {
		return
	}
	through := ev.atoms.sites[siteKey{def, 3}]
	if through == nil {
		through = ev.atoms.add(&atom{kind: throughAtom})
		ev.atoms.sites[siteKey{def, 3}] = through
	}
	ev.positional(a, []Value{through.value})
	for _, r := range ev.read(&a.fn.result).atoms {
		if r.kind == functionAtom && r.fn != fn && !slices.Contains(fn.Wrappers, r.fn) {
			fn.Wrappers = append(fn.Wrappers, r.fn)
			ev.grown(&fn.result)
		}
	}
}

// wrapInClass makes an instance of a class that is used as a decorator.
func (ev *evaluator) wrapInClass(fn *Function, a *atom) Value {
	v, _ := ev.member(a.class, "__init__", 0)
	for _, m := range v.atoms {
		if m.kind == functionAtom {
			ev.positional(ev.atoms.function(m.fn, a.class.instance), []Value{ev.atoms.function(fn, nil).value})
		}
	}
	return a.class.instance.value
}

// grown has the readers of a slot looked at again.
func (ev *evaluator) grown(s *slot) {
	for _, r := range s.readers {
		ev.enqueue(r)
	}
}

// imports binds what import statements name: modules of the app, which then run, or libraries.
func (ev *evaluator) imports(s *python.Import) {
	for _, alias := range s.Names {
		name := alias.Name
		m := ev.find(name, 0)
		if m != nil {
			ev.runImport(s, m)
		}
		if alias.AsName == "" {
			if top, _, dotted := strings.Cut(name, "."); dotted {
				name = top
				m = ev.find(top, 0)
			}
		}
		if m != nil {
			ev.bindImport(importedAs(alias), ev.moduleValue(m), nil)
		} else {
			ev.bindImport(importedAs(alias), ev.atoms.library(name).value, nil)
		}
	}
}

func (ev *evaluator) find(name string, level int) *Module {
	if ev.resolve == nil {
		return nil
	}
	return ev.resolve(ev.fn.Module, name, level)
}

func (ev *evaluator) importFrom(s *python.ImportFrom) {
	m := ev.find(s.Module, s.Level)
	if m != nil {
		ev.runImport(s, m)
	}
	for _, alias := range s.Names {
		if alias.Name == "*" {
			ev.star(s, m)
			continue
		}
		if m != nil && m != ev.fn.Module {
			if sym := m.Names.Top.Symbols[alias.Name]; sym != nil && sym.bound() {
				ev.bindImport(importedAs(alias), ev.read(ev.slotOf(sym)), ev.slotOf(sym))
				continue
			}
		}
		full := alias.Name
		if s.Module != "" {
			full = s.Module + "." + alias.Name
		}
		if sub := ev.find(full, s.Level); sub != nil {
			ev.runImport(s, sub)
			ev.bindImport(importedAs(alias), ev.moduleValue(sub), nil)
		} else if m != nil {
			ev.bindImport(importedAs(alias), ev.global(m, alias.Name, 0), nil)
		} else if s.Level == 0 {
			ev.bindImport(importedAs(alias), ev.libraryValue(ev.atoms.library(full), nil), nil)
		}
	}
}

// star notes a module whose names a star import brings.
func (ev *evaluator) star(s *python.ImportFrom, m *Module) {
	v := ev.atoms.library(s.Module).value
	if m != nil {
		v = ev.moduleValue(m)
	}
	ev.addStar(v)
}

func (ev *evaluator) addStar(v Value) {
	for _, have := range ev.fn.Module.stars {
		if have.atoms[0] == v.atoms[0] {
			return
		}
	}
	ev.fn.Module.stars = append(ev.fn.Module.stars, v)
}

// bindImport lets a value flow into an imported name; of is the variable that it names, for its texts.
func (ev *evaluator) bindImport(name string, v Value, of *slot) {
	sym := ev.scope.Lookup(name)
	if sym == nil {
		return
	}
	s := ev.slotOf(sym)
	ev.assigned(sym, v, false)
	if of != nil && len(s.texts) == 0 {
		s.texts = append(s.texts, textSource{of: of})
	}
}

// runImport notes that an import runs a module of the app.
func (ev *evaluator) runImport(node python.Node, m *Module) {
	if m != ev.fn.Module {
		ev.event(Event{Kind: ImportRun, Node: node, Name: m.Path, Callee: m.Body})
	}
}
