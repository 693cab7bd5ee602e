package regen

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// person edits a project. Everything a person writes holds a mark of its own, by which it is found again.
type person struct {
	random *rand.Rand
	marks  []string
}

func (p *person) mark() string {
	p.marks = append(p.marks, fmt.Sprintf("human%dx", len(p.marks)))
	return p.marks[len(p.marks)-1]
}

// edit makes one edit of a kind to one generated file, and says whether there was something to edit.
func (p *person) edit(m memory, kind string) bool {
	var names []string
	for name := range m {
		if !strings.HasPrefix(name, stateDir) && (strings.HasSuffix(name, ".py") || kind != "reformat" && kind != "add-function" && kind != "edit-import") {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return false
	}
	slices.Sort(names)
	name := names[p.random.IntN(len(names))]
	switch kind {
	case "rename-file":
		m["moved/"+p.mark()+"/"+name] = m[name]
		p.marks = p.marks[:len(p.marks)-1] // a name is no line
		delete(m, name)
	case "delete-file":
		delete(m, name)
	default:
		m[name] = p.rewrite(m[name], name, kind)
	}
	return true
}

// rewrite is a flat table: one case a kind of edits within a file.
func (p *person) rewrite(text, name, kind string) string {
	lines := strings.SplitAfter(text, "\n")
	i := p.random.IntN(len(lines))
	indent := lines[i][:len(lines[i])-len(strings.TrimLeft(lines[i], " "))]
	switch kind {
	case "insert-lines":
		added := indent + "# " + p.mark() + "\n"
		if strings.HasSuffix(name, ".py") && p.random.IntN(2) == 0 && !strings.HasPrefix(lines[i], "@") && !strings.HasSuffix(text, "\r\n") && !strings.Contains(text, "(\n") {
			added = indent + p.mark() + " = 1\n"
		}
		return strings.Join(slices.Insert(lines, i, added), "")
	case "change-line":
		if strings.TrimSpace(lines[i]) != "" {
			lines[i] = strings.TrimRight(lines[i], "\r\n") + "  # " + p.mark() + "\n"
		}
	case "delete-lines":
		return strings.Join(slices.Delete(lines, i, min(len(lines), i+1+p.random.IntN(2))), "")
	case "move-lines":
		k := p.random.IntN(len(lines))
		lines[i], lines[k] = lines[k], lines[i]
	case "reformat":
		return strings.NewReplacer("(engine, body)", "(\n    engine,\n    body,\n)", "\"", "'", "\n\n\n", "\n\n", "return rows", "return (rows)").Replace(text)
	case "line-ends":
		if !strings.Contains(text, "\r\n") {
			return strings.ReplaceAll(text, "\n", "\r\n")
		}
	case "add-function":
		return text + "\n\ndef " + p.mark() + "():\n    return 1\n"
	case "edit-import":
		for k, line := range lines {
			if strings.HasPrefix(line, "from ") && !strings.Contains(line, "(") {
				lines[k] = strings.TrimRight(line, "\r\n") + ", " + p.mark() + "\n"
				break
			}
		}
	}
	return strings.Join(lines, "")
}

// kinds reads the kinds of edits with their weights.
func kinds(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/edits.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(text)) {
		kind, weight, ok := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.Atoi(weight)
		if !ok || err != nil {
			continue
		}
		for range n {
			out = append(out, kind)
		}
	}
	return out
}

// rounds is how many rounds TestRounds plays; STREAMLIFT_ROUNDS asks for another number.
func rounds(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("STREAMLIFT_ROUNDS"))
	switch {
	case err == nil:
		return n
	case testing.Short():
		return 500
	}
	return 10_000
}

