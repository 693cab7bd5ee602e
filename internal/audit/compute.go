package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/manifest"
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
	flow.EachExpression(s, func(e python.Expr) {
		found = found || c.filters(e)
	})
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
		"get", "keys", "to_csv", "sort_values", "sort_index", "drop", "dropna", "nunique", "min", "max", "background_gradient", "set_properties", "hide", "map", "Series", "append"}, name)
}

func (c *cutter) isTableHelper(fn *flow.Function) bool {
	return outputOf(returnsOf(fn)) == "table" || c.takesTable(fn) && outputOf(returnsOf(fn)) != "chart"
}

// filters reports whether an expression takes the rows of a table for which something holds.
func (c *cutter) filters(e python.Expr) bool {
	value, ok := e.(*python.Subscript)
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

// result gives the regions of the function: queries and handlers each by itself, each run that computes something of
// its own, and what is left of what the page computes as one.
func (c *cutter) result() []*region {
	var computed []*region
	var left []python.Stmt
	for _, run := range c.computed {
		if c.substantial(run) || c.aggregates(run) {
			computed = append(computed, &region{fn: c.fn, stmts: run, file: c.offered(run)})
		} else {
			left = append(left, run...)
		}
	}
	slices.SortFunc(left, func(x, y python.Stmt) int { return x.Span().Start - y.Span().Start })
	for _, part := range c.apart(left) {
		if c.substantial(part) {
			computed = append(computed, &region{fn: c.fn, stmts: part, file: c.offered(part)})
		}
	}
	for _, r := range computed {
		r.computes, r.section = true, len(computed) > 1
	}
	out := append(c.queries, computed...)
	slices.SortStableFunc(out, func(x, y *region) int { return x.stmts[0].Span().Start - y.stmts[0].Span().Start })
	return out
}

// apart splits statements where a handler stands between them: they are not one piece of the page.
func (c *cutter) apart(stmts []python.Stmt) [][]python.Stmt {
	var out [][]python.Stmt
	for i, s := range stmts {
		between := func(r *region) bool {
			start := r.stmts[0].Span().Start
			return r.handler && stmts[i-1].Span().Start < start && start < s.Span().Start
		}
		if i == 0 || slices.ContainsFunc(c.queries, between) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
	}
	return out
}

// aggregates reports whether a run brings rows together: figures for a chart or a table are an operation of their own.
func (c *cutter) aggregates(stmts []python.Stmt) bool {
	return slices.ContainsFunc(stmts, func(s python.Stmt) bool {
		return slices.ContainsFunc(c.fn.CallsIn(headOf(s)), func(call *flow.Call) bool {
			return call.Entry != nil && call.Entry.Library == "pandas" && (slices.Contains([]string{"groupby", "pivot_table", "pivot", "crosstab", "resample",
				"merge", "melt", "agg", "aggregate"}, last(call.Entry.Name)) || isTableOfCounts(call.Node))
		})
	})
}

// isTableOfCounts reports whether a call makes a table of how often each value stands there. Counts that stay a series are
// only what a chart shows.
func isTableOfCounts(call *python.Call) bool {
	method, ok := call.Func.(*python.Attribute)
	if !ok || method.Attr != "reset_index" && method.Attr != "to_frame" {
		return false
	}
	counts, ok := method.Value.(*python.Call)
	if !ok {
		return false
	}
	counted, ok := counts.Func.(*python.Attribute)
	return ok && counted.Attr == "value_counts"
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
		lastLine = max(lastLine, m.File.Source.Line(max(r.part(s).Start, r.part(s).End-1)))
	}
	op := &Operation{
		From:  From{File: m.Path, Line: lineOf(m, r.stmts[0]), LastLine: lastLine, Within: within, Fingerprint: fingerprint(m, r.stmts)},
		Class: "region", Inputs: []Input{}, Effects: effectNames(r.effects), Expose: true, Output: a.regionOutput(r),
	}
	trigger := r.trigger
	if trigger == "" {
		trigger = a.trigger(r.fn, r.stmts[0])
	}
	op.Callers = []Caller{{At: at(m, r.stmts[0]), Trigger: trigger}}
	op.Kind = kindOf(doing{
		effects: r.effects, direct: r.effects, output: op.Output.Type, file: r.file, answers: trigger == onChat,
		moves: !r.handler && begins(r.fn.Name, []string{"download", "export", "zip"}), presumed: r.presumed,
	})
	a.regionInputs(r, op)
	if slices.ContainsFunc(op.Inputs, func(in Input) bool { return in.Source == "upload" }) &&
		(op.Kind == Query || op.Kind == Computation && a.readsUploads(r) || op.Kind == Write && a.keepsUpload(r)) {
		op.Kind = File
	}
	if r.file && op.Kind == File {
		op.Output = Output{Type: "file"}
	}
	switch {
	case r.job && !r.file:
		op.Kind = Write
	case r.computes && op.Kind != File:
		op.Kind = Computation // whatever the operations do that it computes from
	}
	if op.Kind == Write && !r.handler && !given(op) {
		op.Expose = false // the page keeps its house on each rerun; nobody asks for it
	}
	op.ID, op.region = a.regionName(r, op), r
	return op
}

