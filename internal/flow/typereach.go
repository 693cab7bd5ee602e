package flow

// assigned lets a value flow into a variable by an assignment at this place. Assignments of the function that owns
// the name are kept apart: what is read is what may reach the place.
func (ev *evaluator) assigned(sym *Symbol, v Value, more bool) {
	if ev.record {
		return
	}
	s := ev.slotOf(sym)
	if sym.Owner != ev.fn.Scope {
		if joined := join(s.other, v); !joined.same(s.other) {
			s.other = joined
			ev.grown(s)
		}
	} else if !s.many {
		ev.addDef(s, slotDef{at: ev.at, end: ev.end, more: more, value: v})
	}
	ev.flow(s, v)
}

// addDef adds one assignment, or what it gives now.
func (ev *evaluator) addDef(s *slot, d slotDef) {
	for i := len(s.defs) - 1; i >= 0; i-- {
		if s.defs[i].at != d.at {
			continue
		}
		if joined := join(s.defs[i].value, d.value); !joined.same(s.defs[i].value) {
			s.defs[i].value = joined
			ev.grown(s)
		}
		return
	}
	if len(s.defs) == maxDefs {
		s.defs, s.many = nil, true
	} else {
		s.defs = append(s.defs, d)
	}
	ev.grown(s)
}

// same reports whether two values, one grown out of the other, are equal.
func (v Value) same(other Value) bool {
	return len(v.atoms) == len(other.atoms) && v.open == other.open
}

// readAt is what a variable may hold at a place of a function: the assignment that comes before it in any case, those
// between that only may happen, and those of a loop around both.
func (ev *evaluator) readAt(sym *Symbol, use int) Value {
	s := ev.slotOf(sym)
	all := ev.read(s)
	if sym.Owner != ev.fn.Scope || len(s.defs) == 0 {
		return all
	}
	last := -1
	for i := range s.defs {
		if d := &s.defs[i]; !d.more && d.at <= use && use < d.end {
			last = max(last, d.at)
		}
	}
	if last < 0 {
		return all
	}
	out := s.other
	for i := range s.defs {
		d := &s.defs[i]
		if d.at >= last && d.at <= use || d.at > use && ev.fn.loopAround(use, d.at, last) {
			out = join(out, d.value)
		}
	}
	return out
}
