package pack

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestBuiltinsLoadAndUseAllTheirTemplates(t *testing.T) {
	names := Builtins()
	if len(names) == 0 {
		t.Fatal("no built-in pack")
	}
	for _, name := range names {
		p, err := Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		if p.Name != name {
			t.Errorf("pack %q lies in folder %q", p.Name, name)
		}
		for _, unused := range p.Unused() {
			t.Errorf("%s: no row of pack.yaml uses this template", unused)
		}
		if p.Pins["python.fastapi"] == "" {
			t.Error("no pin of fastapi")
		}
	}
}

func TestUnknownBuiltin(t *testing.T) {
	_, err := Builtin("spilt")
	if want := `there is no pack "spilt". built-in packs: keep, split`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestLoadRefuses(t *testing.T) {
	head := "name: x\nversion: 1.0.0\napi: 1\ndelimiters: ['<%', '%>']\n"
	cases := []struct{ name, yaml, want string }{
		{"unknown key", head + "colour: red\n", `pack.yaml:5: unknown key "colour"`},
		{"no version", "name: x\napi: 1\n", "pack.yaml: name or version is missing. add both"},
		{"newer api", strings.Replace(head, "api: 1", "api: 2", 1), "pack.yaml: the pack wants api 2. this program offers api 1"},
		{"one delimiter", "name: x\nversion: 1.0.0\napi: 1\ndelimiters: ['<%']\n", `pack.yaml: delimiters are no pair. write them as ["<%", "%>"]`},
		{"no template", head + "files: [{template: b.tmpl, path: b, owner: owned}]\n", `pack.yaml: file 1 ("b"): there is no template "b.tmpl". templates lie below the pack and end in .tmpl`},
		{"owner", head + "files: [{template: a.tmpl, path: a, owner: mine}]\n", `pack.yaml: file 1 ("a"): owner "mine" is unknown. owners: owned, shared, yours`},
		{"for each", head + "files: [{template: a.tmpl, path: a, owner: owned, for_each: file}]\n", `pack.yaml: file 1 ("a"): for_each "file" is unknown. values: group, operation, page`},
		{"when", head + "files: [{template: a.tmpl, path: a, owner: owned, when: Uses.SQL}]\n", `pack.yaml: file 1 ("a"): when "Uses.SQL" is no field of the view. write it as .Uses.Tables`},
		{"placeholder", head + "files: [{template: a.tmpl, path: 'a/{group}', owner: owned}]\n", `pack.yaml: file 1 ("a/{group}"): the path has a placeholder that nothing fills. placeholders: app, client, entry`},
		{"absolute", head + "files: [{template: a.tmpl, path: /etc/a, owner: owned}]\n", `pack.yaml: file 1 ("/etc/a"): the path leaves the project. write it relative, with slashes`},
		{"parent", head + "files: [{template: a.tmpl, path: ../a, owner: owned}]\n", `pack.yaml: file 1 ("../a"): the path leaves the project. write it relative, with slashes`},
		{"drive", head + "files: [{template: a.tmpl, path: 'c:a', owner: owned}]\n", `pack.yaml: file 1 ("c:a"): the path leaves the project. write it relative, with slashes`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{"pack.yaml": {Data: []byte(c.yaml)}, "a.tmpl": {}})
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}
