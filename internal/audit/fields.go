package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// Field is one key of a record.
type Field struct {
	Name     string `json:"name"`
	Type     string `json:"type"` // as the manifest writes it; any when nothing is known
	Nullable bool   `json:"nullable,omitempty"`
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
