package manifest

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// base is a small valid manifest; cases replace or add lines.
const base = `streamlift: 1
app: {name: shop}
resources:
  db: {kind: sql, url: {env: DATABASE_URL, default: "sqlite:///shop.db"}}
operations:
  - id: orders
    kind: query
    uses: [db]
    from: {sql: "SELECT * FROM orders WHERE day >= :since"}
    inputs:
      since: {type: date}
    output: {type: table}
`

func TestLoadsExamples(t *testing.T) {
	for _, path := range []string{"../../examples/sales/streamlift.yaml", "../../examples/inventory/streamlift.yaml"} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if m, diags := Load(path, content); len(diags) > 0 || len(m.Operations) == 0 {
			t.Errorf("%s: %v", path, diags)
		}
	}
	if m, diags := Load("streamlift.yaml", []byte(base)); len(diags) > 0 || m.Operations[0].Inputs[0].Type != Date {
		t.Errorf("base: %v", diags)
	}
}

// TestKept: an operation stays by a word or by a reason, and a word that is neither is refused.
func TestKept(t *testing.T) {
	for kept, want := range map[string]string{"true": "true ", "false": "false ", "it takes a lock": "true it takes a lock", "no": "refused", "''": "refused"} {
		m, diags := Load("streamlift.yaml", []byte(base+"    kept: "+kept+"\n"))
		got := "refused"
		if !diags.Failed() {
			got = fmt.Sprint(m.Operations[0].Kept, " ", m.Operations[0].KeptBecause)
		}
		if got != want {
			t.Errorf("kept: %s gives %q, want %q", kept, got, want)
		}
	}
}

