package decide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/manifest"
)

// Truth is the value of a condition: known true, known false, or not known.
type Truth int

// The values of conditions.
const (
	Unknown Truth = iota
	True
	False
)

// String is the value as reports show it.
func (t Truth) String() string { return [...]string{"unknown", "yes", "no"}[t] }

// truthOf is a known condition.
func truthOf(yes bool) Truth {
	if yes {
		return True
	}
	return False
}

// Confidence is how far a value can be trusted.
type Confidence string

// The confidences.
const (
	Stated   Confidence = "stated"   // a person says so
	Computed Confidence = "computed" // follows from the manifest
	Hinted   Confidence = "hinted"   // the source looks like it
	Missing  Confidence = "unknown"  // nobody says
)

// FactValue is what is known of one fact, and why.
type FactValue struct {
	Name       string
	Known      bool
	Text       string // the value as people write it; empty when not known
	Source     string // flag, manifest, operations, audit, rule; empty when not known
	Confidence Confidence
	Evidence   []Line

	answer Answer
}

// facts is every fact by name.
type facts map[string]FactValue

// resolve finds the value of every fact: what a person said first, then what the operations say, then
// what the audit saw.
func resolve(in Input, p policy) facts {
	out := facts{}
	for _, spec := range FactSpecs() {
		out[spec.Name] = FactValue{Name: spec.Name, Confidence: Missing}
	}
	for _, fact := range in.Manifest.Facts {
		if _, ok := out[fact.Name]; ok {
			out[fact.Name] = statedFact(in.Manifest, fact)
		}
	}
	for _, answer := range in.Answers {
		before := out[answer.Fact]
		value := FactValue{Name: answer.Fact, Known: true, Text: answer.text(), Source: "flag", Confidence: Stated, answer: answer}
		value.Evidence = []Line{{Text: "--" + strings.ReplaceAll(answer.Fact, "_", "-") + " " + value.Text, Plain: true}}
		if before.Known && before.Text != value.Text {
			value.Evidence = append(value.Evidence, Line{Text: "the manifest says " + before.Text, At: firstPlace(before.Evidence)})
		}
		out[answer.Fact] = value
	}
	out["longest_job_seconds"] = longestJob(in, out["longest_job_seconds"], p)
	out["progress_wanted"] = progressWanted(in, out["progress_wanted"])
	out["read_mostly"] = readMostly(in, out["read_mostly"])
	out["fights_framework"] = fighting(in, out["fights_framework"], p)
	return out
}

func firstPlace(lines []Line) string {
	for _, line := range lines {
		if line.At != "" {
			return line.At
		}
	}
	return ""
}

// statedFact is a fact of the manifest.
func statedFact(m *manifest.Manifest, fact manifest.Fact) FactValue {
	answer := answerOf(fact)
	value := FactValue{Name: fact.Name, Known: true, Text: answer.text(), Source: "manifest", Confidence: Stated, answer: answer}
	if fact.Source != "" {
		value.Source = fact.Source
	}
	line := Line{Text: fact.Name + ": " + value.Text, At: placeIn(m, fact.Span), Plain: fact.Reason == ""}
	if fact.Reason != "" {
		line.Text = fact.Reason
	}
	value.Evidence = []Line{line}
	return value
}

// longestJob takes a person's duration of the whole, or the durations the operations state; what the
// source only looks like is a hint and never a number of seconds.
func longestJob(in Input, stated FactValue, p policy) FactValue {
	value := stated
	limit, longest, untold := p.get("wrap.min_job_seconds"), -1.0, 0
	var lines []Line
	for _, op := range in.Manifest.Operations {
		if op.Job.Seconds == 0 {
			untold++
			continue
		}
		longest = max(longest, op.Job.Seconds)
		lines = append(lines, Line{Text: op.ID + " takes " + number(op.Job.Seconds) + " s", At: placeIn(in.Manifest, op.Job.Span)})
	}
	switch {
	case stated.Known: // a flag asks "what if" and is taken as it is
		if seconds, _ := stated.answer.Value.(float64); longest > seconds && stated.Source != "flag" {
			value.Text, value.answer.Value = number(longest), longest
			value.Source = "operations"
		}
	case longest > limit || longest >= 0 && untold == 0:
		value = FactValue{Name: stated.Name, Known: true, Text: number(longest), Source: "operations", Confidence: Stated,
			answer: Answer{Fact: stated.Name, Value: longest}}
	}
	value.Evidence = append(slices.Clone(stated.Evidence), lines...)
	for _, op := range longHints(in) {
		value.Evidence = append(value.Evidence, op)
		if !value.Known {
			value.Confidence, value.Source = Hinted, "audit"
		}
	}
	return value
}

// longHints are the operations that look long: marked as jobs without a duration, or hinted by the audit.
func longHints(in Input) []Line {
	var lines []Line
	told := map[string]bool{}
	for _, op := range in.Manifest.Operations {
		told[op.ID] = op.Job.Seconds > 0
		if op.Job.Declared && op.Job.Seconds == 0 {
			told[op.ID] = true
			lines = append(lines, Line{Text: op.ID + " is marked as a job, without its duration", At: placeIn(in.Manifest, op.Job.Span)})
		}
	}
	for _, op := range in.evidence().Operations {
		if op.Long && !told[op.ID] {
			text := op.ID + " is likely long"
			if op.LongBecause != "" {
				text += ": " + op.LongBecause
			}
			lines = append(lines, Line{Text: text, At: op.place()})
		}
	}
	return lines
}

