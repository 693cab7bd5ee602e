package sqltext

import (
	"fmt"
	"strings"
	"testing"
)

const definitions = `
CREATE TABLE IF NOT EXISTS main.orders (
	id INTEGER PRIMARY KEY, -- the number
	ordered_on DATE NOT NULL, "region" TEXT NOT NULL, price NUMERIC(10, 2) NOT NULL CHECK (price > 0),
	quantity INT NOT NULL DEFAULT 1, note VARCHAR(200), paid BOOLEAN, FOREIGN KEY (region) REFERENCES regions (name)
);
create table regions (name text primary key, manager text, since timestamp not null);
CREATE INDEX by_day ON orders (ordered_on);
CREATE TABLE half (a INTEGER`

func TestColumns(t *testing.T) {
	schema := Schema{}
	schema.Define(definitions)
	for query, want := range map[string]string{
		"SELECT id, o.region, price, note, paid, ordered_on FROM orders o":                       "id int, region text, price real, note text?, paid bool?, ordered_on day",
		"select distinct Region as where_, quantity * price AS total from orders":                "where_ text, total real",
		"SELECT region, COUNT(*) AS n, SUM(quantity) units, MAX(note) m FROM orders GROUP BY 1":  "region text, n int, units int, m text?",
		"SELECT SUM(quantity * price) / 100.0 AS revenue FROM orders":                            "revenue real?",
		"SELECT COALESCE(SUM(price), 0.0) AS s FROM orders":                                      "s real",
		"SELECT substr(ordered_on, 1, 7) AS month FROM orders":                                   "month text",
		"SELECT o.id, r.manager, r.since FROM orders o LEFT JOIN regions r ON r.name = o.region": "id int?, manager text?, since moment?",
		"SELECT o.id, r.since FROM orders o JOIN regions r ON r.name = o.region":                 "id int, since moment",
		"WITH best AS (SELECT id FROM orders) SELECT id, 'x' AS kind, 1 AS one FROM best":        "id -?, kind text, one int",
		"SELECT CAST(price AS INTEGER) AS whole, ROUND(price) AS r FROM orders":                  "whole int, r real",
		"SELECT CASE WHEN paid THEN 'yes' ELSE 'no' END AS said FROM orders":                     "said -?",
		"SELECT a, b AS c FROM elsewhere":                                                        "a -?, c -?",
		"SELECT id FROM (SELECT id FROM orders) x":                                               "id -?",
		"SELECT manager || ' of ' || name AS title FROM regions;":                                "title text?",
		"SELECT \"Region\" FROM orders":                                                          "Region text",
		"SELECT ? AS dyn, id FROM orders WHERE ?":                                                "dyn -?, id int",
		"SELECT * FROM orders":                      "no",
		"SELECT o.* FROM orders o":                  "no",
		"SELECT COUNT(*) FROM orders":               "no",
		"SELECT id, id FROM orders":                 "no",
		"SELECT id FROM orders; DELETE FROM orders": "no",
		"DELETE FROM orders":                        "no",
		"":                                          "no",
		"SELECT":                                    "no",
		"SELECT (":                                  "no",
		"SELECT a, FROM b":                          "no",
	} {
		got := "no"
		if columns, ok := Columns(query, schema); ok {
			var parts []string
			for _, c := range columns {
				parts = append(parts, fmt.Sprintf("%s %s%s", c.Name, []string{"-", "text", "int", "real", "bool", "day", "moment"}[c.Type], map[bool]string{true: "?"}[c.Nullable]))
			}
			got = strings.Join(parts, ", ")
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", query, got, want)
		}
	}
	if _, half := schema["half"]; half {
		t.Error("a definition without an end counts")
	}
}

// Of two definitions of one table only what both say is believed.
func TestDefineTwice(t *testing.T) {
	schema := Schema{}
	schema.Define("x = 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)'")
	schema.Define("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, c TEXT)")
	if got := fmt.Sprint(schema["t"]); got != "[{id 2 false}]" {
		t.Errorf("got %s", got)
	}
}

func FuzzColumns(f *testing.F) {
	f.Add("SELECT a, b AS c FROM d LEFT JOIN e ON (x = y) GROUP BY 1")
	f.Add(definitions)
	f.Fuzz(func(t *testing.T, text string) {
		schema := Schema{}
		schema.Define(text)
		Columns(text, schema)
	})
}
