package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// ledger is the golden case that asks for keys, roles and an audit log.
type ledger struct {
	booted
	env []string // of the service and its commands, besides the usual
}

// guarded generates the project of the golden case, with two accounts in the app's database, and does not serve it yet.
// change edits its manifest before.
func guarded(t *testing.T, change func(manifest string) string) ledger {
	t.Helper()
	app := filepath.Join(t.TempDir(), "ledger")
	if err := os.CopyFS(app, os.DirFS(filepath.Join(goldenRoot, "guarded", "app"))); err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(app, "streamlift.yaml")
	content, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(manifest, []byte(change(string(content))), 0o644); err != nil {
		t.Fatal(err)
	}
	b := booted{app: app, project: filepath.Join(filepath.Dir(app), "project"), python: python(t), store: "sqlite:///" + filepath.Join(app, "books.db")}
	run(t, filepath.Dir(app), nil, binary(t), "generate", "ledger", "-o", "project")
	l := ledger{booted: b}
	l.openAccounts(t)
	return l
}

// openAccounts makes the app's own table in its database.
func (l ledger) openAccounts(t *testing.T) {
	t.Helper()
	run(t, l.app, nil, l.python, "-c", `
import sys
import sqlalchemy as sa

with sa.create_engine(sys.argv[1]).begin() as connection:
    connection.execute(sa.text("CREATE TABLE accounts (name TEXT, cents INTEGER)"))
    connection.execute(sa.text("INSERT INTO accounts VALUES ('cash', 1000), ('bank', 5000)"))`, l.store)
}

func unchanged(manifest string) string { return manifest }

// command runs a command of the service and gives what it printed.
func (l ledger) command(t *testing.T, args ...string) string {
	t.Helper()
	service := filepath.Join(l.project, "service")
	command := exec.Command(l.python, append([]string{"-m"}, args...)...)
	command.Dir = service
	command.Env = append(os.Environ(), "PYTHONPATH="+filepath.Join(service, "src"), "API_KEY="+key, "DATA_ROOT="+l.app)
	command.Env = append(command.Env, l.env...)
	var out, log bytes.Buffer
	command.Stdout, command.Stderr = &out, &log
	if err := command.Run(); err != nil {
		t.Fatalf("%s: %v\n%s\n%s", strings.Join(args, " "), err, &out, &log)
	}
	return strings.TrimSpace(out.String())
}

// ask sends a request as it is, for what `send` does not do.
func (l ledger) ask(t *testing.T, method, path, token, kind string, body io.Reader) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, l.api+path, body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", kind)
	request.Header.Set("X-Request-ID", "from-the-test")
	request.Header.Set("X-End-User", "Zo%C3%AB")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(content)
}

// record is a line of the audit log.
type record struct {
	Principal, Operation, Arguments, Outcome string
	EndUser                                  string `json:"end_user"`
	RequestID                                string `json:"request_id"`
}

func (l ledger) records(t *testing.T, filters ...string) []record {
	t.Helper()
	var records []record
	decode := json.NewDecoder(strings.NewReader(l.command(t, append([]string{"ledger.audit", "--format", "json"}, filters...)...)))
	for decode.More() {
		var r record
		if err := decode.Decode(&r); err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
	return records
}

const booking = `{"account": "cash", "cents": 250}`

// TestGuardedService drives keys, roles, limits and the audit log as a platform team would, where the log is in the
// app's own database and where it is in one of the service's own.
func TestGuardedService(t *testing.T) {
	for name, tc := range map[string]struct {
		change   func(string) string
		outcomes string // of a booking
	}{
		"in the app's database": {unchanged, "done"},
		"in its own":            {func(m string) string { return strings.Replace(m, "store: books, ", "", 1) }, "begun done"},
	} {
		t.Run(name, func(t *testing.T) {
			l := guarded(t, tc.change)
			l.api = l.serve(t).api
			l.hold(t, tc.outcomes)
		})
	}
}

// hold drives the service from its keys to its log.
func (l ledger) hold(t *testing.T, outcomes string) {
	clerk := l.command(t, "ledger.keys", "create", "front-desk", "--role", "clerk")
	auditor := l.command(t, "ledger.keys", "create", "revision", "--role", "auditor")
	l.testRoles(t, clerk, auditor)
	l.testRecords(t, clerk, outcomes)
	l.testLimits(t, clerk)
	l.testRevocation(t, clerk, auditor)
}

// TestGuardedServiceOnPostgres holds the same on PostgreSQL, where the tables are made by several processes at once, and
// runs the project's own tests of keys and log there.
func TestGuardedServiceOnPostgres(t *testing.T) {
	l := guarded(t, unchanged)
	l.store = postgres(t, project(t, "inventory"))
	l.openAccounts(t)
	at := "BOOKS_URL=" + l.store
	l.env = []string{at}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() { l.command(t, "ledger.keys", "list") })
	}
	wait.Wait()
	l.api = l.serve(t, at).api
	l.hold(t, "done")
	service := filepath.Join(l.project, "service")
	env := []string{"TEST_" + at, "PYTHONPATH=" + filepath.Join(service, "src") + string(os.PathListSeparator) + service}
	run(t, service, env, l.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/contract/test_keys.py", "tests/contract/test_audit.py")
}

