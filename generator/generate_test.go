package generator

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

func TestExamplesGenerate(t *testing.T) {
	split, err := pack.Builtin("split")
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("../examples/*/streamlift.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no example found", err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		m, problems := manifest.Load(path, content)
		if problems.Failed() {
			t.Fatal(problems)
		}
		files, err := Generate(Input{Manifest: m, Pack: split})
		if err != nil {
			t.Error(err)
		}
		if len(files) == 0 {
			t.Errorf("%s: no file", path)
		}
	}
}
