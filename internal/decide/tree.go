package decide

import (
	"fmt"
	"slices"
	"strings"
)

// Outcome is what becomes of an app.
type Outcome string

// The outcomes, lightest first: the order of the tree.
const (
	Keep    Outcome = "keep"
	Wrap    Outcome = "wrap"
	Split   Outcome = "split"
	Rewrite Outcome = "rewrite"
)

// Outcomes lists the outcomes in the order of the tree.
func Outcomes() []Outcome { return []Outcome{Keep, Wrap, Split, Rewrite} }

// signs are what one answer says to the boxes. Answers to different questions add up by OR, which is
// why sets of verdicts, questions and counterfactuals can be found exactly over 32 states.
type signs uint8

const (
	notKept   signs = 1 << iota // a condition of box 1 does not hold
	longJob                     // box 2: a job is long
	seenJob                     // box 2: users block each other, or want to see progress
	splitting                   // a condition of box 3 holds
	rewriting                   // a condition of box 4 holds
	states    = 32
)

// box reports whether a box of the tree holds in a state.
func (s signs) box(o Outcome) bool {
	switch o {
	case Keep:
		return s&notKept == 0
	case Wrap:
		return s&longJob != 0 && s&seenJob != 0
	case Split:
		return s&splitting != 0
	default:
		return s&rewriting != 0
	}
}

// verdict walks the boxes. The first match wins; cumulative takes the heaviest box that holds. Where no
// box matches the app is kept, hardened: nothing asks for more, and REWRITE is never a fall-through.
func (s signs) verdict(cumulative bool) Outcome {
	boxes := Outcomes()
	if cumulative {
		slices.Reverse(boxes)
	}
	for _, o := range boxes {
		if s.box(o) {
			return o
		}
	}
	return Keep
}

// class is a set of values of one fact between which the tree makes no difference.
type class struct {
	text     string
	signs    signs
	low, top int // of counts: the values of the class; top is -1 without an end
}

// variable is one fact as the tree sees it. What is allowed says what is known: one class, several
// (a bound), or all.
type variable struct {
	fact    string
	classes []class
	allowed []bool
}

// only gives the variable with one class.
func (v variable) only(class int) variable {
	v.allowed = make([]bool, len(v.classes))
	v.allowed[class] = true
	return v
}

// open reports whether more than one class is allowed.
func (v variable) open() bool {
	n := 0
	for _, allowed := range v.allowed {
		if allowed {
			n++
		}
	}
	return n > 1
}

// truth is whether all allowed classes, some or none satisfy a condition.
func (v variable) truth(holds func(class) bool) Truth {
	yes, no := false, false
	for i, c := range v.classes {
		if v.allowed[i] && holds(c) {
			yes = true
		} else if v.allowed[i] {
			no = true
		}
	}
	switch {
	case yes && no:
		return Unknown
	case yes:
		return True
	default:
		return False
	}
}

// tree is the four boxes over what is known of one app.
type tree struct {
	variables  []variable
	cumulative bool
	processSet bool // somebody stated single_process_ok
}

// newTree makes the tree with nothing known.
func newTree(p policy, cumulative bool) tree {
	yesNo := func(fact string, yes, no signs) variable {
		return variable{fact: fact, classes: []class{{text: "no", signs: no}, {text: "yes", signs: yes}}}
	}
	latency, job := number(p.get("keep.max_latency_seconds")), number(p.get("wrap.min_job_seconds"))
	t := tree{cumulative: cumulative, variables: []variable{
		{fact: "concurrent_users", classes: userClasses(p)},
		{fact: "audience", classes: []class{{text: "internal or personal"}, {text: "customers", signs: notKept | rewriting}}},
		yesNo("read_mostly", 0, notKept),
		{fact: "accepted_latency_seconds", classes: []class{{text: "less than " + latency, signs: notKept}, {text: latency + " or more"}}},
		yesNo("single_process_ok", 0, notKept),
		{fact: "auth", classes: []class{{text: "none or perimeter"}, {text: "sso, rbac or audit", signs: notKept | splitting}}},
		{fact: "longest_job_seconds", classes: []class{{text: "at most " + job}, {text: "more than " + job, signs: longJob}}},
		yesNo("progress_wanted", seenJob, 0),
		{fact: "other_consumers", classes: []class{{text: "none"}, {text: "any", signs: splitting}}},
		yesNo("horizontal_scaling", splitting, 0),
		{fact: "frontends", classes: []class{{text: "one"}, {text: "several", signs: splitting}}},
		yesNo("rich_ux", rewriting, 0),
		yesNo("fights_framework", rewriting, 0),
		yesNo("latency_matters", rewriting, 0),
	}}
	for i := range t.variables {
		t.variables[i].allowed = slices.Repeat([]bool{true}, len(t.variables[i].classes))
	}
	return t
}

