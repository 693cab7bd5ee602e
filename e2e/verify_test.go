package e2e

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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

// told writes an app into a folder and gives what runs the program there: it wants an exit code and gives what was said.
func told(t *testing.T, name string, app map[string]string) (say func(want int, args ...string) string, root string) {
	t.Helper()
	root = t.TempDir()
	for file, text := range app {
		path := filepath.Join(root, name, file)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return func(want int, args ...string) string {
		t.Helper()
		c := exec.Command(binary(t), args...)
		c.Dir = root
		c.Env = append(os.Environ(), "PATH="+filepath.Dir(python(t))+string(os.PathListSeparator)+os.Getenv("PATH"))
		out, err := c.CombinedOutput()
		if code := c.ProcessState.ExitCode(); code != want {
			t.Fatalf("%s: %v, want exit code %d\n%s", strings.Join(args, " "), err, want, out)
		}
		return string(out)
	}, root
}

// TestReadmeShowsVerify holds what the README says that a comparison says, but for numbers: the test tries fewer steps.
func TestReadmeShowsVerify(t *testing.T) {
	python(t)
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(readme), "```text\n$ streamlift verify loans-lifted\n")
	block, _, found := strings.Cut(block, "```\n")
	if !found {
		t.Fatal("the README shows no comparison")
	}
	say, root := told(t, "loans", nil)
	if err := os.CopyFS(filepath.Join(root, "loans"), os.DirFS("../examples/loans")); err != nil {
		t.Fatal(err)
	}
	say(0, "generate", "loans")
	said := say(0, "verify", "loans-lifted", "--sequences", "4", "--budget", "5m")
	asked := regexp.MustCompile(`asked (once|\d+ times)`)
	digits := regexp.MustCompile(`\d+`)
	for line := range strings.Lines(block) {
		mask := func(text string) string { return digits.ReplaceAllString(asked.ReplaceAllString(text, "asked"), "N") }
		if !strings.HasPrefix(line, "of the others") && !strings.Contains(mask(said), mask(line)) {
			t.Errorf("verify does not say %q:\n%s", line, said)
		}
	}
}

