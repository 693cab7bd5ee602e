package decide

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/manifest"
)

// Timeline is what the migration takes, in working days. A week has five.
type Timeline struct {
	Phases      []Phase
	WithUI      Days // sum of all phases: a new UI is built
	WithoutUI   Days // sum without the frontend
	ArticleUI   string
	ArticleRest string
	Split       Weeks // by the layout, SPLIT's driver
	Quote       string
}

// Days is a range of working days.
type Days struct{ Low, High int }

// Weeks is a range of weeks with what drives it.
type Weeks struct {
	Low, High float64
	Known     bool
	Drivers   []string
}

// Phase is one phase of a migration.
type Phase struct {
	Name     string
	Days     Days
	Content  string
	Outcomes []Outcome // that have it
	Tasks    []string  // what is left to do, with the app's own counts
}

// phaseTable is the phases of a migration: flat, one line a phase.
func phaseTable() []Phase {
	return []Phase{
		{Name: "audit", Days: Days{Low: 2, High: 3}, Content: "operations, data flow, facts", Outcomes: Outcomes()},
		{Name: "API design", Days: Days{Low: 3, High: 5}, Content: "names, inputs, outputs, errors", Outcomes: []Outcome{Split, Rewrite}},
		{Name: "backend with tests", Days: Days{Low: 5, High: 10}, Content: "logic behind endpoints, tests", Outcomes: []Outcome{Split, Rewrite}},
		{Name: "frontend", Days: Days{Low: 10, High: 15}, Content: "a new UI", Outcomes: []Outcome{Rewrite}},
		{Name: "integration testing", Days: Days{Low: 3, High: 5}, Content: "end to end, load, security review", Outcomes: []Outcome{Wrap, Split, Rewrite}},
		{Name: "deployment", Days: Days{Low: 2, High: 3}, Content: "CI/CD, monitoring, DNS cut-over", Outcomes: Outcomes()},
	}
}

// timeline fills the phases with the app's own counts.
func timeline(in Input, e *Explanation) Timeline {
	t := Timeline{
		Phases: phaseTable(), ArticleUI: "4-7 weeks", ArticleRest: "2-3 weeks",
		Quote: "WRAP extends the app's life by months, sometimes years (the article's experience, not computed).",
	}
	for i, phase := range t.Phases {
		t.Phases[i].Tasks = tasks(in, e, phase.Name)
		t.WithUI = t.WithUI.plus(phase.Days)
		if phase.Name != "frontend" {
			t.WithoutUI = t.WithoutUI.plus(phase.Days)
		}
	}
	t.Split = splitWeeks(in.evidence().layout())
	return t
}

func (d Days) plus(other Days) Days { return Days{Low: d.Low + other.Low, High: d.High + other.High} }

// String is the range in days and weeks.
func (d Days) String() string {
	return fmt.Sprintf("%d-%d days = %.1f-%.1f weeks", d.Low, d.High, float64(d.Low)/5, float64(d.High)/5)
}

// Of sums the phases that an outcome has.
func (t Timeline) Of(o Outcome) Days {
	var sum Days
	for _, phase := range t.Phases {
		if slices.Contains(phase.Outcomes, o) {
			sum = sum.plus(phase.Days)
		}
	}
	return sum
}

// splitWeeks estimates a SPLIT by how far logic and UI are apart already, to the half week.
func splitWeeks(layout *Layout) Weeks {
	if layout == nil || layout.LogicLines <= 0 {
		return Weeks{Low: 1, High: 6, Drivers: []string{"the layout is not known: `streamlift audit` measures it"}}
	}
	share := min(1, float64(layout.LogicLinesInUI)/float64(layout.LogicLines))
	tangled := layout.StateKeysInLogic + layout.CachedInUI + layout.CallbacksWithCode
	t := min(1, max(0, (min(1, share+0.01*float64(tangled))-0.1)/0.7))
	half := func(weeks float64) float64 { return math.Round(weeks*2) / 2 }
	return Weeks{Low: half(1 + 3*t), High: half(2 + 4*t), Known: true, Drivers: []string{
		fmt.Sprintf("%d of %d logic lines are in files that import streamlit", layout.LogicLinesInUI, layout.LogicLines),
		counted(layout.StateKeysInLogic, "state key") + " read by logic",
		counted(layout.CachedInUI, "cached function") + " in UI files",
		counted(layout.CallbacksWithCode, "callback") + " with logic",
	}}
}

