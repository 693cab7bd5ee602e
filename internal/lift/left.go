package lift

import (
	"cmp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

// store is where an event reaches data: a database, or a file by its name as far as it is known.
type store struct{ kind, file string }

// storeOf is what an event reaches; one without a kind reaches nothing.
func (m *mover) storeOf(fn *flow.Function, e *flow.Event) store {
	if e.Callee != nil || strings.HasPrefix(e.Name, "dotenv.") { // .env is given to both
		return store{}
	}
	return store{kindOf(e.Effects), m.fileOf(fn, e)}
}

// database is the kind of what SQL and clients of databases reach.
const database = "database"

// kindOf is what sort of store effects reach, or "".
func kindOf(e catalogue.Effects) string {
	switch {
	case e.Any(catalogue.Of(catalogue.DB, catalogue.DBRead, catalogue.DBWrite)):
		return database
	case e.Any(catalogue.Of(catalogue.FileRead, catalogue.FileWrite)):
		return "files"
	}
	return ""
}

// isIn reports whether one of some stores may be this one.
func (s store) isIn(stores map[store]bool) bool {
	for other := range stores {
		if other.kind == s.kind && (other.file == s.file || other.file == "" || s.file == "") {
			return true
		}
	}
	return false
}

// workLeft finds where the pages still reach data themselves. What the service reaches too, and one of them changes,
// is shared: both must be given the same one.
func (m *mover) workLeft() {
	type spot struct {
		reason Reason
		store  store
	}
	changes := catalogue.Of(catalogue.DB, catalogue.DBWrite, catalogue.FileWrite)
	moved, changed := map[store]bool{}, map[store]bool{}
	var left []spot
	for _, fn := range m.Program.Functions {
		for i := range fn.Events {
			e := &fn.Events[i]
			at := m.storeOf(fn, e)
			if at.kind == "" {
				continue
			}
			p := m.parts[fn.Module]
			moves, stays := p != nil && (p.whole || p.holds(fn.Module, e.Node)), !m.rest.gone(fn.Module, e.Node.Span())
			if moves {
				moved[at] = true
			}
			if stays {
				left = append(left, spot{place(fn.Module, e.Node.Span(), e.Says()), at})
			}
			if (moves || stays) && e.Effects.Any(changes) {
				changed[at] = true
			}
		}
	}
	slices.SortFunc(left, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.reason.Path, b.reason.Path), cmp.Compare(a.reason.Line, b.reason.Line), cmp.Compare(a.reason.Text, b.reason.Text))
	})
	for _, one := range slices.Compact(left) {
		m.result.Left = append(m.result.Left, one.reason)
		if one.store.isIn(moved) && one.store.isIn(changed) {
			m.result.Shared = append(m.result.Shared, one.reason)
		}
	}
}
