package report

import (
	"github.com/streamlift/streamlift/internal/decide"
)

// Decision is a decision as JSON. The keys are a contract.
type Decision struct {
	App             string               `json:"app"`
	Verdicts        []decide.Outcome     `json:"verdicts"`
	Primary         *decide.Outcome      `json:"primary"`
	Hardened        bool                 `json:"hardened"`
	Cumulative      bool                 `json:"cumulative"`
	AddOns          []addOnJSON          `json:"add_ons"`
	Predicates      []predicateJSON      `json:"predicates"`
	Questions       []questionJSON       `json:"questions"`
	Counterfactuals []counterfactualJSON `json:"counterfactuals"`
	Boxes           []boxJSON            `json:"boxes"`
	Forced          *forcedJSON          `json:"forced,omitempty"`
	Facts           []factJSON           `json:"facts"`
	Policy          []policyJSON         `json:"policy"`
	Reasons         []reasonJSON         `json:"reasons"`
	Gains           []gainJSON           `json:"gains"`
	Hints           []hintJSON           `json:"hints"`
	Notes           []noteJSON           `json:"notes"`
	Timeline        timelineJSON         `json:"timeline"`
	Inputs          inputsJSON           `json:"inputs"`
}

type lineJSON struct {
	Text string `json:"text"`
	At   string `json:"at,omitempty"`
}

type addOnJSON struct {
	Outcome    decide.Outcome `json:"outcome"`
	Line       string         `json:"line"`
	Because    []string       `json:"because"`
	Predicates []string       `json:"predicates"`
	Operations []string       `json:"operations"`
}

type predicateJSON struct {
	ID         string            `json:"id"`
	Box        decide.Outcome    `json:"box"`
	Label      string            `json:"label"`
	Threshold  string            `json:"threshold,omitempty"`
	Value      *bool             `json:"value"` // null: not known
	Because    string            `json:"because"`
	Evidence   []lineJSON        `json:"evidence"`
	Source     string            `json:"source"`
	Confidence decide.Confidence `json:"confidence"`
}

type questionJSON struct {
	Fact    string         `json:"fact"`
	Text    string         `json:"text"`
	Hint    string         `json:"hint"`
	Answers []possibleJSON `json:"answers"`
}

type possibleJSON struct {
	Answer   string           `json:"answer"`
	Verdicts []decide.Outcome `json:"verdicts"`
}

type counterfactualJSON struct {
	Changes  []changeJSON     `json:"changes"`
	Verdicts []decide.Outcome `json:"verdicts"`
}

type changeJSON struct {
	Fact string `json:"fact"`
	From string `json:"from"`
	To   string `json:"to"`
}

type boxJSON struct {
	Outcome decide.Outcome `json:"outcome"`
	Rule    string         `json:"rule"`
	Value   *bool          `json:"value"`
}

type factJSON struct {
	Name       string            `json:"name"`
	Value      *string           `json:"value"` // null: not known
	Source     string            `json:"source"`
	Confidence decide.Confidence `json:"confidence"`
	Evidence   []lineJSON        `json:"evidence"`
}

type policyJSON struct {
	Name     string  `json:"name"`
	Value    float64 `json:"value"`
	Compare  string  `json:"compare"`
	Default  float64 `json:"default"`
	Override bool    `json:"override"`
	Reason   string  `json:"reason,omitempty"`
	At       string  `json:"at,omitempty"`
}

type reasonJSON struct {
	Head  string     `json:"head"`
	Says  string     `json:"says"`
	Lines []lineJSON `json:"lines"`
}

type gainJSON struct {
	Step     string     `json:"step"`
	Gives    string     `json:"gives"`
	Measured string     `json:"measured"`
	Applies  *bool      `json:"applies"`
	Lines    []lineJSON `json:"lines"`
}

type hintJSON struct {
	Topic  string     `json:"topic"`
	Text   string     `json:"text"`
	Strong bool       `json:"strong"`
	Lines  []lineJSON `json:"lines"`
}

type noteJSON struct {
	Date    string `json:"date"`
	Article string `json:"article"`
	Now     string `json:"now"`
	Effect  string `json:"effect"`
}

type daysJSON struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

type timelineJSON struct {
	Phases        []phaseJSON `json:"phases"`
	WithUI        daysJSON    `json:"with_ui_days"`
	WithoutUI     daysJSON    `json:"without_ui_days"`
	ArticleWithUI string      `json:"article_with_ui"`
	ArticleRest   string      `json:"article_without_ui"`
	SplitLow      float64     `json:"split_weeks_low"`
	SplitHigh     float64     `json:"split_weeks_high"`
	SplitKnown    bool        `json:"split_layout_known"`
	SplitDrivers  []string    `json:"split_drivers"`
	WrapQuote     string      `json:"wrap_quote"`
}

type phaseJSON struct {
	Name     string           `json:"name"`
	Days     daysJSON         `json:"days"`
	Content  string           `json:"content"`
	Outcomes []decide.Outcome `json:"outcomes"`
	Tasks    []string         `json:"tasks"`
}

type forcedJSON struct {
	Outcome  decide.Outcome `json:"outcome"`
	Warning  string         `json:"warning"`
	Services [2][]string    `json:"services"` // verdict, forced
	Days     [2]daysJSON    `json:"days"`
	Files    *[2]int        `json:"files"`
	Weeks    string         `json:"weeks,omitempty"`
}

type inputsJSON struct {
	Manifest string   `json:"manifest_sha256"`
	Evidence string   `json:"evidence_sha256"`
	Flags    []string `json:"flags"`
}