// String is the range of weeks.
func (w Weeks) String() string { return number(w.Low) + "-" + number(w.High) + " weeks" }

// layout is what the audit measured; without it, what its operations show: the lines of those in files
// that hold UI, and of all.
func (e *Evidence) layout() *Layout {
	if e.Layout != nil || len(e.Operations) == 0 {
		return e.Layout
	}
	ui := map[string]bool{e.App.Entry: true}
	for _, page := range e.App.Pages {
		ui[page] = true
	}
	for _, op := range e.Operations {
		if op.Class != "lift" {
			ui[op.From.File] = true
		}
	}
	var out Layout
	for _, op := range e.Operations {
		lines := max(1, op.From.LastLine-op.From.Line+1)
		out.LogicLines += lines
		if ui[op.From.File] {
			out.LogicLinesInUI += lines
		}
	}
	for _, cache := range e.Caches {
		if file, _, _ := strings.Cut(cache.At, ":"); ui[file] {
			out.CachedInUI++
		}
	}
	for _, key := range e.State {
		if slices.ContainsFunc(key.Readers, e.inLogic) {
			out.StateKeysInLogic++
		}
	}
	return &out
}

// inLogic reports whether a place lies in an operation.
func (e *Evidence) inLogic(at string) bool {
	file, rest, _ := strings.Cut(at, ":")
	number, _, _ := strings.Cut(rest, ":")
	line, err := strconv.Atoi(number)
	return err == nil && slices.ContainsFunc(e.Operations, func(op AuditedOperation) bool {
		return op.From.File == file && op.From.Line <= line && line <= op.From.LastLine
	})
}

// tasks is what is left to do in a phase; what is done is not in it.
func tasks(in Input, e *Explanation, phase string) []string {
	var out []string
	add := func(n int, noun, rest string) {
		if n > 0 {
			out = append(out, counted(n, noun)+" "+rest)
		}
	}
	c := countTasks(in)
	switch phase {
	case "audit":
		add(len(e.Questions), "question", "to answer")
		add(len(in.Manifest.Unresolved), "unresolved item", "to decide")
		add(c.persons, "operation", "to look at: a person is needed")
	case "API design":
		add(c.exposed, "operation", "to review: name, inputs, output")
		add(c.looseTables, "output", "without columns or fields")
	case "backend with tests":
		add(c.missing, "operation", "without a source")
		add(c.regions, "region", "to cut out of UI code")
		add(c.exposed, "endpoint", "to test")
	case "frontend":
		add(c.pages, "page", "to rebuild")
	case "integration testing":
		add(c.exposed, "operation", "to compare with the app")
		add(c.writes, "write", "to test against a copy of the data")
	case "deployment":
		for _, r := range in.Manifest.Resources {
			out = append(out, "set "+r.Env)
		}
	}
	return out
}

// taskCounts are the app's own counts.
type taskCounts struct{ exposed, looseTables, missing, regions, writes, pages, persons int }

func countTasks(in Input) taskCounts {
	var c taskCounts
	pages := map[string]bool{}
	for _, op := range in.Manifest.Operations {
		for _, page := range op.Pages {
			pages[page.Value] = true
		}
		if !op.Expose || op.Kept {
			continue
		}
		c.exposed++
		shaped := op.Output.Kind == manifest.OutTable || op.Output.Kind == manifest.OutRecord
		if shaped && len(op.Output.Columns) == 0 {
			c.looseTables++
		}
		switch op.From.Kind {
		case manifest.FromNone:
			c.missing++
		case manifest.FromRegion:
			c.regions++
		}
		if op.Kind == manifest.Write {
			c.writes++
		}
	}
	for _, op := range in.evidence().Operations {
		if op.NeedsPerson != nil {
			c.persons++
		}
	}
	c.pages = len(pages)
	if n := len(in.evidence().App.Pages); in.Evidence != nil {
		c.pages = max(c.pages, n+1)
	}
	return c
}
