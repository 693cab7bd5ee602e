// Package packdev checks and tests packs for those who write them. It reads packs and writes nothing.
package packdev

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/pack"
)

// checker follows the types of the view through the templates of a pack.
type checker struct {
	pack     *pack.Pack
	own      map[string]*diag.Source // sources of the templates that are checked
	trees    map[string]*parse.Tree  // by the name that templates are called by
	files    map[string]string       // path of the template by that name
	found    diag.List
	visited  map[string]bool // template and type of its dot
	called   map[string]bool // partials
	going    map[string]bool // deprecated fields
	used     map[string]bool // parameters
	template string          // being walked
	language string          // of the file that it makes
}

var (
	textType   = reflect.TypeFor[view.Text]()
	stringType = reflect.TypeFor[string]()
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
)

// rootType is what the templates of a row see.
func rootType(each pack.Each) reflect.Type {
	switch each {
	case pack.EachGroup:
		return reflect.TypeFor[view.GroupFile]()
	case pack.EachPage:
		return reflect.TypeFor[view.PageFile]()
	case pack.EachOperation:
		return reflect.TypeFor[view.OperationFile]()
	}
	return reflect.TypeFor[view.View]()
}

// scope is the variables in sight, innermost last.
type scope []variable

type variable struct {
	name string
	typ  reflect.Type
	node parse.Node
	used *bool
}

func (s scope) find(name string) (variable, bool) {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i].name == name {
			return s[i], true
		}
	}
	return variable{}, false
}

// fail reports a node of the template that is walked, if it is one that is checked.
func (c *checker) fail(node parse.Node, rule, message, advice string) {
	src, own := c.own[c.template]
	if !own {
		return
	}
	at := int(node.Position())
	d := diag.At(src, diag.Span{Start: at, End: at + 1}, message, advice)
	d.Rule = rule
	c.found = append(c.found, d)
}

// walk checks a template whose dot has a type.
func (c *checker) walk(name string, dot reflect.Type) {
	key := name + " " + c.language + " " + fmt.Sprint(dot)
	tree := c.trees[name]
	if c.visited[key] || tree == nil || tree.Root == nil {
		return
	}
	c.visited[key] = true
	before := c.template
	c.template = c.files[name]
	root := variable{name: "$", typ: dot, used: new(bool)}
	*root.used = true
	c.list(tree.Root, dot, scope{root}, 0)
	c.template = before
}

func (c *checker) list(n *parse.ListNode, dot reflect.Type, vars scope, depth int) {
	if n == nil {
		return
	}
	first := len(vars)
	for _, child := range n.Nodes {
		vars = c.node(child, dot, vars, depth)
	}
	for _, v := range vars[first:] {
		c.unused(v)
	}
}

func (c *checker) unused(v variable) {
	if !*v.used {
		c.fail(v.node, "unused-variable", fmt.Sprintf("variable %q is never read", v.name), "delete it")
	}
}

// node checks one node and gives the variables in sight after it.
func (c *checker) node(node parse.Node, dot reflect.Type, vars scope, depth int) scope {
	switch n := node.(type) {
	case *parse.ActionNode:
		typ, vars := c.pipe(n.Pipe, dot, vars)
		if len(n.Pipe.Decl) == 0 {
			c.printed(n, typ)
		}
		return vars
	case *parse.IfNode:
		_, inner := c.pipe(n.Pipe, dot, vars)
		c.deep(n, depth)
		c.branch(n.BranchNode, dot, dot, branchScope{outer: vars, inner: inner, depth: depth + 1})
	case *parse.WithNode:
		typ, inner := c.pipe(n.Pipe, dot, vars)
		c.deep(n, depth)
		c.branch(n.BranchNode, typ, dot, branchScope{outer: vars, inner: inner, depth: depth + 1})
	case *parse.RangeNode:
		c.deep(n, depth)
		c.ranged(n, dot, vars, depth+1)
	case *parse.TemplateNode:
		typ := reflect.Type(nil)
		if n.Pipe != nil {
			typ, _ = c.pipe(n.Pipe, dot, vars)
		}
		c.called[n.Name] = true
		if c.trees[n.Name] == nil {
			c.fail(n, "unknown-partial", fmt.Sprintf("there is no template %q", n.Name), near(n.Name, c.partials()))
			break
		}
		c.walk(n.Name, typ)
	}
	return vars
}

