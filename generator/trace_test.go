package generator

import (
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// TestTrace holds that lines come from the template lines that hold their words, in every file of the built-in split.
func TestTrace(t *testing.T) {
	m, problems := manifest.Load("streamlift.yaml", wide(3))
	if problems.Failed() {
		t.Fatal(problems)
	}
	split, err := pack.Builtin("split")
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Manifest: m, Pack: split}
	templates := map[string][]string{}
	for _, source := range in.Pack.Sources {
		name, partial := source.Partial()
		if !partial {
			name = source.Name
		}
		templates[name] = strings.Split(source.Text, "\n")
	}
	files, err := Generate(in)
	if err != nil {
		t.Fatal(err)
	}
	traced, literal := 0, 0
	for _, f := range files {
		content, origins, err := Trace(in, f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if origins == nil {
			continue
		}
		lines := strings.Split(strings.TrimSuffix(string(f.Content), "\n"), "\n")
		if string(content) != string(f.Content) || len(f.Content) > 0 && len(lines) != len(origins) {
			t.Errorf("%s: %d lines, %d origins", f.Path, len(lines), len(origins))
			continue
		}
		for i, o := range origins {
			if o.Template == "" {
				continue
			}
			traced++
			from := templates[o.Template]
			if o.Line < 1 || o.Line > len(from) {
				t.Fatalf("%s:%d comes from %s:%d, which has %d lines", f.Path, i+1, o.Template, o.Line, len(from))
			}
			if word := strings.TrimSpace(lines[i]); len(word) > 12 && strings.Contains(strings.Join(from, "\n"), "\n"+lines[i]+"\n") {
				literal++
				if strings.TrimSpace(from[o.Line-1]) != word {
					t.Errorf("%s:%d %q comes from %s:%d %q", f.Path, i+1, word, o.Template, o.Line, from[o.Line-1])
				}
			}
		}
	}
	if traced < 500 || literal < 300 {
		t.Errorf("%d lines traced, %d of them word for word", traced, literal)
	}
}
