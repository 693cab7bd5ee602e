package lift

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// index finds what stands inside a piece of a module.
type index struct {
	names      []*python.Name        // that are looked up, by place
	imports    []python.Stmt         // Import and ImportFrom, also inside functions, by place
	attributes []*python.Attribute   // by place
	asked      []*python.Call        // of getattr and hasattr, by place
	memory     []*python.Constant    // that name a database in memory, by place
	texts      []textName            // by place
	told       map[*python.Call]bool // of globals, whose name is among these
	open       []*python.Call        // that look names up which nothing written tells, by place
}

// index of a module, made once.
func (m *mover) index(module *flow.Module) *index {
	if m.indexes[module] != nil {
		return m.indexes[module]
	}
	x := &index{told: map[*python.Call]bool{}}
	for name := range module.Names.At {
		x.names = append(x.names, name)
	}
	slices.SortFunc(x.names, byPlace)
	seen := map[python.Stmt]bool{}
	eachScope(module.Names.Top, func(scope *flow.Scope) {
		for _, symbol := range scope.Symbols {
			for _, binding := range symbol.Bindings {
				if binding.Import != nil && !seen[binding.Stmt] {
					seen[binding.Stmt] = true
					x.imports = append(x.imports, binding.Stmt)
				}
			}
		}
		for _, star := range scope.Stars {
			x.imports = append(x.imports, star)
		}
	})
	slices.SortFunc(x.imports, byPlace)
	flow.EachStatement(module.File.Module.Body, func(s python.Stmt) bool {
		flow.EachExpression(s, func(e python.Expr) {
			x.text(module, e)
			switch e := e.(type) {
			case *python.Attribute:
				x.attributes = append(x.attributes, e)
			case *python.Call:
				if name, ok := e.Func.(*python.Name); ok && (name.ID == "getattr" || name.ID == "hasattr") && len(e.Args) > 1 {
					x.asked = append(x.asked, e)
				}
			}
		})
		return true
	})
	slices.SortStableFunc(x.attributes, byPlace)
	slices.SortStableFunc(x.asked, byPlace)
	slices.SortStableFunc(x.texts, byPlace)
	slices.SortStableFunc(x.open, byPlace)
	slices.SortStableFunc(x.memory, byPlace)
	m.indexes[module] = x
	return x
}

func byPlace[N python.Node](a, b N) int { return cmp.Compare(a.Span().Start, b.Span().Start) }

func eachScope(scope *flow.Scope, visit func(*flow.Scope)) {
	visit(scope)
	for _, child := range scope.Children {
		eachScope(child, visit)
	}
}

// within are the nodes of a sorted list that lie in a span.
func within[N python.Node](list []N, span diag.Span) []N {
	from, _ := slices.BinarySearchFunc(list, span.Start, func(n N, at int) int { return cmp.Compare(n.Span().Start, at) })
	to := from
	for to < len(list) && list[to].Span().Start < span.End {
		to++
	}
	return list[from:to]
}

// whole is a statement's span with its decorators.
func whole(stmt python.Stmt) diag.Span {
	span := stmt.Span()
	var decorators []python.Expr
	switch stmt := stmt.(type) {
	case *python.FunctionDef:
		decorators = stmt.Decorators
	case *python.ClassDef:
		decorators = stmt.Decorators
	}
	if len(decorators) > 0 {
		span.Start = decorators[0].Span().Start
	}
	return span
}

// lines widens a span to whole lines, without the last line end: "@" before decorators, a comment behind.
func lines(text string, span diag.Span) diag.Span {
	span.Start = strings.LastIndexByte(text[:span.Start], '\n') + 1
	if end := strings.IndexByte(text[span.End:], '\n'); end >= 0 {
		span.End += end
	} else {
		span.End = len(text)
	}
	return span
}

// topStatement is the statement of the module's body that a node is part of; nil when there is none.
func topStatement(module *flow.Module, node python.Node) python.Stmt {
	return topStatementAt(module, node.Span())
}

