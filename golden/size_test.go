package golden

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// everything is what a service can be asked for besides what the prices example has (files, uploads, pages of its own,
// a stand-in for Streamlit).
const everything = `
service: {audit_log: true, store: db, max_body: 2MiB}
resources:
  db: {kind: sql, url: {env: DATABASE_URL, default: "sqlite:///prices.db"}}
  rates: {kind: http, url: {env: RATES_URL, default: "https://rates.example.com"}}
logic: [rates.py]
operations:
  - id: listed
    kind: query
    from: {sql: "SELECT name, price FROM listed WHERE name = :name LIMIT :limit OFFSET :offset"}
    uses: [db]
    inputs: {name: {type: string}, limit: {type: int, default: 10}, offset: {type: int, default: 0}}
    output: {type: table, columns: {name: string, price: decimal}}
    roles: [buyer]
  - id: mark
    kind: write
    from: {sql: "UPDATE listed SET price = :price WHERE name IN (:names)"}
    uses: [db]
    inputs: {price: {type: decimal}, names: {type: "list[string]"}}
    output: {type: scalar, of: int}
    concurrency: 2
  - id: rate
    kind: query
    from: {call: rates:rate}
    uses: {client: rates}
    inputs: {day: {type: date, enum: [2026-01-31, 2026-02-28]}}
    output: {type: record, nullable: true, fields: {rate: number}}
  - {id: later, kind: query, output: {type: none}}
`

// TestFixedPartStaysSmall counts the lines of a service that do not come from its operations, empty ones left out: what
// one person must read to take it over.
func TestFixedPartStaysSmall(t *testing.T) {
	root := t.TempDir()
	app := filepath.Join(root, "app")
	if err := os.CopyFS(app, os.DirFS("../examples/prices")); err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(app, "streamlift.yaml")
	content, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Replace(string(content), "\noperations:\n", everything, 1)
	all = strings.Replace(all, "entry: app.py", "entry: app.py, dependencies: [httpx>=0.28.1]", 1)
	for path, text := range map[string]string{manifest: all, filepath.Join(app, "rates.py"): "def rate(client, day):\n    return client.get(day)\n"} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(root)
	generate(t, "app", "-o", "project")
	got := fixed(tree(t, "project"))
	t.Logf("with everything: %d lines", got)
	if got >= 2000 {
		t.Errorf("with everything the fixed part has %d lines, 1999 at most", got)
	}
}

// TestFixedPartOfPlainServices counts the same where the manifest asks for nothing besides.
func TestFixedPartOfPlainServices(t *testing.T) {
	for _, name := range []string{"query", "write", "sales", "types"} {
		got := fixed(tree(t, filepath.Join("testdata", name, "want")))
		t.Logf("%s: %d lines", name, got)
		if got >= 1000 {
			t.Errorf("the fixed part of %s has %d lines, 999 at most", name, got)
		}
	}
}

// ofOperations are files that grow with the operations, or are the app's own.
var ofOperations = regexp.MustCompile(`/operations/\w+/|/legacy/[^_]`)

// fixed counts lines of the service's own package.
func fixed(files map[string]string) int {
	lines, service := 0, ""
	for path := range files {
		if strings.HasPrefix(path, "service/src/") && strings.HasSuffix(path, "/settings.py") {
			service = strings.TrimSuffix(path, "settings.py")
		}
	}
	for path, text := range files {
		if !strings.HasPrefix(path, service) || !strings.HasSuffix(path, ".py") || ofOperations.MatchString(path) {
			continue
		}
		for line := range strings.Lines(text) {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
	}
	return lines
}
