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

// TestManifestWorkflowLooksForTheApp runs the step that finds out whether there is anything to check a project against: a
// clone of the project lacks an app outside of it. What is skipped must say so.
func TestManifestWorkflowLooksForTheApp(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	content, err := os.ReadFile(filepath.Join(goldenTrees(t)["prices"], ".github", "workflows", "manifest.yml"))
	if err != nil {
		t.Fatal(err)
	}
	_, step, found := strings.Cut(string(content), "      - name: Look for the app\n        id: app\n        run: |\n")
	script, _, ends := strings.Cut(step, "      - name: ")
	if !found || !ends || strings.Count(string(content), "        if: steps.app.outputs.needless\n") != 2 {
		t.Fatalf("the step is not there:\n%s", content)
	}
	folder := t.TempDir()
	look := func() (said, output string) {
		command := exec.Command(bash, "-e", "-c", script)
		command.Dir, command.Env = folder, append(os.Environ(), "GITHUB_OUTPUT="+filepath.Join(folder, "output"))
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		written, _ := os.ReadFile(filepath.Join(folder, "output"))
		return string(out), string(written)
	}
	if said, output := look(); !strings.HasPrefix(said, "::warning::nothing is checked") || output != "" {
		t.Errorf("with an app to follow: %q, %q", said, output)
	}
	if err := os.Mkdir(filepath.Join(folder, ".streamlift"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, ".streamlift", "detached.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if said, output := look(); said != "" || output != "needless=true\n" {
		t.Errorf("detached: %q, %q", said, output)
	}
}
