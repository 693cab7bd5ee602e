package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// count counts logic: lines of code that are no import, no docstring, no header of a def or class, no bare word of a
// try, and nothing that Streamlit draws or asks, or that only stands around that: `with tab:`. What left the pages counts
// as moved; a statement that stayed and is nothing but a call of what moved says where that was, and is no logic.
func (m *mover) count() {
	left := m.rest
	for _, module := range m.App.Modules {
		calls := m.onlyCalls(module)
		for line := range m.logic(module) {
			if calls[line] {
				continue
			}
			m.result.Lines.All++
			start := module.File.Source.LineStart(line)
			if left.gone(module, diag.Span{Start: start, End: start}) || left.gone(module, lineText(module, line)) {
				m.result.Lines.Moved++
			}
		}
	}
}

// lineText is a line without its indentation.
func lineText(module *flow.Module, line int) diag.Span {
	start := module.File.Source.LineStart(line)
	text := module.File.Source.LineText(line)
	return diag.Span{Start: start + indentation(text), End: start + len(strings.TrimRight(text, " \t\r"))}
}

// logic are the lines of a module that hold logic.
func (m *mover) logic(module *flow.Module) map[int]bool {
	found := map[int]bool{}
	source := module.File.Source
	mark := func(span diag.Span, is bool) {
		first, last := source.Position(span.Start).Line, source.Position(max(span.Start, span.End-1)).Line
		for line := first; line <= last; line++ {
			if is {
				found[line] = true
			} else {
				delete(found, line)
			}
		}
	}
	for i, text := range strings.Split(source.Text, "\n") {
		trimmed := strings.TrimSpace(text)
		word, _, _ := strings.Cut(trimmed, " ")
		if trimmed != "" && trimmed[0] != '#' && !slices.Contains([]string{"try:", "else:", "finally:", "except:", "except"}, word) {
			found[i+1] = true
		}
	}
	for _, stmt := range m.index(module).imports {
		mark(stmt.Span(), false)
	}
	if body := module.File.Module.Body; len(body) > 0 && isDocstring(body[0]) {
		mark(body[0].Span(), false)
	}
	eachStmt(module.File.Module.Body, func(s python.Stmt) {
		if with, ok := s.(*python.With); ok && onlyContainers(with) {
			mark(header(module, with.Span(), with.Body), false)
		}
	})
	for _, class := range m.Program.Classes {
		if class.Module == module {
			mark(header(module, class.Node.Span(), class.Node.Body), false)
		}
	}
	for _, fn := range m.Program.Functions {
		if fn.Module != module {
			continue
		}
		if def := fn.Def(); def != nil {
			mark(header(module, whole(def), def.Body), false)
			if len(def.Body) > 0 && isDocstring(def.Body[0]) {
				mark(def.Body[0].Span(), false)
			}
		}
		for i := range fn.Events {
			if fn.Events[i].Library == "streamlit" {
				mark(fn.Events[i].Span(), false)
			}
		}
	}
	return found
}

// header are the lines of a def or class above its body; a body on the same line counts as header, and all of one whose
// body could not be read.
func header(module *flow.Module, all diag.Span, body []python.Stmt) diag.Span {
	if len(body) == 0 {
		return all
	}
	source, first := module.File.Source, whole(body[0]).Start
	line := source.LineStart(source.Position(first).Line)
	if line <= all.Start {
		return diag.Span{Start: all.Start, End: first}
	}
	return diag.Span{Start: all.Start, End: line}
}

// onlyContainers reports whether a with enters nothing but what has a name already, as tabs and columns have.
func onlyContainers(with *python.With) bool {
	return !slices.ContainsFunc(with.Items, func(item *python.WithItem) bool {
		switch item.Context.(type) {
		case *python.Name, *python.Attribute:
			return false
		}
		return true
	})
}

// onlyCalls are the lines of statements that do nothing but call a function that moved, outside those functions.
func (m *mover) onlyCalls(module *flow.Module) map[int]bool {
	moved := map[python.Expr]bool{}
	for _, fn := range m.Program.Functions {
		if _, gone := m.clients[fn]; gone || fn.Module != module {
			continue
		}
		for _, c := range fn.Calls {
			moved[c.Node] = len(c.Callees) > 0 && !slices.ContainsFunc(c.Callees, func(callee *flow.Function) bool {
				_, gone := m.clients[callee]
				return !gone
			})
		}
	}
	found := map[int]bool{}
	eachStmt(module.File.Module.Body, func(s python.Stmt) {
		var value python.Expr
		switch s := s.(type) {
		case *python.Assign:
			value = s.Value
		case *python.ExprStmt:
			value = s.Value
		}
		if value == nil || !moved[value] {
			return
		}
		span := s.Span()
		for line := module.File.Source.Position(span.Start).Line; line <= module.File.Source.Position(span.End-1).Line; line++ {
			found[line] = true
		}
	})
	return found
}

// eachStmt visits statements with those inside them, also in functions and classes.
func eachStmt(block []python.Stmt, visit func(python.Stmt)) {
	for _, s := range block {
		visit(s)
		switch s := s.(type) {
		case *python.FunctionDef:
			eachStmt(s.Body, visit)
		case *python.ClassDef:
			eachStmt(s.Body, visit)
		default:
			for _, inner := range python.Blocks(s) {
				eachStmt(inner, visit)
			}
		}
	}
}
