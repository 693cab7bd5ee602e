package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// filesModule says on the service where files of the app lie. The generator's pack makes it where moved code asks.
const filesModule = "_files"

// mapped reports whether a module's `__file__` can be said on the service: its path there is the same, below legacy.
func (m *mover) mapped(module *flow.Module) bool {
	return m.names.file(module) == legacyFolder+"/"+module.Path
}

// fileEdits let what moves of a module look beside the original when it asks where its file lies: its data stayed there.
func (m *mover) fileEdits(module *flow.Module, p *part) []python.Edit {
	var edits []python.Edit
	for _, name := range m.index(module).names {
		if name.ID == "__file__" && name.Ctx == python.Load && p.holdsSpan(module, name.Span()) {
			at := name.Span()
			edits = append(edits, python.Edit{Start: at.Start, End: at.End, Text: filesModule + ".original(__file__)"})
			m.result.Files = true
		}
	}
	return edits
}

// filesImport is the line that fileEdits need.
func (m *mover) filesImport() string {
	return "from " + m.Package + "." + legacyFolder + " import " + filesModule + "\n"
}

func isFuture(stmt python.Stmt) bool {
	from, ok := stmt.(*python.ImportFrom)
	return ok && from.Module == "__future__"
}

// searched are the statements of a module that only add to the folders in which Python looks for modules: moved code
// is found by the names that its imports are given.
func (m *mover) searched(module *flow.Module) []python.Stmt {
	var found []python.Stmt
	for _, stmt := range module.File.Module.Body {
		if m.searchesOnly(module, stmt) {
			found = append(found, stmt)
		}
	}
	return found
}

func (m *mover) searchesOnly(module *flow.Module, stmt python.Stmt) bool {
	switch stmt := stmt.(type) {
	case *python.ExprStmt:
		call, ok := stmt.Value.(*python.Call)
		return ok && slices.ContainsFunc(module.Body.Events, func(e flow.Event) bool {
			return e.Node == call && strings.HasPrefix(e.Name, searchPath)
		})
	case *python.If:
		return len(stmt.OrElse) == 0 && !slices.ContainsFunc(stmt.Body, func(s python.Stmt) bool { return !m.searchesOnly(module, s) })
	}
	return false
}

// searchPath begins the names of methods of sys.path.
const searchPath = "sys.SearchPath."

// searchesElsewhere reports whether a module changes sys.path while it is imported in a statement that does more.
func (m *mover) searchesElsewhere(module *flow.Module) bool {
	only := m.searched(module)
	return slices.ContainsFunc(module.Body.Events, func(e flow.Event) bool {
		return strings.HasPrefix(e.Name, searchPath) && !slices.Contains(only, topStatement(module, e.Node))
	})
}

// searchEdits leave those statements out of a module that moves whole.
func (m *mover) searchEdits(module *flow.Module) []python.Edit {
	var edits []python.Edit
	text := module.File.Source.Text
	for _, stmt := range m.searched(module) {
		span := lines(text, whole(stmt))
		edits = append(edits, closed(text, removal(text, span)))
	}
	return merged(edits)
}

// outside keeps the edits that lie outside others, which take the text out.
func outside(edits, others []python.Edit) []python.Edit {
	return slices.DeleteFunc(edits, func(e python.Edit) bool {
		return slices.ContainsFunc(others, func(o python.Edit) bool { return o.Start <= e.Start && e.End <= o.End })
	})
}

// head is where a line may be put above a module's first statement that is neither docstring nor import.
func head(module *flow.Module) int {
	at := 0
	for i, stmt := range module.File.Module.Body {
		if !isImport(stmt) && !(i == 0 && isDocstring(stmt)) {
			break
		}
		at = min(lines(module.File.Source.Text, stmt.Span()).End+1, len(module.File.Source.Text))
	}
	return at
}

// besideEdits keep folders that pages add to sys.path the pages' own: reckoned from where the original lies, they would
// bring the app's modules in place of the pages'.
func (m *mover) besideEdits(module *flow.Module, left *remains) []python.Edit {
	if !slices.ContainsFunc(m.App.Modules, m.mentionsFile) {
		return nil
	}
	var edits []python.Edit
	beside := func(e python.Expr) {
		at := e.Span()
		if _, written := e.(*python.Constant); written || left.gone(module, at) {
			return
		}
		edits = append(edits, python.Edit{Start: at.Start, End: at.Start, Text: clientModule + ".beside("}, python.Edit{Start: at.End, End: at.End, Text: ")"})
		m.result.Beside = true
	}
	flow.EachStatement(module.File.Module.Body, func(s python.Stmt) bool {
		flow.EachExpression(s, func(e python.Expr) {
			switch e := e.(type) {
			case *python.Call:
				if method, ok := e.Func.(*python.Attribute); ok && m.isSearchPath(module, method.Value) && len(e.Args) > 0 && (method.Attr == "append" || method.Attr == "insert") {
					beside(e.Args[len(e.Args)-1])
				}
			case *python.Compare:
				if len(e.Ops) == 1 && (e.Ops[0] == python.In || e.Ops[0] == python.NotIn) && m.isSearchPath(module, e.Comparators[0]) {
					beside(e.Left)
				}
			}
		})
		return true
	})
	return edits
}

// isSearchPath reports whether an expression is sys.path.
func (m *mover) isSearchPath(module *flow.Module, e python.Expr) bool {
	attribute, ok := e.(*python.Attribute)
	return ok && attribute.Attr == "path" && slices.ContainsFunc(m.Program.Functions, func(fn *flow.Function) bool {
		return fn.Module == module && slices.ContainsFunc(fn.Events, func(event flow.Event) bool { return event.Node == e && event.Name == "sys.path" })
	})
}
