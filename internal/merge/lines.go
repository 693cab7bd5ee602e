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
	lines := strings.SplitAfter(base, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	w := writer{labels: labels, end: lineEnd(mine)}
	a, b := hunks(base, mine), hunks(base, theirs)
	at := 0
	for len(a) > 0 || len(b) > 0 {
		g := nextGroup(&a, &b)
		w.add(lines[at:g.first]...)
		at = g.last
		original := lines[g.first:g.last]
		switch left, right := g.apply(g.mine, original), g.apply(g.theirs, original); {
		case len(g.theirs) == 0, left == right:
			w.add(left)
		case len(g.mine) == 0:
			w.add(right)
		default:
			w.conflict(left, strings.Join(original, ""), right)
		}
	}
	w.add(lines[at:]...)
	r := Result{Text: w.text.String(), Conflicts: w.conflicts}
	if len(r.Conflicts) > 0 {
		r.Reason = "you and the new version changed the same lines"
	}
	return r
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
