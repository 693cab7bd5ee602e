package audit

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

// What a function that reads writes on its way is its upkeep: a table that is made when it is missing, a cache that is
// filled. Whoever asks it does not write by that.

// stores are the effects that change something outside.
func stores() catalogue.Effects {
	return effectsOf(catalogue.DBWrite, catalogue.NetWrite, catalogue.FileWrite)
}

// meant are the effects of a function without the upkeep of those that it asks.
func (a *auditor) meant(fn *flow.Function) catalogue.Effects {
	if known, ok := a.meaning[fn]; ok {
		return known
	}
	a.meaning[fn] = fn.Effects // of one that calls itself nothing is left out
	written := fn.Direct
	for i := range fn.Events {
		if e := &fn.Events[i]; e.Callee != nil {
			written |= a.meantBy(e.Callee)
		}
	}
	a.meaning[fn] = fn.Effects&^stores() | fn.Effects&written&stores()
	return a.meaning[fn]
}

// meantBy are the effects of a callee as its caller means them.
func (a *auditor) meantBy(callee *flow.Function) catalogue.Effects {
	out := a.meant(callee)
	d := doing{name: callee.Name, effects: out, direct: callee.Direct, output: outputOf(returnsOf(callee))}
	if d.asks() && out.Any(effectsOf(catalogue.DB, catalogue.DBRead, catalogue.NetRead, catalogue.FileRead)) {
		return out &^ stores()
	}
	return out
}

// causes are the effects of an event as the code around it means them.
func (a *auditor) causes(e *flow.Event) catalogue.Effects {
	if e.Callee == nil {
		return e.All()
	}
	return e.All()&^stores() | e.All()&(e.Effects|a.meantBy(e.Callee))&stores()
}
