package generator

import (
	"sort"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// layouter lays out one logical line at a time.
type layouter struct {
	layoutDoc
	src       string
	first     int32          // where the logical line that is laid out begins
	code      []python.Token // all tokens of the file that mean something to the grammar
	comments  []python.Token // those inside the line's brackets that are still to be placed
	level     layoutLevel
	parens    int32 // the group that levelOptional depends on
	openUntil int32 // comments before it that end a line stay behind the bracket that opens next
	failed    bool  // something stands where no rule places it: the line stays as it is
	joined    bool  // adjacent strings may have become one
}

func (l *layouter) source(e python.Expr) {
	span := e.Span()
	l.text(l.src[span.Start:span.End])
}

// tokenAt is the index of the first token that starts at or behind an offset.
func (l *layouter) tokenAt(offset int32) int {
	return sort.Search(len(l.code), func(i int) bool { return l.code[i].Start >= offset })
}

// tokensBefore is where the token before an offset starts.
func (l *layouter) tokensBefore(offset int32) int32 {
	return l.code[max(0, l.tokenAt(offset)-1)].Start
}

func (l *layouter) kindAt(i int) python.Kind {
	if i < 0 || i >= len(l.code) {
		return python.EndMarker
	}
	return l.code[i].Kind
}

// isCallBracket reports whether the bracket at an offset follows what it calls or declares.
func (l *layouter) isCallBracket(offset int32) bool {
	return l.callsAt(l.tokenAt(offset))
}

func (l *layouter) callsAt(i int) bool {
	if i < 0 || i < len(l.code) && l.code[i].Start <= l.first {
		return false // what stands before is another statement
	}
	switch l.kindAt(i - 1) {
	case python.Identifier, python.RParen, python.RBracket, python.RBrace, python.String, python.FStringEnd,
		python.Number:
		return true
	}
	return false
}

// isParenthesized reports whether an expression stands in parentheses that are not part of it.
func (l *layouter) isParenthesized(e python.Expr) bool {
	span := e.Span()
	open, end := l.tokenAt(int32(span.Start))-1, l.tokenAt(int32(span.End))
	return l.kindAt(open) == python.LParen && l.kindAt(end) == python.RParen && !l.callsAt(open)
}

// outer is the place of an expression with the parentheses around it.
func (l *layouter) outer(e python.Expr) (start, end int32) {
	span := e.Span()
	start, end = int32(span.Start), int32(span.End)
	open, shut := l.tokenAt(start)-1, l.tokenAt(end)
	for l.kindAt(open) == python.LParen && l.kindAt(shut) == python.RParen && !l.callsAt(open) {
		start, end = l.code[open].Start, l.code[shut].End
		open--
		shut++
	}
	return start, end
}

// hasTupleParens reports whether the tuple's span begins and ends with its own parentheses.
func (l *layouter) hasTupleParens(t *python.Tuple) bool {
	if l.src[t.Start] != '(' || l.src[t.End-1] != ')' {
		return false
	}
	if len(t.Elts) == 0 {
		return true
	}
	span := t.Elts[0].Span()
	if int32(span.Start) == t.Start {
		return false
	}
	start, _ := l.outer(t.Elts[0])
	return start != t.Start
}

// commaBehind reports whether a comma follows an offset.
func (l *layouter) commaBehind(end int32) bool {
	i := l.tokenAt(end)
	if l.kindAt(i) != python.Comma {
		return false
	}
	switch l.kindAt(i + 1) {
	case python.RParen, python.RBracket, python.RBrace:
		return true
	}
	return false
}

// equalAt is where the equals sign behind an offset stands.
func (l *layouter) equalAt(offset int32) int32 {
	for i := l.tokenAt(offset); i < len(l.code); i++ {
		if l.code[i].Kind == python.Equal {
			return l.code[i].Start
		}
	}
	return offset
}

// hasMagic reports whether a comma before a closing bracket keeps a part of the source broken.
func (l *layouter) hasMagic(start, end int32) bool {
	for i := l.tokenAt(start); i < len(l.code) && l.code[i].End <= end; i++ {
		if l.code[i].Kind == python.Comma && l.commaBehind(l.code[i].Start) {
			return true
		}
	}
	return false
}

// stringParts are the adjacent literals that make up one constant.
func (l *layouter) stringParts(e python.Expr) []string {
	span := e.Span()
	if c, ok := e.(*python.Constant); ok && c.Kind != python.Str && c.Kind != python.Bytes {
		return []string{l.src[span.Start:span.End]}
	}
	var parts []string
	depth, start := 0, int32(0)
	for i := l.tokenAt(int32(span.Start)); i < len(l.code) && int(l.code[i].End) <= span.End; i++ {
		t := l.code[i]
		switch t.Kind {
		case python.String:
			if depth == 0 {
				parts = append(parts, l.src[t.Start:t.End])
			}
		case python.FStringStart:
			if depth == 0 {
				start = t.Start
			}
			depth++
		case python.FStringEnd:
			if depth--; depth == 0 {
				parts = append(parts, l.src[start:t.End])
			}
		}
	}
	if len(parts) == 0 {
		return []string{l.src[span.Start:span.End]}
	}
	return parts
}

func (l *layouter) hasComment(before int32) bool {
	return len(l.comments) > 0 && l.comments[0].Start < before
}

func (l *layouter) takeComment() string {
	c := l.comments[0]
	l.comments = l.comments[1:]
	return strings.TrimRight(l.src[c.Start:c.End], " \t\r")
}

// claim checks that the next comment stands behind from, so that none is moved.
func (l *layouter) claim(from int32) {
	if l.comments[0].Start < from {
		l.failed = true
	}
}

// ownLine reports whether the next comment has a line of its own.
func (l *layouter) ownLine() bool {
	before := strings.TrimRight(l.src[:l.comments[0].Start], " \t")
	return before == "" || before[len(before)-1] == '\n'
}

// commentsBehind places the comments that end the line of what was just laid out.
func (l *layouter) commentsBehind(from, until int32) {
	for l.hasComment(until) && !l.ownLine() {
		l.claim(from)
		l.suffix(l.takeComment())
	}
}

// commentsBefore places comments on lines of their own before what comes next.
func (l *layouter) commentsBefore(from, until int32) {
	for l.hasComment(until) {
		if l.comments[0].Start >= from || from >= until {
			l.text(l.takeComment())
			l.line(layoutHard)
			continue
		}
		l.failed = true
		return
	}
}
