package cmd

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"strings"
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

// TestLoansMovesAllLogic holds that an app whose logic lies beside its pages leaves none of it in them.
func TestLoansMovesAllLogic(t *testing.T) {
	var said bytes.Buffer
	streams := Streams{Out: io.Discard, Err: &said}
	if code := Execute(t.Context(), []string{"generate", filepath.Join("..", "examples", "loans"), "-o", filepath.Join(t.TempDir(), "loans")}, streams); code != 0 {
		t.Fatalf("exit code %d\n%s", code, &said)
	}
	if want := "moved 8 of 8 operations, 100 % of logic lines; deploys apart: yes"; !strings.Contains(said.String(), want) {
		t.Errorf("want %q in\n%s", want, &said)
	}
}
