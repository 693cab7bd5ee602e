package manifest

import (
	"strings"
	"testing"
)

func TestStructuredInputs(t *testing.T) {
	const base = `streamlift: 1
app: {name: shop, source: .}
logic: [core.py]
operations:
  - id: order
    kind: write
    from: {call: core:order}
    inputs:
      lines: INPUT
    output: {type: none}
`
	for _, c := range []struct{ input, want string }{
		{"{type: record}", ""},
		{"{type: record, of: int, min_length: 1, max_length: 9, optional: true}", ""},
		{"{type: record, fields: {sku: string, pieces: {type: int, default: 1}, note: {type: text, nullable: true}}}", ""},
		{`{type: "list[record]", default: [], max_length: 9}`, ""},
		{"{type: any, optional: true}", ""},
		{"{type: table, columns: {sku: string, pieces: {type: int, nullable: true}}, max_length: 500, optional: true}", ""},
		{"{type: record, columns: {sku: string}}", `streamlift.yaml:9:7: input "lines" has ` + "`columns`" + `, and is no table. write type: table, or fields`},
		{"{type: table, fields: {sku: string}}", `streamlift.yaml:9:7: input "lines" is a table and has a default, ` + "`of` or `fields`. it takes `columns`, `optional`, lengths and a label"},
		{"{type: table}\n      more: {type: table}", `streamlift.yaml:9:7: operation "order" takes 2 tables. take one` + "\n" + `streamlift.yaml:10:7: operation "order" takes 2 tables. take one`},
		{"{type: string, of: int}", `streamlift.yaml:9:7: input "lines" is a string and has ` + "`of` or `fields`" + `. they go with type: record and list[record]`},
		{"{type: record, of: int, fields: {a: int}}", `streamlift.yaml:9:7: input "lines" has ` + "`of` and `fields`" + `. keep one: fields have types of their own`},
		{"{type: record, default: x}", `streamlift.yaml:9:7: input "lines" is a record and has a default, values or a pattern. it takes ` + "`optional`, lengths and a label; a list also `default: []`"},
		{"{type: any, max_length: 3}", `streamlift.yaml:9:7: input "lines" is of type any and has a length. use min and max`},
		{"{type: record, fields: {a: int}, max_length: 3}", `streamlift.yaml:9:7: input "lines" is of type record and has a length. use min and max`},
		{"{type: record, fields: {Net weight: int, net_weight: int}}", `streamlift.yaml:9:55: fields "Net weight" and "net_weight" of input "lines" are one name in Python. rename one`},
		{"{type: record, fields: {a: {type: int, default: x}}}", `streamlift.yaml:9:62: the default of field "a" is "x", not a whole number`},
		{"{type: record, fields: {a: {type: int, default: 1, nullable: true}}}", `streamlift.yaml:9:38: field "a" may be null and has a default. keep one: a default already lets it be left out`},
		{"{type: record}\n      file: {type: file}", `streamlift.yaml:9:7: input "lines", of type record, stands beside a file, and a form has texts and files alone. make two operations, or give its parts as inputs`},
	} {
		_, diags := Load(FileName, []byte(strings.Replace(base, "INPUT", c.input, 1)))
		if got := diags.Error(); len(diags) > 0 && got != c.want || len(diags) == 0 && c.want != "" {
			t.Errorf("%s: got\n%s\nwant\n%s", c.input, got, c.want)
		}
	}
}

// TestTablesAreSaved shows that only a write takes a table.
func TestTablesAreSaved(t *testing.T) {
	const manifest = `streamlift: 1
app: {name: shop, source: .}
logic: [core.py]
operations:
  - id: total
    kind: computation
    from: {call: core:total}
    inputs: {rows: {type: table}}
    output: {type: scalar, of: number}
`
	_, diags := Load(FileName, []byte(manifest))
	want := `streamlift.yaml:8:14: input "rows" is a table, and the operation saves none. only a write takes a table: what reads one makes it itself`
	if got := diags.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestStructuredNeedsBody shows that what holds others stands neither in a URL nor in SQL.
func TestStructuredNeedsBody(t *testing.T) {
	const manifest = `streamlift: 1
app: {name: shop}
resources: {db: {kind: sql, url: {env: DATABASE_URL}}}
operations:
  - id: find
    kind: query
    method: GET
    uses: [db]
    from: {sql: "SELECT :what"}
    inputs: {what: {type: any}}
    output: {type: table}
`
	_, diags := Load(FileName, []byte(manifest))
	for _, want := range []string{
		`operation "find" takes a file, a record or sensitive input, but its method is GET. use POST`,
		`input "what" is of type any, which SQL cannot bind. use ` + "`call`",
	} {
		if !strings.Contains(diags.Error(), want) {
			t.Errorf("got\n%s\nwithout\n%s", diags.Error(), want)
		}
	}
}
