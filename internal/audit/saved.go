package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// saved makes a parameter that is a table an input, where the operation is a write that saves what users edited, uploaded
// or entered: such a table is made nowhere else. All others are made on the service.
func (a *auditor) saved(p *Parameter, fn *flow.Function, given []argumentAt) {
	writes := a.meant(fn).Any(effectsOf(catalogue.DBWrite, catalogue.FileWrite))
	if shapeOf(p.Because) != "table" || last(strings.Split(p.Because, "[")[0]) != "DataFrame" || !writes || len(given) == 0 {
		return
	}
	var columns []Field
	for i, g := range given {
		made := a.entered(g.in, g.expr, 0)
		if made == nil {
			return
		}
		known := a.follow(g.in).of(made)
		if i > 0 && !sameNames(known, columns) {
			known = nil
		}
		columns = known
	}
	p.Type, p.Because = "table", ""
	for _, c := range columns {
		c.Nullable = c.Type != "any" // a cell can be emptied
		p.Columns = append(p.Columns, c)
	}
	a.withheld(p, fn)
}

// entered is the table that a value is made of, where users entered all of it: that of an editor, a file that they gave,
// rows of what they chose. It is nil for others.
func (a *auditor) entered(fn *flow.Function, e python.Expr, depth int) python.Expr {
	if depth > maxDepth {
		return nil
	}
	if call, ok := assignedTo(fn, e).(*python.Call); ok {
		return a.enteredBy(fn, call, depth)
	}
	return nil
}

// assignedTo is what a name is given, where that is one value; else the expression itself.
func assignedTo(fn *flow.Function, e python.Expr) python.Expr {
	name, ok := e.(*python.Name)
	if !ok {
		return e
	}
	sym := fn.Module.Names.Variable(name)
	if sym == nil || len(sym.Bindings) != 1 {
		return e
	}
	assign, ok := sym.Bindings[0].Stmt.(*python.Assign)
	if !ok || len(assign.Targets) != 1 || assign.Targets[0] != sym.Bindings[0].Node {
		return e
	}
	return assign.Value
}

// isEditor reports whether users edit a table in what a call draws.
func isEditor(c *flow.Call) bool {
	return c.Entry != nil && slices.Contains([]string{"streamlit.data_editor", "streamlit.experimental_data_editor"}, c.Entry.Name)
}

// edited are the columns of the table that an editor is given, at least by name where it is a part of another.
func (f *frames) edited(e python.Expr) []Field {
	if known := f.of(e); known != nil {
		return known
	}
	if part, ok := assignedTo(f.fn, e).(*python.Subscript); ok {
		if names, ok := f.names(part.Slice); ok {
			return untyped(names)
		}
	}
	return nil
}

func (a *auditor) enteredBy(fn *flow.Function, call *python.Call, depth int) python.Expr {
	c := a.Program.CallOf(call)
	if c == nil || c.Entry == nil {
		return nil
	}
	switch name := c.Entry.Name; {
	case isEditor(c):
		return call
	case strings.HasPrefix(name, "pandas.read_") && len(call.Args) > 0 && strings.Contains(a.Program.TypeOf(fn, call.Args[0]), "streamlit.UploadedFile"):
		return call
	case name == "pandas.DataFrame" && len(call.Args) > 0:
		sources := a.sourcesOf(fn, call)
		if len(sources) > 0 && !slices.ContainsFunc(sources, func(s origin) bool { return s.kind != "widget" }) {
			return call
		}
	}
	method, ok := call.Func.(*python.Attribute)
	if ok && a.entered(fn, method.Value, depth+1) != nil && shapeOf(a.Program.TypeOf(fn, call)) == "table" {
		return call
	}
	return nil
}

// takesFile reports whether an operation takes a file.
func takesFile(op *Operation) bool {
	return slices.ContainsFunc(op.Parameters, func(p Parameter) bool { return p.Type == "file" })
}

// tablesOf counts the tables that an operation takes.
func tablesOf(op *Operation) int {
	count := 0
	for _, p := range op.Parameters {
		if p.Type == "table" {
			count++
		}
	}
	return count
}
