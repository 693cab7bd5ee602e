package generator

import (
	"fmt"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// wide is a manifest of n operations, ten a group.
func wide(n int) []byte {
	var b strings.Builder
	b.WriteString("streamlift: 1\napp: {name: wide}\nresources:\n  db: {kind: sql, url: {env: DATABASE_URL, default: \"sqlite:///wide.db\"}}\noperations:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - id: operation_%d\n    kind: query\n    group: group_%d\n    uses: [db]\n"+
			"    from: {sql: \"SELECT id, day FROM t WHERE region = :region AND day >= :since LIMIT :limit\"}\n"+
			"    inputs: {region: {type: string, default: North, max_length: 20}, since: {type: date}, limit: {type: int, min: 1, max: 500, default: 50}}\n"+
			"    output: {type: table, columns: {id: int, day: date}}\n", i, i/10)
	}
	return []byte(b.String())
}

// BenchmarkGenerate makes the files of whole projects in memory.
func BenchmarkGenerate(b *testing.B) {
	split, err := pack.Builtin("split")
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{50, 500, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m, problems := manifest.Load("streamlift.yaml", wide(n))
			if problems.Failed() {
				b.Fatal(problems)
			}
			for b.Loop() {
				if _, err := Generate(Input{Manifest: m, Pack: split}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
