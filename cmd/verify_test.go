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

// TestKnownPages holds that a recipe skips pages that there are, and functions that only a run can know.
func TestKnownPages(t *testing.T) {
	setup := verify.Setup{Old: verify.Side{Entry: "app.py"}, Pages: []string{"pages/one.py"}}
	for page, refused := range map[string]bool{"app.py": false, "pages/one.py": false, "#two": false, "pages/On.py": true} {
		err := knownPages(verify.Recipe{Skip: map[string]string{page: "a reason"}}, setup)
		if (err != nil) != refused || refused && !strings.Contains(err.Error(), "its pages: app.py, pages/one.py") {
			t.Errorf("%s: %v", page, err)
		}
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

// TestPrintResult holds what a person is told first, what is said of steps and differences, that many requests for one
// rerun are named with their time, and that what makes a comparison weaker is said.
func TestPrintResult(t *testing.T) {
	var out bytes.Buffer
	key := "rows"
	printResult(&out, &verify.Result{
		Pages: []verify.Page{{Page: "app.py", Verdict: verify.Same}},
		Interactions: []verify.Interaction{
			{Page: "app.py", Verdict: verify.Same, Seconds: verify.Seconds{Old: 0.031, New: 0.044}},
			{Page: "app.py", Verdict: verify.Different,
				Steps:      [][]verify.Step{{{Widget: "text_input", Label: "Name", Value: "a"}}, {{Widget: "button", Label: "Go", Nth: 1, Value: true}}},
				Difference: &verify.Difference{At: `tree[0]/main[2]/tab_container[0]/tab "Day"[1]/metric "Visits".fields.body`, Old: "2", New: "3"}},
			{Page: "app.py", Verdict: verify.Different, Steps: [][]verify.Step{{{Widget: "file_uploader", Label: "Sales", Value: map[string]any{"name": "sample.csv", "text": "a"}}}},
				Difference: &verify.Difference{At: "tree[0]/main[3]", Old: map[string]any{"type": "button", "fields": map[string]any{"label": "Undo"}, "children": []any{}}}},
			{Page: "app.py", Verdict: verify.OldFails, Reason: "ValueError: no", Steps: [][]verify.Step{{{Widget: "dataframe", Key: &key, Value: map[string]any{"selection": 1}}}}},
			{Page: "app.py", Verdict: verify.NoEffect},
		},
		Operations: []verify.Operation{
			{Operation: "load", Place: "core.py:load", Verdict: verify.Same, Asked: 40, Most: 20, Where: "app.py", Seconds: verify.Seconds{Old: 0.1, New: 0.9}},
			{Operation: "save", Place: "core.py:save", Verdict: verify.NotRun},
			{Operation: "total", Place: "core.py:total", Verdict: verify.Different, Asked: 1, Most: 1, Where: "app.py"},
		},
		Guard: verify.PythonsGuard, Ticking: []string{"service"},
		Totals: verify.Totals{
			Interactions: map[verify.Verdict]int{verify.Same: 1, verify.Different: 2, verify.OldFails: 1, verify.NoEffect: 1},
			Operations:   map[verify.Verdict]int{verify.NotRun: 1},
		},
	})
	const want = `1 of 3 interactions that change something are the same, 5 tried; 2 of 3 operations exercised
of the others, which prove nothing, 1 changed nothing in the app, 1 made the app itself fail
a rerun takes 31 ms in the app, 44 ms in the project
note: this system gives no network namespace; a guard in Python refused connections, which other programs that an app starts escape
note: the clock ran in: service, because time-machine is not there for its Python; texts with the time of day may differ for that alone
same             app.py
different        app.py: set text input "Name" to "a", then click "Go" (the same name, no. 2): tab "Day"/metric "Visits": body is "3", was "2"
different        app.py: upload sample.csv to "Sales": main is not there, was button "Undo"
app fails        app.py: select in "rows" {"selection":1}: ValueError: no
same             operation load, core.py:load: asked 40 times, up to 20 in one rerun of app.py, one request each: it took 900 ms, 100 ms in the app
not run          operation save, core.py:save: nothing that was tried asks it; verify.yaml can say how to get there
different        operation total, core.py:total: asked once, also where app.py differs
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &out, want)
	}
}
