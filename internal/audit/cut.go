package audit

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

// maxBlocks is how many places that prevent a cut are told.
const maxBlocks = 3

// cut says how a region becomes a function: what it would take and give, and what prevents it.
func (a *auditor) cut(r *region, op *Operation) *Cut {
	lines := map[int]bool{}
	for _, s := range r.stmts {
		end := r.fn.Module.File.Source.Line(max(r.part(s).Start, r.part(s).End-1))
		for line := lineOf(r.fn.Module, s); line <= end; line++ {
			lines[line] = true
		}
	}
	fillGaps(r.fn.Module, lines)
	out := &Cut{Signature: signature(op), Lines: len(lines), Moves: ranges(slices.Sorted(maps.Keys(lines)))}
	page := catalogue.Of(catalogue.Draws, catalogue.Asks, catalogue.Control, catalogue.StateWrite)
	seen := map[string]bool{}
	for _, s := range r.stmts {
		for _, e := range r.fn.EventsIn(r.part(s)) {
			place := fmt.Sprintf("%s: it %s", at(r.fn.Module, e.Node), e.Says())
			if e.All().Any(page) && !seen[place] && len(out.Blocks) < maxBlocks {
				seen[place] = true
				out.Blocks = append(out.Blocks, place)
			}
		}
	}
	return out
}

// fillGaps adds the lines between others that hold no statement: empty ones, comments, else and its like.
func fillGaps(m *flow.Module, lines map[int]bool) {
	list := slices.Sorted(maps.Keys(lines))
	for i := 1; i < len(list); i++ {
		between := true
		for line := list[i-1] + 1; line < list[i]; line++ {
			between = between && holdsNothing(m.File.Source.LineText(line))
		}
		for line := list[i-1] + 1; between && line < list[i]; line++ {
			lines[line] = true
		}
	}
}

func holdsNothing(line string) bool {
	line = strings.TrimSpace(line)
	word, _, _ := strings.Cut(line, ":")
	return line == "" || strings.HasPrefix(line, "#") || slices.Contains([]string{"else", "try", "finally", "except"}, word)
}

// ranges writes line numbers as `12-14` and `20`.
func ranges(lines []int) []string {
	var out []string
	for i := 0; i < len(lines); {
		first, last := lines[i], lines[i]
		for i++; i < len(lines) && lines[i] == last+1; i++ {
			last = lines[i]
		}
		one := itoa(first)
		if last > first {
			one += "-" + itoa(last)
		}
		out = append(out, one)
	}
	return out
}

// signature is the def that a region would become: it takes what users give, and what it reads of the state.
func signature(op *Operation) string {
	var params []string
	taken := map[string]bool{}
	for _, p := range op.Parameters {
		params = append(params, p.Name+hint(p))
		taken[p.Name] = true
	}
	for _, in := range op.Inputs {
		if in.Source == "session_state" && identifier(in.Name) != "" && !taken[in.Name] {
			params = append(params, identifier(in.Name))
			taken[in.Name] = true
		}
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
