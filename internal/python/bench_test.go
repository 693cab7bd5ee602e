package python

import (
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/oracle"
)

func source(path, text string) *diag.Source { return diag.NewSource(path, text) }

// standard is the newest CPython of the machine.
func standard(t testing.TB) oracle.Interpreter {
	t.Helper()
	found := oracle.Interpreters()
	if len(found) == 0 {
		t.Skip("no CPython, hence no library to read")
	}
	return found[0]
}

// library gives texts of a sample of the newest CPython's library.
func library(t testing.TB, n int) iter.Seq2[string, string] {
	t.Helper()
	files := standard(t).Sample(n)
	return func(yield func(string, string) bool) {
		for _, path := range files {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Error(err)
				return
			}
			text, _ := Decode(path, raw)
			if !yield(path, text.Source.Text) {
				return
			}
		}
	}
}

// corpus is the Python files of a folder: STREAMLIFT_BENCH, or the newest CPython's standard library with its tests.
func corpus(b *testing.B) (paths []string, files [][]byte, size int64) {
	b.Helper()
	root := os.Getenv("STREAMLIFT_BENCH")
	if root == "" {
		root = standard(b).Roots[0]
	}
	for _, path := range (oracle.Interpreter{Roots: []string{root}}).Files() {
		if raw, err := os.ReadFile(filepath.Clean(path)); err == nil && !strings.Contains(path, "site-packages") {
			paths, files = append(paths, path), append(files, raw)
			size += int64(len(raw))
		}
	}
	return paths, files, size
}

// BenchmarkParse reads a standard library with its tests, from bytes to tree.
func BenchmarkParse(b *testing.B) {
	_, files, size := corpus(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, raw := range files {
			text, _ := Decode("a.py", raw)
			Parse(text.Source, Options{})
		}
	}
}

// astParse measures ast.parse over the files on its stdin, which are in memory by then.
const astParse = `
import ast, gc, sys, time
files = [open(p, "rb").read() for p in sys.stdin.read().splitlines()]
gc.disable()  # it would only cost time
total = 0.0
for raw in files:
    start = time.perf_counter()
    try:
        ast.parse(raw)
    except Exception:
        pass
    total += time.perf_counter() - start
print(total)
`

// BenchmarkAgainstCPython reads the same files with both, one after the other, and reports how many times faster we
// are.
func BenchmarkAgainstCPython(b *testing.B) {
	py := standard(b)
	paths, files, size := corpus(b)
	b.SetBytes(size)
	b.ReportAllocs()
	var theirs, ours time.Duration
	for b.Loop() {
		b.StopTimer()
		cmd := exec.Command(py.Path, "-I", "-W", "ignore", "-c", astParse)
		cmd.Stdin = strings.NewReader(strings.Join(paths, "\n"))
		out, err := cmd.Output()
		if err != nil {
			b.Fatal(err)
		}
		seconds, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
		if err != nil {
			b.Fatal(err)
		}
		theirs += time.Duration(seconds * float64(time.Second))
		b.StartTimer()
		start := time.Now()
		for _, raw := range files {
			text, _ := Decode("a.py", raw)
			Parse(text.Source, Options{})
		}
		ours += time.Since(start)
	}
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "x-CPython-3."+strconv.Itoa(py.Minor))
}

// BenchmarkTokens only splits the library into tokens.
func BenchmarkTokens(b *testing.B) {
	_, files, size := corpus(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, raw := range files {
			Tokens(source("a.py", string(raw)), Options{})
		}
	}
}

// shapes are texts that are hard on a reader, by their size.
func shapes() map[string]func(n int) string {
	between := func(before, text, after string) func(int) string {
		return func(n int) string { return before + strings.Repeat(text, n) + after }
	}
	return map[string]func(int) string{
		"elif":           between("if a:\n  b\n", "elif a == 1:\n  b\n", ""),
		"dict":           between("d = {\n", "  'key': [1, \"value\"],\n", "}\n"),
		"sum":            between("x = a", " + a", "\n"),
		"chain":          between("x = a", ".b(c)[d]", "\n"),
		"string":         between("x = '''", "text \\n\n", "'''\n"),
		"statements":     between("", "for x in y: print(f\"{x!r:>{w}}\")\n", ""),
		"open brackets":  between("", "f(a,\n", ""),
		"broken lines":   between("", "x = = y\n", ""),
		"quotes":         between("", "'a\n", ""),
		"fields":         between("", "f'{", ""),
		"indents":        between("", "if x:\n y\n  z\n", ""),
		"comments":       between("", "# nothing\n", ""),
		"continued":      between("", "a \\\n", ""),
		"comprehensions": between("", "[x for ", ""),
		"lambdas":        between("", "lambda: ", ""),
		"parameters":     between("def f(", "a=1, *, ", "): pass\n"),
		"strange":        between("", "é€", "\n"),
		"accents":        between("", "\u0301", "\n"),
		"dollars":        between("", "$", "\n"),
	}
}

// BenchmarkShapes reads hard texts of one and of eight times the size: the time a byte must stay about the same.
func BenchmarkShapes(b *testing.B) {
	for name, shape := range shapes() {
		for _, n := range []int{2000, 16000} {
			text := shape(n)
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					Parse(source("a.py", text), Options{})
				}
			})
		}
	}
}

// TestSizes reads what real files reach and more, and hostile texts of a hundred times that: no stack may overflow.
func TestSizes(t *testing.T) {
	for name, text := range map[string]string{
		"400 elif":            shapes()["elif"](400),
		"a 20,000-line dict":  shapes()["dict"](20000),
		"150 nested brackets": "x = " + strings.Repeat("(", 150) + "1" + strings.Repeat(")", 150) + "\n",
		"150 nested lists":    "x = " + strings.Repeat("[", 150) + strings.Repeat("]", 150) + "\n",
		"90 nested blocks":    nested(90),
		"1,000 terms":         shapes()["sum"](1000),
	} {
		if f := Parse(source("a.py", text), Options{}); len(f.Problems) > 0 {
			t.Errorf("%s: %s", name, f.Problems[0])
		}
	}
	for name, shape := range shapes() {
		done := make(chan *File, 1)
		go func() { done <- Parse(source("a.py", shape(40000)), Options{}) }()
		select {
		case f := <-done:
			if wrong := disorder(f); wrong != "" {
				t.Errorf("%s: %s", name, wrong)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s: it does not end", name)
		}
	}
}

func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "if x:\n")
	}
	return b.String() + strings.Repeat(" ", n) + "y\n"
}
