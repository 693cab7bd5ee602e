package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSetUpOnce starts three workers at once on an empty database that a module of the app creates and fills while it is
// imported: it is filled once, and the pages leave it to the service.
func TestSetUpOnce(t *testing.T) {
	t.Parallel()
	exe := python(t)
	root := t.TempDir()
	b := booted{app: filepath.Join(root, "seeded"), project: filepath.Join(root, "project"), python: exe}
	if err := os.CopyFS(b.app, os.DirFS(filepath.Join("testdata", "seeded"))); err != nil {
		t.Fatal(err)
	}
	run(t, root, nil, binary(t), "audit", "seeded", "-o", "project/streamlift.yaml")
	run(t, root, nil, binary(t), "generate", "project", "--as", "split", "--yes")
	pages, err := os.ReadFile(filepath.Join(b.project, "ui", "store.py"))
	if err != nil || strings.Contains(string(pages), "init_db") || strings.Contains(string(pages), "sqlite3") {
		t.Errorf("the pages set up the database too: %v\n%s", err, pages)
	}
	service := filepath.Join(b.project, "service")
	run(t, service, nil, filepath.Join(filepath.Dir(exe), "ruff"), "format", "--no-cache", "--diff", ".")
	run(t, service, nil, filepath.Join(filepath.Dir(exe), "ruff"), "check", "--no-cache", ".")
	run(t, service, []string{"MYPYPATH=" + filepath.Join(service, "src")}, exe, "-m", "mypy", "--cache-dir", filepath.Join(root, "mypy"), "--explicit-package-bases", ".")

	b.store = "sqlite:///" + filepath.Join(root, "shop.db")
	var workers []*server
	for range 3 {
		workers = append(workers, b.start(t, "SHOP_DB="+filepath.Join(root, "shop.db")))
	}
	for _, one := range workers {
		b.ready(t, one)
	}
	if rows := fmt.Sprint(b.query(t, "SELECT count(*) FROM items")); rows != "[[2]]" {
		t.Errorf("the table was filled as %s", rows)
	}
}
