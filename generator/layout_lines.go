package generator

import (
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// lineReader cuts tokens into logical lines.
type lineReader struct {
	src     string
	limit   int32
	columns []int32 // of the open blocks
	lines   []logicalLine
	line    logicalLine
	begun   bool
	depth   int // open brackets
	last    python.Token
	ended   int32 // where the line before ended
}

// logicalLines lists the logical lines and lone comments of a file.
func logicalLines(src string, tokens []python.Token, limit int32) []logicalLine {
	r := lineReader{src: src, limit: limit, columns: []int32{0}}
	for i, t := range tokens {
		switch t.Kind {
		case python.NL, python.EndMarker:
		case python.Indent:
			r.columns = append(r.columns, t.End-t.Start)
		case python.Dedent:
			r.columns = r.columns[:len(r.columns)-1]
		case python.Comment:
			r.comment(t)
		case python.Newline:
			r.finish()
		default:
			if !r.begun {
				r.begin(t, len(r.columns)-1)
				if t.Kind == python.KwAsync {
					r.line.first = tokens[i+1].Kind
				}
			}
			r.token(t)
		}
	}
	return r.lines
}

func (r *lineReader) begin(t python.Token, depth int) {
	start := int32(strings.LastIndexByte(r.src[:t.Start], '\n') + 1)
	gap := r.src[r.ended:start]
	r.begun = true
	r.line = logicalLine{
		start: t.Start, column: int32(depth) * layoutIndentCols, depth: depth, first: t.Kind, simple: true,
		before: max(0, strings.Count(gap, "\n")-1), word: r.src[t.Start:t.End],
	}
	if r.ended == 0 {
		r.line.before = 0
	}
	r.depth = 0
	r.last = python.Token{}
}

func (r *lineReader) token(t python.Token) {
	switch t.Kind {
	case python.LParen, python.LBracket, python.LBrace:
		if r.depth++; t.Kind == python.LParen && !isCallee(r.last.Kind) {
			r.line.simple = false
		}
	case python.RParen, python.RBracket, python.RBrace:
		if r.depth--; r.last.Kind == python.Comma {
			r.line.simple = false
		}
	case python.Colon:
		if r.depth == 0 && r.line.colon == 0 {
			r.line.colon = t.End
		}
	case python.String, python.FStringStart:
		if r.last.Kind == python.String || r.last.Kind == python.FStringEnd {
			r.line.simple = false
		}
	}
	r.line.docs = t.Kind == python.String && t.Start == r.line.start
	r.line.end = t.End
	r.last = t
}

// isCallee reports whether a bracket behind a token of this kind is a call's.
func isCallee(kind python.Kind) bool {
	switch kind {
	case python.Identifier, python.RParen, python.RBracket, python.RBrace, python.String, python.FStringEnd:
		return true
	}
	return false
}

func (r *lineReader) comment(t python.Token) {
	switch {
	case !r.begun:
		start := int32(strings.LastIndexByte(r.src[:t.Start], '\n') + 1)
		depth := 0
		for depth+1 < len(r.columns) && r.columns[depth+1] <= t.Start-start {
			depth++
		}
		if t.Start-start > r.columns[len(r.columns)-1] {
			depth = len(r.columns)
		}
		r.begin(t, depth)
		r.line.end = t.End
		r.finish()
	case r.depth > 0:
		r.line.inner = append(r.line.inner, t)
	default:
		r.line.trailing = t
		r.line.end = t.End
	}
}

func (r *lineReader) finish() {
	if r.begun {
		line := &r.line
		text := r.src[line.start:line.end]
		cols := textColumns(text)
		if c := line.trailing; c.End > 0 && isPragma(r.src[c.Start:c.End]) {
			cols = textColumns(strings.TrimRight(r.src[line.start:c.Start], " \t"))
		}
		line.stub = strings.HasSuffix(text, ": ...")
		line.simple = line.simple && cols >= 0 && line.column+cols <= r.limit
		r.lines = append(r.lines, *line)
		r.ended = line.end
	}
	r.begun = false
}

// sibling is what stands before a line in the same block.
type sibling struct {
	line  *logicalLine
	begun bool // the block has a line
	first bool // no statement stands before it in the block
}

// blankLines is how many blank lines stand before each line.
func blankLines(lines []logicalLine) []int {
	blanks := make([]int, len(lines))
	var open []sibling // by depth
	for i := 0; i < len(lines); {
		head := i
		for lines[i].first == python.Comment && i+1 < len(lines) && lines[i+1].depth == lines[i].depth {
			i++
		}
		line := &lines[i]
		for len(open) <= line.depth {
			open = append(open, sibling{})
		}
		limit := 1
		if line.depth == 0 {
			limit = 2
		}
		for j := head; j <= i; j++ {
			blanks[j] = min(lines[j].before, limit)
		}
		head = leading(open, lines, head, i)
		if open[line.depth].begun {
			blanks[head] = gap(open, line, lines[head].before, limit)
		} else {
			blanks[head] = firstGap(open, line, &lines[head])
		}
		if line.first != python.Comment {
			open = append(open[:line.depth], sibling{line: line, first: open[line.depth].line == nil})
		}
		open[line.depth].begun = true
		if line.first == python.Comment && line.depth+1 < len(open) {
			open = open[:line.depth+1]
		}
		i++
	}
	return blanks
}

// leading is the first of the comments before line i that belong to it: those right behind the statement before them
// belong to that one when a blank line follows.
func leading(open []sibling, lines []logicalLine, head, i int) int {
	prev := open[lines[head].depth].line
	if prev == nil || prev.isDef() || lines[head].before > 0 || endsInDef(open[lines[head].depth+1:]) {
		return head
	}
	for j := head + 1; j <= i; j++ {
		if lines[j].before > 0 {
			return j
		}
	}
	return head
}

// gap is the blank lines before a line, or before the comments that belong to it.
func gap(open []sibling, line *logicalLine, before, limit int) int {
	kept := min(before, limit)
	prev := open[line.depth].line
	if prev == nil {
		return kept
	}
	switch {
	case prev.first == python.At:
		return 0
	case line.continues():
		return kept
	case prev.isStub() && line.isDef() && before == 0:
		return 0
	case line.isDef(), prev.isDef(), endsInDef(open[line.depth+1:]):
		return limit
	case prev.isImport() && !line.isImport():
		return max(1, kept)
	case prev.docs && open[line.depth].first && (line.depth == 0 || isClassBody(open, line.depth)):
		return 1
	}
	return kept
}

// firstGap is the blank lines between the header of a block and its first line, or the comments before that.
func firstGap(open []sibling, line, head *logicalLine) int {
	if line.depth == 0 || open[line.depth-1].line == nil {
		return 0
	}
	switch parent := open[line.depth-1].line; {
	case parent.first == python.KwDef:
		if line.docs {
			return 0
		}
		return min(head.before, 1)
	case parent.first != python.KwClass && line.isDef() && head == line:
		return 1
	}
	return 0
}

// endsInDef reports whether the block before ended in a def or class, or in a block that did.
func endsInDef(inner []sibling) bool {
	for _, s := range inner {
		if s.line == nil {
			return false
		}
		if s.line.isDef() {
			return true
		}
	}
	return false
}

func isClassBody(open []sibling, depth int) bool {
	return open[depth-1].line != nil && open[depth-1].line.first == python.KwClass
}

func (l *logicalLine) isDef() bool {
	return l.first == python.KwDef || l.first == python.KwClass || l.first == python.At
}

func (l *logicalLine) isImport() bool {
	return l.first == python.KwImport || l.first == python.KwFrom
}

// isStub reports whether a def ends on its own line.
func (l *logicalLine) isStub() bool {
	return l.first == python.KwDef && l.stub
}

// continues reports whether a line goes on with the compound statement before it.
func (l *logicalLine) continues() bool {
	switch l.first {
	case python.KwElse, python.KwElif, python.KwExcept, python.KwFinally:
		return true
	}
	return false
}
