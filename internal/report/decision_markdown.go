package report

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/streamlift/streamlift/internal/decide"
)

// RecordPath is where the decision record lies in a project.
const RecordPath = "docs/decision.md"

// DecisionMarkdown is a decision as a record: everything, with the digests of its inputs.
func DecisionMarkdown(e *decide.Explanation, forced *decide.Forced) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Decision: %s\n\n", cell(e.Title))
	fmt.Fprintf(&b, "**%s**\n\n", cell(Headline(e)))
	fmt.Fprintf(&b, "Inputs: manifest sha256 `%s`", e.Inputs.Manifest)
	if e.Inputs.Evidence != "" {
		fmt.Fprintf(&b, ", audit sha256 `%s`", e.Inputs.Evidence)
	}
	if len(e.Inputs.Flags) > 0 {
		fmt.Fprintf(&b, ", flags `%s`", strings.ReplaceAll(strings.Join(e.Inputs.Flags, " "), "`", "'"))
	}
	b.WriteString(".\n\n## The tree\n")
	for i, box := range e.Boxes {
		fmt.Fprintf(&b, "\n### %d. %s: %s\n\n%s.\n\n", i+1, strings.ToUpper(string(box.Outcome)), box.Value, sentence(box.Rule))
		b.WriteString("| condition | value | because | evidence | source |\n| --- | --- | --- | --- | --- |\n")
		for _, p := range box.Predicates {
			source := string(p.Confidence)
			if p.Source != "" {
				source = p.Source + ", " + source
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", cell(p.Label), p.Value, cell(p.Because), cell(all(p.Evidence)), cell(source))
		}
	}
	bullets(&b, "Also", addOnLines(e))
	bullets(&b, "Price of another outcome", forcedLines(forced))
	bullets(&b, "Questions that settle it", QuestionLines(e))
	bullets(&b, "What would change it", counterfactualLines(e))
	bullets(&b, "Why Streamlit breaks here", reasonLines(e, false))
	bullets(&b, "What each step gives, cheapest first", gainLines(e, false))
	bullets(&b, "Advice", hintLines(e, false))
	timelineMarkdown(&b, e)
	policyMarkdown(&b, e)
	var notes []string
	for _, n := range e.Notes {
		notes = append(notes, n.Article+": "+n.Now+". Effect: "+n.Effect)
	}
	bullets(&b, "Where "+decide.NotesDate+" differs from the article", notes)
	return b.String()
}

// sentence begins with a capital.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// all is every line of evidence.
func all(lines []decide.Line) string {
	parts := make([]string, 0, len(lines))
	for _, line := range lines {
		if line.Plain && line.At != "" {
			line.Text = line.At
			line.At = ""
		}
		parts = append(parts, line.String())
	}
	return strings.Join(parts, ", ")
}

// cell is text that stays one cell of a table and is no markup.
func cell(text string) string {
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "\n", " ", "\r", " ", "<", "&lt;", ">", "&gt;", "*", "\\*", "_", "\\_", "[", "\\[", "`", "\\`").Replace(text)
}

func bullets(b *strings.Builder, heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n", heading)
	for _, line := range lines {
		b.WriteString("- " + cell(line) + "\n")
	}
}

func timelineMarkdown(b *strings.Builder, e *decide.Explanation) {
	bullets(b, "Timeline", timelineLines(e))
	b.WriteString("\n| phase | days | content | left to do |\n| --- | --- | --- | --- |\n")
	for _, p := range e.Timeline.Phases {
		name := p.Name
		if len(p.Outcomes) == 1 {
			name += " (" + strings.ToUpper(string(p.Outcomes[0])) + " only)"
		}
		fmt.Fprintf(b, "| %s | %d-%d | %s | %s |\n", name, p.Days.Low, p.Days.High, cell(p.Content), cell(strings.Join(p.Tasks, "; ")))
	}
}

func policyMarkdown(b *strings.Builder, e *decide.Explanation) {
	b.WriteString("\n## Policy\n\n| value | is | default | reason |\n| --- | --- | --- | --- |\n")
	for _, v := range e.Policy {
		reason := ""
		if v.Override {
			reason = strings.TrimSpace("policy override " + v.At + " " + v.Reason)
		}
		fmt.Fprintf(b, "| %s | %s %g | %g | %s |\n", cell(v.Name), cell(v.Compare), v.Value, v.Default, cell(reason))
	}
}

// Stale reports whether a decision record was made from other inputs than a decision.
func Stale(record string, e *decide.Explanation) bool {
	found := regexp.MustCompile("sha256 `([0-9a-f]{64})`").FindAllStringSubmatch(record, -1)
	want := []string{e.Inputs.Manifest}
	if e.Inputs.Evidence != "" {
		want = append(want, e.Inputs.Evidence)
	}
	if len(found) != len(want) {
		return true
	}
	for i, digest := range want {
		if found[i][1] != digest {
			return true
		}
	}
	return false
}
