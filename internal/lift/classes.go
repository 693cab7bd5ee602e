package lift

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// Carried is a class of the app whose values cross: both sides have it, and register it under one name.
type Carried struct {
	Wire   string // the pages' module and the class: "core.models.Quote"
	Module string // on the service, dotted below its package: "legacy.core.models"
	Class  string
	UI     string // the module as the pages import it
}

// typeParts are the names that a type is written with, without quotes.
func typeParts(typ string) []string {
	return strings.FieldsFunc(typ, func(r rune) bool { return strings.ContainsRune("[]|, '\"", r) })
}

// typed finds the classes of the app in a type, as flow writes it or as a module does. It says what cannot cross:
// a name that is no class of the app and not known to cross, or why a class cannot be carried.
func (m *mover) typed(module *flow.Module, typ string) (classes []*flow.Class, wrong string) {
	for _, part := range typeParts(typ) {
		class := m.classNamed(module, part)
		switch {
		case class != nil:
			if why := m.uncarried(class); why != "" {
				return nil, fmt.Sprintf("%s %s", class.Name, why)
			}
			classes = append(classes, class)
		case !crosses(part):
			return nil, part
		}
	}
	return classes, ""
}

// classNamed is the class of the app that a name means where a module writes it, or that flow names by its file.
func (m *mover) classNamed(module *flow.Module, name string) *flow.Class {
	if file, path, ok := strings.Cut(name, ".py:"); ok {
		return m.classAt(m.App.Module(file+".py"), path)
	}
	for range 5 { // imports that hand on
		head, rest, deep := strings.Cut(name, ".")
		symbol := module.Names.Top.Lookup(head)
		if symbol == nil || len(symbol.Bindings) != 1 {
			return nil
		}
		by := symbol.Bindings[0].Import
		switch {
		case by == nil && !deep:
			return m.classAt(module, name)
		case by == nil || by.Name == "" && (!deep || by.Top):
			return nil
		case by.Name == "":
			module, name = m.resolve(module, by.Module, 0), rest
		case deep:
			module, name = m.resolve(module, strings.TrimPrefix(by.Module+"."+by.Name, "."), by.Level), rest
		default:
			module, name = m.resolve(module, by.Module, by.Level), by.Name
		}
		if module == nil {
			return nil
		}
	}
	return nil
}

func (m *mover) classAt(module *flow.Module, path string) *flow.Class {
	for _, class := range m.Program.Classes {
		if class.Module == module && class.Path == path {
			return class
		}
	}
	return nil
}

// uncarried says why values of a class do not arrive as what they were; "" when they do.
func (m *mover) uncarried(class *flow.Class) string {
	if why, ok := m.classes[class]; ok {
		return why
	}
	m.classes[class] = "" // what it holds of itself does not decide
	why := m.unfit(class)
	m.classes[class] = why
	return why
}

func (m *mover) unfit(class *flow.Class) string {
	switch {
	case class.Module.Page:
		return "is defined in a page, which makes it anew in every run"
	case class.Path != class.Name || topStatement(class.Module, class.Node) != python.Stmt(class.Node):
		return "is not defined at the top of its module"
	case m.importName(class.Module) == "":
		return "is in a module without one name to import it by"
	}
	bases := []string{}
	for _, base := range class.Bases {
		bases = append(bases, base[strings.LastIndexByte(base, '.')+1:])
	}
	switch {
	case slices.Contains(bases, "Enum") || slices.Contains(bases, "StrEnum") || slices.Contains(bases, "IntEnum"):
		return ""
	case slices.Contains(bases, "NamedTuple"):
		return m.unfitFields(class)
	case !m.isDataclass(class):
		return "is no dataclass, named tuple or enum"
	}
	for _, base := range class.Bases {
		of := m.classNamed(class.Module, base)
		if of == nil || !m.isDataclass(of) {
			return "has a base that is no dataclass of the app"
		}
		if why := m.uncarried(of); why != "" {
			return "has a base that " + why
		}
	}
	return m.unfitFields(class)
}

// isDataclass reports whether Python's own decorator makes a class a dataclass.
func (m *mover) isDataclass(class *flow.Class) bool {
	return slices.ContainsFunc(class.Node.Decorators, func(e python.Expr) bool {
		if call, ok := e.(*python.Call); ok {
			e = call.Func
		}
		name := sourceOf(class.Module, e)
		head, _, _ := strings.Cut(name, ".")
		symbol := class.Module.Names.Top.Lookup(head)
		if symbol == nil || len(symbol.Bindings) != 1 || symbol.Bindings[0].Import == nil {
			return false
		}
		by := symbol.Bindings[0].Import
		return by.Module == "dataclasses" && (by.Name == "dataclass" || by.Name == "" && strings.HasSuffix(name, ".dataclass"))
	})
}

