package generator

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

const withParameters = `name: x
version: 1.0.0
api: 1
delimiters: ['<%', '%>']
parameters:
  team: {type: string, default: "a \"b\""}
  ci: {type: string, default: github, enum: [github, gitlab]}
  token: {type: string, default: TOKEN, secret: true}
  size: {type: integer, default: 3}
  ratio: {type: number, default: 0.5}
  tls: {type: boolean, default: true}
  hosts: {type: array, default: [a, "b c"]}
files:
  - {template: a.tmpl, path: a.txt, owner: owned}
  - {template: b.tmpl, path: b.txt, owner: owned, when: param "tls"}
  - {template: b.tmpl, path: c.txt, owner: owned, when: not (param "tls")}
`

func TestParameters(t *testing.T) {
	cases := []struct{ name, template, want string }{
		{"a text is quoted", `<% py (param "team") %>`, `'a "b"'`},
		{"a text as it is", `<% param "team" %>`, "without a quoting function"},
		{"what the author listed", `<% param "ci" %><% if eq (param "ci") "github" %>!<% end %>`, "github!"},
		{"the name of a secret's variable", `<% param "token" %>`, "TOKEN"},
		{"numbers", `<% param "size" %> <% param "ratio" %>`, "3 0.5"},
		{"a boolean", `<% if param "tls" %>https<% end %>`, "https"},
		{"a list", `<% range param "hosts" %><% sh . %>;<% end %>`, "a;'b c';"},
		{"inside a range", `<% range .Operations %><% param "ci" %><% end %>`, "githubgithub"},
		{"a typo", `<% param "tems" %>`, `parameter "tems" does not exist. did you mean "team"?`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, err := pack.Load(fstest.MapFS{"pack.yaml": {Data: []byte(withParameters)}, "a.tmpl": {Data: []byte(c.template)}, "b.tmpl": {}})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Choose(nil); err != nil {
				t.Fatal(err)
			}
			m, problems := manifest.Load("streamlift.yaml", []byte(small))
			if problems.Failed() {
				t.Fatal(problems)
			}
			files, err := Generate(Input{Manifest: m, Pack: p})
			if err != nil {
				if !strings.Contains(err.Error(), c.want) {
					t.Errorf("got  %v\nwant %s", err, c.want)
				}
				return
			}
			if got := string(files[0].Content); got != c.want || len(files) != 2 || files[1].Path != "b.txt" {
				t.Errorf("got  %q and %d files\nwant %q and a.txt, b.txt", got, len(files), c.want)
			}
		})
	}
}

// TestCoverage holds that each branch is told apart, and that marks print nothing.
func TestCoverage(t *testing.T) {
	text := "<% if param \"tls\" %>yes<% else %>no<% end %>\n<% range .Resources %>x<% end %>\n"
	p, err := pack.Load(fstest.MapFS{"pack.yaml": {Data: []byte(withParameters)}, "a.tmpl": {Data: []byte(text)}, "b.tmpl": {}})
	if err != nil {
		t.Fatal(err)
	}
	m, problems := manifest.Load("streamlift.yaml", []byte(small))
	if problems.Failed() {
		t.Fatal(problems)
	}
	c := NewCoverage()
	if err := Cover(Input{Manifest: m, Pack: p}, c); err != nil {
		t.Fatal(err)
	}
	want := map[Branch]bool{
		{Template: "a.tmpl", Line: 1}:                                       true,
		{Template: "a.tmpl", Line: 1, What: `if param "tls"`}:               true,
		{Template: "a.tmpl", Line: 1, What: `if param "tls"`, Else: true}:   false,
		{Template: "a.tmpl", Line: 2, What: "range .Resources"}:             false,
		{Template: "a.tmpl", Line: 2, What: "range .Resources", Else: true}: true,
		{Template: "b.tmpl", Line: 1}:                                       true,
	}
	for _, b := range c.Branches() {
		rendered := b.Rendered
		b.Rendered = false
		if was, known := want[b]; !known || was != rendered {
			t.Errorf("%+v: rendered %v", b, rendered)
		}
		delete(want, b)
	}
	if len(want) > 0 {
		t.Errorf("missing %+v", want)
	}
}
