package view

import (
	"slices"
	"strings"
	"testing"
)

// TestClientSignatures shows an operation's method in the client: arguments, result and reader.
func TestClientSignatures(t *testing.T) {
	tests := []struct{ inputs, output, args, result, read string }{
		{`{}`, `{type: none}`, "", "None", "_call.nothing"},
		{`{n: {type: int, default: 3}}`, `{type: scalar, of: int}`, "n: int = 3", "int", "_call.json_of(_wire.integer)"},
		{`{d: {type: date, optional: true}}`, `{type: scalar, of: decimal, nullable: true}`, "d: dt.date | None = None", "Decimal | None", "_call.json_of(_wire.optional(_wire.decimal))"},
		{`{a: {type: int, default: 1}, b: {type: int}}`, `{type: list, of: date}`, "b: int, a: int = 1", "list[dt.date]", "_call.json_of(_wire.items(_wire.date))"},
		{`{s: {type: "list[string]", default: [x]}}`, `{type: table}`, `s: Sequence[str] = ("x",)`, "Table[dict[str, object]]", "_call.table_of(_wire.mapping)"},
		{`{c: {type: string, enum: [x, y]}}`, `{type: table, columns: {a: int}}`, "c: choices.OpC", "Table[models.OpRow]", "_call.table_of(_read_op)"},
		{`{timeouts: {type: number, default: 1}}`, `{type: record, fields: {a: any}}`, "timeouts: float = 1.0", "models.Op", "_call.json_of(_read_op)"},
		{`{}`, `{type: record}`, "", "dict[str, object]", "_call.json_of(_wire.mapping)"},
	}
	for _, test := range tests {
		v := build(t, "  - {id: op, kind: query, from: {call: core:op}, inputs: "+test.inputs+", output: "+test.output+"}\n")
		c := v.Operations[0].Client
		var args []string
		for _, a := range c.Args {
			arg := a.Name + ": " + a.Annotation
			if a.Default != "" {
				arg += " = " + a.Default
			}
			args = append(args, arg)
		}
		if got := strings.Join(args, ", "); got != test.args || c.Result != test.result || c.Read != test.read {
			t.Errorf("%s %s\n got (%s) -> %s by %s\nwant (%s) -> %s by %s", test.inputs, test.output, got, c.Result, c.Read, test.args, test.result, test.read)
		}
	}
}

// TestClientNames holds that no name of an operation hides one that the client needs itself, and
// that inputs of one name with other values get a type of their own.
func TestClientNames(t *testing.T) {
	v := build(t, `
  - {id: models, kind: query, from: {call: core:a}, inputs: {region: {type: string, enum: [N, S]}}, output: {type: record, fields: {a: int}}}
  - {id: decimal, kind: query, from: {call: core:b}, inputs: {region: {type: string, enum: [N, S]}}, output: {type: record, fields: {a: int}}}
  - {id: sales, kind: query, from: {call: core:c}, inputs: {region: {type: string, enum: [N]}}, output: {type: table, columns: {a: int}}}
  - {id: sales_row, kind: query, from: {call: core:d}, inputs: {literal: {type: string, enum: [N]}}, output: {type: record, fields: {a: int}}}
`)
	var got []string
	for _, o := range v.Operations {
		got = append(got, o.Client.Method+" "+o.Client.Model+" "+o.Client.Args[0].Annotation)
	}
	want := []string{
		"models_ Models choices.Region", "decimal DecimalModel choices.Region", "sales SalesRow choices.SalesRegion",
		"sales_row SalesRowModel choices.SalesRowLiteral",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
