package flow

import "github.com/streamlift/streamlift/internal/python"

// text notes an expression that a variable's text may come from; nil is something else.
func (ev *evaluator) text(s *slot, e python.Expr, more bool) {
	if e == nil || s == nil || len(s.texts) >= maxTexts || !mayBeText(e) {
		return
	}
	for _, have := range s.texts {
		if have.expr == e {
			return
		}
	}
	s.texts = append(s.texts, textSource{expr: e, fn: ev.fn, more: more, at: ev.at, end: ev.end})
}

// textFrom notes that a variable's text may be that of another: an element that a loop or unpacking hands it. It
// holds inside the span.
func (ev *evaluator) textFrom(s, from *slot, at statementSpan) {
	if s == from || len(s.texts) >= maxTexts {
		return
	}
	for _, have := range s.texts {
		if have.of == from && have.at == at.start {
			return
		}
	}
	s.texts = append(s.texts, textSource{of: from, fn: ev.fn, at: at.start, end: at.end})
}

// textElements hands the texts of the elements of containers to the names that a loop gives them.
func (ev *evaluator) textElements(s *python.For, v Value) {
	at := statementSpan{ev.at, ev.end}
	for _, a := range v.atoms {
		if a.kind != siteAtom || a.site.name == "dict" {
			continue
		}
		sources := a.site.items
		if len(sources) == 0 {
			sources = []*slot{&a.site.elem}
		}
		for _, from := range sources {
			ev.textInto(s.Target, from, at)
		}
	}
}

// textInto hands the text of an element, or of its parts, to a target.
func (ev *evaluator) textInto(target python.Expr, from *slot, at statementSpan) {
	if name, ok := target.(*python.Name); ok {
		if sym := ev.scope.Lookup(name.ID); sym != nil && len(from.texts) > 0 {
			ev.textFrom(ev.slotOf(sym), from, at)
		}
		return
	}
	for i, part := range displayed(target) {
		for _, a := range from.value.atoms {
			if a.kind == siteAtom && i < len(a.site.items) {
				ev.textInto(part, a.site.items[i], at)
			}
		}
	}
}

func (ev *evaluator) textOfName(e *python.Name, fn *Function, depth int) textResult {
	sym := fn.Module.Names.Variable(e)
	if sym == nil {
		return textResult{open: true}
	}
	s := ev.slots[sym]
	if s == nil {
		return textResult{open: true}
	}
	sources, settled := s.texts, false
	if sym.Owner == fn.Scope {
		sources, settled = fn.reaching(s.texts, e.Span().Start)
	}
	out := ev.textOfSources(sources, depth)
	if sym.Param && sym.Owner == fn.Scope && !settled {
		out.param, out.open = sym.Name, true
	}
	return out
}

// reaching are the assignments that may hold at a place of the function that makes them: the last one that comes
// before it in any case, those between that only may happen, and below it those of a loop around both. It reports
// whether there is one that comes before in any case: a parameter's own value then is gone.
func (fn *Function) reaching(sources []textSource, use int) ([]textSource, bool) {
	last := -1
	for _, s := range sources {
		if s.fn == fn && !s.more && s.at <= use && use < s.end {
			last = max(last, s.at)
		}
	}
	if last < 0 {
		return sources, false
	}
	var out []textSource
	for _, s := range sources {
		if s.fn != fn || s.at >= last && s.at <= use || s.at > use && fn.loopAround(use, s.at, last) {
			out = append(out, s)
		}
	}
	return out, true
}

// loopAround reports whether a loop holds both places but not the third.
func (fn *Function) loopAround(a, b, not int) bool {
	for _, l := range fn.loops {
		if l.start <= a && a < l.end && l.start <= b && b <= l.end && (not < l.start || not >= l.end) {
			return true
		}
	}
	return false
}

// textOfSlot gives the texts of a variable wherever it is read.
func (ev *evaluator) textOfSlot(s *slot, depth int) textResult {
	return ev.textOfSources(s.texts, depth)
}

// textOfSources gives each text that was assigned, followed by all that was added.
func (ev *evaluator) textOfSources(sources []textSource, depth int) textResult {
	if len(sources) == 0 || depth > maxTextDepth {
		return textResult{open: true}
	}
	out := textResult{}
	for _, source := range sources {
		switch {
		case source.of != nil:
			out = either(out, ev.textOfSlot(source.of, depth+1))
		case !source.more:
			out = either(out, ev.textOf(source.expr, source.fn, depth+1))
		}
	}
	for _, source := range sources {
		if source.more {
			out = concat(orHole(out), orHole(ev.textOf(source.expr, source.fn, depth+1)))
		}
	}
	out.param = ""
	return out
}
