// Package oracle finds the CPythons of this machine and asks them about files: tests compare with what they say.
package oracle

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The versions that are looked for, as minor numbers of Python 3.
const (
	oldest = 8
	newest = 14
)

// Interpreter is one CPython.
type Interpreter struct {
	Path  string
	Minor int      // of Python 3
	Roots []string // its standard library, tests included, and its installed packages
	flags []string // before the script
}

// Interpreters are those that STREAMLIFT_PYTHONS lists, or else those of PATH and of pyenv, one a version, the newest
// first.
func Interpreters() []Interpreter {
	var paths []string
	if list := os.Getenv("STREAMLIFT_PYTHONS"); list != "" {
		paths = filepath.SplitList(list)
	} else {
		pyenv := os.Getenv("PYENV_ROOT")
		if home, err := os.UserHomeDir(); pyenv == "" && err == nil {
			pyenv = filepath.Join(home, ".pyenv")
		}
		for minor := newest; minor >= oldest; minor-- {
			version := "3." + strconv.Itoa(minor)
			installed, _ := filepath.Glob(filepath.Join(pyenv, "versions", version+".*", "bin", "python"))
			paths = append(append(paths, installed...), "python"+version)
		}
		paths = append(paths, "python3")
	}
	var out []Interpreter
	for _, path := range paths {
		py, ok := inspect(path)
		if ok && !slices.ContainsFunc(out, func(o Interpreter) bool { return o.Minor == py.Minor }) {
			out = append(out, py)
		}
	}
	slices.SortFunc(out, func(a, b Interpreter) int { return cmp.Compare(b.Minor, a.Minor) })
	return out
}

// Pyodide is CPython 3.14 in WebAssembly, run by node: slow. Loader is the script that starts it, folder holds its
// node_modules; the files are those of the newest CPython of the machine.
func Pyodide(loader, folder string) Interpreter {
	py := Interpreter{Path: "node", Minor: 14, flags: []string{loader, folder}}
	if native := Interpreters(); len(native) > 0 {
		py.Roots = native[0].Roots
	}
	return py
}

// inspect asks an interpreter who it is.
func inspect(path string) (Interpreter, bool) {
	script := "import json, platform, sys, sysconfig\n" +
		"print(json.dumps([platform.python_implementation(), sys.version_info[1], sysconfig.get_path('stdlib'), sysconfig.get_path('purelib')]))"
	out, err := exec.Command(path, "-I", "-c", script).Output()
	if err != nil {
		return Interpreter{}, false
	}
	var name, library, installed string
	var minor int
	if err := json.Unmarshal(out, &[]any{&name, &minor, &library, &installed}); err != nil {
		return Interpreter{}, false
	}
	py := Interpreter{Path: path, Minor: minor, Roots: []string{library, installed}, flags: []string{"-I", "-W", "ignore"}}
	return py, name == "CPython" && oldest <= minor && minor <= newest
}

// Files are all Python files of the interpreter's libraries, sorted.
func (py Interpreter) Files() []string {
	var out []string
	for _, root := range py.Roots {
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

// sampleBytes keeps the few large files, which take half of the time, for those who compare all.
const sampleBytes = 64 << 10

// Sample draws n files that are not large, the same ones on every run.
func (py Interpreter) Sample(n int) []string {
	files := slices.DeleteFunc(py.Files(), func(path string) bool {
		info, err := os.Stat(path)
		return err != nil || info.Size() > sampleBytes
	})
	random := rand.New(rand.NewPCG(4, uint64(py.Minor)))
	random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	return files[:min(len(files), n)]
}

// Ask runs a script that reads a path a line and writes a JSON object a line, and hands over each answer.
func (py Interpreter) Ask(script []string, files []string, hear func(path string, answer []byte) error) error {
	cmd := exec.Command(py.Path, slices.Concat(py.flags, script)...)
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n") + "\n")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	lines := bufio.NewReaderSize(out, 1<<20)
	for _, path := range files {
		line, err := lines.ReadBytes('\n')
		if err == nil {
			err = hear(path, line)
		}
		if err != nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			return fmt.Errorf("%s: %s: %w", py.Path, path, err)
		}
	}
	return cmd.Wait()
}
