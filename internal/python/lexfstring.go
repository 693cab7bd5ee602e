package python

import (
	"strings"
	"unicode/utf8"
)

// maxNestedFields is how deep format specs nest.
const (
	maxNestedFields    = 3
	maxNestedFieldsOld = 2
)

// fstring reads an f-string or t-string as PEP 701 has it: pos is behind the opening quotes, start before the prefix.
func (l *lexer) fstring(start int, q quoting) {
	if l.fdepth >= maxFStrings {
		l.fail(start, l.pos, "too many nested f-strings", "give inner parts names of their own")
		return
	}
	if l.fdepth == 0 {
		l.fbase = len(l.brackets)
	}
	l.fdepth++
	l.tokens = append(l.tokens, Token{Kind: q.kind, Start: int32(start), End: int32(l.pos), flags: q.flags})
	r := fieldReader{lexer: l, quoting: q, start: start}
	r.literal(0)
	l.fdepth--
}

// oldFString reads an f-string of before 3.12: it ends where a plain string would, and its inside is read later,
// cut off there.
func (l *lexer) oldFString(start int, q quoting) {
	inner := l.pos
	if _, ok := l.body(q); !ok {
		l.unterminated(start, q)
		return
	}
	end, whole, limited, level := l.pos, l.text, l.limited, len(l.brackets)
	l.text, l.pos, l.limited = whole[:end-q.size], inner, true
	l.fstring(start, q)
	l.text, l.pos, l.limited = whole, end, limited
	l.brackets = l.brackets[:min(level, len(l.brackets))]
	l.emit(q.kind+2, end-q.size, end)
}

// fieldReader reads the text and the fields of one f-string. Its methods report false when the f-string was
// given up; the brackets are then those of before the outermost one.
type fieldReader struct {
	*lexer
	quoting
	start int
}

// piece is text of an f-string that was read and is not yet a token.
type piece struct {
	start       int
	flags, seen uint8 // seen is all its bytes, or-ed
}

// cut makes the text read so far a token.
func (r *fieldReader) cut(p *piece) {
	if r.pos > p.start {
		if p.seen >= utf8.RuneSelf {
			p.flags |= flagNonASCII
		}
		r.tokens = append(r.tokens, Token{Kind: r.kind + 1, Start: int32(p.start), End: int32(r.pos), flags: p.flags})
	}
	p.flags, p.seen = 0, 0
}

// literal reads text up to the closing quotes or, at depth over 0, in a format spec, up to the brace that
// closes the field.
func (r *fieldReader) literal(depth int) bool {
	p := piece{start: r.pos}
	named := false // inside \N{...}
	for r.pos < len(r.text) {
		c := r.text[r.pos]
		p.seen |= c
		switch {
		case c == '\\':
			p.flags |= flagEscape
			named = r.escape()
			continue
		case c == '{' && depth == 0 && r.at(r.pos+1) == '{':
			r.pos++
		case c == '{':
			r.cut(&p)
			if !r.field(depth + 1) {
				return false
			}
			p.start = r.pos
			continue
		case c == '}' && named:
			named = false
		case c == '}' && depth > 0:
			r.cut(&p)
			return true
		case c == '}':
			if r.at(r.pos+1) != '}' {
				return r.abandon(r.pos, "f-string: single '}' is not allowed", "write '}}'")
			}
			r.pos++
		case c == r.char && !r.limited && r.closing():
			r.cut(&p)
			return r.close(depth)
		case c == '\n' || c == '\r':
			if c == '\r' {
				p.flags |= flagReturn
			}
			if r.size == 1 && !r.limited {
				return r.lineEnds(&p, depth)
			}
		}
		r.pos++
	}
	r.cut(&p)
	if !r.limited {
		r.unterminated(r.start, r.quoting)
		return false
	}
	return true
}

// close reads the closing quotes, which end the f-string but may not stand in a format spec.
func (r *fieldReader) close(depth int) bool {
	if depth > 0 {
		return r.abandon(r.pos, "f-string: expecting '}'", "close the field before the string ends")
	}
	r.emit(r.kind+2, r.pos, r.pos+r.size)
	r.pos += r.size
	return true
}

