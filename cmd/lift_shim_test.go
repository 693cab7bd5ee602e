package cmd

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestShimHasWhatIsUsed holds that what stands for Streamlit on the service has the names that moved code uses and no
// others, whichever those are.
func TestShimHasWhatIsUsed(t *testing.T) {
	names := []string{"warning = ", "write = ", "stop = ", "class SessionState", "def __contains__", "def __delitem__", "cache_data.clear = ", `record("clear"`}
	for use, wants := range map[string][]string{
		"pass":                               nil,
		"st.warning('few')":                  {"warning = "},
		"st.write(1)":                        {"write = "},
		"st.stop()":                          {"stop = "},
		"st.session_state['seen'] = 1":       {"class SessionState"},
		"st.write(st.session_state['seen'])": {"write = ", "class SessionState", "def __contains__"},
		"del st.session_state['seen']":       {"class SessionState", "def __contains__", "def __delitem__"},
		"st.cache_data.clear()":              {"cache_data.clear = "},
		"load.clear()":                       {`record("clear"`},
		"st.warning(str(st.session_state.seen)); st.stop()": {"warning = ", "stop = ", "class SessionState", "def __contains__"},
	} {
		t.Run(use, func(t *testing.T) {
			app, project := filepath.Join(t.TempDir(), "shop"), filepath.Join(t.TempDir(), "project")
			put(t, filepath.Join(app, "streamlift.yaml"), "streamlift: 1\napp: {name: shop, source: ., entry: app.py}\ntarget: split\nui: app\noperations:\n"+
				"  - {id: count, kind: query, from: {lift: store.py:count}, output: {type: scalar, of: int}}\n")
			put(t, filepath.Join(app, "app.py"), "import streamlit as st\n\nfrom store import count, load\n\nst.session_state.seen = 1\nst.metric(\"Orders\", count())\nst.write(load())\n")
			put(t, filepath.Join(app, "store.py"), "import streamlit as st\n\n\n@st.cache_data\ndef load() -> int:\n    return 1\n\n\ndef count() -> int:\n    "+use+"\n    return 1\n")
			var said bytes.Buffer
			if code := Execute(t.Context(), []string{"generate", app, "-o", project}, Streams{Out: io.Discard, Err: &said}); code != 0 {
				t.Fatalf("exit code %d\n%s", code, &said)
			}
			shim, err := os.ReadFile(filepath.Join(project, "service", "src", "shop", "legacy", "_st.py"))
			if err != nil && use != "pass" {
				t.Fatalf("%v\n%s", err, &said)
			}
			for _, name := range names {
				if has, want := bytes.Contains(shim, []byte(name)), slices.Contains(wants, name); has != want {
					t.Errorf("%q: has %t, want %t\n%s", name, has, want, shim)
				}
			}
		})
	}
}

// TestFixturesImportWhatTheyUse holds that the tests of a service whose only database is its own store import nothing for
// databases of the app.
func TestFixturesImportWhatTheyUse(t *testing.T) {
	app, project := filepath.Join(t.TempDir(), "shop"), filepath.Join(t.TempDir(), "project")
	put(t, filepath.Join(app, "streamlift.yaml"), "streamlift: 1\napp: {name: shop, source: ., entry: app.py}\ntarget: split\nui: app\nservice: {audit_log: true}\noperations:\n"+
		"  - {id: keep, kind: write, from: {lift: store.py:keep}, output: {type: none}}\n")
	put(t, filepath.Join(app, "app.py"), "import streamlit as st\n\nfrom store import keep\n\nif st.button(\"Keep\"):\n    keep()\n")
	put(t, filepath.Join(app, "store.py"), "from pathlib import Path\n\n\ndef keep() -> None:\n    Path(\"kept.txt\").write_text(\"kept\")\n")
	var said bytes.Buffer
	if code := Execute(t.Context(), []string{"generate", app, "-o", project}, Streams{Out: io.Discard, Err: &said}); code != 0 {
		t.Fatalf("exit code %d\n%s", code, &said)
	}
	fixtures, err := os.ReadFile(filepath.Join(project, "service", "tests", "conftest.py"))
	if err != nil {
		t.Fatal(err)
	}
	if imports, uses := bytes.Contains(fixtures, []byte("import os\n")), bytes.Contains(fixtures, []byte("os.environ")); imports != uses {
		t.Errorf("os: imported %t, used %t\n%s", imports, uses, fixtures)
	}
}
