package python

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/oracle"
)

// The oracle is CPython itself: every interpreter on this machine reads its own standard library, tests included,
// and its installed packages, and so do we. STREAMLIFT_ORACLE=all compares all files in place of a sample,
// STREAMLIFT_ORACLE=off none.

// reply is what testdata/oracle.py says of a file.
type reply struct {
	Limit bool
	Error string
	Hash  string
	Dump  string
}

// sampled is how many files a run compares unless all are asked for: half with the newest interpreter, whose trees
// count most.
const sampled = 2000

func TestOracle(t *testing.T) {
	mode := os.Getenv("STREAMLIFT_ORACLE")
	if mode == "off" {
		t.Skip("STREAMLIFT_ORACLE=off")
	}
	found := oracle.Interpreters()
	if len(found) == 0 {
		t.Fatal("no CPython 3.8 to 3.14 found: put one on PATH or set STREAMLIFT_PYTHONS")
	}
	for i, py := range found {
		n := sampled
		switch {
		case i == 0 && len(found) > 1:
			n = sampled / 2
		case i > 0:
			n = sampled / 2 / (len(found) - 1)
		}
		files := py.Sample(n)
		if mode == "all" {
			files = py.Files()
		}
		t.Run(fmt.Sprintf("3.%d", py.Minor), func(t *testing.T) {
			t.Parallel()
			compare(t, py, files)
		})
	}
}

// TestOraclePyodide compares a sample with CPython 3.14 in WebAssembly, where STREAMLIFT_PYODIDE names the folder whose
// node_modules hold pyodide: `make oracle` does.
func TestOraclePyodide(t *testing.T) {
	folder := os.Getenv("STREAMLIFT_PYODIDE")
	if folder == "" {
		t.Skip("STREAMLIFT_PYODIDE is not set")
	}
	py := oracle.Pyodide(filepath.Join("testdata", "pyodide.mjs"), folder)
	here, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	compare(t, py, append(py.Sample(pyodideSample), filepath.Join(here, "python314.py")))
}

// pyodideSample is how many files the slow CPython reads.
const pyodideSample = 600

// compare lets an interpreter and us read the same files.
func compare(t *testing.T, py oracle.Interpreter, files []string) {
	version := Version(py.Minor)
	counts := map[string]int{}
	ask(t, py, "hash", files, func(path string, r reply) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text, problems := Decode(path, raw)
		f := Parse(text.Source, Options{Version: version})
		problems = append(problems, f.Problems...)
		counts["files"]++
		counts["bytes"] += len(raw)
		switch {
		case r.Limit:
			counts["beyond CPython's limits"]++
		case r.Error != "" && len(problems) > 0:
			counts["rejected by both"]++
		case r.Error != "":
			t.Errorf("%s: accepted, CPython says %s", path, r.Error)
		case len(problems) > 0:
			t.Errorf("%s: rejected, CPython accepts it: %s", path, problems.Sorted()[0])
		case version > Py38:
			compact := compacted(f, version)
			sum := sha256.Sum256([]byte(compact))
			if hex.EncodeToString(sum[:]) != r.Hash {
				explain(t, py, path, compact)
			}
		}
	})
	var words []string
	for what, n := range counts {
		words = append(words, fmt.Sprintf("%s %d", what, n))
	}
	slices.Sort(words)
	t.Logf("%s (%s): %s", version, py.Path, strings.Join(words, ", "))
}

// compacted is the tree in the form that testdata/oracle.py writes.
func compacted(f *File, v Version) string {
	d := &dumper{source: f.Source, version: v, compact: true}
	if v >= Py312 {
		d.blind = -1 << 30
	}
	d.module(f.Module)
	return string(d.out)
}

// explain shows where two dumps part.
func explain(t *testing.T, py oracle.Interpreter, path, got string) {
	t.Helper()
	ask(t, py, "compact", []string{path}, func(_ string, r reply) {
		i := 0
		for i < len(got) && i < len(r.Dump) && got[i] == r.Dump[i] {
			i++
		}
		from := max(0, i-200)
		t.Errorf("%s: trees differ\n got …%s\nwant …%s", path, got[from:min(len(got), i+80)], r.Dump[from:min(len(r.Dump), i+80)])
	})
}

// ask runs testdata/oracle.py over files and hands over each reply.
func ask(t *testing.T, py oracle.Interpreter, mode string, files []string, hear func(string, reply)) {
	t.Helper()
	err := py.Ask([]string{filepath.Join("testdata", "oracle.py"), mode}, files, func(path string, line []byte) error {
		var r reply
		err := json.Unmarshal(line, &r)
		if err == nil {
			hear(path, r)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
