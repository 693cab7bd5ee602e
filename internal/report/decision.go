// Package report shows results of stages as text, Markdown and JSON. It makes none.
package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/streamlift/streamlift/internal/decide"
)

// The widths that text is drawn for.
const (
	minWidth = 60
	maxWidth = 120
)

// shownLines is how many places of one piece of evidence the text shows; Markdown and JSON hold all.
const shownLines = 3

// canvas collects lines of one width.
type canvas struct {
	strings.Builder
	width int
}

// line writes text at an indent, broken between words; the lines after the first are indented by two more.
func (c *canvas) line(indent int, text string) {
	for i, part := range wrapped(text, c.width-indent-2) {
		pad := indent
		if i > 0 {
			pad += 2
		}
		c.WriteString(strings.Repeat(" ", pad) + part + "\n")
	}
}

// wrapped breaks text between words into lines of at most width code points where words allow it.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

// DecisionText is a decision for a terminal of a width.
func DecisionText(e *decide.Explanation, forced *decide.Forced, width int) string {
	c := &canvas{width: min(max(width, minWidth), maxWidth)}
	c.line(0, e.Title+": "+Headline(e))
	for _, value := range e.Policy {
		if value.Override {
			c.line(0, overrideLine(value))
		}
	}
	c.WriteString("\n")
	drawBoxes(c, e)
	c.section("also", addOnLines(e))
	c.section("price", forcedLines(forced))
	c.section("questions that settle it", QuestionLines(e))
	c.section("what would change it", counterfactualLines(e))
	c.section("why Streamlit breaks here", reasonLines(e, true))
	c.section("what each step gives, cheapest first (measured on one dashboard)", gainLines(e, true))
	c.section("advice", hintLines(e, true))
	c.section("timeline", timelineLines(e))
	c.section("policy", []string{policyLine(e)})
	if n := len(e.Notes); n > 0 {
		c.section("notes", []string{fmt.Sprintf("%s differs from the article in what concerns this app (%d): --format markdown tells how", decide.NotesDate, n)})
	}
	return c.String()
}

// section writes a heading and its lines; nothing without lines.
func (c *canvas) section(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	c.WriteString("\n")
	c.line(0, heading)
	for _, line := range lines {
		c.line(2, line)
	}
}

// Headline is the decision in a few words.
func Headline(e *decide.Explanation) string {
	mode := ""
	if e.Cumulative {
		mode = " (the heaviest box that holds: policy cumulative)"
	}
	if !e.Settled() {
		return "not settled: " + upper(e.Verdicts) + mode
	}
	if e.Hardened {
		return "KEEP, hardened: no box matches, so nothing asks for more; mend the readiness blockers" + mode
	}
	return strings.ToUpper(string(e.Primary)) + mode
}

// upper joins outcomes in the order of the tree: KEEP, WRAP or SPLIT.
func upper(outcomes []decide.Outcome) string {
	words := make([]string, 0, len(outcomes))
	for _, o := range decide.Outcomes() {
		if slices.Contains(outcomes, o) {
			words = append(words, strings.ToUpper(string(o)))
		}
	}
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, "")
}

func overrideLine(v decide.PolicyValue) string {
	line := fmt.Sprintf("policy override: %s is %g, not %g", v.Name, v.Value, v.Default)
	if v.Reason != "" {
		line += ", because " + v.Reason
	}
	if v.At != "" {
		line += " (" + v.At + ")"
	}
	return line
}

// policyLine is every threshold.
func policyLine(e *decide.Explanation) string {
	parts := make([]string, 0, len(e.Policy))
	for _, v := range e.Policy {
		parts = append(parts, fmt.Sprintf("%s %s %g", v.Name, v.Compare, v.Value))
	}
	return strings.Join(parts, ", ")
}

// drawBoxes draws the tree: the boxes that were walked in full, those behind the match in short.
func drawBoxes(c *canvas, e *decide.Explanation) {
	passed := false
	for i, box := range e.Boxes {
		if passed && box.Value != decide.True {
			c.line(2, fmt.Sprintf("%d %s: %s", i+1, strings.ToUpper(string(box.Outcome)), restLine(box)))
			continue
		}
		head := fmt.Sprintf(" %d %s: %s ", i+1, strings.ToUpper(string(box.Outcome)), box.Rule)
		value := " " + box.Value.String() + " "
		fill := c.width - 4 - utf8.RuneCountInString(head) - utf8.RuneCountInString(value)
		c.WriteString("╭─" + head + strings.Repeat("─", max(1, fill)) + value + "─╮\n")
		for _, predicate := range box.Predicates {
			boxed(c, predicateLine(predicate))
		}
		c.WriteString("╰─" + branch(i, len(e.Boxes)) + strings.Repeat("─", c.width-4) + "╯\n")
		passed = passed || !e.Cumulative && box.Value == decide.True
	}
}

// branch is where the way to the next box leaves a box.
func branch(i, boxes int) string {
	if i+1 == boxes {
		return "─"
	}
	return "┬"
}

// boxed writes a line inside a box.
func boxed(c *canvas, text string) {
	for i, part := range wrapped(text, c.width-8) {
		pad := "  "
		if i == 0 {
			pad = ""
		}
		part = pad + part
		c.WriteString("│ " + part + strings.Repeat(" ", max(0, c.width-4-utf8.RuneCountInString(part))) + " │\n")
	}
}

// restLine sums up a box that the match hides and that does not hold.
func restLine(box decide.Box) string {
	open := 0
	for _, predicate := range box.Predicates {
		if predicate.Value == decide.Unknown {
			open++
		}
	}
	if open == 0 {
		return "not reached; it does not hold"
	}
	return fmt.Sprintf("not reached; %d of %d conditions not known", open, len(box.Predicates))
}

// mark is a condition's value as one sign.
func mark(t decide.Truth) string { return [...]string{"?", "✓", "✗"}[t] }

// predicateLine is one condition with its value and its evidence.
func predicateLine(p decide.Predicate) string {
	line := mark(p.Value) + " " + p.Label
	switch {
	case p.Because != "":
		line += ": " + p.Because
	case p.Value == decide.Unknown:
		line += ": not known"
	}
	if p.Source != "" {
		line += " [" + p.Source + ", " + string(p.Confidence) + "]"
	}
	switch where := places(p.Evidence, true); {
	case where != "" && p.Source == "":
		line += ": " + where
	case where != "":
		line += " " + where
	}
	return line
}

// places shows lines of evidence, in short the first ones and a count. What only repeats a fact is its place.
func places(lines []decide.Line, short bool) string {
	parts := make([]string, 0, shownLines+1)
	for _, line := range lines {
		text := line.String()
		if line.Plain {
			text = line.At
		}
		if text != "" {
			parts = append(parts, text)
		}
	}
	if more := len(parts) - shownLines; short && more > 0 {
		parts = append(parts[:shownLines], fmt.Sprintf("%d more", more))
	}
	return strings.Join(parts, ", ")
}
