package generator

import "strings"

// layoutFrame is how the elements of an open part are laid out.
type layoutFrame struct {
	indent   int32
	flat     bool
	whole    bool // measure all lines, not only the first
	overflow bool // text may be too wide while measuring
	inParens bool // of a layoutOptional: parentheses were added
}

// layoutPrinter chooses line ends so that lines fit, left to right and without ever going back.
type layoutPrinter struct {
	elements []layoutElement
	limit    int32
	out      []byte
	cols     int32
	pending  int32 // indentation not yet written, as the line is still empty
	measured bool  // a group around the current element is known to fit
	flatIDs  []bool
	stack    []layoutFrame
	trial    []layoutFrame
	suffixes []string
}

// print writes the layout at an indentation in columns and returns out extended by it, without a final line end.
func (p *layoutPrinter) print(d *layoutDoc, indent int32, out []byte) []byte {
	p.elements, p.out, p.cols, p.pending, p.measured = d.elements, out, 0, indent, false
	p.flatIDs = append(p.flatIDs[:0], make([]bool, d.ids+1)...)
	p.stack = append(p.stack[:0], layoutFrame{indent: indent})
	for i := int32(0); i < int32(len(p.elements)); {
		i = p.element(i)
	}
	p.flush()
	return p.out
}

func (p *layoutPrinter) top() layoutFrame       { return p.stack[len(p.stack)-1] }
func (p *layoutPrinter) push(frame layoutFrame) { p.stack = append(p.stack, frame) }

// isFlat is the state of a group, or of the frame for id 0.
func (p *layoutPrinter) isFlat(id int32, frame layoutFrame) bool {
	if id == 0 {
		return frame.flat
	}
	return p.flatIDs[id]
}

// element prints one element and returns the index of the next.
func (p *layoutPrinter) element(i int32) int32 {
	// A flat switch: one case an element.
	e, frame := &p.elements[i], p.top()
	switch e.kind {
	case layoutText:
		p.text(e.text, e.cols)
	case layoutSoft, layoutSoftSpace, layoutHard:
		if !frame.flat || e.kind == layoutHard {
			p.newline(frame.indent)
		} else if e.kind == layoutSoftSpace {
			p.text(" ", 1)
		}
	case layoutSuffix:
		p.suffixes = append(p.suffixes, e.text)
	case layoutEnd:
		return p.close(i)
	case layoutGroup:
		p.group(i, e)
	case layoutCondGroup:
		if p.isFlat(e.id, frame) {
			p.push(frame)
			break
		}
		p.group(i, &layoutElement{expand: e.expand})
	case layoutIndent:
		frame.indent += layoutIndentCols
		p.push(frame)
	case layoutIndentIf:
		if !p.isFlat(e.id, frame) {
			frame.indent += layoutIndentCols
		}
		p.push(frame)
	case layoutIfBroken, layoutIfFlat:
		if p.isFlat(e.id, frame) != (e.kind == layoutIfFlat) {
			return e.end + 1
		}
		p.push(frame)
	case layoutFits:
		if e.id == 0 || p.flatIDs[e.id] {
			p.measured = false
		}
		p.push(frame)
	case layoutOptional:
		p.optional(i, e)
	case layoutBest:
		return p.best(i, e)
	}
	return i + 1
}

// close leaves a part.
func (p *layoutPrinter) close(i int32) int32 {
	opened := &p.elements[p.elements[i].end]
	frame := p.top()
	p.stack = p.stack[:len(p.stack)-1]
	switch opened.kind {
	case layoutOptional:
		if frame.inParens {
			p.newline(frame.indent - layoutIndentCols)
			p.text(")", 1)
		}
	case layoutVariant:
		return p.elements[opened.id].end + 1
	}
	return i + 1
}

func (p *layoutPrinter) group(i int32, e *layoutElement) {
	frame := p.top()
	frame.flat = !e.expand && p.groupFits(i, e.id, frame)
	p.flatIDs[e.id] = frame.flat
	p.push(frame)
}

// groupFits reports whether what follows element i fits flat.
func (p *layoutPrinter) groupFits(i, id int32, frame layoutFrame) bool {
	if frame.flat && p.measured {
		return true
	}
	p.measured = true
	p.flatIDs[id] = true
	frame.flat = true
	return p.fits(i+1, frame, p.cols, p.pending)
}

func (p *layoutPrinter) optional(i int32, e *layoutElement) {
	frame := p.top()
	frame.inParens = false
	if p.groupFits(i, e.id, frame) {
		frame.flat = true
		p.flatIDs[e.id] = true
		p.push(frame)
		return
	}
	p.flatIDs[e.id] = false
	inner := frame
	inner.indent += layoutIndentCols
	inner.inParens = true
	inner.whole = true
	if p.cols+p.pending+1 <= p.limit && p.fits(i+1, inner, 0, inner.indent) {
		p.text("(", 1)
		p.newline(inner.indent)
		inner.whole, inner.flat = frame.whole, false
		p.push(inner)
		return
	}
	p.flatIDs[e.id] = true
	frame.flat = true
	p.push(frame)
}

// best enters the first variant that fits, else the last.
func (p *layoutPrinter) best(i int32, e *layoutElement) int32 {
	frame := p.top()
	variant := i + 1
	if frame.flat && p.measured {
		p.push(frame)
		return variant + 1
	}
	p.measured = true
	for p.elements[variant].end+1 != e.end {
		trial := frame
		trial.flat, trial.whole = true, e.expand
		if p.fits(variant+1, trial, p.cols, p.pending) {
			frame.flat = true
			p.push(frame)
			return variant + 1
		}
		variant = p.elements[variant].end + 1
	}
	frame.flat = false
	p.push(frame)
	return variant + 1
}

func (p *layoutPrinter) text(s string, cols int32) {
	if p.pending > 0 {
		for range p.pending {
			p.out = append(p.out, ' ')
		}
		p.cols += p.pending
		p.pending = 0
	}
	p.out = append(p.out, s...)
	if cols >= 0 {
		p.cols += cols
		return
	}
	p.cols = max(0, textColumns(s[strings.LastIndexByte(s, '\n')+1:]))
	p.measured = false
}

func (p *layoutPrinter) flush() {
	for _, s := range p.suffixes {
		p.text("  "+s, textColumns(s)+2)
	}
	p.suffixes = p.suffixes[:0]
}

func (p *layoutPrinter) newline(indent int32) {
	p.flush()
	p.out = append(p.out, '\n')
	p.cols, p.pending, p.measured = 0, indent, false
}
