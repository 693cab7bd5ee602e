package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/audit"
)

// The summary is for a busy person: it fits a terminal of 24 lines.
const (
	summaryItems = 3
	summaryWidth = 118
)

func (a Audit) text() string {
	var b strings.Builder
	r := a.Report
	title := a.Name
	if r.App.Title != "" {
		title += ": " + r.App.Title
	}
	fmt.Fprintf(&b, "%s\n%s, %s, %s, %s\n\n", title, r.App.Entry, counted(len(r.App.Pages), "page"), counted(r.App.Files, "file"), counted(r.App.Lines, "line"))
	fmt.Fprintln(&b, r.Headline())
	lifted, cut, person := a.moves()
	if lifted+cut+person > 0 {
		fmt.Fprintf(&b, "  %d as functions that can be lifted, %d to be cut out of pages, %d for a person to look at\n", lifted, cut, person)
	}
	section(&b, "hardest", a.hardest())
	section(&b, "largest cuts", a.cutsToMake())
	dangers := a.findings("error")
	section(&b, counted(len(dangers), "danger"), told(dangers))
	a.counts(&b)
	if a.Manifest != "" {
		fmt.Fprintf(&b, "\nwrote %s\n", a.Manifest)
		return b.String()
	}
	fmt.Fprintf(&b, "\nnext: streamlift up %s, or streamlift audit %s -o FOLDER/streamlift.yaml\n", a.Name, a.Name)
	return b.String()
}

func section(b *strings.Builder, name string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", name)
	for _, line := range lines {
		fmt.Fprintln(b, "  "+cutTo(line, summaryWidth))
	}
}

// hardest are the reasons why operations need a person, each with its place, those of most operations first.
func (a Audit) hardest() []string {
	type reason struct {
		text, first string
		operations  int
	}
	var list []reason
	for _, op := range a.Report.Operations {
		if op.NeedsPerson == nil {
			continue
		}
		i := slices.IndexFunc(list, func(r reason) bool { return r.text == *op.NeedsPerson })
		if i < 0 {
			i = len(list)
			list = append(list, reason{text: *op.NeedsPerson, first: op.ID})
		}
		list[i].operations++
	}
	slices.SortStableFunc(list, func(x, y reason) int { return cmp.Compare(y.operations, x.operations) })
	var out []string
	for _, r := range list[:min(len(list), summaryItems)] {
		line := r.first
		if more := r.operations - 1; more > 0 {
			line += fmt.Sprintf(" and %d more", more)
		}
		out = append(out, line+": "+r.text)
	}
	return out
}

// cutsToMake are the largest pieces of pages that would become functions.
func (a Audit) cutsToMake() []string {
	var list []audit.Operation
	for _, op := range a.Report.Operations {
		if op.Cut != nil && op.Expose {
			list = append(list, op)
		}
	}
	slices.SortStableFunc(list, func(x, y audit.Operation) int { return cmp.Compare(y.Cut.Lines, x.Cut.Lines) })
	var out []string
	for _, op := range list[:min(len(list), summaryItems)] {
		out = append(out, fmt.Sprintf("%s:%d-%d: %s: %s", op.From.File, op.From.Line, op.From.LastLine, counted(op.Cut.Lines, "line"), op.Cut.Signature))
	}
	return out
}

// told are the first of some findings.
func told(found []audit.Finding) []string {
	var out []string
	for _, f := range found[:min(len(found), summaryItems)] {
		out = append(out, fmt.Sprintf("%s: %s [%s]", f.At, f.Message, f.Rule))
	}
	return out
}

// counts says in a few lines what else there is.
func (a Audit) counts(b *strings.Builder) {
	r := a.Report
	var parts []string
	if n := len(a.findings("warning")); n > 0 {
		parts = append(parts, counted(n, "warning"))
	}
	if n := len(a.findings("note")); n > 0 {
		parts = append(parts, counted(n, "note"))
	}
	if n := len(r.Unresolved); n > 0 {
		parts = append(parts, fmt.Sprintf("%d unresolved", n))
	}
	if n := len(r.State); n > 0 {
		parts = append(parts, counted(n, "state key"))
	}
	if n := len(r.Resources); n > 0 {
		parts = append(parts, counted(n, "resource"))
	}
	if n := len(r.App.Existing); n > 0 {
		parts = append(parts, counted(n, "other application"))
	}
	if len(parts) > 0 {
		fmt.Fprintf(b, "\nbesides: %s (--format markdown lists all)\n", strings.Join(parts, ", "))
	}
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// cutTo shortens a line to a number of characters.
func cutTo(text string, width int) string {
	runes := []rune(text)
	if len(runes) <= width {
		return text
	}
	return string(runes[:width-1]) + "…"
}
