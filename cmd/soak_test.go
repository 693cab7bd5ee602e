package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/python"
)

// TestSoakRounds plays rounds on the golden projects: generate, people edit (also with ruff), the manifest changes,
// generate again. Nothing that a person wrote may go, what is called clean must be Python, a further run does nothing.
func TestSoakRounds(t *testing.T) {
	if os.Getenv("STREAMLIFT_SOAK") == "" {
		t.Skip("make soak runs it")
	}
	apps, err := filepath.Glob(filepath.Join("..", "golden", "testdata", "*", "app"))
	if err != nil || len(apps) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	apps = append(apps, filepath.Join("..", "examples", "sales"), filepath.Join("..", "examples", "inventory"))
	edits, err := os.ReadFile(filepath.Join("..", "internal", "regen", "testdata", "edits.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for line := range strings.Lines(string(edits)) {
		if kind, _, ok := strings.Cut(strings.TrimSpace(line), " "); ok && kind != "#" {
			kinds = append(kinds, kind)
		}
	}
	for _, app := range apps {
		t.Run(strings.TrimSuffix(strings.ReplaceAll(strings.TrimPrefix(filepath.ToSlash(app), "../"), "/", "-"), "-app"), func(t *testing.T) {
			full, err := filepath.Abs(app)
			if err != nil {
				t.Fatal(err)
			}
			first := filepath.Join(t.TempDir(), "first")
			if out, code := soak(t, "generate", full, "-o", first, "--as", "split"); code != 0 {
				t.Skipf("not a split: %s", out)
			}
			conflicts := map[string]int{}
			for round := range 4 * len(kinds) {
				kind := kinds[round%len(kinds)]
				if soakRound(t, first, kind, uint64(round)) {
					conflicts[kind]++
				}
				if t.Failed() {
					t.Fatalf("round %d of kind %s", round, kind)
				}
			}
			t.Logf("rounds with a conflict, of 4 each: %v", conflicts)
		})
	}
}

func soak(t *testing.T, words ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	code := Execute(t.Context(), words, Streams{Out: &out, Err: &out})
	return out.String(), code
}

func soakRound(t *testing.T, first, kind string, seed uint64) (conflict bool) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 5))
	dir := filepath.Join(t.TempDir(), "p")
	if err := os.CopyFS(dir, os.DirFS(first)); err != nil {
		t.Fatal(err)
	}
	mark := fmt.Sprintf("human%dx", seed)
	for range 1 + random.IntN(3) {
		soakEdit(t, random, dir, kind, mark)
	}
	wasPython := pythonFiles(t, dir)
	had := holds(t, dir, mark)
	soakManifest(t, random, filepath.Join(dir, manifest.FileName), seed)
	out, code := soak(t, "generate", dir, "--yes")
	if code != 0 && code != 4 {
		t.Fatalf("exit %d: %s", code, out)
	}
	if had && !holds(t, dir, mark) {
		t.Errorf("what a person wrote is gone:\n%s", out)
	}
	for name, good := range pythonFiles(t, dir) {
		if was, known := wasPython[name]; known && was && !good && !strings.Contains(out, "conflict  "+name) {
			t.Errorf("%s is no Python any more:\n%s", name, out)
		}
	}
	if strings.Contains(out, "conflict  ") != (code == 4) {
		t.Errorf("exit %d, but it says\n%s", code, out)
	}
	before := holdsAll(t, dir)
	if again, code2 := soak(t, "generate", dir, "--yes"); code2 != code || holdsAll(t, dir) != before {
		t.Errorf("a further run exits %d and does something:\n%s", code2, again)
	}
	return code == 4
}

