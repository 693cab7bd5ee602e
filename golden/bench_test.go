package golden

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/cmd"
)

// wide is a manifest of n operations of all kinds that SQL makes, ten a group.
func wide(n int) string {
	var b strings.Builder
	b.WriteString("streamlift: 1\napp: {name: wide}\ntarget: split\nresources:\n  db: {kind: sql, url: {env: DATABASE_URL, default: \"sqlite:///wide.db\"}}\noperations:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - id: operation_%d\n    group: group_%d\n    uses: [db]\n    inputs: {region: {type: string, default: North, max_length: 20}, since: {type: date}, limit: {type: int, min: 1, max: 500, default: 50}}\n", i, i/10)
		if i%5 == 4 {
			b.WriteString("    kind: write\n    from: {sql: \"UPDATE t SET region = :region, day = :since WHERE id = :limit\"}\n    output: {type: scalar, of: int}\n")
		} else {
			b.WriteString("    kind: query\n    from: {sql: \"SELECT id, day, amount FROM t WHERE region = :region AND day >= :since LIMIT :limit\"}\n    output: {type: table, columns: {id: int, day: date, amount: {type: number, nullable: true}}}\n")
		}
	}
	return b.String()
}

// BenchmarkGenerate makes whole projects on disk; BenchmarkCopy copies the same trees. The bars of
// design.md are ratios of the two.
func BenchmarkGenerate(b *testing.B) {
	for _, n := range []int{50, 500, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			root := b.TempDir()
			for i := 0; b.Loop(); i++ {
				wideProject(b, n, filepath.Join(root, fmt.Sprint(i)))
			}
		})
	}
}

func BenchmarkCopy(b *testing.B) {
	for _, n := range []int{50, 500, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			root := b.TempDir()
			project := wideProject(b, n, filepath.Join(root, "made"))
			b.ResetTimer()
			for i := 0; b.Loop(); i++ {
				if err := os.CopyFS(filepath.Join(root, fmt.Sprint(i)), os.DirFS(project)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRegenerate finds that nothing is to be done.
func BenchmarkRegenerate(b *testing.B) {
	project := wideProject(b, 50, b.TempDir())
	for b.Loop() {
		execute(b, "generate", project)
	}
}

// BenchmarkHelp is the command line without any stage.
func BenchmarkHelp(b *testing.B) {
	for b.Loop() {
		execute(b, "--help")
	}
}

// wideProject generates a project below a folder and gives its place.
func wideProject(b *testing.B, n int, folder string) string {
	b.Helper()
	app, project := filepath.Join(folder, "app"), filepath.Join(folder, "project")
	if err := os.MkdirAll(app, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(app, "streamlift.yaml"), []byte(wide(n)), 0o644); err != nil {
		b.Fatal(err)
	}
	execute(b, "generate", app, "-o", project)
	return project
}

func execute(b *testing.B, args ...string) {
	b.Helper()
	var out, err bytes.Buffer
	if code := cmd.Execute(context.Background(), args, cmd.Streams{Out: &out, Err: &err}); code != 0 {
		b.Fatalf("%v: exit %d\n%s", args, code, &err)
	}
}
