package audit

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// date is a calendar day as text.
type date string

// maxDepth bounds how far constants are followed through names.
const maxDepth = 8

// constant evaluates an expression that only literals and constants of modules decide: strings, numbers, lists, days,
// slices of lists.
func (a *auditor) constant(fn *flow.Function, e python.Expr) (any, bool) {
	return a.constantAt(fn, e, 0)
}

func (a *auditor) constantAt(fn *flow.Function, e python.Expr, depth int) (any, bool) {
	if depth > maxDepth {
		return nil, false
	}
	switch e := e.(type) {
	case *python.Constant:
		return literalValue(e)
	case *python.UnaryOp:
		v, ok := a.constantAt(fn, e.Operand, depth+1)
		return negated(e.Op, v, ok)
	case *python.List:
		return a.constants(fn, e.Elts, depth)
	case *python.Tuple:
		return a.constants(fn, e.Elts, depth)
	case *python.BinOp:
		return a.sum(fn, e, depth)
	case *python.Name:
		return a.named(fn, e, depth)
	case *python.Subscript:
		return a.item(fn, e, depth)
	case *python.Call:
		return a.called(fn, e, depth)
	}
	return nil, false
}

func literalValue(e *python.Constant) (any, bool) {
	switch e.Kind {
	case python.Str:
		return e.Text, true
	case python.True, python.False:
		return e.Kind == python.True, true
	case python.Int:
		n, err := strconv.Atoi(strings.ReplaceAll(e.Text, "_", ""))
		return n, err == nil
	case python.Float:
		v, err := strconv.ParseFloat(strings.ReplaceAll(e.Text, "_", ""), 64)
		return v, err == nil
	}
	return nil, false
}

func negated(op python.UnaryOperator, v any, ok bool) (any, bool) {
	if !ok || op != python.USub {
		return nil, false
	}
	switch v := v.(type) {
	case int:
		return -v, true
	case float64:
		return -v, true
	}
	return nil, false
}

func (a *auditor) constants(fn *flow.Function, elts []python.Expr, depth int) (any, bool) {
	out := []any{}
	for _, e := range elts {
		v, ok := a.constantAt(fn, e, depth+1)
		if !ok {
			return nil, false
		}
		out = append(out, v)
	}
	return out, true
}

// sum joins two constant lists or texts, and calculates with whole numbers.
func (a *auditor) sum(fn *flow.Function, e *python.BinOp, depth int) (any, bool) {
	left, ok1 := a.constantAt(fn, e.Left, depth+1)
	right, ok2 := a.constantAt(fn, e.Right, depth+1)
	if x, whole := left.(int); whole {
		y, both := right.(int)
		return calculated(e.Op, x, y), ok1 && ok2 && both && slices.Contains([]python.Operator{python.Add, python.Sub, python.Mult}, e.Op)
	}
	if !ok1 || !ok2 || e.Op != python.Add {
		return nil, false
	}
	switch left := left.(type) {
	case []any:
		if more, ok := right.([]any); ok {
			return append(append([]any{}, left...), more...), true
		}
	case string:
		if more, ok := right.(string); ok {
			return left + more, true
		}
	}
	return nil, false
}

func calculated(op python.Operator, x, y int) int {
	switch op {
	case python.Sub:
		return x - y
	case python.Mult:
		return x * y
	}
	return x + y
}

// named follows a name to the one assignment that gives its value, also in another file of the app.
func (a *auditor) named(fn *flow.Function, e *python.Name, depth int) (any, bool) {
	sym := fn.Module.Names.Variable(e)
	if sym == nil {
		return nil, false
	}
	return a.valueOf(fn.Module, sym, depth)
}

func (a *auditor) valueOf(m *flow.Module, sym *flow.Symbol, depth int) (any, bool) {
	if len(sym.Bindings) != 1 || depth > maxDepth {
		return nil, false
	}
	b := sym.Bindings[0]
	if b.Import != nil {
		from := a.App.Resolve(m, b.Import.Module, b.Import.Level)
		if from == nil || b.Import.Name == "" {
			return nil, false
		}
		other := from.Names.Top.Symbols[b.Import.Name]
		if other == nil {
			return nil, false
		}
		return a.valueOf(from, other, depth+1)
	}
	var value python.Expr
	switch s := b.Stmt.(type) {
	case *python.Assign:
		if _, name := s.Targets[0].(*python.Name); !name {
			return nil, false
		}
		value = s.Value
	case *python.AnnAssign:
		value = s.Value
	}
	in := m.Body
	if value == nil {
		return nil, false
	}
	return a.constantAt(in, value, depth+1)
}

