package audit

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// computesIn reports whether a part of a statement derives something from a table: a method of a table is called, an
// item of one is assigned, a function of the app is given one.
func (c *cutter) computesIn(s python.Stmt, span diag.Span) bool {
	found := false
	for _, call := range c.fn.CallsIn(span) {
		if c.derives(call) {
			found = true
		}
	}
	if assign, ok := s.(*python.Assign); ok && !found {
		found = c.tableAssigned(assign)
	}
	return found
}

// derives reports whether a call computes over a table.
func (c *cutter) derives(call *flow.Call) bool {
	if len(call.Callees) > 0 {
		for _, callee := range call.Callees {
			if c.ops[callee] == nil && callee.Class == flow.Pure && !callee.Effects.Any(outward) && callee.Def() != nil && c.isTableHelper(callee) {
				return true
			}
		}
		return false
	}
	if call.Entry == nil || call.Entry.Effects.Any(outward|catalogue.Of(catalogue.Draws, catalogue.Asks, catalogue.Feedback)) {
		return false
	}
	switch call.Entry.Library {
	case "pandas":
		return !isLookAtTable(last(call.Entry.Name))
	case "numpy", "scipy":
		return false
	}
	return false
}

// isLookAtTable tells methods that only show or convert what is there.
func isLookAtTable(name string) bool {
	return slices.Contains([]string{"head", "tail", "copy", "unique", "tolist", "to_list", "astype", "to_dict", "set_index", "reset_index", "iterrows", "itertuples",
		"rename", "insert", "strftime", "items", "style", "format", "fillna", "notna", "isna", "to_datetime", "today", "now", "Timestamp", "to_numeric", "empty", "DataFrame",
		"to_csv", "sort_values", "sort_index", "drop", "dropna", "nunique", "min", "max", "background_gradient", "set_properties", "hide", "map", "Series", "append"}, name)
}

func (c *cutter) isTableHelper(fn *flow.Function) bool {
	return outputOf(returnsOf(fn)) == "table" || c.takesTable(fn) && outputOf(returnsOf(fn)) != "chart"
}

// tableAssigned reports whether an assignment filters a table, or gives it a column that is computed.
func (c *cutter) tableAssigned(s *python.Assign) bool {
	value, ok := s.Value.(*python.Subscript)
	if !ok || shapeOf(c.Program.TypeOf(c.fn, value.Value)) != "table" {
		return false
	}
	filter := false
	flow.EachPart(value.Slice, func(e python.Expr) {
		if _, compare := e.(*python.Compare); compare {
			filter = true
		}
	})
	return filter
}

// result gives the regions of the function: queries and handlers each by itself, and what the page computes as one.
func (c *cutter) result() []*region {
	out := c.queries
	var stmts []python.Stmt
	for _, run := range c.computed {
		stmts = append(stmts, run...)
	}
	slices.SortFunc(stmts, func(x, y python.Stmt) int { return x.Span().Start - y.Span().Start })
	if c.substantial(stmts) {
		out = append(out, &region{fn: c.fn, stmts: stmts})
	}
	slices.SortStableFunc(out, func(x, y *region) int { return x.stmts[0].Span().Start - y.stmts[0].Span().Start })
	return out
}

// substantial reports whether what a page computes is worth an operation: several statements that are not only the
// formatting of what is shown.
func (c *cutter) substantial(stmts []python.Stmt) bool {
	kept := 0
	for _, s := range stmts {
		if !c.fn.EffectsIn(headOf(s)).Any(catalogue.Of(catalogue.Draws)) {
			kept++
		}
	}
	return len(stmts) >= 3 && kept >= 2
}

// regionOperation describes an operation that is a region.
func (a *auditor) regionOperation(r *region) *Operation {
	m := r.fn.Module
	var within *string
	if r.fn.Def() != nil {
		path := r.fn.Path
		within = &path
	}
	a.gather(r)
	lastLine := 0
	for _, s := range r.stmts {
		lastLine = max(lastLine, lastLineOf(m, s))
	}
	op := &Operation{
		From:  From{File: m.Path, Line: lineOf(m, r.stmts[0]), LastLine: lastLine, Within: within},
		Class: "region", Inputs: []Input{}, Effects: effectNames(r.effects), Expose: true, Output: Output{Type: a.regionOutput(r)},
	}
	trigger := r.trigger
	if trigger == "" {
		trigger = a.trigger(r.fn, r.stmts[0])
	}
	op.Callers = []Caller{{At: at(m, r.stmts[0]), Trigger: trigger}}
	op.Kind = kindOf(doing{effects: r.effects, direct: r.effects, output: op.Output.Type, file: r.file})
	a.regionInputs(r, op)
	if slices.ContainsFunc(op.Inputs, func(in Input) bool { return in.Source == "upload" }) && op.Kind == Query {
		op.Kind = File
	}
	op.ID = a.regionName(r, op)
	return op
}

// gather adds up what the statements of a region cause; of those that hold handlers of their own only the header.
func (a *auditor) gather(r *region) {
	for _, s := range r.stmts {
		span := headOf(s)
		if !r.handler {
			span = s.Span()
		}
		for _, e := range r.fn.EventsIn(span) {
			r.effects |= e.All()
			r.sql = append(r.sql, e.SQL...)
		}
	}
}

// regionOutput is the shape of what a region leaves behind.
func (a *auditor) regionOutput(r *region) string {
	for i := len(r.stmts) - 1; i >= 0; i-- {
		switch s := r.stmts[i].(type) {
		case *python.Assign:
			if shape := shapeOf(a.Program.TypeOf(r.fn, s.Value)); shape != "unknown" {
				return shape
			}
		case *python.ExprStmt:
			if call, ok := s.Value.(*python.Call); ok {
				for _, arg := range call.Args {
					if shape := shapeOf(a.Program.TypeOf(r.fn, arg)); isShape(shape) {
						return shape
					}
				}
			}
		}
	}
	if r.handler {
		return "status"
	}
	return "unknown"
}

// regionInputs finds where what a region uses comes from.
func (a *auditor) regionInputs(r *region, op *Operation) {
	for _, s := range r.stmts {
		for _, src := range a.fromSlice(a.slicer.Backward(r.fn, s)) {
			name := src.key
			if name == "" {
				name = identifier(src.label)
			}
			if src.operation != nil {
				name = ""
			}
			op.Inputs = append(op.Inputs, src.input(name))
		}
	}
	op.Inputs = sortedInputs(op.Inputs)
}

// regionName makes a name from the verb and the table of the SQL, else from the label of the button, else from the
// function or file.
func (a *auditor) regionName(r *region, op *Operation) string {
	if r.label != "" {
		if name := identifier(r.label); name != "" {
			return name
		}
	}
	verb := map[string]string{Query: "get", Computation: "compute", Write: "save", File: "export"}[op.Kind]
	if op.From.Within != nil {
		return verb + "_" + identifier(last(*op.From.Within))
	}
	return verb + "_" + identifier(stem(op.From.File))
}
