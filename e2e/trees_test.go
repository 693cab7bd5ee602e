// Package e2e proves what the generator makes with the ecosystem's own tools: heavy validators
// for every format, and generated projects that are installed, booted and driven for real.
package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// goldenRoot holds one folder a golden case, each with the generated tree under `want`.
const goldenRoot = "../golden/testdata"

// goldenTrees gives the generated tree of every golden case by case name; none is a failure,
// so that a moved folder cannot turn the validators off.
func goldenTrees(t *testing.T) map[string]string {
	t.Helper()
	wants, err := filepath.Glob(filepath.Join(goldenRoot, "*", "want"))
	if err != nil {
		t.Fatal(err)
	}
	if len(wants) == 0 {
		t.Fatalf("no golden tree under %s", goldenRoot)
	}
	trees := make(map[string]string, len(wants))
	for _, want := range wants {
		trees[filepath.Base(filepath.Dir(want))] = want
	}
	return trees
}

// matching lists the files below root whose slash path relative to it satisfies keep.
func matching(t *testing.T, root string, keep func(path string) bool) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err == nil && keep(filepath.ToSlash(rel)) {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// eachGolden runs check as a subtest on every file of every golden tree that keep selects, and
// fails when there was none.
func eachGolden(t *testing.T, keep func(path string) bool, check func(t *testing.T, path string, content []byte)) {
	t.Helper()
	seen := 0
	for name, root := range goldenTrees(t) {
		for _, path := range matching(t, root, keep) {
			seen++
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(root, path)
			t.Run(name+"/"+filepath.ToSlash(rel), func(t *testing.T) { check(t, path, content) })
		}
	}
	if seen == 0 {
		t.Fatal("no file to check in any golden tree")
	}
}

func isWorkflow(path string) bool {
	return strings.HasPrefix(path, ".github/workflows/") && strings.HasSuffix(path, ".yml")
}

func isDockerfile(path string) bool { return filepath.Base(path) == "Dockerfile" }

func isCompose(path string) bool { return path == "compose.yaml" }
