package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const upManifest = "streamlift: 1\napp: {name: demo, source: .}  # kept\noperations: []\n"

// upApp makes an app with a manifest in a folder of its own and gives that folder.
func upApp(t *testing.T) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(root, "app", "streamlift.yaml"), upManifest)
	put(t, filepath.Join(root, "app", "pages", "one.py"), "")
	put(t, filepath.Join(root, "bare", "app.py"), "")
	put(t, filepath.Join(root, "full", "letter.txt"), "mine")
	return root
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestUpChoosesTheProjectsFolder(t *testing.T) {
	for _, c := range []struct{ name, here, dir, out, want, wantErr string }{
		{name: "beside here", here: ".", dir: "app", want: "demo-lifted"},
		{name: "inside the app", here: "app", dir: ".", want: "demo-lifted"},
		{name: "below the app", here: "app/pages", dir: "..", want: "demo-lifted"},
		{name: "elsewhere", here: "bare", dir: "../app", want: "bare/demo-lifted"},
		{name: "named", here: ".", dir: "app", out: "new/place", want: "new/place"},
		{name: "named inside the app", here: ".", dir: "app", out: "app/out", wantErr: "inside the app"},
		{name: "named as the app", here: ".", dir: "app", out: "app", wantErr: "inside the app"},
		{name: "somebody's files", here: ".", dir: "app", out: "full", wantErr: "is no generated project"},
		{name: "no manifest", here: ".", dir: "bare", wantErr: "streamlift init"},
		{name: "a file", here: ".", dir: "bare/app.py", wantErr: "is no folder"},
		{name: "nothing", here: ".", dir: "nowhere", wantErr: "no such folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := upApp(t)
			t.Chdir(filepath.Join(root, filepath.FromSlash(c.here)))
			var notes bytes.Buffer
			got, err := upProject(c.dir, c.out, &notes)
			if c.wantErr != "" {
				if err == nil || !strings.Contains(err.Error(), c.wantErr) {
					t.Fatalf("got %v, want an error with %q", err, c.wantErr)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if want := filepath.Join(root, filepath.FromSlash(c.want)); got != want {
				t.Fatalf("project is %s, want %s", got, want)
			}
			rel, _ := filepath.Rel(got, filepath.Join(root, "app"))
			m, err := readManifest(filepath.Join(got, "streamlift.yaml"))
			if err != nil || m.App.Source != filepath.ToSlash(rel) {
				t.Errorf("the copy's source is %+v (%v), want %s", m, err, rel)
			}
			if again, err := upProject(got, "", &notes); err != nil || again != got {
				t.Errorf("up of the project gives %s, %v", again, err)
			}
			if app, _ := os.ReadFile(filepath.Join(root, "app", "streamlift.yaml")); string(app) != upManifest {
				t.Errorf("the app's own manifest was changed: %s", app)
			}
		})
	}
}

func TestUpKeepsAnEditedManifest(t *testing.T) {
	root := upApp(t)
	t.Chdir(root)
	var notes bytes.Buffer
	project, err := upProject("app", "", &notes)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(project, "streamlift.yaml")
	put(t, filepath.Join(root, "app", "streamlift.yaml"), strings.Replace(upManifest, "kept", "newer", 1))
	if _, err := upProject("app", "", &notes); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(copied); !strings.Contains(string(got), "newer") {
		t.Errorf("an untouched copy did not follow the app's manifest: %s", got)
	}
	put(t, copied, strings.Replace(upManifest, "kept", "mine", 1))
	if notes.Len() != 0 {
		t.Errorf("notes before any edit: %s", &notes)
	}
	if _, err := upProject("app", "", &notes); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(copied); !strings.Contains(string(got), "mine") {
		t.Errorf("a person's edit is lost: %s", got)
	}
	if !strings.Contains(notes.String(), "was edited and stays") {
		t.Errorf("nothing said about the kept edit: %q", &notes)
	}
}
