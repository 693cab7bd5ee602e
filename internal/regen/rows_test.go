package regen

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// find gives a plan's change of a path.
func find(t *testing.T, plan *Plan, path string) Change {
	t.Helper()
	for _, c := range plan.Changes {
		if c.Path == path {
			return c
		}
	}
	t.Fatalf("%s is not in the plan", path)
	return Change{}
}

func (p project) accept(side Side, paths ...string) ([]Accepted, error) {
	p.t.Helper()
	project, err := Open(p.dir)
	if err != nil {
		p.t.Fatal(err)
	}
	defer project.Close()
	return project.Accept(side, paths...)
}

func (p project) remove(name string) {
	p.t.Helper()
	if err := os.RemoveAll(filepath.Join(p.dir, name)); err != nil {
		p.t.Fatal(err)
	}
}

func (p project) exists(name string) bool {
	_, err := os.Lstat(filepath.Join(p.dir, name))
	return err == nil
}

func (p project) state(name string) State {
	p.t.Helper()
	project, err := Open(p.dir)
	if err != nil {
		p.t.Fatal(err)
	}
	defer project.Close()
	for _, e := range project.Files() {
		if e.Path == name {
			return e.State
		}
	}
	return ""
}

func owned(path, content string) File {
	f := shared(path, content)
	f.Owner = Owned
	return f
}

// TestKinds puts what is no plain file, or cannot be merged, where a generated file belongs.
func TestKinds(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside.txt")
	if err := os.WriteFile(outside, []byte("one\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		put  func(full string) error
		row  int
	}{
		{name: "symlink out of the project", row: 19, put: func(full string) error { return os.Symlink(outside, full) }},
		{name: "symlink to nothing", row: 19, put: func(full string) error { return os.Symlink("nothing", full) }},
		{name: "symlink to itself", row: 19, put: func(full string) error { return os.Symlink(filepath.Base(full), full) }},
		{name: "folder", row: 19, put: func(full string) error { return os.Mkdir(full, 0o755) }},
		{name: "named pipe", row: 19, put: func(full string) error { return makePipe(full) }},
		{name: "binary", row: 20, put: func(full string) error { return os.WriteFile(full, []byte{0, 1, 2}, 0o644) }},
		{name: "over the cap", row: 20, put: func(full string) error {
			return os.WriteFile(full, []byte(strings.Repeat("x\n", maxMerge)), 0o644)
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newProject(t)
			p.generate(shared("a/b.txt", "one\n"))
			p.remove("a/b.txt")
			if err := tc.put(filepath.Join(p.dir, "a", "b.txt")); err != nil {
				t.Fatal(err)
			}
			before := fileMode(t, filepath.Join(p.dir, "a", "b.txt"))
			c := find(t, p.generate(shared("a/b.txt", "two\n")), "a/b.txt")
			if c.Row != tc.row || c.Kind != Conflicting {
				t.Errorf("got row %d, %s", c.Row, c.Kind)
			}
			if now := fileMode(t, filepath.Join(p.dir, "a", "b.txt")); now != before {
				t.Errorf("it was %v and is %v", before, now)
			}
			if content, err := os.ReadFile(outside); err != nil || string(content) != "one\n" {
				t.Errorf("the file outside is %q, %v", content, err)
			}
		})
	}
}

func fileMode(t *testing.T, full string) os.FileMode {
	t.Helper()
	info, err := os.Lstat(full)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode()
}

func TestFolderIsALink(t *testing.T) {
	p := newProject(t)
	p.generate(shared("pkg/a.py", "a = 1\n"))
	elsewhere := t.TempDir()
	p.remove("pkg")
	if err := os.Symlink(elsewhere, filepath.Join(p.dir, "pkg")); err != nil {
		t.Fatal(err)
	}
	plan := p.generate(shared("pkg/a.py", "a = 2\n"), shared("pkg/b.py", "b = 1\n"))
	if n := len(plan.Conflicts()); n != 2 {
		t.Errorf("%d conflicts, want 2", n)
	}
	if entries, err := os.ReadDir(elsewhere); err != nil || len(entries) > 0 {
		t.Errorf("wrote through the link: %v, %v", entries, err)
	}
}

func TestModeMergesLikeContent(t *testing.T) {
	program := func(executable bool) File {
		f := shared("run.sh", "echo\n")
		f.Executable = executable
		return f
	}
	for _, tc := range []struct {
		name             string
		base, mine, next bool
		want             bool
	}{
		{name: "gained", next: true, want: true},
		{name: "lost", base: true, mine: true},
		{name: "a person's stays", mine: true, want: true},
		{name: "a person's removal stays", base: true, next: true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newProject(t)
			p.generate(program(tc.base))
			mode := os.FileMode(0o644)
			if tc.mine {
				mode = 0o755
			}
			if err := os.Chmod(filepath.Join(p.dir, "run.sh"), mode); err != nil {
				t.Fatal(err)
			}
			p.generate(program(tc.next))
			if got := fileMode(t, filepath.Join(p.dir, "run.sh"))&0o100 != 0; got != tc.want {
				t.Errorf("executable: %v, want %v", got, tc.want)
			}
			if again := p.generate(program(tc.next)); !again.Empty() {
				t.Errorf("the next run is not empty")
			}
		})
	}
}

