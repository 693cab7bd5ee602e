package lift

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// service writes the modules that moved.
func (m *mover) service() {
	libraries := map[string]bool{}
	for _, module := range m.App.Modules {
		p := m.parts[module]
		if p == nil {
			continue
		}
		text := m.moved(module, p)
		m.result.Service = append(m.result.Service, File{Path: m.names.file(module), Text: text})
		for _, stmt := range m.index(module).imports {
			if (p.whole || p.holds(module, stmt)) && len(m.shimImport(stmt)) == 0 {
				m.libraries(module, stmt, p.brought(module, stmt), libraries)
			}
		}
	}
	m.makers()
	m.result.Prepares = m.preparing()
	m.result.ReadsSecrets = m.readsSecrets()
	m.result.Drawn = m.drawn()
	slices.SortFunc(m.result.Service, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	m.result.Modules = sortedKeys(libraries)
}

// readsSecrets reports whether moved code reads the app's secrets, by whatever keys.
func (m *mover) readsSecrets() bool {
	found := false
	m.eachRead(catalogue.SecretsRead, "streamlit", func(fn *flow.Function, e *flow.Event) {
		p := m.parts[fn.Module]
		found = found || p != nil && p.holdsSpan(fn.Module, e.Node.Span())
	})
	return found
}

// keys are the literal keys of secrets, or names of the environment, that moved code reads, and that the pages still read.
func (m *mover) keys(effect catalogue.Effect, library string, left *remains) (service, pages []string) {
	there, here := map[string]bool{}, map[string]bool{}
	m.eachRead(effect, library, func(fn *flow.Function, e *flow.Event) {
		if e.Key == "" {
			return
		}
		if p := m.parts[fn.Module]; p != nil && p.holdsSpan(fn.Module, e.Node.Span()) {
			there[e.Key] = true
		}
		if !left.gone(fn.Module, e.Node.Span()) {
			here[e.Key] = true
		}
	})
	return sortedKeys(there), sortedKeys(here)
}

// eachRead visits the places that read something of a library.
func (m *mover) eachRead(effect catalogue.Effect, library string, visit func(*flow.Function, *flow.Event)) {
	for _, fn := range m.Program.Functions {
		for i := range fn.Events {
			if e := &fn.Events[i]; e.Library == library && e.Effects.Has(effect) && runs(fn, e) {
				visit(fn, e)
			}
		}
	}
}

// holds reports whether a part that is not all of a module takes what a node is in.
func (p *part) holds(module *flow.Module, node python.Node) bool {
	return p.holdsAt(module, node.Span())
}

func (p *part) holdsAt(module *flow.Module, at diag.Span) bool {
	top := topStatementAt(module, at)
	if top == nil || !p.stmts[top] {
		return false
	}
	for _, alias := range aliasesOf(top) {
		if alias.Span() == at {
			return p.names[alias]
		}
	}
	class, ok := top.(*python.ClassDef)
	return !ok || !p.classes[top] || !slices.ContainsFunc(class.Body, func(s python.Stmt) bool {
		span := whole(s)
		return p.left(s) && span.Start <= at.Start && at.End <= span.End
	})
}

// left reports whether a statement of a class is a method that does not move with it.
func (p *part) left(stmt python.Stmt) bool {
	_, method := stmt.(*python.FunctionDef)
	return method && !p.methods[stmt]
}

// holdsSpan reports whether a part takes what stands at a place.
func (p *part) holdsSpan(module *flow.Module, at diag.Span) bool {
	return p.whole || p.holdsAt(module, at)
}

// moved is the text of a module on the service: the app's own, but for the imports of its modules.
func (m *mover) moved(module *flow.Module, p *part) string {
	edits := m.importEdits(module, p)
	if p.whole {
		return m.movedWhole(module, edits)
	}
	files := m.fileEdits(module, p)
	edits = append(edits, files...)
	text := module.File.Source.Text
	var b strings.Builder
	b.WriteString(`"""Taken from ` + docText(module.Path) + `, word for word but for imports`)
	if len(files) > 0 {
		b.WriteString(" and `__file__`")
	}
	b.WriteString(`."""` + "\n")
	last, needs := -1, len(files) > 0
	for i, stmt := range module.File.Module.Body {
		if !p.stmts[stmt] {
			continue
		}
		if needs && !isFuture(stmt) {
			b.WriteString("\n" + m.filesImport())
			needs = false
		}
		b.WriteString(strings.Repeat("\n", gap(module, last, i)))
		span := lines(text, whole(stmt))
		edits := edits
		if class, ok := stmt.(*python.ClassDef); ok && p.classes[stmt] {
			gone := without(text, class.Body, p.left)
			edits = slices.Concat(outside(edits, gone), gone)
		}
		b.WriteString(python.Apply(text[span.Start:span.End], shifted(edits, span)) + "\n")
		last = i
	}
	return b.String()
}

// movedWhole is the text of a module that moves as it is; it is found by its imports, not by folders that it adds.
func (m *mover) movedWhole(module *flow.Module, edits []python.Edit) string {
	gone := m.searchEdits(module)
	files := outside(m.fileEdits(module, &part{whole: true}), gone)
	if at := head(module); len(files) > 0 {
		edits = append(edits, python.Edit{Start: at, End: at, Text: m.filesImport()})
	}
	return python.Apply(module.File.Source.Text, slices.Concat(outside(edits, gone), files, gone))
}

// gap is how many blank lines stand before a statement that is taken: one among imports and assignments, two around
// functions and classes.
func gap(module *flow.Module, last, i int) int {
	if last < 0 {
		return 1
	}
	body := module.File.Module.Body
	before, after := isBlock(body[last]), isBlock(body[i])
	switch {
	case before || after:
		return 2
	case isImport(body[last]) != isImport(body[i]):
		return 1
	}
	above := strings.TrimRight(module.File.Source.Text[:lines(module.File.Source.Text, whole(body[i])).Start], " \t")
	if strings.HasSuffix(above, "\n\n") {
		return 1
	}
	return 0
}

func isBlock(stmt python.Stmt) bool {
	switch stmt.(type) {
	case *python.FunctionDef, *python.ClassDef:
		return true
	}
	return false
}

func isImport(stmt python.Stmt) bool {
	switch stmt.(type) {
	case *python.Import, *python.ImportFrom:
		return true
	}
	return false
}

// docText keeps a path from ending the docstring it stands in.
func docText(path string) string {
	return strings.NewReplacer(`\`, `/`, `"`, `'`).Replace(path)
}

// shifted are the edits within a span, relative to it.
func shifted(edits []python.Edit, span diag.Span) []python.Edit {
	var found []python.Edit
	for _, e := range edits {
		if span.Start <= e.Start && e.End <= span.End {
			found = append(found, python.Edit{Start: e.Start - span.Start, End: e.End - span.Start, Text: e.Text})
		}
	}
	return found
}

// importEdits point a module's imports of the app at the modules that moved. Relative ones stay: the folders do.
func (m *mover) importEdits(module *flow.Module, p *part) []python.Edit {
	var edits []python.Edit
	for _, stmt := range m.index(module).imports {
		if !p.whole && !p.holds(module, stmt) {
			continue
		}
		edits = append(edits, m.shimImport(stmt)...)
		names := p.brought(module, stmt)
		gone := merged(withoutNames(aliasesOf(stmt), func(a *python.Alias) bool { return !slices.Contains(names, a) }))
		switch stmt := stmt.(type) {
		case *python.Import:
			edits = append(edits, outside(m.plainImport(module, stmt), gone)...)
			edits = append(edits, gone...)
		case *python.ImportFrom:
			if from, ok := m.fromImport(module, stmt, names, gone); ok {
				gone = []python.Edit{from}
			}
			edits = append(edits, gone...)
		}
	}
	return edits
}

// brought are the names of an import that are taken with it: all of one within a function.
func (p *part) brought(module *flow.Module, stmt python.Stmt) []*python.Alias {
	names := aliasesOf(stmt)
	if p.whole || topStatement(module, stmt) != stmt {
		return names
	}
	return slices.DeleteFunc(slices.Clone(names), func(a *python.Alias) bool { return !p.names[a] })
}

// plainImport rewrites `import a.b`, which binds a, into an import of the module that moved and one of its top.
func (m *mover) plainImport(module *flow.Module, stmt *python.Import) []python.Edit {
	var edits []python.Edit
	for _, alias := range stmt.Names {
		target := m.resolve(module, alias.Name, 0)
		if target == nil {
			continue
		}
		span, dotted := alias.Span(), m.Package+"."+m.names.dotted(target)
		top, rest, deep := strings.Cut(alias.Name, ".")
		switch {
		case alias.AsName != "":
			edits = append(edits, python.Edit{Start: span.Start, End: span.End, Text: dotted + " as " + alias.AsName})
		case !deep:
			edits = append(edits, python.Edit{Start: span.Start, End: span.End, Text: dotted + " as " + alias.Name})
		default:
			above := strings.TrimSuffix(dotted, "."+rest)
			edits = append(edits, python.Edit{Start: span.Start, End: span.End, Text: dotted + ", " + above + " as " + top})
		}
	}
	return edits
}

// fromImport rewrites the module of a from import, where it is one of the app's. Of a module that moved in part only
// the names that moved are left.
func (m *mover) fromImport(module *flow.Module, stmt *python.ImportFrom, names []*python.Alias, gone []python.Edit) (python.Edit, bool) {
	target := m.resolve(module, stmt.Module, stmt.Level)
	if target == nil && len(m.imported(module, stmt)) == 0 {
		return python.Edit{}, false
	}
	span := stmt.Span()
	text := python.Apply(module.File.Source.Text[span.Start:span.End], shifted(gone, span))
	list := text[regexp.MustCompile(`\bimport\b`).FindStringIndex(text)[1]:]
	if target != nil && m.parts[target] != nil && !m.parts[target].whole {
		list = " " + strings.Join(m.movedNames(target, names), ", ")
	}
	from := m.movedModule(module, stmt, target)
	return python.Edit{Start: span.Start, End: span.End, Text: "from " + from + " import" + list}, true
}

// movedModule is the module of a from import as the service has it.
func (m *mover) movedModule(module *flow.Module, stmt *python.ImportFrom, target *flow.Module) string {
	if stmt.Level > 0 && m.names.file(module) == legacyFolder+"/"+module.Path {
		return strings.Repeat(".", stmt.Level) + stmt.Module
	}
	if target != nil {
		return m.Package + "." + m.names.dotted(target)
	}
	sub := m.imported(module, stmt)[0]
	dotted := m.names.dotted(sub)
	return m.Package + "." + dotted[:max(0, strings.LastIndexByte(dotted, '.'))]
}

// movedNames are the names of a from import whose definitions moved.
func (m *mover) movedNames(target *flow.Module, from []*python.Alias) []string {
	var names []string
	for _, alias := range from {
		symbol := target.Names.Top.Lookup(alias.Name)
		if symbol == nil || !slices.ContainsFunc(symbol.Bindings, func(b flow.Binding) bool { return m.parts[target].holds(target, b.Node) }) {
			continue
		}
		name := alias.Name
		if alias.AsName != "" {
			name += " as " + alias.AsName
		}
		names = append(names, name)
	}
	return names
}

// libraries notes the top-level names of libraries that names of an import statement need.
func (m *mover) libraries(module *flow.Module, stmt python.Stmt, names []*python.Alias, found map[string]bool) {
	add := func(name string) {
		top, _, _ := strings.Cut(name, ".")
		if top != "" && top != "__future__" && m.resolve(module, name, 0) == nil && m.resolve(module, top, 0) == nil {
			found[top] = true
		}
	}
	switch stmt := stmt.(type) {
	case *python.Import:
		for _, alias := range names {
			add(alias.Name)
		}
	case *python.ImportFrom:
		if stmt.Level == 0 && len(m.imported(module, stmt)) == 0 {
			add(stmt.Module)
		}
	}
}

func sortedKeys(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for key := range set {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
