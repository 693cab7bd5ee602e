package merge

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// pair is a generated file with independent edits of two sides, and with both.
type pair struct{ base, mine, theirs, both string }

// randomPair gives a side one to three edits of targets the other side leaves alone.
func randomPair(random *rand.Rand) pair {
	base := randomModel(random)
	mine, theirs, both := base.clone(), base.clone(), base.clone()
	taken := map[string]bool{}
	for _, side := range []struct {
		who    string
		models []*model
	}{{who: "m", models: []*model{&mine, &both}}, {who: "t", models: []*model{&theirs, &both}}} {
		for range 1 + random.IntN(3) {
			e := randomEdit(random, base, side.who)
			if taken[e.target] {
				continue
			}
			taken[e.target] = true
			for _, m := range side.models {
				e.apply(m)
			}
		}
	}
	return pair{base: base.text(), mine: mine.text(), theirs: theirs.text(), both: both.text()}
}

// TestIndependentEditsAgainstGit merges 1,000 seeded pairs of independent edits, every third with mine reformatted.
// Whatever git merges is merged here; of what git cannot merge at least nine tenths are; and what is merged holds the
// edits of both sides.
func TestIndependentEditsAgainstGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not on PATH")
	}
	random := rand.New(rand.NewPCG(8, 1))
	pairs := make([]pair, 1000)
	for i := range pairs {
		pairs[i] = randomPair(random)
	}
	reformat(t, pairs)
	dir := t.TempDir()
	conflicts, solved := 0, 0
	for i, p := range pairs {
		got := Python(Versions{Base: p.base, Mine: p.mine, Theirs: p.theirs}, labels)
		_, gitConflicts := gitMerge(t, git, dir, [3]string{p.base, p.mine, p.theirs})
		clean := len(got.Conflicts) == 0
		if clean && !sameCode(t, got.Text, p.both) {
			t.Fatalf("pair %d: merged\n%s\nwant the code of\n%s", i, got.Text, p.both)
		}
		switch {
		case gitConflicts && clean:
			conflicts++
			solved++
		case gitConflicts:
			conflicts++
			t.Logf("pair %d: %s:\n%s", i, got.Reason, got.Text)
		case !clean:
			t.Errorf("pair %d: git merges it, here it is a conflict:\n%s", i, got.Text)
		}
	}
	t.Logf("git conflicts in %d of %d; %d of these merge here and parse", conflicts, len(pairs), solved)
	if conflicts < 300 || solved*10 < conflicts*9 {
		t.Errorf("%d of %d conflicts of git merge, want nine tenths of at least 300", solved, conflicts)
	}
}

// reformat lays every third mine out anew: with ruff in another style where it is installed, else by breaking brackets.
func reformat(t *testing.T, pairs []pair) {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(pairs); i += 3 {
		write(t, filepath.Join(dir, fmt.Sprintf("f%d.py", i)), []byte(pairs[i].mine))
	}
	ruff := "ruff"
	if _, err := exec.LookPath(ruff); err != nil {
		ruff = filepath.Join("..", "..", ".cache", "python", "bin", "ruff")
	}
	out, err := exec.Command(ruff, "format", "--no-cache", "--isolated", "--line-length", "40", "--config", "format.quote-style='single'", dir).CombinedOutput()
	t.Logf("ruff: %s %v", strings.TrimSpace(string(out)), err)
	for i := 0; i < len(pairs); i += 3 {
		text, readErr := os.ReadFile(filepath.Join(dir, fmt.Sprintf("f%d.py", i)))
		if readErr != nil {
			t.Fatal(readErr)
		}
		pairs[i].mine = string(text)
		if err != nil {
			pairs[i].mine = strings.NewReplacer("(engine: Engine", "(\n    engine: Engine", "\"", "'", ", engine: Engine", ",\n    engine: Engine").Replace(pairs[i].mine)
		}
	}
}

// sameCode reports whether two files hold the same statements in any order, functions with the same bodies in order.
func sameCode(t *testing.T, a, b string) bool {
	t.Helper()
	return slices.Equal(shapes(t, a), shapes(t, b))
}

func shapes(t *testing.T, text string) []string {
	t.Helper()
	file := python.Parse(diag.NewSource("", text), python.Options{})
	if len(file.Problems) > 0 {
		t.Fatalf("%v in\n%s", file.Problems, text)
	}
	var out []string
	for _, s := range file.Module.Body {
		switch n := s.(type) {
		case *python.ImportFrom:
			for _, a := range n.Names {
				out = append(out, "import "+n.Module+" "+a.Name)
			}
		case *python.ClassDef:
			for _, member := range n.Body {
				out = append(out, "class "+n.Name+" "+python.Shape(file.Source, member))
			}
		case *python.FunctionDef:
			flat := *n
			flat.Params = nil
			var params []string
			for i, p := range n.Params.Args {
				params = append(params, fmt.Sprint(p.Name, i >= len(n.Params.Args)-len(n.Params.Defaults)))
			}
			slices.Sort(params)
			out = append(out, fmt.Sprintf("def %s %v", n.Name, params))
			for _, member := range n.Body {
				out = append(out, "def "+n.Name+" "+python.Shape(file.Source, member))
			}
		default:
			out = append(out, python.Shape(file.Source, s))
		}
	}
	slices.Sort(out)
	return out
}
