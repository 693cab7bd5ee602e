//go:build unix

package regen

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// crashProject is a project in which the next run creates, changes, merges, moves and deletes files and finds a conflict.
func crashProject(t *testing.T) project {
	t.Helper()
	p := newProject(t)
	p.generate(crashFiles(1)...)
	p.write("merged.py", p.read("merged.py")+"\n\ndef mine():\n    return 1\n")
	p.write("conflict.txt", "mine\n")
	p.write("pkg/old/moved.py", p.read("pkg/old/moved.py")+"mine = 1\n")
	p.write("own.txt", "a person's own file\n")
	return p
}

// crashFiles are the files of the first and of the second run.
func crashFiles(run int) []File {
	text := func(name string) string {
		return fmt.Sprintf("%s_%d = %d\n\n\ndef %s():\n    return 1\n", name, run, run, name)
	}
	moved := File{Unit: "operation/moved", Path: "pkg/old/moved.py", Content: []byte(text("moved")), Owner: Shared, Template: "moved.tmpl"}
	files := []File{shared("same.py", "same = 1\n"), shared("changed.py", text("changed")), shared("merged.py", text("merged")),
		shared("conflict.txt", fmt.Sprintf("run %d\n", run)), {Path: "owned.toml", Content: []byte(text("owned")), Owner: Owned, Executable: run == 2}}
	if run == 1 {
		return append(files, moved, shared("gone/deep/er/gone.py", text("gone")))
	}
	moved.Path = "pkg/new/moved.py"
	return append(files, moved, shared("fresh/deep/fresh.py", text("fresh")))
}

// runSecond plans and applies the second run with a fault.
func runSecond(dir string, fault func() error) error {
	project, err := Open(dir)
	if err != nil {
		return err
	}
	defer project.Close()
	plan, err := project.Plan(crashFiles(2), Options{Maker: "split@1"})
	if err != nil {
		return err
	}
	project.disk.fault = fault
	return project.Apply(plan)
}

var errInjected = errors.New("injected")

// failFrom gives a fault for operations n to last, counted from 1.
func failFrom(n, last int, fail func() error) (fault func() error, count *int) {
	count = new(int)
	return func() error {
		*count++
		if *count >= n && *count <= last {
			return fail()
		}
		return nil
	}, count
}

// states gives the trees before and after a whole second run, and the number of its operations.
func states(t *testing.T) (before, after string, operations int) {
	t.Helper()
	p := crashProject(t)
	before = tree(t, p.dir)
	fault, count := failFrom(1, 0, nil)
	if err := runSecond(p.dir, fault); err != nil {
		t.Fatal(err)
	}
	after = tree(t, p.dir)
	if before == after || *count < 40 {
		t.Fatalf("the second run has %d operations", *count)
	}
	return before, after, *count
}

// afterCrash recovers a project and holds that it is exactly old or new, and that the next run works.
func afterCrash(t *testing.T, p project, before, after, when string) (isNew bool) {
	t.Helper()
	if _, err := Recover(p.dir); err != nil {
		t.Errorf("%s: recover: %v", when, err)
		return false
	}
	now := tree(t, p.dir)
	if now != before && now != after {
		t.Errorf("%s: the tree is neither old nor new:\n%s\nold\n%s\nnew\n%s", when, now, before, after)
	}
	if err := runSecond(p.dir, nil); err != nil {
		t.Errorf("%s: the next run: %v", when, err)
	}
	if again := tree(t, p.dir); again != after {
		t.Errorf("%s: the next run gives\n%s\nwant\n%s", when, again, after)
	}
	return now == after
}

// TestErrorAtEveryOperation lets each file operation fail: once, and from then on as a full or dying disk would.
func TestErrorAtEveryOperation(t *testing.T) {
	before, after, operations := states(t)
	for _, last := range []int{0, operations * 10} {
		for n := 1; n <= operations; n++ {
			p := crashProject(t)
			until := max(n, last)
			fault, _ := failFrom(n, until, func() error { return errInjected })
			err := runSecond(p.dir, fault)
			when := fmt.Sprintf("operations %d to %d fail (%v)", n, until, err)
			if err == nil && tree(t, p.dir) != after {
				t.Errorf("%s: no error, but the tree is not new", when)
			}
			_, open := os.Stat(filepath.Join(p.dir, filepath.FromSlash(txDir)))
			if open == nil && !errors.Is(err, ErrUnfinished) && n == until {
				t.Errorf("%s: a transaction is left open without saying so", when)
			}
			afterCrash(t, p, before, after, when)
		}
	}
}

// TestKillAtEveryOperation kills the process at each file operation.
func TestKillAtEveryOperation(t *testing.T) {
	if dir := os.Getenv("REGEN_KILL_DIR"); dir != "" {
		n, err := strconv.Atoi(os.Getenv("REGEN_KILL_AT"))
		if err != nil {
			t.Fatal(err)
		}
		fault, _ := failFrom(n, n, func() error { return syscall.Kill(os.Getpid(), syscall.SIGKILL) })
		t.Fatal("the process lives on", runSecond(dir, fault))
	}
	before, after, operations := states(t)
	old, new := 0, 0
	for n := 1; n <= operations; n++ {
		p := crashProject(t)
		child := exec.Command(os.Args[0], "-test.run=^TestKillAtEveryOperation$")
		child.Env = append(os.Environ(), "REGEN_KILL_DIR="+p.dir, fmt.Sprint("REGEN_KILL_AT=", n))
		out, err := child.CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("operation %d: %v: %s", n, err, out)
		}
		if _, err := Open(p.dir); err == nil && tree(t, p.dir) != before && tree(t, p.dir) != after {
			t.Errorf("operation %d: a half-written project opens", n)
		}
		if afterCrash(t, p, before, after, fmt.Sprintf("killed at operation %d", n)) {
			new++
		} else {
			old++
		}
	}
	t.Logf("%d operations: %d times old, %d times new", operations, old, new)
	if old == 0 || new == 0 {
		t.Errorf("recovery went one way only: %d old, %d new", old, new)
	}
}
