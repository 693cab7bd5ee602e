package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// substance is what is known of a value whose type is not: that it was read from where only values lie that cross.
type substance int

const (
	unknownSubstance substance = iota
	rowsSubstance              // of a database: lists of rows
	rowSubstance               // what it holds crosses; whether it does itself is the driver's choice
	plainSubstance             // it crosses with all that it holds
)

// proof finds out whether what functions give was read from JSON, from rows of a database or from tables, and nothing
// else was put into it.
type proof struct {
	*mover
	asked   map[*flow.Function]bool // whose results cross, as far as nothing says otherwise
	names   map[*flow.Symbol]bool   // that are being looked at: by themselves they hold nothing
	rebound bool                    // the app teaches a reader to make objects of its own
}

// madePlain reports whether all that a function returns crosses because of what it is read from.
func (m *mover) madePlain(fn *flow.Function) bool {
	p := &proof{mover: m, asked: map[*flow.Function]bool{}, names: map[*flow.Symbol]bool{}}
	for _, other := range m.Program.Functions {
		p.rebound = p.rebound || slices.ContainsFunc(other.Calls, func(c *flow.Call) bool {
			last := lastOf(c.Name)
			return len(c.Callees) == 0 && strings.HasPrefix(last, "register_") || slices.Contains([]string{"add_constructor", "add_multi_constructor", "add_output_converter"}, last)
		})
	}
	p.rebound = p.rebound || slices.ContainsFunc(m.attributes()["text_factory"], func(u use) bool { return u.node.(*python.Attribute).Ctx != python.Load })
	return p.results(fn)
}

func (p *proof) results(fn *flow.Function) bool {
	known, ok := p.asked[fn]
	if ok {
		return known
	}
	p.asked[fn] = true
	sure := fn.Def() != nil && !strings.HasPrefix(fn.Name, "__") && len(fn.Wrappers) == 0 && (len(fn.Decorated) == 0 || fn.Cache != "" && len(fn.Decorated) == 1) && !strings.HasPrefix(fn.Returns, "iter[") && p.fillsPlain(fn)
	if sure {
		flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
			if ret, ok := s.(*python.Return); ok && ret.Value != nil {
				sure = sure && p.crosses(fn, ret.Value)
			}
			_, def := s.(*python.FunctionDef)
			return !def
		})
	}
	p.asked[fn] = sure
	return sure
}

// fillsPlain reports whether a function puts into what it holds only values that cross: what it returns may be part of
// any of that.
func (p *proof) fillsPlain(fn *flow.Function) bool {
	sure := true
	flow.EachStatement(fn.Def().Body, func(s python.Stmt) bool {
		switch s := s.(type) {
		case *python.Assign:
			for _, target := range s.Targets {
				if _, item := stored(target); item {
					sure = sure && p.of(fn, s.Value) == plainSubstance
				}
			}
		case *python.AugAssign:
			sure = sure && p.of(fn, s.Value) == plainSubstance
		}
		_, def := s.(*python.FunctionDef)
		sure = sure && !def // it may fill what is around it
		return sure
	})
	for _, call := range fn.Calls {
		if len(call.Mutates) == 0 || slices.Contains([]string{"sort", "reverse", "clear", "remove", "discard"}, lastOf(call.Name)) {
			continue
		}
		for _, arg := range slices.Concat(call.Node.Args, keywordValues(call.Node)) {
			sure = sure && len(call.Callees) == 0 && p.of(fn, arg) == plainSubstance
		}
	}
	return sure
}

