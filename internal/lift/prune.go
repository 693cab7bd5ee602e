package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// remains is what the pages no longer need once bodies left: spans by module, and of imports with several names the
// names that go.
type remains struct {
	mover   *mover
	bodies  map[*flow.Module][]diag.Span
	stmts   map[*flow.Module][]python.Stmt
	aliases map[*python.Alias]bool
	members map[python.Stmt]bool      // methods of facades that nothing calls any more
	hollow  map[python.Stmt]bool      // constructors of facades: they have nothing to make
	bare    map[*python.ClassDef]bool // facades that lose their bases
}

// left finds helpers, constants and imports that only the moved bodies used, until nothing more is found. What
// nothing used before stays: that is not ours to judge.
func (m *mover) left() *remains {
	r := &remains{
		mover: m, bodies: map[*flow.Module][]diag.Span{}, stmts: map[*flow.Module][]python.Stmt{}, aliases: map[*python.Alias]bool{},
		members: map[python.Stmt]bool{}, hollow: map[python.Stmt]bool{}, bare: map[*python.ClassDef]bool{},
	}
	for _, fn := range m.Program.Functions {
		if _, ok := m.clients[fn]; ok {
			r.bodies[fn.Module] = append(r.bodies[fn.Module], bodySpan(fn.Module, fn.Def()))
		}
	}
	facades := m.facades()
	for found := true; found; {
		found = false
		for _, class := range m.Program.Classes {
			if made, is := facades[class]; is {
				found = r.lookClass(class, made) || found
			}
		}
		for _, module := range m.App.Modules {
			for _, stmt := range module.File.Module.Body {
				found = r.look(module, stmt) || found
			}
		}
	}
	return r
}

// look removes a top-level statement, or names of an import, when only what left used it.
func (r *remains) look(module *flow.Module, stmt python.Stmt) bool {
	if slices.Contains(r.stmts[module], stmt) || !alone(module, stmt) {
		return false
	}
	if p := r.mover.parts[module]; p != nil && r.mover.setUp(module, stmt) && p.holdsSpan(module, stmt.Span()) {
		return r.remove(module, stmt) // the service does it, before the first request
	}
	switch stmt := stmt.(type) {
	case *python.Import:
		return r.lookImport(module, stmt, stmt.Names)
	case *python.ImportFrom:
		return r.lookImport(module, stmt, stmt.Names)
	case *python.FunctionDef:
		return r.removable(module, stmt.Name) && r.remove(module, stmt)
	case *python.ClassDef:
		return r.removable(module, stmt.Name) && r.remove(module, stmt)
	case *python.Assign:
		name, ok := stmt.Targets[0].(*python.Name)
		return ok && len(stmt.Targets) == 1 && r.inert(module, stmt) && r.removable(module, name.ID) && r.remove(module, stmt)
	}
	return false
}

func (r *remains) remove(module *flow.Module, stmt python.Stmt) bool {
	r.stmts[module] = append(r.stmts[module], stmt)
	return true
}

// lookImport removes the names of an import that nothing uses any more, if importing them did nothing else.
func (r *remains) lookImport(module *flow.Module, stmt python.Stmt, names []*python.Alias) bool {
	found := false
	gone := 0
	for _, alias := range names {
		if !r.aliases[alias] && alias.Name != "*" && r.removable(module, bound(alias)) && r.harmless(module, stmt) {
			r.aliases[alias] = true
			found = true
		}
		if r.aliases[alias] {
			gone++
		}
	}
	if gone == len(names) {
		r.remove(module, stmt)
	}
	return found
}

// bound is the name that an alias of an import binds.
func bound(alias *python.Alias) string {
	if alias.AsName != "" {
		return alias.AsName
	}
	top, _, _ := strings.Cut(alias.Name, ".")
	return top
}

// harmless reports whether running an import changes nothing besides bringing names: modules of the app that only
// define things, and libraries that the catalogue knows.
func (r *remains) harmless(module *flow.Module, stmt python.Stmt) bool {
	targets := r.mover.imported(module, stmt)
	for _, target := range targets {
		if slices.ContainsFunc(target.Body.Events, func(e flow.Event) bool { return runs(target.Body, &e) && !onlyLooks(&e) }) {
			return false
		}
	}
	if len(targets) > 0 {
		return true
	}
	libraries := map[string]bool{}
	r.mover.libraries(module, stmt, aliasesOf(stmt), libraries)
	for name := range libraries {
		if !r.mover.Program.Catalogue.KnowsModule(name) {
			return false
		}
	}
	return true
}