// soakEdit is one edit of a person, as TestRounds of regen makes them in memory.
func soakEdit(t *testing.T, random *rand.Rand, dir, kind, mark string) {
	t.Helper()
	var names []string
	eachFile(t, dir, func(name string, _ []byte) {
		if name != manifest.FileName && (strings.HasSuffix(name, ".py") || !slices.Contains([]string{"reformat", "add-function", "edit-import"}, kind)) {
			names = append(names, name)
		}
	})
	name := names[random.IntN(len(names))]
	full := filepath.Join(dir, filepath.FromSlash(name))
	content, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(content), "\n")
	i, k := random.IntN(len(lines)), random.IntN(len(lines))
	switch kind {
	case "insert-lines":
		lines = slices.Insert(lines, i, lines[i][:len(lines[i])-len(strings.TrimLeft(lines[i], " "))]+"# "+mark+"\n")
	case "change-line":
		lines[i] = strings.TrimRight(lines[i], "\r\n") + "  # " + mark + "\n"
	case "delete-lines":
		lines = slices.Delete(lines, i, i+1)
	case "move-lines":
		lines[i], lines[k] = lines[k], lines[i]
	case "reformat":
		ruff := filepath.Join("..", ".cache", "python", "bin", "ruff")
		if out, err := exec.Command(ruff, "format", "--no-cache", "--isolated", "--line-length", "60", "--config", "format.quote-style='single'", full).CombinedOutput(); err != nil {
			t.Logf("ruff: %v %s", err, out)
		}
		return
	case "line-ends":
		lines = []string{strings.ReplaceAll(strings.ReplaceAll(string(content), "\r\n", "\n"), "\n", "\r\n")}
	case "rename-file":
		put(t, filepath.Join(dir, "moved", filepath.FromSlash(name)), string(content))
		lines = nil
	case "delete-file":
		lines = nil
	case "add-function":
		lines = append(lines, "\n\ndef "+mark+"():\n    return 1\n")
	case "edit-import":
		lines = append([]string{"import json as " + mark + "\n"}, lines...)
	}
	if lines == nil {
		if err := os.Remove(full); err != nil {
			t.Fatal(err)
		}
		return
	}
	put(t, full, strings.Join(lines, ""))
}

// soakManifest changes one thing of a manifest.
func soakManifest(t *testing.T, random *rand.Rand, path string, seed uint64) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, diags := manifest.Load(path, content)
	if diags.Failed() {
		t.Fatal(diags)
	}
	where, value := []string{"app", "title"}, any(fmt.Sprintf("Title %d", seed))
	if n := len(m.Operations); n > 0 {
		id := m.Operations[random.IntN(n)].ID
		switch random.IntN(4) {
		case 0:
			where, value = []string{"operations", id, "description"}, fmt.Sprintf("Text %d.", seed)
		case 1:
			where, value = []string{"operations", id, "name"}, fmt.Sprintf("renamed_%d", seed)
		case 2:
			where, value = []string{"operations", id, "group"}, fmt.Sprintf("group_%d", seed)
		}
	}
	changed, err := manifest.Set(content, where, value)
	if err != nil {
		t.Logf("manifest stays: %v", err)
		return
	}
	put(t, path, string(changed))
}

// eachFile visits the files of a project, without the base store.
func eachFile(t *testing.T, dir string, visit func(name string, content []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(full string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, relErr := filepath.Rel(dir, full)
		content, err := os.ReadFile(full)
		if name := filepath.ToSlash(rel); !strings.HasPrefix(name, stateFolder+"/") || strings.HasPrefix(name, stateFolder+"/conflicts/") {
			visit(name, content)
		}
		return errors.Join(err, relErr)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func holds(t *testing.T, dir, mark string) bool { return strings.Contains(holdsAll(t, dir), mark) }

func holdsAll(t *testing.T, dir string) string {
	var b strings.Builder
	eachFile(t, dir, func(name string, content []byte) { fmt.Fprintf(&b, "%s\n%s\n", name, content) })
	return b.String()
}

func pythonFiles(t *testing.T, dir string) map[string]bool {
	out := map[string]bool{}
	eachFile(t, dir, func(name string, content []byte) {
		if strings.HasSuffix(name, ".py") {
			out[name] = len(python.Parse(diag.NewSource(name, string(content)), python.Options{}).Problems) == 0
		}
	})
	return out
}
