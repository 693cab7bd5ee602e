package lift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// splitOptions are the types that one with bars means.
func splitOptions(known string) []string { return strings.Split(known, "|") }

// containsRef reports whether a type mentions a class of the app.
func containsRef(known, ref string) bool {
	return slices.Contains(strings.FieldsFunc(known, func(r rune) bool { return strings.ContainsRune("[]|, ", r) }), ref)
}

// escapes says where a class is handed on as a value: then more may make objects of it than the calls that are seen.
func (m *mover) escapes(class *flow.Class) (Reason, bool) {
	names := m.namesOf(class)
	for _, module := range m.App.Modules {
		seen := m.plainUses(module)
		for _, name := range m.index(module).names {
			if name.Ctx == python.Load && slices.Contains(names, name.ID) && m.meansClass(module, name, class) && !seen(name.Span()) {
				return place(module, name.Span(), fmt.Sprintf("class %q is handed on here: what makes its objects is not known", class.Name)), true
			}
		}
		for _, node := range m.index(module).attributes {
			if node.Ctx == python.Load && node.Attr == class.Name && !seen(node.Span()) {
				return place(module, node.Span(), fmt.Sprintf("class %q is handed on here: what makes its objects is not known", class.Name)), true
			}
		}
	}
	return Reason{}, false
}

// namesOf are the names that a class goes by: its own, and those that imports give it.
func (m *mover) namesOf(class *flow.Class) []string {
	names := []string{class.Name}
	for _, module := range m.App.Modules {
		for _, stmt := range m.index(module).imports {
			for _, alias := range aliasesOf(stmt) {
				if alias.Name == class.Name && alias.AsName != "" {
					names = append(names, alias.AsName)
				}
			}
		}
	}
	return names
}

// meansClass reports whether a name can be that of the class: it is a variable of its module, or was imported.
func (m *mover) meansClass(module *flow.Module, name *python.Name, class *flow.Class) bool {
	symbol := module.Names.Variable(name)
	return symbol == nil || symbol.Owner == module.Names.Top && (module == class.Module || symbol.Imported)
}

// plainUses tells the places where naming a class does nothing but say its name: calls of it, bases, annotations,
// checks of types, and what has one of its attributes.
func (m *mover) plainUses(module *flow.Module) func(diag.Span) bool {
	plain := map[diag.Span]bool{}
	mark := func(e python.Expr) {
		if e != nil {
			flow.EachPart(e, func(part python.Expr) { plain[part.Span()] = true })
		}
	}
	flow.EachStatement(module.File.Module.Body, func(s python.Stmt) bool {
		switch s := s.(type) {
		case *python.ClassDef:
			for _, base := range s.Bases {
				mark(base)
			}
		case *python.FunctionDef:
			mark(s.Returns)
			for _, arg := range slices.Concat(allArgs(s.Params), []*python.Arg{s.Params.VarArg, s.Params.KwArg}) {
				if arg != nil {
					mark(arg.Annotation)
				}
			}
		case *python.AnnAssign:
			mark(s.Annotation)
		}
		flow.EachExpression(s, func(e python.Expr) {
			switch e := e.(type) {
			case *python.Call:
				plain[e.Func.Span()] = true
				if name, ok := e.Func.(*python.Name); ok && slices.Contains([]string{"isinstance", "issubclass", "cast"}, name.ID) {
					for _, arg := range e.Args {
						mark(arg)
					}
				}
			case *python.Attribute:
				plain[e.Value.Span()] = true
			}
		})
		return true
	})
	return func(span diag.Span) bool { return plain[span] }
}
