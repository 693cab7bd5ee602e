package audit

import (
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
	"github.com/streamlift/streamlift/internal/sqltext"
)

// definesTables tells files that may create tables.
func definesTables(name string) bool {
	return source.IsPython(name) || strings.EqualFold(path.Ext(name), ".sql")
}

// of are the columns of the table that an expression makes.
func (f *frames) of(e python.Expr) []Field {
	switch e := e.(type) {
	case *python.Name:
		return f.held[e.ID]
	case *python.Subscript:
		return f.part(e)
	case *python.Call:
		return f.called(e)
	case *python.IfExp:
		body, other := f.of(e.Body), f.of(e.OrElse)
		switch {
		case isNone(e.OrElse) || isEmptyFrame(e.OrElse):
			return body
		case body != nil && sameNames(body, other):
			return both(body, other)
		}
	}
	return nil
}

// called are the columns of what a call gives: SQL that is read, a table that is made, a function of the app, a method.
func (f *frames) called(e *python.Call) []Field {
	c := f.Program.CallOf(e)
	switch {
	case c != nil && len(c.Callees) == 1:
		return f.columnsOf(c.Callees[0])
	case c != nil && c.Entry != nil && c.Entry.SQL != "" && shapeOf(f.Program.TypeOf(f.fn, e)) == "table":
		if sql := c.Argument(c.Entry.SQL); sql != nil {
			return f.selected(f.sqlText(f.fn, sql))
		}
		return nil
	case c != nil && c.Entry != nil && last(c.Entry.Name) == "DataFrame":
		return f.made(e)
	case c != nil && isEditor(c) && c.Argument("data") != nil:
		return f.edited(c.Argument("data"))
	case c != nil && c.Entry != nil && strings.HasPrefix(last(c.Entry.Name), "read_"):
		chosen := keyword(e, "usecols")
		if _, list := chosen.(*python.List); !list {
			return nil
		}
		names, _ := f.names(chosen)
		return untyped(names)
	}
	method, ok := e.Func.(*python.Attribute)
	if !ok {
		return nil
	}
	if grouped := f.grouped(e, method); grouped != nil {
		return grouped
	}
	if columns := f.of(method.Value); columns != nil {
		return f.method(e, method, columns)
	}
	return nil
}

// selected are the columns of a query's answer.
func (f *frames) selected(sql string) []Field {
	columns, ok := sqltext.Columns(sql, f.schema)
	if !ok {
		return nil
	}
	var out []Field
	for _, c := range columns {
		field := Field{Name: c.Name, Type: columnType(c.Type), Nullable: c.Nullable}
		field.Nullable = field.Nullable && field.Type != "any"
		out = append(out, field)
	}
	return out
}

func columnType(t sqltext.Type) string {
	switch t {
	case sqltext.Text:
		return "string"
	case sqltext.Whole:
		return "int"
	case sqltext.Real:
		return "number"
	case sqltext.Truth:
		return "bool"
	case sqltext.Day:
		return "date"
	case sqltext.Moment:
		return "datetime"
	}
	return "any"
}

// made are the columns of a DataFrame that is written down: of a dict of columns, of dicts that are rows, or as named.
func (f *frames) made(e *python.Call) []Field {
	if named := keyword(e, "columns"); named != nil {
		names, ok := f.names(named)
		if !ok {
			return nil
		}
		return untyped(names)
	}
	data := keyword(e, "data")
	if data == nil && len(e.Args) > 0 {
		data = e.Args[0]
	}
	switch data := data.(type) {
	case *python.Dict:
		names, ok := keyNames(data)
		if !ok {
			return nil
		}
		return untyped(names)
	case *python.List:
		return f.dictKeys(data)
	case *python.ListComp:
		return f.keysOf(data.Elt)
	case *python.Name:
		return f.rows[data.ID]
	}
	return nil
}

