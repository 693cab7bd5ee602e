package verify

import (
	"cmp"
	"slices"
)

// Result is what a comparison found.
type Result struct {
	Pages        []Page        `json:"pages"`
	Interactions []Interaction `json:"interactions"`
	Operations   []Operation   `json:"operations"` // what moved, by id
	Hosts        []string      `json:"hosts"`      // that the app wanted to reach and was refused
	Guard        Guard         `json:"guard"`
	Ticking      []string      `json:"ticking"` // of "app", "pages" and "service" those whose clock could not be held
	Totals       Totals        `json:"totals"`
}

// Guard is what kept a comparison off the network.
type Guard string

// The guards.
const (
	Namespace    Guard = "namespace" // of the system, with nothing but a loopback device
	PythonsGuard Guard = "python"    // sockets refuse in every Python; other programs that an app starts escape it
)

// Page is the first run of a page.
type Page struct {
	Page       string         `json:"page"`
	Verdict    Verdict        `json:"verdict"`
	Reason     string         `json:"reason,omitempty"`
	Difference *Difference    `json:"difference,omitempty"`
	Asked      map[string]int `json:"asked,omitempty"`   // how often the run asked each operation
	Seconds    Seconds        `json:"seconds"`           // of the run
	Widgets    []Step         `json:"widgets,omitempty"` // of a page that was not reached: what it asked for
}

// Interaction is a step on a page, after the steps before it.
type Interaction struct {
	Page        string         `json:"page"`
	Steps       [][]Step       `json:"steps"`
	Verdict     Verdict        `json:"verdict"`
	Reason      string         `json:"reason,omitempty"`
	Difference  *Difference    `json:"difference,omitempty"`
	Asked       map[string]int `json:"asked,omitempty"`        // how often the last step's run asked each operation
	AskedBefore []string       `json:"asked_before,omitempty"` // operations that the runs before it asked
	Seconds     Seconds        `json:"seconds"`                // of the last step's run
}

// Seconds are how long one run of a page took on both sides.
type Seconds struct {
	Old float64 `json:"old"`
	New float64 `json:"new"`
}

// Operation is what a comparison showed of one operation: same when runs that asked it were, different when one that
// asked it was not, not_run when nothing asked it.
type Operation struct {
	Operation string  `json:"operation"`
	Place     string  `json:"place"` // in the app: file:function
	Verdict   Verdict `json:"verdict"`
	Asked     int     `json:"asked"`
	Most      int     `json:"most"`            // calls in one rerun
	Seconds   Seconds `json:"seconds"`         // of that rerun
	Where     string  `json:"where,omitempty"` // page of the rerun with most calls, or of the first difference
}

// Difference is the first place where the sides differ.
type Difference struct {
	At  string `json:"at"`
	Old any    `json:"old"`
	New any    `json:"new"`
}

// Totals counts verdicts.
type Totals struct {
	Pages        map[Verdict]int `json:"pages"`
	Interactions map[Verdict]int `json:"interactions"`
	Operations   map[Verdict]int `json:"operations"`
}

// Chatty is how many calls of one operation in one rerun are too many to say nothing about.
const Chatty = 10

// Differs reports whether a page or interaction differs.
func (r *Result) Differs() bool {
	return r.Totals.Pages[Different]+r.Totals.Interactions[Different] > 0
}

// Changing counts interactions that changed something in the app and whose outcome is known.
func (r *Result) Changing() int {
	found := r.Totals.Interactions
	return found[Same] + found[Different] + found[Nondeterministic]
}

// Rerun is the median of how long a step's run took on each side, of those that changed something and were the same.
func (r *Result) Rerun() Seconds {
	var old, new []float64
	for _, i := range r.Interactions {
		if i.Verdict == Same {
			old, new = append(old, i.Seconds.Old), append(new, i.Seconds.New)
		}
	}
	if len(old) == 0 {
		return Seconds{}
	}
	slices.Sort(old)
	slices.Sort(new)
	return Seconds{Old: old[len(old)/2], New: new[len(new)/2]}
}

// judge says for each operation what the runs that asked it showed. operations holds ids by path.
func (r *Result) judge(operations map[string]string) {
	by := map[string]*Operation{}
	for _, id := range operations {
		by[id] = &Operation{Operation: id, Verdict: NotRun}
	}
	for _, p := range r.Pages {
		rerun{page: p.Page, verdict: p.Verdict, asked: p.Asked, seconds: p.Seconds}.judge(by)
	}
	for _, i := range r.Interactions {
		rerun{page: i.Page, verdict: i.Verdict, asked: i.Asked, before: i.AskedBefore, seconds: i.Seconds}.judge(by)
	}
	r.Operations, r.Totals.Operations = []Operation{}, map[Verdict]int{} // a list in JSON also where nothing moved
	for _, op := range by {
		r.Operations = append(r.Operations, *op)
		r.Totals.Operations[op.Verdict]++
	}
	slices.SortFunc(r.Operations, func(a, b Operation) int { return cmp.Compare(a.Operation, b.Operation) })
}

// rerun is one run of a page with what it asked and what the comparison said of it.
type rerun struct {
	page    string
	verdict Verdict
	asked   map[string]int
	before  []string
	seconds Seconds
}

// weight orders what is known of an operation: a difference outweighs all, then what proves most.
func weight(v Verdict) int {
	return slices.Index([]Verdict{NotRun, NotReached, OldFails, NoEffect, Nondeterministic, Same, Different}, v)
}

// judge notes what a rerun shows of the operations it asked. One that differs and asked none shows what earlier runs
// had asked: a cache of the page kept it.
func (r rerun) judge(by map[string]*Operation) {
	for id, times := range r.asked {
		op := by[id]
		op.Asked += times
		if times > op.Most {
			op.Most, op.Seconds = times, r.seconds
			if op.Verdict != Different {
				op.Where = r.page
			}
		}
		r.found(op)
	}
	if r.verdict == Different && len(r.asked) == 0 {
		for _, id := range r.before {
			r.found(by[id])
		}
	}
}

func (r rerun) found(op *Operation) {
	if weight(r.verdict) <= weight(op.Verdict) {
		return
	}
	op.Verdict = r.verdict
	if r.verdict == Different {
		op.Where = r.page
	}
}
