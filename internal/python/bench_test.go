package python

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/oracle"
)

// library reads the Python files of a folder: STREAMLIFT_BENCH, or the standard library that the oracle found first.
func library(b *testing.B) (files [][]byte, size int64) {
	b.Helper()
	root := os.Getenv("STREAMLIFT_BENCH")
	py := oracle.Interpreter{Roots: []string{root}}
	if root == "" {
		found := oracle.Interpreters()
		if len(found) == 0 {
			b.Skip("no CPython, hence no library to read")
		}
		py.Roots = found[0].Roots[:1]
	}
	for _, path := range py.Files() {
		if raw, err := os.ReadFile(filepath.Clean(path)); err == nil {
			files = append(files, raw)
			size += int64(len(raw))
		}
	}
	return files, size
}

// BenchmarkParse reads a standard library with its tests, from bytes to tree.
func BenchmarkParse(b *testing.B) {
	files, size := library(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, raw := range files {
			text, _ := Decode("a.py", raw)
			Parse(text.Source, Options{})
		}
	}
}

// BenchmarkTokens only splits it into tokens.
func BenchmarkTokens(b *testing.B) {
	files, size := library(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, raw := range files {
			Tokens(diag.NewSource("a.py", string(raw)), Options{})
		}
	}
}
