package e2e

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tagged is an app with a function whose result tells in which module it runs: no text says so, only a comparison does.
var tagged = map[string]string{
	"streamlift.yaml": `streamlift: 1
app: {name: tagged, source: ., entry: app.py, python: ">=3.11"}
target: split
ui: app
operations:
  - {id: tag, kind: computation, from: {lift: core.py:tag}, output: {type: scalar, of: string}, inputs: {word: {type: string}}}
  - {id: twice, kind: computation, from: {lift: core.py:twice}, output: {type: scalar, of: string}, inputs: {word: {type: string}}}
`,
	"requirements.txt": "streamlit\n",
	"app.py": `import streamlit as st

from core import tag, twice

word = st.text_input("Word", "word")
if st.checkbox("Tag"):
    st.text(tag(word))
else:
    st.text(twice(word))
`,
	"core.py": `def tag(word: str) -> str:
    return f"{tag.__module__}.{word}"


def twice(word: str) -> str:
    return word * 2
`,
}

// TestPin holds that what a comparison finds different goes back into the pages, with the reason in the manifest, and
// that the project is the same as its app from then on.
func TestPin(t *testing.T) {
	python(t)
	root := t.TempDir()
	for name, text := range tagged {
		path := filepath.Join(root, "tagged", name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	project := filepath.Join(root, "tagged-lifted")
	say := func(want int, args ...string) string {
		t.Helper()
		c := exec.Command(binary(t), args...)
		c.Dir = root
		c.Env = append(os.Environ(), "PATH="+filepath.Dir(python(t))+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, err := c.CombinedOutput()
		if code := c.ProcessState.ExitCode(); code != want {
			t.Fatalf("%s: %v, want exit code %d\n%s", strings.Join(args, " "), err, want, out)
		}
		return string(out)
	}
	say(0, "generate", "tagged")
	found := say(1, "verify", project, "--sequences", "3", "--pin")
	for _, want := range []string{"different        operation tag", "same             operation twice", `is "tagged.legacy.core.word", was "core.word"`, "tag stays in the app"} {
		if !strings.Contains(found, want) {
			t.Errorf("%q is missing in\n%s", want, found)
		}
	}
	manifest, err := os.ReadFile(filepath.Join(project, "streamlift.yaml"))
	if err != nil || strings.Count(string(manifest), "kept: true") != 1 || !strings.Contains(string(manifest), "saw app.py differ") {
		t.Errorf("%v\n%s", err, manifest)
	}
	if said := say(0, "generate", project, "--yes"); !strings.Contains(said, "tag stays in the pages: `streamlift verify` saw app.py differ where it was asked") {
		t.Errorf("generate does not say why:\n%s", said)
	}
	if pages, err := os.ReadFile(filepath.Join(project, "ui", "core.py")); err != nil || !strings.Contains(string(pages), "tag.__module__") {
		t.Errorf("%v\n%s", err, pages)
	}
	if said := say(0, "verify", project, "--sequences", "3"); !strings.Contains(said, "same             app.py") {
		t.Errorf("verify:\n%s", said)
	}
}
