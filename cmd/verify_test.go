package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/verify"
)

// TestStarter holds that the first recipe changes nothing as it is, names what was missed, and is a recipe once its
// lines are uncommented.
func TestStarter(t *testing.T) {
	text := starter(&verify.Result{
		Pages: []verify.Page{{Page: "app.py", Verdict: verify.NotReached, Widgets: []verify.Step{
			{Widget: "text_input", Label: "Name: yours?"}, {Widget: "button", Label: "Log in"},
		}}},
		Hosts: []string{"api.example.com"},
	}, missed{secrets: []string{"api key", "shop"}, variables: []string{"API_BASE"}})
	file := filepath.Join(t.TempDir(), recipeFile)
	for _, want := range []string{"api.example.com", "#   api key: made up", "app.py showed these"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	put(t, file, text)
	if recipe, err := readRecipe(file); err != nil || recipe.Secrets != nil || recipe.Enter != nil {
		t.Errorf("%+v, %v", recipe, err)
	}
	var taken []string
	for _, line := range strings.Split(text, "\n") {
		rest, commented := strings.CutPrefix(line, "# ")
		top := slices.ContainsFunc([]string{" ", "secrets:", "environment:", "enter:", "values:", "beside:"}, func(start string) bool { return strings.HasPrefix(rest, start) })
		if commented && top && !strings.Contains(line, "pages/admin") {
			taken = append(taken, rest)
		}
	}
	put(t, file, strings.Join(taken, "\n"))
	recipe, err := readRecipe(file)
	if err != nil {
		t.Fatalf("%v\n%s", err, strings.Join(taken, "\n"))
	}
	if len(recipe.Secrets) != 2 || recipe.Environment["API_BASE"] != "made up" || len(recipe.Enter) != 1 || len(recipe.Enter[0]) != 2 || recipe.Enter[0][0].Label != "Name: yours?" || recipe.Enter[0][1].Value != true || len(recipe.Beside) != 1 || recipe.Beside[0].Port != 8000 {
		t.Errorf("%+v", recipe)
	}
}

// TestKeepDiffering holds that operations that differ are kept in the manifest, with the reason, and no others.
func TestKeepDiffering(t *testing.T) {
	const text = `streamlift: 1
app: {name: shop, source: ., entry: app.py}
# people's own comment
operations:
  - id: total
    kind: computation
    from: {lift: "core.py:total"}
    output: {type: scalar, of: number}
  - id: count
    kind: computation
    from: {lift: "core.py:count"}
    output: {type: scalar, of: int}
ui: app
`
	folder := t.TempDir()
	var said bytes.Buffer
	c := &cobra.Command{}
	c.SetErr(&said)
	p := &project{folder: folder, content: []byte(text)}
	r := &verify.Result{Operations: []verify.Operation{
		{Operation: "count", Verdict: verify.Same}, {Operation: "total", Verdict: verify.Different, Where: "pages/two.py"},
	}}
	if err := keepDiffering(c, p, r); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join(folder, manifest.FileName))
	if err != nil {
		t.Fatal(err)
	}
	m, err := loadManifest(manifest.FileName, content)
	if err != nil {
		t.Fatalf("%v\n%s", err, content)
	}
	if !m.Operations[0].Kept || m.Operations[1].Kept || len(m.Unresolved) != 1 || !strings.Contains(m.Unresolved[0].Reason, "pages/two.py") {
		t.Errorf("%s", content)
	}
	if !strings.Contains(string(content), "# people's own comment") || !strings.Contains(said.String(), "total stays in the app") {
		t.Errorf("%s\n%s", content, &said)
	}
}

// TestPrintResult holds what a person is told first, and that many requests for one rerun are named with their time.
func TestPrintResult(t *testing.T) {
	var out bytes.Buffer
	printResult(&out, &verify.Result{
		Pages: []verify.Page{{Page: "app.py", Verdict: verify.Same}},
		Interactions: []verify.Interaction{
			{Page: "app.py", Verdict: verify.Same, Seconds: verify.Seconds{Old: 0.031, New: 0.044}},
			{Page: "app.py", Verdict: verify.Different, Steps: [][]verify.Step{{{Widget: "button", Label: "Go", Value: true}}}, Difference: &verify.Difference{At: "tree[0]", Old: "a", New: "b"}},
		},
		Operations: []verify.Operation{
			{Operation: "load", Verdict: verify.Same, Asked: 40, Most: 20, Where: "app.py", Seconds: verify.Seconds{Old: 0.1, New: 0.9}},
			{Operation: "save", Verdict: verify.NotRun},
		},
		Totals: verify.Totals{Interactions: map[verify.Verdict]int{verify.Same: 1, verify.Different: 1}, Operations: map[verify.Verdict]int{verify.NotRun: 1}},
	})
	const want = `1 of 2 interactions that change something are the same, 2 tried; 1 of 2 operations exercised
a rerun takes 31 ms in the app, 44 ms in the project
same             app.py
different        app.py: button "Go" to true: tree[0] is "b", was "a"
same             operation load: asked 40 times, up to 20 in one rerun of app.py, one request each: it took 900 ms, 100 ms in the app
not_run          operation save: nothing asked it
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &out, want)
	}
}
