package generator

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// layoutKind says what one element of a layout is.
type layoutKind uint8

// The elements of a layout: first those that stand alone, then those that open a part which layoutEnd closes.
const (
	layoutText      layoutKind = iota
	layoutSoft                 // a line end, or nothing where the part stays flat
	layoutSoftSpace            // a line end, or a space where the part stays flat
	layoutHard                 // always a line end
	layoutSuffix               // a comment, held back to the end of the line
	layoutEnd
	layoutGroup      // flat when it fits, else broken
	layoutCondGroup  // a group while group id is broken, else nothing of its own
	layoutIndent     // one level deeper
	layoutIndentIf   // one level deeper while group id is broken
	layoutIfBroken   // only while group id (0: the innermost) is broken
	layoutIfFlat     // only while group id (0: the innermost) is flat
	layoutFits       // measured broken while group id is flat (0: always)
	layoutOptional   // in parentheses on lines of its own when only that makes it fit
	layoutBest       // the first of its variants that fits
	layoutVariant    // one of them
	layoutIndentCols = 4
)

// layoutElement is one element; id names a group; end is the index of the closing element, or for layoutEnd of the
// opening one. Expand marks a group that holds a line end, a layoutFits whose content does, a layoutBest to measure whole.
type layoutElement struct {
	text   string
	cols   int32 // -1: the text has line ends
	id     int32
	end    int32
	kind   layoutKind
	expand bool
}

// layoutDoc is a layout under construction.
type layoutDoc struct {
	elements []layoutElement
	open     []int32
	ids      int32
}

func (d *layoutDoc) reset() {
	d.elements, d.open, d.ids = d.elements[:0], d.open[:0], 0
}

// newID names a group; ids start at 1.
func (d *layoutDoc) newID() int32 {
	d.ids++
	return d.ids
}

func (d *layoutDoc) text(s string) {
	cols := textColumns(s)
	d.elements = append(d.elements, layoutElement{kind: layoutText, text: s, cols: cols})
	if cols < 0 {
		d.expandParents()
	}
}

func (d *layoutDoc) line(kind layoutKind) {
	d.elements = append(d.elements, layoutElement{kind: kind})
	if kind == layoutHard {
		d.expandParents()
	}
}

// suffix adds a comment that ends the line it falls on.
func (d *layoutDoc) suffix(comment string) {
	cols := int32(0)
	if !isPragma(comment) {
		cols = textColumns(comment) + 2
	}
	d.elements = append(d.elements, layoutElement{kind: layoutSuffix, text: comment, cols: cols})
	d.expandParents()
}

func (d *layoutDoc) begin(kind layoutKind, id int32) {
	d.open = append(d.open, int32(len(d.elements)))
	d.elements = append(d.elements, layoutElement{kind: kind, id: id})
}

// beginBroken opens a group that is never flat.
func (d *layoutDoc) beginBroken(id int32) {
	d.expandParents()
	d.begin(layoutGroup, id)
	d.elements[len(d.elements)-1].expand = true
}

func (d *layoutDoc) end() {
	last := len(d.open) - 1
	at := d.open[last]
	d.open = d.open[:last]
	d.elements[at].end = int32(len(d.elements))
	d.elements = append(d.elements, layoutElement{kind: layoutEnd, end: at})
}

// expandParents breaks the groups around what was just added, up to the next part that decides for itself.
func (d *layoutDoc) expandParents() {
	for i := len(d.open) - 1; i >= 0; i-- {
		e := &d.elements[d.open[i]]
		switch e.kind {
		case layoutGroup, layoutCondGroup:
			e.expand = true
		case layoutFits:
			e.expand = true
			return
		case layoutOptional, layoutBest, layoutVariant:
			return
		}
	}
}

// isPragma reports whether a comment is for a tool; such comments do not count in the width of a line.
func isPragma(comment string) bool {
	body := strings.TrimLeft(strings.TrimPrefix(comment, "#"), " \t")
	for _, tool := range []string{"type:", "noqa", "pyright:", "pylint:", "flake8:", "ruff:", "mypy:", "ty:", "isort:", "pyrefly:", "nosec"} {
		if strings.HasPrefix(body, tool) {
			return true
		}
	}
	return false
}

// textColumns is the width of a text on a terminal: wide characters count two, combining ones nothing; -1 for several lines.
func textColumns(s string) int32 {
	cols := int32(0)
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return max(-1, cols+wideColumns(s[i:]))
		}
		if s[i] == '\n' {
			return -1
		}
		cols++
	}
	return cols
}

func wideColumns(s string) int32 {
	cols := int32(0)
	for _, r := range s {
		if r == '\n' {
			return -1 << 20
		}
		cols += runeColumns(r)
	}
	return cols
}

func runeColumns(r rune) int32 {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || r >= 0x1160 && r <= 0x11ff {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
