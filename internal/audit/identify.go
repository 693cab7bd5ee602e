package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// behind is the id that a page cuts out of the label that a user chose, or looks up under it.
type behind struct {
	name string
	typ  string
	at   python.Stmt // where it is cut out
}

// idBehind finds the id behind the label that a widget gives: `int(label.split(":")[0])`, `ids[label]`. A caller sends the
// id; the label is for people.
func (a *auditor) idBehind(src origin) (behind, bool) {
	var found behind
	if src.variable == "" || !slices.Contains([]string{"selectbox", "radio", "select_slider"}, src.widget) {
		return found, false
	}
	flow.EachStatement(bodyOf(src.in), func(s python.Stmt) bool {
		assign, ok := s.(*python.Assign)
		if ok && found.at == nil && s.Span().Start > src.node.Span().Start && len(assign.Targets) == 1 && a.cutsOut(src.in, assign.Value, src.variable) {
			if name, isName := assign.Targets[0].(*python.Name); isName {
				found = behind{name: idName(name.ID, src), typ: typeName(a.Program.TypeOf(src.in, assign.Value)), at: s}
			}
		}
		_, inner := s.(*python.FunctionDef)
		return !inner
	})
	return found, found.at != nil
}

// idName is what the id is called: as in the page, where that says anything.
func idName(target string, src origin) string {
	if len(target) > 2 && target != "idx" && target != "index" {
		return identifier(target)
	}
	base := identifier(src.label)
	if base == "" {
		base = identifier(src.variable)
	}
	return base + "_id"
}

// cutsOut reports whether an expression takes a part of the text that a variable holds, or what stands under it in a dict.
func (a *auditor) cutsOut(fn *flow.Function, e python.Expr, variable string) bool {
	found := false
	flow.EachPart(e, func(part python.Expr) {
		switch part := part.(type) {
		case *python.Subscript:
			call, ok := part.Value.(*python.Call)
			if ok && isSplit(call, variable) {
				found = true
			}
			if isVariable(part.Slice, variable) && shapeOf(a.Program.TypeOf(fn, part.Value)) == "record" {
				found = true
			}
		case *python.Call:
			method, ok := part.Func.(*python.Attribute)
			if ok && method.Attr == "get" && len(part.Args) > 0 && isVariable(part.Args[0], variable) && shapeOf(a.Program.TypeOf(fn, method.Value)) == "record" {
				found = true
			}
		}
	})
	return found
}

// isSplit tells label.split(…) and its like.
func isSplit(call *python.Call, variable string) bool {
	method, ok := call.Func.(*python.Attribute)
	return ok && slices.Contains([]string{"split", "rsplit", "partition", "rpartition"}, method.Attr) && isVariable(method.Value, variable)
}

// isVariable tells a variable, also as str(variable).
func isVariable(e python.Expr, variable string) bool {
	if call, ok := e.(*python.Call); ok && len(call.Args) == 1 {
		if _, name := calleeOf(call.Func); name == "str" {
			e = call.Args[0]
		}
	}
	name, ok := e.(*python.Name)
	return ok && name.ID == variable
}

// identify gives a parameter of a region the id behind its label. Where the region needs the label too, a person must say
// which of both a caller sends.
func (a *auditor) identify(r *region, op *Operation, src origin, p *Parameter) {
	id, ok := a.idBehind(src)
	if !ok {
		return
	}
	if src.in == r.fn && a.needsLabel(r, src.variable, id.at) {
		if op.NeedsPerson == nil {
			reason := fmt.Sprintf("it needs the label chosen at %s and what is cut out of it at %s; say which of both a caller sends", at(src.in.Module, src.node), at(src.in.Module, id.at))
			op.NeedsPerson = &reason
		}
		return
	}
	*p = Parameter{Name: id.name, Type: id.typ, Label: p.Label, Widget: p.Widget, At: p.At}
}

// needsLabel reports whether a region uses a label for more than to cut the id out of it.
func (a *auditor) needsLabel(r *region, variable string, cut python.Stmt) bool {
	used := false
	for _, s := range r.all() {
		if s == cut || r.fn.EffectsIn(headOf(s)).Any(effectsOf(catalogue.Draws, catalogue.Feedback)) {
			continue
		}
		used = used || slices.Contains(a.Program.Facts(r.fn, s).Uses, variable) && !a.cutsOutIn(r.fn, s, variable)
	}
	return used
}

func (a *auditor) cutsOutIn(fn *flow.Function, s python.Stmt, variable string) bool {
	found := false
	flow.EachExpression(s, func(e python.Expr) { found = found || a.cutsOut(fn, e, variable) })
	return found
}

// derived reports whether what a function is given for a parameter is made of the answer of a widget rather than that
// answer: bounds, choices and first values of the widget do not hold for it.
func (a *auditor) derived(fn *flow.Function, e python.Expr, depth int) bool {
	if depth > maxDepth {
		return false
	}
	switch e := e.(type) {
	case *python.Name:
		sym := fn.Module.Names.Variable(e)
		if sym == nil {
			return false
		}
		for _, b := range sym.Bindings {
			assign, ok := b.Stmt.(*python.Assign)
			if ok && len(assign.Targets) == 1 && assign.Targets[0] == b.Node && a.derived(fn, assign.Value, depth+1) {
				return true
			}
		}
	case *python.Subscript:
		return !strings.Contains(a.Program.TypeOf(fn, e.Value), "SessionState")
	case *python.BinOp, *python.JoinedStr, *python.Compare, *python.ListComp:
		return true
	case *python.Call:
		if method, ok := e.Func.(*python.Attribute); ok {
			c := a.Program.CallOf(e)
			return c != nil && c.Entry != nil && c.Entry.Library == "builtins" && !slices.Contains([]string{"strip", "lower", "upper", "title", "get"}, method.Attr)
		}
	}
	return false
}
