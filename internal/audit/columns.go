package audit

import (
	"maps"
	"slices"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/sqltext"
)

// frames follows the columns of tables through the statements of a function: which name holds which. What it cannot
// follow is unknown; nil says so.
type frames struct {
	*auditor
	fn     *flow.Function
	held   map[string][]Field      // columns of the table that a name holds
	rows   map[string][]Field      // keys of the dicts in the list that a name holds
	after  map[python.Stmt][]Field // columns of what a statement gives a value
	given  [][]Field               // of each return
	schema sqltext.Schema
}

// columnsOf are the columns of the table that a function gives; nil when they are not known.
func (a *auditor) columnsOf(fn *flow.Function) []Field {
	if known, ok := a.columns[fn]; ok {
		return known
	}
	a.columns[fn] = nil // one that calls itself is not followed
	if fn.Def() == nil {
		return nil
	}
	f := a.follow(fn)
	for _, given := range f.given {
		if given == nil || !sameNames(given, f.given[0]) {
			return nil
		}
	}
	if len(f.given) > 0 {
		out := f.given[0]
		for _, given := range f.given[1:] {
			out = both(out, given)
		}
		a.columns[fn] = out
	}
	return a.columns[fn]
}

// follow reads all statements of a function or module, once.
func (a *auditor) follow(fn *flow.Function) *frames {
	if a.followed[fn] == nil {
		f := &frames{auditor: a, fn: fn, held: map[string][]Field{}, rows: map[string][]Field{}, after: map[python.Stmt][]Field{}, schema: a.tables()}
		a.followed[fn] = f
		f.block(bodyOf(fn))
	}
	return a.followed[fn]
}

// tables are those that files of the app's folder create.
func (a *auditor) tables() sqltext.Schema {
	if a.schema == nil {
		a.schema = sqltext.Schema{}
		for _, name := range a.App.Tree.Files() {
			if !definesTables(name) {
				continue
			}
			if content, err := a.App.Tree.Read(name); err == nil {
				a.schema.Define(string(content))
			}
		}
	}
	return a.schema
}

// block follows statements in order; true when what stands behind them is not reached.
func (f *frames) block(list []python.Stmt) (ends bool) {
	for _, s := range list {
		if f.statement(s) {
			return true
		}
	}
	return false
}

func (f *frames) statement(s python.Stmt) (ends bool) {
	switch s := s.(type) {
	case *python.FunctionDef, *python.ClassDef:
	case *python.Return:
		f.returned(s.Value)
		return true
	case *python.Raise, *python.Continue, *python.Break:
		return true
	case *python.Assign:
		columns := f.of(s.Value)
		f.unsure(s.Value)
		for _, target := range s.Targets {
			f.assign(s, target, s.Value, columns)
		}
	case *python.AnnAssign:
		if s.Value != nil {
			f.assign(s, s.Target, s.Value, f.of(s.Value))
		}
	case *python.ExprStmt:
		f.expression(s)
	case *python.With:
		return f.block(s.Body)
	default:
		return f.branches(python.Blocks(s), s)
	}
	return false
}

// branches follows the blocks of a compound statement, each from what held before it; what holds behind it is what all
// of them leave alike.
func (f *frames) branches(blocks [][]python.Stmt, s python.Stmt) (ends bool) {
	if len(blocks) == 0 {
		return false
	}
	before := maps.Clone(f.held)
	var left []map[string][]Field
	for _, b := range blocks {
		f.held = maps.Clone(before)
		if !f.block(b) {
			left = append(left, f.held)
		}
	}
	if !takesOne(s) { // none of them may run
		left = append(left, before)
	}
	if len(left) == 0 {
		f.held = before
		return true
	}
	f.held = left[0]
	for _, other := range left[1:] {
		for name, columns := range f.held {
			if !sameNames(columns, other[name]) {
				delete(f.held, name)
			} else {
				f.held[name] = both(columns, other[name])
			}
		}
	}
	return false
}

// takesOne reports whether one of the blocks of a statement always runs: an if with else, a try.
func takesOne(s python.Stmt) bool {
	switch s := s.(type) {
	case *python.If:
		return len(s.OrElse) > 0
	case *python.Try:
		return true
	}
	return false
}

// returned notes what a return gives; nothing, and a table without rows, say nothing.
func (f *frames) returned(e python.Expr) {
	if e == nil || isNone(e) || isEmptyFrame(e) {
		return
	}
	f.given = append(f.given, f.of(e))
}

