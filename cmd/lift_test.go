package cmd

import (
	"path/filepath"
	"slices"
	"testing"
)

// TestBeside holds that a moved function does not bring an old framework to the service that is built on a newer one.
func TestBeside(t *testing.T) {
	kept, notes := beside([]string{"numpy==1.26.4", "pydantic==1.10.2", "uvicorn[standard]>=0.30", "starlette<1"})
	if !slices.Equal(kept, []string{"numpy==1.26.4"}) || !slices.Equal(notes, []string{
		"note: the pages keep pydantic==1.10.2; the service takes the pydantic that it is built on",
		"note: the pages keep starlette<1; the service takes the starlette that it is built on",
	}) {
		t.Errorf("%q\n%q", kept, notes)
	}
}

// TestMissingFolderIsNoLibrary holds that a folder of the app that is not there is not fetched from the index.
func TestMissingFolderIsNoLibrary(t *testing.T) {
	app := t.TempDir()
	put(t, filepath.Join(app, "app.py"), "import src.store\n")
	if got := requirements(app, []string{"pandas", "src"}); !slices.Equal(got, []string{"pandas"}) {
		t.Errorf("%q", got)
	}
	put(t, filepath.Join(app, "requirements.txt"), "src==0.1\n")
	if got := requirements(app, []string{"pandas", "src"}); !slices.Equal(got, []string{"pandas", "src==0.1"}) {
		t.Errorf("%q", got)
	}
}
