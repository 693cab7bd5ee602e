package manifest

import (
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
)

const edited = `# the shop
streamlift: 1
app: # of ours
  name: shop   # short
  title: "The shop"
facts: {active_users: 3}

operations:
  # first
  - id: a
    kind: query
    from:
      sql: |
        SELECT 1

        FROM t
  - {id: b, kind: write}
logic: [core/]
empty:
# the end
`

func TestEdit(t *testing.T) {
	type item struct {
		ID   string `yaml:"id"`
		Kind string `yaml:"kind"`
	}
	set := func(value any, path ...string) func([]byte) ([]byte, error) {
		return func(c []byte) ([]byte, error) { return Set(c, path, value) }
	}
	add := func(value any, path ...string) func([]byte) ([]byte, error) {
		return func(c []byte) ([]byte, error) { return Append(c, path, value) }
	}
	drop := func(path ...string) func([]byte) ([]byte, error) {
		return func(c []byte) ([]byte, error) { return Delete(c, path) }
	}
	for _, tc := range []struct {
		name     string
		edit     func([]byte) ([]byte, error)
		old, new string // the one replacement in edited
	}{
		{"replace plain", set("store", "app", "name"), "name: shop ", "name: store "},
		{"replace quoted", set("A \"new\" one", "app", "title"), `"The shop"`, `"A \"new\" one"`},
		{"plain that needs quotes", set("a: b # c", "app", "name"), "name: shop ", "name: 'a: b # c' "},
		{"add to a block", set("../sales", "app", "source"), "\"The shop\"\n", "\"The shop\"\n  source: ../sales\n"},
		{"add to a flow", set(true, "facts", "rich_ux"), "3}", "3, rich_ux: true}"},
		{"replace in a flow", set(45, "facts", "active_users"), "3}", "45}"},
		{"add at the root", set("auto", "target"), "empty:\n", "empty:\ntarget: auto\n"},
		{"add a mapping", set("x", "pack", "name"), "empty:\n", "empty:\npack:\n  name: x\n"},
		{"fill an empty key", set("x", "empty"), "empty:\n", "empty: x\n"},
		{"fill below an empty key", set("x", "empty", "deep"), "empty:\n", "empty:\n  deep: x\n"},
		{"replace a block text", set("SELECT 2\nFROM u\n", "operations", "a", "from", "sql"),
			"SELECT 1\n\n        FROM t\n", "SELECT 2\n        FROM u\n"},
		{"add below an item", set("g", "operations", "a", "group"), "FROM t\n", "FROM t\n    group: g\n"},
		{"add to a flow item", set("g", "operations", "b", "group"), "write}", "write, group: g}"},
		{"replace a block by a value", set("x", "app"), "app: # of ours\n  name: shop   # short\n  title: \"The shop\"\n", "app: x # of ours\n"},
		{"replace a value by a block", set(item{"i", "k"}, "logic"), "logic: [core/]\n", "logic: {id: i, kind: k}\n"},
		{"append a block item", add(item{"c", "file"}, "operations"), "kind: write}\n", "kind: write}\n  - id: c\n    kind: file\n"},
		{"append a flow item", add("more, or less.py", "logic"), "[core/]", `[core/, 'more, or less.py']`},
		{"append to nothing", add("x", "empty"), "empty:\n", "empty:\n  - x\n"},
		{"delete a line", drop("app", "title"), "  title: \"The shop\"\n", ""},
		{"delete in an item", drop("operations", "a", "kind"), "    kind: query\n", ""},
		{"delete the first of an item", drop("operations", "a", "id"), "- id: a\n    kind", "- kind"},
		{"delete in a flow", drop("operations", "b", "id"), "id: b, ", ""},
		{"delete the last in a flow", drop("operations", "b", "kind"), ", kind: write", ""},
		{"delete an item", drop("operations", "b"), "  - {id: b, kind: write}\n", ""},
		{"delete a block text", drop("operations", "a", "from", "sql"),
			"from:\n      sql: |\n        SELECT 1\n\n        FROM t\n", "from: {}\n"},
		{"delete the only item", drop("logic", "0"), "[core/]", "[]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if strings.Count(edited, tc.old) != 1 {
				t.Fatalf("%q is not one place", tc.old)
			}
			for _, eol := range []string{"\n", "\r\n"} {
				for _, mark := range []string{"", bom} {
					lines := func(s string) string { return mark + strings.ReplaceAll(s, "\n", eol) }
					got, err := tc.edit([]byte(lines(edited)))
					if want := lines(strings.Replace(edited, tc.old, tc.new, 1)); err != nil || string(got) != want {
						t.Errorf("%v\ngot\n%s\nwant\n%s", err, got, want)
					}
				}
			}
		})
	}
}

func TestEditRefuses(t *testing.T) {
	for name, try := range map[string]func() ([]byte, error){
		"no path":           func() ([]byte, error) { return Set([]byte(edited), nil, 1) },
		"below a scalar":    func() ([]byte, error) { return Set([]byte(edited), []string{"app", "name", "x"}, 1) },
		"an item without":   func() ([]byte, error) { return Set([]byte(edited), []string{"operations", "zz"}, 1) },
		"append to a map":   func() ([]byte, error) { return Append([]byte(edited), []string{"app"}, 1) },
		"delete nothing":    func() ([]byte, error) { return Delete([]byte(edited), []string{"app", "zz"}) },
		"what is not YAML":  func() ([]byte, error) { return Set([]byte("a: ["), []string{"a"}, 1) },
		"what has anchors":  func() ([]byte, error) { return Set([]byte("a: &x 1\nb: 2"), []string{"b"}, 1) },
		"an empty manifest": func() ([]byte, error) { return Set(nil, []string{"b"}, 1) },
	} {
		if out, err := try(); err == nil {
			t.Errorf("%s: gave\n%s", name, out)
		}
	}
}

// FuzzEdit holds that an edit either fails or gives a text that reads back as the tree with the
// value, and that deleting what was added restores the bytes' meaning.
func FuzzEdit(f *testing.F) {
	f.Add(edited, "app", "source", "../x")
	f.Add("a: |2\n    x\nb: [c: d]", "b", "0", "- y")
	f.Add("a:\n- b: 'x''y'\n  c: >-\n   t\n\n", "a", "0", "#")
	f.Fuzz(func(t *testing.T, text, a, b, value string) {
		before, err := parsed(diag.NewSource("f", text))
		if err != nil {
			return
		}
		out, err := Set([]byte(text), []string{a, b}, value)
		if err != nil {
			return
		}
		after, err := parsed(diag.NewSource("f", string(out)))
		if err != nil {
			t.Fatalf("%q became %q: %v", text, out, err)
		}
		if n, rest := walk(after, []string{a, b}); len(rest) > 0 || n.Value != value {
			t.Fatalf("%q became %q, which lacks the value", text, out)
		}
		if _, rest := walk(before, []string{a, b}); len(rest) == 1 {
			back, err := Delete(out, []string{a, b})
			if tree, parseErr := parsed(diag.NewSource("f", string(back))); err == nil && (parseErr != nil || len(tree.Content) != len(before.Content)) {
				t.Fatalf("%q became %q and then %q", text, out, back)
			}
		}
	})
}
