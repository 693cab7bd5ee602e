package pack

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// write lays a pack out in a folder.
func write(t *testing.T, dir string, files map[string]string) string {
	t.Helper()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o700), os.WriteFile(full, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const layerHead = "name: team\nversion: 1.0.0\napi: 1\nextends: {name: split}\n"

func TestLayersRefuse(t *testing.T) {
	cases := []struct{ name, yaml, want string }{
		{"a file that is gone", "drops: [service/Dockerfil]\n", `pack.yaml: drops "service/Dockerfil", which pack split 0.1.0 does not make. it may be "service/Dockerfile" now`},
		{"a file that moved", "drops: [deploy/compose.yaml]\n", `it may be "compose.yaml" now`},
		{"a file like none", "drops: [zzz]\n", `pack.yaml: drops "zzz", which pack split 0.1.0 does not make. delete the entry`},
		{"no template", "replaces: [{path: README.md, template: b.tmpl}]\n", `there is no template "team:b.tmpl"`},
		{"a file twice", "files: [{path: README.md, template: a.tmpl, owner: shared}]\n", "pack.yaml: pack split makes \"README.md\" already. name it below `replaces:`"},
		{"a partial that is none", "replaces: [{partial: zzz, template: a.tmpl}]\n", `pack.yaml: replaces the partial "zzz", which the pack below does not have`},
		{"merging into text", "merges: [{path: README.md, template: a.tmpl}]\n", `pack.yaml: merges into "README.md", which is no TOML or YAML file. replace it`},
		{"merging what is not there", "merges: [{path: compose.yaml, template: b.tmpl}]\n", `pack.yaml: there is no template "b.tmpl" to merge into "compose.yaml"`},
		{"setting what is not there", "set: {x: 1}\n", `pack.yaml: sets the parameter "x", which no pack below has`},
		{"hiding without default", "parameters: {x: {type: string}}\nhide: [x]\n", `pack.yaml: hides the parameter "x", which has no default. set it too`},
		{"setting another type", "parameters: {x: {type: integer}}\nset: {x: y}\n", `pack.yaml: sets the parameter "x": y is no integer`},
		{"other delimiters", "delimiters: ['[[', ']]']\n", "pack.yaml: delimiters differ from those of pack split. leave them out"},
		{"a type that is none", "parameters: {x: {type: text}}\n", `pack.yaml: parameter "x": type "text" is unknown. types: string, integer, number, boolean, array`},
		{"a default of another type", "parameters: {x: {type: boolean, default: 3}}\n", `pack.yaml: parameter "x": the default 3 is no boolean. write true or false`},
		{"a target that is none", "target: splitt\n", `pack.yaml: target "splitt" is unknown. targets: keep, wrap, split, rewrite`},
		{"a key that is none", "x: 1\n", `pack.yaml:5: unknown key "x"`},
		{"no version", "version: one\n", `pack.yaml:5: mapping key "version" already defined at line 2`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, t.TempDir(), map[string]string{"pack.yaml": layerHead + c.yaml, "a.tmpl": "x\n"})
			_, err := Resolve(t.Context(), Wanted{Extends: Extends{Source: dir}, Unpinned: true})
			var refused *RefusedError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestExtendsRefuses(t *testing.T) {
	for _, extends := range []string{"{name: ../../x}", "{name: x, hash: h1:../../x}", "{source: ../x}"} {
		_, err := readHeader([]byte("name: team\nversion: 1.0.0\napi: 1\nextends: " + extends + "\n"))
		if err == nil || !strings.HasPrefix(err.Error(), "pack.yaml: extends has no name of a pack") {
			t.Errorf("%s: %v", extends, err)
		}
	}
}

// TestLayerReplacesAPartial holds that a partial makes way by name, and only then.
func TestLayerReplacesAPartial(t *testing.T) {
	files := map[string]string{"pack.yaml": layerHead, "_partials/hardened.tmpl": "x-hardened: {}\n"}
	_, err := Resolve(t.Context(), Wanted{Extends: Extends{Source: write(t, t.TempDir(), files)}, Unpinned: true})
	if want := "pack split has a partial \"hardened\" too. name it below `replaces:`, as {partial: hardened, template: _partials/hardened.tmpl}"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	files["pack.yaml"] += "replaces: [{partial: hardened, template: _partials/hardened.tmpl}]\n"
	found, err := Resolve(t.Context(), Wanted{Extends: Extends{Source: write(t, t.TempDir(), files)}, Unpinned: true})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, source := range found.Pack.Sources {
		if name, partial := source.Partial(); partial && name == "hardened" {
			n++
			if source.Text != files["_partials/hardened.tmpl"] {
				t.Errorf("it is %q", source.Text)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d partials of that name", n)
	}
}

// TestRepositories holds that a tag, a commit, a URL and a folder below are the bytes that were committed, whatever the
// attributes of the repository say.
func TestRepositories(t *testing.T) {
	dir := write(t, t.TempDir(), map[string]string{"packs/team/pack.yaml": layerHead, "packs/team/a.txt": "$Id$\n", "packs/team/.gitattributes": "*.txt export-ignore export-subst text\n", "other/big": "x"})
	run := func(args ...string) string {
		c := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.autocrlf=false"}, args...)...)
		c.Dir = dir
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	run("init", "-q")
	run("add", "other", "packs/team/pack.yaml", "packs/team/a.txt")
	run("add", "packs/team/.gitattributes")
	run("commit", "-q", "-m", "one")
	run("tag", "v1.0.0")
	want, err := Fetch(t.Context(), Source{Place: dir, Folder: "packs/team"})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []Source{
		{Place: dir, Version: "v1.0.0", Folder: "packs/team"},
		{Place: dir, Version: run("rev-parse", "HEAD"), Folder: "packs/team"},
		{Place: "file://" + filepath.ToSlash(dir), Version: "v1.0.0", Folder: "packs/team"},
	} {
		if got, err := Fetch(t.Context(), s); err != nil || got.Hash() != want.Hash() {
			t.Errorf("%+v: %v: %d files, want %d", s, err, len(got.Files), len(want.Files))
		}
	}
	refusals := []struct {
		source Source
		want   string
	}{
		{Source{Place: dir, Version: "v9"}, `it has no tag or commit "v9". newest tags: v1.0.0`},
		{Source{Place: dir, Version: "--upload-pack=x"}, `"--upload-pack=x" is no tag or commit`},
		{Source{Place: dir, Version: "v1.0.0", Folder: "../x"}, `the folder "../x" leaves the source`},
		{Source{Place: dir, Version: "v1.0.0", Folder: "packs/none"}, `it has no folder "packs/none"`},
		{Source{Place: "ext::sh -c true", Version: "v1.0.0"}, "there is no "},
		{Source{Place: "https://example.com/x.git"}, "a repository needs a tag or commit"},
	}
	for _, r := range refusals {
		if _, err := Fetch(t.Context(), r.source); err == nil || !strings.Contains(err.Error(), r.want) {
			t.Errorf("%+v: got %v, want %s", r.source, err, r.want)
		}
	}
}
