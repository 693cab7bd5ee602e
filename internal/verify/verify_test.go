package verify

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// examples are apps of the repository, with the golden project made from each and what its app must find.
var examples = map[string]struct {
	app, project string
	pages        []string
	recipe       Recipe
	least        int // interactions that change something
}{
	"prices": {
		app: "../../examples/prices", project: "../../golden/testdata/prices/want", least: 8,
		recipe: Recipe{Secrets: map[string]any{"tax": 0.07, "shop": map[string]any{"currency": "EUR"}}, Values: map[string][]any{"Day": {"", "friday", "wednesday", "sunday"}}},
	},
	"sales": {
		app: "../../examples/sales", project: "../../golden/testdata/lifted/want", least: 12,
		pages: []string{"pages/1_Products.py", "pages/2_Orders.py"},
	},
}

// route is a line of the generated table of what moved.
var route = regexp.MustCompile(`"(/v1/[\w/-]+)": Moved\("(\w+)"`)

// pair is an example and a copy of the project made from it.
func pair(t *testing.T, name string) Setup {
	t.Helper()
	python := os.Getenv("STREAMLIFT_E2E_PYTHON")
	if python == "" {
		t.Skip("STREAMLIFT_E2E_PYTHON is not set: run `make unit`, which builds the environment with Streamlit")
	}
	example := examples[name]
	app, project := filepath.Join(t.TempDir(), "app"), filepath.Join(t.TempDir(), "project")
	for to, from := range map[string]string{app: example.app, project: example.project} {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	table := read(t, filepath.Join(project, "service", "src", name, "api", "replay.py"))
	operations := map[string]string{}
	for _, found := range route.FindAllStringSubmatch(table, -1) {
		operations[found[1]] = found[2]
	}
	environment := map[string]string{"API_KEY": "a-key-of-tests-with-32-characters"}
	heavy := []string{"pandas", "plotly.graph_objects", "altair", "sqlalchemy"}
	return Setup{
		Old: Side{Python: python, Root: app, Entry: "app.py", Preload: append([]string{"streamlit.testing.v1"}, heavy...)},
		New: Side{
			Python: python, Root: filepath.Join(project, "ui"), Entry: "app.py", Path: []string{filepath.Join(project, "client", "src")},
			Preload: append([]string{"streamlit.testing.v1", name + "_client"}, heavy...), Environment: environment,
		},
		Service: &Side{
			Python: python, Root: filepath.Join(project, "service"), App: name + ".main:create_app",
			Path: []string{filepath.Join(project, "service", "src")}, Preload: []string{"uvicorn", name + ".main"}, Environment: environment,
		},
		Pages: example.pages, Recipe: example.recipe, Operations: operations, Seed: 1,
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSame holds that the projects of the examples show what their apps show, on every page, after every step, and
// that every function that moved was asked on the way.
func TestSame(t *testing.T) {
	for name, example := range examples {
		t.Run(name, func(t *testing.T) {
			setup := pair(t, name)
			setup.Budget, setup.Sequences = 5*time.Minute, 9
			result, _, err := Run(t.Context(), setup)
			if err != nil {
				t.Fatal(err)
			}
			for _, page := range result.Pages {
				if page.Verdict != Same {
					t.Errorf("%s: %s %s %+v", page.Page, page.Verdict, page.Reason, page.Difference)
				}
			}
			for _, i := range result.Interactions {
				if i.Verdict != Same && i.Verdict != NoEffect {
					t.Errorf("%s: %v: %s %s %+v", i.Page, i.Steps, i.Verdict, i.Reason, i.Difference)
				}
			}
			if got := result.Totals.Interactions[Same]; got < example.least {
				t.Errorf("%d interactions changed something, want at least %d", got, example.least)
			}
			for _, op := range result.Operations {
				if op.Verdict != Same || op.Asked == 0 {
					t.Errorf("operation %s: %+v", op.Operation, op)
				}
			}
			t.Logf("%v", result.Totals)
		})
	}
}

// TestVerdicts compares pages with themselves or with a page that is wrong: what proves nothing is never called same,
// and no page reaches anything but this machine.
func TestVerdicts(t *testing.T) {
	const connect = "import socket\ntry:\n    socket.create_connection(('example.com', 80), timeout=3)\n    st.write('reached')\nexcept OSError:\n    st.write('refused')\n"
	cases := []struct {
		name, old, new string
		page           Verdict
		interaction    Verdict // of the first one; "" where there is none
	}{
		{name: "changes", old: "st.dataframe({'a': [1]})\nst.write(st.text_input('Name'))\n", page: Same, interaction: Same},
		{name: "changes_nothing", old: "st.dataframe({'a': [1]})\nst.text_input('Name')\n", page: Same, interaction: NoEffect},
		{name: "deaf", old: "st.dataframe({'a': [1]})\nst.button('Go')\n", page: Same, interaction: NoEffect},
		{name: "login", old: "st.text_input('Password', type='password')\n", page: NotReached, interaction: NoEffect},
		{name: "raises", old: "raise ValueError('broken')\n", page: OldFails},
		{name: "itself", old: "import time\nst.write(str(time.perf_counter_ns()))\n", page: Nondeterministic},
		{name: "order", old: "st.write('a')\nst.write('b')\n", new: "st.write('b')\nst.write('a')\n", page: Different},
		{name: "file", old: "st.write('x')\nif st.button('Go'):\n    open('kept.txt', 'w').write('1')\n",
			new: "st.write('x')\nif st.button('Go'):\n    open('kept.txt', 'w').write('2')\n", page: Same, interaction: Different},
		{name: "network", old: connect, page: Same},
	}
	setup := pair(t, "prices")
	setup.Budget, setup.Sequences, setup.Service, setup.Operations, setup.Recipe = 5*time.Minute, 1, nil, nil, Recipe{}
	setup.Old.Preload = setup.Old.Preload[:1]
	setup.New = setup.Old
	setup.Old.Root, setup.New.Root = t.TempDir(), t.TempDir()
	write := func(root, name, text string) {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("import streamlit as st\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, root := range []string{setup.Old.Root, setup.New.Root} {
		write(root, "app.py", "st.write('entry')\n")
		write(root, "Dockerfile", root) // each its own: no difference that a page made
	}
	for _, c := range cases {
		page := "pages/" + c.name + ".py"
		setup.Pages = append(setup.Pages, page)
		write(setup.Old.Root, page, c.old)
		write(setup.New.Root, page, cmp.Or(c.new, c.old))
	}
	result, _, err := Run(t.Context(), setup)
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]Verdict{}
	for _, i := range result.Interactions {
		first[i.Page] = i.Verdict
	}
	for i, c := range cases {
		if page := result.Pages[i+1]; page.Page != setup.Pages[i] || page.Verdict != c.page {
			t.Errorf("%s: %+v, want %s", c.name, page, c.page)
		}
		if got := first[setup.Pages[i]]; got != c.interaction {
			t.Errorf("%s: the interaction is %q, want %q", c.name, got, c.interaction)
		}
	}
	if !slices.Contains(result.Hosts, "example.com") {
		t.Errorf("hosts: %v", result.Hosts)
	}
}

// TestJudge holds how runs count for the operations that they asked.
func TestJudge(t *testing.T) {
	r := &Result{
		Pages: []Page{{Page: "app.py", Verdict: Same, Asked: map[string]int{"a": 12, "b": 1}}},
		Interactions: []Interaction{
			{Page: "app.py", Verdict: Different, Asked: map[string]int{"b": 1}},
			{Page: "two.py", Verdict: Different, AskedBefore: []string{"c"}},
			{Page: "two.py", Verdict: Same, Asked: map[string]int{"b": 1}},
		},
	}
	r.judge(map[string]string{"/v1/a": "a", "/v1/b": "b", "/v1/c": "c", "/v1/d": "d"})
	want := []Operation{
		{Operation: "a", Verdict: Same, Asked: 12, Most: 12, Where: "app.py"},
		{Operation: "b", Verdict: Different, Asked: 3, Most: 1, Where: "app.py"},
		{Operation: "c", Verdict: Different, Where: "two.py"},
		{Operation: "d", Verdict: NotRun},
	}
	if !slices.Equal(r.Operations, want) {
		t.Errorf("got %+v", r.Operations)
	}
}

// TestRecipeSchema holds that the schema names what a recipe and a step hold, and the driver's kinds of widgets.
func TestRecipeSchema(t *testing.T) {
	type object struct{ Properties map[string]any }
	var schema struct {
		object
		Defs struct{ Step object } `json:"$defs"`
	}
	if err := json.Unmarshal(RecipeSchema(), &schema); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		of   reflect.Type
		said map[string]any
	}{{reflect.TypeFor[Recipe](), schema.Properties}, {reflect.TypeFor[Step](), schema.Defs.Step.Properties}} {
		var fields []string
		for i := range c.of.NumField() {
			fields = append(fields, c.of.Field(i).Tag.Get("yaml"))
		}
		slices.Sort(fields)
		if got := slices.Sorted(maps.Keys(c.said)); !slices.Equal(got, fields) {
			t.Errorf("%s has %v, its schema %v", c.of.Name(), fields, got)
		}
	}
	driver := read(t, "driver/widgets.py")
	kinds := schema.Defs.Step.Properties["widget"].(map[string]any)["enum"].([]any)
	_, list, _ := strings.Cut(driver, "KINDS = (")
	list, _, _ = strings.Cut(list, ")")
	if got := strings.Count(list, `"`) / 2; got != len(kinds) {
		t.Errorf("the driver knows %d kinds, the schema %d", got, len(kinds))
	}
	for _, kind := range kinds {
		if !strings.Contains(list, fmt.Sprintf("%q", kind)) {
			t.Errorf("the driver does not know %v", kind)
		}
	}
}

// TestDriver holds that the driver's programs are all unpacked.
func TestDriver(t *testing.T) {
	folder := t.TempDir()
	if err := unpack(folder); err != nil {
		t.Fatal(err)
	}
	if text := read(t, filepath.Join(folder, "compare.py")); !strings.Contains(text, "def main():") {
		t.Error("compare.py is not the driver")
	}
}
