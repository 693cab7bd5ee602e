package e2e

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAuditedProjectRuns makes the project of an app from nothing but its audit, and asks the service. What cannot move
// yet stays in the pages and is no route.
func TestAuditedProjectRuns(t *testing.T) {
	root := t.TempDir()
	b := booted{app: filepath.Join(root, "sales"), project: filepath.Join(root, "project"), python: python(t)}
	err := errors.Join(os.CopyFS(b.app, os.DirFS("../examples/sales")), os.Remove(filepath.Join(b.app, "streamlift.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	run(t, root, nil, binary(t), "audit", "sales", "-o", filepath.Join("project", "streamlift.yaml"))
	run(t, root, nil, binary(t), "generate", "project", "--as", "split")
	b.api = b.serve(t).api
	code, body := b.get(t, "/v1/headline?region=All&since=2025-01-01&until=2025-12-31", key)
	var kpis struct {
		Revenue float64
		Orders  int
	}
	if err := json.Unmarshal([]byte(body), &kpis); code != http.StatusOK || err != nil || kpis.Orders < 1000 || kpis.Revenue <= 0 {
		t.Errorf("headline: %d %s", code, body)
	}
	if code, body := b.get(t, "/v1/monthly-revenue?region=North&since=2025-01-01&until=2025-03-31", key); code != http.StatusOK || !strings.Contains(body, "2025-02") {
		t.Errorf("monthly-revenue: %d %s", code, body)
	}
	if code, _ := b.get(t, "/v1/list-orders", key); code != http.StatusNotFound {
		t.Errorf("list-orders is no function yet, and answers %d", code)
	}
}
