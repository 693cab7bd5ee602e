package decide

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
)

// truthRow is one row of testdata/truth.txt.
type truthRow struct {
	pattern           string // 18 of 1, 0, -
	first, cumulative Outcome
}

func truthTable(t *testing.T) []truthRow {
	t.Helper()
	content, err := os.ReadFile("testdata/truth.txt")
	if err != nil {
		t.Fatal(err)
	}
	var rows []truthRow
	for line := range strings.Lines(string(content)) {
		if fields := strings.Fields(line); len(fields) == 6 && fields[0] != "#" {
			rows = append(rows, truthRow{pattern: strings.Join(fields[:4], ""), first: Outcome(fields[4]), cumulative: Outcome(fields[5])})
		}
	}
	return rows
}

// lookup finds the row of a combination; it knows nothing of the code under test.
func lookup(rows []truthRow, conditions string) truthRow {
	i := slices.IndexFunc(rows, func(row truthRow) bool {
		for k := range len(conditions) {
			if row.pattern[k] != '-' && row.pattern[k] != conditions[k] {
				return false
			}
		}
		return true
	})
	return rows[i]
}

// columns are the conditions of the truth table: the fact that each compares and the class in which it holds.
// Users and audience and auth stand in several columns.
func columns() []struct {
	fact  string
	class func(class) bool
} {
	type column = struct {
		fact  string
		class func(class) bool
	}
	named := func(text string) func(class) bool {
		return func(c class) bool { return strings.Contains(c.text, text) }
	}
	yes := func(c class) bool { return c.text == "yes" }
	return []column{
		{fact: "concurrent_users", class: func(c class) bool { return c.low <= 10 }},
		{fact: "audience", class: named("internal")},
		{fact: "read_mostly", class: yes},
		{fact: "accepted_latency_seconds", class: named("or more")},
		{fact: "single_process_ok", class: yes},
		{fact: "auth", class: named("none")},
		{fact: "longest_job_seconds", class: named("more than")},
		{fact: "concurrent_users", class: func(c class) bool { return c.low >= 2 }},
		{fact: "progress_wanted", class: yes},
		{fact: "other_consumers", class: named("any")},
		{fact: "concurrent_users", class: func(c class) bool { return c.low > 30 }},
		{fact: "auth", class: named("sso")},
		{fact: "horizontal_scaling", class: yes},
		{fact: "frontends", class: named("several")},
		{fact: "audience", class: named("customers")},
		{fact: "rich_ux", class: yes},
		{fact: "fights_framework", class: yes},
		{fact: "latency_matters", class: yes},
	}
}

