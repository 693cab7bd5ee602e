package e2e

import (
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// say prints what stands on a page: metrics by label, the first table, errors.
const say = `
import json
print(json.dumps({
    "metrics": {m.label: m.value for m in at.metric},
    "rows": [len(d.value) for d in at.dataframe],
    "errors": [e.value for e in at.error],
    "exceptions": [e.message for e in at.exception],
}))
`

// shown is what say printed.
type shown struct {
	Metrics    map[string]string
	Rows       []int
	Errors     []string
	Exceptions []string
}

func (b booted) shown(t *testing.T, page, actions string) shown {
	t.Helper()
	var s shown
	if out := b.page(t, page, actions+say); json.Unmarshal([]byte(out), &s) != nil {
		t.Fatalf("%s printed %s", page, out)
	}
	if len(s.Exceptions) > 0 {
		t.Errorf("%s: %v", page, s.Exceptions)
	}
	return s
}

// number reads what a metric shows.
func number(text string) string { return strings.ReplaceAll(text, ",", "") }

// TestSalesPagesShowTheDatabase drives the pages in AppTest: every number came through the service.
func TestSalesPagesShowTheDatabase(t *testing.T) {
	t.Parallel()
	b := boot(t, "sales")
	want := b.query(t, salesTotal)[0].([]any)
	first := b.shown(t, "pages/overview.py", "")
	if len(first.Metrics) != 4 || len(first.Errors) > 0 || len(first.Rows) != 1 || first.Rows[0] != 12 {
		t.Fatalf("the overview shows %+v, want 4 metrics and 12 months", first)
	}
	if got := number(first.Metrics["Orders"]); got != text(want[1]) {
		t.Errorf("the page says %s orders, the database %v", got, want[1])
	}
	north := b.query(t, salesTotal+" AND o.region = 'North'")[0].([]any)
	chosen := b.shown(t, "pages/overview.py", "at.selectbox(key='region').set_value('North').run()\n")
	if got := number(chosen.Metrics["Orders"]); got != text(north[1]) {
		t.Errorf("for North the page says %s orders, the database %v", got, north[1])
	}
	before := b.query(t, "SELECT COUNT(*) FROM orders")[0].([]any)[0].(float64)
	order := "at.number_input(key='place_order.product_id').set_value(1)\nat.number_input(key='place_order.quantity').set_value(7)\nat.text_input(key='place_order.note').set_value('by a test')\n" +
		"[f for f in at.button if f.label == 'Place order'][0].click().run()\n"
	placed := b.shown(t, "pages/orders.py", order)
	newest := b.query(t, "SELECT id, quantity, note FROM orders ORDER BY id DESC LIMIT 1")[0].([]any)
	if newest[0] != before+1 || newest[1] != 7.0 || newest[2] != "by a test" || number(placed.Metrics["Place order"]) != text(newest[0]) {
		t.Errorf("the form made %v; the page shows %+v", newest, placed)
	}
}

func text(value any) string {
	out, _ := json.Marshal(value)
	return string(out)
}

// TestPagesWithoutTheService shows a sentence, not a traceback.
func TestPagesWithoutTheService(t *testing.T) {
	t.Parallel()
	b := boot(t, "inventory")
	if s := b.shown(t, "pages/inventory.py", ""); len(s.Errors) > 0 || s.Metrics["Stock value"] == "" {
		t.Errorf("with its service the page shows %+v", s)
	}
	b.api = "http://127.0.0.1:" + freePort(t)
	if s := b.shown(t, "pages/inventory.py", ""); len(s.Errors) == 0 || !strings.Contains(s.Errors[0], "service") {
		t.Errorf("without its service the page shows %+v", s)
	}
}

// TestUIStarts boots Streamlit itself on the generated UI.
func TestUIStarts(t *testing.T) {
	t.Parallel()
	b := boot(t, "inventory")
	port := freePort(t)
	server := exec.Command(b.python, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", port)
	server.Dir = filepath.Join(b.project, "ui")
	server.Env = append(os.Environ(), "PYTHONPATH="+filepath.Join(b.project, "client", "src"), "API_URL="+b.api, "API_KEY="+key)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	}()
	b.api = "http://127.0.0.1:" + port
	for deadline := time.Now().Add(60 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		code, body := b.get(t, "/_stcore/health", "")
		if code == http.StatusOK && body == "ok" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("no health: %d %s", code, body)
		}
	}
	if code, body := b.get(t, "/", ""); code != http.StatusOK || !strings.Contains(body, "<title>") {
		t.Errorf("the page: %d %.200s", code, body)
	}
}
