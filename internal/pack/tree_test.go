package pack

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// TestHash holds the tree hash to the form h1 of Go modules, worked out by hand with sha256sum.
func TestHash(t *testing.T) {
	tree, err := readTree(fstest.MapFS{"b": {Data: []byte("two\n")}, "a/x": {Data: []byte("one\n")}, ".git/config": {Data: []byte("left out")}})
	if err != nil {
		t.Fatal(err)
	}
	const want = "h1:29E33QSc0muyPNy5p6rlYIUWloW2ToAxd7p91QRPJlI="
	if got := tree.Hash(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPortable(t *testing.T) {
	for _, name := range []string{"a", ".github/workflows/x.yml.tmpl", "_partials/a b.tmpl", "console.tmpl", "com10.txt"} {
		if err := portable(name); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"", ".", "..", "../a", "/a", "a/../b", "a//b", "a/", `a\b`, "c:a", "a.", "a /b", "con", "a/Aux.txt", "com1.x", "a\x00", "a\nb", ".git/x", "a/.GIT", ".streamlift/lock", strings.Repeat("a/", 17) + "a", strings.Repeat("a", 201), "a\xff"} {
		if portable(name) == nil {
			t.Errorf("%q is taken", name)
		}
	}
}

// entry is one file of an archive.
type entry struct {
	name string
	mode os.FileMode
	text string
}

func writeTar(t *testing.T, name string, entries []entry) {
	t.Helper()
	var b bytes.Buffer
	packed := gzip.NewWriter(&b)
	archive := tar.NewWriter(packed)
	for _, e := range entries {
		header := &tar.Header{Name: e.name, Mode: 0o644, Size: int64(len(e.text)), Typeflag: tar.TypeReg}
		if e.mode&os.ModeSymlink != 0 {
			header.Typeflag, header.Linkname, header.Size = tar.TypeSymlink, e.text, 0
		}
		if err := archive.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if header.Size > 0 {
			_, _ = archive.Write([]byte(e.text))
		}
	}
	_, _ = archive.Close(), packed.Close()
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func writeZip(t *testing.T, name string, entries []entry) {
	t.Helper()
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for _, e := range entries {
		header := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		header.SetMode(e.mode | 0o644)
		file, err := archive.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = file.Write([]byte(e.text))
	}
	_ = archive.Close()
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestArchives holds that a folder and its archives are one tree, and that hostile archives are refused.
func TestArchives(t *testing.T) {
	dir := t.TempDir()
	plain := []entry{{name: "pack-1.0/pack.yaml", text: "name: x\n"}, {name: "pack-1.0/a.tmpl", text: "a\n"}}
	cases := []struct {
		name    string
		entries []entry
		want    string
	}{
		{"plain", plain, ""},
		{"above", append(plain[:2:2], entry{name: "../evil", text: "x"}), `the path "../evil" leaves the pack`},
		{"absolute", append(plain[:2:2], entry{name: "/etc/evil", text: "x"}), `the path "/etc/evil" leaves the pack`},
		{"link", append(plain[:2:2], entry{name: "pack-1.0/l", mode: os.ModeSymlink, text: "/etc/passwd"}), "is no regular file"},
		{"case", append(plain[:2:2], entry{name: "pack-1.0/A.tmpl", text: "x"}), "differ only by case"},
		{"twice", append(plain[:2:2], entry{name: "pack-1.0/a.tmpl", text: "x"}), "stands in it twice"},
		{"bomb", append(plain[:2:2], entry{name: "pack-1.0/b", text: strings.Repeat("\x00", MaxFileBytes+1)}), "is larger than"},
	}
	want := Tree{Files: []TreeFile{{Path: "a.tmpl", Content: []byte("a\n")}, {Path: "pack.yaml", Content: []byte("name: x\n")}}}.Hash()
	for _, c := range cases {
		for _, form := range []string{".tar.gz", ".zip"} {
			t.Run(c.name+form, func(t *testing.T) {
				file := filepath.Join(dir, c.name+form)
				if form == ".zip" {
					writeZip(t, file, c.entries)
				} else {
					writeTar(t, file, c.entries)
				}
				tree, err := Fetch(t.Context(), Source{Place: file})
				switch {
				case c.want == "" && (err != nil || tree.Hash() != want):
					t.Errorf("%v: %s, want %s", err, tree.Hash(), want)
				case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
					t.Errorf("got %v, want %s", err, c.want)
				}
			})
		}
	}
}

// BenchmarkVerify reads and hashes a pack of 1,000 files; at most 100 ms.
func BenchmarkVerify(b *testing.B) {
	dir := b.TempDir()
	for i := range 1000 {
		name := filepath.Join(dir, fmt.Sprintf("f%d/t%d.tmpl", i/50, i))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, bytes.Repeat([]byte("line of a template\n"), 100), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		tree, err := Fetch(b.Context(), Source{Place: dir})
		if err != nil || len(tree.Files) != 1000 || tree.Hash() == "" {
			b.Fatal(err)
		}
	}
}

// FuzzHeader holds that no pack.yaml takes the loader down.
func FuzzHeader(f *testing.F) {
	f.Add("name: x\nversion: 1.0.0\napi: 1\ndelimiters: ['<%', '%>']\n")
	f.Add("name: x\nversion: 1.0.0\napi: [1, 2]\nextends: {name: y}\nparameters: {a: {type: string, pattern: '('}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		if h, err := readHeader([]byte(text)); err == nil && (h.Name == "" || h.API.min > API) {
			t.Errorf("taken: %+v", h)
		}
	})
}

// FuzzBounds holds that what passes the bounds has no deep nesting that the parser would see.
func FuzzBounds(f *testing.F) {
	f.Add(strings.Repeat("<% if true %>", 40))
	f.Add("<% /* <% if */ %><% if eq \"%>\" `%>` %><% end %>")
	f.Fuzz(func(t *testing.T, text string) {
		line, why := boundsOf(text, "<%", "%>")
		if (line == 0) != (why == "") || line > strings.Count(text, "\n")+1 {
			t.Errorf("line %d of %q: %s", line, text, why)
		}
	})
}
