package audit

import (
	"slices"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// oneName is the pattern of a text that is one name in a folder: no way out of it, and nothing hidden.
const oneName = `(?:[^/\\.][^/\\]*)?`

const confinedHow = "which the app alone chooses; give it `enum` or `pattern`, and `kept: false`"

// namedAt is a text that a function is given and that becomes part of what names something outside.
type namedAt struct {
	parameter string
	what      string // "a path"
	at        string
	within    bool // it is a part of a name that the function makes around it, as in FOLDER / f"{day}.csv"
}

// confine holds a text that names something outside and that the app alone chooses, from a list that it made or in its
// code: any caller could send another one. One name in a folder is held to be one; else the function stays. A path or an
// address that people type into the app may be any there already, and has rules of its own.
func (a *auditor) confine(p *Parameter, fn *flow.Function, given []argumentAt) {
	texts := []string{"string", "text", "list[string]"}
	if !slices.Contains(texts, p.Type) || len(p.Enum) > 0 {
		return
	}
	typed := a.isTyped(given)
	for _, n := range a.namesOf(fn) {
		address := n.what == "a path" || n.what == "a URL"
		switch {
		case n.parameter != p.Name || n.what == "a URL" && n.within || address && typed:
		case n.what == "a path" && n.within && p.Type != "list[string]":
			p.Pattern = oneName
		default:
			p.Because = p.Type + " that becomes " + n.what + " at " + n.at + ", " + confinedHow
			p.Type, p.Pattern = "", ""
			return
		}
	}
}

// isTyped reports whether one of the values is what somebody types.
func (a *auditor) isTyped(given []argumentAt) bool {
	return slices.ContainsFunc(given, func(g argumentAt) bool {
		return slices.ContainsFunc(a.sourcesOf(g.in, g.expr), func(src origin) bool {
			call, ok := src.node.(*python.Call)
			if !ok || src.kind != "widget" {
				return false
			}
			c := a.Program.CallOf(call)
			return c != nil && c.Entry != nil && (c.Entry.Widget == "text" || c.Entry.Widget == "chat")
		})
	})
}

// namesOf says which parameters of a function become names of something outside, in it or in what it calls.
func (a *auditor) namesOf(fn *flow.Function) []namedAt {
	if known, ok := a.naming[fn]; ok {
		return known
	}
	a.naming[fn] = nil // one that calls itself adds nothing
	var out []namedAt
	def := fn.Def()
	if def == nil {
		return nil
	}
	texts := textsOf(fn)
	for _, arg := range slices.Concat(def.Params.PosOnly, def.Params.Args, def.Params.KwOnly) {
		for _, c := range fn.Calls {
			if len(c.Callees) == 0 {
				parts, what := namedBy(c)
				for _, e := range parts {
					if texts.feeds(e, arg.Name, nil) {
						out = append(out, namedAt{arg.Name, what, at(fn.Module, c.Node), texts.within(e, arg.Name, nil)})
					}
				}
				continue
			}
			for _, callee := range c.Callees {
				for _, n := range a.namesOf(callee) {
					e, _ := flow.ArgumentFor(callee, c, n.parameter)
					if e != nil && texts.feeds(e, arg.Name, nil) {
						out = append(out, namedAt{arg.Name, n.what, n.at, n.within || texts.within(e, arg.Name, nil)})
					}
				}
			}
		}
	}
	a.naming[fn] = out
	return out
}

// texts are the values that a function's names get, by name.
type texts map[string][]python.Expr

func textsOf(fn *flow.Function) texts {
	found := texts{}
	flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
		switch s := s.(type) {
		case *python.Assign:
			for _, target := range s.Targets {
				if name, ok := target.(*python.Name); ok {
					found[name.ID] = append(found[name.ID], s.Value)
				}
			}
		case *python.AugAssign:
			if name, ok := s.Target.(*python.Name); ok {
				found[name.ID] = append(found[name.ID], s.Value)
			}
		case *python.AnnAssign:
			if name, ok := s.Target.(*python.Name); ok && s.Value != nil {
				found[name.ID] = append(found[name.ID], s.Value)
			}
		}
		return true
	})
	return found
}

// feeds reports whether the text of a parameter becomes part of an expression's: not where it only chooses, as the key of
// a table does, or where it is made a number.
func (t texts) feeds(e python.Expr, parameter string, through []string) bool {
	switch e := e.(type) {
	case *python.Name:
		if e.ID == parameter {
			return true
		}
		return !slices.Contains(through, e.ID) && slices.ContainsFunc(t[e.ID], func(value python.Expr) bool {
			return t.feeds(value, parameter, append(through, e.ID))
		})
	case *python.Subscript:
		return t.feeds(e.Value, parameter, through)
	case *python.Compare, *python.Lambda:
		return false
	case *python.IfExp:
		return t.feeds(e.Body, parameter, through) || t.feeds(e.OrElse, parameter, through)
	case *python.Call:
		if name, ok := e.Func.(*python.Name); ok && slices.Contains([]string{"int", "float", "len", "bool", "isinstance", "hash"}, name.ID) {
			return false
		}
	}
	found := false
	flow.EachInner(e, func(inner python.Expr) { found = found || t.feeds(inner, parameter, through) })
	return found
}

// within reports whether the parameter is only a part of the name that an expression makes: a string around it, or a
// folder before it.
func (t texts) within(e python.Expr, parameter string, through []string) bool {
	if !t.feeds(e, parameter, through) {
		return true
	}
	switch e := e.(type) {
	case *python.Name:
		return e.ID != parameter && !slices.ContainsFunc(t[e.ID], func(value python.Expr) bool {
			return !slices.Contains(through, e.ID) && !t.within(value, parameter, append(through, e.ID))
		})
	case *python.JoinedStr:
		return true
	case *python.BinOp:
		return e.Op == python.Add || e.Op == python.Mod || e.Op == python.Div && t.within(e.Left, parameter, through)
	case *python.Call:
		method, ok := e.Func.(*python.Attribute)
		if ok && (method.Attr == "join" || method.Attr == "format" || method.Attr == "with_name" || method.Attr == "joinpath") {
			return method.Attr != "join" || len(e.Args) == 0 || t.within(e.Args[0], parameter, through)
		}
	}
	whole := true
	flow.EachInner(e, func(inner python.Expr) { whole = whole && t.within(inner, parameter, through) })
	return whole
}
