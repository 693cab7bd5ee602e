package flow

import (
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// pathKind is how much is known of a path.
type pathKind uint8

const (
	textValue   pathKind = iota // the text itself
	rootedValue                 // a path from the root of the app
	tailValue                   // only how it ends
)

// pathValue is what an expression that makes a path or name may be.
type pathValue struct {
	kind pathKind
	text string
}

// Bounds of the evaluation: how deep names are followed, how many values one may have.
const (
	maxPathDepth  = 12
	maxPathValues = 64
)

// paths evaluates expressions made of literals, __file__ and what os.path and pathlib do with them.
type paths struct {
	app    *App
	module *Module
	scope  *Scope
	depth  int
}

// texts gives the paths that an expression may be; none when nothing is known.
func (a *App) texts(m *Module, scope *Scope, e python.Expr) []pathValue {
	p := paths{app: a, module: m, scope: scope}
	return p.eval(e)
}

func (p paths) eval(e python.Expr) []pathValue {
	p.depth++
	if p.depth > maxPathDepth || e == nil {
		return nil
	}
	switch e := e.(type) {
	case *python.Constant:
		if e.Kind == python.Str {
			return []pathValue{{text: e.Text}}
		}
	case *python.Name:
		return p.name(e)
	case *python.Attribute:
		return p.attribute(e)
	case *python.Subscript:
		return p.subscript(e)
	case *python.BinOp:
		switch e.Op {
		case python.Div:
			return joinPaths(p.eval(e.Left), p.eval(e.Right))
		case python.Add:
			return concatenated(p.eval(e.Left), p.eval(e.Right))
		}
	case *python.JoinedStr:
		return p.joined(e)
	case *python.Call:
		return p.call(e)
	case *python.IfExp:
		return slices.Concat(p.eval(e.Body), p.eval(e.OrElse))
	}
	return nil
}

// name follows a variable that is bound once, a loop over literals, or a constant of another file of the app.
func (p paths) name(e *python.Name) []pathValue {
	sym := p.scope.Lookup(e.ID)
	if sym == nil {
		if e.ID == "__file__" {
			return []pathValue{{kind: rootedValue, text: p.module.Path}}
		}
		return nil
	}
	if value := assignedOnce(sym); value != nil {
		p.scope = sym.Bindings[0].Scope
		return p.eval(value)
	}
	if len(sym.Bindings) != 1 {
		return nil
	}
	b := sym.Bindings[0]
	switch {
	case b.Kind == LoopName && b.Stmt != nil:
		if loop, ok := b.Stmt.(*python.For); ok && loop.Target == b.Node {
			p.scope = b.Scope
			return p.elements(loop.Iter)
		}
		return p.comprehended(b)
	case b.Import != nil && b.Import.Name != "":
		return p.imported(b.Import.Module, b.Import.Level, b.Import.Name)
	}
	return nil
}

// comprehended gives the elements that the target of a comprehension runs over.
func (p paths) comprehended(b Binding) []pathValue {
	var generators []*python.Comprehension
	switch e := b.Scope.Node.(type) {
	case *python.ListComp:
		generators = e.Generators
	case *python.SetComp:
		generators = e.Generators
	case *python.GeneratorExp:
		generators = e.Generators
	case *python.DictComp:
		generators = e.Generators
	}
	for _, g := range generators {
		if g.Target == b.Node {
			p.scope = b.Scope
			return p.elements(g.Iter)
		}
	}
	return nil
}

// imported evaluates a constant of another file of the app.
func (p paths) imported(module string, level int, name string) []pathValue {
	found, ok := p.app.find(p.module, module, level)
	if !ok || found.Missing != "" || found.Path == "" {
		return nil
	}
	m := p.app.load(found.Path)
	if m == nil {
		return nil
	}
	sym := m.Names.Top.Symbols[name]
	if sym == nil {
		return nil
	}
	p.module, p.scope = m, m.Names.Top
	if value := assignedOnce(sym); value != nil {
		return p.eval(value)
	}
	return nil
}

// assignedOnce is the value of a variable that one plain assignment binds; else nil.
func assignedOnce(sym *Symbol) python.Expr {
	if sym == nil || len(sym.Bindings) != 1 || sym.Bindings[0].Kind != AssignedName {
		return nil
	}
	switch s := sym.Bindings[0].Stmt.(type) {
	case *python.Assign:
		for _, target := range s.Targets {
			if target == sym.Bindings[0].Node {
				return s.Value
			}
		}
	case *python.AnnAssign:
		return s.Value
	}
	return nil
}

// elements gives what a loop over an expression runs over: the items of a display, the files of a glob.
func (p paths) elements(e python.Expr) []pathValue {
	var out []pathValue
	switch e := e.(type) {
	case *python.List:
		return p.each(e.Elts)
	case *python.Tuple:
		return p.each(e.Elts)
	case *python.Set:
		return p.each(e.Elts)
	case *python.Name:
		if value := assignedOnce(p.scope.Lookup(e.ID)); value != nil && p.depth < maxPathDepth {
			p.depth++
			return p.elements(value)
		}
	case *python.Call:
		if name := qualified(p.scope, e.Func); name == "sorted" || name == "list" || name == "reversed" || name == "tuple" {
			return p.elements(argument(e, 0, ""))
		}
		method, ok := e.Func.(*python.Attribute)
		if !ok || method.Attr != "glob" && method.Attr != "iterdir" {
			return nil
		}
		pattern := "*"
		if text, ok := argument(e, 0, "pattern").(*python.Constant); ok && method.Attr == "glob" {
			pattern = text.Text
		}
		for _, base := range p.eval(method.Value) {
			dir := p.folder(base)
			for _, name := range p.app.Tree.Names(dir) {
				if match, err := path.Match(pattern, name); err == nil && match {
					out = append(out, pathValue{kind: rootedValue, text: path.Join(dir, name)})
				}
			}
		}
	}
	return out
}

func (p paths) each(list []python.Expr) []pathValue {
	var out []pathValue
	for _, e := range list[:min(len(list), maxPathValues)] {
		out = append(out, p.eval(e)...)
	}
	return out
}

// folder finds the folder of the app that a path means; empty when there is none.
func (p paths) folder(v pathValue) string {
	if v.kind == rootedValue {
		if dir := path.Clean(v.text); p.app.Tree.HasFolder(dir) {
			return dir
		}
		return ""
	}
	if strings.HasPrefix(v.text, "/") && v.kind == textValue {
		return ""
	}
	for _, base := range []string{path.Dir(p.app.entry), ".", path.Dir(p.module.Path)} {
		if dir := path.Join(base, v.text); p.app.Tree.HasFolder(dir) {
			return dir
		}
	}
	return ""
}

// joined is an f-string: what is known behind its last hole is how it ends.
func (p paths) joined(e *python.JoinedStr) []pathValue {
	out := []pathValue{{}}
	for _, part := range e.Values {
		var values []pathValue
		if field, ok := part.(*python.FormattedValue); ok {
			values = p.eval(field.Value)
		} else {
			values = p.eval(part)
		}
		if len(values) == 0 {
			values = []pathValue{{kind: tailValue}}
		}
		out = concatenated(out, values)
	}
	return out
}

// concatenated is text behind text. Behind what is not known only the end is.
func concatenated(left, right []pathValue) []pathValue {
	if len(left) == 0 {
		left = []pathValue{{kind: tailValue}}
	}
	return pairs(left, right, func(l, r pathValue) (pathValue, bool) {
		switch {
		case r.kind == textValue && l.kind == tailValue && l.text == "":
			text := strings.TrimLeft(r.text, "/\\")
			return pathValue{kind: tailValue, text: text}, true
		case r.kind == textValue:
			return pathValue{kind: l.kind, text: l.text + r.text}, true
		case r.kind == tailValue:
			return r, true
		}
		return pathValue{kind: tailValue, text: r.text}, l.text == ""
	})
}

// joinPaths is path/name.
func joinPaths(left, right []pathValue) []pathValue {
	if len(left) == 0 {
		left = []pathValue{{kind: tailValue}}
	}
	return pairs(left, right, func(l, r pathValue) (pathValue, bool) {
		switch {
		case r.kind == rootedValue || strings.HasPrefix(r.text, "/") || l.kind == textValue && l.text == "":
			return r, true
		case r.kind == tailValue:
			return r, true
		}
		return pathValue{kind: l.kind, text: path.Join(l.text, strings.ReplaceAll(r.text, "\\", "/"))}, true
	})
}

func pairs(left, right []pathValue, combine func(l, r pathValue) (pathValue, bool)) []pathValue {
	var out []pathValue
	for _, l := range left {
		for _, r := range right {
			if v, ok := combine(l, r); ok && len(out) < maxPathValues {
				out = append(out, v)
			}
		}
	}
	return out
}
