// Package decide says what should become of an app: keep, wrap, split or rewrite. It walks four boxes
// over what the manifest, a person's answers and an audit's evidence say, and explains each step. What
// nobody said stays unknown: then the result is the exact set of verdicts and the questions that settle it.
package decide

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
)

// Input is everything a decision depends on.
type Input struct {
	Manifest   *manifest.Manifest
	Evidence   *Evidence // nil without an audit
	Answers    []Answer  // from flags; they come before the manifest's facts
	Cumulative bool      // the heaviest box that holds wins, not the first

	byID map[string]int // index of the audited operations
}

// indexed is the input with its index.
func (in Input) indexed() Input {
	in.byID = make(map[string]int, len(in.evidence().Operations))
	for i, op := range in.evidence().Operations {
		in.byID[op.ID] = i
	}
	return in
}

// audited finds an audited operation by id.
func (in Input) audited(id string) (AuditedOperation, bool) {
	i, ok := in.byID[id]
	if !ok {
		return AuditedOperation{}, false
	}
	return in.Evidence.Operations[i], true
}

// evidence is the audit's, or the empty one.
func (in Input) evidence() *Evidence {
	if in.Evidence == nil {
		return &Evidence{}
	}
	return in.Evidence
}

// Explanation is a decision with its reasons. Text, Markdown and JSON are all made from it.
type Explanation struct {
	App             string
	Title           string
	Cumulative      bool
	Verdicts        []Outcome // sorted by name; one when settled
	Primary         Outcome   // empty while several are left
	Hardened        bool      // kept although box 1 does not hold
	Boxes           []Box
	AddOns          []AddOn
	Questions       []Question
	Counterfactuals []Counterfactual
	Policy          []PolicyValue
	Facts           []FactValue
	Reasons         []Reason // why Streamlit breaks for this app
	Gains           []Gain
	Hints           []Hint
	Notes           []Note
	Timeline        Timeline
	Inputs          Inputs
}

// Inputs are the SHA-256 digests of what a decision was made from.
type Inputs struct {
	Manifest string
	Evidence string // empty without an audit
	Flags    []string
}

// Settled reports whether one verdict is left.
func (e *Explanation) Settled() bool { return e.Primary != "" }

// Box is one box of the tree.
type Box struct {
	Outcome    Outcome
	Rule       string // how the conditions combine, in words
	Value      Truth
	Predicates []Predicate
}

// Predicate is one condition of a box.
type Predicate struct {
	ID         string
	Label      string
	Threshold  string // as "<= 10"; empty without one
	Value      Truth
	Because    string // the comparison in short, as "45 > 30"
	Evidence   []Line
	Source     string
	Confidence Confidence
}

// AddOn is a later box that holds too, which the first match hides.
type AddOn struct {
	Outcome    Outcome
	Because    []string
	Predicates []string
	Operations []string // that would go through the queue
}

// Question is a fact that can change the verdict.
type Question struct {
	Fact    string
	Text    string
	Hint    string
	Answers []Possible
}

// Possible is what one kind of answer would leave.
type Possible struct {
	Answer   string
	Verdicts []Outcome
}

// Counterfactual is the smallest change of known facts that changes the verdicts.
type Counterfactual struct {
	Changes  []Change
	Verdicts []Outcome
}

// Change is one fact with another value.
type Change struct {
	Fact string
	From string
	To   string
}

