package report

import (
	"fmt"
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
	files := "files: not known, one of the packs is not built yet"
	if f.Files != nil {
		files = fmt.Sprintf("files: %d instead of %d", f.Files.Forced, f.Files.Verdict)
	}
	out = append(out, files,
		fmt.Sprintf("services: %s instead of %s", strings.Join(f.Services.Forced, ", "), strings.Join(f.Services.Verdict, ", ")),
		fmt.Sprintf("phases: %s instead of %s", f.Days.Forced, f.Days.Verdict))
	if f.Weeks != "" {
		out = append(out, "by the layout: "+f.Weeks)
	}
	return out
}

func questionLines(e *decide.Explanation) []string {
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

func reasonLines(e *decide.Explanation) []string {
	var out []string
	for _, reason := range e.Reasons {
		if len(reason.Lines) == 0 {
			out = append(out, reason.Head+": none found")
			continue
		}
		out = append(out, reason.Head+": "+reason.Says+": "+places(reason.Lines))
	}
	return out
}

func gainLines(e *decide.Explanation) []string {
	var out []string
	for i, gain := range e.Gains {
		line := fmt.Sprintf("%d. %s: %s", i+1, gain.Step, gain.Gives)
		if gain.Measured != "" {
			line += "; measured: " + gain.Measured
		}
		switch {
		case gain.Applies == decide.Unknown:
			line += " (whether it applies is not known)"
		case len(gain.Lines) > 0:
			line += ": " + places(gain.Lines)
		}
		out = append(out, line)
	}
	return out
}

func hintLines(e *decide.Explanation) []string {
	var out []string
	for _, hint := range e.Hints {
		line := hint.Topic + ": " + hint.Text
		if hint.Strong {
			line = "warning: " + line
		}
		if len(hint.Lines) > 0 {
			line += ": " + places(hint.Lines)
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
		out = append(out, "phases of "+strings.ToUpper(string(e.Primary))+": "+t.Of(e.Primary).String())
	}
	out = append(out,
		"all phases with a new UI: "+t.WithUI.String()+"; the article's "+t.ArticleUI+" assume overlap",
		"without a new UI: "+t.WithoutUI.String()+"; the article's "+t.ArticleRest+" assume overlap")
	if e.Primary == decide.Wrap {
		out = append(out, t.Quote)
	}
	return out
}