// DecisionJSON is a decision for machines.
func DecisionJSON(e *decide.Explanation, forced *decide.Forced) Decision {
	out := Decision{
		App: e.App, Verdicts: e.Verdicts, Hardened: e.Hardened, Cumulative: e.Cumulative,
		AddOns: []addOnJSON{}, Questions: []questionJSON{}, Counterfactuals: []counterfactualJSON{},
		Reasons: []reasonJSON{}, Hints: []hintJSON{}, Notes: []noteJSON{},
		Timeline: timelineOf(e.Timeline),
		Inputs:   inputsJSON{Manifest: e.Inputs.Manifest, Evidence: e.Inputs.Evidence, Flags: list(e.Inputs.Flags)},
	}
	if e.Settled() {
		out.Primary = &e.Primary
	}
	for _, addOn := range e.AddOns {
		out.AddOns = append(out.AddOns, addOnJSON{Outcome: addOn.Outcome, Line: addOn.Line(), Because: addOn.Because,
			Predicates: addOn.Predicates, Operations: list(addOn.Operations)})
	}
	for _, box := range e.Boxes {
		out.Boxes = append(out.Boxes, boxJSON{Outcome: box.Outcome, Rule: box.Rule, Value: truth(box.Value)})
		for _, p := range box.Predicates {
			out.Predicates = append(out.Predicates, predicateJSON{ID: p.ID, Box: box.Outcome, Label: p.Label, Threshold: p.Threshold,
				Value: truth(p.Value), Because: p.Because, Evidence: lines(p.Evidence), Source: p.Source, Confidence: p.Confidence})
		}
	}
	for _, q := range e.Questions {
		question := questionJSON{Fact: q.Fact, Text: q.Text, Hint: q.Hint}
		for _, answer := range q.Answers {
			question.Answers = append(question.Answers, possibleJSON{Answer: answer.Answer, Verdicts: answer.Verdicts})
		}
		out.Questions = append(out.Questions, question)
	}
	for _, c := range e.Counterfactuals {
		item := counterfactualJSON{Verdicts: c.Verdicts}
		for _, change := range c.Changes {
			item.Changes = append(item.Changes, changeJSON{Fact: change.Fact, From: change.From, To: change.To})
		}
		out.Counterfactuals = append(out.Counterfactuals, item)
	}
	out.Forced = forcedOf(forced)
	details(&out, e)
	return out
}

// details fills what stands around the verdict.
func details(out *Decision, e *decide.Explanation) {
	for _, fact := range e.Facts {
		item := factJSON{Name: fact.Name, Source: fact.Source, Confidence: fact.Confidence, Evidence: lines(fact.Evidence)}
		if fact.Known {
			item.Value = &fact.Text
		}
		out.Facts = append(out.Facts, item)
	}
	for _, v := range e.Policy {
		out.Policy = append(out.Policy, policyJSON{Name: v.Name, Value: v.Value, Compare: v.Compare, Default: v.Default,
			Override: v.Override, Reason: v.Reason, At: v.At})
	}
	for _, r := range e.Reasons {
		out.Reasons = append(out.Reasons, reasonJSON{Head: r.Head, Says: r.Says, Lines: lines(r.Lines)})
	}
	for _, g := range e.Gains {
		out.Gains = append(out.Gains, gainJSON{Step: g.Step, Gives: g.Gives, Measured: g.Measured, Applies: truth(g.Applies), Lines: lines(g.Lines)})
	}
	for _, h := range e.Hints {
		out.Hints = append(out.Hints, hintJSON{Topic: h.Topic, Text: h.Text, Strong: h.Strong, Lines: lines(h.Lines)})
	}
	for _, n := range e.Notes {
		out.Notes = append(out.Notes, noteJSON{Date: decide.NotesDate, Article: n.Article, Now: n.Now, Effect: n.Effect})
	}
}

func timelineOf(t decide.Timeline) timelineJSON {
	out := timelineJSON{
		WithUI: days(t.WithUI), WithoutUI: days(t.WithoutUI), ArticleWithUI: t.ArticleUI, ArticleRest: t.ArticleRest,
		SplitLow: t.Split.Low, SplitHigh: t.Split.High, SplitKnown: t.Split.Known, SplitDrivers: t.Split.Drivers, WrapQuote: t.Quote,
	}
	for _, p := range t.Phases {
		out.Phases = append(out.Phases, phaseJSON{Name: p.Name, Days: days(p.Days), Content: p.Content, Outcomes: p.Outcomes, Tasks: list(p.Tasks)})
	}
	return out
}

func forcedOf(f *decide.Forced) *forcedJSON {
	if f == nil {
		return nil
	}
	out := &forcedJSON{Outcome: f.Outcome, Warning: f.Warning, Weeks: f.Weeks, Services: [2][]string{f.Services.Verdict, f.Services.Forced},
		Days: [2]daysJSON{days(f.Days.Verdict), days(f.Days.Forced)}}
	if f.Files != nil {
		out.Files = &[2]int{f.Files.Verdict, f.Files.Forced}
	}
	return out
}

func days(d decide.Days) daysJSON { return daysJSON{Low: d.Low, High: d.High} }

// truth is a condition's value; null when it is not known.
func truth(t decide.Truth) *bool {
	if t == decide.Unknown {
		return nil
	}
	yes := t == decide.True
	return &yes
}

func lines(in []decide.Line) []lineJSON {
	out := make([]lineJSON, 0, len(in))
	for _, line := range in {
		out = append(out, lineJSON{Text: line.Text, At: line.At})
	}
	return out
}

// list is never null in JSON.
func list(in []string) []string {
	if in == nil {
		return []string{}
	}
	return in
}
