package view

import (
	"slices"
	"testing"
)

// TestNatural orders modules as `ruff check --select I` does.
func TestNatural(t *testing.T) {
	want := []string{"import a.page_9_b", "import a.page_17", "import a.page_17_c", "import a.page_100_a", "import a.pages", "import a10b", "import aa"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(x, y string) int { return natural(importKey(x), importKey(y)) })
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestClientFirst orders the client among the parts of Streamlit as ruff does, whatever the app is called.
func TestClientFirst(t *testing.T) {
	for client, want := range map[string]bool{"sales_client": true, "stream_client": true, "streamlit_erp_client": false, "wms_client": false} {
		if got := (App{Client: client}).ClientFirst(); got != want {
			t.Errorf("%s: %v", client, got)
		}
	}
}