func TestPermissionsOfAPersonStay(t *testing.T) {
	p := newProject(t)
	p.generate(shared("secret.env", "a=1\n"))
	full := filepath.Join(p.dir, "secret.env")
	if err := os.Chmod(full, 0o600); err != nil {
		t.Fatal(err)
	}
	p.generate(shared("secret.env", "a=2\n"))
	if got := fileMode(t, full).Perm(); got != 0o600 {
		t.Errorf("mode %v, want 0600", got)
	}
}

// TestAcceptConflict solves a conflict of content in each way and edits the manifest afterwards.
func TestAcceptConflict(t *testing.T) {
	for _, tc := range []struct {
		name, resolved string
		side           Side
		want, next     string // after accept, and after the next render
	}{
		{name: "as it stands", resolved: "mine and two\n\nend\n", want: "mine and two\n\nend\n", next: "mine and two\n\nEND\n"},
		{name: "mine", side: Mine, want: "mine\n\nend\n", next: "mine\n\nEND\n"},
		{name: "new", side: Next, want: "two\n\nend\n", next: "two\n\nEND\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newProject(t)
			p.generate(shared("a.txt", "one\n\nend\n"), shared("b.txt", "b\n"))
			p.write("a.txt", "mine\n\nend\n")
			p.generate(shared("a.txt", "two\n\nend\n"), shared("b.txt", "b\n"))
			if tc.side == AsIs {
				if _, err := p.accept(AsIs); err == nil || !strings.Contains(err.Error(), "markers") {
					t.Fatalf("accepted with markers: %v", err)
				}
				p.write("a.txt", tc.resolved)
			}
			done, err := p.accept(tc.side, "a.txt")
			if err != nil || len(done) != 1 || p.read("a.txt") != tc.want {
				t.Fatalf("accepted %v, %v: %q", done, err, p.read("a.txt"))
			}
			if p.exists(".streamlift/conflicts/a.txt.mine") {
				t.Error("the saved copy is left")
			}
			if again := p.generate(shared("a.txt", "two\n\nend\n"), shared("b.txt", "b\n")); !again.Empty() {
				t.Error("the run after accept is not empty")
			}
			plan := p.generate(shared("a.txt", "two\n\nEND\n"), shared("b.txt", "b\n"))
			if got := p.read("a.txt"); got != tc.next || len(plan.Conflicts()) > 0 {
				t.Errorf("the next render gives %q, want %q", got, tc.next)
			}
		})
	}
}

