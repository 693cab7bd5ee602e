package manifest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestStarterLoads(t *testing.T) {
	for name, want := range map[string]string{
		"sales": "sales", "Sales Dashboard!": "sales-dashboard", "": "my-app", "класс": "my-app", "json": "json-app",
		"class": "class-app", "3d": "d", "--": "my-app", "a\n- b: {": "a-b", strings.Repeat("x", 300): strings.Repeat("x", 50),
	} {
		m, diags := Load(FileName, Starter(name))
		if len(diags) > 0 || m.App.Name != want {
			t.Errorf("Starter(%q): name %q, want %q: %v", name, m.App.Name, want, diags)
		}
	}
}

// TestSchemaFollowsTheTable compares the schema's keys with the table's, object by object.
func TestSchemaFollowsTheTable(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	objects := 0
	var compare func(where string, s *shape, schema map[string]any)
	compare = func(where string, s *shape, schema map[string]any) {
		switch s.kind {
		case shapeObject:
			objects++
			properties := schema["properties"].(map[string]any)
			var got []string
			for name := range properties {
				got = append(got, name)
			}
			if want := s.names(); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) || schema["additionalProperties"] != false {
				t.Errorf("%s: got %q, want %q", where, got, want)
			}
			for _, f := range s.fields {
				compare(where+"."+f.name, f.shape, properties[f.name].(map[string]any))
			}
		case shapeMap:
			compare(where+".*", s.elem, schema["additionalProperties"].(map[string]any))
		case shapeList:
			compare(where+"[]", s.elem, schema["items"].(map[string]any))
		case shapeAny:
			for i, alternative := range s.alternatives {
				compare(where, alternative, schema["anyOf"].([]any)[i].(map[string]any))
			}
		}
	}
	compare("", root(), schema)
	if objects < 10 {
		t.Errorf("only %d objects were compared", objects)
	}
}

var update = flag.Bool("update", false, "rewrite docs/manifest.md")

// TestReferenceIsCurrent compares docs/manifest.md with the table, and holds that its example loads.
func TestReferenceIsCurrent(t *testing.T) {
	const path = "../../docs/manifest.md"
	if *update {
		if err := os.WriteFile(path, Reference(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, Reference()) {
		t.Error("docs/manifest.md is stale: run `go test ./internal/manifest -update` and read the diff")
	}
	_, example, _ := strings.Cut(string(got), "```yaml\n")
	example, _, found := strings.Cut(example, "```\n")
	if _, diags := Load(FileName, []byte(example)); !found || len(diags) > 0 {
		t.Errorf("the example of docs/manifest.md: %v", diags)
	}
}