func isEmptyFrame(e python.Expr) bool {
	call, ok := e.(*python.Call)
	if !ok || len(call.Args)+len(call.Keywords) > 0 {
		return false
	}
	_, name := calleeOf(call.Func)
	return name == "DataFrame"
}

// assign gives a name, a column or the columns of a table a value.
func (f *frames) assign(s python.Stmt, target, value python.Expr, columns []Field) {
	switch target := target.(type) {
	case *python.Name:
		f.put(target.ID, columns)
		f.after[s] = columns
		delete(f.rows, target.ID)
		if list, ok := value.(*python.List); ok {
			f.rows[target.ID] = f.dictKeys(list)
		}
	case *python.Subscript:
		name, ok := target.Value.(*python.Name)
		if !ok || f.held[name.ID] == nil {
			return
		}
		column, literal := stringOf(target.Slice)
		if !literal {
			f.put(name.ID, nil)
			return
		}
		f.put(name.ID, withColumn(f.held[name.ID], f.valueField(column, value)))
		f.after[s] = f.held[name.ID]
	case *python.Attribute:
		name, ok := target.Value.(*python.Name)
		if !ok || target.Attr != "columns" || f.held[name.ID] == nil {
			return
		}
		names, known := f.names(value)
		if !known || len(names) != len(f.held[name.ID]) {
			f.put(name.ID, nil)
			return
		}
		renamed := slices.Clone(f.held[name.ID])
		for i := range renamed {
			renamed[i].Name = names[i]
		}
		f.put(name.ID, renamed)
	default:
		flow.EachPart(target, func(e python.Expr) {
			if name, ok := e.(*python.Name); ok {
				f.put(name.ID, nil)
			}
		})
	}
}

func (f *frames) put(name string, columns []Field) {
	if columns == nil {
		delete(f.held, name)
		return
	}
	f.held[name] = columns
}

// expression follows what is called for its effect: rows that are appended, tables that are changed in place.
func (f *frames) expression(s *python.ExprStmt) {
	f.unsure(s.Value)
	call, ok := s.Value.(*python.Call)
	if !ok {
		return
	}
	method, ok := call.Func.(*python.Attribute)
	if !ok {
		return
	}
	name, ok := method.Value.(*python.Name)
	if !ok {
		for _, arg := range call.Args { // st.dataframe(…)
			if columns := f.of(arg); columns != nil {
				f.after[s] = columns
			}
		}
		return
	}
	known, isList := f.rows[name.ID]
	switch {
	case isList && method.Attr == "append" && len(call.Args) == 1:
		keys := f.keysOf(call.Args[0])
		if known != nil && keys != nil && !sameNames(known, keys) {
			keys = nil
		}
		if f.rows[name.ID] = keys; keys == nil {
			delete(f.rows, name.ID)
		}
	case f.held[name.ID] == nil:
		for _, arg := range call.Args {
			if columns := f.of(arg); columns != nil {
				f.after[s] = columns
			}
		}
	case method.Attr == "insert" || f.isTrue(keyword(call, "inplace")):
		f.put(name.ID, f.method(call, method, f.held[name.ID]))
	}
}

// unsure forgets tables that are given to functions of the app: they may change them.
func (f *frames) unsure(e python.Expr) {
	flow.EachPart(e, func(part python.Expr) {
		call, ok := part.(*python.Call)
		if !ok {
			return
		}
		c := f.Program.CallOf(call)
		if c == nil || len(c.Callees) == 0 {
			return
		}
		for _, arg := range slices.Concat(call.Args, keywordValues(call)) {
			if name, isName := arg.(*python.Name); isName {
				f.put(name.ID, nil)
				delete(f.rows, name.ID)
			}
		}
	})
}

func sameNames(x, y []Field) bool {
	return slices.EqualFunc(x, y, func(a, b Field) bool { return a.Name == b.Name })
}

// both are columns of the same names from two places: types that differ are unknown.
func both(x, y []Field) []Field {
	out := slices.Clone(x)
	for i := range out {
		if out[i].Type != y[i].Type {
			out[i].Type = "any"
		}
		out[i].Nullable = out[i].Nullable || y[i].Nullable
	}
	return out
}

// withColumn adds a column, or replaces the one of that name.
func withColumn(columns []Field, one Field) []Field {
	out := slices.Clone(columns)
	if i := slices.IndexFunc(out, func(c Field) bool { return c.Name == one.Name }); i >= 0 {
		out[i] = one
		return out
	}
	return append(out, one)
}
