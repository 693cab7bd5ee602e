package python

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The oracle is CPython itself: every interpreter on this machine reads its own standard library, tests included,
// and its installed packages, and so do we. STREAMLIFT_PYTHONS lists interpreters to use in place of those that are
// found; STREAMLIFT_ORACLE=all compares all files in place of a sample, STREAMLIFT_ORACLE=off none.

// interpreter is one CPython on this machine.
type interpreter struct {
	path    string
	version Version
	roots   []string // its library
}

// reply is what testdata/oracle.py says of a file.
type reply struct {
	Limit bool
	Error string
	Hash  string
	Dump  string
}

// sampled is how many files a run compares unless all are asked for.
const sampled = 2000

func TestOracle(t *testing.T) {
	mode := os.Getenv("STREAMLIFT_ORACLE")
	if mode == "off" {
		t.Skip("STREAMLIFT_ORACLE=off")
	}
	found := interpreters()
	if len(found) == 0 {
		t.Fatal("no CPython 3.8 to 3.14 found: put one on PATH or set STREAMLIFT_PYTHONS")
	}
	for _, py := range found {
		files := py.files()
		if mode != "all" {
			random := rand.New(rand.NewPCG(4, uint64(py.version)))
			random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
			files = files[:min(len(files), share(py, found))]
		}
		t.Run(py.version.String(), func(t *testing.T) { py.compare(t, files) })
	}
}

// share divides the sample: half for the newest interpreter, whose trees count most.
func share(py interpreter, all []interpreter) int {
	switch {
	case len(all) == 1:
		return sampled
	case py.path == all[0].path:
		return sampled / 2
	}
	return sampled / 2 / (len(all) - 1)
}

// compare lets the interpreter and us read the same files.
func (py interpreter) compare(t *testing.T, files []string) {
	counts := map[string]int{}
	py.ask(t, "hash", files, func(path string, r reply) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text, problems := Decode(path, raw)
		f := Parse(text.Source, Options{Version: py.version})
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
		case py.version > Py38:
			compact := compacted(f, py.version)
			sum := sha256.Sum256([]byte(compact))
			if hex.EncodeToString(sum[:]) != r.Hash {
				py.explain(t, path, compact)
			}
		}
	})
	var words []string
	for what, n := range counts {
		words = append(words, fmt.Sprintf("%s %d", what, n))
	}
	slices.Sort(words)
	t.Logf("%s (%s): %s", py.version, py.path, strings.Join(words, ", "))
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
func (py interpreter) explain(t *testing.T, path, got string) {
	t.Helper()
	py.ask(t, "compact", []string{path}, func(_ string, r reply) {
		i := 0
		for i < len(got) && i < len(r.Dump) && got[i] == r.Dump[i] {
			i++
		}
		from := max(0, i-200)
		t.Errorf("%s: trees differ\n got …%s\nwant …%s", path, got[from:min(len(got), i+80)], r.Dump[from:min(len(r.Dump), i+80)])
	})
}

// ask runs testdata/oracle.py over files and hands over each reply.
func (py interpreter) ask(t *testing.T, mode string, files []string, hear func(string, reply)) {
	t.Helper()
	cmd := exec.Command(py.path, "-I", "-W", "ignore", filepath.Join("testdata", "oracle.py"), mode)
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n") + "\n")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReaderSize(out, 1<<20)
	for _, path := range files {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			t.Fatalf("%s stopped at %s: %v", py.path, path, err)
		}
		var r reply
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		hear(path, r)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// interpreters are those of STREAMLIFT_PYTHONS, or else of PATH and of pyenv, one a version, the newest first.
func interpreters() []interpreter {
	var paths []string
	if list := os.Getenv("STREAMLIFT_PYTHONS"); list != "" {
		paths = filepath.SplitList(list)
	} else {
		for v := oldest; v <= newest; v++ {
			paths = append(paths, "python"+v.String())
			installed, _ := filepath.Glob(filepath.Join(os.Getenv("PYENV_ROOT"), "versions", v.String()+".*", "bin", "python"))
			paths = append(paths, installed...)
		}
		paths = append(paths, "python3")
	}
	var out []interpreter
	for _, path := range paths {
		py, ok := inspect(path)
		if ok && !slices.ContainsFunc(out, func(o interpreter) bool { return o.version == py.version }) {
			out = append(out, py)
		}
	}
	slices.SortFunc(out, func(a, b interpreter) int { return cmp.Compare(b.version, a.version) })
	return out
}

// inspect asks an interpreter who it is.
func inspect(path string) (interpreter, bool) {
	script := "import json, platform, sys, sysconfig\n" +
		"print(json.dumps([platform.python_implementation(), list(sys.version_info[:2]), sysconfig.get_path('stdlib'), sysconfig.get_path('purelib')]))"
	out, err := exec.Command(path, "-I", "-c", script).Output()
	if err != nil {
		return interpreter{}, false
	}
	var said struct {
		name        string
		version     [2]int
		stdlib, lib string
	}
	if err := json.Unmarshal(out, &[]any{&said.name, &said.version, &said.stdlib, &said.lib}); err != nil {
		return interpreter{}, false
	}
	v, err := ParseVersion(fmt.Sprintf("%d.%d", said.version[0], said.version[1]))
	return interpreter{path: path, version: v, roots: []string{said.stdlib, said.lib}}, err == nil && said.name == "CPython"
}

// files are all Python files of the interpreter's library, in order.
func (py interpreter) files() []string {
	var out []string
	for _, root := range py.roots {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && filepath.Ext(path) == ".py" {
				out = append(out, path)
			}
			return nil
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}