// TestPin holds that what a comparison finds different goes back into the pages, with the reason in the manifest, and
// that the project is the same as its app from then on: its own test fails before that, and passes after it.
func TestPin(t *testing.T) {
	python(t)
	say, root := told(t, "tagged", tagged)
	project := filepath.Join(root, "tagged-lifted")
	say(0, "generate", "tagged")
	if said, passed := parity(t, project); passed || !strings.Contains(said, "2 failed, 2 passed") {
		t.Errorf("the project's test of parity:\n%s", said)
	}
	found := say(1, "verify", project, "--sequences", "3", "--pin")
	for _, want := range []string{"different        operation tag", "same             operation twice", `text: body is "tagged.legacy.core.word", was "core.word"`, "tag stays in the app"} {
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
	if said, passed := parity(t, project); !passed || !strings.Contains(said, "4 passed") {
		t.Errorf("the project's test of parity:\n%s", said)
	}
}

// parity runs a project's own test of what its pages show.
func parity(t *testing.T, project string) (said string, passed bool) {
	t.Helper()
	c := exec.Command(python(t), "-m", "pytest", "-q", "-p", "no:cacheprovider", filepath.Join("ui", "tests", "test_parity.py"))
	c.Dir = project
	path := strings.Join([]string{filepath.Dir(binary(t)), filepath.Dir(python(t)), os.Getenv("PATH")}, string(os.PathListSeparator))
	c.Env = append(os.Environ(), "PATH="+path, "PARITY_BUDGET=20s")
	out, err := c.CombinedOutput()
	return string(out), err == nil
}

// pantry is an app whose logic is methods of an object that a cached function makes; the function travels through
// session state, the object is given another one, and its class draws too. Another is made for every session.
var pantry = map[string]string{
	"streamlift.yaml": `streamlift: 1
app: {name: larder, source: ., entry: app.py, python: ">=3.11"}
target: split
ui: app
operations:
  - {id: add, kind: write, from: {lift: "pantry.py:Pantry.add"}, output: {type: none}, inputs: {name: {type: string}, grams: {type: int}}}
  - {id: clear, kind: write, from: {lift: "pantry.py:Pantry.clear"}, output: {type: none}}
  - {id: rows, kind: query, from: {lift: "pantry.py:Pantry.rows"}, output: {type: table}}
  - {id: weight, kind: computation, from: {lift: "pantry.py:Scale.weight"}, output: {type: scalar, of: string}, inputs: {grams: {type: int}}}
`,
	"requirements.txt":   "streamlit\npandas\n",
	"larder/__init__.py": "", // called as the service is
	"app.py": `import streamlit as st

from pantry import Pantry, Scale, Shelf


@st.cache_resource
def pantry() -> Pantry:
    return Pantry(Shelf("pantry.db"), least=100)


st.session_state["pantry"] = pantry
name = st.text_input("Name", "rice")
grams = st.slider("Grams", 0, 500, 200, step=50)
if st.button("Add"):
    try:
        st.session_state["pantry"]().add(name, grams=grams)
    except ValueError as error:
        st.error(str(error))
if st.button("Clear"):
    pantry().clear()
if "scale" not in st.session_state:
    st.session_state.scale = Scale("kg")
st.caption(st.session_state.scale.weight(grams))
pantry().draw()
`,
	"pantry.py": `import sqlite3

import pandas as pd
import streamlit as st


class Scale:
    def __init__(self, unit: str):
        self.unit = unit

    def weight(self, grams: int) -> str:
        return f"{grams / 1000:.2f} {self.unit}"


class Shelf:
    def __init__(self, path: str):
        self.path = path

    def open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path)


class Kept:
    """Something that lies on a shelf."""

    def __init__(self, shelf: Shelf):
        self.shelf = shelf
        with self.shelf.open() as db:
            db.execute("CREATE TABLE IF NOT EXISTS food (name TEXT, grams INT)")


class Pantry(Kept):
    """Food."""

    def __init__(self, shelf: Shelf, least: int):
        super().__init__(shelf)
        self.least = least

    def add(self, name: str, grams: int) -> None:
        """Puts food on the shelf."""
        if grams < self.least:
            raise ValueError(f"{grams} g of {name} are not worth it")
        with self.shelf.open() as db:
            db.execute("INSERT INTO food VALUES (?, ?)", (name, grams))

    def clear(self) -> None:
        with self.shelf.open() as db:
            db.execute("DELETE FROM food")

    def rows(self) -> pd.DataFrame:
        with self.shelf.open() as db:
            return pd.read_sql("SELECT name, SUM(grams) AS grams FROM food GROUP BY name", db)

    def draw(self) -> None:
        st.dataframe(self.rows())
`,
}

// TestObjects holds that methods move with the object that they are called on, that the pages show the same with a facade,
// and that one method that is kept brings back what it needs, with the same database on both sides, and leaves again.
func TestObjects(t *testing.T) {
	python(t)
	say, root := told(t, "larder", pantry)
	project := filepath.Join(root, "larder-lifted")
	facade := func(want string) {
		t.Helper()
		pages, err := os.ReadFile(filepath.Join(project, "ui", "pantry.py"))
		if err != nil || !strings.Contains(string(pages), want) {
			t.Errorf("%v: %q is missing in\n%s", err, want, pages)
		}
	}
	same := func() {
		t.Helper()
		said := say(0, "verify", project, "--sequences", "9", "--budget", "5m")
		if !strings.Contains(said, "same             app.py") || strings.Contains(said, "not run") || strings.Contains(said, "different") {
			t.Errorf("verify:\n%s", said)
		}
	}
	say(0, "generate", "larder")
	facade("class Pantry:\n")
	same()
	if said := say(0, "up", "larder", "--check"); !strings.Contains(said, "service  http://") {
		t.Errorf("up:\n%s", said)
	}
	manifest := filepath.Join(project, "streamlift.yaml")
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	kept := strings.Replace(string(text), "{id: clear,", "{id: clear, kept: true,", 1)
	for _, now := range []struct{ manifest, facade string }{{kept, "db.execute(\"DELETE FROM food\")"}, {string(text), "class Pantry:\n"}} {
		if err := os.WriteFile(manifest, []byte(now.manifest), 0o600); err != nil {
			t.Fatal(err)
		}
		say(0, "generate", project, "--yes")
		facade(now.facade)
	}
	if err := os.WriteFile(manifest, []byte(kept), 0o600); err != nil {
		t.Fatal(err)
	}
	say(0, "generate", project, "--yes")
	facade("class Pantry(Kept):\n")
	same()
}
