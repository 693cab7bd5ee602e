package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
)

// Moves is what became of an app's operations, to be shown.
type Moves struct {
	App     string    `json:"app"` // as the user named it
	Moved   []Moved   `json:"moved"`
	Stays   []Stays   `json:"stays"`    // functions that did not move
	InPages []InPage  `json:"in_pages"` // operations that are no functions yet, the largest first
	Shared  []Because `json:"shared"`   // where the pages reach what the service reaches too
	Lines   Lines     `json:"logic_lines"`
	Apart   *Because  `json:"not_apart_because"` // null when service and pages can run on two machines
	Error   string    `json:"error,omitempty"`   // why there is nothing to say
}

// Moved is an operation that the service performs.
type Moved struct {
	Operation string    `json:"operation"`
	From      string    `json:"from"` // file:function of the app
	To        string    `json:"to"`   // dotted, below the service's package
	Notes     []Because `json:"notes,omitempty"`
}

// Stays is an operation whose function stays in the pages.
type Stays struct {
	Operation string    `json:"operation"`
	Reasons   []Because `json:"reasons"` // at least one
}

// InPage is an operation that is a piece of a page.
type InPage struct {
	Operation string `json:"operation"`
	At        string `json:"at"`    // file:line; the file alone without an audit
	Lines     int    `json:"lines"` // 0 without an audit
}

// Because is a fact with its place.
type Because struct {
	At   string `json:"at,omitempty"` // file:line
	Text string `json:"text"`
}

// String is `file:line: text`.
func (b Because) String() string { return strings.TrimPrefix(b.At+": "+b.Text, ": ") }

// Lines counts lines of logic: that left the pages, and all.
type Lines struct {
	Moved int `json:"moved"`
	All   int `json:"all"`
}

// Share is how many of a hundred lines of logic left the pages.
func (l Lines) Share() int {
	if l.All == 0 {
		return 0
	}
	return 100 * l.Moved / l.All
}

// Operations counts all operations of the app.
func (m Moves) Operations() int { return len(m.Moved) + len(m.Stays) + len(m.InPages) }

// Headline is the one line that says most.
func (m Moves) Headline() string {
	apart := "yes"
	if m.Apart != nil {
		apart = "no, " + m.Apart.Text
		if m.Apart.At != "" {
			apart = "no, because of " + m.Apart.String()
		}
	}
	return fmt.Sprintf("moved %d of %d operations, %d %% of logic lines; deploys apart: %s", len(m.Moved), m.Operations(), m.Lines.Share(), apart)
}

// Text is everything, for people.
func (m Moves) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", m.App, m.Headline())
	var moved, stays, pages, shared []string
	for _, one := range m.Moved {
		moved = append(moved, fmt.Sprintf("%s: %s, now %s", one.Operation, one.From, one.To))
		for _, note := range one.Notes {
			moved = append(moved, "  look: "+note.String())
		}
	}
	for _, one := range m.Stays {
		stays = append(stays, fmt.Sprintf("%s: %s", one.Operation, one.Reasons[0]))
		for _, more := range one.Reasons[1:] {
			stays = append(stays, "  and "+more.String())
		}
	}
	for _, one := range m.InPages {
		text := fmt.Sprintf("%s: %s", one.Operation, one.At)
		if one.Lines > 0 {
			text += ", " + counted(one.Lines, "line")
		}
		pages = append(pages, text)
	}
	for _, one := range m.Shared {
		shared = append(shared, one.String())
	}
	for _, part := range []struct {
		name  string
		lines []string
	}{
		{"moved", moved}, {"stays in the pages", stays}, {"no functions yet, inside pages", pages},
		{"shared with the service, work left: both must be given the same", shared},
	} {
		if len(part.lines) > 0 {
			fmt.Fprintf(&b, "\n%s\n  %s\n", part.name, strings.Join(part.lines, "\n  "))
		}
	}
	return b.String()
}

// MovesTable is several apps for people, the median of their shares first.
func MovesTable(apps []Moves) string {
	var b strings.Builder
	known := slices.DeleteFunc(slices.Clone(apps), func(m Moves) bool { return m.Error != "" })
	if n := len(known); n > 0 {
		shares := slices.Clone(known)
		slices.SortFunc(shares, func(a, b Moves) int { return cmp.Compare(a.Lines.Share(), b.Lines.Share()) })
		median := (shares[(n-1)/2].Lines.Share() + shares[n/2].Lines.Share()) / 2
		fmt.Fprintf(&b, "median of %s: %d %% of logic lines moved\n\n", counted(n, "app"), median)
	}
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "APP\tOPERATIONS\tMOVED\tLOGIC MOVED\tDEPLOYS APART")
	for _, m := range known {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d %%\t%s\n", m.App, m.Operations(), len(m.Moved), m.Lines.Share(), map[bool]string{true: "yes", false: "no"}[m.Apart == nil])
	}
	_ = w.Flush() // into memory
	for _, m := range apps {
		if m.Error != "" {
			fmt.Fprintf(&b, "%s: %s\n", m.App, m.Error)
		}
	}
	return b.String()
}