// userClasses cuts the numbers of concurrent users where the tree makes a difference.
func userClasses(p policy) []class {
	few, many := int(p.get("keep.max_concurrent_users")), int(p.get("split.max_concurrent_users"))
	lows := []int{0, 2, few + 1, many + 1}
	slices.Sort(lows)
	lows = slices.Compact(lows)
	var classes []class
	for i, low := range lows {
		c := class{low: low, top: -1}
		if i+1 < len(lows) {
			c.top = lows[i+1] - 1
		}
		if low > few {
			c.signs |= notKept
		}
		if low >= 2 {
			c.signs |= seenJob
		}
		if low > many {
			c.signs |= splitting
		}
		c.text = rangeText(c.low, c.top)
		classes = append(classes, c)
	}
	return classes
}

// rangeText names a range of counts.
func rangeText(low, top int) string {
	switch {
	case low == 0 && top < 0:
		return "any number"
	case top < 0:
		return fmt.Sprintf("more than %d", low-1)
	case low == 0:
		return fmt.Sprintf("at most %d", top)
	case low == top:
		return fmt.Sprint(low)
	}
	return fmt.Sprintf("%d to %d", low, top)
}

// at gives the index of a variable; the fact is one of the tree's.
func (t tree) at(fact string) int {
	return slices.IndexFunc(t.variables, func(v variable) bool { return v.fact == fact })
}

// variable finds a variable by its fact.
func (t tree) variable(fact string) variable { return t.variables[t.at(fact)] }

// with gives the tree with one class of one variable, and what follows from it.
func (t tree) with(variable, class int) tree {
	t.variables = slices.Clone(t.variables)
	t.variables[variable] = t.variables[variable].only(class)
	t.processSet = t.processSet || t.variables[variable].fact == "single_process_ok"
	return t
}

// processDerived reports that one process is not accepted because a long job and another user meet
// in it, which only a person's word overrules.
func (t tree) processDerived() bool {
	return !t.processSet &&
		t.variable("longest_job_seconds").truth(func(c class) bool { return c.signs&longJob != 0 }) == True &&
		t.variable("concurrent_users").truth(func(c class) bool { return c.signs&seenJob != 0 }) == True
}

// derived gives the tree with what follows from its values.
func (t tree) derived() tree {
	if !t.processDerived() {
		return t
	}
	i := t.at("single_process_ok")
	t.variables = slices.Clone(t.variables)
	t.variables[i] = t.variables[i].only(0)
	return t
}

// spread counts, for each state, in how many ways the allowed classes reach it. skip leaves one
// variable out; -1 leaves none out.
func (t tree) spread(skip int) [states]int64 {
	var reach [states]int64
	reach[0] = 1
	for i, v := range t.derived().variables {
		if i == skip {
			continue
		}
		var next [states]int64
		for state, ways := range reach {
			for j, c := range v.classes {
				if ways > 0 && v.allowed[j] {
					next[state|int(c.signs)] += ways
				}
			}
		}
		reach = next
	}
	return reach
}

// verdicts counts in how many ways each outcome is reached.
func (t tree) verdicts() tally {
	var out tally
	for state, ways := range t.spread(-1) {
		if ways > 0 {
			out[outcomeIndex(signs(state).verdict(t.cumulative))] += ways
		}
	}
	return out
}

// tally counts ways by outcome, in the order of the tree.
type tally [4]int64

func outcomeIndex(o Outcome) int { return slices.Index(Outcomes(), o) }

// list gives the outcomes that are reached at all, sorted by name.
func (t tally) list() []Outcome {
	var out []Outcome
	for i, o := range Outcomes() {
		if t[i] > 0 {
			out = append(out, o)
		}
	}
	slices.Sort(out)
	return out
}

// names joins outcomes for people: KEEP, or KEEP or SPLIT.
func names(outcomes []Outcome) string {
	words := make([]string, 0, len(outcomes))
	for _, o := range outcomes {
		words = append(words, strings.ToUpper(string(o)))
	}
	return strings.Join(words, " or ")
}
