//go:build linux

package regen

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestChangedUnderUs changes a file between plan and apply: nothing is written.
func TestChangedUnderUs(t *testing.T) {
	for _, change := range []struct {
		name string
		do   func(p project)
	}{
		{name: "edited", do: func(p project) { p.write("changed.py", "a person's\n") }},
		{name: "deleted", do: func(p project) { p.remove("changed.py") }},
		{name: "became a link", do: func(p project) { p.remove("changed.py"); _ = os.Symlink("own.txt", filepath.Join(p.dir, "changed.py")) }},
		{name: "created where one comes", do: func(p project) { p.write("fresh/deep/fresh.py", "a person's\n") }},
		{name: "lock changed", do: func(p project) { p.write(".streamlift/lock", lockHeader+"\n") }},
	} {
		t.Run(change.name, func(t *testing.T) {
			p := crashProject(t)
			project, err := Open(p.dir)
			if err != nil {
				t.Fatal(err)
			}
			defer project.Close()
			plan, err := project.Plan(crashFiles(2), Options{})
			if err != nil {
				t.Fatal(err)
			}
			change.do(p)
			before := tree(t, p.dir)
			err = project.Apply(plan)
			if err == nil || !strings.Contains(err.Error(), "changed while the plan was made. generate again") {
				t.Errorf("got %v", err)
			}
			if after := tree(t, p.dir); after != before || p.exists(txDir) {
				t.Errorf("something was written:\n%s\nbefore\n%s", after, before)
			}
		})
	}
}

// TestLateEdit saves a file at every moment of a transaction, as an editor may: it is refused, or the save is kept.
func TestLateEdit(t *testing.T) {
	_, _, operations := states(t)
	refused := 0
	for _, name := range []string{"merged.py", "fresh/deep/fresh.py", "gone/deep/er/gone.py"} {
		for n := 1; n <= operations; n++ {
			p := crashProject(t)
			count := 0
			err := runSecond(p.dir, func() error {
				if count++; count == n {
					p.write(name, "saved late\n")
				}
				return nil
			})
			if err != nil {
				refused++
				if errors.Is(err, ErrUnfinished) {
					if _, err := Recover(p.dir); err != nil {
						t.Logf("%s at %d: %v", name, n, err)
					}
				}
			}
			late := p.exists(name) && p.read(name) == "saved late\n"
			if kept, _ := filepath.Glob(filepath.Join(p.dir, txDir, "old*")); !late {
				for _, full := range kept {
					content, _ := os.ReadFile(full)
					late = late || string(content) == "saved late\n"
				}
			}
			if !late {
				t.Errorf("%s saved at operation %d is lost (%v)", name, n, err)
			}
		}
	}
	if refused == 0 {
		t.Error("no run was refused")
	}
}

// TestTwoRuns lets a run wait in the middle of its transaction while others try.
func TestTwoRuns(t *testing.T) {
	p := crashProject(t)
	_, after, _ := states(t)
	entered, leave := make(chan bool), make(chan bool)
	count := 0
	done := make(chan error)
	go func() {
		done <- runSecond(p.dir, func() error {
			if count++; count == 30 {
				entered <- true
				<-leave
			}
			return nil
		})
	}()
	<-entered
	if _, err := Open(p.dir); !errors.Is(err, ErrUnfinished) {
		t.Errorf("a second run opens the project: %v", err)
	}
	if _, err := Recover(p.dir); !errors.Is(err, ErrUnfinished) {
		t.Errorf("recover ends a living run: %v", err)
	}
	leave <- true
	if err := <-done; err != nil {
		t.Error(err)
	}
	if now := tree(t, p.dir); now != after {
		t.Errorf("the first run gives\n%s\nwant\n%s", now, after)
	}
}

// TestDiskFull runs in a file system of every size in which the run does not fit. Needs root.
func TestDiskFull(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("mounting a small tmpfs needs root")
	}
	failed := 0
	for size := 40; size <= 240; size += 4 {
		dir := t.TempDir()
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
			t.Skipf("cannot mount a tmpfs: %v", err)
		}
		t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
		p := project{t: t, dir: dir}
		p.generate(crashFiles(1)...)
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, fmt.Sprintf("size=%dk", size)); err != nil {
			continue // smaller than what it holds
		}
		before := tree(t, dir)
		err := runSecond(dir, nil)
		switch {
		case err == nil:
			continue
		case !errors.Is(err, syscall.ENOSPC):
			t.Errorf("%d kB: %v", size, err)
		}
		failed++
		if now := tree(t, dir); now != before || p.exists(txDir) {
			t.Errorf("%d kB: the tree is\n%s\nwas\n%s", size, now, before)
		}
	}
	if failed == 0 {
		t.Error("no size was too small: the test tried nothing")
	}
}