// keysOf are the keys of a dict that is written down, with the type of their values.
func (f *frames) keysOf(e python.Expr) []Field {
	dict, ok := e.(*python.Dict)
	if !ok {
		return nil
	}
	out := f.fields(f.fn, dict)
	for i := range out {
		out[i].Nullable = out[i].Nullable && out[i].Type != "any"
	}
	return out
}

// dictKeys are the keys that all dicts of a list have.
func (f *frames) dictKeys(list *python.List) []Field {
	var out []Field
	for i, e := range list.Elts {
		keys := f.keysOf(e)
		if keys == nil || i > 0 && !sameNames(keys, out) {
			return nil
		}
		if i > 0 {
			keys = both(out, keys)
		}
		out = keys
	}
	return out
}

func keyNames(dict *python.Dict) ([]string, bool) {
	var out []string
	for _, key := range dict.Keys {
		if key == nil {
			return nil, false
		}
		name, ok := stringOf(key)
		if !ok || strings.TrimSpace(name) == "" || slices.Contains(out, name) {
			return nil, false
		}
		out = append(out, name)
	}
	return out, len(out) > 0
}

func untyped(names []string) []Field {
	var out []Field
	for _, name := range names {
		out = append(out, Field{Name: name, Type: "any"})
	}
	return out
}

// names are the texts of a constant list.
func (f *frames) names(e python.Expr) ([]string, bool) {
	if text, ok := stringOf(e); ok {
		return []string{text}, true
	}
	v, _ := f.constant(f.fn, e)
	list, ok := v.([]any)
	if !ok || len(list) == 0 {
		return nil, false
	}
	var out []string
	for _, one := range list {
		text, isText := one.(string)
		if !isText || strings.TrimSpace(text) == "" || slices.Contains(out, text) {
			return nil, false
		}
		out = append(out, text)
	}
	return out, true
}

// part is a table with some of the rows or some of the columns of another.
func (f *frames) part(e *python.Subscript) []Field {
	from, index := e.Value, e.Slice
	if at, ok := from.(*python.Attribute); ok && (at.Attr == "loc" || at.Attr == "iloc") {
		from = at.Value
		if pair, two := index.(*python.Tuple); two && at.Attr == "loc" && len(pair.Elts) == 2 {
			index = pair.Elts[1]
			if _, all := index.(*python.Slice); all {
				index = pair.Elts[0]
			}
		}
	}
	base := f.of(from)
	if base == nil {
		if _, list := index.(*python.List); !list || shapeOf(f.Program.TypeOf(f.fn, e)) != "table" {
			return nil
		}
		names, ok := f.names(index)
		if !ok {
			return nil
		}
		return untyped(names)
	}
	switch index := index.(type) {
	case *python.Compare, *python.BoolOp, *python.UnaryOp, *python.Slice:
		return base
	case *python.BinOp:
		if index.Op == python.BitAnd || index.Op == python.BitOr {
			return base
		}
	case *python.List:
		if names, ok := f.names(index); ok {
			return picked(base, names)
		}
	case *python.Name, *python.Call:
		if names, ok := f.names(index); ok {
			return picked(base, names)
		}
		if shapeOf(f.Program.TypeOf(f.fn, index)) == "table" {
			return base
		}
	}
	return nil
}

// picked are the columns of these names; of one that is not known nothing but the name is.
func picked(base []Field, names []string) []Field {
	var out []Field
	for _, name := range names {
		i := slices.IndexFunc(base, func(c Field) bool { return c.Name == name })
		if i < 0 {
			out = append(out, Field{Name: name, Type: "any"})
			continue
		}
		out = append(out, base[i])
	}
	return out
}

// keyword is what a call is given by name; nil without.
func keyword(call *python.Call, name string) python.Expr {
	for _, k := range call.Keywords {
		if k.Name == name {
			return k.Value
		}
	}
	return nil
}

func (f *frames) isTrue(e python.Expr) bool {
	c, ok := e.(*python.Constant)
	return ok && c.Kind == python.True
}
