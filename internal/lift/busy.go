package lift

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// busy says what else happens where an object is made: the text of that place is on both sides, and would do it twice.
func (m *mover) busy(on *object, makings []*flow.Call) (Reason, bool) {
	if on.call {
		maker := m.Program.Function(on.home.Path, on.name)
		return besides(maker, maker.Def().Span(), makings)
	}
	if on.home.Page {
		return Reason{}, false // its statements are those of the page
	}
	for _, stmt := range on.home.File.Module.Body {
		uses := slices.ContainsFunc(within(m.index(on.home).names, whole(stmt)), func(n *python.Name) bool { return n.ID == on.name })
		if isBlock(stmt) || !uses {
			continue
		}
		if at, busy := besides(on.home.Body, whole(stmt), makings); busy {
			return at, true
		}
	}
	return Reason{}, false
}

// besides is the first thing that a part of a function does besides making objects, and reading what they are made of.
func besides(fn *flow.Function, span diag.Span, makings []*flow.Call) (Reason, bool) {
	reads := catalogue.Of(catalogue.SecretsRead, catalogue.EnvRead, catalogue.SettingsRead)
	for _, e := range fn.EventsIn(span) {
		making := slices.ContainsFunc(makings, func(c *flow.Call) bool { return python.Node(c.Node) == e.Node })
		effects := e.Effects
		if e.Callee != nil {
			effects |= e.Callee.Effects
		}
		if !making && effects&^reads != 0 {
			return place(fn.Module, e.Span(), "where its object is made, the app "+e.Says()+" too: both sides would"), true
		}
	}
	return Reason{}, false
}
