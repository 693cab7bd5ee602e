package view

import (
	"maps"
	"slices"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
)

// build makes the view of operations, given as YAML below `operations:`.
func build(t *testing.T, operations string) *View {
	t.Helper()
	text := "streamlift: 1\napp: {name: shop, source: .}\nlogic: [core.py]\noperations:\n" + operations
	m, problems := manifest.Load("streamlift.yaml", []byte(text))
	if problems.Failed() {
		t.Fatal(problems)
	}
	v, problems := Build(m, Lifted{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	return v
}

// TestWidgets shows the call that each input becomes, and what the client is given, when that is
// more than the variable.
func TestWidgets(t *testing.T) {
	tests := []struct{ input, call, value string }{
		{`{type: string}`, `text_input("X", key="op.x")`, ""},
		{`{type: string, optional: true, max_length: 9}`, `text_input("X", None, max_chars=9, key="op.x")`, ""},
		{`{type: string, sensitive: true}`, `text_input("X", type="password", key="op.x")`, ""},
		{`{type: text, default: "it's"}`, `text_area("X", "it's", key="op.x")`, ""},
		{`{type: int}`, `number_input("X", value=0, step=1, key="op.x")`, ""},
		{`{type: int, min: 1, max: 9, widget: slider}`, `slider("X", min_value=1, max_value=9, value=1, step=1, key="op.x")`, ""},
		{`{type: int, max: -3}`, `number_input("X", max_value=-3, value=-3, step=1, key="op.x")`, ""},
		{`{type: int, min: -9007199254740993}`, `number_input("X", value=0, step=1, key="op.x")`, ""},
		{`{type: number, default: 0.0005}`, `number_input("X", value=0.0005, format="%.4f", key="op.x")`, ""},
		{`{type: number, min: 1, optional: true}`, `number_input("X", min_value=1.0, value=None, key="op.x")`, ""},
		{`{type: decimal, default: "0.10"}`, `number_input("X", value=0.10, key="op.x")`, `Decimal(str(x))`},
		{`{type: decimal, optional: true}`, `number_input("X", value=None, key="op.x")`, `None if x is None else Decimal(str(x))`},
		{`{type: bool, default: true}`, `checkbox("X", value=True, key="op.x")`, ""},
		{`{type: bool, widget: toggle}`, `toggle("X", value=False, key="op.x")`, ""},
		{`{type: bool, optional: true}`, `selectbox("X", [True, False], index=None, key="op.x")`, ""},
		{`{type: date}`, `date_input("X", key="op.x")`, ""},
		{`{type: date, min: 2020-01-01}`, `date_input("X", dt.date(2020, 1, 1), min_value=dt.date(2020, 1, 1), key="op.x")`, ""},
		{`{type: datetime, default: "2024-02-29T23:59:59"}`, `datetime_input("X", dt.datetime(2024, 2, 29, 23, 59, 59), key="op.x")`, ""},
		{`{type: time}`, `time_input("X", dt.time(0, 0), key="op.x")`, ""},
		{`{type: string, enum: [a, b], default: b}`, `selectbox("X", choices.OP_X, index=1, key="op.x")`, ""},
		{`{type: string, enum: [a, b], widget: radio, optional: true}`, `radio("X", choices.OP_X, index=None, key="op.x")`, ""},
		{`{type: string, enum: [a, b], widget: slider}`, `selectbox("X", choices.OP_X, key="op.x")`, ""},
		{`{type: "list[string]", enum: [a, b], default: [a]}`, `multiselect("X", choices.OP_X, default=["a"], key="op.x")`, ""},
		{`{type: "list[int]", default: [1]}`, `multiselect("X", ["1"], default=["1"], accept_new_options=True, key="op.x")`, `typed(int, x)`},
		{`{type: "list[date]", optional: true}`, `multiselect("X", [], accept_new_options=True, key="op.x")`, `typed(dt.date.fromisoformat, x) or None`},
		{`{type: file}`, `file_uploader("X", key="op.x")`, `uploaded(x)`},
		{`{type: file, optional: true}`, `file_uploader("X", key="op.x")`, `x.getvalue() if x else None`},
	}
	for _, test := range tests {
		v := build(t, "  - id: op\n    kind: computation\n    from: {call: core:op}\n    inputs: {x: "+test.input+"}\n    output: {type: none}\n")
		s := v.Pages[0].Sections[0]
		f := s.Fields[0]
		if call := f.Function + `("` + f.Label.Raw() + `", ` + f.Arguments + `key=` + f.Key + `)`; call != test.call {
			t.Errorf("%s\n got %s\nwant %s", test.input, call, test.call)
		}
		want := test.value
		if want == "" {
			want = "x"
		}
		if s.Args[0].Value != want {
			t.Errorf("%s: the client gets %s, want %s", test.input, s.Args[0].Value, want)
		}
	}
}

// TestSharedInputs holds that queries of a page ask once for what they ask for alike, and that all
// else has a variable of its own.
func TestSharedInputs(t *testing.T) {
	v := build(t, `
  - {id: totals, kind: query, from: {call: core:totals}, inputs: {region: {type: string, default: N}, day: {type: date, default: 2025-01-01}}, output: {type: scalar, of: int}}
  - {id: months, kind: query, from: {call: core:months}, inputs: {region: {type: string, default: N}, day: {type: date, default: 2025-12-31}}, output: {type: table}}
  - {id: export, kind: file, from: {call: core:export}, inputs: {region: {type: string, default: N}, st: {type: int, default: 1}}, output: {type: file, media_type: text/csv}}
`)
	p := v.Pages[0]
	got := map[string]string{}
	for _, f := range p.Sidebar {
		got["sidebar "+f.Variable] = f.Key
	}
	for _, s := range p.Sections {
		for _, f := range s.Fields {
			got[s.ID+" "+f.Variable] = f.Key
		}
	}
	want := map[string]string{
		"sidebar region": `"region"`, "totals totals_day": `"totals.day"`, "months months_day": `"months.day"`,
		"export export_region": `"export.region"`, "export export_st": `"export.st"`,
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if args := p.Sections[1].Args; args[0] != (UIArg{Keyword: "region", Value: "region"}) || args[1].Value != "months_day" {
		t.Errorf("months is called with %v", args)
	}
}

// TestWhenSectionsRun holds that only queries whose inputs all have values run by themselves.
func TestWhenSectionsRun(t *testing.T) {
	tests := []struct {
		kind, inputs, output string
		form                 bool
		submit               string
	}{
		{"query", `{}`, `{type: table}`, false, "Show"},
		{"query", `{x: {type: int, default: 1}, y: {type: int, optional: true}}`, `{type: table}`, false, "Show"},
		{"query", `{x: {type: int}}`, `{type: table}`, true, "Show"},
		{"computation", `{}`, `{type: scalar, of: int}`, true, "Run"},
		{"file", `{}`, `{type: file, media_type: text/csv}`, true, "Prepare"},
		{"write", `{}`, `{type: none}`, true, "Place order"},
	}
	for _, test := range tests {
		v := build(t, "  - {id: place_order, kind: "+test.kind+", from: {call: core:op}, inputs: "+test.inputs+", output: "+test.output+"}\n")
		s := v.Pages[0].Sections[0]
		if s.Form != test.form || s.Submit.Raw() != test.submit {
			t.Errorf("%s %s: form %v, submit %q; want %v, %q", test.kind, test.inputs, s.Form, s.Submit.Raw(), test.form, test.submit)
		}
	}
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"Revenue, orders (net): 3 - 4!": "Revenue, orders (net): 3 - 4!",
		"a_b _c_ d":                     `a_b \_c\_ d`,
		"*bold* `code` [x](y) <b>":      "\\*bold\\* \\`code\\` \\[x\\](y) \\<b\\>",
		"cost $5 and $6 :smile: 10:30":  `cost \$5 and \$6 \:smile: 10\:30`,
		"# no heading\n- no list":       `\# no heading - no list`,
	} {
		if got := plain(text).Raw(); got != want {
			t.Errorf("plain(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestWritesStandFirst holds that a page asks for what it shows after it has written.
func TestWritesStandFirst(t *testing.T) {
	v := build(t, `
  - {id: listing, kind: query, from: {call: core:a}, output: {type: table}}
  - {id: later, kind: write, from: {none: not yet}, output: {type: none}}
  - {id: place, kind: write, from: {call: core:b}, output: {type: none}}
`)
	var got []string
	for _, s := range v.Pages[0].Sections {
		got = append(got, s.ID)
	}
	if want := []string{"place", "listing", "later"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestFolderOfPages holds where the client of an app's own pages lies: beside the entry, where Python looks for modules.
func TestFolderOfPages(t *testing.T) {
	for _, tc := range []struct{ entry, client, root, foreign string }{
		{"app.py", "lifted.py", "parent", `^(?!lifted\.py$|tests/)`},
		{"./web/app/Home.py", "web/app/lifted.py", "parents[2]", `^(?!web/$|web/app/$|web/app/lifted\.py$|tests/)`},
		{"a+b/app.py", "a+b/lifted.py", "parents[1]", `^(?!a\+b/$|a\+b/lifted\.py$|tests/)`},
	} {
		u := UI{Entry: NewText(tc.entry)}
		if got := []string{u.Client().Raw(), u.Root(), u.Foreign().Raw()}; !slices.Equal(got, []string{tc.client, tc.root, tc.foreign}) {
			t.Errorf("%s: %q", tc.entry, got)
		}
	}
}