// readsUploads reports whether a region reads the content of an upload by itself.
func (a *auditor) readsUploads(r *region) bool {
	for _, s := range r.stmts {
		if slices.ContainsFunc(r.fn.CallsIn(s.Span()), func(c *flow.Call) bool { return a.readsUpload(r.fn, c) }) {
			return true
		}
	}
	return false
}

// fingerprint is equal as long as the code of a region is, wherever it stands and however it is laid out.
func fingerprint(m *flow.Module, stmts []python.Stmt) string {
	sum := sha256.Sum256([]byte(python.Shape(m.File.Source, stmts...)))
	return hex.EncodeToString(sum[:6])
}

// gather adds up what the statements of a region cause; of those that hold handlers of their own only the header.
func (a *auditor) gather(r *region) {
	for _, s := range r.stmts {
		for _, e := range r.fn.EventsIn(r.part(s)) {
			r.effects |= a.causes(e)
			r.presumed = stronger(r.presumed, a.presumed(r.fn, e))
			r.sql = append(r.sql, e.SQL...)
		}
	}
}

// regionOutput is what a region leaves behind: the last table, else the last other value.
func (a *auditor) regionOutput(r *region) Output {
	var table Output
	other := ""
	flow.EachStatement(r.stmts, func(s python.Stmt) bool {
		var given []python.Expr
		switch s := s.(type) {
		case *python.Assign:
			given = append(given, s.Value)
		case *python.ExprStmt:
			if call, ok := s.Value.(*python.Call); ok {
				given = call.Args
			}
		}
		for _, e := range given {
			switch shape := shapeOf(a.Program.TypeOf(r.fn, e)); shape {
			case "table":
				table = Output{Type: shape, Columns: a.follow(r.fn).after[s]}
			case "record", "list":
				other = shape
			}
		}
		return true
	})
	switch {
	case r.handler && r.effects.Any(catalogue.Of(catalogue.DBWrite, catalogue.NetWrite, catalogue.FileWrite)):
		return Output{Type: "status"}
	case table.Type != "":
		return table
	case other != "":
		return Output{Type: other}
	case r.handler:
		return Output{Type: "status"}
	}
	return Output{Type: "unknown"}
}

// distinct gives parameters names that differ.
func distinct(list []Parameter) []Parameter {
	taken := map[string]bool{}
	for i := range list {
		p := &list[i]
		base := p.Name[:min(len(p.Name), maxID)]
		if base == "" || manifest.IsPythonKeyword(base) {
			base = "value"
		}
		p.Name = base
		for n := 2; taken[manifest.NameKey(p.Name)]; n++ {
			p.Name = base + "_" + itoa(n)
		}
		taken[manifest.NameKey(p.Name)] = true
		if p.Type == "" && p.Because == "" {
			p.Type, p.Guess = "string", true
		}
	}
	return list
}
