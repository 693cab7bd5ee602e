package regen

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// project is a folder on disk in the hands of a test.
type project struct {
	t   *testing.T
	dir string
}

func newProject(t *testing.T) project {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "regen-") // in memory, where there is such a place
	if err != nil {
		return project{t: t, dir: t.TempDir()}
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return project{t: t, dir: dir}
}

func (p project) write(name, content string) {
	p.t.Helper()
	full := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p project) read(name string) string {
	p.t.Helper()
	content, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(content)
}

func (p project) generate(files ...File) *Plan {
	p.t.Helper()
	project, err := Open(p.dir)
	if err != nil {
		p.t.Fatal(err)
	}
	defer project.Close()
	plan, err := project.Plan(files, Options{Maker: "split@1"})
	if err != nil {
		p.t.Fatal(err)
	}
	if err := project.Apply(plan); err != nil {
		p.t.Fatal(err)
	}
	return plan
}

func shared(path, content string, entries ...string) File {
	return File{Path: path, Content: []byte(content), Owner: Shared, Template: path + ".tmpl", Entries: entries}
}

func TestEditSurvives(t *testing.T) {
	p := newProject(t)
	p.generate(shared("a.py", "one = 1\n\n\ntwo = 2\n"), shared("b.py", "b = 1\n"))
	p.write("a.py", "one = 1\n\n\ntwo = 2\nmine = 3\n")
	plan := p.generate(shared("a.py", "one = 11\n\n\ntwo = 2\n"), shared("b.py", "b = 1\n"))
	if got := p.read("a.py"); got != "one = 11\n\n\ntwo = 2\nmine = 3\n" || len(plan.Conflicts()) != 0 {
		t.Errorf("got %q with conflicts %v", got, plan.Conflicts())
	}
	if again := p.generate(shared("a.py", "one = 11\n\n\ntwo = 2\n"), shared("b.py", "b = 1\n")); !again.Empty() {
		t.Errorf("the second run is not empty: %v", again.steps)
	}
}

func TestConflictIsKept(t *testing.T) {
	p := newProject(t)
	p.generate(shared("a.txt", "one\n"))
	p.write("a.txt", "mine\n")
	plan := p.generate(shared("a.txt", "new\n", "operation/total"))
	want := "<<<<<<< yours: as you edited it\nmine\n||||||| base: generated last time\none\n=======\nnew\n>>>>>>> new: operation/total, split@1\n"
	if got := p.read("a.txt"); got != want || len(plan.Conflicts()) != 1 {
		t.Errorf("got %q with conflicts %v", got, plan.Conflicts())
	}
	if got := p.read(".streamlift/conflicts/a.txt.mine"); got != "mine\n" {
		t.Errorf("saved %q", got)
	}
	again := p.generate(shared("a.txt", "newer\n", "operation/total"))
	if len(again.Conflicts()) != 1 || !again.Empty() || strings.Contains(p.read("a.txt"), "newer") {
		t.Errorf("a second run touched the conflict: %v", again.steps)
	}
}

// tree is a folder as text: every path with mode and hash. The transaction's own folder does not count.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == txDir:
			return fs.SkipDir
		case entry.IsDir():
			fmt.Fprintln(&b, name+"/")
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		fmt.Fprintf(&b, "%s %v %x\n", name, info.Mode(), sha256.Sum256(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
