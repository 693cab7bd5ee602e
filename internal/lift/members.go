package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// heldClass is a class that is needed, with its module.
type heldClass struct {
	module *flow.Module
	class  *python.ClassDef
}

// divisible reports whether a class may move without the methods that nothing on the service mentions: nothing
// outside the app calls them.
func (c *closure) divisible(module *flow.Module, def *python.ClassDef) bool {
	if c.movesWhole(module) || len(def.Decorators) > 0 {
		return false
	}
	for _, class := range c.Program.Classes {
		if class.Node == def {
			return !class.Foreign()
		}
	}
	return false
}

// class needs what a class holds besides methods, and the methods that are mentioned, now or later.
func (c *closure) class(module *flow.Module, def *python.ClassDef) {
	p := c.part(module)
	p.classes = joined(p.classes, map[python.Stmt]bool{def: true})
	c.classes = append(c.classes, heldClass{module, def})
	header := def.Span()
	header.End = def.Body[0].Span().Start
	c.span(module, header)
	for _, member := range def.Body {
		if _, method := member.(*python.FunctionDef); !method {
			c.body(module, member)
		}
	}
	c.members(module, def)
}

// members needs the methods of a class that are mentioned, and those that Python calls by itself.
func (c *closure) members(module *flow.Module, def *python.ClassDef) {
	for _, member := range def.Body {
		method, ok := member.(*python.FunctionDef)
		if !ok || c.looked[member] || !c.any && !c.called[method.Name] && !strings.HasPrefix(method.Name, "__") {
			continue
		}
		c.looked[member] = true
		p := c.part(module)
		p.methods = joined(p.methods, map[python.Stmt]bool{member: true})
		c.body(module, member)
	}
}

// mentions notes the attributes within a span, which may be methods of classes that are needed.
func (c *closure) mentions(module *flow.Module, span diag.Span) {
	grown := false
	for _, attribute := range within(c.index(module).attributes, span) {
		if !c.called[attribute.Attr] {
			c.called[attribute.Attr], grown = true, true
		}
	}
	for _, name := range within(c.index(module).names, span) {
		if !c.any && slices.Contains(reflecting(), name.ID) {
			c.any, grown = true, true
		}
	}
	if !grown {
		return
	}
	for i := 0; i < len(c.classes); i++ {
		c.members(c.classes[i].module, c.classes[i].class)
	}
}

// reflecting are builtins that find attributes by names which the text need not show.
func reflecting() []string {
	return []string{"getattr", "hasattr", "setattr", "delattr", "vars", "dir"}
}

// without takes methods out of a class, with the comments right above them. A class needs a body: of one that loses
// all of it a pass is left.
func without(text string, body []python.Stmt, gone func(python.Stmt) bool) []python.Edit {
	var edits []python.Edit
	for i := 0; i < len(body); i++ {
		if !gone(body[i]) {
			continue
		}
		first := i
		for i+1 < len(body) && gone(body[i+1]) {
			i++
		}
		start, end := withComments(text, whole(body[first])), lines(text, whole(body[i])).End
		switch {
		case first == 0 && i == len(body)-1:
			at := lines(text, whole(body[0])).Start
			edits = append(edits, python.Edit{Start: start, End: end, Text: text[at:at+indentation(text[at:])] + "pass"})
		case first == 0:
			edits = append(edits, python.Edit{Start: start, End: withComments(text, whole(body[i+1]))})
		default:
			for start > 1 && strings.TrimSpace(text[strings.LastIndexByte(text[:start-1], '\n')+1:start-1]) == "" {
				start = strings.LastIndexByte(text[:start-1], '\n') + 1
			}
			edits = append(edits, python.Edit{Start: start - 1, End: end}) // from the end of the line before
		}
	}
	return edits
}

// withComments is where a statement's lines begin, or the comments right above them.
func withComments(text string, span diag.Span) int {
	start := lines(text, span).Start
	for start > 0 {
		above := lines(text, diag.Span{Start: start - 1, End: start - 1})
		if !strings.HasPrefix(strings.TrimSpace(text[above.Start:above.End]), "#") {
			break
		}
		start = above.Start
	}
	return start
}
