package generator

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// small is a manifest with two groups.
const small = `streamlift: 1
app: {name: small, title: "A \"title\""}
operations:
  - {id: one, kind: computation, group: First, from: {none: later}, output: {type: none}}
  - {id: two, kind: computation, group: Second, from: {none: later}, output: {type: none}}
`

// generateWith renders templates, one row each, from a manifest.
func generateWith(t *testing.T, source, rows string, templates map[string]string) ([]File, error) {
	t.Helper()
	dir := fstest.MapFS{"pack.yaml": {Data: []byte("name: x\nversion: 1.0.0\napi: 1\ndelimiters: ['<%', '%>']\nfiles:\n" + rows)}}
	for name, text := range templates {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
	}
	p, err := pack.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	m, problems := manifest.Load("streamlift.yaml", []byte(source))
	if problems.Failed() {
		t.Fatal(problems)
	}
	return Generate(Input{Manifest: m, Pack: p})
}

func TestRender(t *testing.T) {
	rows := `  - {template: a.tmpl, path: "{app}/a.txt", owner: owned}
  - {template: a.tmpl, path: "b.txt", owner: owned, when: .Uses.SQL}
  - {template: group.tmpl, path: "groups/{group}.py", owner: owned, for_each: group}
  - {template: op.tmpl, path: "operations/{operation}.py", owner: yours, for_each: operation, when: .Operation.Missing}
`
	files, err := generateWith(t, small, rows, map[string]string{
		"a.tmpl":                  `<% py .App.Title %>`,
		"group.tmpl":              "x = [<% range .Group.Operations %><% template \"id\" . %>, <% end %>]\n",
		"op.tmpl":                 "# <% comment .Operation.Reason %>\n",
		"_partials/id.tmpl":       `"<% .ID %>"`,
		"_partials/unneeded.tmpl": `<% .Nonsense %>`,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []File{
		{Path: "groups/first.py", Content: []byte("# Generated from streamlift.yaml; do not edit. Operations: one\nx = [\n    \"one\",\n]\n"), Owner: "owned", Unit: "group/first/groups/{group}.py", Template: "group.tmpl", Entries: []string{"operations.one"}},
		{Path: "groups/second.py", Content: []byte("# Generated from streamlift.yaml; do not edit. Operations: two\nx = [\n    \"two\",\n]\n"), Owner: "owned", Unit: "group/second/groups/{group}.py", Template: "group.tmpl", Entries: []string{"operations.two"}},
		{Path: "operations/one.py", Content: []byte("# later\n"), Owner: "yours", Unit: "operation/one/operations/{operation}.py", Template: "op.tmpl", Entries: []string{"operations.one"}},
		{Path: "operations/two.py", Content: []byte("# later\n"), Owner: "yours", Unit: "operation/two/operations/{operation}.py", Template: "op.tmpl", Entries: []string{"operations.two"}},
		{Path: "small/a.txt", Content: []byte(`'A "title"'`), Owner: "owned", Unit: "{app}/a.txt", Template: "a.tmpl"},
	}
	if !reflect.DeepEqual(files, want) {
		t.Errorf("got  %+v\nwant %+v", files, want)
	}
}

func TestRenderRefuses(t *testing.T) {
	row := "  - {template: a.tmpl, path: %s, owner: owned}\n"
	cases := []struct{ name, path, template, want string }{
		{"unquoted text", "a.txt", "<% .App.Title %>", "template a.tmpl prints outside text without a quoting function"},
		{"unwrapped text", "a.txt", "<% .App.Title.Raw %>", `template a.tmpl calls "Raw", which could print outside text unquoted. use a quoting function`},
		{"unwrapped text of a variable", "a.txt", "<% $t := .App.Title %><% len $t.Raw %>", `template a.tmpl calls "Raw", which could print outside text unquoted. use a quoting function`},
		{"unwrapped text of a chain", "a.txt", "<% (index .Operations 0).Reason.Raw %>", `template a.tmpl calls "Raw", which could print outside text unquoted. use a quoting function`},
		{"printing past the quotes", "a.txt", `<% printf "%q" .App.Title %>`, `template a.tmpl calls "printf", which could print outside text unquoted. use a quoting function`},
		{"printing in a branch", "a.txt", `<% if true %><% else %><% with .App %><% (html .Title) %><% end %><% end %>`, `template a.tmpl calls "html", which could print outside text unquoted. use a quoting function`},
		{"quoting what is no text", "a.txt", `<% py .App.Package %>`, "wrong type for value; expected view.Text; got string"},
		{"unknown pin", "a.txt", `<% pin "python.fastapo" %>`, `pin "python.fastapo" does not exist`},
		{"unknown field", "a.txt", `<% .App.Titel %>`, "can't evaluate field Titel in type view.App"},
		{"broken Python", "a.py", "def (:\n", "a.py:2:"},
		{"broken YAML", "a.yaml", "a: [\n", "a.yaml: yaml:"},
		{"broken JSON", "a.json", "{]\n", "a.json: invalid character"},
		{"broken template", "a.txt", "<% if %>", "missing value for if"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := generateWith(t, small, strings.Replace(row, "%s", c.path, 1), map[string]string{"a.tmpl": c.template})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestGenerateRefuses(t *testing.T) {
	twice := "  - {template: a.tmpl, path: a.txt, owner: owned}\n  - {template: a.tmpl, path: A.txt, owner: owned}\n"
	cases := []struct{ name, manifest, rows, want string }{
		{"one path twice", small, twice, "A.txt and a.txt both make a.txt. rename one in the manifest"},
		{"one group twice", strings.Replace(small, "Second", "first", 1), "", `streamlift.yaml:5:10: groups "First" and "first" are one name in Python. rename one` + "\n" + `streamlift.yaml:5:10: pages "First" and "first" are one file. rename one`},
		{"a condition that is none", small, "  - {template: a.tmpl, path: a.txt, owner: owned, when: .App.Package}\n", `pack.yaml: when ".App.Package" gives "small". name a boolean of the view`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := generateWith(t, c.manifest, c.rows, map[string]string{"a.tmpl": "x"})
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// TestGenerateIsPure holds that the same input gives the same files, whoever renders first.
func TestGenerateIsPure(t *testing.T) {
	split, err := pack.Builtin("split")
	if err != nil {
		t.Fatal(err)
	}
	m, problems := manifest.Load("streamlift.yaml", wide(40))
	if problems.Failed() {
		t.Fatal(problems)
	}
	var before []File
	for range 3 {
		files, err := Generate(Input{Manifest: m, Pack: split})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) }) {
			t.Error("the files are not sorted")
		}
		if before != nil && !reflect.DeepEqual(before, files) {
			t.Error("the same input gave other files")
		}
		before = files
	}
}

// TestServiceKeepsItsBudget holds the service to the lines that design.md allows: a fixed part of at
// most 1,000, and at most 70 an operation; tests apart.
func TestServiceKeepsItsBudget(t *testing.T) {
	split, err := pack.Builtin("split")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{10, 100} {
		m, problems := manifest.Load("streamlift.yaml", wide(n))
		if problems.Failed() {
			t.Fatal(problems)
		}
		files, err := Generate(Input{Manifest: m, Pack: split})
		if err != nil {
			t.Fatal(err)
		}
		fixed, operations := 0, 0
		for _, f := range files {
			lines := bytes.Count(f.Content, []byte("\n"))
			switch {
			case !strings.HasPrefix(f.Path, "service/src/"):
			case strings.HasPrefix(f.Unit, "group/"):
				operations += lines
			default:
				fixed += lines
			}
		}
		t.Logf("%d operations: %d fixed lines, %d an operation", n, fixed, operations/n)
		if fixed > 1000 || operations/n > 70 {
			t.Errorf("%d operations: %d fixed lines and %d an operation, at most 1000 and 70", n, fixed, operations/n)
		}
	}
}
