package cmd

import (
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
	put(t, filepath.Join(root, "apart", "streamlift.yaml"), strings.Replace(upManifest, "source: .", "source: ../bare", 1))
	put(t, filepath.Join(root, "alone", "streamlift.yaml"), strings.Replace(upManifest, "demo, source: .", "alone", 1))
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

func TestTheProjectsFolder(t *testing.T) {
	for _, c := range []struct{ name, here, dir, out, want, wantErr string }{
		{name: "beside here", here: ".", dir: "app", want: "demo-lifted"},
		{name: "by the manifest itself", here: ".", dir: "app/streamlift.yaml", want: "demo-lifted"},
		{name: "inside the app", here: "app", dir: ".", want: "demo-lifted"},
		{name: "below the app", here: "app/pages", dir: "..", want: "demo-lifted"},
		{name: "elsewhere", here: "bare", dir: "../app", want: "bare/demo-lifted"},
		{name: "named", here: ".", dir: "app", out: "new/place", want: "new/place"},
		{name: "manifest outside its app", here: ".", dir: "apart", want: "apart"},
		{name: "manifest without an app", here: ".", dir: "alone", want: "alone-lifted"},
		{name: "manifest without an app, in place", here: "alone", dir: ".", out: ".", want: "alone"},
		{name: "named inside the app", here: ".", dir: "app", out: "app/out", wantErr: "inside the app"},
		{name: "named as the app", here: ".", dir: "app", out: "app", wantErr: "inside the app"},
		{name: "somebody's files", here: ".", dir: "app", out: "full", wantErr: "is no generated project"},
		{name: "no manifest", here: ".", dir: "bare", wantErr: "`streamlift init bare` writes one"},
		{name: "nothing", here: ".", dir: "nowhere/at/all", wantErr: "there is no folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := upApp(t)
			t.Chdir(filepath.Join(root, filepath.FromSlash(c.here)))
			p, err := openProject(filepath.FromSlash(c.dir), c.out)
			if c.wantErr != "" {
				if err == nil || !strings.Contains(err.Error(), c.wantErr) || codeOf(err) != exitUsage {
					t.Fatalf("got %v, want an error of usage with %q", err, c.wantErr)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want := filepath.Join(root, filepath.FromSlash(c.want))
			if p.folder != want {
				t.Fatalf("project is %s, want %s", p.folder, want)
			}
			if strings.HasSuffix(want, "-lifted") && isProject(want) {
				t.Error("finding the place has written to it")
			}
			if err := placeNow(p); err != nil {
				t.Fatal(err)
			}
			put(t, filepath.Join(want, ".streamlift", "lock"), "")
			again, err := openProject(want, "")
			if err != nil || again.folder != want || again.fresh || again.app() != p.app() {
				t.Errorf("the project itself opens as %+v, %v", again, err)
			}
			if app, _ := os.ReadFile(filepath.Join(root, "app", "streamlift.yaml")); string(app) != upManifest {
				t.Errorf("the app's own manifest was changed: %s", app)
			}
		})
	}
}

func TestAnEditedCopyOfTheManifestStays(t *testing.T) {
	root := upApp(t)
	t.Chdir(root)
	open := func() *project {
		t.Helper()
		p, err := openProject("app", "")
		if err != nil {
			t.Fatal(err)
		}
		if err := placeNow(p); err != nil {
			t.Fatal(err)
		}
		return p
	}
	copied := filepath.Join(open().folder, "streamlift.yaml")
	put(t, filepath.Join(root, "app", "streamlift.yaml"), strings.Replace(upManifest, "kept", "newer", 1))
	if p := open(); len(p.notes) != 0 {
		t.Errorf("notes before any edit: %s", p.notes)
	}
	if got, _ := os.ReadFile(copied); !strings.Contains(string(got), "newer") {
		t.Errorf("an untouched copy did not follow the app's manifest: %s", got)
	}
	put(t, copied, strings.Replace(upManifest, "kept", "mine", 1))
	if p := open(); !strings.Contains(strings.Join(p.notes, ""), "was edited and stays") {
		t.Errorf("nothing said about the kept edit: %q", p.notes)
	}
	if got, _ := os.ReadFile(copied); !strings.Contains(string(got), "mine") {
		t.Errorf("a person's edit is lost: %s", got)
	}
}

// placeNow writes what the project would place, as generate does with its files.
func placeNow(p *project) error {
	for _, f := range p.place() {
		full := filepath.Join(p.folder, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(full, f.Content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
