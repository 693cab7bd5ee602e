package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// event writes down what happens at a place, in the recording walk.
func (ev *evaluator) event(e Event) {
	if e.param != "" {
		use := paramUse{e.param, e.method}
		if known := ev.fn.decisive[use]; known|e.assumed != known {
			if ev.fn.decisive == nil {
				ev.fn.decisive = map[paramUse]catalogue.Effects{}
			}
			ev.fn.decisive[use] = known | e.assumed
			ev.grown(&ev.fn.result)
		}
	}
	e.Main = ev.main
	if !ev.record || ev.quiet > 0 {
		return
	}
	if e.Effects == 0 && e.marks == 0 && e.Callee == nil {
		return
	}
	if e.Effects.Any(keyedEffects()) {
		var computed bool
		if e.Key, _, computed = strings.Cut(ev.keyOf(&e), hole); computed {
			e.Key, e.KeyStart = "", e.Key
		}
	}
	ev.fn.Events = append(ev.fn.Events, e)
}

// keyedEffects are those that go by key.
func keyedEffects() catalogue.Effects {
	return catalogue.Of(catalogue.StateRead, catalogue.StateWrite, catalogue.SecretsRead, catalogue.IdentityRead,
		catalogue.EnvRead, catalogue.EnvWrite)
}

// keyOf is the key that a place names: a["k"], a.k, a.get("k"), "k" in a; constants are followed, and what is computed
// is a hole.
func (ev *evaluator) keyOf(e *Event) string {
	key := ""
	switch node := e.Node.(type) {
	case *python.Subscript:
		key, _ = ev.constantText(node.Slice)
	case *python.Attribute:
		if strings.HasSuffix(e.Name, "attr__") || strings.HasSuffix(e.Name, ".*") {
			key = node.Attr
		}
	case *python.Compare:
		key, _ = ev.constantText(node.Left)
	case *python.Call:
		if len(node.Args) > 0 {
			key, _ = ev.constantText(node.Args[0])
		}
	}
	return key
}

// use is reading or writing a described attribute or item.
func (ev *evaluator) use(node python.Node, entry *catalogue.Entry, effects catalogue.Effects) {
	if !ev.record || ev.quiet > 0 {
		return
	}
	ev.event(Event{
		Kind: LibraryUse, Node: node, Name: entry.Name, Effects: effects, Library: entry.Library, marks: marksOf(entry, effects),
		Cost: costOf(entry, effects),
	})
}

// costOf is what a call costs: as its entry says, unless its arguments took the effects away that it costs for.
func costOf(entry *catalogue.Entry, effects catalogue.Effects) catalogue.Cost {
	cost := catalogue.Cheap
	if effects == entry.Effects {
		cost = entry.Cost
	}
	table := catalogue.EffectTable()
	for _, e := range effects.List() {
		cost = max(cost, table[e].Cost)
	}
	return cost
}

// setting is writing something that the whole process shares.
func (ev *evaluator) setting(node python.Node, name string) {
	if !ev.record {
		ev.set[name] = true
	}
	ev.event(Event{Kind: LibraryUse, Node: node, Name: name, Effects: catalogue.Of(catalogue.SettingsWrite)})
}

// readSetting is reading what another place sets for the whole process.
func (ev *evaluator) readSetting(node python.Node, name string) {
	if ev.record && ev.set[name] {
		ev.event(Event{Kind: LibraryUse, Node: node, Name: name, Effects: catalogue.Of(catalogue.SettingsRead)})
	}
}

// constantText is the text of an expression that has exactly one.
func (ev *evaluator) constantText(e python.Expr) (string, bool) {
	if e == nil {
		return "", false
	}
	t := ev.textOf(e, ev.fn, 0)
	if len(t.texts) != 1 || t.open {
		return "", false
	}
	return t.texts[0], true
}
