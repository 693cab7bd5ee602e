package audit

import (
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// keyed are the widgets of the app by the literal key under which session state holds their answers.
func (a *auditor) keyed(key string) []origin {
	if a.keys == nil {
		a.keys = map[string][]origin{}
		for _, fn := range a.Program.Functions {
			for _, c := range fn.Calls {
				if c.Entry == nil || c.Entry.Widget == "" || c.Entry.Widget == "trigger" {
					continue
				}
				if name, _ := stringOf(argument(c, "key")); name != "" {
					a.keys[name] = append(a.keys[name], a.keyedOrigin(fn, c, name))
				}
			}
		}
	}
	return a.keys[key]
}

func (a *auditor) keyedOrigin(fn *flow.Function, c *flow.Call, key string) origin {
	src := origin{kind: "widget", widget: last(c.Entry.Name), node: c.Node, in: fn, key: key, stored: true}
	src.label, _ = stringOf(argument(c, "label"))
	if c.Entry.Widget == "file" {
		src.kind = "upload"
	}
	return src
}

// message is the chat input whose message makes a place run: it is an input of what answers, however it gets there.
func (a *auditor) message(fn *flow.Function, node python.Node, seen map[*flow.Function]bool) (origin, bool) {
	if seen[fn] {
		return origin{}, false
	}
	seen[fn] = true
	for s := a.spotOf(fn, node); s != nil && s.parent != nil; s = s.parent {
		branch, ok := s.parent.stmt.(*python.If)
		if !ok || s.block != 0 {
			continue
		}
		if call := a.chatIn(fn, branch.Test); call != nil {
			return origin{kind: "widget", widget: "chat_input", node: call, in: fn, variable: a.assignedTo(fn, call)}, true
		}
	}
	for _, s := range a.callers[fn] {
		if src, ok := a.message(s.in, s.node, seen); ok {
			return src, true
		}
	}
	return origin{}, false
}

// chatIn is the chat input that a condition asks, itself or by the name of its answer.
func (a *auditor) chatIn(fn *flow.Function, test python.Expr) *python.Call {
	var found *python.Call
	note := func(e python.Expr) {
		if call, ok := e.(*python.Call); ok && a.triggerCall(call) == onChat {
			found = call
		}
	}
	flow.EachPart(test, func(e python.Expr) {
		note(e)
		name, ok := e.(*python.Name)
		if !ok {
			return
		}
		if sym := fn.Module.Names.Variable(name); sym != nil {
			for _, b := range sym.Bindings {
				if assign, isAssign := b.Stmt.(*python.Assign); isAssign {
					note(assign.Value)
				}
			}
		}
	})
	return found
}
