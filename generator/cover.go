package generator

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"

	"github.com/streamlift/streamlift/internal/pack"
)

// Coverage remembers which branches of a pack's templates were ever rendered.
type Coverage struct {
	mutex    sync.Mutex
	branches []Branch
	index    map[string]int
}

// Branch is a part of a template that a condition or a loop chooses, or the whole of it.
type Branch struct {
	Template string
	Line     int
	What     string // the action, as "if .Service.SQL"; empty for the template as a whole
	Else     bool   // the side that is taken when it does not hold
	Rendered bool
}

// NewCoverage begins with nothing rendered.
func NewCoverage() *Coverage { return &Coverage{index: map[string]int{}} }

// Branches lists all branches by template and line.
func (c *Coverage) Branches() []Branch { return slices.Clone(c.branches) }

// coverName is the function that marks a branch; templates of packs cannot call it, for it is no name of theirs.
const coverName = "cover__"

// Cover renders as Render does, in this process, and marks what was rendered.
func Cover(in Input, c *Coverage) error {
	v, err := viewOf(in)
	if err != nil {
		return err
	}
	r := &renderer{pack: in.Pack, view: v, cover: c}
	_, err = r.render()
	return err
}

// instrument has every branch of the templates mark itself.
func (c *Coverage) instrument(set *template.Template, sources []pack.Template) {
	set.Funcs(template.FuncMap{coverName: func(i int) string {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		c.branches[i].Rendered = true
		return ""
	}})
	for _, source := range sources {
		name, partial := source.Partial()
		if !partial {
			name = source.Name
		}
		if t := set.Lookup(name); t != nil && t.Tree != nil {
			c.mark(t.Root, Branch{Template: source.Name, Line: 1})
			c.visit(t.Root, source)
		}
	}
}

// mark puts a branch's mark before its first node.
func (c *Coverage) mark(list *parse.ListNode, b Branch) {
	key := fmt.Sprint(b.Template, b.Line, b.What, b.Else)
	i, known := c.index[key]
	if !known {
		i = len(c.branches)
		c.index[key] = i
		c.branches = append(c.branches, b)
	}
	marks, err := parse.Parse("mark", fmt.Sprintf("{{%s %d}}", coverName, i), "", "", map[string]any{coverName: fmt.Sprint})
	if err != nil {
		panic("the mark is a template: " + err.Error())
	}
	list.Nodes = append(slices.Clone(marks["mark"].Root.Nodes), list.Nodes...)
}

func (c *Coverage) visit(list *parse.ListNode, source pack.Template) {
	if list == nil {
		return
	}
	both := func(what string, b *parse.BranchNode) {
		line := 1 + strings.Count(source.Text[:min(int(b.Pipe.Position()), len(source.Text))], "\n")
		c.visit(b.List, source)
		c.visit(b.ElseList, source)
		if b.ElseList == nil {
			b.ElseList = &parse.ListNode{NodeType: parse.NodeList, Pos: b.Pos}
		}
		at := Branch{Template: source.Name, Line: line, What: what + " " + b.Pipe.String()}
		c.mark(b.List, at)
		at.Else = true
		c.mark(b.ElseList, at)
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.IfNode:
			both("if", &n.BranchNode)
		case *parse.RangeNode:
			both("range", &n.BranchNode)
		case *parse.WithNode:
			both("with", &n.BranchNode)
		}
	}
}
