package flow

import (
	"fmt"
	"path"
	"strings"
	"unicode"

	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

// reach loads what a request asks for.
func (r request) reach(a *App, m *Module, out *outcome) {
	switch r.kind {
	case importRequest:
		found, ok := a.find(m, r.module, 0)
		if ok {
			a.reachFound(r, m, found, out)
		}
	case fromRequest:
		a.reachFrom(r, m, out)
	case dynamicRequest:
		a.reachDynamic(r, m, out)
	case pageRequest, runRequest, loadRequest, pathRequest:
		a.reachPath(r, m, out)
	case editRequest:
		p := paths{app: a, module: m, scope: r.scope}
		if len(p.edited(r)) == 0 {
			out.fail(m, r.node, "sys.path is edited with a computed folder", "name the folder, or the files in it")
		}
	}
}

// reachFound loads a module with the packages around it, whose __init__.py run first.
func (a *App) reachFound(r request, m *Module, found source.Found, out *outcome) *Module {
	kind := ImportEdge
	switch {
	case r.name == "*":
		kind = StarEdge
	case r.kind == dynamicRequest:
		kind = DynamicEdge
	}
	for _, parent := range found.Parents {
		out.edge(ImportEdge, m, r.node, a.load(parent))
	}
	if found.Missing != "" && found.Path != "" {
		out.edge(ImportEdge, m, r.node, a.load(found.Path))
	}
	if found.Missing != "" {
		switch {
		case r.optional:
		case found.Outside:
			out.fail(m, r.node, "the import leaves the folder of the app", "name a folder further up as the app's")
		default:
			out.fail(m, r.node, fmt.Sprintf("the import of %q finds no %q in the app", strings.Repeat(".", r.level)+r.module, found.Missing), "add the file, or remove the import")
		}
		return nil
	}
	if found.Path == "" {
		return nil
	}
	to := a.load(found.Path)
	out.edge(kind, m, r.node, to)
	return to
}

// reachFrom loads the module of a from import and, where the name is a module itself, that one.
func (a *App) reachFrom(r request, m *Module, out *outcome) {
	found, ok := a.find(m, r.module, r.level)
	if !ok {
		return
	}
	to := a.reachFound(r, m, found, out)
	if found.Missing != "" || r.name == "*" || to != nil && to != m && to.defines(r.name) {
		return
	}
	sub, ok := a.finder.Under(found.Folder, r.name)
	switch {
	case ok && sub.Path != "":
		out.edge(ImportEdge, m, r.node, a.load(sub.Path))
	case ok || r.optional:
	case to == nil || !to.open():
		where := found.Path
		if where == "" {
			where = found.Folder
		}
		out.fail(m, r.node, fmt.Sprintf("%q is neither defined in %s nor a file beside it", r.name, where), "correct the name, or add the file")
	}
}

// defines reports whether a module binds a name at its top.
func (m *Module) defines(name string) bool {
	sym := m.Names.Top.Symbols[name]
	return sym != nil && (sym.bound() || sym.global)
}

// open reports whether a module may have names that its text does not show.
func (m *Module) open() bool {
	return len(m.Names.Top.Stars) > 0 || m.defines("__getattr__") || len(m.File.Broken) > 0 || strings.Contains(m.File.Source.Text, "globals()") ||
		strings.Contains(m.File.Source.Text, "sys.modules")
}

// reachDynamic loads what importlib.import_module is given.
func (a *App) reachDynamic(r request, m *Module, out *outcome) {
	values := a.texts(m, r.scope, r.expr)
	if len(values) == 0 {
		if !a.reachNamed(r, m, out) {
			out.fail(m, r.node, "the name of the imported module is computed", "name the files that it may import")
		}
		return
	}
	for _, v := range values {
		name := strings.TrimLeft(v.text, ".")
		one := r
		one.module, one.level = name, len(v.text)-len(name)
		if v.kind != textValue || name == "" {
			out.fail(m, r.node, "the name of the imported module is computed", "name the files that it may import")
		} else if found, ok := a.find(m, name, one.level); ok {
			a.reachFound(one, m, found, out)
		}
	}
}

// reachNamed loads the modules of the app that a file names by texts, where it computes which of them to import: pages in
// a table of names, or given to a function that imports them.
func (a *App) reachNamed(r request, m *Module, out *outcome) bool {
	reached := false
	EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
		EachExpression(s, func(e python.Expr) {
			text, ok := e.(*python.Constant)
			if !ok || text.Kind != python.Str || !isModuleName(text.Text) {
				return
			}
			if found, ok := a.find(m, text.Text, 0); ok && found.Path != "" && found.Missing == "" {
				one := r
				one.module = text.Text
				reached = a.reachFound(one, m, found, out) != nil || reached
			}
		})
		return true
	})
	return reached
}