// unfitFields says which field cannot cross, or what an instance keeps besides its fields.
func (m *mover) unfitFields(class *flow.Class) string {
	fields := m.fieldNames(class, map[*flow.Class]bool{})
	for _, stmt := range class.Node.Body {
		field, ok := stmt.(*python.AnnAssign)
		if !ok {
			continue
		}
		typ := sourceOf(class.Module, field.Annotation)
		if strings.Contains(typ, "ClassVar") {
			continue
		}
		if _, wrong := m.typed(class.Module, typ); wrong != "" {
			return fmt.Sprintf("has a field %s, of which nothing proves that it can cross", sourceOf(class.Module, field.Target))
		}
	}
	kept := ""
	flow.EachStatement(class.Node.Body, func(s python.Stmt) bool {
		flow.EachExpression(s, func(e python.Expr) {
			if to, ok := e.(*python.Attribute); ok && to.Ctx == python.Store {
				if name, ok := to.Value.(*python.Name); ok && name.ID == "self" && !slices.Contains(fields, to.Attr) {
					kept = "keeps " + to.Attr + ", which is no field"
				}
			}
		})
		return true
	})
	return kept
}

// fieldNames are those of a class's fields, those of its bases included.
func (m *mover) fieldNames(class *flow.Class, seen map[*flow.Class]bool) []string {
	if class == nil || seen[class] {
		return nil
	}
	seen[class] = true
	var names []string
	for _, stmt := range class.Node.Body {
		if field, ok := stmt.(*python.AnnAssign); ok {
			names = append(names, sourceOf(class.Module, field.Target))
		}
	}
	for _, base := range class.Bases {
		names = append(names, m.fieldNames(m.classNamed(class.Module, base), seen)...)
	}
	return names
}

// importName is the one name by which the app imports a module; "" when there are several, or none that works.
func (m *mover) importName(module *flow.Module) string {
	names := map[string]bool{}
	for _, from := range m.App.Modules {
		for _, stmt := range m.index(from).imports {
			for _, name := range absoluteNames(stmt) {
				if m.resolve(from, name, 0) == module {
					names[name] = true
				}
			}
		}
	}
	if len(names) == 0 {
		name := strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(module.Path, ".py"), "/__init__"), "/", ".")
		if m.resolve(module, name, 0) == module {
			names[name] = true
		}
	}
	for name := range names {
		wrong := func(r rune) bool { return r != '.' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }
		if len(names) == 1 && strings.IndexFunc(name, wrong) < 0 {
			return name
		}
	}
	return ""
}

// absoluteNames are the modules that an import statement may name, without dots in front.
func absoluteNames(stmt python.Stmt) []string {
	var names []string
	switch stmt := stmt.(type) {
	case *python.Import:
		for _, alias := range stmt.Names {
			names = append(names, alias.Name)
		}
	case *python.ImportFrom:
		if stmt.Level == 0 {
			names = append(names, stmt.Module)
			for _, alias := range stmt.Names {
				names = append(names, stmt.Module+"."+alias.Name)
			}
		}
	}
	return names
}

// exchanged are the classes of the app that a function takes or gives, with those that they hold.
func (m *mover) exchanged(fn *flow.Function) []*flow.Class {
	var found []*flow.Class
	var add func(classes []*flow.Class)
	add = func(classes []*flow.Class) {
		for _, class := range classes {
			if slices.Contains(found, class) {
				continue
			}
			found = append(found, class)
			for _, stmt := range class.Node.Body {
				if field, ok := stmt.(*python.AnnAssign); ok {
					held, _ := m.typed(class.Module, sourceOf(class.Module, field.Annotation))
					add(held)
				}
			}
			for _, base := range class.Bases {
				if of := m.classNamed(class.Module, base); of != nil {
					add([]*flow.Class{of})
				}
			}
		}
	}
	if !m.silent(fn) {
		given, _ := m.typed(fn.Module, m.resultType(fn))
		add(given)
	}
	for _, arg := range allArgs(fn.Def().Params) {
		taken, _ := m.typed(fn.Module, m.annotated(fn, arg))
		add(taken)
	}
	for _, typ := range m.argumentTypes(fn) {
		taken, _ := m.typed(fn.Module, typ.what)
		add(taken)
	}
	return found
}

// argumentTypes are the types of the app's own classes that are given to a function, where they are known.
func (m *mover) argumentTypes(fn *flow.Function) []touch {
	var found []touch
	for _, caller := range m.Program.Functions {
		for _, call := range caller.Calls {
			if !slices.Contains(call.Callees, fn) {
				continue
			}
			given := slices.Clone(call.Node.Args)
			for _, k := range call.Node.Keywords {
				given = append(given, k.Value)
			}
			for _, e := range given {
				if typ := m.Program.TypeOf(caller, e); strings.Contains(typ, ".py:") {
					found = append(found, touch{what: typ, in: caller, at: e.Span()})
				}
			}
		}
	}
	return found
}

// carry registers classes on both sides.
func (m *mover) carry(classes []*flow.Class) {
	for _, class := range classes {
		m.carried[class] = true
		one := Carried{Module: m.names.dotted(class.Module), Class: class.Name, UI: m.importName(class.Module)}
		one.Wire = one.UI + "." + one.Class
		if !slices.Contains(m.result.Classes, one) {
			m.result.Classes = append(m.result.Classes, one)
		}
	}
	slices.SortFunc(m.result.Classes, func(a, b Carried) int { return cmp.Compare(a.Wire, b.Wire) })
}

// carries reports whether a name of a module is a class that the pages must keep, to know what arrives.
func (m *mover) carries(module *flow.Module, name string) bool {
	class := m.classAt(module, name)
	return class != nil && m.carried[class]
}
