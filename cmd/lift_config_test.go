package cmd

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// TestWithDefaults holds that an app's settings of Streamlit stay as they are, and that those of every generated project
// join them where the app decides nothing.
func TestWithDefaults(t *testing.T) {
	cases := []struct{ name, own, want string }{
		{name: "its own tables", own: "# ours\n[theme]\nbase = \"dark\"\n\n[client] # shown\nshowErrorDetails = true\n",
			want: "# ours\n[theme]\nbase = \"dark\"\n\n[client] # shown\ntoolbarMode = \"minimal\"\nshowErrorDetails = true\n\n" +
				"[runner]\npostScriptGC = false # a full collection after every rerun costs more than the rerun\n\n[browser]\ngatherUsageStats = false\n"},
		{name: "no TOML", own: "[theme\nbase = dark\n", want: "[theme\nbase = dark\n"},
		{name: "a table in one line", own: "client = {toolbarMode = \"auto\"}\nrunner.magicEnabled = false\n[browser]\ngatherUsageStats = true\n",
			want: "client = {toolbarMode = \"auto\"}\nrunner.magicEnabled = false\n[browser]\ngatherUsageStats = true\n"},
		{name: "all decided", own: "runner.postScriptGC = true\nclient = {toolbarMode = \"auto\", showErrorDetails = \"full\"}\n[browser]\ngatherUsageStats = true",
			want: "runner.postScriptGC = true\nclient = {toolbarMode = \"auto\", showErrorDetails = \"full\"}\n[browser]\ngatherUsageStats = true"},
	}
	for _, c := range cases {
		if got := string(withDefaults([]byte(c.own))); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	template, err := os.ReadFile(filepath.Join("..", "templates", "split", "ui", ".streamlit", "config.toml.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	var theirs, ours map[string]map[string]any
	if err := toml.NewDecoder(bytes.NewReader(template)).Decode(&theirs); err != nil {
		t.Fatal(err)
	}
	if err := toml.Unmarshal(withDefaults(nil), &ours); err != nil {
		t.Fatal(err)
	}
	if !maps.EqualFunc(theirs, ours, func(a, b map[string]any) bool { return maps.Equal(a, b) }) {
		t.Errorf("an app's pages get %v, generated ones %v", ours, theirs)
	}
}