// item is an element or a part of a constant list.
func (a *auditor) item(fn *flow.Function, e *python.Subscript, depth int) (any, bool) {
	v, ok := a.constantAt(fn, e.Value, depth+1)
	list, isList := v.([]any)
	if !ok || !isList {
		return nil, false
	}
	if part, isSlice := e.Slice.(*python.Slice); isSlice {
		from, ok1 := a.bound(fn, part.Lower, 0)
		to, ok2 := a.bound(fn, part.Upper, len(list))
		if !ok1 || !ok2 || part.Step != nil {
			return nil, false
		}
		if from < 0 {
			from += len(list)
		}
		if to < 0 {
			to += len(list)
		}
		if from < 0 || to > len(list) || from > to {
			return nil, false
		}
		return list[from:to], true
	}
	n, ok := a.constantAt(fn, e.Slice, depth+1)
	i, isInt := n.(int)
	if !ok || !isInt || i < 0 || i >= len(list) {
		return nil, false
	}
	return list[i], true
}

func (a *auditor) bound(fn *flow.Function, e python.Expr, absent int) (int, bool) {
	if e == nil {
		return absent, true
	}
	v, ok := a.constantAt(fn, e, maxDepth)
	n, isInt := v.(int)
	return n, ok && isInt
}

// called evaluates date(2025, 1, 1), list(…) and the paths beside a file.
func (a *auditor) called(fn *flow.Function, e *python.Call, depth int) (any, bool) {
	_, name := calleeOf(e.Func)
	var args []any
	for _, arg := range e.Args {
		v, ok := a.constantAt(fn, arg, depth+1)
		if !ok {
			return nil, false
		}
		args = append(args, v)
	}
	switch {
	case len(e.Keywords) > 0:
	case (name == "date" || name == "datetime") && len(args) == 3:
		y, ok1 := args[0].(int)
		m, ok2 := args[1].(int)
		d, ok3 := args[2].(int)
		return date(fmt.Sprintf("%04d-%02d-%02d", y, m, d)), ok1 && ok2 && ok3
	case (name == "list" || name == "sorted") && len(args) == 1 && name == "list":
		return args[0], true
	case name == "range" && len(args) > 0 && len(args) < 3:
		return counted(args)
	}
	return nil, false
}

func counted(args []any) (any, bool) {
	from := 0
	to, ok := args[len(args)-1].(int)
	if len(args) == 2 {
		from, ok = args[0].(int)
	}
	if !ok || to-from > 200 || to < from {
		return nil, false
	}
	out := []any{}
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out, true
}

// beside is the path, from the app's folder, of a file that an expression names beside the module: literal text,
// Path(__file__).with_name("x"), Path(__file__).parent / "x".
func (a *auditor) beside(m *flow.Module, e python.Expr) (string, bool) {
	switch e := e.(type) {
	case *python.Constant:
		text, ok := stringOf(e)
		return text, ok
	case *python.FormattedValue:
		return a.beside(m, e.Value)
	case *python.JoinedStr:
		var b strings.Builder
		for _, part := range e.Values {
			text, ok := a.beside(m, part)
			if !ok {
				return "", false
			}
			b.WriteString(text)
		}
		return b.String(), true
	case *python.Name:
		if v, ok := a.named(m.Body, e, 0); ok {
			text, isText := v.(string)
			return text, isText
		}
	case *python.Call:
		method, ok := e.Func.(*python.Attribute)
		if ok && method.Attr == "with_name" && len(e.Args) == 1 && isOwnPath(method.Value) {
			name, literal := stringOf(e.Args[0])
			return path.Join(path.Dir(m.Path), name), literal
		}
	case *python.BinOp:
		name, literal := stringOf(e.Right)
		parent, ok := e.Left.(*python.Attribute)
		if ok && literal && e.Op == python.Div && parent.Attr == "parent" && isOwnPath(parent.Value) {
			return path.Join(path.Dir(m.Path), name), true
		}
	}
	return "", false
}

// isOwnPath recognises Path(__file__), also resolved.
func isOwnPath(e python.Expr) bool {
	call, ok := e.(*python.Call)
	if !ok {
		return false
	}
	if method, isMethod := call.Func.(*python.Attribute); isMethod && (method.Attr == "resolve" || method.Attr == "absolute") {
		return isOwnPath(method.Value)
	}
	if len(call.Args) != 1 {
		return false
	}
	name, ok := call.Args[0].(*python.Name)
	return ok && name.ID == "__file__"
}
