package lift

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// clientModule is the file of the pages that calls the service. The generator's pack makes it.
const clientModule = "lifted"

// pages writes the app as thin client: every file as it was, but for the bodies that left and what only they needed.
func (m *mover) pages() {
	libraries := map[string]bool{}
	left := m.rest
	for _, module := range m.App.Modules {
		edits := m.clientEdits(module, left)
		edits = append(edits, left.edits(module)...)
		m.result.UI = append(m.result.UI, File{Path: module.Path, Text: python.Apply(module.File.Source.Text, edits)})
		for _, stmt := range m.index(module).imports {
			if !left.gone(module, stmt.Span()) {
				names := slices.DeleteFunc(slices.Clone(aliasesOf(stmt)), func(a *python.Alias) bool { return left.aliases[a] })
				m.libraries(module, stmt, names, libraries)
			}
		}
	}
	m.result.Variables, m.result.UIVariables = m.keys(catalogue.EnvRead, "stdlib", left)
	m.result.Secrets, m.result.UISecrets = m.keys(catalogue.SecretsRead, "streamlit", left)
	slices.SortFunc(m.result.UI, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	m.result.UIImport = sortedKeys(libraries)
}

// clientEdits replace bodies by calls and import what makes them.
func (m *mover) clientEdits(module *flow.Module, left *remains) []python.Edit {
	var edits []python.Edit
	text := module.File.Source.Text
	for _, fn := range m.Program.Functions {
		to, ok := m.clients[fn]
		if !ok || fn.Module != module || slices.Contains(left.stmts[module], topStatement(module, fn.Def())) {
			continue
		}
		span := bodySpan(module, fn.Def())
		edits = append(edits, python.Edit{Start: span.Start, End: span.End, Text: m.call(fn, to)})
	}
	if m.needsMapping(module) {
		for _, name := range within(m.index(module).names, diag.Span{End: len(text)}) {
			if name.ID == "__file__" && name.Ctx == python.Load && !left.gone(module, name.Span()) {
				at := name.Span()
				edits = append(edits, python.Edit{Start: at.Start, End: at.End, Text: clientModule + ".original(__file__)"})
			}
		}
	}
	edits = append(edits, m.besideEdits(module, left)...)
	if len(edits) == 0 {
		return nil
	}
	at, line := left.newImport(module), "import "+clientModule+"\n"
	if at == 0 {
		line += "\n\n" // nothing stays above the first definition
	}
	return append(edits, python.Edit{Start: at, End: at, Text: line})
}

// needsMapping reports whether a module asks where it lies: its data stayed beside the original.
func (m *mover) needsMapping(module *flow.Module) bool { return m.mentionsFile(module) }

// call is the statement that takes a body's place.
func (m *mover) call(fn *flow.Function, to client) string {
	var b strings.Builder
	if !to.silent {
		b.WriteString("return ")
	}
	fmt.Fprintf(&b, "%s.call(%q", clientModule, to.operation)
	for _, arg := range allArgs(fn.Def().Params) {
		if !slices.Contains(to.leftOut, arg.Name) && arg != m.receiver(fn) {
			fmt.Fprintf(&b, ", %s=%s", arg.Name, arg.Name)
		}
	}
	return b.String() + ")"
}

// bodySpan is what a function does, without its docstring: from the first statement, or the comment above it, to
// the end of the last statement's line.
func bodySpan(module *flow.Module, def *python.FunctionDef) diag.Span {
	text := module.File.Source.Text
	body := def.Body
	if isDocstring(body[0]) && len(body) > 1 {
		body = body[1:]
	}
	first, last := lines(text, whole(body[0])), lines(text, whole(body[len(body)-1]))
	start := first.Start + indentation(text[first.Start:])
	if start < whole(body[0]).Start && strings.TrimSpace(text[first.Start:whole(body[0]).Start]) != "@" {
		return diag.Span{Start: body[0].Span().Start, End: last.End} // behind the colon, or behind another statement
	}
	for {
		above := lines(text, diag.Span{Start: max(first.Start-1, 0), End: max(first.Start-1, 0)})
		if above.Start >= first.Start || !strings.HasPrefix(strings.TrimSpace(text[above.Start:above.End]), "#") {
			break
		}
		first, start = above, above.Start+indentation(text[above.Start:])
	}
	return diag.Span{Start: start, End: last.End}
}

func indentation(line string) int { return len(line) - len(strings.TrimLeft(line, " \t\f")) }

func isDocstring(stmt python.Stmt) bool {
	expr, ok := stmt.(*python.ExprStmt)
	if !ok {
		return false
	}
	constant, ok := expr.Value.(*python.Constant)
	return ok && constant.Kind == python.Str
}

// newImport is where an import may be added: behind the imports at the top that stay, or behind the docstring.
func (r *remains) newImport(module *flow.Module) int {
	at := 0
	text := module.File.Source.Text
	for i, stmt := range module.File.Module.Body {
		if !isImport(stmt) && !(i == 0 && isDocstring(stmt)) {
			break
		}
		if !slices.Contains(r.stmts[module], stmt) {
			at = min(lines(text, stmt.Span()).End+1, len(text))
		}
	}
	return at
}
