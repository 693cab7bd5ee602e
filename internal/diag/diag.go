package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity orders diagnostics; errors stop the stage that found them.
type Severity int

// The severities, most serious first.
const (
	Error Severity = iota
	Warning
	Note
)

// Diagnostic is one thing that is wrong with a text a person wrote: where, what, what to do.
type Diagnostic struct {
	Severity Severity
	Path     string   // as in Source.Path; empty when it belongs to no file
	Position Position // zero when it belongs to the file as a whole
	Message  string   // what is wrong: lower case, no full stop
	Advice   string   // what to do; may be empty
	Rule     string   // rule id, or empty
	Excerpt  string   // the line itself, filled by At
	Width    int      // code points of the excerpt to underline from Position.Column
}

// At makes a diagnostic for a span of a source, with its excerpt.
func At(src *Source, span Span, message, advice string) Diagnostic {
	pos := src.Position(span.Start)
	line := src.LineText(pos.Line)
	end := min(max(span.End, span.Start), src.LineStart(pos.Line)+len(line))
	width := 1
	if start := max(span.Start, 0); end > start {
		width = utf8.RuneCountInString(src.Text[start:end])
	}
	return Diagnostic{Path: src.Path, Position: pos, Message: message, Advice: advice, Excerpt: line, Width: width}
}

// Place formats `path:line:col`, leaving out what is not known.
func Place(path string, pos Position) string {
	switch {
	case pos.Line == 0:
		return path
	case pos.Column == 0:
		return fmt.Sprintf("%s:%d", path, pos.Line)
	}
	return fmt.Sprintf("%s:%d:%d", path, pos.Line, pos.Column)
}

// String is the one-line form: `path:line:col: what is wrong. what to do [rule]`.
func (d Diagnostic) String() string {
	var b strings.Builder
	if place := Place(d.Path, d.Position); place != "" {
		b.WriteString(place + ": ")
	}
	if d.Severity == Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(d.Message)
	if d.Advice != "" {
		b.WriteString(". " + d.Advice)
	}
	if d.Rule != "" {
		b.WriteString(" [" + d.Rule + "]")
	}
	return b.String()
}

// maxExcerpt is how many code points of a line an excerpt shows.
const maxExcerpt = 120

// Detail is String and, below it, the line with the place underlined.
func (d Diagnostic) Detail() string {
	if d.Excerpt == "" {
		return d.String()
	}
	line := []rune(d.Excerpt)
	from := min(d.Position.Column-1, len(line))
	shift := 0
	if from > maxExcerpt-20 {
		shift = from - maxExcerpt/2
	}
	shown := line[shift:min(len(line), shift+maxExcerpt)]
	pad := make([]rune, from-shift)
	for i := range pad {
		pad[i] = ' '
		if shown[i] == '\t' {
			pad[i] = '\t'
		}
	}
	width := max(1, min(d.Width, len(shown)-len(pad)))
	gutter := fmt.Sprintf("%5d", d.Position.Line)
	return fmt.Sprintf("%s\n%s | %s\n%s | %s%s", d.String(), gutter, printable(shown),
		strings.Repeat(" ", len(gutter)), string(pad), strings.Repeat("^", width))
}

// printable keeps control characters of a hostile line off the terminal.
func printable(line []rune) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f || (r >= 0x80 && r < 0xa0) {
			return '\uFFFD'
		}
		return r
	}, string(line))
}

// List is what a stage collected. It is an error when it holds one.
type List []Diagnostic

// Sorted gives the diagnostics by place, then severity and message, without repeats.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Position.Line, b.Position.Line),
			cmp.Compare(a.Position.Column, b.Position.Column), cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(out)
}

// Failed reports whether the list holds an error, not only warnings and notes.
func (l List) Failed() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Error is the sorted list, one line each.
func (l List) Error() string {
	lines := make([]string, 0, len(l))
	for _, d := range l.Sorted() {
		lines = append(lines, d.String())
	}
	return strings.Join(lines, "\n")
}

// Nearest gives the candidate closest to name by edit distance, or "" when none is near
// enough to be what the writer meant.
func Nearest(name string, candidates []string) string {
	most := max(2, len(name)/3)
	if len(name) < 4 {
		most = 1 // of three letters, two are another word
	}
	best, bestDistance := "", most+1
	for _, c := range candidates {
		if d := distance(strings.ToLower(name), strings.ToLower(c)); d < bestDistance || d == bestDistance && best != "" && c < best {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance is Levenshtein's over bytes, with a swap of neighbours as one edit; names longer than
// 64 bytes are never near.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return 64
	}
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, row[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
