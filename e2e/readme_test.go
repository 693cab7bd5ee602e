package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fence matches a code block of a README: its language, a word for this test, and its text.
var fence = regexp.MustCompile("(?ms)^```(\\w+)(?: (\\w+))?\n(.*?)^```$")

// TestReadmeCommandsRun runs what the README of the sales project tells people to run, in its order and in one shell:
// all but what needs a Docker engine, which only has to be valid shell.
func TestReadmeCommandsRun(t *testing.T) {
	t.Parallel()
	tools := filepath.Dir(python(t))
	root := t.TempDir()
	project := filepath.Join(root, "project")
	streamlift := binary(t)
	if err := os.CopyFS(filepath.Join(root, "sales"), os.DirFS("../examples/sales")); err != nil {
		t.Fatal(err)
	}
	run(t, root, nil, streamlift, "generate", "sales", "-o", "project")
	readme, err := os.ReadFile(filepath.Join(project, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	api, ui := freePort(t), freePort(t)
	text := strings.NewReplacer(":8000", ":"+api, "port 8000", "port "+api, "port 8501", "port "+ui).Replace(string(readme))
	var script strings.Builder
	script.WriteString("set -euo pipefail\ntrap 'kill $(jobs -p)' EXIT\n")
	for _, block := range fence.FindAllStringSubmatch(text, -1) {
		language, word, commands := block[1], block[2], block[3]
		switch {
		case word == "docker":
			run(t, root, nil, "bash", "-n", "-c", commands)
			t.Logf("not run, as it needs Docker:\n%s", commands)
			continue
		case word == "postgres": // TestPostgres runs it
			continue
		case word == "up":
			commands = strings.ReplaceAll(commands, "streamlift up .", "streamlift up . --check")
		case language == "yaml":
			edited := filepath.Join(root, "edited.yaml")
			insert(t, filepath.Join(project, "streamlift.yaml"), edited, commands)
			commands = "cp " + edited + " streamlift.yaml\n"
		}
		fmt.Fprintf(&script, "cd %s\nset -x\n%s{ set +x; } 2>/dev/null\n", project, commands)
	}
	fmt.Fprintf(&script, "curl --fail --silent --retry 60 --retry-delay 1 --retry-all-errors http://127.0.0.1:%s/_stcore/health\n", ui)
	fmt.Fprintf(&script, "cd %s/service\nuv run pytest -q\n", project)
	shell := exec.Command("bash", "-c", script.String())
	shell.Env = append(os.Environ(), "PATH="+strings.Join([]string{filepath.Dir(streamlift), tools, os.Getenv("PATH")}, string(os.PathListSeparator)))
	out, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
	for _, made := range []string{"service/src/sales/operations/sales/service.py", "client/src/sales_client/client.py"} {
		content, err := os.ReadFile(filepath.Join(project, made))
		if err != nil || !strings.Contains(string(content), "def answer(") {
			t.Errorf("%s has no answer after the README's operation was added (%v)", made, err)
		}
	}
}

// insert writes a manifest with one more operation.
func insert(t *testing.T, manifest, edited, operation string) {
	t.Helper()
	content, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	const head = "\noperations:\n"
	text := strings.Replace(string(content), head, head+operation, 1)
	if text == string(content) {
		t.Fatalf("%s has no operations", manifest)
	}
	if err := os.WriteFile(edited, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
