package view

import (
	"slices"
	"strings"
	"testing"
)

// goView builds a view of operations with the Go client asked for.
func goView(t *testing.T, operations string) *View {
	t.Helper()
	return build(t, operations+"resources: {db: {kind: sql, url: {env: DATABASE_URL}}}\nclients: [go]\n")
}

// TestGoSignatures shows an operation's method in the Go client: inputs, results, and how inputs are written.
func TestGoSignatures(t *testing.T) {
	tests := []struct{ inputs, output, args, returns, writes string }{
		{`{}`, `{type: none}`, "", "error", ""},
		{`{n: {type: int, default: 3}}`, `{type: scalar, of: int}`, "N Optional[int64]", "(int64, error)", "intOf(in.N.Or(3))"},
		{`{day_id: {type: date, optional: true}}`, `{type: scalar, of: decimal, nullable: true}`, "DayID Optional[Date]", "(Optional[Decimal], error)", "maybe(in.DayID, timeOf)"},
		{`{a: {type: number}}`, `{type: list, of: date}`, "A float64", "([]Date, error)", "floatOf(in.A)"},
		{`{s: {type: "list[string]", default: [x]}}`, `{type: table}`, "S Optional[[]string]", "([]map[string]any, error)", `listOf(in.S.Or([]string{"x"}), textOf)`},
		{`{color: {type: string, enum: [x, y]}}`, `{type: table, columns: {a: int}}`, "Color Color", "([]OpRow, error)", "textOf(in.Color)"},
		{`{c: {type: decimal, default: "1e3"}}`, `{type: record, fields: {a: any}}`, "C Optional[Decimal]", "(OpResult, error)", `textOf(in.C.Or("1E+3"))`},
		{`{f: {type: file}}`, `{type: file, media_type: text/csv}`, "F []byte", "(*File, error)", "fileOf(in.F)"},
	}
	for _, test := range tests {
		kind := "query"
		if strings.Contains(test.output, "type: file") {
			kind = "file"
		}
		v := goView(t, "  - {id: op, kind: "+kind+", from: {call: core:op}, inputs: "+test.inputs+", output: "+test.output+"}\n")
		g := v.Operations[0].Go
		var args, writes []string
		for _, a := range g.Args {
			args, writes = append(args, a.Name+" "+a.Type), append(writes, a.Write)
		}
		got := []string{strings.Join(args, ", "), g.Returns, strings.Join(writes, ", ")}
		if want := []string{test.args, test.returns, test.writes}; !slices.Equal(got, want) {
			t.Errorf("%s %s\n got %q\nwant %q", test.inputs, test.output, got, want)
		}
	}
}

// TestGoNamesAreUnique holds that no two things of the package have one name, whatever the manifest calls them, and that
// one operation more changes no name.
func TestGoNamesAreUnique(t *testing.T) {
	const clashing = `
  - {id: on_behalf_of, kind: query, from: {call: core:a}, inputs: {date: {type: string, enum: [N, "n", "ñ", "", " "]}}, output: {type: record, fields: {a: int}}}
  - {id: other, kind: query, from: {call: core:b}, inputs: {client: {type: string, enum: [new]}, problem: {type: int, enum: [1, -1]}}, output: {type: none}}
  - {id: third, kind: query, from: {call: core:c}, inputs: {other_input: {type: string, enum: [x]}}, output: {type: table, columns: {a: int}}}
`
	names := func(v *View) []string {
		var all []string
		for _, o := range v.Operations {
			all = append(all, "Client."+o.Go.Method, o.Go.Input)
			if o.Go.Model != "" {
				all = append(all, o.Go.Model)
			}
			for _, f := range o.Go.Fields {
				all = append(all, o.Go.Model+"."+f.Name)
			}
			for _, a := range o.Go.Args {
				all = append(all, o.Go.Input+"."+a.Name)
			}
		}
		for _, c := range v.GoClient.Choices {
			all = append(all, c.Type)
			for _, value := range c.Values {
				all = append(all, value.Name)
			}
		}
		return all
	}
	all := names(goView(t, clashing))
	seen := goTaken("Client", "Config", "Date", "New", "Problem", "Client.OnBehalfOf")
	for _, name := range all {
		if seen[name] {
			t.Errorf("%s stands twice in %q", name, all)
		}
		seen[name] = true
	}
	more := names(goView(t, clashing+"  - {id: another, kind: query, from: {call: core:d}, output: {type: none}}\n"))
	for _, name := range all {
		if !slices.Contains(more, name) {
			t.Errorf("%s has another name when an operation is added", name)
		}
	}
}

// TestGoPages holds which operations can be walked page by page.
func TestGoPages(t *testing.T) {
	for inputs, want := range map[string]string{
		`{limit: {type: int, default: 5}, offset: {type: int, default: 0}}`:     "in.Limit.Or(5) in.Offset.Or(0) Some(offset)",
		`{limit: {type: int}, offset: {type: int}}`:                             "in.Limit in.Offset offset",
		`{limit: {type: int, default: 5}, offset: {type: int, optional: true}}`: "in.Limit.Or(5) in.Offset.Or(0) Some(offset)",
		`{limit: {type: int, optional: true}, offset: {type: int}}`:             "  ",
		`{limit: {type: int, enum: [5]}, offset: {type: int}}`:                  "  ",
	} {
		v := goView(t, "  - {id: op, kind: query, uses: [db], from: {sql: \"SELECT a FROM t LIMIT :limit OFFSET :offset\"}, inputs: "+inputs+", output: {type: table, columns: {a: int}}}\n")
		g := v.Operations[0].Go
		if got := g.Limit + " " + g.Offset + " " + g.SetOffset; got != want || (g.All == "OpAll") != (want != "  ") {
			t.Errorf("%s: %q by %q, want %q", inputs, got, g.All, want)
		}
	}
}