// branchScope is the variables around and in a branch.
type branchScope struct {
	outer, inner scope
	depth        int
}

func (c *checker) branch(n parse.BranchNode, dot, other reflect.Type, s branchScope) {
	c.list(n.List, dot, s.inner, s.depth)
	c.list(n.ElseList, other, s.inner, s.depth-1) // `else if` is no deeper
	for _, v := range s.inner[len(s.outer):] {
		c.unused(v)
	}
}

// maxDeep is how deep conditions and loops of a template may nest before nobody can read it.
const maxDeep = 6

func (c *checker) deep(n parse.Node, depth int) {
	if depth == maxDeep {
		c.fail(n, "depth", fmt.Sprintf("actions nest over %d deep", maxDeep), "move a part into a partial, or a condition into the view")
	}
}

// ranged checks a range and its body.
func (c *checker) ranged(n *parse.RangeNode, dot reflect.Type, vars scope, depth int) {
	declared := n.Pipe.Decl
	pipe := *n.Pipe
	pipe.Decl = nil
	typ, _ := c.pipe(&pipe, dot, vars)
	var key, elem reflect.Type
	switch t := under(typ); {
	case t == nil:
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Array:
		key, elem = intType, t.Elem()
	case t.Kind() == reflect.Map:
		key, elem = t.Key(), t.Elem()
	case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
		c.fail(n, "range-bound", "ranges over a number", "range over what the view lists")
	default:
		c.fail(n, "range", fmt.Sprintf("ranges over %s, which is no list", nameOf(t)), "range over a list of the view")
	}
	inner := slices.Clone(vars)
	for i, d := range declared {
		v := variable{name: d.Ident[0], typ: elem, node: d, used: new(bool)}
		if len(declared) == 2 && i == 0 {
			v.typ = key
		}
		*v.used = len(declared) == 2 // one is often there for its neighbour
		inner = append(inner, v)
	}
	c.branch(n.BranchNode, elem, dot, branchScope{outer: vars, inner: inner, depth: depth})
}

// printed checks what an action prints.
func (c *checker) printed(n parse.Node, typ reflect.Type) {
	t := under(typ)
	switch {
	case t == nil:
	case t == textType:
		c.fail(n, "unquoted", "outside text is printed without a quoting function", "quote it for the language it lands in, as `py` or `yaml`")
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Slice || t.Kind() == reflect.Map:
		c.fail(n, "no-text", fmt.Sprintf("prints %s, which is no text", nameOf(t)), "print one of its fields")
	}
}

// under is a type without pointers; nil for what is not known.
func under(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t != nil && t.Kind() == reflect.Interface {
		return nil
	}
	return t
}

// nameOf is a type as people know it.
func nameOf(t reflect.Type) string {
	if t.Kind() == reflect.Slice {
		return "a list of " + t.Elem().Name()
	}
	return t.Name()
}

func (c *checker) partials() []string {
	var names []string
	for name, file := range c.files {
		if name != file {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// near is advice with the nearest of some names.
func near(name string, names []string) string {
	if n := diag.Nearest(name, names); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	return ""
}

// quoting gives the functions of templates with the language that each quotes for.
func quoting() map[string]string { return generator.Languages() }

// fits reports whether a quoting function may stand in a file of a language.
func fits(function, language string) bool {
	switch {
	case language == "" || function == language || function == "comment":
		return true
	case language == "py":
		return strings.HasPrefix(function, "py") || function == "doc" || function == "json"
	case language == "yaml" || language == "docker":
		return function == "sh" || function == "json"
	case language == "md":
		return function == "sh" // in a block of commands
	}
	return false
}
