package e2e

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

const (
	survivorsAllowed = 0.05 // of the mutations
	mutatedAtOnce    = 2
)

// mutated is a project with the changes that its own gates must notice.
type mutated struct {
	Project   string
	Mutations []mutation
}

type mutation struct{ Name, File, Old, New string }

// TestMutationsAreNoticed breaks generated projects, each time at one place, and runs the gates that they carry: ruff
// with their own rules, then their own tests. A change that does not apply, or after which the tests cannot run, is a
// mistake of the table. `make e2e` tries every fourth one, `make soak` all.
func TestMutationsAreNoticed(t *testing.T) {
	exe := python(t)
	content, err := os.ReadFile("testdata/mutations.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var table []mutated
	if err := yaml.Unmarshal(content, &table); err != nil {
		t.Fatal(err)
	}
	began, all, count := time.Now(), 0, 0
	var survivors []string
	for _, project := range table {
		all += len(project.Mutations)
		if os.Getenv("STREAMLIFT_SOAK") == "" {
			project.Mutations = everyFourth(project.Mutations)
		}
		count += len(project.Mutations)
		survivors = append(survivors, project.survivors(t, exe)...)
	}
	t.Logf("%d mutations, %d noticed, in %s", count, count-len(survivors), time.Since(began).Round(time.Second))
	for _, name := range survivors {
		t.Logf("nobody noticed: %s", name)
	}
	if all < 25 {
		t.Errorf("the table has %d mutations, want at least 25", all)
	}
	if float64(len(survivors)) > survivorsAllowed*float64(count) {
		t.Errorf("%d of %d mutations went unnoticed", len(survivors), count)
	}
}

func everyFourth(all []mutation) []mutation {
	var some []mutation
	for i, m := range all {
		if i%4 == 0 {
			some = append(some, m)
		}
	}
	return some
}

// survivors applies the mutations of a project, some at once and each to a copy, and names those that passed its gates.
func (p mutated) survivors(t *testing.T, exe string) []string {
	t.Helper()
	tree, name := filepath.Split(p.Project)
	var left []mutation
	left = append(left, p.Mutations...)
	var found []string
	var mutex sync.Mutex
	var wait sync.WaitGroup
	for range mutatedAtOnce {
		copied := t.TempDir()
		if err := os.CopyFS(copied, os.DirFS(filepath.Join("..", "golden", "testdata", tree, "want"))); err != nil {
			t.Fatal(err)
		}
		wait.Go(func() {
			project := filepath.Join(copied, name)
			if gate, out := gates(exe, project); gate != "" {
				t.Errorf("%s is not clean before it is mutated: %s\n%s", p.Project, gate, out)
				return
			}
			for {
				mutex.Lock()
				if len(left) == 0 {
					mutex.Unlock()
					return
				}
				m := left[0]
				left = left[1:]
				mutex.Unlock()
				if !m.noticed(t, exe, project) {
					mutex.Lock()
					found = append(found, p.Project+": "+m.Name)
					mutex.Unlock()
				}
			}
		})
	}
	wait.Wait()
	return found
}

// noticed applies a mutation, runs the gates and takes it back.
func (m mutation) noticed(t *testing.T, exe, project string) bool {
	path := filepath.Join(project, m.File)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
		return false
	}
	text := strings.Replace(string(content), m.Old, m.New, 1)
	if text == string(content) {
		t.Errorf("%s: %q is not in %s", m.Name, m.Old, m.File)
		return false
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Error(err)
		return false
	}
	defer func() {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Error(err)
		}
	}()
	gate, out := gates(exe, project)
	if gate == "broken" {
		t.Errorf("%s: the tests cannot run: it is noticed for another reason\n%s", m.Name, out)
	}
	t.Logf("%-10s %s", gate, m.Name)
	return gate != ""
}

// gates runs what a project checks itself with and names the first that fails, with what it said; "broken" where the
// tests could not be run at all.
func gates(exe, project string) (string, string) {
	ruff := exec.Command(filepath.Join(filepath.Dir(exe), "ruff"), "check", "--no-cache", "-q", ".")
	ruff.Dir = project
	if out, err := ruff.CombinedOutput(); err != nil {
		return "ruff", string(out)
	}
	tests := exec.Command(exe, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header", "--tb=line")
	tests.Dir = project
	tests.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "PYTHONPATH="+strings.Join(sourceRoots(project), string(os.PathListSeparator)))
	out, err := tests.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return "", ""
	case errors.As(err, &exit) && exit.ExitCode() == 1:
		return "pytest", string(out)
	}
	return "broken", string(out)
}
