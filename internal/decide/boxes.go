package decide

import (
	"strings"
)

// condition is one row of the table of predicates.
type condition struct {
	id, label string
	facts     []string // the first is the one it compares
	threshold string
	holds     func(class) bool // of the first fact's class
	yes, no   string           // the comparison in short, with %s for the value; empty: the value alone
}

// boxTable is the four boxes: flat, one line a condition. docs/decide.md repeats it.
func boxTable(p policy) []struct {
	outcome    Outcome
	rule       string
	conditions []condition
} {
	few, many := number(p.get("keep.max_concurrent_users")), number(p.get("split.max_concurrent_users"))
	latency, job := number(p.get("keep.max_latency_seconds")), number(p.get("wrap.min_job_seconds"))
	kept := func(c class) bool { return c.signs&notKept == 0 }
	sign := func(s signs) func(class) bool { return func(c class) bool { return c.signs&s != 0 } }
	return []struct {
		outcome    Outcome
		rule       string
		conditions []condition
	}{
		{outcome: Keep, rule: "all five hold", conditions: []condition{
			{id: "keep.users", label: "at most " + few + " concurrent users, all internal", facts: []string{"concurrent_users", "audience"}, threshold: "<= " + few, holds: kept, yes: "%s <= " + few, no: "%s > " + few},
			{id: "keep.read_mostly", label: "read-mostly, no critical writes", facts: []string{"read_mostly"}, holds: kept, yes: "no writes", no: "it writes"},
			{id: "keep.latency", label: latency + " s an interaction accepted", facts: []string{"accepted_latency_seconds"}, threshold: ">= " + latency + " s", holds: kept, yes: "%s s >= " + latency + " s", no: "%s s < " + latency + " s"},
			{id: "keep.single_process", label: "a single process accepted", facts: []string{"single_process_ok"}, holds: kept, yes: "accepted", no: "not accepted"},
			{id: "keep.auth", label: "no auth beyond a perimeter", facts: []string{"auth"}, holds: kept},
		}},
		{outcome: Wrap, rule: "the first and one of the others hold", conditions: []condition{
			{id: "wrap.long_job", label: "a job of more than " + job + " s", facts: []string{"longest_job_seconds"}, threshold: "> " + job + " s", holds: sign(longJob), yes: "%s s > " + job + " s", no: "%s s <= " + job + " s"},
			{id: "wrap.blocking", label: "two users or more at once", facts: []string{"concurrent_users"}, threshold: ">= 2", holds: sign(seenJob), yes: "%s >= 2", no: "%s < 2: nobody else waits"},
			{id: "wrap.progress", label: "progress is wanted", facts: []string{"progress_wanted"}, holds: sign(seenJob), yes: "progress wanted", no: "no progress wanted"},
		}},
		{outcome: Split, rule: "any holds", conditions: []condition{
			{id: "split.consumers", label: "programs call it", facts: []string{"other_consumers"}, holds: sign(splitting), yes: "called by %s", no: "no other callers"},
			{id: "split.users", label: "more than " + many + " concurrent users", facts: []string{"concurrent_users"}, threshold: "> " + many, holds: sign(splitting), yes: "%s > " + many, no: "%s <= " + many},
			{id: "split.auth", label: "real auth: SSO, roles, audit log", facts: []string{"auth"}, holds: sign(splitting)},
			{id: "split.scaling", label: "more than one machine", facts: []string{"horizontal_scaling"}, holds: sign(splitting), yes: "horizontal scaling", no: "one machine"},
			{id: "split.frontends", label: "several frontends", facts: []string{"frontends"}, threshold: ">= 2", holds: sign(splitting), yes: "%s frontends", no: "%s frontend"},
		}},
		{outcome: Rewrite, rule: "any holds", conditions: []condition{
			{id: "rewrite.customers", label: "customers use it", facts: []string{"audience"}, holds: sign(rewriting)},
			{id: "rewrite.rich_ux", label: "interactivity Streamlit cannot give", facts: []string{"rich_ux"}, holds: sign(rewriting), yes: "rich interactivity", no: "none needed"},
			{id: "rewrite.fighting", label: "the app fights the framework", facts: []string{"fights_framework"}, holds: sign(rewriting), yes: "it fights the framework", no: "no fight"},
			{id: "rewrite.latency", label: "latency matters to end users", facts: []string{"latency_matters"}, holds: sign(rewriting), yes: "latency matters", no: "latency does not matter"},
		}},
	}
}

