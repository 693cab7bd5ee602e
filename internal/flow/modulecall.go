package flow

import (
	"path"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// qualified is the dotted name of a library's or builtin function that an expression means, through the imports of
// its scope: os.path.join for join after `from os.path import join`. It is empty for everything else.
func qualified(scope *Scope, e python.Expr) string {
	switch e := e.(type) {
	case *python.Name:
		sym := scope.Lookup(e.ID)
		if sym == nil {
			return e.ID
		}
		for _, b := range sym.Bindings {
			if b.Import != nil && b.Import.Level == 0 {
				return b.Import.Path()
			}
		}
	case *python.Attribute:
		if base := qualified(scope, e.Value); base != "" {
			return base + "." + e.Attr
		}
	}
	return ""
}

// attribute evaluates path.parent and constants of other modules.
func (p paths) attribute(e *python.Attribute) []pathValue {
	switch name := qualified(p.scope, e); name {
	case "os.curdir":
		return []pathValue{{text: "."}}
	case "os.pardir":
		return []pathValue{{text: ".."}}
	case "os.sep":
		return []pathValue{{text: "/"}}
	default:
		if module, constant, ok := cutLastDot(name); ok {
			if values := p.imported(module, 0, constant); values != nil {
				return values
			}
		}
	}
	if name, ok := e.Value.(*python.Name); ok { // from . import config; config.BASE
		if sym := p.scope.Lookup(name.ID); sym != nil && len(sym.Bindings) == 1 && sym.Bindings[0].Import != nil && sym.Bindings[0].Import.Level > 0 {
			i := sym.Bindings[0].Import
			return p.imported(strings.TrimPrefix(i.Module+"."+i.Name, "."), i.Level, e.Attr)
		}
	}
	if e.Attr == "parent" {
		return parents(p.eval(e.Value), 1)
	}
	return nil
}

func cutLastDot(name string) (before, after string, found bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", name, false
	}
	return name[:i], name[i+1:], true
}

// subscript evaluates path.parents[n] and the text before a word: path.split("pages")[0].
func (p paths) subscript(e *python.Subscript) []pathValue {
	c, ok := e.Slice.(*python.Constant)
	if !ok || c.Kind != python.Int {
		return nil
	}
	n, err := strconv.Atoi(c.Text)
	if err != nil || n < 0 || n > 50 {
		return nil
	}
	if a, ok := e.Value.(*python.Attribute); ok && a.Attr == "parents" {
		return parents(p.eval(a.Value), n+1)
	}
	if call, ok := e.Value.(*python.Call); ok && n == 0 {
		return p.before(call)
	}
	return nil
}

// before evaluates the first part of path.split(word) and path.rsplit(word, 1).
func (p paths) before(call *python.Call) []pathValue {
	method, ok := call.Func.(*python.Attribute)
	if !ok || method.Attr != "split" && method.Attr != "rsplit" {
		return nil
	}
	word, ok := argument(call, 0, "sep").(*python.Constant)
	if !ok || word.Kind != python.Str || word.Text == "" {
		return nil
	}
	var out []pathValue
	for _, v := range p.eval(method.Value) {
		i := strings.Index(v.text, word.Text)
		if method.Attr == "rsplit" {
			i = strings.LastIndex(v.text, word.Text)
		}
		if i >= 0 && v.kind == rootedValue {
			out = append(out, pathValue{kind: rootedValue, text: path.Clean(v.text[:i])})
		}
	}
	return out
}

// parents goes up from paths. What lies over the root of the app is kept as ../: a later part may come back down.
func parents(values []pathValue, levels int) []pathValue {
	var out []pathValue
	for _, v := range values {
		if v.kind == tailValue {
			continue
		}
		for range levels {
			switch {
			case v.text == "." || v.text == "":
				v.text = ".."
			case v.text == ".." || strings.HasSuffix(v.text, "/.."):
				v.text += "/.."
			default:
				v.text = path.Dir(v.text)
			}
		}
		out = append(out, v)
	}
	return out
}

// call evaluates what os, os.path, pathlib and str do with paths.
func (p paths) call(e *python.Call) []pathValue {
	first := argument(e, 0, "")
	switch qualified(p.scope, e.Func) {
	case "os.path.dirname":
		return parents(p.eval(first), 1)
	case "os.path.abspath", "os.path.realpath", "os.path.normpath", "os.fspath", "str":
		return p.eval(first)
	case "os.getcwd", "pathlib.Path.cwd":
		return []pathValue{{text: "."}}
	case "os.path.join", "pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath":
		return p.joinAll([]pathValue{{}}, e.Args)
	}
	method, ok := e.Func.(*python.Attribute)
	if !ok {
		return nil
	}
	switch method.Attr {
	case "resolve", "absolute", "as_posix", "__str__", "strip":
		return p.eval(method.Value)
	case "joinpath":
		return p.joinAll(p.eval(method.Value), e.Args)
	case "with_name":
		return joinPaths(parents(p.eval(method.Value), 1), p.eval(first))
	}
	return nil
}

func (p paths) joinAll(out []pathValue, parts []python.Expr) []pathValue {
	for _, part := range parts {
		values := p.eval(part)
		if len(values) == 0 {
			values = []pathValue{{kind: tailValue}}
		}
		out = joinPaths(out, values)
	}
	return out
}

// editPath follows the edits of sys.path in a module with folders that can be known, and reports whether one is new.
func (a *App) editPath(m *Module) bool {
	changed := false
	for _, r := range a.requests[m] {
		if r.kind != editRequest {
			continue
		}
		p := paths{app: a, module: m, scope: r.scope}
		for _, v := range p.edited(r) {
			if dir := p.folder(v); dir != "" && a.finder.AddFolder(dir, r.front) {
				changed = true
			}
		}
	}
	return changed
}

// edited gives the folders that an edit of sys.path adds.
func (p paths) edited(r request) []pathValue {
	if r.many {
		return p.elements(r.expr)
	}
	return p.eval(r.expr)
}

// editRequestOf is the edit of sys.path that a call of this name makes, if it does.
func editRequestOf(name string, e *python.Call) (request, bool) {
	r := request{kind: editRequest, node: e}
	switch name {
	case "sys.path.insert":
		r.expr, r.front = argument(e, 1, ""), true
	case "sys.path.append", "site.addsitedir":
		r.expr = argument(e, 0, "")
	case "sys.path.extend":
		r.expr, r.many = argument(e, 0, ""), true
	}
	return r, r.expr != nil
}
