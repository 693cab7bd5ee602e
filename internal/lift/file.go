package lift

import (
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// maxSteps bounds how far the name of a file is followed through variables.
const maxSteps = 8

// fileOf names the file that an event reads or writes the content of: the last part of its path, as far as that is
// written somewhere, with * for what is not. Files of one name in two folders are taken for one. "" where nothing of the
// name is known.
func (m *mover) fileOf(fn *flow.Function, e *flow.Event) string {
	node, ok := e.Node.(*python.Call)
	if !ok || !e.Effects.Any(catalogue.Of(catalogue.FileRead, catalogue.FileWrite)) {
		return ""
	}
	last := e.Name[strings.LastIndexByte(e.Name, '.')+1:]
	if slices.Contains([]string{"mkdir", "makedirs", "exists", "is_file", "is_dir", "isfile", "isdir", "stat", "listdir", "iterdir", "glob", "walk"}, last) {
		return "" // of folders, or of whether it is there
	}
	var at python.Expr
	switch call := m.Program.CallOf(node); {
	case call == nil || call.Entry == nil:
		return ""
	case call.Entry.Path != "":
		at = call.Argument(call.Entry.Path)
	case strings.HasPrefix(call.Entry.Name, "pathlib.Path."):
		if method, ok := node.Func.(*python.Attribute); ok {
			at = method.Value
		}
	case len(node.Args) > 0:
		at = node.Args[0]
	}
	if at == nil {
		return ""
	}
	name := path.Base(strings.ReplaceAll(m.pathText(fn.Module, at, 0), `\`, "/"))
	if stem := strings.TrimSuffix(name, path.Ext(name)); strings.Trim(stem, "*./") == "" {
		return ""
	}
	return name
}

// pathText is what is known of a path's text; * stands for what is not.
func (m *mover) pathText(module *flow.Module, e python.Expr, steps int) string {
	if steps > maxSteps {
		return "*"
	}
	of := func(e python.Expr) string { return m.pathText(module, e, steps+1) }
	switch e := e.(type) {
	case *python.Constant:
		if e.Kind == python.Str {
			return e.Text
		}
	case *python.JoinedStr:
		var text strings.Builder
		for _, part := range e.Values {
			text.WriteString(of(part))
		}
		return text.String()
	case *python.FormattedValue:
		return of(e.Value)
	case *python.BinOp:
		switch e.Op {
		case python.Div:
			return of(e.Left) + "/" + of(e.Right)
		case python.Add:
			return of(e.Left) + of(e.Right)
		}
	case *python.Call:
		return m.pathMade(module, e, steps)
	case *python.Name:
		return m.pathNamed(module, module.Names.Variable(e), steps)
	case *python.Attribute:
		if name, ok := e.Value.(*python.Name); ok {
			if symbol := module.Names.Variable(name); symbol != nil && len(symbol.Bindings) == 1 && symbol.Bindings[0].Import != nil {
				for _, target := range m.imported(module, symbol.Bindings[0].Stmt) {
					return m.pathNamed(target, target.Names.Top.Lookup(e.Attr), steps)
				}
			}
		}
	}
	return "*"
}

// pathMade is the text of a path that a call puts together.
func (m *mover) pathMade(module *flow.Module, e *python.Call, steps int) string {
	call := m.Program.CallOf(e)
	if call == nil || call.Entry == nil {
		return "*"
	}
	switch name := call.Entry.Name; {
	case len(e.Args) > 0 && slices.Contains([]string{"pathlib.Path", "os.path.join", "os.path.abspath", "os.path.realpath", "os.path.expanduser", "str", "builtins.str", "os.fspath"}, name):
		return "*/" + m.pathText(module, e.Args[len(e.Args)-1], steps+1)
	case slices.Contains([]string{"pathlib.Path.resolve", "pathlib.Path.absolute", "pathlib.Path.expanduser", "pathlib.Path.as_posix"}, name):
		if method, ok := e.Func.(*python.Attribute); ok {
			return m.pathText(module, method.Value, steps+1)
		}
	case name == "pathlib.Path.joinpath" && len(e.Args) > 0:
		return "*/" + m.pathText(module, e.Args[len(e.Args)-1], steps+1)
	}
	return "*"
}

// pathNamed is the text of a path that a variable always holds.
func (m *mover) pathNamed(module *flow.Module, symbol *flow.Symbol, steps int) string {
	if symbol == nil || len(symbol.Bindings) != 1 || symbol.Param {
		return "*"
	}
	switch stmt := symbol.Bindings[0].Stmt.(type) {
	case *python.Assign:
		if name, ok := stmt.Targets[0].(*python.Name); ok && len(stmt.Targets) == 1 && symbol.Bindings[0].Node == python.Node(name) {
			return m.pathText(module, stmt.Value, steps+1)
		}
	case *python.AnnAssign:
		if stmt.Value != nil {
			return m.pathText(module, stmt.Value, steps+1)
		}
	case *python.ImportFrom:
		if target := m.resolve(module, stmt.Module, stmt.Level); target != nil {
			return m.pathNamed(target, target.Names.Top.Lookup(symbol.Bindings[0].Import.Name), steps+1)
		}
	}
	return "*"
}
