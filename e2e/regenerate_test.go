package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReformatThenRegenerate lays a whole project out anew with ruff in another style, adds a function by hand and an
// operation to the manifest, and generates again: no conflict, the edits are there, and the project's own tests and ruff
// pass.
func TestReformatThenRegenerate(t *testing.T) {
	t.Parallel()
	exe := python(t)
	dir := t.TempDir()
	tool := filepath.Join(dir, "streamlift")
	run(t, "..", nil, "go", "build", "-o", tool, "./cmd/streamlift")
	if err := os.CopyFS(filepath.Join(dir, "sales"), os.DirFS("../examples/sales")); err != nil {
		t.Fatal(err)
	}
	run(t, dir, nil, tool, "generate", "sales", "-o", "project")
	project := filepath.Join(dir, "project")
	ruff := filepath.Join(filepath.Dir(exe), "ruff")
	run(t, project, nil, ruff, "format", "--no-cache", "--isolated", "--line-length", "60", "--config", "format.quote-style='single'", ".")
	edit(t, filepath.Join(project, "service", "src", "sales", "operations", "reports", "service.py"), func(text string) string {
		return text + "\n\ndef by_hand() -> int:\n    return 1\n"
	})
	edit(t, filepath.Join(project, "streamlift.yaml"), func(text string) string {
		text = strings.Replace(text, "Revenue, orders, average order value and best day of a selection.", "The figures of a selection.", 1)
		return strings.Replace(text, "operations:\n", "operations:\n  - id: regions\n    kind: query\n    group: reports\n    pages: [Overview]\n    uses: [db]\n"+
			"    description: The regions.\n    from: {sql: \"SELECT DISTINCT region FROM orders\"}\n    output: {type: table, columns: {region: string}}\n\n", 1)
	})
	out, err := exec.Command(tool, "generate", project).CombinedOutput()
	if err != nil || strings.Contains(string(out), "conflict") {
		t.Fatalf("%v\n%s", err, out)
	}
	service, err := os.ReadFile(filepath.Join(project, "service", "src", "sales", "operations", "reports", "service.py"))
	if err != nil || !strings.Contains(string(service), "def by_hand()") || !strings.Contains(string(service), "def regions(") {
		t.Errorf("%v: the service holds\n%s", err, service)
	}
	run(t, project, nil, ruff, "check", "--no-cache", "service", "client", "ui")
	run(t, filepath.Join(project, "service"), []string{"PYTHONPATH=src"}, exe, "-m", "pytest", "-q", "-p", "no:cacheprovider")
	again, err := exec.Command(tool, "generate", project).CombinedOutput()
	if err != nil || strings.Contains(string(again), "changed") || strings.Contains(string(again), "merged") {
		t.Errorf("a second run: %v\n%s", err, again)
	}
}

// edit rewrites a file.
func edit(t *testing.T, path string, change func(string) string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := change(string(text))
	if changed == string(text) {
		t.Fatalf("%s: nothing to change", path)
	}
	if err := os.WriteFile(path, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
}
