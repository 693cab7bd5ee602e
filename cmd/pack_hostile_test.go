package cmd

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/streamlift/streamlift/internal/pack"
)

// TestMain lets the test program stand in for streamlift where a command starts itself to render a pack apart.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "pack" && os.Args[2] == "render" {
		os.Exit(Execute(context.Background(), os.Args[1:], Streams{Out: os.Stdout, Err: os.Stderr}))
	}
	os.Exit(m.Run())
}

const plainManifest = `streamlift: 1
app: {name: shop}
target: split
resources:
  db: {kind: sql, url: {env: DATABASE_URL, default: "sqlite:///shop.db"}}
operations:
  - id: orders
    kind: query
    uses: [db]
    from: {sql: "SELECT id FROM orders"}
    output: {type: table, columns: {id: int}}
`

const plainPack = "name: evil\nversion: 1.0.0\napi: 1\ndelimiters: ['<%', '%>']\nfiles:\n  - {template: a.tmpl, path: a.txt, owner: owned}\n"

// hostile is a pack that must be refused.
type hostile struct {
	name  string
	table string            // pack.yaml; plainPack when empty
	files map[string]string // a.tmpl is empty when it does not stand here
	make  func(t *testing.T, dir string)
	want  string
}

func hostilePacks() []hostile {
	text := func(template string) map[string]string { return map[string]string{"a.tmpl": template} }
	row := func(path string) string { return strings.Replace(plainPack, "path: a.txt", "path: "+path, 1) }
	link := func(to string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			if err := os.Symlink(to, filepath.Join(dir, "link.tmpl")); err != nil {
				t.Skip(err)
			}
		}
	}
	long := "<%- $n := .Operations -%>"
	for range 30 {
		long += "<%- range 9999 -%>"
	}
	return []hostile{
		{name: "many nested ifs", files: text(strings.Repeat("<% if true %>", 70_000)), want: "actions nest over 32 deep"},
		{name: "nesting behind strings", files: text(strings.Repeat("<% if eq \"%><% end %>\" \"\" %>", 30_000)), want: "actions nest over 32 deep"},
		{name: "nested brackets", files: text("<% " + strings.Repeat("(", 100_000) + "1" + strings.Repeat(")", 100_000) + " %>"), want: "an action has over 32 brackets"},
		{name: "an endless chain of else", files: text("<% if true %>" + strings.Repeat("<% else if true %>", 50_000) + "<% end %>"), want: "actions nest over 32 deep"},
		{name: "a huge range", files: text("<% range 3000000000 %><% end %>"), want: "ranges over a number"},
		{name: "ranges of ranges", files: text(long + strings.Repeat("<% end %>", 30)), want: "ranges over a number"},
		{name: "a range over a bound of the view", files: text("<% range .Operations %><% $n := .MaxRows %><% range $n %><% range $n %><% end %><% end %><% end %>"), want: "take too much processor time"},
		{name: "mutual recursion", files: map[string]string{"a.tmpl": `<% template "b" . %>`, "_partials/b.tmpl": `<% template "c" . %>`, "_partials/c.tmpl": `<% template "b" . %>`}, want: "template b calls itself"},
		{name: "printf with a width", files: text(`<% printf "%1000000000d" 1 %>`), want: `calls "printf"`},
		{name: "a gigabyte of output", files: text(`<% range .Operations %><% $n := .MaxRows %><% range $n %>` + strings.Repeat("x", 5000) + `<% end %><% end %>`), want: "prints over 16777216 bytes into one file"},
		{name: "the environment", files: text(`<% env "HOME" %>`), want: `function "env" not defined`},
		{name: "the time", files: text(`<% now %>`), want: `function "now" not defined`},
		{name: "the network", files: text(`<% httpGet "http://example.com" %>`), want: `function "httpGet" not defined`},
		{name: "outside text as code", files: text(`<% .App.Title %>`), want: "prints outside text without a quoting function"},
		{name: "a link out of the pack", make: link("/etc/passwd"), want: "link.tmpl is no regular file"},
		{name: "a link inside the pack", make: link("a.tmpl"), want: "link.tmpl is no regular file"},
		{name: "an absolute output", table: row("/tmp/a.txt"), want: "the path leaves the project"},
		{name: "an output above", table: row("../a.txt"), want: "the path leaves the project"},
		{name: "an output above by a folder", table: row("a/../../a.txt"), want: "the path leaves the project"},
		{name: "an output of git", table: row(".git/hooks/pre-commit"), want: `holds ".git", which is no pack's`},
		{name: "an output of the tool", table: row(".streamlift/lock"), want: `holds ".streamlift", which is no pack's`},
		{name: "a reserved output", table: row("src/NUL.txt"), want: "which Windows reserves"},
		{name: "a reserved name", files: map[string]string{"aux.tmpl": ""}, want: "which Windows reserves"},
		{name: "a name that ends in a dot", files: map[string]string{"x./a.tmpl": ""}, want: "ends in a dot"},
		{name: "names that differ by case", files: map[string]string{"B/x.tmpl": "", "b/y.tmpl": ""}, want: "differ only by case"},
		{name: "outputs that differ by case", table: plainPack + "  - {template: a.tmpl, path: A.txt, owner: owned}\n", want: "both make"},
		{name: "too many files", make: func(t *testing.T, dir string) {
			for i := range pack.MaxFiles + 1 {
				if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(i)), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}, want: "it has over 5000 files"},
		{name: "a file that is too large", files: text(strings.Repeat("x", pack.MaxFileBytes+1)), want: "a.tmpl is larger than 1048576 bytes"},
		{name: "an alias bomb", table: plainPack + "description: &a [x]\nhide: [*a, *a]\n", want: "pack.yaml"},
		{name: "a circle of packs", table: "name: evil\nversion: 1.0.0\napi: 1\nextends: {name: evil, source: ., hash: \"h1:" + strings.Repeat("A", 43) + "=\"}\n", want: "it extends itself"},
		{name: "a newer API", table: strings.Replace(plainPack, "api: 1", "api: 7", 1), want: "the pack wants api 7"},
	}
}