// lineEnds ends the text at a line end within single quotes; only a field may go on behind it.
func (r *fieldReader) lineEnds(p *piece, depth int) bool {
	if depth == 0 {
		return r.abandon(r.pos, "unterminated f-string literal", "close it, or use three quotes for several lines")
	}
	r.cut(p)
	return true
}

// closing reports whether the closing quotes stand at pos.
func (r *fieldReader) closing() bool {
	return r.size == 1 || r.at(r.pos+1) == r.char && r.at(r.pos+2) == r.char
}

// escape moves behind a backslash and what it escapes; it reports whether a \N{ begins.
func (r *fieldReader) escape() bool {
	r.pos++
	switch c := r.at(r.pos); {
	case c == '{' || c == '}' || r.pos >= len(r.text):
		return false
	case c == 'N' && !r.raw && r.at(r.pos+1) == '{':
		r.pos += 2
		return true
	case c == '\r' && r.at(r.pos+1) == '\n':
		r.pos++
	}
	r.pos++
	return false
}

// abandon reports an f-string that cannot be read on and moves behind its line or its end.
func (r *fieldReader) abandon(at int, message, advice string) bool {
	if r.size == 1 {
		if n := strings.IndexAny(r.text[r.pos:], "\n\r"); n >= 0 {
			r.pos += n
		} else {
			r.pos = len(r.text)
		}
	} else if n := strings.Index(r.text[r.pos:], strings.Repeat(string(rune(r.char)), 3)); n >= 0 {
		r.pos += n + 3
	} else {
		r.pos = len(r.text)
	}
	r.problem(at, min(at+1, len(r.text)), message, advice)
	r.damaged(at, r.pos)
	r.brackets = r.brackets[:min(r.fbase, len(r.brackets))]
	return false
}

// field reads an interpolation from its opening to its closing brace.
func (r *fieldReader) field(depth int) bool {
	if depth > r.deepest() {
		return r.abandon(r.pos, "f-string: expressions nested too deeply", "give inner parts names of their own")
	}
	if len(r.brackets) >= maxBrackets {
		return r.abandon(r.pos, "too many nested parentheses", "give inner parts names of their own")
	}
	r.emit(LBrace, r.pos, r.pos+1)
	r.brackets = append(r.brackets, bracket{open: int32(r.pos), char: '{', field: true})
	level := len(r.brackets)
	r.pos++
	expression, spec := r.pos, false
	for r.pos < len(r.text) {
		if len(r.brackets) == level {
			switch c := r.text[r.pos]; {
			case c == '}':
				r.oldExpression(expression, spec)
				r.brackets = r.brackets[:level-1]
				r.emit(RBrace, r.pos, r.pos+1)
				r.pos++
				return true
			case c == ':' && !spec:
				r.oldExpression(expression, spec)
				r.emit(Colon, r.pos, r.pos+1)
				r.pos++
				spec = true
				if !r.literal(depth) {
					return false
				}
				continue
			case c == '!' && r.at(r.pos+1) != '=':
				r.emit(Exclamation, r.pos, r.pos+1)
				r.pos++
				continue
			}
		}
		r.token()
		if len(r.brackets) < level {
			return false
		}
	}
	if r.limited {
		r.fail(r.pos, r.pos, "f-string: expecting '}'", "close the field before the string ends")
		r.brackets = r.brackets[:level-1]
	}
	return false
}

func (r *fieldReader) deepest() int {
	if r.limited {
		return maxNestedFieldsOld
	}
	return maxNestedFields
}

// oldExpression checks the rule of before 3.12 that the code of a field holds no backslash.
func (r *fieldReader) oldExpression(start int, spec bool) {
	if r.limited && !spec {
		if i := strings.IndexByte(r.text[start:r.pos], '\\'); i >= 0 {
			r.problem(start+i, start+i+1, "f-string expression part cannot include a backslash", "use python 3.12 or a variable")
		}
	}
}
