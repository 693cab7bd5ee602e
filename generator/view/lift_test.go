package view

import (
	"reflect"
	"testing"
)

// TestForeignVariables holds that compose.yaml names no variable twice: an app may read one that is a setting too.
func TestForeignVariables(t *testing.T) {
	names := []string{"API_TIMEOUT", "ENVIRONMENT", "SHOP", "DATABASE_URL", "STREAMLIT_X", "no name"}
	b := &builder{view: &View{Resources: []Resource{{Env: "DATABASE_URL"}}}}
	if got, want := b.foreign(names, "ENVIRONMENT"), []string{"SHOP"}; !reflect.DeepEqual(got, want) {
		t.Errorf("given to the service: %q, want %q", got, want)
	}
	if got, want := b.foreign(names), []string{"ENVIRONMENT", "SHOP"}; !reflect.DeepEqual(got, want) {
		t.Errorf("given to the UI: %q, want %q", got, want)
	}
}
