package audit

import (
	"fmt"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
)

// maxBlocks is how many places that prevent a cut are told.
const maxBlocks = 3

// cut says how a region becomes a function: what it would take and give, and what prevents it.
func (a *auditor) cut(r *region, op *Operation) *Cut {
	lines := map[int]bool{}
	for _, s := range r.stmts {
		end := lastLineOf(r.fn.Module, s)
		if r.handler {
			end = r.fn.Module.File.Source.Line(max(headOf(s).Start, headOf(s).End-1))
		}
		for line := lineOf(r.fn.Module, s); line <= end; line++ {
			lines[line] = true
		}
	}
	out := &Cut{Signature: signature(op), Lines: len(lines)}
	page := catalogue.Of(catalogue.Draws, catalogue.Asks, catalogue.Control, catalogue.StateWrite)
	seen := map[string]bool{}
	for _, s := range r.stmts {
		span := headOf(s)
		if !r.handler {
			span = s.Span()
		}
		for _, e := range r.fn.EventsIn(span) {
			place := fmt.Sprintf("%s: it %s", at(r.fn.Module, e.Node), e.Says())
			if e.All().Any(page) && !seen[place] && len(out.Blocks) < maxBlocks {
				seen[place] = true
				out.Blocks = append(out.Blocks, place)
			}
		}
	}
	return out
}

// signature is the def that a region would become.
func signature(op *Operation) string {
	var params []string
	for _, p := range op.Parameters {
		params = append(params, p.Name+hint(p))
	}
	result := map[string]string{"table": "DataFrame", "record": "dict", "list": "list", "file": "bytes", "status": "None", "none": "None"}[op.Output.Type]
	if result != "" {
		result = " -> " + result
	}
	return fmt.Sprintf("def %s(%s)%s", op.ID, strings.Join(params, ", "), result)
}

// hint is the annotation of a parameter.
func hint(p Parameter) string {
	item, list := strings.CutPrefix(p.Type, "list[")
	item = strings.TrimSuffix(item, "]")
	name := map[string]string{"string": "str", "text": "str", "int": "int", "number": "float", "decimal": "Decimal", "bool": "bool",
		"date": "date", "datetime": "datetime", "time": "time", "file": "BinaryIO"}[item]
	switch {
	case name == "" || p.Guess:
		return ""
	case list:
		return ": list[" + name + "]"
	}
	return ": " + name
}
