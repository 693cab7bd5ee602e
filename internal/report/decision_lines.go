package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/decide"
)

// The lines of a decision's sections, the same in text and Markdown.

func addOnLines(e *decide.Explanation) []string {
	var out []string
	for _, addOn := range e.AddOns {
		out = append(out, addOn.Line())
	}
	return out
}

func forcedLines(f *decide.Forced) []string {
	if f == nil {
		return nil
	}
	var out []string
	if f.Warning != "" {
		out = append(out, "warning: "+f.Warning)
	}
	if f.Files != nil {
		out = append(out, fmt.Sprintf("files: %d instead of %d", f.Files.Forced, f.Files.Verdict))
	}
	out = append(out,
		fmt.Sprintf("services: %s instead of %s", strings.Join(f.Services.Forced, ", "), strings.Join(f.Services.Verdict, ", ")),
		fmt.Sprintf("phases: %s instead of %s", f.Days.Forced, f.Days.Verdict))
	if f.Weeks != "" {
		out = append(out, "by the layout: "+f.Weeks)
	}
	return out
}

// QuestionLines are the questions that would settle a decision, most decisive first.
func QuestionLines(e *decide.Explanation) []string {
	var out []string
	for i, q := range e.Questions {
		out = append(out, fmt.Sprintf("%d. %s (%s) --%s", i+1, q.Text, q.Hint, strings.ReplaceAll(q.Fact, "_", "-")))
	}
	return out
}

func counterfactualLines(e *decide.Explanation) []string {
	var out []string
	for _, c := range e.Counterfactuals {
		parts := make([]string, 0, len(c.Changes))
		for _, change := range c.Changes {
			parts = append(parts, fmt.Sprintf("%s %s instead of %s", change.Fact, change.To, change.From))
		}
		out = append(out, strings.Join(parts, " and ")+": "+upper(c.Verdicts))
	}
	return out
}

func reasonLines(e *decide.Explanation, short bool) []string {
	var out []string
	for _, reason := range e.Reasons {
		if len(reason.Lines) == 0 {
			out = append(out, reason.Head+": none found")
			continue
		}
		out = append(out, reason.Head+": "+reason.Says+": "+places(reason.Lines, short))
	}
	return out
}

// gainLines are the steps that would help. For a terminal, those that need an audit to tell are one line.
func gainLines(e *decide.Explanation, short bool) []string {
	var out, open []string
	for _, gain := range e.Gains {
		line := gain.Step + ": " + gain.Gives
		if gain.Measured != "" {
			line += "; " + gain.Measured
		}
		switch {
		case gain.Applies == decide.Unknown && short:
			open = append(open, gain.Step)
			continue
		case gain.Applies == decide.Unknown:
			line += " (whether it applies is not known)"
		case places(gain.Lines, short) != "":
			line += ": " + places(gain.Lines, short)
		}
		out = append(out, line)
	}
	if len(open) > 0 {
		out = append(out, "whether these apply is not known: "+strings.Join(open, "; "))
	}
	return out
}

func hintLines(e *decide.Explanation, short bool) []string {
	var out []string
	for _, hint := range e.Hints {
		line := hint.Topic + ": " + hint.Text
		if hint.Strong {
			line = "warning: " + line
		}
		if where := places(hint.Lines, short && !hint.Strong); where != "" {
			line += ": " + where
		}
		out = append(out, line)
	}
	return out
}

func timelineLines(e *decide.Explanation) []string {
	t := e.Timeline
	out := []string{}
	if e.Primary == decide.Split || !e.Settled() {
		out = append(out, "SPLIT by the layout: "+t.Split.String()+" ("+strings.Join(t.Split.Drivers, "; ")+")")
	}
	if e.Settled() {
		out = append(out, strings.ToUpper(string(e.Primary))+": "+phasesOf(t, e.Primary))
	}
	if left := leftLine(e); left != "" {
		out = append(out, "left to do: "+left)
	}
	out = append(out,
		"all phases with a new UI: "+t.WithUI.String()+"; the article's "+t.ArticleUI+" assume overlap",
		"without a new UI: "+t.WithoutUI.String()+"; the article's "+t.ArticleRest+" assume overlap")
	if e.Primary == decide.Wrap {
		out = append(out, t.Quote)
	}
	return out
}

// phasesOf lists the phases of an outcome with their sum.
func phasesOf(t decide.Timeline, o decide.Outcome) string {
	var parts []string
	for _, phase := range t.Phases {
		if slices.Contains(phase.Outcomes, o) {
			parts = append(parts, fmt.Sprintf("%s %d-%d", phase.Name, phase.Days.Low, phase.Days.High))
		}
	}
	return strings.Join(parts, ", ") + ": " + t.Of(o).String()
}

// leftLine sums up what is left to do in the phases that the verdicts have.
func leftLine(e *decide.Explanation) string {
	var parts []string
	for _, phase := range e.Timeline.Phases {
		needed := slices.ContainsFunc(phase.Outcomes, func(o decide.Outcome) bool { return slices.Contains(e.Verdicts, o) })
		if needed && len(phase.Tasks) > 0 {
			parts = append(parts, strings.Join(phase.Tasks, ", "))
		}
	}
	return strings.Join(parts, "; ")
}