// removable reports whether a module's variable is used nowhere but in what left, and was used there.
func (r *remains) removable(module *flow.Module, name string) bool {
	symbol := module.Names.Top.Lookup(name)
	if symbol == nil || len(symbol.Bindings) != 1 || r.exported(module, name) || r.mover.carries(module, name) {
		return false
	}
	stays, before := r.named(module, name)
	if stays {
		return false
	}
	for _, use := range r.mover.index(module).names {
		if use.Ctx != python.Load || use.ID != symbol.Name || module.Names.Variable(use) != symbol {
			continue
		}
		if !r.gone(module, use.Span()) {
			return false
		}
		before = true
	}
	return before || r.importedBefore(module, name)
}

// gone reports whether a place is in what left.
func (r *remains) gone(module *flow.Module, at diag.Span) bool {
	inside := func(span diag.Span) bool { return span.Start <= at.Start && at.End <= span.End }
	return slices.ContainsFunc(r.bodies[module], inside) ||
		slices.ContainsFunc(r.stmts[module], func(s python.Stmt) bool { return inside(whole(s)) })
}

// exported reports whether another module may still use a name: by importing it, or the module as a whole.
func (r *remains) exported(module *flow.Module, name string) bool {
	if module.Names.Top.Lookup("__all__") != nil {
		return true
	}
	return r.eachImport(module, func(from *flow.Module, stmt python.Stmt, alias *python.Alias) bool {
		if r.aliases[alias] || r.gone(from, stmt.Span()) {
			return false
		}
		_, named := stmt.(*python.ImportFrom)
		return !named || alias.Name == "*" || alias.Name == name || r.mover.resolve(from, dotted(stmt, alias), level(stmt)) == module
	})
}

// importedBefore reports whether another module imported a name before bodies left.
func (r *remains) importedBefore(module *flow.Module, name string) bool {
	return r.eachImport(module, func(_ *flow.Module, stmt python.Stmt, alias *python.Alias) bool { return alias.Name == name })
}

// eachImport visits the names of all imports that reach a module, until visit says yes.
func (r *remains) eachImport(module *flow.Module, visit func(*flow.Module, python.Stmt, *python.Alias) bool) bool {
	for _, by := range r.mover.importers(module) {
		for _, alias := range aliasesOf(by.stmt) {
			if visit(by.from, by.stmt, alias) {
				return true
			}
		}
	}
	return false
}

func aliasesOf(stmt python.Stmt) []*python.Alias {
	switch stmt := stmt.(type) {
	case *python.Import:
		return stmt.Names
	case *python.ImportFrom:
		return stmt.Names
	}
	return nil
}

func level(stmt python.Stmt) int {
	if from, ok := stmt.(*python.ImportFrom); ok {
		return from.Level
	}
	return 0
}

func dotted(stmt python.Stmt, alias *python.Alias) string {
	if from, ok := stmt.(*python.ImportFrom); ok && from.Module != "" {
		return from.Module + "." + alias.Name
	}
	return alias.Name
}

// alone reports whether a statement has its lines for itself.
func alone(module *flow.Module, stmt python.Stmt) bool {
	text := module.File.Source.Text
	span := whole(stmt)
	around := lines(text, span)
	before, after := strings.TrimSpace(text[around.Start:span.Start]), strings.TrimSpace(text[span.End:around.End])
	return (before == "" || before == "@") && (after == "" || strings.HasPrefix(after, "#"))
}

// inert reports whether an assignment does nothing but make its value.
func (r *remains) inert(module *flow.Module, stmt *python.Assign) bool {
	if isLiteral(stmt.Value) {
		return true
	}
	span := stmt.Span()
	for i := range module.Body.Events {
		e := &module.Body.Events[i]
		if at := e.Span(); span.Start <= at.Start && at.End <= span.End && (!onlyLooks(e) || e.Callee != nil) {
			return false
		}
	}
	return true
}

