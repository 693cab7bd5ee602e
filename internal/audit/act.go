package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

// acts reports whether a function does something that somebody pressed a button for, although nothing is known of what it
// reaches: it says by its name that it does, and either calls what nobody described or changes the object that it belongs
// to, which outlives the run.
func (a *auditor) acts(fn *flow.Function) bool {
	if !slices.ContainsFunc(a.uiSites(fn), a.pressed) {
		return false
	}
	if fn.Effects.Has(catalogue.Unknown) && !strings.HasPrefix(fn.Name, "_") && a.statementsOf(fn, map[*flow.Function]bool{}) >= 4 {
		return true
	}
	return begins(fn.Name, doingVerbs()) && len(fn.Mutated) > 0 && slices.Contains(fn.Mutated, "self") && fn.Of != nil
}

// pressed reports whether a place runs because somebody asked for it: by a button, a form or a message.
func (a *auditor) pressed(s site) bool {
	t := ""
	if s.call == nil {
		t = a.callback(s)
	} else {
		t = a.trigger(s.in, s.node)
	}
	return t == onButton || t == onForm || t == onChat
}
