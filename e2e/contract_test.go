package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestCommittedContract writes the document of every service as its README says, and holds that the service's own test
// then compares it with what is served.
func TestCommittedContract(t *testing.T) {
	exe := python(t)
	for name, tree := range scratch(t) {
		service := filepath.Join(tree, "service")
		if _, err := os.Stat(service); err != nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := []string{"PYTHONPATH=" + filepath.Join(service, "src")}
			script := filepath.Join("scripts", "openapi.py")
			run(t, service, env, exe, script)
			run(t, service, env, exe, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/contract/test_document.py")
		})
	}
}

// TestStaleContractFails holds that the service's own test and the check of its CI see a document that is missing or not
// what is served.
func TestStaleContractFails(t *testing.T) {
	t.Parallel()
	exe := python(t)
	service := filepath.Join(scratch(t)["sales"], "service")
	script, file := filepath.Join("scripts", "openapi.py"), filepath.Join(service, "openapi.json")
	fails := func(why string, command ...string) {
		t.Helper()
		tool := exec.Command(command[0], command[1:]...)
		tool.Dir, tool.Env = service, append(os.Environ(), "PYTHONPATH="+filepath.Join(service, "src"))
		if out, err := tool.CombinedOutput(); err == nil {
			t.Errorf("%s passes\n%s", why, out)
		}
	}
	fails("a document that is not there", exe, script, "--check")
	run(t, service, []string{"PYTHONPATH=" + filepath.Join(service, "src")}, exe, script)
	run(t, service, []string{"PYTHONPATH=" + filepath.Join(service, "src")}, exe, script, "--check")
	document, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(string(document), `"version": "1"`, `"version": "0"`, 1)
	if err := os.WriteFile(file, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	fails("a stale document", exe, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/contract/test_document.py")
}

// TestBreakingChangesAreSeen runs the program that compares contracts in the generated CI: what takes something from a
// caller fails, what adds something does not.
func TestBreakingChangesAreSeen(t *testing.T) {
	exe := python(t)
	service := filepath.Join(scratch(t)["sales"], "service")
	run(t, service, []string{"PYTHONPATH=" + filepath.Join(service, "src")}, exe, filepath.Join("scripts", "openapi.py"))
	before := filepath.Join(service, "openapi.json")
	content, err := os.ReadFile(before)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change func(document map[string]any)
		breaks bool
	}{
		{"nothing", func(map[string]any) {}, false},
		{"an operation goes", func(d map[string]any) { delete(at(d, "paths"), "/v1/headline") }, true},
		{"a field goes", func(d map[string]any) {
			record := at(d, "components", "schemas", "HeadlineRecord")
			delete(at(record, "properties"), "revenue")
			record["required"] = []any{"orders", "average_order", "best_day"}
		}, true},
		{"a field becomes text", func(d map[string]any) {
			at(d, "components", "schemas", "HeadlineRecord", "properties", "orders")["type"] = "string"
		}, true},
		{"a bound gets narrower", func(d map[string]any) {
			at(d, "components", "schemas", "PlaceOrderParams", "properties", "quantity")["maximum"] = 10.0
		}, true},
		{"an input must be given", func(d map[string]any) {
			at(d, "components", "schemas", "PlaceOrderParams")["required"] = []any{"product_id", "quantity"}
		}, true},
		{"a field more", func(d map[string]any) {
			at(d, "components", "schemas", "HeadlineRecord", "properties")["more"] = map[string]any{"type": "integer"}
		}, false},
		{"an operation more", func(d map[string]any) {
			at(d, "paths")["/v1/other"] = map[string]any{"get": map[string]any{"operationId": "other", "responses": map[string]any{"204": map[string]any{"description": "Done"}}}}
		}, false},
		{"a bound gets wider", func(d map[string]any) {
			at(d, "components", "schemas", "PlaceOrderParams", "properties", "quantity")["maximum"] = 1000.0
		}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var document map[string]any
			if err := json.Unmarshal(content, &document); err != nil {
				t.Fatal(err)
			}
			test.change(document)
			changed, err := json.Marshal(document)
			if err != nil {
				t.Fatal(err)
			}
			after := filepath.Join(t.TempDir(), "after.json")
			if err := os.WriteFile(after, changed, 0o644); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command("go", "tool", "oasdiff", "breaking", "--fail-on", "ERR", before, after).CombinedOutput()
			if (err != nil) != test.breaks {
				t.Errorf("breaks: %v, want %v\n%s", err, test.breaks, out)
			}
		})
	}
}

// at walks into nested objects.
func at(node map[string]any, path ...string) map[string]any {
	for _, key := range path {
		node, _ = node[key].(map[string]any)
	}
	return node
}

// TestOneVersionOfOasdiff holds that the gate tried here is the one that generated CI runs.
func TestOneVersionOfOasdiff(t *testing.T) {
	pins, err := os.ReadFile("../templates/pins.yaml")
	if err != nil {
		t.Fatal(err)
	}
	version, err := exec.Command("go", "list", "-m", "-f", "{{.Path}}@{{.Version}}", "github.com/oasdiff/oasdiff").Output()
	if err != nil {
		t.Fatal(err)
	}
	if pin := "  oasdiff: " + strings.TrimSpace(string(version)) + "\n"; !strings.Contains(string(pins), pin) {
		t.Errorf("pins.yaml lacks %q", pin)
	}
}

// TestSchemathesis tries booted services with inputs drawn from their documents, as generated CI does. In the sales
// example place_order raises where there is no such product, which is the app's own failure and a 500 by intent.
func TestSchemathesis(t *testing.T) {
	tool := filepath.Join(filepath.Dir(python(t)), "schemathesis")
	b := boot(t, "sales")
	service := filepath.Join(b.project, "service")
	run(t, service, []string{"PYTHONPATH=" + filepath.Join(service, "src")}, b.python, filepath.Join("scripts", "openapi.py"))
	run(t, service, []string{"API_KEY=" + key}, tool, "run", "openapi.json", "--url", b.api, "--no-color")
	elsewhere := t.TempDir() // where the project's settings, which allow failures without data, are not read
	run(t, elsewhere, nil, tool, "run", filepath.Join(service, "openapi.json"), "--url", b.api, "--no-color", "--header", "Authorization: Bearer "+key,
		"--checks", "not_a_server_error", "--exclude-operation-id", "place_order", "--max-examples", "20", "--generation-deterministic")
}
