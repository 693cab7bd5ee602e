// Package merge joins three versions of a text, bytes to bytes: the base that was generated last,
// mine as a person left it, and theirs as it is generated now. It never drops a line that one side
// added without showing it in a conflict.
package merge

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Labels name the three versions in conflict markers, so that a reader knows which is which.
type Labels struct{ Mine, Base, Theirs string }

// Conflict is a run of lines of Result.Text, markers included: 1-based, Last inclusive.
type Conflict struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

// Result is a merged text. It is clean when Conflicts is empty; otherwise each conflict shows
// mine, base and theirs between diff3 markers.
type Result struct {
	Text      string
	Conflicts []Conflict
	Reason    string // why it is not clean: one sentence for people
}

// Lines is a three-way merge by lines (diff3). Changes of both sides to the same or to touching
// lines are a conflict unless they are equal, as `git merge-file --diff3` has it.
func Lines(base, mine, theirs string, labels Labels) Result {
	return assemble(linePieces(base, mine, theirs), mine, labels, "you and the new version changed the same lines")
}

// piece is a run of merged text, or a conflict of three texts.
type piece struct {
	text               string
	conflict           bool
	mine, base, theirs string
}

// assemble writes pieces, with markers around conflicts in the line ends of mine.
func assemble(pieces []piece, mine string, labels Labels, reason string) Result {
	w := writer{labels: labels, end: lineEnd(mine)}
	for _, p := range pieces {
		if p.conflict {
			w.conflict(p.mine, p.base, p.theirs)
		} else {
			w.add(p.text)
		}
	}
	r := Result{Text: w.text.String(), Conflicts: w.conflicts}
	if len(r.Conflicts) > 0 {
		r.Reason = reason
	}
	return r
}

// linePieces is the merge by lines.
func linePieces(base, mine, theirs string) []piece {
	return lineMerge(Versions{Base: base, Mine: mine, Theirs: theirs}, func(g group) bool { return len(g.mine) > 0 && len(g.theirs) > 0 })
}

// lineMerge shows as conflicts the groups of changes that are in doubt and differ.
func lineMerge(v Versions, doubt func(group) bool) []piece {
	base, mine, theirs := v.Base, v.Mine, v.Theirs
	lines := strings.SplitAfter(base, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	var out []piece
	a, b := hunks(base, mine), hunks(base, theirs)
	at := 0
	for len(a) > 0 || len(b) > 0 {
		g := nextGroup(&a, &b)
		out = append(out, piece{text: strings.Join(lines[at:g.first], "")})
		at = g.last
		original := lines[g.first:g.last]
		switch left, right := g.apply(g.mine, original), g.apply(g.theirs, original); {
		case left == right:
			out = append(out, piece{text: left})
		case doubt(g):
			out = append(out, piece{conflict: true, mine: left, base: strings.Join(original, ""), theirs: right})
		case len(g.theirs) == 0:
			out = append(out, piece{text: left})
		default:
			out = append(out, piece{text: right})
		}
	}
	return append(out, piece{text: strings.Join(lines[at:], "")})
}

// hunk replaces the base lines [first, last) by text.
type hunk struct {
	first, last int
	text        string
}

// hunks is the difference of two texts as replaced runs of base lines, in order.
func hunks(base, other string) []hunk {
	var out []hunk
	line, offset := 0, 0
	advance := func(to int) int {
		line += strings.Count(base[offset:to], "\n")
		if to == len(base) && to > offset && base[to-1] != '\n' {
			line++ // the last line has no line end
		}
		offset = to
		return line
	}
	for _, edit := range udiff.Lines(base, other) {
		first := advance(edit.Start)
		last := advance(edit.End)
		if n := len(out); n > 0 && out[n-1].last == first {
			out[n-1].last, out[n-1].text = last, out[n-1].text+edit.New
			continue
		}
		out = append(out, hunk{first: first, last: last, text: edit.New})
	}
	return out
}

// group is a run of base lines [first, last) with the hunks of both sides that touch it.
type group struct {
	first, last  int
	mine, theirs []hunk
}

// nextGroup takes the first hunk off a and b and all that touch what was taken so far.
func nextGroup(a, b *[]hunk) group {
	var g group
	if len(*b) == 0 || len(*a) > 0 && (*a)[0].first <= (*b)[0].first {
		g.first, g.last = (*a)[0].first, (*a)[0].last
	} else {
		g.first, g.last = (*b)[0].first, (*b)[0].last
	}
	for {
		switch {
		case len(*a) > 0 && (*a)[0].first <= g.last:
			g.last = max(g.last, (*a)[0].last)
			g.mine, *a = append(g.mine, (*a)[0]), (*a)[1:]
		case len(*b) > 0 && (*b)[0].first <= g.last:
			g.last = max(g.last, (*b)[0].last)
			g.theirs, *b = append(g.theirs, (*b)[0]), (*b)[1:]
		default:
			return g
		}
	}
}

// apply gives the group's lines as one side has them.
func (g group) apply(side []hunk, original []string) string {
	var text strings.Builder
	at := g.first
	for _, h := range side {
		text.WriteString(strings.Join(original[at-g.first:h.first-g.first], ""))
		text.WriteString(h.text)
		at = h.last
	}
	text.WriteString(strings.Join(original[at-g.first:], ""))
	return text.String()
}

// writer collects the merged text and counts its lines.
type writer struct {
	labels    Labels
	end       string // line end of the markers
	text      strings.Builder
	line      int
	open      bool // the last line has no line end yet
	conflicts []Conflict
}

func (w *writer) add(texts ...string) {
	for _, text := range texts {
		if text == "" {
			continue
		}
		w.line += strings.Count(text, "\n")
		w.open = !strings.HasSuffix(text, "\n")
		w.text.WriteString(text)
	}
}

// closeLine ends a last line without line end, so that a marker starts a line of its own.
func (w *writer) closeLine() {
	if w.open {
		w.add(w.end)
	}
}

func (w *writer) conflict(mine, base, theirs string) {
	w.closeLine()
	first := w.line + 1
	w.marker("<<<<<<<", w.labels.Mine)
	w.add(mine)
	w.marker("|||||||", w.labels.Base)
	w.add(base)
	w.marker("=======", "")
	w.add(theirs)
	w.marker(">>>>>>>", w.labels.Theirs)
	w.conflicts = append(w.conflicts, Conflict{First: first, Last: w.line})
}

func (w *writer) marker(sign, label string) {
	w.closeLine()
	if label != "" {
		sign += " " + label
	}
	w.add(sign + w.end)
}

// lineEnd is the line end a text uses, by its first line; LF when it has none.
func lineEnd(text string) string {
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
