package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// BenchmarkPacks loads, verifies and renders the split pack, and a layer that brings its files to 300: at most 1.5 times a
// file of it.
func BenchmarkPacks(b *testing.B) {
	dir := b.TempDir()
	var table strings.Builder
	table.WriteString("name: large\nversion: 1.0.0\napi: 1\nextends: {name: split}\nfiles:\n")
	split, err := pack.Builtin("split")
	if err != nil {
		b.Fatal(err)
	}
	for i := range 300 - len(split.Files) {
		fmt.Fprintf(&table, "  - {template: t%d.py.tmpl, path: extra/t%d.py, owner: owned}\n", i, i)
		template := "<% doc .App.Title %>\n" + strings.Repeat("<% range .Operations %>\nx = \"<% .ID %>\"\n<% end %>", 10) + "\n"
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("t%d.py.tmpl", i)), []byte(template), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, pack.Manifest), []byte(table.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	w := pack.Wanted{Extends: pack.Extends{Source: dir}, Unpinned: true}
	found, err := pack.Resolve(b.Context(), w)
	if err != nil {
		b.Fatal(err)
	}
	w.Unpinned, w.Hash = false, found.Pack.Layers[1].Hash
	loads := map[string]func() (*pack.Pack, error){
		"builtin": func() (*pack.Pack, error) { return pack.Builtin("split") },
		"large": func() (*pack.Pack, error) {
			found, err := pack.Resolve(b.Context(), w)
			return found.Pack, err
		},
	}
	for _, name := range []string{"builtin", "large"} {
		b.Run(name, func(b *testing.B) {
			files := 0
			for b.Loop() {
				p, err := loads[name]()
				if err != nil {
					b.Fatal(err)
				}
				m, diags := manifest.Load("streamlift.yaml", []byte(plainManifest))
				if diags.Failed() {
					b.Fatal(diags)
				}
				made, err := makeFiles(generator.Input{Manifest: m, Pack: p})
				if err != nil {
					b.Fatal(err)
				}
				files = len(made)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*files), "µs/file")
			b.ReportMetric(float64(files), "files")
		})
	}
}
