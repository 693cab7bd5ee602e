package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// TestSchemaIsTheLoaders holds the published JSON Schema against a validator of others: what loads
// is valid, and mistakes of form are not.
func TestSchemaIsTheLoaders(t *testing.T) {
	out, err := exec.Command(binary(t), "schema").Output()
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("manifest.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	manifests, err := filepath.Glob("../golden/testdata/*/app/streamlift.yaml")
	if err != nil || len(manifests) == 0 {
		t.Fatalf("no manifests: %v", err)
	}
	for _, path := range append(manifests, "../examples/sales/streamlift.yaml", "../examples/inventory/streamlift.yaml") {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance(t, string(content))); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	const good = "streamlift: 1\napp: {name: shop}\noperations: [{id: a, kind: query, output: {type: none}}]\n"
	if err := schema.Validate(instance(t, good)); err != nil {
		t.Fatal(err)
	}
	for old, with := range map[string]string{"kind: query": "kind: qery", "name: shop": "name: Shop!", "id: a": "ID: a", "type: none": "type: [none]", "streamlift: 1": "streamlift: one"} {
		if schema.Validate(instance(t, strings.Replace(good, old, with, 1))) == nil {
			t.Errorf("the schema takes %q", with)
		}
	}
}

// instance reads YAML as editors do, where dates are text.
func instance(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	return plain(value)
}

func plain(value any) any {
	switch v := value.(type) {
	case time.Time:
		return v.Format(time.DateOnly)
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = plain(v[key])
		}
	}
	return value
}
