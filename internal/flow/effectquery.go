package flow

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// EventsIn gives the events of a function that begin inside a span, in source order: those of a statement, a block,
// a region. What stands in a def or lambda inside the span is not among them: that is a function of its own.
func (fn *Function) EventsIn(span diag.Span) []*Event {
	from := sort.Search(len(fn.Events), func(i int) bool { return fn.Events[i].Span().Start >= span.Start })
	var out []*Event
	for i := from; i < len(fn.Events) && fn.Events[i].Span().Start < span.End; i++ {
		out = append(out, &fn.Events[i])
	}
	return out
}

// CallsIn gives the calls of a function that begin inside a span, in source order.
func (fn *Function) CallsIn(span diag.Span) []*Call {
	from := sort.Search(len(fn.Calls), func(i int) bool { return fn.Calls[i].Node.Span().Start >= span.Start })
	var out []*Call
	for i := from; i < len(fn.Calls) && fn.Calls[i].Node.Span().Start < span.End; i++ {
		out = append(out, fn.Calls[i])
	}
	return out
}

// All gives the effects of an event: its own and those of the function that it runs.
func (e *Event) All() catalogue.Effects {
	if e.Callee != nil {
		return e.Effects | e.Callee.out
	}
	return e.Effects
}

// EffectsIn gives all that happens inside a span of a function, callees included.
func (fn *Function) EffectsIn(span diag.Span) catalogue.Effects {
	var out catalogue.Effects
	for _, e := range fn.EventsIn(span) {
		out |= e.All()
	}
	return out
}

// Argument finds the expression that a call of a library gives for a parameter, by keyword or position, as the
// catalogue names the parameters; nil when it is not given.
func (c *Call) Argument(param string) python.Expr {
	for _, k := range c.Node.Keywords {
		if k.Name == param {
			return k.Value
		}
	}
	if c.Entry == nil {
		return nil
	}
	if at := slices.Index(c.Entry.Params, param); at >= 0 && at < len(c.Node.Args) {
		return c.Node.Args[at]
	}
	return nil
}

// Explain says a chain in words: "calls core/db.py:save at app.py:40, which executes INSERT at core/db.py:52".
func Explain(chain []Step) string {
	var parts []string
	for _, s := range chain {
		line := s.In.Module.File.Source.Position(s.Event.Span().Start).Line
		parts = append(parts, s.Event.Says()+" at "+s.In.Module.Path+":"+strconv.Itoa(line))
	}
	return strings.Join(parts, ", which ")
}
