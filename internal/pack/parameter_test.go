package pack

import (
	"reflect"
	"testing"
	"testing/fstest"
)

const declared = `name: x
version: 1.0.0
api: 1
delimiters: ['<%', '%>']
parameters:
  team: {type: string, pattern: "[a-z]+", description: who}
  size: {type: integer, default: 3, minimum: 1, maximum: 9, replaces: amount}
  ci: {type: string, default: github, enum: [github, gitlab]}
  token: {type: string, default: TOKEN, secret: true}
  hosts: {type: array, default: []}
  tls: {type: boolean, default: true, deprecated: "always on"}
`

func TestChoose(t *testing.T) {
	cases := []struct {
		name   string
		values map[string]any
		want   map[string]any
		notes  []string
		err    string
	}{
		{name: "defaults", values: map[string]any{"team": "a"}, want: map[string]any{"team": "a", "size": 3, "ci": "github", "token": "TOKEN", "hosts": []any{}, "tls": true}},
		{name: "chosen", values: map[string]any{"team": "a", "size": 9, "ci": "gitlab", "hosts": []any{"b"}}, want: map[string]any{"team": "a", "size": 9, "ci": "gitlab", "token": "TOKEN", "hosts": []any{"b"}, "tls": true}},
		{name: "an older name", values: map[string]any{"team": "a", "amount": 4}, want: map[string]any{"team": "a", "size": 4, "ci": "github", "token": "TOKEN", "hosts": []any{}, "tls": true}, notes: []string{`note: parameter "amount" of pack x is "size" now; rename it in the manifest`}},
		{name: "deprecated", values: map[string]any{"team": "a", "tls": false}, want: map[string]any{"team": "a", "size": 3, "ci": "github", "token": "TOKEN", "hosts": []any{}, "tls": false}, notes: []string{`note: parameter "tls" of pack x will go: always on`}},
		{name: "both names", values: map[string]any{"team": "a", "amount": 4, "size": 4}, err: `parameter "amount" of pack x is "size" now, and both are given. delete "amount"`},
		{name: "none given", err: "pack x needs the parameter \"team\" (who). add it below `parameters:` of `pack:`"},
		{name: "unknown", values: map[string]any{"team": "a", "siz": 1}, err: `pack x has no parameter "siz". did you mean "size"?`},
		{name: "a pattern", values: map[string]any{"team": "A1"}, err: `parameter "team" of pack x: "A1" does not match [a-z]+`},
		{name: "two lines", values: map[string]any{"team": "a\nb"}, err: `parameter "team" of pack x: "a\nb" has more than one line`},
		{name: "a number as text", values: map[string]any{"team": "a", "size": "3"}, err: `parameter "size" of pack x: 3 is no integer`},
		{name: "a fraction", values: map[string]any{"team": "a", "size": 2.5}, err: `parameter "size" of pack x: 2.5 is no whole number`},
		{name: "too large", values: map[string]any{"team": "a", "size": 10}, err: `parameter "size" of pack x: 10 is over the maximum of 9`},
		{name: "not listed", values: map[string]any{"team": "a", "ci": "jenkins"}, err: `parameter "ci" of pack x: "jenkins" is none of github, gitlab`},
		{name: "a secret itself", values: map[string]any{"team": "a", "token": "s3cr3t"}, err: `parameter "token" of pack x: is no name of an environment variable. a secret's value never stands in a manifest: name the variable that holds it, as ACME_TOKEN`},
		{name: "a list of numbers", values: map[string]any{"team": "a", "hosts": []any{1}}, err: `parameter "hosts" of pack x: [1] is no list of texts`},
		{name: "no boolean", values: map[string]any{"team": "a", "tls": "yes"}, err: `parameter "tls" of pack x: yes is no boolean. write true or false`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p, err := Load(fstest.MapFS{Manifest: {Data: []byte(declared)}})
			if err != nil {
				t.Fatal(err)
			}
			notes, err := p.Choose(c.values)
			if err != nil || c.err != "" {
				if err == nil || err.Error() != c.err {
					t.Errorf("got  %v\nwant %s", err, c.err)
				}
				return
			}
			got := map[string]any{}
			for _, one := range p.Parameters {
				got[one.Name] = one.Value
			}
			if !reflect.DeepEqual(got, c.want) || !reflect.DeepEqual(notes, c.notes) {
				t.Errorf("got  %v, %v\nwant %v, %v", got, notes, c.want, c.notes)
			}
		})
	}
}

func TestVersions(t *testing.T) {
	order := []string{"0.9.0", "1.0.0-a", "1.0.0-b", "1.0.0", "1.0.10", "1.2.0", "10.0.0"}
	for i, a := range order {
		for j, b := range order {
			v, errV := parseVersion(a)
			w, errW := parseVersion(b)
			if errV != nil || errW != nil || v.compare(w) != compareInts(i, j) {
				t.Errorf("%s and %s: %d", a, b, v.compare(w))
			}
		}
	}
	for _, bad := range []string{"", "1", "1.0", "v1.0.0", "1.0.0 ", "1.0.0-"} {
		if _, err := parseVersion(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func compareInts(a, b int) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