func TestLoadReports(t *testing.T) {
	for _, tc := range []struct {
		name, old, new string // a replacement in base
		want           []string
	}{
		{name: "unknown key", old: "kind: query", new: "kidn: query", want: []string{
			`streamlift.yaml:6:5: item 1 of "operations" has no "kind". add it: What it does.`,
			`streamlift.yaml:7:5: unknown key "kidn" in item 1 of "operations". did you mean "kind"?`}},
		{name: "wrong kind", old: "kind: query", new: "kind: qery", want: []string{`streamlift.yaml:7:11: "kind" is "qery". did you mean "query"?`}},
		{name: "wrong type", old: "inputs:\n      since: {type: date}", new: "inputs: [since]", want: []string{
			`streamlift.yaml:9:17: the SQL of "orders" binds :since, which is no input. no inputs are defined`,
			`streamlift.yaml:10:13: "inputs" is a list, not a mapping. write ` + "`key: value` lines below it"}},
		{name: "duplicate key", old: "app: {name: shop}", new: "app: {name: shop}\napp: {name: other}", want: []string{
			`streamlift.yaml:3:1: "app" stands twice in the manifest. previously defined at line 2; keep one`}},
		{name: "unknown resource", old: "uses: [db]", new: "uses: [bd]", want: []string{
			`streamlift.yaml:8:12: operation "orders" uses "bd", which is no resource. did you mean "db"?`}},
		{name: "parameter that is no input", old: ":since", new: ":sinec", want: []string{
			`streamlift.yaml:9:17: the SQL of "orders" binds :sinec, which is no input. did you mean "since"?`,
			`streamlift.yaml:11:7: input "since" is not bound by the SQL of "orders". use it as :since or take it out`}},
		{name: "reserved word", old: "id: orders", new: "id: import", want: []string{
			`streamlift.yaml:6:9: operation name "import" is a word of Python. choose another, as "import_items"`}},
		{name: "default out of bounds", old: "{type: date}", new: "{type: date, default: 2024-05-01, min: 2025-01-01}", want: []string{
			`streamlift.yaml:11:36: 2024-05-01 of input "since" is below its min 2025-01-01`}},
		{name: "default of the wrong type", old: "{type: date}", new: "{type: date, default: soon}", want: []string{
			`streamlift.yaml:11:36: the default of input "since" is "soon", not written as YYYY-MM-DD`}},
		{name: "default not among values", old: "{type: date}", new: "{type: string, enum: [a, b], default: c}", want: []string{
			`streamlift.yaml:11:52: the default of input "since" is "c", which is not among its values. values: a, b`}},
		{name: "min above max", old: "{type: date}", new: "{type: int, min: 5, max: 1}", want: []string{
			`streamlift.yaml:11:39: max of input "since" is 1, below its min 5. swap them`}},
		{name: "look-around", old: "{type: date}", new: "{type: string, pattern: '(?=a)b'}", want: []string{
			`streamlift.yaml:11:7: pattern of input "since" does not compile: invalid or unsupported Perl syntax: ` + "`(?=`" + `. look-around and back references are not supported`}},
		{name: "a query that writes", old: "SELECT * FROM orders WHERE day >=", new: "DELETE FROM orders WHERE day =", want: []string{
			`streamlift.yaml:9:17: the SQL of "orders" begins with DELETE, but its kind is query. make the kind write`}},
		{name: "two statements", old: ":since", new: ":since; DROP TABLE orders", want: []string{
			`streamlift.yaml:9:17: the SQL of "orders" has 2 statements. write one; several belong in a function`}},
		{name: "positional parameter", old: "day >= :since", new: "day >= :since AND a = ?", want: []string{
			`streamlift.yaml:9:17: the SQL of "orders" holds the parameter ?. bind by name, as :since`}},
		{name: "newer version", old: "streamlift: 1", new: "streamlift: 2", want: []string{
			`streamlift.yaml:1:13: manifest version 2 is newer than this program knows. it reads version 1; update streamlift`}},
		{name: "path out of the app", old: "app: {name: shop}", new: "app: {name: shop, source: .}\nlogic: [../secrets]", want: []string{
			"streamlift.yaml:3:9: logic \"../secrets\" is no path inside the app. write it relative to `source`, with slashes"}},
		{name: "password in the default", old: "sqlite:///shop.db", new: "postgresql://u:hunter2@db/shop", want: []string{
			`streamlift.yaml:4:3: the default URL of "db" holds a password. leave it out; set DATABASE_URL where it runs`}},
		{name: "tab", old: "  - id", new: "\t- id", want: []string{
			`streamlift.yaml:6:1: not valid YAML: found character that cannot start any token. indent with spaces, not tabs`}},
		{name: "anchor", old: "{type: date}", new: "&a {type: date}", want: []string{
			`streamlift.yaml:11:14: anchor &a is not used in manifests. write the value out`}},
		{name: "two sources", old: "from: {sql:", new: "from: {none: later, sql:", want: []string{
			`streamlift.yaml:9:11: "from" has 2 keys. write exactly one`}},
		{name: "names that meet in Python", old: "operations:\n", new: "operations:\n  - {id: orders_, kind: write, output: {type: none}}\n", want: []string{
			`streamlift.yaml:7:9: operation "orders" has the name of another in Python. previously defined at line 6; rename one`,
			`streamlift.yaml:7:9: path "/orders" is taken. previously used at line 6`}},
		{name: "path taken by a default path", old: "operations:\n", new: "operations:\n  - {id: other, path: /orders, kind: write, output: {type: none}}\n", want: []string{
			`streamlift.yaml:7:9: path "/orders" is taken. previously used at line 6`}},
		{name: "number as text", old: "{name: shop}", new: "{name: shop, title: 2024}", want: []string{
			`streamlift.yaml:2:26: "title" is 2024, not text. put it in quotes`}},
		{name: "name of a module", old: "name: shop", new: "name: json", want: []string{
			`streamlift.yaml:2:6: app name "json" is a module that the project imports. choose another, as "json-app"`}},
		{name: "absolute source", old: "name: shop", new: "name: shop, source: /etc", want: []string{
			`streamlift.yaml:2:6: source "/etc" is no relative path. write it relative to the manifest, with slashes`}},
		{name: "logic that hides a module", old: "{name: shop}", new: "{name: shop, source: .}\nlogic: [shop/, pandas.py]", want: []string{
			`streamlift.yaml:3:9: logic "shop/" has the name of the app's package. change the app's name`,
			`streamlift.yaml:3:16: logic "pandas.py" hides the module pandas, which the project imports. rename it in the app`}},
		{name: "keys of another output", old: "{type: table}", new: "{type: table, fields: {a: int}, filename: x.csv}", want: []string{
			`streamlift.yaml:12:27: "fields" does not go with an output of type table. take it out or change the type`,
			`streamlift.yaml:12:45: "filename" does not go with an output of type table. take it out or change the type`}},
		{name: "choice without values", old: "{type: date}", new: "{type: choice}", want: []string{
			`streamlift.yaml:11:7: input "since" is a choice without values. list them, as enum: [a, b]`}},
		{name: "values of two types", old: "{type: date}", new: "{type: choice, enum: [1, a]}", want: []string{
			`streamlift.yaml:11:39: a value of input "since" is "a", not a whole number`}},
		{name: "a default that is no list", old: "{type: date}", new: "{type: 'list[date]', default: 2024-01-01}", want: []string{
			`streamlift.yaml:11:7: the default of input "since" is no list, its type is. write it as [a, b]`}},
		{name: "a default that is a list", old: "{type: date}", new: "{type: date, default: [2024-01-01]}", want: []string{
			`streamlift.yaml:11:7: the default of input "since" is a list, its type is not. write type: list[date]`}},
		{name: "default too long", old: "{type: date}", new: "{type: string, max_length: 2, default: abc}", want: []string{
			`streamlift.yaml:11:53: the default of input "since" has 3 characters. its length is bound to 0 to 2`}},
		{name: "inputs that meet in Python", old: "since: {type: date}", new: "since: {type: date}\n      Since: {type: date}", want: []string{
			`streamlift.yaml:12:7: input "Since" is not bound by the SQL of "orders". use it as :Since or take it out`,
			`streamlift.yaml:12:7: inputs "since" and "Since" are one name in Python. rename one`}},
		{name: "operation twice", old: "operations:\n", new: "operations:\n  - {id: orders, path: /other, kind: write, output: {type: none}}\n", want: []string{
			`streamlift.yaml:7:9: operation "orders" has the name of another in Python. previously defined at line 6; rename one`}},
		{name: "call of no module", old: `from: {sql: "SELECT * FROM orders WHERE day >= :since"}`, new: "from: {call: core.sales:orders}", want: []string{
			`streamlift.yaml:8:12: the parameter that takes "db" is not named. write uses: {parameter: db}`,
			`streamlift.yaml:9:18: module "core.sales" is not among ` + "`logic`. list its file or folder under `logic:`"}},
		{name: "nothing in an item", old: "  - id", new: "  -\n  - id", want: []string{
			`streamlift.yaml:6:4: item 1 of "operations" is empty, not a mapping. write ` + "`key: value` lines below it"}},
		{name: "requirement of one equals sign", old: "{name: shop}", new: "{name: shop, dependencies: [pandas=3]}", want: []string{
			`streamlift.yaml:2:34: item 1 of "dependencies" is "pandas=3". use a requirement as pandas==3.1.1`}},
		{name: "number beyond 64 bits", old: "{type: date}", new: "{type: int, max: 99999999999999999999}", want: []string{
			`streamlift.yaml:11:31: max of input "since" is "99999999999999999999", beyond 64 bits`}},
		{name: "octal number", old: "{type: date}", new: "{type: int, max: 017}", want: []string{
			`streamlift.yaml:11:31: max of input "since" is "017", not a whole number`}},
		{name: "pattern of one engine", old: "{type: date}", new: "{type: string, pattern: '[[:alpha:]]+'}", want: []string{
			`streamlift.yaml:11:7: pattern of input "since" holds "[" in a class, which engines read differently. write it with plain classes and groups`}},
		{name: "pattern is for the whole text", old: "{type: date}", new: "{type: string, pattern: '[a-z]', default: ab}", want: []string{
			`streamlift.yaml:11:56: the default of input "since" is "ab", which its pattern refuses`}},
		{name: "paging by text", old: ":since\"}\n    inputs:\n      since: {type: date}", new: ":s LIMIT :limit OFFSET :offset\"}\n    inputs: {s: {type: date}, limit: {type: string}, offset: {type: int}}", want: []string{
			`streamlift.yaml:10:31: input "limit" of "orders" is not an int, but :limit and :offset make pages. make its type int`}},
		{name: "cache of a write", old: "kind: query", new: "kind: write\n    cache: {ttl: 10m}", want: []string{
			`streamlift.yaml:6:9: operation "orders" writes and has a cache. take the cache out`,
			`streamlift.yaml:10:17: the SQL of "orders" only reads, but its kind is write. make the kind query`,
			`streamlift.yaml:13:13: output of "orders": a write by SQL gives the number of rows or nothing. use {type: scalar, of: int} or {type: none}`}},
		{name: "duration", old: "kind: query", new: "kind: query\n    cache: {ttl: soon}", want: []string{
			`streamlift.yaml:8:18: "ttl" is "soon", not a duration. write seconds, or as 90s, 10m, 2h, 1d`}},
		{name: "method of a read", old: "kind: query", new: "kind: query\n    method: DELETE", want: []string{
			`streamlift.yaml:6:9: operation "orders" reads, but its method is DELETE. use GET or POST`}},
		{name: "fact that is no number", old: "resources:", new: "facts: {longest_job_seconds: {value: -1, reason: r}}\nresources:", want: []string{
			`streamlift.yaml:3:38: "value" is "-1", not a number from 0 up. write it as 1.5`}},
		{name: "explain that runs", old: "SELECT * FROM", new: "EXPLAIN ANALYZE DELETE FROM", want: []string{
			`streamlift.yaml:9:17: the SQL of "orders" begins with DELETE, but its kind is query. make the kind write`}},
		{name: "line separator", old: "kind: query", new: "kind: query # \u2028", want: []string{
			`streamlift.yaml:7:19: an invisible line separator stands here. take it out, or write it as "\u2028" in double quotes`}},
		{name: "key of the service", old: "resources:", new: "service: {audit_logs: true, keys: name}\nresources:", want: []string{
			`streamlift.yaml:3:11: unknown key "audit_logs" in "service". did you mean "audit_log"?`,
			`streamlift.yaml:3:35: "keys" is "name". did you mean "named"?`}},
		{name: "size of a body", old: "resources:", new: "service: {max_body: 1MB}\nresources:", want: []string{
			`streamlift.yaml:3:21: "max_body" is "1MB", not a size. write bytes, or as 512KiB, 2MiB`}},
		{name: "size beyond all need", old: "resources:", new: "service: {max_body: 99999999MiB}\nresources:", want: []string{
			`streamlift.yaml:3:21: "max_body" is "99999999MiB", not a size. write bytes, or as 512KiB, 2MiB`}},
		{name: "one key, but roles", old: "resources:\n  db: {kind: sql, url: {env: DATABASE_URL, default: \"sqlite:///shop.db\"}}\noperations:\n  - id: orders", new: "service: {keys: single}\nresources:\n  db: {kind: sql, url: {env: DATABASE_URL, default: \"sqlite:///shop.db\"}}\noperations:\n  - id: orders\n    roles: [analyst]", want: []string{
			`streamlift.yaml:3:10: one key cannot tell callers apart, but operation "orders" has roles. write keys: named`}},
		{name: "one key, but an audit log", old: "resources:", new: "service: {keys: single, audit_log: true}\nresources:", want: []string{
			`streamlift.yaml:3:10: one key cannot tell callers apart, but there is an audit log, which says who wrote. write keys: named`}},
		{name: "store that is no resource", old: "resources:", new: "service: {keys: named, store: bd}\nresources:", want: []string{
			`streamlift.yaml:3:31: the store is "bd", which is no resource. did you mean "db"?`}},
		{name: "store over http", old: "resources:", new: "service: {keys: named, store: web}\nresources:\n  web: {kind: http, url: {env: WEB_URL}}", want: []string{
			`streamlift.yaml:3:31: the store is "web", which is http. name a resource of kind sql`}},
		{name: "store without use", old: "resources:", new: "service: {store: db}\nresources:", want: []string{
			`streamlift.yaml:3:18: a store is named, but nothing is kept there. add keys: named or audit_log: true, or take it out`}},
		{name: "variable of the service", old: "DATABASE_URL", new: "STORE_URL", want: []string{
			`streamlift.yaml:4:3: variable STORE_URL belongs to the service or the system. choose another name`}},
		{name: "two errors at once", old: "{type: table}", new: "{type: tabel, rows: 1}", want: []string{
			`streamlift.yaml:12:20: "type" is "tabel". did you mean "table"?`,
			`streamlift.yaml:12:27: unknown key "rows" in "output". known keys: columns, fields, filename, max_rows, media_type, nullable, of, type`}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if !strings.Contains(base, tc.old) {
				t.Fatalf("base does not hold %q", tc.old)
			}
			_, diags := Load("streamlift.yaml", []byte(strings.Replace(base, tc.old, tc.new, 1)))
			if got, want := diags.Error(), strings.Join(tc.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestLoadHostile feeds what no manifest is: one clear answer each, with its place, in bounded time.
func TestLoadHostile(t *testing.T) {
	notYAML, deep := "not valid YAML: ", "the manifest is nested too deeply. at most 40 levels are read"
	for _, tc := range []struct{ name, content, want string }{
		{name: "empty", content: "", want: "m: the manifest is empty. `streamlift init` writes one to start from"},
		{name: "only a comment", content: "# nothing\n", want: "m: the manifest is empty. `streamlift init` writes one to start from"},
		{name: "nul", content: "a:\n  \x00", want: `m:2:3: a control character stands here. take it out, or write it as "\x1b" in double quotes`},
		{name: "not UTF-8", content: "streamlift: 1\napp: {name: \xff}\n", want: "m:2:13: the manifest is not UTF-8. save it as UTF-8"},
		{name: "UTF-16", content: "\xff\xfes\x00t\x00", want: "m:1:1: the manifest is not UTF-8. save it as UTF-8"},
		{name: "a list", content: "- 1\n", want: "m:1:1: the manifest is a list, not a mapping. write `key: value` lines below it"},
		{name: "nested flow", content: strings.Repeat("[", 10<<20), want: "m:1:1: " + deep},
		{name: "nested mappings", content: strings.Repeat("{a: ", 10<<18), want: "m:1:1: " + deep},
		{name: "nested indent", content: nested(2000), want: "m:322:1: " + deep},
		{name: "nested dashes", content: strings.Repeat("- ", 5<<20), want: "m:1:1: " + deep},
		{name: "nested keys", content: strings.Repeat("? ", 5<<20), want: "m:1:1: " + deep},
		{name: "bomb", content: "a: &a [x,x]\nb: [*a,*a]\n", want: "m:1:4: anchor &a is not used in manifests. write the value out\n" +
			"m:2:5: alias *a is not used in manifests. write the value out\nm:2:8: alias *a is not used in manifests. write the value out"},
		{name: "merge key", content: "app: {<<: {name: x}}\n", want: "m:1:7: merge key << is not used in manifests. write the value out"},
		{name: "tag", content: "streamlift: !python/object 1\n", want: "m:1:13: tag !python/object is not used in manifests. write the value out"},
		{name: "two documents", content: base + "---\n" + base, want: "m:13:1: a second document begins here. a manifest is one document"},
		{name: "too long", content: strings.Repeat("#", maxBytes+1), want: "m: the manifest has 16777217 bytes. at most 16777216 are read"},
		{name: "unclosed quote", content: "app: \"", want: "m:1:1: " + notYAML + "found unexpected end of stream"},
		{name: "a list as key", content: "streamlift: 1\napp: {name: shop, [a]: b}", want: `m:2:19: a key of "app" is a list. keys are plain text`},
		{name: "huge number", content: strings.Replace(base, "{type: date}", "{type: int, min: 1e999999999}", 1),
			want: `m:11:31: min of input "since" is "1e999999999", not a whole number`},
		{name: "huge exponent", content: strings.Replace(base, "{type: date}", "{type: number, min: 1e999999}", 1),
			want: `m:11:34: min of input "since" is "1e999999", not a number`},
		{name: "huge version", content: strings.Replace(base, "streamlift: 1", "streamlift: 99999999999999999999", 1),
			want: "m:1:13: manifest version 99999999999999999999 is newer than this program knows. it reads version 1; update streamlift"},
		{name: "long text", content: "streamlift: 1\napp: \"" + strings.Repeat("\\u0041", 1<<20) + "\"",
			want: `m:2:6: "app" is "` + strings.Repeat("A", 60) + "…\", not a mapping. write `key: value` lines below it"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, diags := Load("m", []byte(tc.content))
			if got := diags.Error(); got != tc.want {
				t.Errorf("got\n%.600s\nwant\n%s", got, tc.want)
			}
		})
	}
}

// TestLoadStopsTelling holds that a large file that is no manifest gets a bounded answer.
func TestLoadStopsTelling(t *testing.T) {
	for name, content := range map[string]string{
		"one key often": strings.Repeat("a: 1\n", 1<<18), "many keys": numbered("k%d: 1\n", 100_000),
	} {
		_, diags := Load("m", []byte(content))
		if len(diags) > maxErrors+10 || !strings.Contains(diags.Error(), "over 1000 differences; what follows is not told") {
			t.Errorf("%s: %d diagnostics", name, len(diags))
		}
		for _, d := range diags {
			if len(d.Detail()) > 1000 {
				t.Fatalf("%s: a message of %d bytes", name, len(d.Detail()))
			}
		}
	}
}

func numbered(line string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

func nested(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, "%sa:\n", strings.Repeat(" ", i))
	}
	return b.String()
}

func TestLoadAcceptsLineEnds(t *testing.T) {
	crlf := "\xef\xbb\xbf" + strings.ReplaceAll(base, "\n", "\r\n")
	if _, diags := Load("streamlift.yaml", []byte(crlf)); len(diags) > 0 {
		t.Error(diags)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(base))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("streamlift: 1\napp:\n  name: [x"))
	f.Fuzz(func(t *testing.T, content []byte) {
		m, diags := Load("f", content)
		if m == nil && len(diags) == 0 {
			t.Error("neither a manifest nor a reason")
		}
		for _, d := range diags {
			_ = d.Detail()
		}
	})
}