// progressWanted is what a person says, or an operation that asks for progress.
func progressWanted(in Input, stated FactValue) FactValue {
	if stated.Known {
		return stated
	}
	for _, op := range in.Manifest.Operations {
		if op.Job.Progress {
			return FactValue{Name: stated.Name, Known: true, Text: "yes", Source: "operations", Confidence: Stated,
				Evidence: []Line{{Text: op.ID + " reports progress", At: placeIn(in.Manifest, op.Job.Span)}},
				answer:   Answer{Fact: stated.Name, Value: true}}
		}
	}
	return stated
}

// readMostly is computed from the operations that write; a person may overrule it.
func readMostly(in Input, stated FactValue) FactValue {
	var writes []Line
	for _, op := range in.Manifest.Operations {
		if line, ok := writeLine(in, op); ok {
			writes = append(writes, line)
		}
	}
	if stated.Known {
		stated.Evidence = append(slices.Clone(stated.Evidence), writes...)
		return stated
	}
	if len(in.Manifest.Operations) == 0 {
		stated.Evidence = []Line{{Text: "the manifest lists no operations"}}
		return stated
	}
	value := FactValue{Name: stated.Name, Known: true, Source: "operations", Confidence: Computed, Evidence: writes}
	value.answer = Answer{Fact: stated.Name, Value: len(writes) == 0}
	value.Text = value.answer.text()
	if len(writes) == 0 {
		value.Evidence = []Line{{Text: counted(len(in.Manifest.Operations), "operation") + ", none writes"}}
	}
	return value
}

// writeLine says that an operation writes, and where. The kind of the manifest counts, which people may have
// corrected: effects also hold the files and buffers that only make a download.
func writeLine(in Input, op manifest.Operation) (Line, bool) {
	audited, seen := in.audited(op.ID)
	if op.Kind != manifest.Write {
		return Line{}, false
	}
	at := placeIn(in.Manifest, op.Span)
	if place := audited.place(); seen && place != "" {
		at = place
	}
	return Line{Text: op.ID + " writes", At: at}, true
}

// fighting counts the audit's signs that the app works around Streamlit. Many kinds, or many hits of
// one, are an answer; some are a question; none are none.
func fighting(in Input, stated FactValue, p policy) FactValue {
	hits := map[string][]Line{}
	var kinds []string
	for _, f := range in.evidence().Findings {
		if s, ok := signalOf(f); ok && s.role == "fight" {
			if hits[s.kind] == nil {
				kinds = append(kinds, s.kind)
			}
			hits[s.kind] = append(hits[s.kind], Line{Text: s.kind, At: f.At})
		}
	}
	slices.Sort(kinds)
	var lines []Line
	most := 0
	for _, kind := range kinds {
		most = max(most, len(hits[kind]))
		text := kind
		if n := len(hits[kind]); n > 1 {
			text = fmt.Sprintf("%s, %d times", kind, n)
		}
		lines = append(lines, Line{Text: text, At: hits[kind][0].At})
	}
	value := stated
	many := float64(len(kinds)) >= p.get("rewrite.fighting_kinds") || float64(most) >= p.get("rewrite.fighting_hits")
	switch {
	case stated.Known:
	case many || len(kinds) == 0:
		value = FactValue{Name: stated.Name, Known: true, Source: "audit", Confidence: Computed, answer: Answer{Fact: stated.Name, Value: many}}
		value.Text = value.answer.text()
	default:
		value.Source, value.Confidence = "audit", Hinted
	}
	if len(kinds) == 0 && !stated.Known {
		text := "the audit found no sign of it"
		if in.Evidence == nil {
			value.Source, value.Confidence = "rule", Hinted
			text = "no audit looked for signs of it"
		}
		lines = []Line{{Text: text}}
	}
	value.Evidence = append(slices.Clone(stated.Evidence), lines...)
	return value
}

// known gives the tree with what the facts say.
func (f facts) known(t tree, p policy) tree {
	for i, v := range t.variables {
		value := f[v.fact]
		if value.Known {
			t = t.with(i, classOf(value.answer, v, p))
		}
	}
	if active := f["active_users"]; active.Known && !f["concurrent_users"].Known {
		most, _ := active.answer.Value.(int)
		users := &t.variables[t.at("concurrent_users")]
		users.allowed = slices.Clone(users.allowed)
		for i, c := range users.classes {
			users.allowed[i] = c.low <= most
		}
	}
	return t
}

// classOf finds the class of an answer.
func classOf(a Answer, v variable, p policy) int {
	index := func(yes bool) int {
		if yes {
			return 1
		}
		return 0
	}
	switch v.fact {
	case "concurrent_users":
		users, _ := a.Value.(int)
		return slices.IndexFunc(v.classes, func(c class) bool { return users >= c.low && (c.top < 0 || users <= c.top) })
	case "frontends":
		count, _ := a.Value.(int)
		return index(count > 1)
	case "audience":
		return index(a.Value == "customers")
	case "auth":
		return index(a.Value != "none" && a.Value != "perimeter")
	case "accepted_latency_seconds":
		seconds, _ := a.Value.(float64)
		return index(seconds >= p.get("keep.max_latency_seconds"))
	case "longest_job_seconds":
		seconds, _ := a.Value.(float64)
		return index(seconds > p.get("wrap.min_job_seconds"))
	case "other_consumers":
		list, _ := a.Value.([]string)
		return index(len(list) > 0)
	default:
		yes, _ := a.Value.(bool)
		return index(yes)
	}
}

// counted writes a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