// TestRounds plays rounds of: generate, people edit, the manifest changes, generate again. After each run nothing that a
// person wrote is gone, what is called clean is Python, and a further run does nothing.
func TestRounds(t *testing.T) {
	all := kinds(t)
	if len(all) < 10 {
		t.Fatalf("only %d kinds of edits", len(all))
	}
	results := make([]map[string][2]int, 2)
	t.Run("shards", func(t *testing.T) {
		for shard := range results {
			t.Run(strconv.Itoa(shard), func(t *testing.T) {
				t.Parallel()
				results[shard] = playShard(t, all, shard, rounds(t)/len(results))
			})
		}
	})
	sum := map[string][2]int{}
	for _, r := range results {
		for kind, n := range r {
			sum[kind] = [2]int{sum[kind][0] + n[0], sum[kind][1] + n[1]}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(sum)) {
		t.Logf("%-13s %5d rounds, %4d with a conflict", kind, sum[kind][0], sum[kind][1])
	}
}

func playShard(t *testing.T, all []string, shard, n int) map[string][2]int {
	t.Helper()
	out := map[string][2]int{}
	first := memory{}
	first.generate(t, pack(firstApp()))
	for round := range n {
		round += shard * n
		kind := all[round%len(all)]
		conflicts := playRound(t, maps.Clone(first), all, round)
		if t.Failed() {
			t.Fatalf("round %d of kind %s", round, kind)
		}
		c := out[kind]
		c[0]++
		if conflicts > 0 {
			c[1]++
		}
		out[kind] = c
	}
	return out
}

func playRound(t *testing.T, m memory, all []string, seed int) (conflicts int) {
	t.Helper()
	kind := all[seed%len(all)]
	random := rand.New(rand.NewPCG(uint64(seed), 3))
	p := &person{random: random}
	a := firstApp()
	for range 1 + random.IntN(2) {
		for range 1 + random.IntN(2) {
			p.edit(m, kind)
			if random.IntN(4) == 0 { // and another kind beside it
				p.edit(m, all[random.IntN(len(all))])
			}
		}
		a = a.clone()
		editManifest(random, &a)
		before := maps.Clone(m)
		plan := m.generate(t, pack(a))
		conflicts += len(plan.Conflicts())
		checkRound(t, p, before, m, plan)
		if again := m.generate(t, pack(a)); !again.Empty() || len(again.Conflicts()) != len(plan.Conflicts()) {
			t.Errorf("a further run does something: %v", again.Differences())
		}
	}
	return conflicts
}

// TestOrderOfEdits holds that an edit of a person and an edit of the manifest that do not touch give one outcome,
// whichever comes first.
func TestOrderOfEdits(t *testing.T) {
	compared := 0
	first := memory{}
	first.generate(t, pack(firstApp()))
	for seed := range 300 {
		a := firstApp()
		editManifest(rand.New(rand.NewPCG(uint64(seed), 4)), &a)
		person1, person2 := maps.Clone(first), maps.Clone(first)
		add := func(m memory) { m["app/main.py"] += "\n\ndef mine():\n    return 1\n" }
		add(person1)
		one := person1.generate(t, pack(a))
		two := person2.generate(t, pack(a))
		add(person2)
		if len(one.Conflicts())+len(two.Conflicts()) > 0 {
			continue
		}
		compared++
		delete(person1, lockPath)
		delete(person2, lockPath)
		if !maps.Equal(person1, person2) {
			t.Errorf("seed %d: edit first gives\n%s\nmanifest first gives\n%s", seed, person1["app/main.py"], person2["app/main.py"])
		}
	}
	if compared < 200 {
		t.Errorf("only %d of 300 were compared", compared)
	}
}

// checkRound holds the invariants of one run.
func checkRound(t *testing.T, p *person, before, after memory, plan *Plan) {
	t.Helper()
	all := func(m memory) string {
		var b strings.Builder
		for name, text := range m {
			if !strings.HasPrefix(name, baseDir) {
				b.WriteString(text)
			}
		}
		return b.String()
	}
	was, is := all(before), all(after)
	for _, mark := range p.marks {
		if strings.Contains(was, mark) && !strings.Contains(is, mark) {
			t.Errorf("what a person wrote is gone: %s", mark)
		}
	}
	conflicting, from := map[string]bool{}, map[string]string{}
	for _, c := range plan.Changes {
		from[c.Path] = c.From
	}
	for _, c := range plan.Conflicts() {
		conflicting[c.Path] = true
		if c.Before == nil || c.Row == 3 && c.From != "" {
			continue
		}
		if kept := after[savedPath(c.Path, savedMine)]; string(c.After) != string(c.Before) && kept != string(c.Before) {
			t.Errorf("%s: its bytes are not saved", c.Path)
		}
	}
	for name, text := range after {
		if strings.HasPrefix(name, stateDir) {
			continue
		}
		if strings.Contains(text, "<<<<<<< yours") && !conflicting[name] && text != before[name] {
			t.Errorf("%s: holds conflict markers, but the run calls it clean", name)
		}
		old := before[cmp.Or(from[name], name)]
		if strings.HasSuffix(name, ".py") && text != old && !conflicting[name] && isPython(old) && !isPython(text) {
			t.Errorf("%s: is no Python any more:\n%s\nbefore\n%s", name, text, old)
		}
	}
}

func isPython(text string) bool {
	return len(python.Parse(diag.NewSource("", text), python.Options{}).Problems) == 0
}
