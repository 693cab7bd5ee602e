package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asksDirectly asks the service of the energy example as other callers do: with records, of which it makes the app's own
// objects, and with the rows of a table that it saves.
const asksDirectly = `
import os
import pathlib

from fastapi.testclient import TestClient

from energy.main import create_app
from energy.settings import load_settings

headers = {"Authorization": f"Bearer {os.environ['API_KEY']}"}
with TestClient(create_app(load_settings()), headers=headers) as client:
    offers = [{"name": "dear", "fixed": 9, "price": 0.5, "bonus": 20}, {"name": "cheap", "fixed": 1.5, "price": 0.3}]
    response = client.post("/v1/rank", json={"offers": offers, "use": {"hours": 1000, "months": 12}})
    assert response.json() == [["cheap", 18.0, 300.0], ["dear", 88.0, 500.0]], response.text
    response = client.post("/v1/rank", json={"offers": [{"name": "dear"}], "use": {}})
    assert [error["field"] for error in response.json()["errors"]] == ["offers.0.fixed", "offers.0.price"], response.text

    file = pathlib.Path("data/2025.csv")
    head, *lines = file.read_text().splitlines()
    rows = [dict(zip(head.split(","), line.split(","))) for line in lines]
    for row in rows:
        row["value"] = float(row["value"])
    rows[3]["value"] += 1
    response = client.post("/v1/correct", json={"year": 2025, "frame": rows})
    assert (response.status_code, response.json()) == (200, 1), response.text
    saved = file.read_text().splitlines()
    assert saved[0] == head and len(saved) == len(lines) + 1
    assert [a == b for a, b in zip(saved[1:], lines)].count(False) == 1, saved
    response = client.post("/v1/correct", json={"year": 2025, "frame": [{"meter": "main", "day": "2025-01-01"}]})
    assert response.status_code == 422 and response.json()["errors"][0]["field"] == "frame.0.value", response.text
    response = client.post("/v1/correct", content=b"a,b", headers={"Content-Type": "text/csv"})
    assert response.status_code == 415, response.text
`

// TestWhatGoesUp audits an app whose functions take records, a dict and an edited table, and holds what is generated to
// its gates and to what the functions do.
func TestWhatGoesUp(t *testing.T) {
	t.Parallel()
	exe := python(t)
	root := t.TempDir()
	app, project := filepath.Join(root, "energy"), filepath.Join(root, "project")
	if err := os.CopyFS(app, os.DirFS("../examples/energy")); err != nil {
		t.Fatal(err)
	}
	run(t, root, nil, binary(t), "audit", app, "-o", filepath.Join(project, "streamlift.yaml"))
	run(t, project, nil, binary(t), "generate", "--as", "split")
	service := filepath.Join(project, "service")
	paths := strings.Join(sourceRoots(service), string(os.PathListSeparator))
	run(t, service, nil, exe, "-m", "ruff", "check", ".")
	run(t, service, nil, exe, "-m", "ruff", "format", "--check", ".")
	run(t, service, []string{"MYPYPATH=" + paths}, exe, "-m", "mypy", "--cache-dir", filepath.Join(root, "mypy"), "--explicit-package-bases", ".")
	run(t, service, []string{"PYTHONPATH=" + paths}, exe, "-m", "pytest", "-q", "-p", "no:cacheprovider")
	run(t, app, []string{"PYTHONPATH=" + paths, "API_KEY=0123456789abcdef0123456789ABCDEF"}, exe, "-c", asksDirectly)
}
