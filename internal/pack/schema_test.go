package pack

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
)

// TestSchemaHasTheKeysThatAreRead holds the published schema against what the loader knows, both ways.
func TestSchemaHasTheKeysThatAreRead(t *testing.T) {
	if !json.Valid(Schema()) {
		t.Fatal("the schema is no JSON")
	}
	root := schema()
	at := func(path ...string) map[string]any {
		node := root
		for _, step := range path {
			next, ok := node[step].(map[string]any)
			if !ok {
				t.Fatalf("the schema has no %v", path)
			}
			node = next
		}
		return node
	}
	cases := []struct {
		typ  reflect.Type
		node map[string]any
	}{
		{reflect.TypeFor[header](), root},
		{reflect.TypeFor[Extends](), at("properties", "extends")},
		{reflect.TypeFor[Logic](), at("properties", "logic")},
		{reflect.TypeFor[Lifted](), at("properties", "lifted")},
		{reflect.TypeFor[Parameter](), at("properties", "parameters", "additionalProperties")},
		{reflect.TypeFor[Replacement](), at("properties", "replaces", "items")},
		{reflect.TypeFor[File](), at("properties", "files", "items")},
	}
	for _, c := range cases {
		var read, written []string
		for _, f := range reflect.VisibleFields(c.typ) {
			if key := f.Tag.Get("yaml"); key != "" && key != "-" {
				read = append(read, key)
			}
		}
		for key := range c.node["properties"].(map[string]any) {
			written = append(written, key)
		}
		slices.Sort(read)
		slices.Sort(written)
		if !slices.Equal(read, written) {
			t.Errorf("%s: read are %q, the schema has %q", c.typ.Name(), read, written)
		}
	}
}
