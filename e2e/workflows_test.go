package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestWorkflowsRunTestsThatExist holds that CI runs pytest where there are tests, and only there: pytest fails where it
// finds none.
func TestWorkflowsRunTestsThatExist(t *testing.T) {
	const always = "      - run: uv run --no-sync pytest\n\n"
	for name, tree := range goldenTrees(t) {
		workflow, err := os.ReadFile(filepath.Join(tree, ".github", "workflows", "ui.yml"))
		if err != nil {
			continue // a kept app has none
		}
		_, missing := os.Stat(filepath.Join(tree, "ui", "tests"))
		if runs := strings.Contains(string(workflow), always); runs != (missing == nil) {
			t.Errorf("%s: pytest runs in ui/: %v; ui/tests: %v", name, runs, missing)
		}
	}
}

// TestManifestWorkflowFailsWithoutStreamlift runs the step that installs the tool where there is none: a check that
// cannot run must not look like one that passed.
func TestManifestWorkflowFailsWithoutStreamlift(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	eachGolden(t, func(path string) bool { return path == ".github/workflows/manifest.yml" }, func(t *testing.T, _ string, content []byte) {
		_, step, found := strings.Cut(string(content), "      - name: Install the release that made the project\n")
		_, step, runs := strings.Cut(step, "        run: |\n")
		script, check, ends := strings.Cut(step, "      - run: ")
		if !found || !runs || !ends || !strings.HasPrefix(check, "streamlift check\n") {
			t.Fatalf("the step is not there:\n%s", content)
		}
		for _, requirement := range []string{"", "streamlift", "streamlift>=0.1"} {
			command := exec.Command(bash, "-e", "-c", script)
			command.Env = []string{"PATH=" + t.TempDir(), "STREAMLIFT=" + requirement}
			if out, err := command.CombinedOutput(); err == nil || !strings.Contains(string(out), "::error::") {
				t.Errorf("with %q: %v\n%s", requirement, err, out)
			}
		}
	})
}
