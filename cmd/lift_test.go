package cmd

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestBeside holds that a moved function does not bring an old framework to the service that is built on a newer one.
func TestBeside(t *testing.T) {
	kept, notes := beside([]string{"numpy==1.26.4", "pydantic==1.10.2", "uvicorn[standard]>=0.30", "starlette<1"})
	if !slices.Equal(kept, []string{"numpy==1.26.4"}) || !slices.Equal(notes, []string{
		"note: the pages keep pydantic==1.10.2; the service takes the pydantic that it is built on",
		"note: the pages keep starlette<1; the service takes the starlette that it is built on",
	}) {
		t.Errorf("%q\n%q", kept, notes)
	}
}

// TestMissingFolderIsNoLibrary holds that a folder of the app that is not there is not fetched from the index.
func TestMissingFolderIsNoLibrary(t *testing.T) {
	app := t.TempDir()
	put(t, filepath.Join(app, "app.py"), "import src.store\n")
	if got := requirements(app, []string{"pandas", "src"}); !slices.Equal(got, []string{"pandas"}) {
		t.Errorf("%q", got)
	}
	put(t, filepath.Join(app, "requirements.txt"), "src==0.1\n")
	if got := requirements(app, []string{"pandas", "src"}); !slices.Equal(got, []string{"pandas", "src==0.1"}) {
		t.Errorf("%q", got)
	}
}

// TestOldNumPy holds that an app that needs NumPy 1 gets a pyarrow that starts with it.
func TestOldNumPy(t *testing.T) {
	for stated, want := range map[string][]string{
		"numpy==1.26.4\n":                {"pyarrow<26", "streamlit"},
		"pandas==3.1.1\n":                {"streamlit"},
		"numpy~=1.26.4\n":                {"pyarrow<26", "streamlit"},
		"numpy<2\n":                      {"pyarrow<26", "streamlit"},
		"pandas==2.1.4\n":                {"pyarrow<26", "streamlit"},
		"numpy>=1.24\npandas>=2\n":       {"streamlit"},
		"numpy==1.26.4\npyarrow==19.0\n": {"streamlit"},
		"pandas==2.3.3\nnumpy\n":         {"streamlit"},
	} {
		app := t.TempDir()
		put(t, filepath.Join(app, "requirements.txt"), stated)
		if got := requirements(app, []string{"streamlit"}); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", stated, got, want)
		}
	}
}

// TestLoansMovesAllLogic holds that an app whose logic lies beside its pages leaves none of it in them.
func TestLoansMovesAllLogic(t *testing.T) {
	var said bytes.Buffer
	streams := Streams{Out: io.Discard, Err: &said}
	if code := Execute(t.Context(), []string{"generate", filepath.Join("..", "examples", "loans"), "-o", filepath.Join(t.TempDir(), "loans")}, streams); code != 0 {
		t.Fatalf("exit code %d\n%s", code, &said)
	}
	if want := "moved 8 of 8 operations, 100 % of logic lines; deploys apart: yes"; !strings.Contains(said.String(), want) {
		t.Errorf("want %q in\n%s", want, &said)
	}
}

// TestThinPagesNeedLess holds that pages whose queries moved neither import nor install what only those needed, and that
// the service has nothing of Streamlit.
func TestThinPagesNeedLess(t *testing.T) {
	app, project := filepath.Join(t.TempDir(), "shop"), filepath.Join(t.TempDir(), "project")
	for name, text := range map[string]string{
		"streamlift.yaml": "streamlift: 1\napp: {name: shop, source: ., entry: app.py}\ntarget: split\nui: app\noperations:\n" +
			"  - {id: count, kind: query, from: {lift: store.py:count}, output: {type: scalar, of: int}}\n",
		"requirements.txt": "streamlit==1.67.0\nsqlalchemy==2.1.9\n",
		"app.py":           "import streamlit as st\n\nfrom store import count\n\nst.metric(\"Orders\", count())\n",
		"store.py": "import streamlit as st\nfrom sqlalchemy import create_engine, text\n\nengine = create_engine(\"sqlite:///shop.db\")\n\n\n" +
			"@st.cache_data\ndef count() -> int:\n    with engine.connect() as connection:\n" +
			"        return int(connection.execute(text(\"SELECT COUNT(*) FROM orders\")).scalar_one())\n",
	} {
		put(t, filepath.Join(app, name), text)
	}
	var said bytes.Buffer
	if code := Execute(t.Context(), []string{"generate", app, "-o", project}, Streams{Out: io.Discard, Err: &said}); code != 0 {
		t.Fatalf("exit code %d\n%s", code, &said)
	}
	for part, without := range map[string]string{"ui": "sqlalchemy", "service/src": "streamlit"} {
		files := 0
		err := filepath.WalkDir(filepath.Join(project, part), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			files++
			for _, line := range []string{"import " + without, "from " + without, "\"" + without + "=="} {
				if strings.Contains(string(content), line) {
					t.Errorf("%s has %q", path, line)
				}
			}
			return err
		})
		if err != nil || files == 0 {
			t.Errorf("%s: %d files, %v", part, files, err)
		}
	}
	if needs, err := os.ReadFile(filepath.Join(project, "service", "pyproject.toml")); err != nil || !strings.Contains(string(needs), "sqlalchemy==2.1.9") {
		t.Errorf("the service does not need sqlalchemy: %v\n%s", err, needs)
	}
}