// Decide walks the tree. The diagnostics are about policy values and facts that cannot be.
func Decide(in Input) (*Explanation, diag.List) {
	in = in.indexed()
	p, diags := policyOf(in.Manifest)
	known := resolve(in, p)
	diags = append(diags, contradictions(in.Manifest, known)...)
	if diags.Failed() {
		return nil, diags.Sorted()
	}
	t := known.known(newTree(p, in.Cumulative), p)
	e := &Explanation{App: in.Manifest.App.Name, Title: in.Manifest.App.Title, Cumulative: in.Cumulative, Policy: p}
	e.Verdicts = t.verdicts().list()
	e.Boxes = boxes(t, known, p)
	if len(e.Verdicts) == 1 {
		e.Primary = e.Verdicts[0]
		e.Hardened = e.Primary == Keep && e.Boxes[0].Value != True
		e.AddOns = addOns(e, in)
	}
	e.Questions = questions(t)
	e.Counterfactuals = counterfactuals(t, known)
	for _, spec := range FactSpecs() {
		e.Facts = append(e.Facts, known[spec.Name])
	}
	e.Reasons = reasons(in)
	e.Gains = gains(in, e)
	e.Hints = hints(in, e, known)
	e.Notes = notes(in, e, known)
	e.Timeline = timeline(in, e)
	e.Inputs = inputs(in)
	return e, diags.Sorted()
}

// contradictions warns about facts that cannot both be true.
func contradictions(m *manifest.Manifest, known facts) diag.List {
	active, peak := known["active_users"], known["concurrent_users"]
	a, _ := active.answer.Value.(int)
	c, _ := peak.answer.Value.(int)
	if !active.Known || !peak.Known || c <= a {
		return nil
	}
	d := diag.Diagnostic{Severity: diag.Warning, Message: fmt.Sprintf("concurrent_users is %d, more than the %d active_users", c, a),
		Advice: "the first is used; correct one"}
	if m.Source != nil {
		d.Path = m.Source.Path
	}
	return diag.List{d}
}

// addOns are the boxes besides the verdict's that hold, heaviest first: what a first match hides, and
// in cumulative mode what the lighter boxes add.
func addOns(e *Explanation, in Input) []AddOn {
	var out []AddOn
	at := outcomeIndex(e.Primary)
	for i, box := range slices.Backward(e.Boxes) {
		lighter := i < at
		if i == at || box.Value != True || lighter && box.Outcome != Wrap {
			continue
		}
		addOn := AddOn{Outcome: box.Outcome}
		for _, predicate := range box.Predicates {
			if predicate.Value == True {
				addOn.Because = append(addOn.Because, predicate.Because)
				addOn.Predicates = append(addOn.Predicates, predicate.ID)
			}
		}
		if box.Outcome == Wrap {
			addOn.Operations = longOperations(in)
		}
		out = append(out, addOn)
	}
	return out
}

// longOperations are the operations that are long, or look it.
func longOperations(in Input) []string {
	var ids []string
	limit, _ := policyOf(in.Manifest)
	for _, op := range in.Manifest.Operations {
		audited, _ := in.audited(op.ID)
		if op.Job.Seconds > limit.get("wrap.min_job_seconds") || op.Job.Declared && op.Job.Seconds == 0 || audited.Long && op.Job.Seconds == 0 {
			ids = append(ids, op.ID)
		}
	}
	return ids
}

// Line is the add-on as reports print it.
func (a AddOn) Line() string {
	line := strings.ToUpper(string(a.Outcome)) + " also holds: " + strings.Join(a.Because, "; ")
	if len(a.Operations) > 0 {
		line += "; the queue takes " + strings.Join(a.Operations, ", ")
	}
	return line
}

// inputs are the digests of the files, as `sha256sum` prints them, and the flags.
func inputs(in Input) Inputs {
	var out Inputs
	if in.Manifest.Source != nil {
		out.Manifest = fmt.Sprintf("%x", sha256.Sum256([]byte(in.Manifest.Source.Text)))
	}
	if in.Evidence != nil {
		out.Evidence = in.Evidence.digest
	}
	for _, answer := range in.Answers {
		out.Flags = append(out.Flags, "--"+strings.ReplaceAll(answer.Fact, "_", "-")+" "+answer.text())
	}
	if in.Cumulative {
		out.Flags = append(out.Flags, "--policy cumulative")
	}
	return out
}
