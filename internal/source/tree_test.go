package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestOpenStaysInside(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, "secret.py", "x")
	dir := t.TempDir()
	for _, name := range []string{"app.py", "pages/1_🏠_Über.py", ".git/hooks.py", "venv/lib/x.py", "node_modules/y.py", "__pycache__/z.py", ".streamlit/config.toml"} {
		write(t, dir, name, "x = 1\n")
	}
	write(t, dir, "venv/pyvenv.cfg", "")
	for link, target := range map[string]string{"leak.py": filepath.Join(outside, "secret.py"), "loop": ".", "up": "..", "pages/same.py": "1_🏠_Über.py"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	tree, stop, err := Open(dir, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if got, want := tree.Files(), []string{".streamlit/config.toml", "app.py", "pages/1_🏠_Über.py"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if raw, err := tree.Read("app.py"); err != nil || string(raw) != "x = 1\n" {
		t.Errorf("Read: %q, %v", raw, err)
	}
	for _, name := range []string{"leak.py", "../secret.py", "/etc/passwd", "loop/app.py", "pages/same.py", "none.py", "pages"} {
		if raw, err := tree.Read(name); err == nil {
			t.Errorf("Read(%q) gives %q", name, raw)
		}
	}
	if n := len(tree.Problems); n != 4 {
		t.Errorf("%d problems, want one for each link: %v", n, tree.Problems)
	}
}

func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "app.py", "")
	if err := os.Chmod(filepath.Join(dir, "app.py"), 0); err != nil {
		t.Fatal(err)
	}
	tree, stop, err := Open(dir, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	if err := os.Remove(filepath.Join(dir, "app.py")); err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Read("app.py"); err == nil || !strings.HasPrefix(err.Error(), "app.py: the file cannot be read: ") || strings.Contains(err.Error(), dir) {
		t.Errorf("got %v", err)
	}
}

func TestLimits(t *testing.T) {
	files := fstest.MapFS{"a.py": {Data: make([]byte, 20)}, "b.py": {Data: make([]byte, 9)}, "c.py": {Data: make([]byte, 9)}, "data.csv": {Data: make([]byte, 20)}}
	tree, err := NewTree(files, Limits{File: 10, Source: 15})
	if err != nil {
		t.Fatal(err)
	}
	if got := tree.Files(); !slices.Equal(got, []string{"b.py", "c.py"}) {
		t.Errorf("got %q", got)
	}
	if got := tree.Problems.Error(); !strings.Contains(got, "a.py: the file has") || !strings.Contains(got, ".: the folder holds") || strings.Contains(got, "data.csv") {
		t.Errorf("got %q", got)
	}
	if _, err := NewTree(files, Limits{Files: 2}); err == nil {
		t.Error("more files than allowed are no error")
	}
}

func TestFind(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{
		"ui/app.py", "ui/profile.py", "ui/json.py", "ui/both.py", "both.py", "pkg/__init__.py", "pkg/sub/deep.py", "pkg.py",
		"ns/one.py", "empty/readme.txt", "src/inner/__init__.py", "late/late.py", "ui/views/page.py", "ui/views/beside.py",
	} {
		files[name] = &fstest.MapFile{}
	}
	tree, err := NewTree(files, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	f := NewFinder(tree, "ui/app.py")
	for _, tc := range []struct{ name, want string }{
		{"profile", "ui/profile.py"}, // hides the standard library's
		{"json", "-"},                // is loaded before the app runs
		{"statistics", "-"},
		{"pandas", "-"},
		{"both", "ui/both.py"},
		{"pkg", "pkg/__init__.py"}, // a package goes before a file
		{"pkg.sub.deep", "pkg/sub/deep.py"},
		{"pkg.none", "pkg/__init__.py without none"},
		{"ns", "ns/"},
		{"ns.one", "ns/one.py"},
		{"ns.one.more", "ns/one.py without more"},
		{"empty", "-"},
		{"inner", "src/inner/__init__.py"},
		{"late", "late/"},
		{"beside", "ui/views/beside.py"}, // from a page's own folder
	} {
		if got := describe(f.Find(tc.name, "ui/views/page.py")); got != tc.want {
			t.Errorf("Find(%q) = %q, want %q", tc.name, got, tc.want)
		}
	}
	if !f.AddFolder("late", true) || f.AddFolder("late", true) || f.AddFolder("nowhere", true) {
		t.Error("AddFolder says whether a folder is new and there")
	}
	if got := describe(f.Find("late", "ui/app.py")); got != "late/late.py" {
		t.Errorf("with its folder in front: %q", got)
	}
	for _, tc := range []struct {
		name  string
		level int
		want  string
	}{
		{"beside", 1, "ui/views/beside.py"}, {"", 1, "ui/views/"}, {"profile", 2, "ui/profile.py"}, {"pkg.sub", 3, "pkg/sub/"},
		{"x", 4, "outside"}, {"x", 1, "ui/views/ without x"},
	} {
		if got := describe(f.FindRelative(tc.name, tc.level, "ui/views/page.py"), true); got != tc.want {
			t.Errorf("FindRelative(%q, %d) = %q, want %q", tc.name, tc.level, got, tc.want)
		}
	}
}

func describe(f Found, ok bool) string {
	out := f.Path
	if out == "" {
		out = f.Folder + "/"
	}
	switch {
	case !ok:
		return "-"
	case f.Outside:
		return "outside"
	case f.Missing != "":
		out += " without " + f.Missing
	}
	return out
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
