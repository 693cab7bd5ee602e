package sqltext

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// cases are SQL texts with the parameters they bind; everything else only looks like one.
func cases() []struct {
	name, sql string
	dialect   Dialect
	want      []string
} {
	return []struct {
		name, sql string
		dialect   Dialect
		want      []string
	}{
		{name: "plain", sql: "SELECT * FROM t WHERE a = :a AND b >= :b_2", want: []string{"a", "b_2"}},
		{name: "twice", sql: "SELECT :a, :a", want: []string{"a", "a"}},
		{name: "in a string", sql: "SELECT ':x', 'it''s :y' WHERE a = :z", want: []string{"z"}},
		{name: "in a quoted name", sql: `SELECT ":x" FROM t`, want: nil},
		{name: "in a bracket name", sql: "SELECT [a :x] FROM t", dialect: SQLite, want: nil},
		{name: "in comments", sql: "SELECT 1 -- :x\n/* :y */ + :z", want: []string{"z"}},
		{name: "nested comment", sql: "/* a /* b */ :x */ SELECT :y", dialect: PostgreSQL, want: []string{"y"}},
		{name: "cast", sql: "SELECT a::date, :b::int, :c :: text", dialect: PostgreSQL, want: []string{"b", "c"}},
		{name: "assignment", sql: "SELECT @x:=1", want: nil},
		{name: "dollar quote", sql: "SELECT $$ :x $$, $tag$ :y $$ $tag$, :z", dialect: PostgreSQL, want: []string{"z"}},
		{name: "escape string", sql: `SELECT E'\' :x', :y`, dialect: PostgreSQL, want: []string{"y"}},
		{name: "json operators", sql: "SELECT a ? 'k', a ?| array['x'] WHERE b = :b", dialect: PostgreSQL, want: []string{"b"}},
		{name: "time literal", sql: "SELECT '12:30:00', 12:30", want: nil},
		{name: "slice", sql: "SELECT a[1:2], a[ :2], a[:n]", dialect: PostgreSQL, want: []string{"n"}},
		{name: "percent", sql: "SELECT '%%' || :a, x % 2, 'LIKE %s'", want: []string{"a"}},
		{name: "backslash before a colon", sql: `SELECT 'C\:x', 'a\:', :b`, want: []string{"b"}},
		{name: "other script", sql: "SELECT 'ü:x', '×:y', :z", want: []string{"z"}},
		{name: "between colons", sql: "SELECT a[:n:m], x:::y", dialect: PostgreSQL, want: []string{"n"}},
		{name: "behind a backslash", sql: `SELECT \:x, :y`, want: []string{"y"}},
		{name: "behind no letter", sql: "SELECT :a×b, ×:c", want: []string{"a", "c"}},
		{name: "comment to a carriage return", sql: "-- :x\r SELECT :y", dialect: PostgreSQL, want: []string{"y"}},
		{name: "unfinished", sql: "SELECT ':x", want: nil},
	}
}