// topStatementAt is the same for a place.
func topStatementAt(module *flow.Module, place diag.Span) python.Stmt {
	at := place.Start
	for _, stmt := range module.File.Module.Body {
		if span := whole(stmt); span.Start <= at && at < max(span.End, span.Start+1) {
			return stmt
		}
	}
	return nil
}

// packageOf is the __init__ file that runs before a module.
func packageOf(file string) string {
	dir := path.Dir(file)
	if path.Base(file) == "__init__.py" {
		dir = path.Dir(dir)
	}
	return path.Join(dir, "__init__.py")
}

// usesStreamlit reports whether a module imports Streamlit or a part of it anywhere.
func (m *mover) usesStreamlit(module *flow.Module) bool {
	return slices.ContainsFunc(m.index(module).imports, bringsStreamlit)
}

func isStreamlit(module string) bool {
	return module == "streamlit" || strings.HasPrefix(module, "streamlit.") || strings.HasPrefix(module, "streamlit_")
}

// resolved is a question to the app about a module's name.
type resolved struct {
	from  *flow.Module
	name  string
	level int
}

// resolve finds the module that an import means, once for each question.
func (m *mover) resolve(from *flow.Module, name string, level int) *flow.Module {
	asked := resolved{from, name, level}
	found, ok := m.modules[asked]
	if !ok {
		found = m.App.Resolve(from, name, level)
		m.modules[asked] = found
	}
	return found
}

// importer is an import statement of a module.
type importer struct {
	from *flow.Module
	stmt python.Stmt
}

// importers are the statements that import a module of the app, by module and place.
func (m *mover) importers(of *flow.Module) []importer {
	if m.imports == nil {
		m.imports = map[*flow.Module][]importer{}
		for _, from := range m.App.Modules {
			for _, stmt := range m.index(from).imports {
				for _, target := range m.imported(from, stmt) {
					m.imports[target] = append(m.imports[target], importer{from, stmt})
				}
			}
		}
	}
	return m.imports[of]
}

// imported are the modules of the app that an import statement reaches.
func (m *mover) imported(from *flow.Module, stmt python.Stmt) []*flow.Module {
	return m.importedAs(from, stmt, aliasesOf(stmt))
}

// importedAs are the modules of the app that some names of an import statement reach.
func (m *mover) importedAs(from *flow.Module, stmt python.Stmt, names []*python.Alias) []*flow.Module {
	var found []*flow.Module
	add := func(name string, level int) {
		if target := m.resolve(from, name, level); target != nil && !slices.Contains(found, target) {
			found = append(found, target)
		}
	}
	switch stmt := stmt.(type) {
	case *python.Import:
		for _, alias := range names {
			add(alias.Name, 0)
		}
	case *python.ImportFrom:
		add(stmt.Module, stmt.Level)
		for _, alias := range names {
			add(strings.TrimPrefix(stmt.Module+"."+alias.Name, "."), stmt.Level)
		}
	}
	return found
}

// movesWhole reports whether a module can be taken as it is: it draws nothing, runs as no page, and all that it
// imports of the app is like it.
func (m *mover) movesWhole(module *flow.Module) bool {
	if known, ok := m.wholes[module]; ok {
		return known
	}
	m.wholes[module] = true // while it is being found out: cycles of imports do not decide
	can := !module.Page && !m.usesStreamlit(module) && len(module.File.Broken) == 0 && (!m.mentionsFile(module) || m.mapped(module)) && !m.searchesElsewhere(module)
	for _, stmt := range m.index(module).imports {
		for _, target := range m.imported(module, stmt) {
			can = can && m.movesWhole(target)
		}
	}
	m.wholes[module] = can
	return can
}

// mentionsFile reports whether a module asks where it lies: on the service that is another place.
func (m *mover) mentionsFile(module *flow.Module) bool {
	return slices.ContainsFunc(m.index(module).names, func(n *python.Name) bool { return n.ID == "__file__" })
}

// facts are the names that a top-level statement has to do with.
func (m *mover) facts(module *flow.Module, stmt python.Stmt) flow.Facts {
	found, ok := m.known[stmt]
	if !ok {
		found = m.Program.Facts(module.Body, stmt)
		m.known[stmt] = found
	}
	return found
}
