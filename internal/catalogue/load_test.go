package catalogue

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestLoadErrors holds that mistakes in a file are told with its place and what is allowed.
func TestLoadErrors(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"unknown key", "library: a\nmodule: {}\n", `a.yaml:2: unknown key "module". allowed are`},
		{"unknown effect", "library: a\nmodules:\n  m:\n    f: None ! writes\n", `a.yaml:4: f: unknown effect "writes"`},
		{"unknown cost", "library: a\nmodules:\n  m:\n    f: {is: None, cost: dear}\n", `cost "dear". allowed are cheap, io, slow`},
		{"unknown widget", "library: a\nmodules:\n  m:\n    f: {is: None, widget: knob}\n", `widget "knob". allowed are trigger,`},
		{"no such parameter", "library: a\nmodules:\n  m:\n    f: {is: None, sql: q, params: [sql]}\n", `"q" is not among params`},
		{"described twice", "library: a\nmodules:\n  m:\n    f: None\n    \"{f,g}\": None\n", "m.f is already described"},
		{"unknown type", "library: a\nmodules:\n  m:\n    f: Frame\n", `type "m.Frame" is not described`},
		{"unknown base", "library: a\nmodules:\n  m:\n    C: {is: C, bases: [x.Y]}\n", `base "x.Y" is not described`},
		{"wrong file", "library: b\n", "the file must be b.yaml"},
		{"bad mutation", "library: a\nmodules:\n  m:\n    f: None ~ it\n", `mutates "it". allowed are self and argument positions`},
		{"bad type", "library: a\nmodules:\n  m:\n    f: list[\n", "a name is missing at column 6"},
		{"snippet", "library: a\nsnippets: [f()]\n", "a snippet is code, #, effects"},
		{"not a mapping", "- a\n", "a mapping with library and modules is expected"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := LoadFS(fstest.MapFS{"a.yaml": {Data: []byte(test.yaml)}})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q in it", err, test.want)
			}
		})
	}
}

// TestLookup finds names as imports spell them, through aliases, classes, bases and wildcards.
func TestLookup(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, want, returns string }{
		{"pandas.read_csv", "pandas.read_csv", "pandas.DataFrame"},
		{"pandas.core.frame.DataFrame.head", "pandas.DataFrame.head", "pandas.DataFrame"},
		{"streamlit.delta_generator.DeltaGenerator.metric", "streamlit.metric", "streamlit.delta_generator.DeltaGenerator"},
		{"sqlmodel.Session.add", "sqlalchemy.orm.Session.add", "-"},
		{"plotly.express.bar", "plotly.express.*", "plotly.graph_objects.Figure"},
		{"requests.get", "requests.get", "requests.Response"},
		{"nobody.knows", "", ""},
	}
	for _, test := range tests {
		e := c.Lookup(test.name)
		if e == nil {
			if test.want != "" {
				t.Errorf("%s: not found, want %s", test.name, test.want)
			}
			continue
		}
		if e.Name != test.want || e.Returns.String() != test.returns {
			t.Errorf("%s: got %s returning %s, want %s returning %s", test.name, e.Name, e.Returns, test.want, test.returns)
		}
	}
}

// TestEveryFileHasSnippets holds that each file shows what it says.
func TestEveryFileHasSnippets(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range c.Libraries {
		if len(l.Snippets) == 0 {
			t.Errorf("%s.yaml has no snippets", l.Name)
		}
	}
}
