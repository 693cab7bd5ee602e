package verify

import (
	"os"
	"path/filepath"
	"testing"
)

// TestProcess holds that what a function reads of its process shows: a page that sets a variable which a moved function
// reads, as nothing that is generated does, differs, because the service is a process of its own.
func TestProcess(t *testing.T) {
	t.Parallel()
	where := t.TempDir()
	if err := os.Mkdir(filepath.Join(where, "hidden"), 0o700); err != nil {
		t.Fatal(err)
	}
	const page = "import os\n\nimport streamlit as st\n\nfrom core import who\n\nst.write(os.sep, who())\n"
	put(t, filepath.Join(where, "hidden", "app.py"), page)
	put(t, filepath.Join(where, "hidden", "core.py"), "import os\n\n\ndef who() -> list[str]:\n    return [os.environ.get('WHO', 'nobody'), *sorted(os.listdir('.'))[:0]]\n")
	setup := projectOf(t, where, "hidden")
	for _, root := range []string{setup.Old.Root, setup.New.Root} {
		file := filepath.Join(root, "app.py")
		put(t, file, "import os\nos.environ['WHO'] = 'the page'\n"+read(t, file))
	}
	result, err := Run(t.Context(), setup)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Pages) != 1 || result.Pages[0].Verdict != Different {
		t.Errorf("got %+v", result.Pages)
	}
}