// TestQuestions asks and settles the questions that are not about content.
func TestQuestions(t *testing.T) {
	t.Run("edited and no longer generated", func(t *testing.T) {
		p := newProject(t)
		p.generate(shared("a.txt", "one\n"))
		p.write("a.txt", "mine\n")
		if c := find(t, p.generate(), "a.txt"); c.Row != 12 || c.Kind != Conflicting {
			t.Fatalf("row %d, %s", c.Row, c.Kind)
		}
		if _, err := p.accept(AsIs); err != nil || p.read("a.txt") != "mine\n" {
			t.Fatal(err)
		}
		if plan := p.generate(); len(plan.Changes) > 0 {
			t.Errorf("after accept the plan still holds %v", plan.Changes)
		}
	})
	t.Run("deleted and generated anew", func(t *testing.T) {
		p := newProject(t)
		p.generate(shared("a.txt", "one\n"))
		p.remove("a.txt")
		if c := find(t, p.generate(shared("a.txt", "one\n")), "a.txt"); c.Row != 9 {
			t.Fatalf("row %d", c.Row)
		}
		if c := find(t, p.generate(shared("a.txt", "two\n")), "a.txt"); c.Row != 10 || c.Kind != Conflicting {
			t.Fatalf("row %d, %s", c.Row, c.Kind)
		}
		if _, err := p.accept(AsIs, "a.txt"); err != nil {
			t.Fatal(err)
		}
		if c := find(t, p.generate(shared("a.txt", "three\n")), "a.txt"); c.Row != 10 || c.Kind != Kept || p.exists("a.txt") {
			t.Errorf("row %d, %s", c.Row, c.Kind)
		}
	})
	t.Run("owned and edited", func(t *testing.T) {
		p := newProject(t)
		p.generate(owned("a.txt", "one\n"))
		p.write("a.txt", "mine\n")
		if c := find(t, p.generate(owned("a.txt", "two\n")), "a.txt"); c.Row != 16 || p.read("a.txt") != "mine\n" {
			t.Fatalf("row %d", c.Row)
		}
		if _, err := p.accept(AsIs, "a.txt"); err != nil {
			t.Fatal(err)
		}
		plan := p.generate(owned("a.txt", "three\n"))
		if d := plan.Drift()[0]; len(plan.Conflicts()) > 0 || p.read("a.txt") != "mine\n" || d.Class != HandEdited || d.Fails {
			t.Errorf("taken over: %+v", d)
		}
	})
	t.Run("owned, edited and given back", func(t *testing.T) {
		p := newProject(t)
		p.generate(owned("a.txt", "one\n"))
		p.write("a.txt", "mine\n")
		p.generate(owned("a.txt", "two\n"))
		if _, err := p.accept(Next, "a.txt"); err != nil {
			t.Fatal(err)
		}
		p.generate(owned("a.txt", "two\n"))
		if got := p.read("a.txt"); got != "two\n" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("not in conflict", func(t *testing.T) {
		p := newProject(t)
		p.generate(shared("a.txt", "one\n"))
		p.write("a.txt", "mine\n")
		p.generate(shared("a.txt", "two\n"))
		_, err := p.accept(AsIs, "b.txt")
		if err == nil || err.Error() != `b.txt: is not in conflict. did you mean "a.txt"?` {
			t.Errorf("got %v", err)
		}
	})
}

// TestMoves follows files whose place changes, by the pack or by a person.
func TestMoves(t *testing.T) {
	at := func(path, content string) File {
		return File{Unit: "operation/total", Path: path, Content: []byte(content), Owner: Shared, Template: "op.tmpl", Entries: []string{"operations.total"}}
	}
	const text = "first = 1\n\n\ndef total():\n    return first\n"
	const edited = text + "\n\ndef mine():\n    return 2\n"
	t.Run("with the edit", func(t *testing.T) {
		p := newProject(t)
		p.generate(at("old/total.py", text))
		p.write("old/total.py", edited)
		c := find(t, p.generate(at("new/sum.py", strings.Replace(text, "first = 1", "first = 3", 1))), "new/sum.py")
		if p.read("new/sum.py") != strings.Replace(edited, "first = 1", "first = 3", 1) || p.exists("old") || c.From != "old/total.py" {
			t.Errorf("%+v: %q, old folder %v", c, p.read("new/sum.py"), p.exists("old"))
		}
	})
	t.Run("something foreign stands there", func(t *testing.T) {
		p := newProject(t)
		p.generate(at("old/total.py", text))
		p.write("old/total.py", edited)
		p.write("new/sum.py", "a person's\n")
		c := find(t, p.generate(at("new/sum.py", text)), "new/sum.py")
		if c.Row != 3 || c.Kind != Conflicting || p.read("new/sum.py") != "a person's\n" || p.read("old/total.py") != edited {
			t.Errorf("%+v", c)
		}
		p.remove("new/sum.py")
		p.generate(at("new/sum.py", text))
		if p.read("new/sum.py") != edited {
			t.Error("the move does not happen once the way is free")
		}
	})
	t.Run("two files change places", func(t *testing.T) {
		p := newProject(t)
		other := func(path string) File {
			return File{Unit: "operation/other", Path: path, Content: []byte("other = 1\n"), Owner: Shared, Template: "op.tmpl"}
		}
		p.generate(at("a.py", text), other("b.py"))
		p.write("a.py", edited)
		p.generate(at("b.py", text), other("a.py"))
		if p.read("b.py") != edited || p.read("a.py") != "other = 1\n" {
			t.Errorf("a %q, b %q", p.read("a.py"), p.read("b.py"))
		}
	})
	t.Run("a new file comes to the old place", func(t *testing.T) {
		p := newProject(t)
		p.generate(at("a.py", text))
		p.write("a.py", edited)
		p.generate(at("b.py", text), shared("a.py", "fresh = 1\n"))
		if p.read("b.py") != edited || p.read("a.py") != "fresh = 1\n" {
			t.Errorf("a %q, b %q", p.read("a.py"), p.read("b.py"))
		}
	})
	t.Run("by a person", func(t *testing.T) {
		p := newProject(t)
		p.generate(at("a.py", text))
		p.remove("a.py")
		p.write("deep/mine.py", text)
		next := strings.Replace(text, "first = 1", "first = 3", 1)
		p.generate(at("a.py", next))
		if p.exists("a.py") || p.read("deep/mine.py") != next {
			t.Error("the file is not followed")
		}
		p.write("deep/mine.py", strings.Replace(edited, "first = 1", "first = 3", 1))
		p.generate(at("a.py", strings.Replace(text, "first = 1", "first = 4", 1)))
		if p.exists("a.py") || p.read("deep/mine.py") != strings.Replace(edited, "first = 1", "first = 4", 1) {
			t.Errorf("the next run gives %q", p.read("deep/mine.py"))
		}
	})
	t.Run("two candidates are no evidence", func(t *testing.T) {
		p := newProject(t)
		p.generate(at("a.py", text))
		p.remove("a.py")
		p.write("x.py", text)
		p.write("y.py", text)
		if c := find(t, p.generate(at("a.py", text)), "a.py"); c.Row != 9 {
			t.Errorf("row %d", c.Row)
		}
	})
	t.Run("group renamed", func(t *testing.T) {
		p := newProject(t)
		group := func(name string) File {
			return File{Unit: "group/" + name + "/router", Path: name + "/router.py", Content: []byte(text), Owner: Shared, Template: "router.py.tmpl", Entries: []string{"operations.a", "operations.b"}}
		}
		p.generate(group("reports"))
		p.write("reports/router.py", edited)
		p.generate(group("figures"))
		if p.exists("reports") || p.read("figures/router.py") != edited {
			t.Error("the edit does not travel with its group")
		}
	})
	t.Run("not while in conflict", func(t *testing.T) {
		p := newProject(t)
		p.generate(at("a.py", text))
		p.write("a.py", strings.Replace(text, "first = 1", "first = 7", 1))
		p.generate(at("a.py", strings.Replace(text, "first = 1", "first = 2", 1)))
		plan := p.generate(at("b.py", strings.Replace(text, "first = 1", "first = 2", 1)))
		if c := find(t, plan, "a.py"); c.Kind != Conflicting || !p.exists(savedPath("a.py", savedMine)) {
			t.Errorf("%+v", c)
		}
		if _, err := p.accept(Mine, "a.py"); err != nil {
			t.Fatal(err)
		}
		p.generate(at("b.py", strings.Replace(text, "first = 1", "first = 2", 1)))
		if p.exists("a.py") || !strings.Contains(p.read("b.py"), "first = 7") {
			t.Error("it does not move once it is solved")
		}
	})
	t.Run("yours travels untouched", func(t *testing.T) {
		p := newProject(t)
		mine := at("a.py", text)
		mine.Owner = Yours
		p.generate(mine)
		p.write("a.py", "all mine\n")
		mine.Path = "b.py"
		p.generate(mine)
		if p.exists("a.py") || p.read("b.py") != "all mine\n" {
			t.Error("the file stays behind")
		}
	})
}
