package regen

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// git runs git in the project with nobody's configuration.
func (p project) git(args ...string) (string, error) {
	p.t.Helper()
	command := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false"}, args...)...)
	command.Dir = p.dir
	command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	out, err := command.CombinedOutput()
	return string(out), err
}

func (p project) commit(message string) {
	p.t.Helper()
	for _, args := range [][]string{{"add", "-A"}, {"commit", "-q", "-m", message}} {
		if out, err := p.git(args...); err != nil {
			p.t.Fatalf("git %v: %v: %s", args, err, out)
		}
	}
}

// team generates on two branches with different manifests, edits by hand on both, and merges with plain git.
func team(t *testing.T, ours, theirs func(*app)) (project, app, string, error) {
	t.Helper()
	p := newProject(t)
	if out, err := p.git("init", "-q", "-b", "main"); err != nil {
		t.Skipf("git: %v: %s", err, out)
	}
	p.generate(pack(firstApp())...)
	p.commit("generate")
	both := firstApp()
	for _, branch := range []struct {
		name string
		edit func(*app)
	}{{name: "theirs", edit: theirs}, {name: "ours", edit: ours}} {
		if out, err := p.git("checkout", "-q", "-b", branch.name, "main"); err != nil {
			t.Fatal(out)
		}
		a := firstApp()
		branch.edit(&a)
		branch.edit(&both)
		p.generate(pack(a)...)
		p.write(branch.name+".txt", "own\n")
		p.commit(branch.name)
	}
	out, err := p.git("merge", "-q", "--no-edit", "theirs")
	return p, both, out, err
}

// TestTeamIndependent merges branches whose manifest edits touch other files: no conflict, and a further run finds all in
// order.
func TestTeamIndependent(t *testing.T) {
	p, both, out, err := team(t,
		func(a *app) { a.ops[0].fields = append(a.ops[0].fields, "ours") },     // files of orders, and the client
		func(a *app) { a.title = "Theirs"; a.deps = append(a.deps, "polars") }) // main, README, pyproject
	if err != nil {
		t.Fatalf("git merge: %v: %s", err, out)
	}
	project, err := Open(p.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	for _, e := range project.Files() {
		if e.Owner == Shared && !p.exists(basePath(e.Base)) {
			t.Errorf("%s: its base is not in the merged store", e.Path)
		}
	}
	plan := p.generate(pack(both)...)
	if n := len(plan.Conflicts()) + len(plan.Differences()); n > 0 {
		t.Errorf("the run after the merge changes or asks: %v", plan.Differences())
	}
	if again := p.generate(pack(both)...); !again.Empty() {
		t.Errorf("the second run after the merge writes %v", again.steps)
	}
}

// TestTeamSameFiles merges branches whose edits meet in files: git joins the lines it can, the lock holds both branches'
// lines, and the next run settles them without asking about what git joined.
func TestTeamSameFiles(t *testing.T) {
	p, both, out, err := team(t,
		func(a *app) { a.ops[0].text = "Ours."; a.ops[0].fields = append(a.ops[0].fields, "ours") },
		func(a *app) { a.ops[4].text = "Theirs."; a.ops[4].fields = append(a.ops[4].fields, "theirs") })
	if err != nil {
		t.Logf("git leaves conflicts in files: %s", out)
		if marked, _ := p.git("diff", "--name-only", "--diff-filter=U"); strings.Contains(marked, ".streamlift") {
			t.Fatalf("git conflicts in the tool's state: %s", marked)
		}
		t.FailNow()
	}
	if text := p.read(lockPath); strings.Count(text, "file README.md ") != 2 {
		t.Errorf("the branches do not meet in the lock:\n%s", text)
	}
	plan := p.generate(pack(both)...)
	if n := len(plan.Conflicts()) + len(plan.Differences()); n > 0 {
		t.Errorf("the run after the merge asks about %v", plan.Conflicts())
	}
	if again := p.generate(pack(both)...); !again.Empty() {
		t.Errorf("the second run after the merge writes %v", again.steps)
	}
}

// TestTeamWithoutAttributes merges where the attributes of the tool's folder are not there: git leaves markers in the
// lock, every command says which lines, and recover joins them.
func TestTeamWithoutAttributes(t *testing.T) {
	p := newProject(t)
	ours, theirs := lockLine("a.txt"), strings.Replace(lockLine("a.txt"), string(someHash), string(HashOf([]byte("x"))), 1)
	p.write(lockPath, lockHeader+"\n<<<<<<< HEAD\n"+ours+lockLine("ours.txt")+"||||||| base\n"+lockLine("a.txt")+"=======\n"+theirs+lockLine("theirs.txt")+">>>>>>> branch\n"+lockLine("z.txt"))
	if _, err := Open(p.dir); err == nil || !strings.Contains(err.Error(), ".streamlift/lock:2:1: merge marker. `streamlift recover` keeps the lines of both sides") {
		t.Errorf("got %v", err)
	}
	if done, err := Recover(p.dir); err != nil || done != Joined {
		t.Fatalf("%s, %v", done, err)
	}
	project, err := Open(p.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	var names []string
	for _, e := range project.Files() {
		names = append(names, e.Path)
	}
	if got := strings.Join(names, " "); got != "a.txt ours.txt theirs.txt z.txt" {
		t.Errorf("joined to %s", got)
	}
	if done, err := Recover(p.dir); err != nil || done != Nothing {
		t.Errorf("a second recover: %s, %v", done, err)
	}
}

// TestRadius refuses a plan that reaches further than what changed in the manifest.
func TestRadius(t *testing.T) {
	p := newProject(t)
	inputs := func(a, b string) map[string]Hash {
		return map[string]Hash{"operations.a": HashOf([]byte(a)), "operations.b": HashOf([]byte(b)), InputPack: "1", InputWhole: "1"}
	}
	run := func(in map[string]Hash, files ...File) error {
		project, err := Open(p.dir)
		if err != nil {
			t.Fatal(err)
		}
		defer project.Close()
		plan, err := project.Plan(files, Options{Inputs: in})
		if err != nil {
			return err
		}
		return project.Apply(plan)
	}
	a, b := shared("a.txt", "a\n", "operations.a"), shared("b.txt", "b\n", "operations.b")
	whole := shared("README.md", "one\n")
	if err := run(inputs("1", "1"), a, b, whole); err != nil {
		t.Fatal(err)
	}
	a.Content, whole.Content = []byte("a2\n"), []byte("two\n")
	if err := run(inputs("2", "1"), a, b, whole); err != nil {
		t.Errorf("an edit within its radius: %v", err)
	}
	before := tree(t, p.dir)
	b.Content = []byte("b2\n")
	err := run(inputs("3", "1"), a, b, whole)
	const want = "b.txt: would change, but nothing it is made from did (operations.b)"
	if err == nil || !strings.HasPrefix(err.Error(), want) || errors.Is(err, ErrUnfinished) {
		t.Errorf("got %v, want %q", err, want)
	}
	if tree(t, p.dir) != before {
		t.Error("something was written")
	}
	in := inputs("3", "1")
	in[InputPack] = "2"
	if err := run(in, a, b, whole); err != nil {
		t.Errorf("another pack may change everything: %v", err)
	}
}