// onlyLooks reports whether what happens at a place neither changes anything nor can fail: asking for a variable of
// the environment that may be missing, or where the working folder is. Of a callee its effects say it.
func onlyLooks(e *flow.Event) bool {
	effects := e.Effects
	if e.Callee != nil {
		effects |= e.Callee.Effects
	}
	return effects == 0 || e.Callee == nil && (e.Name == "os.getenv" || e.Name == "os.Environ.get" || slices.Contains(folderReaders(), e.Name))
}

// isLiteral reports whether a value is written out: making it does nothing.
func isLiteral(e python.Expr) bool {
	switch e := e.(type) {
	case *python.Constant:
		return true
	case *python.UnaryOp:
		return isLiteral(e.Operand)
	case *python.List:
		return !slices.ContainsFunc(e.Elts, func(x python.Expr) bool { return !isLiteral(x) })
	case *python.Tuple:
		return !slices.ContainsFunc(e.Elts, func(x python.Expr) bool { return !isLiteral(x) })
	case *python.Set:
		return !slices.ContainsFunc(e.Elts, func(x python.Expr) bool { return !isLiteral(x) })
	case *python.Dict:
		for i, key := range e.Keys {
			if key == nil || !isLiteral(key) || !isLiteral(e.Values[i]) {
				return false
			}
		}
		return true
	}
	return false
}

// edits remove what a module no longer needs: statements with their lines and the comment right above them, and
// single names of imports.
func (r *remains) edits(module *flow.Module) []python.Edit {
	var edits []python.Edit
	text := module.File.Source.Text
	for _, stmt := range r.stmts[module] {
		edits = append(edits, removal(text, lines(text, whole(stmt))))
	}
	for _, stmt := range module.File.Module.Body {
		names := aliasesOf(stmt)
		if slices.Contains(r.stmts[module], stmt) {
			continue
		}
		edits = append(edits, withoutNames(names, func(a *python.Alias) bool { return r.aliases[a] })...)
	}
	edits = merged(edits)
	for i := range edits {
		edits[i] = closed(text, edits[i])
	}
	return append(merged(edits), r.facadeEdits(module)...) // closed ones may touch again
}

// removal takes whole lines out, with the comment right above them.
func removal(text string, span diag.Span) python.Edit {
	e := python.Edit{Start: span.Start, End: min(span.End+1, len(text))}
	for e.Start > 0 {
		above := lines(text, diag.Span{Start: e.Start - 1, End: e.Start - 1})
		if !strings.HasPrefix(text[above.Start:above.End], "#") || above.Start == 0 {
			break
		}
		e.Start = above.Start
	}
	return e
}

// closed takes the blank lines before a removal out too, where blank lines follow.
func closed(text string, e python.Edit) python.Edit {
	for e.Start == 0 && e.End < len(text) && text[e.End] == '\n' {
		e.End++
	}
	if whole := e.Start == 0 || text[e.Start-1] == '\n'; whole && (e.End == len(text) || text[e.End] == '\n') {
		for e.Start > 1 && text[e.Start-1] == '\n' && text[e.Start-2] == '\n' {
			e.Start--
		}
	}
	return e
}

// withoutNames removes names of an import of which at least one stays. Removals may touch.
func withoutNames(names []*python.Alias, gone func(*python.Alias) bool) []python.Edit {
	var edits []python.Edit
	kept := 0
	for i, alias := range names {
		span := alias.Span()
		switch {
		case !gone(alias):
			kept = span.End
			continue
		case slices.ContainsFunc(names[i+1:], func(a *python.Alias) bool { return !gone(a) }):
			span.End = names[i+1].Span().Start
		default:
			span.Start = kept
		}
		edits = append(edits, python.Edit{Start: span.Start, End: span.End})
	}
	return edits
}

// merged joins removals that touch or overlap.
func merged(edits []python.Edit) []python.Edit {
	slices.SortFunc(edits, func(a, b python.Edit) int { return a.Start - b.Start })
	var out []python.Edit
	for _, e := range edits {
		if n := len(out); n > 0 && e.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, e.End)
			continue
		}
		out = append(out, e)
	}
	return out
}
