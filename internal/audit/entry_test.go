package audit

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/streamlift/streamlift/internal/source"
)

func TestEntries(t *testing.T) {
	const draws = "import streamlit as st\nst.title('x')\n"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string // entry; candidates joined by spaces when it is not certain
		why   string // part of the first candidate's evidence
	}{
		{"the only script", map[string]string{"x.py": draws}, "x.py", "x.py:2: draws when it runs"},
		{"a readme starts it", map[string]string{"a.py": draws, "b.py": draws, "README.md": "Run\n\n    streamlit run b.py --server.port 80\n"}, "b.py", "README.md:3: starts b.py"},
		{"an image starts it", map[string]string{"a.py": draws, "src/b.py": draws, "Dockerfile": `CMD ["streamlit", "run", "--server.headless=true", "src/b.py"]`}, "src/b.py", "Dockerfile:1"},
		{"a stub that is started", map[string]string{"a.py": draws, "b.py": "", "Procfile": "web: streamlit run b.py"}, "b.py", "Procfile:1"},
		{"named without its folder", map[string]string{"ui/a.py": draws, "ui/b.py": draws, "run.sh": "cd ui && streamlit run b.py"}, "ui/b.py", "run.sh:1"},
		{"started file is not there", map[string]string{"a.py": draws, "README.md": "streamlit run app.py"}, "a.py", "draws"},
		{"a launcher", map[string]string{"a.py": draws, "b.py": draws, "asgi.py": "from streamlit import App\napp = App('b.py')\n"}, "b.py", "asgi.py:2"},
		{"beside pages", map[string]string{"home.py": draws, "other/x.py": draws, "pages/1_A.py": draws}, "home.py", "beside the folder pages"},
		{"pages lead back to one of two", map[string]string{"check.py": draws, "home.py": draws, "pages/1_A.py": draws + "def back():\n    st.switch_page('home.py')\n"}, "home.py", "pages/1_A.py:4: leads back to home.py"},
		{"links between listed pages", map[string]string{"a.py": "import streamlit as st\nst.navigation(['b.py']).run()\n", "b.py": draws, "pages/c.py": draws + "st.page_link('b.py')\n"}, "a.py", "a.py:2: lists the pages"},
		{"behind a variable of the shell", map[string]string{"a.py": draws, "b.py": draws, "start.bat": "call %PY% -m streamlit run \"%HERE%b.py\" --server.port=80"}, "b.py", "start.bat:1"},
		{"below a variable of the shell", map[string]string{"a.py": draws, "ui/b.py": draws, "start.sh": "streamlit run ${APP_HOME}/ui/b.py"}, "ui/b.py", "start.sh:1"},
		{"navigation", map[string]string{"a.py": draws, "b.py": "import streamlit as st\npg = st.navigation([])\npg.run()\n"}, "b.py", "b.py:2: lists the pages"},
		{"imported files are no entries", map[string]string{"a.py": "import streamlit as st\nimport b\nst.write(1)\n", "b.py": draws}, "a.py", "a.py:3"},
		{"main behind a guard", map[string]string{"a.py": "import streamlit as st\ndef main():\n    st.write(1)\nif __name__ == '__main__':\n    main()\n"}, "a.py", "a.py:5"},
		{"a part has its own start", map[string]string{"a.py": draws, "part/b.py": draws, "Procfile": "web: streamlit run a.py", "part/README.md": "streamlit run b.py"}, "a.py", "Procfile:1"},
		{"an editor's container speaks for all", map[string]string{"a.py": draws, "b.py": draws, ".devcontainer/devcontainer.json": `"streamlit run a.py"`}, "a.py", ".devcontainer"},
		{"a function under another name", map[string]string{"a.py": "import streamlit as st\ndef page():\n    if True:\n        st.write(1)\nif __name__ == '__main__':\n    page()\n"}, "a.py", "a.py:6"},
		{"an object that draws", map[string]string{"a.py": "import streamlit as st\nclass Desk:\n    def run(self):\n        st.write(1)\nDesk().run()\n"}, "a.py", "a.py:5"},
		{"two of a kind", map[string]string{"a.py": draws, "b.py": draws}, "a.py b.py", "draws"},
		{"tests are no entries", map[string]string{"a.py": draws, "tests/test_a.py": draws}, "a.py", "draws"},
		{"beside another service", map[string]string{"ui.py": draws, "api.py": "from fastapi import FastAPI\napp = FastAPI()\n"}, "ui.py", "draws"},
		{"nothing of Streamlit", map[string]string{"a.py": "from flask import Flask\n"}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			candidates := Entries(tree(t, c.files))
			got, certain := Certain(candidates)
			if !certain {
				var names []string
				for _, candidate := range candidates {
					names = append(names, candidate.Path)
				}
				got = strings.Join(names, " ")
			}
			if got != c.want {
				t.Fatalf("got %q (%v), want %q", got, candidates, c.want)
			}
			if c.why != "" && !strings.Contains(candidates[0].Evidence[0].String(), c.why) {
				t.Errorf("because %v, want %q", candidates[0].Evidence, c.why)
			}
		})
	}
}

func TestNoEntry(t *testing.T) {
	for files, want := range map[string]string{
		"import os\nfrom flask import Flask": "app.py:2: this is a Flask application, not a Streamlit app",
		"print(1)":                           "no Python file here imports streamlit",
		"import streamlit as st\ndef page():\n    st.write(1)\n": "app.py imports streamlit, but neither it nor any other file draws when it runs. name the script that is started, as --entry app.py",
	} {
		if got := NoEntry(tree(t, map[string]string{"app.py": files})); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func tree(t *testing.T, files map[string]string) *source.Tree {
	t.Helper()
	system := fstest.MapFS{}
	for name, text := range files {
		system[name] = &fstest.MapFile{Data: []byte(text)}
	}
	found, err := source.NewTree(system, source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