func TestParams(t *testing.T) {
	for _, tc := range cases() {
		var got []string
		for _, p := range Params(tc.sql, tc.dialect) {
			got = append(got, p.Name)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

// TestBindAgainstSQLAlchemy lets SQLAlchemy read every bound text: it must find exactly the
// parameters, and compile to the text itself, spaces before casts aside.
func TestBindAgainstSQLAlchemy(t *testing.T) {
	python := os.Getenv("STREAMLIFT_E2E_PYTHON")
	if python == "" {
		t.Skip("STREAMLIFT_E2E_PYTHON is not set: run `make unit`, which builds the environment with SQLAlchemy")
	}
	type binding struct {
		sql  string
		want []string
	}
	var all []binding
	var texts []string
	for _, tc := range cases() {
		all = append(all, binding{sql: tc.sql, want: tc.want})
		texts = append(texts, Bind(tc.sql, tc.dialect))
	}
	for _, sql := range randomCases(6000) {
		for _, dialect := range []Dialect{Generic, SQLite, PostgreSQL} {
			b := binding{sql: sql}
			for _, p := range Params(sql, dialect) {
				b.want = append(b.want, p.Name)
			}
			all = append(all, b)
			texts = append(texts, Bind(sql, dialect))
		}
	}
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", `
import json, sys
from sqlalchemy import text
from sqlalchemy.dialects import sqlite
out = []
for sql in json.load(sys.stdin):
    clause = text(sql)
    out.append([sorted(clause._bindparams), str(clause.compile(dialect=sqlite.dialect(paramstyle="named")))])
print(json.dumps(out))`)
	cmd.Stdin = bytes.NewReader(input)
	cmd.Stderr = os.Stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var results [][2]any
	if err := json.Unmarshal(output, &results); err != nil {
		t.Fatal(err)
	}
	for i, tc := range all {
		var names []string
		for _, name := range results[i][0].([]any) {
			names = append(names, name.(string))
		}
		want := slices.Compact(slices.Sorted(slices.Values(tc.want)))
		if !slices.Equal(names, want) {
			t.Errorf("%q: SQLAlchemy binds %q in %q, want %q", tc.sql, names, texts[i], want)
		}
		compiled := strings.ReplaceAll(results[i][1].(string), " :", ":")
		if original := strings.ReplaceAll(tc.sql, " :", ":"); compiled != original {
			t.Errorf("%q reaches the database as %q", tc.sql, results[i][1])
		}
	}
}

// randomCases are texts of pieces in which colons meet everything they may meet.
func randomCases(n int) []string {
	pieces := []string{":", ":", ":a", ":b", "::", ":=", "\\", "'", "''", "\"", "--", "\n", "/*", "*/", "$$", "$t$", "E'", "[", "]", " ", "x", "1", "é", "×", "?", "%", "%s", "@", ";", "\r"}
	random := rand.New(rand.NewPCG(1, 2))
	var out []string
	for range n {
		var b strings.Builder
		for range 1 + random.IntN(9) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		out = append(out, b.String())
	}
	return out
}

func TestVerb(t *testing.T) {
	for sql, want := range map[string]string{
		"select 1":                        "SELECT",
		" -- note\n insert into t values": "INSERT",
		"WITH a AS (SELECT 1), b AS (SELECT 2) UPDATE t SET x = 1": "UPDATE",
		"WITH a AS (SELECT 1) SELECT * FROM a":                     "SELECT",
		"WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a":    "DELETE",
		"(SELECT 1)":                             "SELECT",
		"((WITH a AS (SELECT 1) SELECT 2))":      "SELECT",
		"":                                       "",
		"PRAGMA user_version":                    "PRAGMA",
		"SELECT a INTO b FROM c":                 "SELECT INTO",
		"SELECT (SELECT 1) FROM c":               "SELECT",
		"EXPLAIN ANALYZE DELETE FROM t":          "DELETE",
		"EXPLAIN (ANALYZE, VERBOSE) UPDATE t":    "UPDATE",
		"EXPLAIN DELETE FROM t":                  "EXPLAIN",
		"WITH merge AS (SELECT 1) SELECT * FROM": "SELECT",
		"WITH a AS (SELECT replace(x, 'a', 'b') FROM t) SELECT 1":                     "SELECT",
		"WITH a (x, y) AS MATERIALIZED (VALUES (1, 2)) INSERT INTO t SELECT * FROM a": "INSERT",
	} {
		if got := Verb(sql, PostgreSQL); got != want {
			t.Errorf("Verb(%q) = %q, want %q", sql, got, want)
		}
	}
}

func TestReads(t *testing.T) {
	for sql, want := range map[string]bool{
		"SELECT 1":                      true,
		"PRAGMA table_info(t)":          true,
		"PRAGMA user_version = 3":       false,
		"EXPLAIN SELECT 1":              true,
		"EXPLAIN ANALYZE DELETE FROM t": false,
		"SELECT * INTO u FROM t":        false,
		"VACUUM":                        false,
		"":                              false,
	} {
		if got := Reads(sql, Generic); got != want {
			t.Errorf("Reads(%q) = %t", sql, got)
		}
	}
}

func TestStatements(t *testing.T) {
	sql := " SELECT ';' ; -- ;\n ; DELETE FROM t /* ; */ ;"
	var got []string
	for _, span := range Statements(sql, Generic) {
		got = append(got, sql[span.Start:span.End])
	}
	if want := []string{"SELECT ';'", "DELETE FROM t"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzScan holds that tokens cover the text without gap, in every dialect.
func FuzzScan(f *testing.F) {
	for _, tc := range cases() {
		f.Add(tc.sql)
	}
	f.Fuzz(func(t *testing.T, sql string) {
		for _, dialect := range []Dialect{Generic, SQLite, PostgreSQL} {
			at := 0
			for _, token := range Scan(sql, dialect) {
				if token.Span.Start != at || token.Span.End <= at {
					t.Fatalf("token %v after offset %d", token, at)
				}
				at = token.Span.End
			}
			if at != len(sql) {
				t.Fatalf("tokens end at %d of %d", at, len(sql))
			}
			_, _ = Bind(sql, dialect), Verb(sql, dialect)
		}
	})
}