// TestHostilePacks holds that each hostile pack is refused in time, with its own words and exit code 5, and that nothing
// is written.
func TestHostilePacks(t *testing.T) {
	said := map[string]string{}
	for _, h := range hostilePacks() {
		t.Run(h.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			layOut(t, h)
			tree, err := pack.Fetch(t.Context(), pack.Source{Place: filepath.Join(dir, "evil")})
			hash := "h1:" + strings.Repeat("A", 43) + "="
			if err == nil {
				hash = tree.Hash()
			}
			put(t, "shop/streamlift.yaml", plainManifest+"pack: {name: evil, source: ../evil, hash: \""+hash+"\"}\n")
			begin := time.Now()
			refused(t, []string{"generate", "shop"}, h.want)
			if took := time.Since(begin); took > 10*time.Second { // 3 s where nothing else runs
				t.Errorf("it took %s", took)
			}
			if _, err := os.Stat("shop-lifted"); err == nil {
				t.Error("a project was written")
			}
		})
		said[h.want] = h.name
	}
	if len(said) < 20 {
		t.Errorf("%d messages for %d packs", len(said), len(hostilePacks()))
	}
}

// layOut writes a hostile pack.
func layOut(t *testing.T, h hostile) {
	t.Helper()
	if h.table == "" {
		h.table = plainPack
	}
	put(t, "evil/pack.yaml", h.table)
	put(t, "evil/a.tmpl", "")
	for name, text := range h.files {
		put(t, filepath.Join("evil", filepath.FromSlash(name)), text)
	}
	if h.make != nil {
		h.make(t, "evil")
	}
}

// refused runs a command that must end with exit code 5 and a message.
func refused(t *testing.T, args []string, want string) {
	t.Helper()
	var out, err bytes.Buffer
	code := Execute(t.Context(), args, Streams{Out: &out, Err: &err})
	if code != int(exitPack) || !strings.Contains(err.String(), want) {
		t.Errorf("exit %d, said %s\nwant exit 5 and %q", code, strings.TrimSpace(err.String())[:min(400, len(strings.TrimSpace(err.String())))], want)
	}
}

