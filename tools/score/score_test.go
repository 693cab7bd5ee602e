package main

import (
	"encoding/json"
	"testing"

	"go.yaml.in/yaml/v3"
)

// One case holds every rule of the score: a function, a method by its last name, a region by overlap, a region within
// a labelled function, a label that is not exposed, a dangerous one, scope, and an operation that nobody labelled.
const sampleLabels = `
scope: [a.py, b.py]
operations:
  - {id: load, kind: query, function: load, where: "a.py:3", expose: "yes", inputs: [{name: x, at: "a.py:1"}, {name: y, at: "a.py:2"}, {name: z}]}
  - {id: save, kind: write, function: save, where: "a.py:9", expose: "yes"}
  - {id: total, kind: computation, function: null, where: "b.py:5-9", expose: "yes"}
  - {id: part, kind: computation, function: null, where: "b.py:1-2", expose: maybe}
  - {id: hidden, kind: query, function: hidden, where: "b.py:30", expose: "no"}
  - {id: shell, kind: write, function: shell, where: "b.py:40", expose: "yes", dangerous: true}
  - {id: gone, kind: query, function: gone, where: "b.py:50", expose: "yes"}
`

const sampleAudit = `{"operations": [
  {"id": "load", "kind": "query", "from": {"file": "a.py", "line": 3, "last_line": 5, "function": "load"}, "inputs": [{"at": "a.py:1"}], "expose": true},
  {"id": "save", "kind": "file", "from": {"file": "a.py", "line": 9, "last_line": 11, "function": "Store.save"}, "expose": true},
  {"id": "sum_a", "kind": "computation", "from": {"file": "b.py", "line": 5, "last_line": 5, "function": null}, "expose": true},
  {"id": "sum_b", "kind": "computation", "from": {"file": "b.py", "line": 6, "last_line": 12, "function": null, "within": "page"}, "expose": true},
  {"id": "shell", "kind": "write", "from": {"file": "b.py", "line": 40, "last_line": 41, "function": "shell"}, "expose": false, "needs_person": "runs a shell"},
  {"id": "noise", "kind": "query", "from": {"file": "b.py", "line": 60, "last_line": 61, "function": "noise"}, "expose": true},
  {"id": "elsewhere", "kind": "query", "from": {"file": "c.py", "line": 1, "last_line": 2, "function": "f"}, "expose": true}
]}`

func TestScore(t *testing.T) {
	var want labels
	if err := yaml.Unmarshal([]byte(sampleLabels), &want); err != nil {
		t.Fatal(err)
	}
	var got audit
	if err := json.Unmarshal([]byte(sampleAudit), &got); err != nil {
		t.Fatal(err)
	}
	r := score(want, got)
	if s := r.String(); s != "recall 4/5  precision 4/5  kind 3/4  inputs 1/2" {
		t.Errorf("score is %q", s)
	}
	if len(r.missed) != 1 || r.missed[0] != "gone" || len(r.wrong) != 1 || r.wrong[0] != "noise" {
		t.Errorf("missed %v, wrong %v", r.missed, r.wrong)
	}
}
