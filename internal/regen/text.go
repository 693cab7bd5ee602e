package regen

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteText shows a plan to a person: what happens to each file and why, conflicts first with what to do. Files that
// stay as they are are counted.
func (p *Plan) WriteText(w io.Writer) error {
	var b strings.Builder
	quiet := 0
	for _, kind := range []Kind{Conflicting, Deleted, New, Changed, Merged, Moved, Kept, Recorded, Unchanged} {
		for _, c := range p.only(func(c Change) bool { return c.Kind == kind }) {
			if kind == Unchanged || kind == Recorded && c.From == "" {
				quiet++
				continue
			}
			fmt.Fprintf(&b, "%-9s %s: %s\n", kind, c.place(), c.Reason)
			c.help(&b)
		}
	}
	if quiet > 0 {
		fmt.Fprintf(&b, "%-9s %d %s\n", Unchanged, quiet, plural(quiet, "file", "files"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c Change) place() string {
	if c.From != "" {
		return c.From + " -> " + c.Path
	}
	return c.Path
}

// help says how to solve a conflict, with a line for each place that an editor can jump to.
func (c Change) help(b *strings.Builder) {
	for _, place := range c.Places {
		fmt.Fprintf(b, "          %s:%d\n", c.Path, place.First)
	}
	if c.Saved != "" {
		fmt.Fprintf(b, "          your version: %s\n", c.Saved)
	}
	if c.Advice != "" {
		fmt.Fprintf(b, "          %s\n", c.Advice)
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Summary is one line: how many files of each kind.
func (p *Plan) Summary() string {
	count := map[Kind]int{}
	for _, c := range p.Changes {
		count[c.Kind]++
	}
	var words []string
	for _, kind := range []Kind{New, Changed, Merged, Moved, Deleted, Kept, Conflicting, Unchanged} {
		n := count[kind]
		if kind == Unchanged {
			n += count[Recorded]
		}
		if n > 0 {
			words = append(words, fmt.Sprintf("%d %s", n, kind))
		}
	}
	if len(words) == 0 {
		return "nothing to generate"
	}
	return strings.Join(words, ", ")
}

// WriteJSON is the plan for machines.
func (p *Plan) WriteJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(struct {
		Changes []Change `json:"changes"`
	}{slices.Concat([]Change{}, p.Changes)})
}
