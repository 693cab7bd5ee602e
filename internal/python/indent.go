package python

// indentation reads the white space that begins a logical line and emits Indent or Dedents. It reports false
// when the line was blank or held only a comment and is now behind pos.
func (l *lexer) indentation() bool {
	start := l.pos
	at, continued := l.column()
	l.fresh = true
	if l.pos >= len(l.text) {
		return false
	}
	switch l.text[l.pos] {
	case '#':
		l.comment()
		if l.pos < len(l.text) {
			l.newline()
		}
		return false
	case '\n', '\r':
		l.newline()
		return false
	}
	if continued.column > 0 {
		at = continued
	}
	l.block(start, at)
	return true
}

// column measures white space. Of a line that a backslash continues, the first column counts: continued.
func (l *lexer) column() (at, continued indent) {
	for l.pos < len(l.text) {
		switch l.text[l.pos] {
		case ' ':
			at.column++
			at.tabbed++
		case '\t':
			at.column = (at.column/8 + 1) * 8
			at.tabbed++
		case '\f':
			at = indent{}
		case '\\':
			next := l.at(l.pos + 1)
			if next != '\n' && next != '\r' || l.lineEnd(l.pos+1) >= len(l.text) {
				return at, continued
			}
			if continued.column == 0 {
				continued = indent{at.column, at.column}
			}
			l.pos = l.lineEnd(l.pos+1) - 1
		default:
			return at, continued
		}
		l.pos++
	}
	return at, continued
}

// block compares a line's indentation with the open levels.
func (l *lexer) block(start int, at indent) {
	top := l.indents[len(l.indents)-1]
	switch {
	case at.column == top.column:
		l.consistent(start, at.tabbed == top.tabbed)
	case at.column > top.column:
		if len(l.indents) >= maxIndents {
			l.fail(start, l.pos, "too many levels of indentation", "move the inner blocks into functions")
			return
		}
		l.consistent(start, at.tabbed > top.tabbed)
		l.indents = append(l.indents, at)
		l.emit(Indent, start, l.pos)
	default:
		for len(l.indents) > 1 && at.column < l.indents[len(l.indents)-1].column {
			l.indents = l.indents[:len(l.indents)-1]
			l.emit(Dedent, l.pos, l.pos)
		}
		if top = l.indents[len(l.indents)-1]; at.column != top.column {
			l.problem(start, l.pos, "unindent does not match any outer indentation level", "align the line with an open block")
			return
		}
		l.consistent(start, at.tabbed == top.tabbed)
	}
}

func (l *lexer) consistent(start int, ok bool) {
	if !ok {
		l.problem(start, l.pos, "inconsistent use of tabs and spaces in indentation", "indent with spaces only")
	}
}

// unclosed reports the innermost open bracket, drops all of them and ends the logical line at pos, so that the
// statements behind it are read.
func (l *lexer) unclosed(at int) {
	b := l.brackets[len(l.brackets)-1]
	l.brackets = l.brackets[:0]
	l.problem(int(b.open), int(b.open)+1, "'"+string(rune(b.char))+"' was never closed", "close it")
	l.emit(Error, at, at)
	l.emit(Newline, at, at)
	l.begun = false
}
