package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// method are the columns behind a method of a table.
func (f *frames) method(call *python.Call, method *python.Attribute, columns []Field) []Field {
	switch method.Attr {
	case "head", "tail", "sort_values", "copy", "drop_duplicates", "dropna", "query", "round", "sample", "nlargest", "nsmallest", "sort_index", "fillna", "truncate":
		return columns
	case "reset_index":
		if f.isTrue(keyword(call, "drop")) {
			return columns
		}
	case "astype", "replace", "convert_dtypes", "infer_objects":
		return untyped(fieldNames(columns))
	case "filter":
		if names, ok := f.names(keyword(call, "items")); ok {
			return picked(columns, names)
		}
	case "drop":
		if names, ok := f.names(keyword(call, "columns")); ok {
			return slices.DeleteFunc(slices.Clone(columns), func(c Field) bool { return slices.Contains(names, c.Name) })
		}
	case "rename":
		return f.renamed(keyword(call, "columns"), columns)
	case "assign":
		for _, k := range call.Keywords {
			if k.Name == "" {
				return nil
			}
			columns = withColumn(columns, Field{Name: k.Name, Type: "any"})
		}
		return columns
	case "insert":
		return f.inserted(call, columns)
	}
	return nil
}

func fieldNames(columns []Field) []string {
	var out []string
	for _, c := range columns {
		out = append(out, c.Name)
	}
	return out
}

// renamed gives columns the names that a literal dict says.
func (f *frames) renamed(e python.Expr, columns []Field) []Field {
	dict, ok := e.(*python.Dict)
	if !ok {
		return nil
	}
	old, known := keyNames(dict)
	if !known {
		return nil
	}
	out := slices.Clone(columns)
	for i := range out {
		at := slices.Index(old, out[i].Name)
		if at < 0 {
			continue
		}
		name, literal := stringOf(dict.Values[at])
		if !literal {
			return nil
		}
		out[i].Name = name
	}
	return out
}

// inserted puts a column at a place that a number says.
func (f *frames) inserted(call *python.Call, columns []Field) []Field {
	if len(call.Args) < 3 {
		return nil
	}
	v, _ := f.constant(f.fn, call.Args[0])
	at, whole := v.(int)
	name, literal := stringOf(call.Args[1])
	if !whole || !literal || at < 0 || at > len(columns) {
		return nil
	}
	return slices.Insert(slices.Clone(columns), at, f.valueField(name, call.Args[2]))
}

// grouped are the columns of `frame.groupby(keys)[columns].sum().reset_index()` and its like, up to a method of it.
func (f *frames) grouped(call *python.Call, method *python.Attribute) []Field {
	sum, sized := call, ""
	if method.Attr == "reset_index" && len(call.Args) == 0 {
		inner, ok := method.Value.(*python.Call)
		if !ok {
			return nil
		}
		sum = inner
		if name := keyword(call, "name"); name != nil {
			sized, _ = stringOf(name)
		}
	}
	by, chosen, how := f.groupby(sum)
	if by == nil || sum == call && !isFalse(keyword(by, "as_index")) {
		return nil
	}
	base, keys := f.keysOfGroups(by)
	if keys == nil {
		return nil
	}
	switch {
	case how == "agg" || how == "aggregate":
		return f.aggregated(sum, keys)
	case how == "size" && sized != "":
		return append(keys, Field{Name: sized, Type: "int"})
	case chosen == nil || !slices.Contains([]string{"sum", "mean", "count", "min", "max", "median", "nunique", "first", "last", "std"}, how):
		return nil
	}
	names, ok := f.names(chosen)
	if !ok || sized != "" && len(names) != 1 {
		return nil
	}
	for _, c := range picked(base, names) {
		keys = append(keys, summed(c, how, sized))
	}
	return keys
}

// summed is a column after what was done to its groups.
func summed(c Field, how, name string) Field {
	switch how {
	case "mean", "median", "std":
		c.Type = "number"
	case "count", "nunique":
		c.Type, c.Nullable = "int", false
	case "sum":
		if c.Type != "int" && c.Type != "number" {
			c.Type = "any"
		}
	}
	if name != "" {
		c.Name = name
	}
	return c
}

// groupby finds the call of groupby that a call sums up, with what is chosen of the groups.
func (f *frames) groupby(sum *python.Call) (by *python.Call, chosen python.Expr, how string) {
	method, ok := sum.Func.(*python.Attribute)
	if !ok {
		return nil, nil, ""
	}
	from := method.Value
	if item, isItem := from.(*python.Subscript); isItem {
		from, chosen = item.Value, item.Slice
	}
	by, ok = from.(*python.Call)
	if !ok {
		return nil, nil, ""
	}
	if _, name := calleeOf(by.Func); name != "groupby" {
		return nil, nil, ""
	}
	return by, chosen, method.Attr
}

