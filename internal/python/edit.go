package python

import (
	"cmp"
	"slices"
	"strings"
)

// Edit replaces the bytes from Start to End of a text. Start equal to End inserts.
type Edit struct {
	Start, End int
	Text       string
}

// Apply makes edits that do not overlap, given in any order; those at one place are made in the order given. Every
// other byte stays as it is. Overlapping edits are a mistake of the caller: it panics.
func Apply(text string, edits []Edit) string {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var b strings.Builder
	at := 0
	for _, e := range sorted {
		if e.Start < at || e.End < e.Start {
			panic("edits overlap")
		}
		b.WriteString(text[at:e.Start])
		b.WriteString(e.Text)
		at = e.End
	}
	b.WriteString(text[at:])
	return b.String()
}
