package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// keptApps are development apps that show their first page without a network, by their entries.
func keptApps() map[string]string {
	return map[string]string{
		"MAVISp": "Welcome.py", "finance-tracker-streamlit": "Main_Menu.py", "kcsf_streamlit": "streamlit_app.py",
		"streamlit-reservations": "app.py", "wms-app": "Home.py",
	}
}

// TestKeepDevelopmentApps keeps real apps: each starts by the generated command in a clean environment from the
// generated lock, and shows its first page. STREAMLIFT_APPS names the folder with copies of them.
func TestKeepDevelopmentApps(t *testing.T) {
	folder := os.Getenv("STREAMLIFT_APPS")
	if folder == "" {
		t.Skip("STREAMLIFT_APPS does not name the folder with the development apps: none is kept")
	}
	uv := filepath.Join(filepath.Dir(python(t)), "uv")
	const firstPage = `
import os, serve
os.chdir(serve.APP)
from streamlit.testing.v1 import AppTest
app = AppTest.from_file(serve.ENTRY, default_timeout=90).run()
assert not app.exception, app.exception
assert len(list(app.main)) > 0
`
	for name, entry := range keptApps() {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			if err := os.CopyFS(filepath.Join(root, "app"), os.DirFS(filepath.Join(folder, name))); err != nil {
				t.Fatal(err)
			}
			text := "streamlift: 1\napp: {name: kept, source: ., entry: " + entry + "}\n"
			if err := os.WriteFile(filepath.Join(root, "app", "streamlift.yaml"), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			run(t, root, nil, binary(t), "generate", "app", "--as", "keep", "-o", "kept")
			project := filepath.Join(root, "kept")
			run(t, project, nil, uv, "lock", "--quiet")
			run(t, project, nil, uv, "run", "--quiet", "--locked", "python", "-m", "unittest", "tests/test_serve.py")
			run(t, project, nil, uv, "run", "--quiet", "--locked", "python", "-c", firstPage)
		})
	}
}
