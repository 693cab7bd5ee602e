package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// key is the API key of booted services.
const key = "0123456789abcdef0123456789abcdef"

// scratchFolder holds the binary under test.
var scratchFolder string

func TestMain(m *testing.M) {
	var err error
	if scratchFolder, err = os.MkdirTemp("", "streamlift-e2e-"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(scratchFolder)
	os.Exit(code)
}

// built compiles streamlift once.
var built = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratchFolder, "streamlift")
	build := exec.Command("go", "build", "-o", path, "./cmd/streamlift")
	build.Dir = ".."
	out, err := build.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, err
})

// binary gives the program under test.
func binary(t *testing.T) string {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// booted is an example's project with its service running under uvicorn.
type booted struct {
	project string
	app     string // the copy of the example that it runs on
	store   string // SQLAlchemy's URL of its database
	api     string
	python  string
}

// boot copies an example, generates its project and starts the service from its source, on the
// environment that `make test` builds.
func boot(t *testing.T, example string) booted {
	t.Helper()
	b := project(t, example)
	b.api = b.serve(t).api
	return b
}

// project copies an example and generates its project.
func project(t *testing.T, example string) booted {
	t.Helper()
	exe := python(t)
	root := t.TempDir()
	b := booted{app: filepath.Join(root, example), project: filepath.Join(root, "project"), python: exe}
	b.store = "sqlite:///" + filepath.Join(b.app, example+".db")
	if err := os.CopyFS(b.app, os.DirFS(filepath.Join("..", "examples", example))); err != nil {
		t.Fatal(err)
	}
	run(t, root, nil, binary(t), "generate", example, "-o", "project")
	return b
}

// server is one process of a service.
type server struct {
	api   string
	pid   int
	log   *logged
	kill  func()
	ended chan error
}

// logged keeps what a process writes, for the test to read while it runs.
type logged struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (l *logged) Write(text []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(text)
}

func (l *logged) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

// serve starts a process of the service, with these variables, and waits until it is ready.
func (b booted) serve(t *testing.T, env ...string) *server {
	t.Helper()
	s := b.start(t, env...)
	b.ready(t, s)
	return s
}

// ready waits until a process of the service is.
func (b booted) ready(t *testing.T, s *server) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		b.api = s.api
		if code, _ := b.get(t, "/health/ready", ""); code == http.StatusOK {
			return
		}
		select {
		case err := <-s.ended:
			s.ended <- err
			t.Fatalf("the service ended: %v\n%s", err, s.log)
		default:
		}
		if time.Now().After(deadline) {
			t.Fatalf("the service is not ready\n%s", s.log)
		}
	}
}

