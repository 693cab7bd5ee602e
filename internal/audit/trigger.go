package audit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// The triggers: what makes the page ask for an operation.
const (
	onRender = "render"
	onButton = "button"
	onForm   = "form"
	onUpload = "upload"
	onChat   = "chat"
	onEvent  = "event"
	onImport = "import"
)

func itoa(n int) string { return strconv.Itoa(n) }

// trigger says what makes a place of the user interface run.
func (a *auditor) trigger(fn *flow.Function, node python.Node) string {
	for s := a.spotOf(fn, node); s != nil; s = s.parent {
		if s.parent == nil {
			break
		}
		if t := a.triggerOf(fn, s); t != "" {
			return t
		}
	}
	return a.triggerOfFunction(fn)
}

// triggerOfFunction says what makes a function run: that of its callers, when one is known.
func (a *auditor) triggerOfFunction(fn *flow.Function) string {
	if known, ok := a.triggers[fn]; ok {
		return known
	}
	a.triggers[fn] = onRender
	if fn.Node == python.Node(fn.Module.File.Module) {
		if !a.isUI(fn) {
			a.triggers[fn] = onImport
		}
		return a.triggers[fn]
	}
	found := ""
	for _, s := range a.callers[fn] {
		t := onRender
		if s.call == nil {
			t = a.callback(s)
		} else {
			t = a.trigger(s.in, s.node)
		}
		if found == "" || found == onRender {
			found = t
		}
	}
	if found == "" {
		if _, lambda := fn.Node.(*python.Lambda); lambda && fn.Outer != nil {
			found = a.triggerOfFunction(fn.Outer)
		} else {
			found = onRender
		}
	}
	a.triggers[fn] = found
	return found
}

// callback says what runs a function that is handed to a widget.
func (a *auditor) callback(s site) string {
	spot := a.spotOf(s.in, s.node)
	if spot == nil {
		return onRender
	}
	out := onRender
	flow.EachExpression(spot.stmt, func(e python.Expr) {
		call, ok := e.(*python.Call)
		if !ok || !slices.ContainsFunc(call.Keywords, func(k *python.Keyword) bool {
			return strings.HasPrefix(k.Name, "on_") && k.Value.Span().Start <= s.node.Span().Start && s.node.Span().End <= k.Value.Span().End
		}) {
			return
		}
		switch c := a.Program.CallOf(call); {
		case c == nil || c.Entry == nil || c.Entry.Widget == "":
		case c.Entry.Name == "streamlit.form_submit_button":
			out = onForm
		case c.Entry.Widget == "trigger":
			out = onButton
		default:
			out = onEvent
		}
	})
	return out
}

// triggerOf says whether an if around a statement asks for a press, a message or an upload.
func (a *auditor) triggerOf(fn *flow.Function, s *spot) string {
	branch, ok := s.parent.stmt.(*python.If)
	if !ok || s.block != 0 {
		return ""
	}
	return a.triggerIn(fn, branch.Test)
}

// triggerIn finds a trigger in a condition: a call, or a name that holds the answer of one.
func (a *auditor) triggerIn(fn *flow.Function, test python.Expr) string {
	out := ""
	note := func(t string) {
		if out == "" || out == onUpload && t != "" {
			out = t // a press decides, where both are asked
		}
	}
	flow.EachPart(test, func(e python.Expr) {
		switch e := e.(type) {
		case *python.Call:
			note(a.triggerCall(e))
		case *python.Name:
			note(a.triggerName(fn, e))
		}
	})
	return out
}

func (a *auditor) triggerCall(e *python.Call) string {
	c := a.Program.CallOf(e)
	if c == nil || c.Entry == nil {
		return ""
	}
	switch {
	case c.Entry.Name == "streamlit.form_submit_button":
		return onForm
	case c.Entry.Widget == "trigger":
		return onButton
	case c.Entry.Widget == "chat":
		return onChat
	case c.Entry.Widget == "file":
		return onUpload
	case c.Entry.Widget == "selection" && c.Argument("on_select") != nil:
		return onEvent
	}
	return ""
}

// triggerName looks at what a name was given: the answer of a button that was asked before.
func (a *auditor) triggerName(fn *flow.Function, name *python.Name) string {
	sym := fn.Module.Names.Variable(name)
	if sym == nil {
		return ""
	}
	out := ""
	for _, b := range sym.Bindings {
		var value python.Expr
		switch s := b.Stmt.(type) {
		case *python.Assign:
			value = s.Value
		case *python.AnnAssign:
			value = s.Value
		}
		if named, ok := b.Node.(*python.Name); ok && value == nil {
			value = a.walrus(fn, named)
		}
		if call, ok := value.(*python.Call); ok {
			if t := a.triggerCall(call); t != "" {
				out = t
			}
		}
	}
	return out
}

// walrus is the value of `name := value`.
func (a *auditor) walrus(fn *flow.Function, name *python.Name) python.Expr {
	spot := a.spotOf(fn, name)
	if spot == nil {
		return nil
	}
	var out python.Expr
	flow.EachExpression(spot.stmt, func(e python.Expr) {
		if named, ok := e.(*python.NamedExpr); ok && named.Target == name {
			out = named.Value
		}
	})
	return out
}
