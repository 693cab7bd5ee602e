package decide

import (
	"cmp"
	"slices"
)

// questions are the open facts that can change the verdict, most decisive first.
func questions(t tree) []Question {
	type ranked struct {
		question Question
		purity   int64
		order    int
	}
	var list []ranked
	if len(t.verdicts().list()) < 2 {
		return nil
	}
	derived := t.derived()
	for i, v := range derived.variables {
		if !v.open() || !derived.matters(i) {
			continue
		}
		spec, _ := factSpec(v.fact)
		r := ranked{question: Question{Fact: v.fact, Text: spec.Question, Hint: spec.Hint()}, order: i}
		r.purity = t.purity(i)
		r.question.Answers = t.possible(i)
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.purity, a.purity), cmp.Compare(a.order, b.order))
	})
	out := make([]Question, 0, len(list))
	for _, r := range list {
		out = append(out, r.question)
	}
	return out
}

// matters reports whether two answers to a question lead to different verdicts while all else is equal.
func (t tree) matters(i int) bool {
	v := t.variables[i]
	for context, ways := range t.spread(i) {
		if ways == 0 {
			continue
		}
		var seen Outcome
		for j, c := range v.classes {
			if !v.allowed[j] {
				continue
			}
			verdict := (signs(context) | c.signs).verdict(t.cumulative)
			if seen != "" && verdict != seen {
				return true
			}
			seen = verdict
		}
	}
	return false
}

// purity says how decisive a question is: how likely two ways that are left after an answer agree
// in their verdict, on average over the answers, in millionths. Whole numbers keep the order equal on
// every machine.
func (t tree) purity(i int) int64 {
	var sum, answers int64
	for j := range t.variables[i].classes {
		if !t.variables[i].allowed[j] {
			continue
		}
		left := t.with(i, j).verdicts()
		var total, same int64
		for _, ways := range left {
			total += ways
			same += ways * ways
		}
		sum += same * 1000 / total * 1000 / total
		answers++
	}
	return sum / answers
}

// possible is what each kind of answer would leave; neighbouring answers that leave the same are one.
func (t tree) possible(i int) []Possible {
	var out []Possible
	for _, run := range t.runs(i, func(class int) bool { return t.variables[i].allowed[class] }) {
		out = append(out, Possible{Answer: run.text, Verdicts: run.verdicts})
	}
	return out
}

// run is neighbouring classes of one fact that leave the same verdicts.
type run struct {
	text     string
	classes  []int
	verdicts []Outcome
}

// runs joins the chosen classes of a variable by the verdicts they leave.
func (t tree) runs(i int, chosen func(class int) bool) []run {
	var out []run
	v := t.variables[i]
	for j, c := range v.classes {
		if !chosen(j) {
			continue
		}
		verdicts := t.with(i, j).verdicts().list()
		last := len(out) - 1
		if v.fact == "concurrent_users" && last >= 0 && slices.Equal(out[last].verdicts, verdicts) && out[last].classes[len(out[last].classes)-1] == j-1 {
			out[last].classes = append(out[last].classes, j)
			out[last].text = rangeText(v.classes[out[last].classes[0]].low, c.top)
			continue
		}
		out = append(out, run{text: c.text, classes: []int{j}, verdicts: verdicts})
	}
	return out
}

// counterfactuals are all changes of one known fact that change the verdicts; where no single one
// does, all smallest sets of changes that do.
func counterfactuals(t tree, known facts) []Counterfactual {
	now := t.verdicts().list()
	var flips []flip
	for i, v := range t.derived().variables {
		if slices.Contains(v.allowed, false) {
			flips = append(flips, flip{variable: i, runs: t.runs(i, func(class int) bool { return !v.allowed[class] })})
		}
	}
	var out []Counterfactual
	for _, f := range flips {
		for _, r := range f.runs {
			if !slices.Equal(r.verdicts, now) {
				out = append(out, Counterfactual{Changes: []Change{t.change(f.variable, r.text, known)}, Verdicts: r.verdicts})
			}
		}
	}
	for size := 2; len(out) == 0 && size <= len(flips); size++ {
		search := changes{known: known, now: now, size: size}
		search.grow(t, flips, nil)
		out = search.found
	}
	return out
}

// flip is a known fact with the values it does not have.
type flip struct {
	variable int
	runs     []run
}

// change says which fact gets which value.
func (t tree) change(variable int, to string, known facts) Change {
	v := t.variables[variable]
	value := known[v.fact]
	from := value.Text
	if !value.Known {
		from = "not stated"
	}
	return Change{Fact: v.fact, From: from, To: to}
}

// changes searches sets of changes of one size.
type changes struct {
	known facts
	now   []Outcome
	size  int
	found []Counterfactual
}

func (s *changes) grow(t tree, flips []flip, done []Change) {
	if len(done) == s.size {
		if verdicts := t.verdicts().list(); !slices.Equal(verdicts, s.now) {
			s.found = append(s.found, Counterfactual{Changes: slices.Clone(done), Verdicts: verdicts})
		}
		return
	}
	for i, f := range flips {
		for _, r := range f.runs {
			for _, class := range r.classes {
				text := t.variables[f.variable].classes[class].text
				s.grow(t.with(f.variable, class), flips[i+1:], append(done, t.change(f.variable, text, s.known)))
			}
		}
	}
}