func lastOf(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

func keywordValues(call *python.Call) []python.Expr {
	var found []python.Expr
	for _, k := range call.Keywords {
		found = append(found, k.Value)
	}
	return found
}

// stored is what an expression assigns to, or deletes, as an attribute or an item.
func stored(e python.Expr) (python.Expr, bool) {
	switch e := e.(type) {
	case *python.Attribute:
		return e, e.Ctx != python.Load
	case *python.Subscript:
		return e, e.Ctx != python.Load
	}
	return nil, false
}

// crosses reports whether a value arrives as what it was.
func (p *proof) crosses(fn *flow.Function, e python.Expr) bool {
	if typ := p.Program.TypeOf(fn, e); typ != "-" && !strings.HasSuffix(typ, ".*") {
		_, wrong := p.typed(fn.Module, typ)
		return wrong == ""
	}
	return p.of(fn, e) == plainSubstance
}

// of is what an expression's value is made of.
func (p *proof) of(fn *flow.Function, e python.Expr) substance {
	if unchangeable(p.Program.TypeOf(fn, e)) {
		return plainSubstance
	}
	switch e := e.(type) {
	case *python.Constant, *python.JoinedStr, *python.Compare:
		return plainSubstance
	case *python.Name:
		return p.name(fn, e)
	case *python.Await:
		return p.of(fn, e.Value)
	case *python.UnaryOp:
		return p.of(fn, e.Operand)
	case *python.BoolOp:
		return p.all(fn, e.Values...)
	case *python.IfExp:
		return p.all(fn, e.Body, e.OrElse)
	case *python.BinOp:
		return p.all(fn, e.Left, e.Right)
	case *python.List:
		return p.all(fn, e.Elts...)
	case *python.Tuple:
		return p.all(fn, e.Elts...)
	case *python.Dict:
		return p.all(fn, e.Values...)
	case *python.Subscript:
		if _, sliced := e.Slice.(*python.Slice); sliced {
			return p.of(fn, e.Value)
		}
		return itemOf(p.of(fn, e.Value))
	case *python.Attribute:
		return p.attribute(fn, e)
	case *python.Call:
		return p.call(fn, e)
	}
	return unknownSubstance
}

// itemOf is what a value's items are.
func itemOf(of substance) substance {
	switch of {
	case rowsSubstance:
		return rowSubstance
	case rowSubstance:
		return plainSubstance
	}
	return of
}

// all is what several values have in common, each of which a value may be or hold.
func (p *proof) all(fn *flow.Function, list ...python.Expr) substance {
	least := plainSubstance
	for _, e := range list {
		least = min(least, p.of(fn, e))
	}
	return least
}

// isTable reports whether a type is one of pandas' tables.
func isTable(typ string) bool {
	for _, option := range splitOptions(typ) {
		if option != "pandas.DataFrame" && option != "pandas.Series" && option != "None" {
			return false
		}
	}
	return typ != "None"
}

// attribute is what lies under a name that a table, or an answer of a database's client, has for what it holds.
func (p *proof) attribute(fn *flow.Function, e *python.Attribute) substance {
	switch {
	case slices.Contains([]string{"iloc", "loc", "iat", "at", "values", "str", "dt", "index", "columns", "T"}, e.Attr):
		if of := p.of(fn, e.Value); of == plainSubstance {
			return of
		}
	case e.Attr == "data" && p.Program.TypeOf(fn, e.Value) == "supabase.Response":
		return plainSubstance
	}
	return unknownSubstance
}

// name is what all that a variable of a function is given is made of.
func (p *proof) name(fn *flow.Function, e *python.Name) substance {
	symbol := fn.Module.Names.Variable(e)
	if symbol == nil || symbol.Owner != fn.Scope || symbol.Where != flow.Local {
		return unknownSubstance
	}
	if p.names[symbol] {
		return plainSubstance
	}
	p.names[symbol] = true
	defer delete(p.names, symbol)
	least := plainSubstance
	for _, binding := range symbol.Bindings {
		least = min(least, p.bound(fn, binding))
	}
	return least
}

// bound is what one binding gives a variable: a value, or a part of one.
func (p *proof) bound(fn *flow.Function, binding flow.Binding) substance {
	switch stmt := binding.Stmt.(type) {
	case *python.Assign:
		for _, target := range stmt.Targets {
			if target == binding.Node {
				return p.of(fn, stmt.Value)
			}
			if tuple, ok := target.(*python.Tuple); ok && slices.Contains(tuple.Elts, python.Expr(asName(binding.Node))) {
				return itemOf(p.of(fn, stmt.Value))
			}
		}
	case *python.AnnAssign:
		if stmt.Value != nil {
			return p.of(fn, stmt.Value)
		}
	case *python.AugAssign:
		return p.of(fn, stmt.Value)
	case *python.For:
		if stmt.Target == binding.Node {
			return itemOf(p.of(fn, stmt.Iter))
		}
	}
	return unknownSubstance
}

func asName(node python.Node) *python.Name {
	name, _ := node.(*python.Name)
	return name
}

// call is what a call gives that reads JSON or rows, takes a part of a value or copies it, or is one of the app.
func (p *proof) call(fn *flow.Function, e *python.Call) substance {
	call := p.Program.CallOf(e)
	if call == nil {
		return unknownSubstance
	}
	name := lastOf(call.Name)
	switch {
	case len(call.Callees) > 0:
		if !call.Unknown && !slices.ContainsFunc(call.Callees, func(callee *flow.Function) bool { return !p.results(callee) }) {
			return plainSubstance
		}
		return unknownSubstance
	case slices.ContainsFunc(call.Targets, isPlainMaker) && len(call.Targets) == 1 && !p.rebound:
		if slices.ContainsFunc(e.Keywords, func(k *python.Keyword) bool {
			return slices.Contains([]string{"cls", "object_hook", "object_pairs_hook", "parse_constant", "parse_float", "parse_int", "converters"}, k.Name)
		}) {
			return unknownSubstance
		}
		return plainSubstance
	case len(call.Targets) == 1 && strings.HasPrefix(call.Targets[0], "pandas.") && isTable(p.Program.TypeOf(fn, e)) && strings.Count(call.Targets[0], ".") == 1:
		return p.all(fn, slices.Concat(e.Args, keywordValues(e))...)
	case len(call.Targets) == 1 && isDriver(call.Targets[0]) && !p.rebound:
		switch name {
		case "fetchone":
			return rowSubstance
		case "fetchall", "fetchmany":
			return rowsSubstance
		}
	case name == "getattr" && len(e.Args) > 1:
		if constant, ok := e.Args[1].(*python.Constant); ok {
			return p.attribute(fn, &python.Attribute{Extent: e.Extent, Value: e.Args[0], Attr: constant.Text})
		}
	case slices.Contains([]string{"dict", "list", "tuple", "sorted"}, call.Name) && len(e.Args) == 1:
		if of := p.of(fn, e.Args[0]); of != rowSubstance {
			return of
		}
		return plainSubstance
	}
	attribute, method := e.Func.(*python.Attribute)
	takes := []string{"get", "pop", "items", "keys", "values", "copy", "tolist", "item", "to_dict", "max", "min", "sum", "mean"}
	if method && (slices.Contains(takes, name) || isTable(p.Program.TypeOf(fn, e))) && p.of(fn, attribute.Value) == plainSubstance {
		return p.all(fn, slices.Concat(e.Args, keywordValues(e))...)
	}
	return unknownSubstance
}

// isPlainMaker reports whether a function of a library reads what holds values only.
func isPlainMaker(target string) bool {
	reads, isRead := strings.CutPrefix(target, "pandas.read_")
	return isRead && reads != "pickle" || slices.Contains([]string{
		"json.load", "json.loads", "orjson.loads", "ujson.load", "ujson.loads", "tomllib.load", "tomllib.loads", "toml.load", "toml.loads",
		"yaml.safe_load", "ast.literal_eval", "requests.Response.json", "httpx.Response.json",
	}, target)
}

// isDriver reports whether a function is one of a driver that gives what a database holds, and no objects of the app.
func isDriver(target string) bool {
	return slices.Contains([]string{"sqlite3", "psycopg", "psycopg2", "pymysql", "MySQLdb", "mysql", "pyodbc", "duckdb", "snowflake"}, family(target))
}
