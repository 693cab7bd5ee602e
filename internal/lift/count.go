package lift

import (
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// count counts logic: lines of code that are no import, no docstring, no header of a def or class, and nothing that
// Streamlit draws or asks. What left the pages counts as moved.
func (m *mover) count() {
	left := m.rest
	for _, module := range m.App.Modules {
		for line := range m.logic(module) {
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
		if trimmed := strings.TrimSpace(text); trimmed != "" && !strings.HasPrefix(trimmed, "#") {
			found[i+1] = true
		}
	}
	for _, stmt := range m.index(module).imports {
		mark(stmt.Span(), false)
	}
	if body := module.File.Module.Body; len(body) > 0 && isDocstring(body[0]) {
		mark(body[0].Span(), false)
	}
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
			if isDocstring(def.Body[0]) {
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

// header are the lines of a def or class above its body; a body on the same line counts as header.
func header(module *flow.Module, all diag.Span, body []python.Stmt) diag.Span {
	source, first := module.File.Source, whole(body[0]).Start
	line := source.LineStart(source.Position(first).Line)
	if line <= all.Start {
		return diag.Span{Start: all.Start, End: first}
	}
	return diag.Span{Start: all.Start, End: line}
}
