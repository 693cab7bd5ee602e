package merge

import (
	"strings"
	"testing"
)

// FuzzFormats holds the laws for files that are merged by their parts: nothing panics, what one side left alone is the
// other's, and no line that a side added is lost.
func FuzzFormats(f *testing.F) {
	f.Add("a = 1\n\n[t]\nx = [\n    \"a\",\n]\n", "a = 2\n\n[t]\nx = [\n    \"a\",\n    \"b\",\n]\n", "a = 1\n[u]\ny = 1\n")
	f.Add("a: 1\nb:\n- x\n- y: |\n    text\n", "a: 1\nb:\n- x\n- z\n", "a: 2 # c\nb:\n- x\n- y: |\n    other\n")
	f.Add("# A\n\ntext\n\n## B\n\n```\n# no\n```\n", "# A\n\nmine\n", "# A\n\ntext\n\n## C\n")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		for _, name := range []string{"x.toml", "x.yaml", "x.md"} {
			if got := Merge(name, Versions{Base: base, Mine: base, Theirs: theirs}, labels).Text; got != theirs {
				t.Errorf("%s: merge(b,b,n) = %q, want %q", name, got, theirs)
			}
			if got := Merge(name, Versions{Base: base, Mine: mine, Theirs: base}, labels).Text; got != mine {
				t.Errorf("%s: merge(b,m,b) = %q, want %q", name, got, mine)
			}
			result := Merge(name, Versions{Base: base, Mine: mine, Theirs: theirs}, labels)
			for _, side := range []string{mine, theirs} {
				for line := range strings.Lines(side) {
					if line = strings.TrimSpace(line); !strings.Contains(base, line) && !strings.Contains(result.Text, line) {
						t.Errorf("%s: line %q is lost\nbase\n%s\nmine\n%s\ntheirs\n%s\nmerged\n%s", name, line, base, mine, theirs, result.Text)
					}
				}
			}
		}
	})
}
