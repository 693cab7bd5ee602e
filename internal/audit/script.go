package audit

import (
	"path"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

// read notes what the statements at the top of a file do; false when the file has nothing to do with Streamlit.
func (s *script) read(body []python.Stmt) bool {
	names := map[string]bool{}
	s.drawers = map[string]bool{}
	for _, stmt := range body {
		s.statement(stmt, names)
	}
	if len(names) > 0 {
		s.readLinks(body, names)
	}
	return len(names) > 0
}

// readLinks notes the scripts that the file leads to, wherever in it.
func (s *script) readLinks(body []python.Stmt, names map[string]bool) {
	flow.EachStatement(body, func(stmt python.Stmt) bool {
		flow.EachExpression(stmt, func(e python.Expr) {
			call, ok := e.(*python.Call)
			if !ok || len(call.Args) == 0 {
				return
			}
			root, last := calleeOf(call.Func)
			if name, literal := stringOf(call.Args[0]); literal && names[root] && (last == "switch_page" || last == "page_link") && source.IsPython(name) {
				s.links = append(s.links, Evidence{Text: name, Line: s.source.Position(call.Span().Start).Line})
			}
		})
		return true
	})
}

// statement looks at a statement of the file's body, and into the blocks that run when the file does.
func (s *script) statement(stmt python.Stmt, names map[string]bool) {
	switch stmt := stmt.(type) {
	case *python.Import:
		for _, alias := range stmt.Names {
			s.imports = append(s.imports, alias.Name)
			if alias.Name == "streamlit" || strings.HasPrefix(alias.Name, "streamlit.") {
				name := alias.AsName
				if name == "" {
					name = "streamlit"
				}
				names[name] = true
			}
		}
	case *python.ImportFrom:
		for _, alias := range stmt.Names {
			s.imports = append(s.imports, strings.Repeat(".", stmt.Level)+strings.TrimPrefix(stmt.Module+"."+alias.Name, "."))
			if stmt.Module == "streamlit" && stmt.Level == 0 {
				names[alias.Name] = true
			}
		}
		s.imports = append(s.imports, strings.Repeat(".", stmt.Level)+stmt.Module)
	case *python.FunctionDef:
		s.drawers[stmt.Name] = s.drawsIn(stmt, names)
	case *python.ClassDef:
		s.drawers[stmt.Name] = s.drawsIn(stmt, names)
	case *python.ExprStmt:
		s.expression(stmt.Value, names)
	case *python.Assign:
		s.expression(stmt.Value, names)
	case *python.With:
		for _, item := range stmt.Items {
			s.expression(item.Context, names)
		}
		s.block(stmt.Body, names)
	case *python.If:
		s.expression(stmt.Test, names)
		s.block(stmt.Body, names)
		s.block(stmt.OrElse, names)
	case *python.For:
		s.block(stmt.Body, names)
	case *python.Try:
		s.block(stmt.Body, names)
	}
}

// drawsIn reports whether a function or class calls Streamlit somewhere inside.
func (s *script) drawsIn(def python.Stmt, names map[string]bool) bool {
	found := false
	flow.EachStatement([]python.Stmt{def}, func(stmt python.Stmt) bool {
		flow.EachExpression(stmt, func(e python.Expr) {
			if call, ok := e.(*python.Call); ok {
				root, _ := calleeOf(call.Func)
				found = found || names[root]
			}
		})
		return !found
	})
	return found
}

func (s *script) block(body []python.Stmt, names map[string]bool) {
	for _, stmt := range body {
		s.statement(stmt, names)
	}
}

// expression notes calls of Streamlit, of st.navigation and of App("script.py"). A call of a function or class of the
// file that draws counts as drawing, and so does one of main: it may draw in other files.
func (s *script) expression(e python.Expr, names map[string]bool) {
	call, ok := e.(*python.Call)
	if !ok {
		return
	}
	line := s.source.Position(call.Span().Start).Line
	root, last := calleeOf(call.Func)
	switch {
	case names[root] && last == "navigation":
		s.navigate = line
		s.draws = append(s.draws, line)
	case last == "App" && (names[root] || root == "App") && len(call.Args) > 0:
		if name, ok := call.Args[0].(*python.Constant); ok && name.Kind == python.Str && strings.HasSuffix(name.Text, ".py") {
			s.named, s.launches = name.Text, line
		}
	case names[root], s.drawers[root]:
		s.draws = append(s.draws, line)
	case root == "main" || last == "run" && root == "asyncio":
		if len(names) > 0 {
			s.draws = append(s.draws, line)
		}
	}
	if attribute, ok := call.Func.(*python.Attribute); ok {
		s.expression(attribute.Value, names)
	}
}

// calleeOf is the first and the last name of a dotted callee.
func calleeOf(e python.Expr) (root, last string) {
	switch e := e.(type) {
	case *python.Name:
		return e.ID, e.ID
	case *python.Attribute:
		root, _ = calleeOf(e.Value)
		return root, e.Attr
	case *python.Call: // of what is called: App().run
		return calleeOf(e.Func)
	}
	return "", ""
}

// evidence is what a file's own code says about it as an entry, by rank.
func (s *script) evidence(tree *source.Tree, all []script) map[int][]Evidence {
	found := map[int][]Evidence{}
	if s.named != "" && resolve(tree, path.Dir(s.path), s.named) != "" {
		found[launchedRank] = append(found[launchedRank], Evidence{Path: s.path, Line: s.launches, Text: "starts " + s.named})
	}
	if inPages(s.path) || s.imported(tree, all) {
		return found
	}
	if s.navigate > 0 {
		found[navigationRank] = append(found[navigationRank], Evidence{Path: s.path, Line: s.navigate, Text: "lists the pages"})
	}
	if pages := path.Join(path.Dir(s.path), "pages"); tree.HasFolder(pages) && len(s.draws) > 0 && hasScripts(tree, pages) {
		found[pagesRank] = append(found[pagesRank], Evidence{Path: s.path, Line: s.draws[0], Text: "draws, beside the folder " + pages})
	}
	if len(s.draws) > 0 {
		found[drawingRank] = append(found[drawingRank], Evidence{Path: s.path, Line: s.draws[0], Text: "draws when it runs, and no other file imports it"})
	}
	return found
}

// target is the script that evidence of a rank speaks for.
func (s *script) target(rank int) string {
	if rank == launchedRank {
		return path.Join(path.Dir(s.path), s.named)
	}
	return s.path
}

func inPages(name string) bool { return path.Base(path.Dir(name)) == "pages" }

func hasScripts(tree *source.Tree, dir string) bool {
	for _, name := range tree.Names(dir) {
		if source.IsPython(name) && name != "__init__.py" {
			return true
		}
	}
	return false
}

// imported reports whether another script imports this one.
func (s *script) imported(tree *source.Tree, all []script) bool {
	for i := range all {
		if other := &all[i]; other.path != s.path && other.reaches(tree, s.path) {
			return true
		}
	}
	return false
}

// reaches reports whether an import of the file finds a file of the app.
func (s *script) reaches(tree *source.Tree, target string) bool {
	finder := source.NewFinder(tree, s.path)
	for _, name := range s.imports {
		level := len(name) - len(strings.TrimLeft(name, "."))
		if level > 0 {
			if finder.FindRelative(name[level:], level, s.path).Path == target {
				return true
			}
			continue
		}
		if found, ok := finder.Find(name, s.path); ok && found.Path == target && found.Missing == "" {
			return true
		}
	}
	return false
}
