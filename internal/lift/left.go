package lift

import (
	"cmp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
)

// kindOf is what sort of store effects reach, or "".
func kindOf(e catalogue.Effects) string {
	switch {
	case e.Any(catalogue.Of(catalogue.DB, catalogue.DBRead, catalogue.DBWrite)):
		return "database"
	case e.Any(catalogue.Of(catalogue.FileRead, catalogue.FileWrite)):
		return "files"
	}
	return ""
}

// workLeft finds where the pages still reach data themselves. What the service reaches too, and one of them changes,
// is shared: both must be given the same one.
func (m *mover) workLeft() {
	left := m.rest
	changes := catalogue.Of(catalogue.DB, catalogue.DBWrite, catalogue.FileWrite)
	moved, changed := map[string]bool{}, map[string]bool{}
	for _, fn := range m.Program.Functions {
		for i := range fn.Events {
			e := &fn.Events[i]
			kind := kindOf(e.Effects)
			if kind == "" || e.Callee != nil || strings.HasPrefix(e.Name, "dotenv.") { // .env is given to both
				continue
			}
			p := m.parts[fn.Module]
			if p != nil && (p.whole || p.holds(fn.Module, e.Node)) {
				moved[kind] = true
				changed[kind] = changed[kind] || e.Effects.Any(changes)
			}
			if !left.gone(fn.Module, e.Node.Span()) {
				reason := place(fn.Module, e.Node.Span(), e.Says())
				reason.kind = kind
				m.result.Left = append(m.result.Left, reason)
				changed[kind] = changed[kind] || e.Effects.Any(changes)
			}
		}
	}
	slices.SortFunc(m.result.Left, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Text, b.Text))
	})
	m.result.Left = slices.Compact(m.result.Left)
	for _, reason := range m.result.Left {
		if moved[reason.kind] && changed[reason.kind] {
			m.result.Shared = append(m.result.Shared, reason)
		}
	}
}
