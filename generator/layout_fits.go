package generator

// layoutVerdict is what one element says about whether a part fits.
type layoutVerdict uint8

const (
	layoutGoOn layoutVerdict = iota
	layoutYes
	layoutNo
)

// layoutMeasure walks on from an element as the printer would, without writing, until it is known whether the line fits.
type layoutMeasure struct {
	p       *layoutPrinter
	below   int // frames of the printer's stack still open
	cols    int32
	pending int32
}

// fits reports whether the elements from i on, laid out by frame, fit up to the next line end (all line ends of the
// part when frame says so). What follows the part counts too.
func (p *layoutPrinter) fits(i int32, frame layoutFrame, cols, pending int32) bool {
	p.trial = append(p.trial[:0], frame)
	m := layoutMeasure{p: p, below: len(p.stack), cols: cols, pending: pending}
	for i < int32(len(p.elements)) {
		next, verdict := m.element(i)
		if verdict != layoutGoOn {
			return verdict == layoutYes
		}
		i = next
	}
	return true
}

func (m *layoutMeasure) top() layoutFrame {
	if n := len(m.p.trial); n > 0 {
		return m.p.trial[n-1]
	}
	return m.p.stack[m.below-1]
}

func (m *layoutMeasure) push(frame layoutFrame) { m.p.trial = append(m.p.trial, frame) }

func (m *layoutMeasure) pop() {
	if n := len(m.p.trial); n > 0 {
		m.p.trial = m.p.trial[:n-1]
		return
	}
	m.below--
}

func (m *layoutMeasure) element(i int32) (int32, layoutVerdict) {
	// A flat switch: one case an element.
	e, frame, p := &m.p.elements[i], m.top(), m.p
	switch e.kind {
	case layoutText:
		return i + 1, m.text(e.text, e.cols, frame)
	case layoutSoft, layoutSoftSpace, layoutHard:
		return i + 1, m.line(e.kind, frame)
	case layoutSuffix:
		if e.cols > 0 {
			if m.cols += e.cols; m.cols > p.limit {
				return i, layoutNo
			}
		}
	case layoutEnd:
		return m.close(e, frame, i)
	case layoutGroup, layoutCondGroup:
		if e.kind == layoutCondGroup && p.isFlat(e.id, frame) {
			m.push(frame)
			break
		}
		frame.flat = frame.flat && !e.expand
		m.push(frame)
		if e.kind == layoutGroup {
			p.flatIDs[e.id] = frame.flat
		}
	case layoutIndent:
		frame.indent += layoutIndentCols
		m.push(frame)
	case layoutIndentIf:
		if !p.isFlat(e.id, frame) {
			frame.indent += layoutIndentCols
		}
		m.push(frame)
	case layoutIfBroken, layoutIfFlat:
		if p.isFlat(e.id, frame) != (e.kind == layoutIfFlat) {
			return e.end + 1, layoutGoOn
		}
		m.push(frame)
	case layoutFits:
		if frame.flat {
			if e.id == 0 || p.flatIDs[e.id] {
				frame.flat, frame.whole, frame.overflow = false, true, true
			} else if e.expand {
				return i, layoutNo
			}
		}
		m.push(frame)
	case layoutOptional:
		p.flatIDs[e.id] = frame.flat
		frame.inParens = false
		m.push(frame)
	case layoutBest:
		return m.best(i, e, frame), layoutGoOn
	}
	return i + 1, layoutGoOn
}

// best measures the flattest variant of a flat part and the most broken one of a broken part.
func (m *layoutMeasure) best(i int32, e *layoutElement, frame layoutFrame) int32 {
	variant := i + 1
	if frame.flat {
		frame.whole, frame.overflow = e.expand, false
	} else {
		for m.p.elements[variant].end+1 != e.end {
			variant = m.p.elements[variant].end + 1
		}
	}
	m.push(frame)
	return variant + 1
}

func (m *layoutMeasure) close(e *layoutElement, frame layoutFrame, i int32) (int32, layoutVerdict) {
	opened := &m.p.elements[e.end]
	m.pop()
	switch opened.kind {
	case layoutVariant:
		return m.p.elements[opened.id].end + 1, layoutGoOn
	case layoutOptional:
		if frame.inParens && !frame.flat {
			m.cols, m.pending = 0, frame.indent-layoutIndentCols
			return i + 1, m.text(")", 1, frame)
		}
	}
	return i + 1, layoutGoOn
}

func (m *layoutMeasure) line(kind layoutKind, frame layoutFrame) layoutVerdict {
	if frame.flat {
		switch kind {
		case layoutHard:
			return layoutYes
		case layoutSoftSpace:
			return m.text(" ", 1, frame)
		}
		return layoutGoOn
	}
	if !frame.whole {
		return layoutYes
	}
	m.cols, m.pending = 0, frame.indent
	return layoutGoOn
}

func (m *layoutMeasure) text(s string, cols int32, frame layoutFrame) layoutVerdict {
	m.cols += m.pending
	m.pending = 0
	if cols >= 0 {
		m.cols += cols
		if m.cols > m.p.limit && !frame.overflow {
			return layoutNo
		}
		return layoutGoOn
	}
	for len(s) > 0 {
		line, rest, more := cutLine(s)
		m.cols += textColumns(line)
		if m.cols > m.p.limit && !frame.overflow {
			return layoutNo
		}
		if more {
			if !frame.whole {
				return layoutYes
			}
			m.cols = 0
		}
		s = rest
	}
	return layoutGoOn
}

// cutLine is the first line of a text, what follows it, and whether there was a line end.
func cutLine(s string) (line, rest string, more bool) {
	for i := 0; i < len(s); i++ {
		if s[i] == '\n' {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}
