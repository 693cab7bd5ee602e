package cmd

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// appTree is every file below a folder with its bytes.
func appTree(t *testing.T, root string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		found[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestKeepLeavesTheAppAlone: the app's folder is as it was, the copy differs from it in the flagged line only, and the
// secret is in nothing that was written or said.
func TestKeepLeavesTheAppAlone(t *testing.T) {
	const key = "q7Rm2xVt9LpZ4w"
	t.Chdir(t.TempDir())
	put(t, "app/streamlift.yaml", "streamlift: 1\napp: {name: shop, source: ., entry: app.py}\n")
	put(t, "app/app.py", "import os\nimport streamlit as st\nimport altair, madeup_charts\n\napi_key = '"+key+"'\nst.write(os.environ['SHOP'])\n")
	put(t, "app/data.csv", "a\r\n1\r\n")
	put(t, "app/requirements.txt", "streamlit==1.67.0\nopenpyxl\n")
	put(t, "app/.streamlit/secrets.toml", "password = '"+key+"'\n")
	before := appTree(t, "app")
	run := func(args ...string) string {
		var out, err bytes.Buffer
		if code := Execute(t.Context(), args, Streams{Out: &out, Err: &err}); code != 0 {
			t.Fatalf("%v: exit %d\n%s", args, code, err.String())
		}
		return out.String() + err.String()
	}
	said := run("generate", "app", "--as", "keep")
	for _, line := range []string{
		"note: app.py:5: a secret stands in the code. the copy reads it from API_KEY; the app itself is untouched",
		"note: app.dependencies: 2, as in requirements.txt",
		"names altair (for `import altair`), madeup-charts (for `import madeup_charts`): guessed, without a version",
		"next: `uv lock` in shop-lifted, then `uv run --no-dev python serve.py`",
	} {
		if !strings.Contains(said, line) {
			t.Errorf("%q is not said:\n%s", line, said)
		}
	}
	after := appTree(t, "app")
	for name, content := range before {
		if after[name] != content || len(after) != len(before) {
			t.Errorf("app/%s changed", name)
		}
	}
	project := appTree(t, "shop-lifted")
	for name, content := range project {
		if strings.Contains(content, key) {
			t.Errorf("%s holds the secret", name)
		}
	}
	if strings.Contains(said, key) {
		t.Error("the secret is said")
	}
	want := strings.Replace(before["app.py"], "'"+key+"'", `os.environ["API_KEY"]`, 1)
	if project["app/app.py"] != want || project["app/data.csv"] != before["data.csv"] {
		t.Errorf("the copy is\n%s", project["app/app.py"])
	}
	if _, taken := project["app/.streamlit/secrets.toml"]; taken {
		t.Error("secrets.toml is taken")
	}
	if again := run("generate", "app"); !strings.HasPrefix(again, "nothing to do") {
		t.Errorf("made again: %s", again)
	}
	if said := run("check", "shop-lifted"); !strings.Contains(said, "0 of") {
		t.Errorf("check: %s", said)
	}
}

// TestKeepIsOneReplica: nothing that KEEP writes asks for a second replica, a session store or affinity.
func TestKeepIsOneReplica(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "app/streamlift.yaml", "streamlift: 1\napp: {name: shop, source: ., entry: app.py}\ntarget: keep\n")
	put(t, "app/app.py", "import streamlit as st\n")
	var out, err bytes.Buffer
	if code := Execute(t.Context(), []string{"generate", "app"}, Streams{Out: &out, Err: &err}); code != 0 {
		t.Fatal(err.String())
	}
	project := appTree(t, "shop-lifted")
	for _, want := range []struct{ file, text string }{
		{file: "compose.yaml", text: "replicas: 1 "},
		{file: "deploy/cloudrun.yaml", text: "autoscaling.knative.dev/maxScale: \"1\""},
	} {
		if !strings.Contains(project[want.file], want.text) {
			t.Errorf("%s does not say %q", want.file, want.text)
		}
	}
	for name, content := range project {
		if name == "README.md" || strings.HasPrefix(name, "docs/") || strings.HasPrefix(name, ".streamlift/") {
			continue
		}
		for _, word := range []string{"redis", "sessionAffinity", "replicas: 2", "upstream"} {
			if strings.Contains(content, word) {
				t.Errorf("%s holds %q", name, word)
			}
		}
	}
}