// isModuleName reports whether a text may be the name of a module.
func isModuleName(text string) bool {
	for part := range strings.SplitSeq(text, ".") {
		if part == "" || strings.ContainsFunc(part, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			return false
		}
	}
	return true
}

// reachPath loads the file that a path names.
func (a *App) reachPath(r request, m *Module, out *outcome) {
	kind := PathEdge
	switch r.kind {
	case pageRequest:
		kind = PageEdge
	case runRequest:
		kind = RunEdge
	case loadRequest:
		kind = DynamicEdge
	}
	if r.kind == pageRequest && isFunction(r.scope, r.expr) {
		return
	}
	values := a.texts(m, r.scope, r.expr)
	if len(values) == 0 && r.kind != pathRequest {
		out.fail(m, r.node, "the path of the file is computed", "name the files that it may be")
	}
	for _, v := range values {
		file, reason := a.fileOf(m, v)
		switch {
		case file != "":
			out.edge(kind, m, r.node, a.load(file))
		case r.kind != pathRequest && source.IsPython(v.text):
			out.fail(m, r.node, reason, "correct the path, or name the file")
		case r.kind != pathRequest && v.kind != textValue:
			out.fail(m, r.node, "the path of the file is computed", "name the files that it may be")
		}
	}
}

// isFunction reports whether an expression is a function, which st.Page takes too.
func isFunction(scope *Scope, e python.Expr) bool {
	switch e := e.(type) {
	case *python.Lambda:
		return true
	case *python.Attribute:
		return !strings.HasPrefix(qualified(scope, e), "streamlit.")
	case *python.Name:
		sym := scope.Lookup(e.ID)
		if sym == nil {
			return false
		}
		for _, b := range sym.Bindings {
			if b.Kind == DefinedFunction || b.Kind == ImportedName || b.Kind == ParameterName {
				return true
			}
		}
	}
	return false
}

// fileOf finds the file that a path means: from the app's root when it is known from there, else from the folders
// that may be the working folder, the entry's first, as st.Page reads paths.
func (a *App) fileOf(m *Module, v pathValue) (file, reason string) {
	name := strings.ReplaceAll(v.text, "\\", "/")
	if v.kind == rootedValue {
		name = path.Clean(name)
		if a.Tree.Has(name) && source.IsPython(name) {
			return name, ""
		}
		if name == ".." || strings.HasPrefix(name, "../") {
			return "", fmt.Sprintf("the path %q lies outside the app", v.text)
		}
		return "", fmt.Sprintf("the app has no file %q", name)
	}
	if strings.HasPrefix(name, "/") && v.kind == textValue {
		return "", fmt.Sprintf("the path %q lies outside the app", v.text)
	}
	for _, dir := range []string{path.Dir(a.entry), ".", path.Dir(m.Path)} {
		if in := path.Join(dir, name); source.IsPython(in) && a.Tree.Has(in) {
			return in, ""
		}
	}
	return "", fmt.Sprintf("the app has no file %q", name)
}