// TestPinnedBytes holds that only what is pinned is rendered, wherever the pack comes from.
func TestPinnedBytes(t *testing.T) {
	cases := []struct {
		name   string
		change func(t *testing.T)
		args   string
		want   string
	}{
		{"a flipped byte", func(t *testing.T) { put(t, "evil/a.tmpl", "b") }, "generate shop", "its bytes are not those that are pinned"},
		{"an added file", func(t *testing.T) { put(t, "evil/b.tmpl", "") }, "generate shop", "its bytes are not those that are pinned"},
		{"no hash", func(t *testing.T) {
			put(t, "shop/streamlift.yaml", plainManifest+"pack: {name: evil, source: ../evil}\n")
		}, "generate shop", "it is not pinned"},
		{"another name", func(t *testing.T) {
			content, _ := os.ReadFile("shop/streamlift.yaml")
			put(t, "shop/streamlift.yaml", strings.Replace(string(content), "name: evil", "name: other", 1))
		}, "generate shop", `it calls itself "evil"`},
		{"a pack that is gone", func(t *testing.T) { remove(t, "evil") }, "generate shop", "there is no "},
		{"a released version with other bytes", func(t *testing.T) {
			put(t, "evil/a.tmpl", "b")
			run(t, "pack", "add", "evil", "shop-lifted")
		}, "generate shop-lifted", "released versions never change"},
		{"a downgrade", func(t *testing.T) {
			put(t, "evil/pack.yaml", strings.Replace(plainPack, "1.0.0", "0.9.0", 1))
			run(t, "pack", "add", "evil", "shop-lifted")
		}, "generate shop-lifted", "version 0.9.0 is older than 1.0.0"},
		{"a copy that was changed", func(t *testing.T) {
			run(t, "pack", "vendor", "shop-lifted")
			put(t, "shop-lifted/.streamlift/packs/evil/a.tmpl", "b")
		}, "pack verify shop-lifted", "its bytes are not those that are pinned"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			put(t, "evil/pack.yaml", plainPack)
			put(t, "evil/a.tmpl", "a")
			put(t, "shop/streamlift.yaml", plainManifest)
			run(t, "pack", "add", "evil", "shop")
			run(t, "generate", "shop")
			c.change(t)
			refused(t, strings.Fields(c.args), c.want)
			if content, _ := os.ReadFile("shop-lifted/a.txt"); string(content) != "a" {
				t.Errorf("a.txt holds %q", content)
			}
		})
	}
}

// TestMovedTag holds that a tag which moved is refused where the pinned bytes are not on the machine, and that where they
// are, those are rendered.
func TestMovedTag(t *testing.T) {
	t.Chdir(t.TempDir())
	emptyCache(t)
	put(t, "evil/pack.yaml", plainPack)
	put(t, "evil/a.tmpl", "a")
	put(t, "shop/streamlift.yaml", plainManifest)
	gitIn(t, "evil", "init", "-q", ".")
	gitIn(t, "evil", "add", ".")
	gitIn(t, "evil", "commit", "-q", "-m", "one")
	gitIn(t, "evil", "tag", "v1.0.0")
	run(t, "pack", "add", "evil@v1.0.0", "shop")
	run(t, "generate", "shop")
	put(t, "evil/a.tmpl", "b")
	gitIn(t, "evil", "commit", "-q", "-a", "-m", "two")
	gitIn(t, "evil", "tag", "-f", "v1.0.0")
	run(t, "generate", "shop")
	run(t, "pack", "verify", "shop-lifted")
	if content, _ := os.ReadFile("shop-lifted/a.txt"); string(content) != "a" {
		t.Errorf("a.txt holds %q", content)
	}
	emptyCache(t)
	refused(t, []string{"generate", "shop"}, "a file or a tag was changed")
	refused(t, []string{"pack", "verify", "shop-lifted"}, "no copy of what is pinned is on this machine")
	refused(t, []string{"pack", "update", "shop"}, "released versions never change")
}

// emptyCache gives the commands of a test a cache folder of their own.
func emptyCache(t *testing.T) {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, folder)
	}
}

// run runs a command that must succeed.
func run(t *testing.T, args ...string) string {
	t.Helper()
	var out, err bytes.Buffer
	if code := Execute(t.Context(), args, Streams{Out: &out, Err: &err}); code != 0 {
		t.Fatalf("%v: exit %d: %s", args, code, err.String())
	}
	return out.String()
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}

// gitIn runs git in a folder as nobody in particular.
func gitIn(t *testing.T, folder string, args ...string) {
	t.Helper()
	c := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"}, args...)...)
	c.Dir = folder
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v: %s", args, err, out)
	}
}