func (l ledger) testRoles(t *testing.T, clerk, auditor string) {
	for _, tc := range []struct {
		method, path, token, body string
		want                      int
	}{
		{"GET", "/v1/balance?account=cash", "", "", 401},
		{"GET", "/v1/balance?account=cash", clerk[:len(clerk)-1], "", 401},
		{"GET", "/v1/balance?account=cash", auditor, "", 200},
		{"GET", "/v1/balance?account=cash", key, "", 200},
		{"POST", "/v1/book", "", booking, 401},
		{"POST", "/v1/book", auditor, booking, 403},
		{"POST", "/v1/book", auditor, "{", 403},
		{"POST", "/v1/book", clerk, `{"account": "cash", "cents": 1e9}`, 422},
		{"GET", "/openapi.json", "", "", 401},
		{"GET", "/openapi.json", auditor, "", 200},
		{"GET", "/docs", "", "", 404},
		{"HEAD", "/v1/balance?account=cash", auditor, "", 200},
		{"HEAD", "/health/ready", "", "", 200},
	} {
		code, body := l.send(t, tc.method, tc.path, tc.token, tc.body)
		if code != tc.want || code > 400 && !strings.Contains(body, "request_id") {
			t.Errorf("%s %s: %d %s, want %d", tc.method, tc.path, code, body, tc.want)
		}
	}
}

func (l ledger) testRecords(t *testing.T, clerk, outcomes string) {
	if response, body := l.ask(t, "POST", "/v1/book", clerk, "application/json", strings.NewReader(booking)); response.StatusCode != 200 || body != "1" {
		t.Fatalf("book: %s %s", response.Status, body)
	}
	if got := l.query(t, "SELECT cents FROM accounts WHERE name = 'cash'")[0].([]any)[0]; got != 1250.0 {
		t.Errorf("cash is %v after the booking", got)
	}
	var seen []string
	for _, r := range l.records(t, "--operation", "book") {
		seen = append(seen, r.Outcome)
		hash := fmt.Sprintf("%x", sha256.Sum256([]byte(`{"account":"cash","cents":250}`)))
		if want := (record{"front-desk", "book", hash, r.Outcome, "Zoë", "from-the-test"}); r != want {
			t.Errorf("got  %v\nwant %v", r, want)
		}
	}
	if got := strings.Join(seen, " "); got != outcomes {
		t.Errorf("the log says %q, want %q", got, outcomes)
	}
	var form bytes.Buffer
	writer := multipart.NewWriter(&form)
	file, _ := writer.CreateFormFile("statement", "s.csv") // a buffer takes all
	fmt.Fprint(file, "a\nb\n")
	_ = writer.Close()
	if response, body := l.ask(t, "POST", "/v1/archive", clerk, writer.FormDataContentType(), &form); response.StatusCode != 200 || body != "2" {
		t.Errorf("archive: %s %s", response.Status, body)
	}
	if got := l.records(t, "--operation", "archive", "--principal", "front-desk", "--since", "2026-01-01"); len(got) != 2 || got[0].Outcome != "begun" || got[1].Outcome != "done" {
		t.Errorf("the log says of the archive: %v", got)
	}
	if got := l.records(t, "--since", "2999-01-01"); len(got) > 0 {
		t.Errorf("of the future: %v", got)
	}
}

func (l ledger) testLimits(t *testing.T, clerk string) {
	large := strings.Repeat(" ", 64<<10) + booking
	for what, body := range map[string]io.Reader{"told": strings.NewReader(large), "chunked": io.MultiReader(strings.NewReader(large))} {
		if response, content := l.ask(t, "POST", "/v1/book", clerk, "application/json", body); response.StatusCode != 413 || !strings.Contains(content, "urn:problem:too-large") {
			t.Errorf("a large body whose length is %s: %s %s", what, response.Status, content)
		}
	}
}

func (l ledger) testRevocation(t *testing.T, clerk, auditor string) {
	l.command(t, "ledger.keys", "revoke", clerk[:8])
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		code, _ := l.get(t, "/v1/balance?account=cash", clerk)
		if code == 401 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("a revoked key still gets %d", code)
		}
	}
	if code, _ := l.get(t, "/v1/balance?account=cash", auditor); code != 200 {
		t.Errorf("the other key: %d", code)
	}
	list := l.command(t, "ledger.keys", "list")
	if lines := strings.Split(list, "\n"); len(lines) != 3 || strings.Contains(list, clerk[9:]) || strings.Count(list, "  -\n") > 1 {
		t.Errorf("list:\n%s", list)
	}
}

// TestGuardedCommandsOfReadme runs the commands by which its README manages keys and reads the log.
func TestGuardedCommandsOfReadme(t *testing.T) {
	l := guarded(t, unchanged)
	l.api = l.serve(t).api
	readme, err := os.ReadFile(filepath.Join(l.project, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	service := filepath.Join(l.project, "service")
	ran := 0
	for _, block := range fence.FindAllStringSubmatch(string(readme), -1) {
		if block[2] != "keys" && block[2] != "audit" {
			continue
		}
		ran++
		commands := strings.NewReplacer("uv run --directory service --no-dev python", l.python, "http://127.0.0.1:8000", l.api).Replace(block[3])
		env := []string{"PYTHONPATH=" + filepath.Join(service, "src"), "API_KEY=" + key, "DATA_ROOT=" + l.app}
		run(t, service, env, "bash", "-euo", "pipefail", "-c", commands)
	}
	if ran != 2 {
		t.Errorf("%d blocks of commands, want 2", ran)
	}
}
