package keep

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
)

// app lays an app out and gives its root and a manifest for it.
func app(t *testing.T, files map[string]string) (*os.Root, *manifest.Manifest) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	m, diags := manifest.Load(manifest.FileName, []byte("streamlift: 1\napp: {name: shop, source: ., entry: app.py}\n"))
	if diags.Failed() {
		t.Fatal(diags)
	}
	return root, m
}

// read reads an app of one script besides other files.
func read(t *testing.T, script string) *App {
	t.Helper()
	root, m := app(t, map[string]string{"app.py": script})
	a, err := Read(root, m)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestFiles(t *testing.T) {
	root, m := app(t, map[string]string{
		"app.py": "import streamlit as st, pandas\nimport pages.deep, deep, helper\n", "pages/deep.py": "import yaml\n", "lib/helper/core.py": "", "tests/test_app.py": "import pytest", "data/a.csv": "1\n", ".streamlit/config.toml": "",
		".streamlit/secrets.toml": "key = 1", ".env": "KEY=1", ".env.local": "KEY=1", ".git/config": "", "venv/pyvenv.cfg": "", "venv/lib/x.py": "",
		"pages/__pycache__/deep.pyc": "", "node_modules/x.js": "", "streamlift.yaml": "", "Dockerfile": "FROM x", ".github/workflows/x.yml": "",
	})
	if err := os.Symlink("/etc/passwd", filepath.Join(root.Name(), "link")); err != nil {
		t.Log(err)
	}
	a, err := Read(root, m)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range a.Files {
		names = append(names, file.Path)
	}
	if got, want := strings.Join(names, " "), ".streamlit/config.toml Dockerfile app.py data/a.csv lib/helper/core.py pages/deep.py"; got != want {
		t.Errorf("taken: %s\nwant:  %s", got, want)
	}
	if got := strings.Join(a.Modules, " "); got != "pandas streamlit yaml" {
		t.Errorf("modules: %s", got)
	}
	if len(a.LeftOut) > 0 && !strings.HasPrefix(a.LeftOut[0], "link: ") {
		t.Errorf("left out: %v", a.LeftOut)
	}
}

func TestNoEntry(t *testing.T) {
	root, m := app(t, map[string]string{"main.py": ""})
	_, err := Read(root, m)
	if want := "streamlift.yaml:2:6: the app has no entry \"app.py\". write `entry:`, the script that Streamlit runs, below `source`"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// TestNames: what the app reads from outside.
func TestNames(t *testing.T) {
	for _, tc := range []struct{ code, variables, secrets string }{
		{code: `os.environ["DATABASE_URL"]`, variables: "DATABASE_URL"},
		{code: `os.environ.get("A"), os.getenv('B', "x"), getenv("C")`, variables: "A B C"},
		{code: `os.environ[name], os.getenv("HOME"), os.environ["STREAMLIT_SERVER_PORT"]`},
		{code: `st.secrets["db"]["password"], st.secrets.api_key`, secrets: "api_key db.password"},
		{code: `st.secrets.get("token"), st.secrets.db.user`, secrets: "db.user token"},
		{code: `st.secrets["db"], st.secrets["db"]["user"]`, secrets: "db.user"},
		{code: `st.connection("orders", type="sql")`, secrets: "connections.orders.url"},
		{code: `st.secrets.to_dict(), st.secrets[name], other.secrets["x"], st.secrets["two words"]`},
		{code: `# os.environ["A"]` + "\n" + `"os.environ['B']"`},
	} {
		a := read(t, "import os, streamlit as st\n"+tc.code+"\n")
		if got := strings.Join(a.Variables, " "); got != tc.variables {
			t.Errorf("%s: variables %q, want %q", tc.code, got, tc.variables)
		}
		if got := strings.Join(a.Secrets, " "); got != tc.secrets {
			t.Errorf("%s: secrets %q, want %q", tc.code, got, tc.secrets)
		}
	}
}

// TestLiterals: a secret of the code is a variable in the copy; every other byte stays, and what is no
// secret is not touched. KEY stands for a value that must be nowhere afterwards.
func TestLiterals(t *testing.T) {
	const key = "q7Rm2xVt9LpZ4"
	for _, tc := range []struct{ code, want string }{
		{code: "import os\napi_key = 'KEY'  # ours\n", want: "import os\napi_key = os.environ[\"API_KEY\"]  # ours\n"},
		{code: "db_password = \"KEY\"\n", want: "db_password = __import__(\"os\").environ[\"DB_PASSWORD\"]\n"},
		{code: "connect(host='h', password='KEY')\n", want: "connect(host='h', password=__import__(\"os\").environ[\"PASSWORD\"])\n"},
		{code: "if entered_password == 'KEY': ...\n", want: "if entered_password == __import__(\"os\").environ[\"ENTERED_PASSWORD\"]: ...\n"},
		{code: "config = {'token': 'KEY'}\n", want: "config = {'token': __import__(\"os\").environ[\"TOKEN\"]}\n"},
		{code: "url = 'postgresql://me:KEY@host/db'\n", want: "url = __import__(\"os\").environ[\"DATABASE_URL\"]\n"},
		{code: "API_KEY: str = 'KEY'\nother.api_key = 'KEY'\n", want: "API_KEY: str = __import__(\"os\").environ[\"API_KEY\"]\nother.api_key = __import__(\"os\").environ[\"API_KEY\"]\n"},
		{code: "password = 'KEY'\nother.password = 'zKEY'\n", want: "password = __import__(\"os\").environ[\"PASSWORD\"]\nother.password = __import__(\"os\").environ[\"PASSWORD_2\"]\n"},
		{code: "st.text_input('Password', type='password', key='password_input1')\n"},
		{code: "password = 'your-password-1'\ntoken = ''\napi_key = 'not set'\nsecret = 'changeme1'\n"},
		{code: "page = 'orders2024x'\nname = f'{password}1234567'\n"},
		{code: "password = b'KEY'\n", want: "password = __import__(\"os\").environ[\"PASSWORD\"].encode()\n"},
	} {
		code := strings.ReplaceAll(tc.code, "KEY'", key+"'")
		code = strings.ReplaceAll(strings.ReplaceAll(code, "\"KEY\"", "\""+key+"\""), "KEY@", key+"@")
		want := tc.want
		if want == "" {
			want = code
		}
		a := read(t, code)
		if got := string(a.Files[0].Content); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		for _, l := range a.Literals {
			if strings.Contains(l.At+l.Variable, key) {
				t.Errorf("the value is told: %+v", l)
			}
		}
	}
}

// TestLiteralPlace: the line is the right one, and a byte order mark stays.
func TestLiteralPlace(t *testing.T) {
	a := read(t, "\ufeff# one\n\npassword = 'q7Rm2xVt9LpZ4'\n")
	if len(a.Literals) != 1 || a.Literals[0].At != "app.py:3" || a.Literals[0].Variable != "PASSWORD" {
		t.Errorf("got %+v", a.Literals)
	}
	if got := string(a.Files[0].Content); !strings.HasPrefix(got, "\ufeff# one\n\npassword = __import__") {
		t.Errorf("got %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("password = 'q7Rm2xVt9LpZ4'\nst.secrets['a'].b\n")
	f.Add("st.secrets.")
	f.Add("token = '")
	f.Fuzz(func(t *testing.T, script string) {
		root, m := app(t, map[string]string{"app.py": script})
		a, err := Read(root, m)
		if err == nil && len(a.Literals) == 0 && string(a.Files[0].Content) != script {
			t.Errorf("a file without secrets changed: %q", a.Files[0].Content)
		}
	})
}
