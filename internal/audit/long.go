package audit

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// Where a hint that an operation takes long comes from: the author shows how far it is, or waits with a spinner; or what
// it does looks long.
const (
	authorSource = "author"
	staticSource = "static"
)

// shortSleep is how long, in seconds, a wait may be that is no work: before the page runs again.
const shortSleep = 5

// long notes why a server should not answer an operation inside a normal request. What the author shows while it works
// counts for more than what its calls look like; neither is a number of seconds.
func (a *auditor) long(op *Operation, fn *flow.Function, sites []site) {
	static := a.staticLong(fn)
	shown, progress := "", false
	for _, s := range sites {
		if text, far := a.shownWhile(s.in, s.node); text != "" && (shown == "" || far && !progress) {
			shown, progress = text, far
		}
	}
	if text := reports(fn); text != "" {
		shown, progress = text, true
	}
	switch {
	case progress && static != "":
		op.Long, op.LongSource, op.LongConfidence, op.LongBecause = true, authorSource, "high", shown+"; "+static
	case progress:
		op.Long, op.LongSource, op.LongConfidence, op.LongBecause = true, authorSource, "medium", shown
	case static != "" && shown != "":
		op.Long, op.LongSource, op.LongConfidence, op.LongBecause = true, authorSource, "medium", shown+"; "+static
	case static != "":
		op.Long, op.LongSource, op.LongConfidence, op.LongBecause = true, staticSource, "low", static
	}
	op.progress = progress
}

// staticLong says what a function does that looks long: it trains, asks a model, or waits.
func (a *auditor) staticLong(fn *flow.Function) string {
	if fn.Cost != catalogue.Slow {
		return ""
	}
	for _, e := range []catalogue.Effect{catalogue.Trains, catalogue.Infers, catalogue.Sleeps} {
		if !fn.Effects.Has(e) {
			continue
		}
		chain := a.Program.Chain(fn, e)
		if e != catalogue.Sleeps || len(chain) > 0 && waits(chain[len(chain)-1]) {
			return flow.Explain(chain)
		}
	}
	return ""
}

// waits reports whether a sleep is more than a short pause: it is long, or stands in a loop.
func waits(step flow.Step) bool {
	call, ok := step.Event.Node.(*python.Call)
	if !ok || len(call.Args) != 1 {
		return true
	}
	seconds, known := number(call.Args[0])
	looped := slices.ContainsFunc(step.In.Calls, func(c *flow.Call) bool { return c.Node == call && c.Loop })
	return !known || seconds >= shortSleep || looped
}

// shownWhile says what the page shows while a call runs: how far it is, or that one must wait.
func (a *auditor) shownWhile(fn *flow.Function, node python.Node) (text string, progress bool) {
	for s := a.spotOf(fn, node); s != nil && s.parent != nil; s = s.parent {
		with, ok := s.parent.stmt.(*python.With)
		if !ok {
			continue
		}
		for _, item := range with.Items {
			call, ok := item.Context.(*python.Call)
			if !ok {
				continue
			}
			if c := a.Program.CallOf(call); c != nil && c.Entry != nil && (last(c.Entry.Name) == "spinner" || last(c.Entry.Name) == "status") {
				return "the page shows a " + last(c.Entry.Name) + " at " + at(fn.Module, call), last(c.Entry.Name) == "status"
			}
		}
	}
	return "", false
}

// reports says where a function itself shows how far it is.
func reports(fn *flow.Function) string {
	for i := range fn.Events {
		if e := &fn.Events[i]; e.Callee == nil && (e.Name == "streamlit.progress" || e.Name == "streamlit.status") {
			return e.Says() + " at " + at(fn.Module, e.Node)
		}
	}
	return ""
}