// TestPermissionDenied plans into folders and files that must not be written.
func TestPermissionDenied(t *testing.T) {
	if os.Getuid() == 0 { // who may write everything
		asNobody(t)
		return
	}
	p := crashProject(t)
	folder := filepath.Join(p.dir, "gone", "deep", "er")
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o755) })
	before := tree(t, p.dir)
	if err := runSecond(p.dir, nil); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
	if now := tree(t, p.dir); now != before || p.exists(txDir) {
		t.Errorf("the tree is\n%s\nwas\n%s", now, before)
	}
}

// asNobody runs the calling test again as a user without rights.
func asNobody(t *testing.T) {
	t.Helper()
	dir, err := os.MkdirTemp("", "nobody-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	program, err := os.ReadFile(os.Args[0])
	if err == nil {
		err = errors.Join(os.Chmod(dir, 0o777), os.WriteFile(filepath.Join(dir, "test"), program, 0o755))
	}
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(filepath.Join(dir, "test"), "-test.v", "-test.run=^"+t.Name()+"$")
	child.Dir = dir
	child.Env = append(os.Environ(), "TMPDIR="+dir)
	child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, err := child.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
}

// TestClockSetBack gives every file a time in the future and one long ago: times decide nothing.
func TestClockSetBack(t *testing.T) {
	p := crashProject(t)
	_, after, _ := states(t)
	when := time.Date(2070, 1, 1, 0, 0, 0, 0, time.UTC)
	err := filepath.WalkDir(p.dir, func(name string, _ fs.DirEntry, err error) error {
		when = when.AddDate(-3, 0, 0)
		return errors.Join(err, os.Chtimes(name, when, when))
	})
	if err != nil {
		t.Fatal(err)
	}
	same := filepath.Join(p.dir, "same.py")
	before, err := os.Stat(same)
	if err != nil {
		t.Fatal(err)
	}
	if err := runSecond(p.dir, nil); err != nil || tree(t, p.dir) != after {
		t.Errorf("%v:\n%s\nwant\n%s", err, tree(t, p.dir), after)
	}
	if now, err := os.Stat(same); err != nil || !now.ModTime().Equal(before.ModTime()) {
		t.Errorf("an unchanged file got another time: %v", err)
	}
}

// TestJournalDamaged tears the journal and what is staged: recover goes back, or says where the originals stand.
func TestJournalDamaged(t *testing.T) {
	killed := func(t *testing.T) project {
		t.Helper()
		p := crashProject(t)
		_, _, operations := states(t)
		fault, _ := failFrom(operations*2/3, 1<<30, func() error { return errInjected })
		if err := runSecond(p.dir, fault); !errors.Is(err, ErrUnfinished) {
			t.Fatalf("got %v", err)
		}
		return p
	}
	t.Run("staged file damaged", func(t *testing.T) {
		p := killed(t)
		before, _, _ := states(t)
		staged, err := filepath.Glob(filepath.Join(p.dir, txDir, "new*"))
		if err != nil || len(staged) == 0 {
			t.Fatalf("nothing is staged: %v", err)
		}
		damaged := 0
		for _, full := range staged {
			var info syscall.Stat_t
			if err := syscall.Stat(full, &info); err == nil && info.Nlink == 1 { // not in place yet
				p.write(txDir+"/"+filepath.Base(full), "rubbish")
				damaged++
			}
		}
		if damaged == 0 {
			t.Fatal("every staged file is in place")
		}
		if done, err := Recover(p.dir); err != nil || done != Undone || tree(t, p.dir) != before {
			t.Errorf("%s, %v:\n%s\nwant\n%s", done, err, tree(t, p.dir), before)
		}
	})
	t.Run("journal damaged", func(t *testing.T) {
		p := killed(t)
		p.write(journalPath, strings.Replace(p.read(journalPath), `"old": "`, `"old": "0`, 1))
		now := tree(t, p.dir)
		if _, err := Recover(p.dir); err == nil || !strings.Contains(err.Error(), "the originals stand in .streamlift/tx/old") {
			t.Errorf("got %v", err)
		}
		if after := tree(t, p.dir); after != now {
			t.Error("recover wrote something")
		}
	})
	for _, name := range []string{"../outside.txt", ".git/hooks/pre-commit", "/tmp/outside.txt", ".streamlift/tx/journal", "a/../../outside.txt"} {
		t.Run("names "+name, func(t *testing.T) {
			p := newProject(t)
			p.write(".git/hooks/sample", "")
			steps := []step{{Path: name, New: HashOf([]byte("x\n")), Perm: 0o755}}
			sum, err := sumOf(steps)
			if err != nil {
				t.Fatal(err)
			}
			content, err := json.Marshal(journal{Steps: steps, Sum: sum})
			if err != nil {
				t.Fatal(err)
			}
			p.write(newPath(0), "x\n")
			p.write(journalPath, string(content))
			if _, err := Recover(p.dir); err == nil || !strings.Contains(err.Error(), "which no run replaces") {
				t.Errorf("got %v", err)
			}
			if _, err := os.Stat(filepath.Join(p.dir, ".git", "hooks", "pre-commit")); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a hook was written: %v", err)
			}
		})
	}
}
