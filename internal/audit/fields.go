package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/sqltext"
)

// Field is one key of a record.
type Field struct {
	Name     string `json:"name"`
	Type     string `json:"type"` // as the manifest writes it; any when nothing is known
	Nullable bool   `json:"nullable,omitempty"`
	Default  any    `json:"-"` // of a field that is given, where it may be left out
}

// fieldsOf are the keys of the record that a function gives, when every return gives the same literal ones.
func (a *auditor) fieldsOf(fn *flow.Function) []Field {
	var out []Field
	returns := 0
	flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
		if r, ok := s.(*python.Return); ok {
			returns++
			out = nil
			if dict, isDict := r.Value.(*python.Dict); isDict {
				out = a.fields(fn, dict)
			}
		}
		_, inner := s.(*python.FunctionDef)
		return !inner
	})
	if returns != 1 {
		return nil
	}
	return out
}

func (a *auditor) fields(fn *flow.Function, dict *python.Dict) []Field {
	var out []Field
	seen := map[string]bool{}
	for i, key := range dict.Keys {
		name, ok := "", false
		if key != nil {
			name, ok = stringOf(key)
		}
		if !ok || seen[name] || strings.TrimSpace(name) == "" {
			return nil
		}
		seen[name] = true
		f := Field{Name: name}
		value := dict.Values[i]
		if choice, isChoice := value.(*python.IfExp); isChoice && isNone(choice.OrElse) {
			f.Nullable = true
			value = choice.Body
		}
		if typ, nullable, ok := a.scalarOf(fn, value); ok {
			f.Type, f.Nullable = typ, f.Nullable || nullable
			out = append(out, f)
			continue
		}
		for _, part := range splitUnion(a.Program.TypeOf(fn, value)) {
			switch known := typeName(part); {
			case part == "None":
				f.Nullable = true
			case known == "" || strings.HasPrefix(known, "list") || known == "file" || f.Type != "" && f.Type != known:
				f.Type = "any"
			default:
				f.Type = known
			}
		}
		if f.Type == "any" || f.Type == "" {
			f.Type, f.Nullable = "any", true
		}
		out = append(out, f)
	}
	return out
}

// scalarOf is the type of the one value that a query is asked for, as execute(…).scalar(): that of its first column.
func (a *auditor) scalarOf(fn *flow.Function, e python.Expr) (typ string, nullable, ok bool) {
	if name, isName := e.(*python.Name); isName {
		sym := fn.Module.Names.Variable(name)
		if sym == nil || len(sym.Bindings) != 1 {
			return "", false, false
		}
		assign, isAssign := sym.Bindings[0].Stmt.(*python.Assign)
		if !isAssign || len(assign.Targets) != 1 || assign.Targets[0] != sym.Bindings[0].Node {
			return "", false, false
		}
		e = assign.Value
	}
	call, isCall := e.(*python.Call)
	if !isCall || len(call.Args) > 0 {
		return "", false, false
	}
	method, isMethod := call.Func.(*python.Attribute)
	if !isMethod || !slices.Contains([]string{"scalar", "scalar_one", "scalar_one_or_none"}, method.Attr) {
		return "", false, false
	}
	asked, isCall := method.Value.(*python.Call)
	if !isCall {
		return "", false, false
	}
	c := a.Program.CallOf(asked)
	if c == nil || c.Entry == nil || c.Entry.SQL == "" || c.Argument(c.Entry.SQL) == nil {
		return "", false, false
	}
	columns, known := sqltext.Columns(a.sqlText(fn, c.Argument(c.Entry.SQL)), a.tables())
	if !known || columns[0].Type == sqltext.NoType {
		return "", false, false
	}
	return columnType(columns[0].Type), columns[0].Nullable || method.Attr != "scalar_one", true
}
