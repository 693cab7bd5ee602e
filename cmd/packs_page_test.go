package cmd

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// packHash is what differs with every change of a built-in template.
var packHash = regexp.MustCompile(`h1:[A-Za-z0-9+/]{43}=`)

// TestPacksPage runs the commands of docs/packs.md, one after the other, in a folder with the examples.
func TestPacksPage(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the page is written for GNU sed")
	}
	path, err := filepath.Abs("../docs/packs.md")
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
	emptyCache(t)
	for _, name := range []string{"GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"} {
		t.Setenv(name, "somebody@example.com")
	}
	if err := os.CopyFS("examples", os.DirFS(examples)); err != nil {
		t.Fatal(err)
	}
	got := console.ReplaceAllStringFunc(string(content), func(block string) string {
		var b strings.Builder
		b.WriteString("```console\n")
		for line := range strings.Lines(block) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				b.WriteString(line + told(t, strings.TrimSpace(command)))
			}
		}
		return b.String() + "```\n"
	})
	got = counts.ReplaceAllString(packHash.ReplaceAllString(got, "h1:…"), "N $1$2")
	if *update {
		put(t, path, got)
	} else if got != string(content) {
		t.Errorf("docs/packs.md shows other output than its commands give: run `go test ./cmd -run PacksPage -update` and read the diff\n%s", got)
	}
}

// told gives what a line of the page prints; git and sed are those of the machine.
func told(t *testing.T, line string) string {
	t.Helper()
	command, filter, _ := strings.Cut(line, " | ")
	words := strings.Fields(command)
	if words[0] == "git" || words[0] == "sed" {
		out, err := exec.Command(words[0], words[1:]...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v: %s", line, err, out)
		}
		return string(out)
	}
	var out, said bytes.Buffer
	runLine(t, words, Streams{Out: &out, Err: &said})
	return filtered(t, out.String()+said.String(), filter)
}