// start starts a process of the service, with these variables.
func (b booted) start(t *testing.T, env ...string) *server {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(b.project, "service", "src", "*", "main.py"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the package of %s: %v, %v", b.project, found, err)
	}
	factory := filepath.Base(filepath.Dir(found[0])) + ".main:create_app"
	port := freePort(t)
	process := exec.Command(b.python, "-m", "uvicorn", factory, "--factory", "--host", "127.0.0.1", "--port", port)
	process.Dir = filepath.Join(b.project, "service")
	process.Env = append(os.Environ(), "PYTHONPATH="+filepath.Join(process.Dir, "src"), "API_KEY="+key, "DATA_ROOT="+b.app)
	process.Env = append(process.Env, env...)
	s := &server{api: "http://127.0.0.1:" + port, log: &logged{}, ended: make(chan error, 1)}
	process.Stdout, process.Stderr = s.log, s.log
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	s.pid = process.Process.Pid
	go func() { s.ended <- process.Wait() }()
	killed := false
	s.kill = func() { killed = true; _ = process.Process.Kill(); err := <-s.ended; s.ended <- err }
	t.Cleanup(func() {
		if killed {
			return
		}
		_ = process.Process.Signal(syscall.SIGTERM)
		select {
		case <-s.ended:
		case <-time.After(10 * time.Second):
			_ = process.Process.Kill()
			t.Error("the service does not stop on SIGTERM")
		}
	})
	return s
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// get asks the service; token is the bearer key, none when empty. Code 0 is no answer.
func (b booted) get(t *testing.T, path, token string) (int, string) {
	t.Helper()
	return b.send(t, http.MethodGet, path, token, "")
}

func (b booted) send(t *testing.T, method, path, token, body string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, b.api+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(content)
}

// query runs SQL on the example's own database and gives the rows, as Python's json prints them.
func (b booted) query(t *testing.T, sql string) []any {
	t.Helper()
	script := `import json, sys, sqlalchemy
with sqlalchemy.create_engine(sys.argv[1]).connect() as connection:
    print(json.dumps([list(row) for row in connection.execute(sqlalchemy.text(sys.argv[2]))], default=str))`
	command := exec.Command(b.python, "-c", script, b.store, sql)
	var log bytes.Buffer
	command.Stderr = &log
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", sql, err, &log)
	}
	var rows []any
	if err := json.Unmarshal(out, &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

// page runs a script of the generated UI in Streamlit's AppTest against the service; code gets it
// as `at`, already run once, and prints what the test asks for.
func (b booted) page(t *testing.T, script, code string) string {
	t.Helper()
	driver := fmt.Sprintf("from streamlit.testing.v1 import AppTest\nat = AppTest.from_file(%q, default_timeout=60).run()\n%s", script, code)
	command := exec.Command(b.python, "-c", driver)
	command.Dir = filepath.Join(b.project, "ui")
	paths := []string{command.Dir, filepath.Join(b.project, "client", "src")}
	command.Env = append(os.Environ(), "PYTHONPATH="+strings.Join(paths, string(os.PathListSeparator)), "API_URL="+b.api, "API_KEY="+key)
	var out, log bytes.Buffer
	command.Stdout, command.Stderr = &out, &log
	if err := command.Run(); err != nil {
		t.Fatalf("%s: %v\n%s\n%s", script, err, &out, &log)
	}
	return out.String()
}

// salesTotal adds up what the example's database says itself: the page and the service must say the same.
const salesTotal = `SELECT SUM(o.quantity * p.price_cents) / 100.0, COUNT(*) FROM orders o JOIN products p ON p.id = o.product_id
WHERE o.ordered_on BETWEEN '2025-01-01' AND '2025-12-31'`

func TestSalesBoots(t *testing.T) {
	t.Parallel()
	boot(t, "sales").holdSales(t)
}

// holdSales drives the service of the sales example, and compares with its database.
func (b booted) holdSales(t *testing.T) {
	t.Helper()
	if code, body := b.get(t, "/health/live", ""); code != 200 {
		t.Errorf("live: %d %s", code, body)
	}
	for _, token := range []string{"", "wrong", key + "x"} {
		if code, body := b.get(t, "/v1/headline", token); code != 401 || !strings.Contains(body, "request_id") {
			t.Errorf("key %q: %d %s, want 401 with a request id", token, code, body)
		}
	}
	var headline struct {
		Revenue float64
		Orders  float64
	}
	if code, body := b.get(t, "/v1/headline", key); code != 200 || json.Unmarshal([]byte(body), &headline) != nil {
		t.Fatalf("headline: %d %s", code, body)
	}
	want := b.query(t, salesTotal)[0].([]any)
	if fmt.Sprintf("%.2f", headline.Revenue) != fmt.Sprintf("%.2f", want[0]) || headline.Orders != want[1] {
		t.Errorf("the service says %v, the database %v", headline, want)
	}
	if code, body := b.get(t, "/v1/top-products?limit=99", key); code != 422 || !strings.Contains(body, "limit") {
		t.Errorf("a limit out of bounds: %d %s", code, body)
	}
	before := b.query(t, "SELECT COUNT(*) FROM orders")[0].([]any)[0].(float64)
	code, body := b.send(t, http.MethodPost, "/v1/place-order", key, `{"region": "North", "product_id": 3, "quantity": 2, "ordered_on": "2025-06-01", "note": "it's \"odd\""}`)
	after := b.query(t, "SELECT COUNT(*) FROM orders")[0].([]any)[0].(float64)
	if code/100 != 2 || after != before+1 {
		t.Errorf("place_order: %d %s; %v orders before, %v after", code, body, before, after)
	}
}

func TestInventoryBoots(t *testing.T) {
	t.Parallel()
	boot(t, "inventory").holdInventory(t)
}

// holdInventory drives the service of the inventory example, and compares with its database.
func (b booted) holdInventory(t *testing.T) {
	t.Helper()
	sku := b.query(t, "SELECT sku, quantity FROM parts ORDER BY sku LIMIT 1")[0].([]any)
	var part struct {
		SKU      string
		Quantity float64
	}
	if code, body := b.get(t, "/v1/part?sku="+sku[0].(string), key); code != 200 || json.Unmarshal([]byte(body), &part) != nil || part.Quantity != sku[1] {
		t.Errorf("part: %d %s, want %v", code, body, sku)
	}
	if code, body := b.get(t, "/v1/part?sku=ZZ-999", key); code != 404 {
		t.Errorf("a part that is not there: %d %s", code, body)
	}
	if code, body := b.get(t, "/v1/part?sku=%27+OR+1=1", key); code != 422 {
		t.Errorf("a part that breaks the pattern: %d %s", code, body)
	}
	if code, body := b.send(t, http.MethodPost, "/v1/reorder", key, `{"sku": "AB-001"}`); code != 501 || !strings.Contains(body, "not agreed yet") {
		t.Errorf("an operation without a source: %d %s", code, body)
	}
	code, body := b.send(t, http.MethodPost, "/v1/recount", key, fmt.Sprintf(`{"sku": %q, "quantity": 4711}`, sku[0]))
	if got := b.query(t, fmt.Sprintf("SELECT quantity FROM parts WHERE sku = '%s'", sku[0]))[0].([]any)[0]; code/100 != 2 || got != 4711.0 {
		t.Errorf("recount: %d %s, the database says %v", code, body, got)
	}
}
