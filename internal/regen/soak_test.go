//go:build unix

package regen

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// goldenTrees are the generated projects of the golden cases, as files; only `make soak` reads them.
func goldenTrees(t *testing.T) map[string][]File {
	t.Helper()
	if os.Getenv("STREAMLIFT_SOAK") == "" {
		t.Skip("make soak runs it")
	}
	wants, err := filepath.Glob("../../golden/testdata/*/want")
	if err != nil || len(wants) == 0 {
		t.Fatalf("no golden trees: %v", err)
	}
	trees := map[string][]File{}
	for _, want := range wants {
		name := filepath.Base(filepath.Dir(want))
		err := filepath.WalkDir(want, func(full string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(full)
			rel, relErr := filepath.Rel(want, full)
			if rel = filepath.ToSlash(rel); err == nil && safePath(rel) {
				trees[name] = append(trees[name], shared(rel, string(content)))
			}
			return errors.Join(err, relErr)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return trees
}

// nextVersion is a render in which every third file changes, every tenth is gone and one is new.
func nextVersion(files []File) []File {
	out := []File{shared("fresh/new.txt", "new\n")}
	for i, f := range files {
		if i%10 == 9 {
			continue
		}
		if i%3 == 0 {
			f.Content = append([]byte("# next version\n"), f.Content...)
		}
		out = append(out, f)
	}
	return out
}

// TestSoakCrash lets an error and a kill hit every file operation of an update of every golden project.
func TestSoakCrash(t *testing.T) {
	for name, files := range goldenTrees(t) {
		t.Run(name, func(t *testing.T) {
			second := nextVersion(files)
			start := func() project {
				p := newProject(t)
				p.generate(files...)
				for i, f := range files {
					if i%7 == 0 {
						p.write(f.Path, p.read(f.Path)+"\n# by hand\n")
					}
				}
				return p
			}
			update := func(dir string, fault func() error) error {
				project, err := Open(dir)
				if err != nil {
					return err
				}
				defer project.Close()
				plan, err := project.Plan(second, Options{})
				if err != nil {
					return err
				}
				project.disk.fault = fault
				return project.Apply(plan)
			}
			p := start()
			before := tree(t, p.dir)
			fault, count := failFrom(1, 0, nil)
			if err := update(p.dir, fault); err != nil {
				t.Fatal(err)
			}
			after, operations := tree(t, p.dir), *count
			for n := 1; n <= operations; n++ {
				for _, kill := range []bool{false, true} {
					p := start()
					if kill {
						leave(t, p.dir, n, update)
					} else {
						fault, _ := failFrom(n, n, func() error { return errInjected })
						_ = update(p.dir, fault)
					}
					if _, err := Recover(p.dir); err != nil {
						t.Fatalf("operation %d, kill %v: %v", n, kill, err)
					}
					if now := tree(t, p.dir); now != before && now != after {
						t.Fatalf("operation %d, kill %v: the tree is neither old nor new", n, kill)
					}
					_ = os.RemoveAll(p.dir)
				}
			}
			t.Logf("%d files, %d operations", len(files), operations)
		})
	}
}

// leave runs an update whose n-th operation never comes back: the disk is then as a kill leaves it, for a hundredth of
// the time that a process of its own would take.
func leave(t *testing.T, dir string, n int, update func(string, func() error) error) {
	t.Helper()
	defer func() {
		if r := recover(); r != errInjected {
			t.Errorf("operation %d came back: %v", n, r)
		}
	}()
	fault, _ := failFrom(n, n, func() error { panic(errInjected) })
	_ = update(dir, fault)
}
