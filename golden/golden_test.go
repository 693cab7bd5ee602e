// Package golden holds whole projects as they come out. Each case is a folder below testdata: `app`
// is what goes in (for the examples, the example itself), `want` what comes out. A streamlift.yaml
// beside them takes the place of the app's own.
package golden

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/cmd"
)

var update = flag.Bool("update", false, "rewrite the wanted trees")

// cases gives the folder that goes in, by case.
func cases(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{
		"sales": "../examples/sales", "lifted": "../examples/sales",
		"inventory": "../examples/inventory", "prices": "../examples/prices",
	}
	apps, err := filepath.Glob("testdata/*/app")
	if err != nil || len(apps) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, app := range apps {
		found[filepath.Base(filepath.Dir(app))] = app
	}
	return found
}

// TestGolden drives the command line as a user would and compares the tree both ways. What is made
// twice is equal, and made over itself there is nothing to do.
func TestGolden(t *testing.T) {
	all := cases(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			want, err := filepath.Abs(filepath.Join("testdata", name, "want"))
			if err != nil {
				t.Fatal(err)
			}
			root := t.TempDir()
			if err := os.CopyFS(filepath.Join(root, "app"), os.DirFS(all[name])); err != nil {
				t.Fatal(err)
			}
			if own, err := os.ReadFile(filepath.Join("testdata", name, "streamlift.yaml")); err == nil {
				if err := os.WriteFile(filepath.Join(root, "app", "streamlift.yaml"), own, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(root)
			generate(t, "app", "-o", "project")
			got := tree(t, "project")
			if *update {
				rewrite(t, want, got)
			}
			compare(t, got, tree(t, want))
			generate(t, "app", "-o", "twin")
			compare(t, tree(t, "twin"), got)
			state := tree(t, "project/.streamlift")
			if said := generate(t, "project"); !strings.Contains(said, "nothing to do: ") {
				t.Errorf("made over itself: %s", said)
			}
			compare(t, tree(t, "project"), got)
			compare(t, tree(t, "project/.streamlift"), state)
		})
	}
}

// generate runs the command and gives what it said.
func generate(t *testing.T, args ...string) string {
	t.Helper()
	var out, err bytes.Buffer
	if code := cmd.Execute(t.Context(), append([]string{"generate"}, args...), cmd.Streams{Out: &out, Err: &err}); code != 0 {
		t.Fatalf("generate %v: exit %d\n%s%s", args, code, &out, &err)
	}
	return out.String() + err.String()
}

// tree reads all files below root but the tool's state and the manifest, which went in.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && entry.Name() == ".streamlift" && path != filepath.FromSlash(root) {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() || entry.Name() == "streamlift.yaml" {
			return err
		}
		content, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		files[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func rewrite(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// compare reports files of one tree that the other lacks or holds otherwise, with the first line
// that differs.
func compare(t *testing.T, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, there := got[name]; !there {
			t.Errorf("%s is missing", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		expected, there := want[name]
		if !there {
			t.Errorf("%s is new: run `make golden` and read the diff", name)
			continue
		}
		lines, wanted := strings.Split(got[name], "\n"), strings.Split(expected, "\n")
		for i := range max(len(lines), len(wanted)) {
			if i >= len(lines) || i >= len(wanted) || lines[i] != wanted[i] {
				t.Errorf("%s:%d differs: run `make golden` and read the diff\n got %.200q\nwant %.200q", name, i+1, lines[min(i, len(lines)-1):min(i+1, len(lines))], wanted[min(i, len(wanted)-1):min(i+1, len(wanted))])
				break
			}
		}
	}
}
