package lift

import (
	"fmt"
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

// fileUse is a place of a function that reads or writes the content of a file.
type fileUse struct {
	file string
	fn   *flow.Function
	at   *flow.Event
}

func (u fileUse) writes() bool { return u.at.Effects.Has(catalogue.FileWrite) }

// fileUses are all of them, in functions that neither draw nor ask. What a page or a function of a page does with a file
// is work left in the pages.
func (m *mover) fileUses() []fileUse {
	if m.files == nil {
		m.files = []fileUse{}
		for _, fn := range m.Program.Functions {
			if fn.Def() == nil || fn.Effects.Any(catalogue.Of(catalogue.Draws, catalogue.Asks)) {
				continue
			}
			for i := range fn.Events {
				if file := m.fileOf(fn, &fn.Events[i]); file != "" {
					m.files = append(m.files, fileUse{file, fn, &fn.Events[i]})
				}
			}
		}
	}
	return m.files
}

// divide finds operations that would leave others behind that use the same file, of which one writes it; it reports
// whether there are more. Functions of one file move together or stay together: a lock, a cache and the order of
// what they do hold within one process.
func (m *mover) divide() bool {
	found := false
	for _, moved := range m.fileUses() {
		if p := m.parts[moved.fn.Module]; p == nil || !p.holdsSpan(moved.fn.Module, moved.at.Span()) {
			continue
		}
		for _, left := range m.fileUses() {
			if left.file != moved.file || !left.writes() && !moved.writes() || m.rest.gone(left.fn.Module, left.at.Span()) {
				continue
			}
			reason := place(left.fn.Module, left.at.Span(), fmt.Sprintf("%q stays and %s here: what uses one file moves together or not at all", left.fn.Path, left.at.Says()))
			reason.Because = twoCopies
			for fn, to := range m.clients {
				if _, known := m.torn[to.operation]; !known && slices.Contains(m.reach(fn), moved.fn) {
					m.torn[to.operation], found = reason, true
				}
			}
		}
	}
	return found
}