// boxes fills the table with what is known.
func boxes(t tree, known facts, p policy) []Box {
	var out []Box
	for _, row := range boxTable(p) {
		box := Box{Outcome: row.outcome, Rule: row.rule}
		for _, c := range row.conditions {
			box.Predicates = append(box.Predicates, c.predicate(t.derived(), known))
		}
		box.Value = box.combined()
		out = append(out, box)
	}
	return out
}

// combined is the value of a box by its rule.
func (b Box) combined() Truth {
	values := make([]Truth, 0, len(b.Predicates))
	for _, predicate := range b.Predicates {
		values = append(values, predicate.Value)
	}
	switch b.Outcome {
	case Keep:
		return all(values...)
	case Wrap:
		return all(values[0], anyOf(values[1:]...))
	default:
		return anyOf(values...)
	}
}

func all(values ...Truth) Truth {
	out := True
	for _, v := range values {
		if v == False {
			return False
		}
		if v == Unknown {
			out = Unknown
		}
	}
	return out
}

func anyOf(values ...Truth) Truth {
	out := False
	for _, v := range values {
		if v == True {
			return True
		}
		if v == Unknown {
			out = Unknown
		}
	}
	return out
}

// predicate is a condition with its value and its evidence.
func (c condition) predicate(t tree, known facts) Predicate {
	out := Predicate{ID: c.id, Label: c.label, Threshold: c.threshold}
	values := make([]Truth, 0, len(c.facts))
	for _, fact := range c.facts {
		values = append(values, t.variable(fact).truth(c.holds))
	}
	out.Value = all(values...)
	fact := known[c.facts[0]]
	out.Source, out.Confidence, out.Because = fact.Source, fact.Confidence, c.because(out.Value, fact)
	for _, name := range c.facts {
		out.Evidence = append(out.Evidence, known[name].Evidence...)
	}
	switch {
	case c.id == "keep.users":
		c.users(&out, values, known)
	case c.id == "keep.single_process" && !fact.Known && out.Value == False:
		out.Source, out.Confidence, out.Because = "rule", Computed, "a long job and two users or more meet in it"
	}
	if active := known["active_users"]; c.facts[0] == "concurrent_users" && !fact.Known && active.Known {
		out.Evidence = append(out.Evidence, active.Evidence...)
		if out.Value != Unknown {
			out.Source, out.Confidence, out.Because = active.Source, active.Confidence, active.Text+" active users at most"
		}
	}
	return out
}

// because is the comparison in short.
func (c condition) because(value Truth, fact FactValue) string {
	form := c.yes
	switch {
	case value == Unknown || !fact.Known:
		return ""
	case value == False:
		form = c.no
	}
	if form == "" {
		form = "%s"
	}
	return strings.ReplaceAll(form, "%s", fact.Text)
}

// users explains the one condition that two facts decide.
func (c condition) users(out *Predicate, values []Truth, known facts) {
	count, audience := known["concurrent_users"], known["audience"]
	switch {
	case values[0] == False && values[1] == False:
		out.Because = c.because(False, count) + "; " + audience.Text
	case values[1] == False:
		out.Because, out.Source, out.Confidence = audience.Text, audience.Source, audience.Confidence
	case out.Value == True:
		out.Because = c.because(True, count) + ", " + audience.Text
	case out.Value == Unknown:
		out.Source, out.Confidence = "", Missing
		if values[0] == Unknown && values[1] == True {
			out.Source, out.Confidence = count.Source, count.Confidence
		}
	}
}
