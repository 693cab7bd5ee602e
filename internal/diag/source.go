// Package diag holds positions, sources and diagnostics. It is the only code that
// formats a place or shows an excerpt; every other package only collects.
package diag

import (
	"sort"
	"unicode/utf8"
)

// Span is a half-open range of byte offsets into a Source's text.
type Span struct{ Start, End int }

// Position is a place as people read it: 1-based line, 1-based column in code points.
type Position struct{ Line, Column int }

// Source is a named text with an index of its lines. Lines end in LF, CR or CRLF.
type Source struct {
	Path string // as shown to people: relative, with slashes
	Text string

	starts []int  // byte offset of the first byte of each line
	marks  []mark // places inside long lines, in order: to count columns from
}

// mark is a place with its column.
type mark struct{ offset, column int }

// markEvery is how many bytes of a line lie between two marks: positions in a long line must not cost its length.
const markEvery = 4096

// NewSource indexes the lines of text. Use it once a file; it is safe for concurrent reading.
func NewSource(path, text string) *Source {
	starts := []int{0}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			starts = append(starts, i+1)
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			starts = append(starts, i+1)
		}
	}
	s := &Source{Path: path, Text: text, starts: starts}
	for line := range starts {
		s.mark(line + 1)
	}
	return s
}

// mark marks a line when it is long.
func (s *Source) mark(line int) {
	start, end := s.LineStart(line), s.LineStart(line+1)
	next, column := start+markEvery, 1
	if next >= end {
		return
	}
	for i := range s.Text[start:end] {
		if at := start + i; at >= next {
			s.marks = append(s.marks, mark{at, column})
			next = at + markEvery
		}
		column++
	}
}

// Lines is the number of lines; a text that ends in a line end has an empty last one.
func (s *Source) Lines() int { return len(s.starts) }

// Line gives the 1-based line that holds the byte at offset, clamped to the text.
func (s *Source) Line(offset int) int {
	return sort.Search(len(s.starts), func(i int) bool { return s.starts[i] > offset })
}

// LineStart is the byte offset at which the 1-based line begins, clamped to the text.
func (s *Source) LineStart(line int) int {
	switch {
	case line < 1:
		return 0
	case line > len(s.starts):
		return len(s.Text)
	}
	return s.starts[line-1]
}

// LineText is the 1-based line without its line end.
func (s *Source) LineText(line int) string {
	start, end := s.LineStart(line), s.LineStart(line+1)
	for end > start && (s.Text[end-1] == '\n' || s.Text[end-1] == '\r') {
		end--
	}
	return s.Text[start:end]
}

// Position converts a byte offset, clamped to the text.
func (s *Source) Position(offset int) Position {
	offset = min(max(offset, 0), len(s.Text))
	line := s.Line(offset)
	from := mark{s.LineStart(line), 1}
	if i := sort.Search(len(s.marks), func(i int) bool { return s.marks[i].offset > offset }); i > 0 && s.marks[i-1].offset > from.offset {
		from = s.marks[i-1]
	}
	return Position{Line: line, Column: from.column + utf8.RuneCountInString(s.Text[from.offset:offset])}
}