// conditionsOf writes an assignment of classes as the columns of the truth table.
func conditionsOf(t tree, assignment []int) string {
	var b strings.Builder
	for _, column := range columns() {
		i := t.at(column.fact)
		if column.class(t.variables[i].classes[assignment[i]]) {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	}
	return b.String()
}

// each visits every assignment that the tree allows.
func each(t tree, visit func(assignment []int)) {
	assignment := make([]int, len(t.variables))
	var step func(i int)
	step = func(i int) {
		if i == len(t.variables) {
			visit(assignment)
			return
		}
		for j, allowed := range t.variables[i].allowed {
			if allowed {
				assignment[i] = j
				step(i + 1)
			}
		}
	}
	step(0)
}

// TestTruthTable holds the product of all answers against the table, under both policies.
func TestTruthTable(t *testing.T) {
	rows := truthTable(t)
	first := newTree(Policies(), false)
	checked := 0
	each(first, func(assignment []int) {
		var s signs
		for i, class := range assignment {
			s |= first.variables[i].classes[class].signs
		}
		conditions := conditionsOf(first, assignment)
		row := lookup(rows, conditions)
		if got := s.verdict(false); got != row.first {
			t.Fatalf("%s is %s, want %s", conditions, got, row.first)
		}
		if got := s.verdict(true); got != row.cumulative {
			t.Fatalf("%s is %s by the cumulative policy, want %s", conditions, got, row.cumulative)
		}
		checked++
	})
	if checked != 4*1<<13 {
		t.Errorf("checked %d combinations", checked)
	}
}

// TestFreeConditions holds every combination of the conditions, also those that no single app can
// have (many users and few), against the table.
func TestFreeConditions(t *testing.T) {
	rows, used := truthTable(t), map[string]bool{}
	for mask := range 1 << 18 {
		var b strings.Builder
		var s signs
		for i := range 18 {
			holds := mask>>i&1 == 1
			b.WriteByte("01"[mask>>i&1])
			switch {
			case i < 6 && !holds:
				s |= notKept
			case i == 6 && holds:
				s |= longJob
			case (i == 7 || i == 8) && holds:
				s |= seenJob
			case i >= 9 && i < 14 && holds:
				s |= splitting
			case i >= 14 && holds:
				s |= rewriting
			}
		}
		row := lookup(rows, b.String())
		used[row.pattern] = true
		if s.verdict(false) != row.first || s.verdict(true) != row.cumulative {
			t.Fatalf("%s is %s and %s, want %s and %s", b.String(), s.verdict(false), s.verdict(true), row.first, row.cumulative)
		}
	}
	for _, row := range rows {
		if !used[row.pattern] {
			t.Errorf("no combination meets row %s first", row.pattern)
		}
	}
}

// enumerated is the set of verdicts by trying every assignment; the rule of section 12 is applied to
// what is known, as a person would.
func enumerated(t tree, rows []truthRow) []Outcome {
	if t.processDerived() {
		t = t.with(t.at("single_process_ok"), 0)
		t.processSet = false
	}
	var out []Outcome
	each(t, func(assignment []int) {
		row := lookup(rows, conditionsOf(t, assignment))
		verdict := row.first
		if t.cumulative {
			verdict = row.cumulative
		}
		if !slices.Contains(out, verdict) {
			out = append(out, verdict)
		}
	})
	slices.Sort(out)
	return out
}

// someTree knows a random part of the facts.
func someTree(random *rand.Rand) tree {
	t := newTree(Policies(), random.IntN(4) == 0)
	for i, v := range t.variables {
		if random.IntN(5) < 4 {
			t = t.with(i, random.IntN(len(v.classes)))
		}
	}
	return t
}

func TestSetsEqualEnumeration(t *testing.T) {
	rows, random := truthTable(t), rand.New(rand.NewPCG(1, 2))
	sizes := map[int]int{}
	for range 3000 {
		tree := someTree(random)
		got, want := tree.verdicts().list(), enumerated(tree, rows)
		if !slices.Equal(got, want) {
			t.Fatalf("%s: got %v, want %v", shown(tree), got, want)
		}
		sizes[len(got)]++
	}
	if sizes[1] < 100 || sizes[2] < 100 || sizes[3] < 20 {
		t.Errorf("the draw is one-sided: %v", sizes)
	}
}

// TestQuestionsEqualEnumeration: a question is put exactly when some change of its answer alone
// changes the verdict, and its answers leave what enumeration leaves.
func TestQuestionsEqualEnumeration(t *testing.T) {
	rows, random := truthTable(t), rand.New(rand.NewPCG(3, 4))
	asked := 0
	for range 400 {
		tree := someTree(random)
		var got, want []string
		for _, q := range questions(tree) {
			got = append(got, q.Fact)
			i := tree.at(q.Fact)
			for _, possible := range q.Answers {
				class := slices.IndexFunc(tree.variables[i].classes, func(c class) bool { return possible.holds(c) })
				if left := enumerated(tree.with(i, class), rows); !slices.Equal(left, possible.Verdicts) {
					t.Fatalf("%s: %s %s leaves %v, want %v", shown(tree), q.Fact, possible.Answer, possible.Verdicts, left)
				}
			}
			asked++
		}
		base := tree.derived()
		for i, v := range base.variables {
			if v.open() && decisive(base, i, rows) {
				want = append(want, v.fact)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%s: asked %v, want %v", shown(tree), got, want)
		}
	}
	if asked < 100 {
		t.Errorf("only %d questions in the draw", asked)
	}
}

// holds reports whether a class is the first that an answer's text covers.
func (p Possible) holds(c class) bool {
	return c.text == p.Answer || strings.HasPrefix(p.Answer, "at most") && c.low == 0 && c.top > 0 ||
		strings.Contains(p.Answer, " to ") && strings.HasPrefix(p.Answer, rangeText(c.low, c.low)+" ") ||
		strings.HasPrefix(p.Answer, "more than") && c.low > 0 && rangeText(c.low, -1) == p.Answer || p.Answer == "any number" && c.low == 0
}

// decisive tries every assignment and changes one answer in it.
func decisive(t tree, i int, rows []truthRow) bool {
	found := false
	each(t, func(assignment []int) {
		if found {
			return
		}
		seen := map[Outcome]bool{}
		other := slices.Clone(assignment)
		for j, allowed := range t.variables[i].allowed {
			if allowed {
				other[i] = j
				row := lookup(rows, conditionsOf(t, other))
				if t.cumulative {
					seen[row.cumulative] = true
				} else {
					seen[row.first] = true
				}
			}
		}
		found = len(seen) > 1
	})
	return found
}

// TestCounterfactualsEqualSearch: every change of one known fact that changes the verdicts is told,
// and no other; without one, all smallest sets are.
func TestCounterfactualsEqualSearch(t *testing.T) {
	rows, random := truthTable(t), rand.New(rand.NewPCG(5, 6))
	sizes := map[int]int{}
	for range 300 {
		tree := someTree(random)
		got := map[string]string{}
		for _, c := range counterfactuals(tree, facts{}) {
			for _, key := range expanded(tree, c.Changes) {
				got[key] = names(c.Verdicts)
			}
		}
		want, size := map[string]string{}, 0
		for size = 1; size <= 4 && len(want) == 0; size++ {
			search(tree, 0, size, func(key string, changed decideTree) {
				if left := enumerated(changed, rows); !slices.Equal(left, enumerated(tree, rows)) {
					want[key] = names(left)
				}
			})
		}
		sizes[size-1]++
		if len(want) > 0 && !equalMaps(got, want) {
			t.Fatalf("%s\ngot  %v\nwant %v", shown(tree), got, want)
		}
	}
	if sizes[1] < 50 || sizes[2] < 5 {
		t.Errorf("the draw is one-sided: %v", sizes)
	}
}

type decideTree = tree

// search visits every set of so many changes of what is known.
func search(t tree, from, size int, visit func(key string, changed decideTree)) {
	var step func(t tree, from, size int, key []string)
	base := t.derived()
	step = func(t tree, from, size int, key []string) {
		if size == 0 {
			visit(strings.Join(key, " "), t)
			return
		}
		for i := from; i < len(base.variables); i++ {
			for j, allowed := range base.variables[i].allowed {
				if !allowed {
					step(t.with(i, j), i+1, size-1, append(slices.Clone(key), base.variables[i].fact+"="+base.variables[i].classes[j].text))
				}
			}
		}
	}
	step(t, from, size, nil)
}

// expanded names the classes that the changes cover: a range of users may be several.
func expanded(t tree, changes []Change) []string {
	keys := []string{""}
	for _, change := range changes {
		var next []string
		v := t.derived().variable(change.Fact)
		for j, c := range v.classes {
			covered := c.text == change.To || change.Fact == "concurrent_users" && within(c, change.To)
			if covered && !v.allowed[j] {
				for _, key := range keys {
					next = append(next, strings.TrimSpace(key+" "+change.Fact+"="+c.text))
				}
			}
		}
		keys = next
	}
	return keys
}

// within reports whether a class of users lies in a range as reports write it.
func within(c class, text string) bool {
	for low := range 40 {
		for top := low; top < 40; top++ {
			if rangeText(low, top) == text {
				return c.low >= low && c.top >= 0 && c.top <= top
			}
		}
		if low > 0 && rangeText(low, -1) == text {
			return c.low >= low
		}
	}
	return text == "any number"
}

func equalMaps(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for key, value := range a {
		if b[key] != value {
			return false
		}
	}
	return true
}

// shown writes what a tree knows.
func shown(t tree) string {
	var parts []string
	for _, v := range t.variables {
		for j, allowed := range v.allowed {
			if allowed && !v.open() {
				parts = append(parts, v.fact+"="+v.classes[j].text)
			}
		}
	}
	return strings.Join(parts, ", ")
}

// load reads a manifest of a test.
func load(t testing.TB, text string) *manifest.Manifest {
	t.Helper()
	m, diags := manifest.Load(manifest.FileName, []byte(text))
	if diags.Failed() {
		t.Fatal(diags)
	}
	return m
}

// decided decides about a manifest of a test.
func decided(t testing.TB, text string, answers ...string) *Explanation {
	t.Helper()
	e, diags := Decide(Input{Manifest: load(t, text), Answers: parsed(t, answers...)})
	if diags.Failed() {
		t.Fatal(diags)
	}
	return e
}

// parsed reads `name=value` answers.
func parsed(t testing.TB, texts ...string) []Answer {
	t.Helper()
	var out []Answer
	for _, text := range texts {
		name, value, _ := strings.Cut(text, "=")
		answer, err := ParseAnswer(name, value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, answer)
	}
	return out
}
