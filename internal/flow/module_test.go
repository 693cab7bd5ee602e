package flow

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/source"
)

var update = flag.Bool("update", false, "rewrite the golden cases")

// TestModules reads the cases of testdata/modules: the files of an app, and as `want` which of them are reached, by
// whom and how, and what cannot be resolved.
func TestModules(t *testing.T) {
	cases, err := filepath.Glob("testdata/modules/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files, want, kept := fstest.MapFS{}, "", archive.Files[:0]
			for _, f := range archive.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				files[f.Name] = &fstest.MapFile{Data: f.Data}
				kept = append(kept, f)
			}
			_, entry, _ := strings.Cut(string(archive.Comment), "entry: ")
			got := reachedFiles(t, files, strings.TrimSpace(entry))
			if *update {
				archive.Files = append(kept, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func reachedFiles(t *testing.T, files fs.FS, entry string) string {
	t.Helper()
	tree, err := source.NewTree(files, source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	app := Reach(tree, entry)
	var b strings.Builder
	for _, m := range app.Modules {
		b.WriteString(m.Path)
		if m.Page {
			b.WriteString(" (page)")
		}
		b.WriteString("\n")
		for _, e := range app.Edges {
			if e.From == m {
				fmt.Fprintf(&b, "  %d: %s %s\n", m.File.Source.Line(e.Node.Span().Start), e.Kind, e.To.Path)
			} else if e.From == nil && e.To == m {
				fmt.Fprintf(&b, "  %s\n", e.Kind)
			}
		}
		for _, u := range app.Unresolved {
			if u.Module == m {
				fmt.Fprintf(&b, "  unresolved %s\n", u.Diagnostic())
			}
		}
	}
	for _, p := range app.Problems {
		fmt.Fprintf(&b, "problem %s\n", p)
	}
	return b.String()
}