// keysOfGroups are the columns that groups are made by, and those of the table.
func (f *frames) keysOfGroups(by *python.Call) (base, keys []Field) {
	table, ok := by.Func.(*python.Attribute)
	if !ok {
		return nil, nil
	}
	base = f.of(table.Value)
	given := keyword(by, "by")
	if given == nil && len(by.Args) > 0 {
		given = by.Args[0]
	}
	if given == nil {
		return nil, nil
	}
	names, ok := f.names(given)
	if !ok {
		return nil, nil
	}
	return base, picked(base, names)
}

// aggregated adds the columns of agg(total=("amount", "sum")) and of agg({"amount": "sum"}).
func (f *frames) aggregated(call *python.Call, keys []Field) []Field {
	if len(call.Args) == 1 {
		dict, ok := call.Args[0].(*python.Dict)
		if !ok {
			return nil
		}
		names, known := keyNames(dict)
		for _, v := range dict.Values {
			if _, literal := stringOf(v); !literal {
				return nil
			}
		}
		if !known {
			return nil
		}
		return append(keys, untyped(names)...)
	}
	for _, k := range call.Keywords {
		if k.Name == "" {
			return nil
		}
		keys = append(keys, Field{Name: k.Name, Type: "any"})
	}
	return keys
}

func isFalse(e python.Expr) bool {
	c, ok := e.(*python.Constant)
	return ok && c.Kind == python.False
}

// valueField is a column that is given a value.
func (f *frames) valueField(name string, e python.Expr) Field {
	typ, nullable := f.valueType(e, 0)
	return Field{Name: name, Type: typ, Nullable: nullable && typ != "any"}
}

// valueType is the type of the values of a column, as far as the expression says it.
func (f *frames) valueType(e python.Expr, depth int) (typ string, nullable bool) {
	if depth > maxDepth {
		return "any", false
	}
	switch e := e.(type) {
	case *python.Constant:
		if v, ok := literalValue(e); ok {
			return typeOfValue(v), false
		}
	case *python.Subscript:
		if name, ok := stringOf(e.Slice); ok {
			for _, c := range f.of(e.Value) {
				if c.Name == name {
					return c.Type, c.Nullable
				}
			}
		}
	case *python.BinOp:
		return f.arithmetic(e, depth)
	case *python.Attribute:
		if part, ok := e.Value.(*python.Attribute); ok && part.Attr == "dt" {
			switch e.Attr {
			case "year", "month", "day", "hour", "quarter", "dayofweek", "weekday":
				return "int", true
			case "date":
				return "date", true
			}
		}
	case *python.Call:
		return f.calledType(e, depth)
	}
	return "any", false
}

func (f *frames) arithmetic(e *python.BinOp, depth int) (string, bool) {
	left, n1 := f.valueType(e.Left, depth+1)
	right, n2 := f.valueType(e.Right, depth+1)
	numbers := func(t string) bool { return t == "int" || t == "number" }
	switch {
	case !numbers(left) || !numbers(right):
		return "any", false
	case e.Op == python.Div || left == "number" || right == "number":
		return "number", n1 || n2 || e.Op == python.Div
	}
	return left, n1 || n2
}

// calledType is that of the values of a method of a column.
func (f *frames) calledType(e *python.Call, depth int) (string, bool) {
	method, ok := e.Func.(*python.Attribute)
	if !ok {
		return "any", false
	}
	switch method.Attr {
	case "pct_change", "diff", "rank", "cummean":
		return "number", true
	case "to_datetime":
		return "datetime", true
	case "to_numeric":
		return "number", true
	case "round", "abs", "clip", "cumsum", "shift":
		typ, nullable := f.valueType(method.Value, depth+1)
		return typ, nullable || method.Attr == "shift"
	case "strftime":
		return "string", true
	case "upper", "lower", "strip", "title", "zfill", "capitalize":
		if part, isPart := method.Value.(*python.Attribute); isPart && part.Attr == "str" {
			return "string", true
		}
	case "astype":
		if len(e.Args) == 1 {
			return castType(textOf(f.fn.Module, e.Args[0])), false
		}
	}
	return "any", false
}

func castType(written string) string {
	switch strings.Trim(written, `"'`) {
	case "str":
		return "string"
	case "int", "int64", "int32":
		return "int"
	case "float", "float64", "float32":
		return "number"
	case "bool":
		return "bool"
	}
	return "any"
}
