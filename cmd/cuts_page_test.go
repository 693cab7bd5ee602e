package cmd

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// filed matches a block of Python with the file that it is.
var filed = regexp.MustCompile("(?s)```python (\\S+)\n(.*?)```\n")

// TestCutsPage lays out the apps of docs/cuts.md and runs its commands: what the audit proposes is cut out by hand, and
// the next audit finds functions to lift under the same ids.
func TestCutsPage(t *testing.T) {
	path, err := filepath.Abs("../docs/cuts.md")
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, block := range filed.FindAllStringSubmatch(string(content), -1) {
		if err := os.MkdirAll(filepath.Dir(block[1]), 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, block[1], block[2])
	}
	got := console.ReplaceAllStringFunc(string(content), func(block string) string {
		var b strings.Builder
		b.WriteString("```console\n")
		for line := range strings.Lines(block) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				b.WriteString(line + shown(t, strings.TrimSpace(command)))
			}
		}
		return b.String() + "```\n"
	})
	if *update {
		put(t, path, got)
	} else if got != string(content) {
		t.Errorf("docs/cuts.md shows other output than its commands give: run `go test ./cmd -run CutsPage -update` and read the diff\n%s", got)
	}
	moved, err := os.ReadFile(filepath.Join("lifted", "streamlift.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"- id: list_tickets\n", "lift: 'tickets.py:list_tickets'", "- id: create_tickets\n", "lift: 'tickets.py:create_tickets'"} {
		if !strings.Contains(string(moved), want) {
			t.Errorf("the manifest lacks %q:\n%s", want, moved)
		}
	}
	if strings.Contains(string(moved), "region:") {
		t.Errorf("a region is left:\n%s", moved)
	}
}
