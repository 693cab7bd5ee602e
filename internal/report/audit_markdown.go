package report

import (
	"fmt"
	"strings"

	"github.com/streamlift/streamlift/internal/audit"
)

// markdown is the whole audit for a wiki or a pull request.
func (a Audit) markdown() string {
	var b strings.Builder
	r := a.Report
	fmt.Fprintf(&b, "# Audit of %s\n\n", escaped(a.Name))
	fmt.Fprintf(&b, "Entry `%s`, %s, %s, %s. %s.\n", escaped(r.App.Entry), counted(len(r.App.Pages), "page"), counted(r.App.Files, "file"), counted(r.App.Lines, "line"), r.Headline())
	if len(r.Operations) > 0 {
		b.WriteString("\n## Operations\n\n| id | kind | class | place | trigger | inputs | output |\n| --- | --- | --- | --- | --- | --- | --- |\n")
		for _, op := range r.Operations {
			b.WriteString(operationRow(op))
		}
	}
	a.cuts(&b)
	a.guards(&b)
	if len(r.Findings) > 0 {
		b.WriteString("\n## Findings\n\n")
		for _, f := range r.Findings {
			fmt.Fprintf(&b, "- **%s** `%s` %s: %s. %s\n", f.Severity, f.At, f.Rule, escaped(f.Message), escaped(f.Advice))
		}
	}
	a.facts(&b)
	return b.String()
}

func operationRow(op audit.Operation) string {
	var triggers, inputs []string
	for _, c := range op.Callers {
		if len(triggers) == 0 || triggers[len(triggers)-1] != c.Trigger {
			triggers = append(triggers, c.Trigger)
		}
	}
	seen := map[string]bool{}
	for _, in := range op.Inputs {
		if in.Name != "" && !seen[in.Name] {
			seen[in.Name] = true
			inputs = append(inputs, in.Name)
		}
	}
	id := op.ID
	if !op.Expose {
		id += " (not exposed)"
	}
	return fmt.Sprintf("| %s | %s | %s | `%s:%d-%d` | %s | %s | %s |\n", id, op.Kind, op.Class, escaped(op.From.File), op.From.Line, op.From.LastLine,
		strings.Join(triggers, ", "), strings.Join(inputs, ", "), op.Output.Type)
}

// cuts lists every region with the function that it would become.
func (a Audit) cuts(b *strings.Builder) {
	head := "\n## Cuts\n\n"
	for _, op := range a.Report.Operations {
		if op.Cut == nil {
			continue
		}
		fmt.Fprintf(b, "%s- `%s:%d-%d` `%s` moves %s: %s\n", head, op.From.File, op.From.Line, op.From.LastLine, op.Cut.Signature, counted(op.Cut.Lines, "line"),
			strings.Join(op.Cut.Moves, ", "))
		for _, block := range op.Cut.Blocks {
			fmt.Fprintf(b, "  - in the way: %s\n", escaped(block))
		}
		head = ""
	}
}

// guards lists what stands before operations.
func (a Audit) guards(b *strings.Builder) {
	head := "\n## Guards\n\n"
	for _, op := range a.Report.Operations {
		for _, g := range op.Guards {
			fmt.Fprintf(b, "%s- %s: %s `%s` at `%s`\n", head, op.ID, g.Kind, escaped(g.Text), escaped(g.At))
			head = ""
		}
	}
}

// facts lists resources, caches, state keys, secrets and what could not be read.
func (a Audit) facts(b *strings.Builder) {
	r := a.Report
	var lines []string
	for _, x := range r.App.Existing {
		lines = append(lines, fmt.Sprintf("- other application `%s`", escaped(x)))
	}
	for _, x := range r.Resources {
		lines = append(lines, fmt.Sprintf("- resource `%s` (%s, %s) at `%s`, configured by %s", x.Name, x.Kind, x.Library, x.At, orNothing(x.Configured)))
	}
	for _, x := range r.Caches {
		ttl := "no ttl"
		switch {
		case x.TTL != nil:
			ttl = fmt.Sprintf("%d s", *x.TTL)
		case x.Computed:
			ttl = "a ttl that is computed"
		}
		lines = append(lines, fmt.Sprintf("- cache of `%s` at `%s`: %s, %s", x.Function, x.At, x.Decorator, ttl))
	}
	for _, x := range r.State {
		lines = append(lines, fmt.Sprintf("- state key `%s`: written at %s; read at %s", escaped(x.Key), orNothing(x.Writers), orNothing(x.Readers)))
	}
	for _, x := range r.Secrets {
		lines = append(lines, fmt.Sprintf("- secret `%s` from %s at `%s`", escaped(x.Name), x.From, x.At))
	}
	for _, x := range r.Unresolved {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("- unresolved `%s`: %s. %s", escaped(x.At), escaped(x.Reason), escaped(x.Advice))))
	}
	if len(lines) > 0 {
		fmt.Fprintf(b, "\n## Facts\n\n%s\n", strings.Join(lines, "\n"))
	}
}

func orNothing(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

// escaped keeps text from outside from being Markdown.
func escaped(text string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "\n", " ", "`", "'", "*", `\*`).Replace(text)
}
