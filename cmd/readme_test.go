package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// console matches a block of the README that shows commands with what they say.
var console = regexp.MustCompile("(?s)```console\n(.*?)```\n")

// TestReadme runs the README's console blocks, one after the other, in a folder with the examples. A
// command may end in a filter of transcripts; what it says is stdout, then stderr.
func TestReadme(t *testing.T) {
	path, err := filepath.Abs("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	examples, err := filepath.Abs("../examples")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.CopyFS("examples", os.DirFS(examples)); err != nil {
		t.Fatal(err)
	}
	put(t, "mistakes.yaml", strings.NewReplacer("kind: query", "kind: qery", ":sku\"", ":part\"").Replace(firstYAML(string(content))))
	blocks := 0
	got := console.ReplaceAllStringFunc(string(content), func(block string) string {
		blocks++
		var b strings.Builder
		b.WriteString("```console\n")
		for line := range strings.Lines(block) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				b.WriteString(line + shown(t, strings.TrimSpace(command)))
			}
		}
		return b.String() + "```\n"
	})
	switch {
	case blocks == 0:
		t.Error("the README shows no command")
	case *update:
		put(t, path, got)
	case counts.ReplaceAllString(got, "N $1$2") != counts.ReplaceAllString(string(content), "N $1"):
		t.Errorf("README.md shows other output than its commands give: run `go test ./cmd -update` and read the diff\n%s", got)
	}
}

// firstYAML is the manifest that the README shows.
func firstYAML(text string) string {
	_, text, _ = strings.Cut(text, "```yaml\n")
	text, _, _ = strings.Cut(text, "```\n")
	return text
}

// shown gives what a line of the README prints.
func shown(t *testing.T, line string) string {
	t.Helper()
	command, filter, _ := strings.Cut(line, " | ")
	command = strings.TrimSuffix(command, " 2>&1")
	var out, said bytes.Buffer
	runLine(t, strings.Fields(command), Streams{Out: &out, Err: &said})
	here, _ := os.Getwd()
	text := strings.ReplaceAll(out.String()+said.String(), here, "…")
	return strings.TrimSuffix(filtered(t, text, filter), "\n") + "\n"
}
