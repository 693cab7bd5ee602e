package runner

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/streamlift/streamlift/internal/source"
)

// python is an interpreter of this machine.
type python struct {
	Path    string
	Version string // as "3.13.0"
	Venv    bool   // it can make virtual environments with pip
}

// probe prints what findPython must know. It runs isolated, so that no file of the current folder
// or of the user takes part.
const probe = `import sys, importlib.util as u
print("%d.%d.%d" % sys.version_info[:3], sys.version_info[3], bool(u.find_spec("venv") and u.find_spec("ensurepip")), sys.executable)`

// findPython chooses the interpreter: the version that a .python-version file of the app or the
// project asks for, else the first that fits, PATH before pyenv. Each start of a Python takes time, so
// no more are started than are needed.
func (r *run) findPython(ctx context.Context) error {
	fits := func(p python) bool { return source.Satisfies(p.Version, r.Python) }
	wish := firstLine(filepath.Join(r.App, ".python-version"))
	if wish == "" {
		wish = firstLine(filepath.Join(r.Project, ".python-version"))
	}
	wished := func(p python) bool { return fits(p) && (p.Version == wish || strings.HasPrefix(p.Version, wish+".")) }
	var found []python
	if wish != "" {
		found = r.pythons(ctx, wished, "python"+wish)
	}
	if len(found) == 0 || !wished(found[len(found)-1]) {
		found = r.pythons(ctx, fits, "python3")
	}
	at := slices.IndexFunc(found, fits)
	if at < 0 {
		return noPython(found, r.Python)
	}
	r.python = found[at]
	r.say("Python %s (%s)", r.python.Version, r.python.Path)
	return nil
}

func noPython(found []python, need string) error {
	if len(found) == 0 {
		return &Failure{What: "no Python found", Why: "neither python3 nor python on PATH starts",
			Do: "install Python " + need + " (python.org, your system's packages, pyenv) and try again"}
	}
	var have []string
	for _, p := range found {
		have = append(have, p.Version+" ("+p.Path+")")
	}
	return &Failure{What: "no Python here is what the project needs", Why: "it needs " + need + ", found " + strings.Join(have, ", "),
		Do: "install Python " + need + ", or change app.python in streamlift.yaml if the app runs on an older one"}
}

// pythons probes the interpreters on PATH and pyenv's, each real one once, those called first before
// all others, and stops behind one that is enough. What does not start, or is a pre-release, is left out.
func (r *run) pythons(ctx context.Context, enough func(python) bool, first string) []python {
	var candidates []string
	folders := filepath.SplitList(r.env["PATH"])
	root := r.env["PYENV_ROOT"]
	if root == "" && r.env["HOME"] != "" {
		root = filepath.Join(r.env["HOME"], ".pyenv")
	}
	if version, ok := strings.CutPrefix(first, "python3."); ok && root != "" {
		pyenv, _ := filepath.Glob(filepath.Join(root, "versions", "3."+version+"*", "bin", "python"))
		candidates = append(candidates, pyenv...)
	}
	for _, name := range append([]string{first}, pythonNames()...) {
		for _, folder := range folders {
			candidates = append(candidates, filepath.Join(folder, name))
		}
	}
	if root != "" {
		pyenv, _ := filepath.Glob(filepath.Join(root, "versions", "3.*", "bin", "python"))
		folder := func(path string) string { return filepath.Base(filepath.Dir(filepath.Dir(path))) }
		slices.SortFunc(pyenv, func(a, b string) int { return source.CompareVersions(folder(b), folder(a)) })
		candidates = append(candidates, pyenv...)
	}
	var found []python
	seen := map[string]bool{}
	for _, path := range candidates {
		real, err := filepath.EvalSymlinks(path)
		if err != nil || !filepath.IsAbs(path) || seen[real] || inShims(path) && seen[path] {
			continue
		}
		seen[real] = true
		if p, ok := r.probe(ctx, path); ok {
			found = append(found, p)
			if enough(p) {
				return found
			}
		}
	}
	return found
}

// inShims tells pyenv's launchers, which answer only for the selected version.
func inShims(path string) bool { return filepath.Base(filepath.Dir(path)) == "shims" }

// pythonNames are the names an interpreter goes by, the usual ones first.
func pythonNames() []string {
	names := []string{"python3", "python"}
	for minor := 20; minor >= 8; minor-- {
		names = append(names, fmt.Sprintf("python3.%d", minor))
	}
	return names
}

func (r *run) probe(ctx context.Context, path string) (python, bool) {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() || info.Mode()&0o111 == 0 {
		return python{}, false
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	command := exec.CommandContext(ctx, path, "-I", "-c", probe)
	command.Env = r.env.clean().pairs()
	out, err := command.Output()
	fields := strings.SplitN(strings.TrimSpace(string(out)), " ", 4)
	if err != nil || len(fields) != 4 || fields[1] != "final" {
		return python{}, false
	}
	if inShims(path) { // started elsewhere it may be another Python
		path = fields[3]
	}
	return python{Path: path, Version: fields[0], Venv: fields[2] == "True"}, true
}

// firstLine is the first line of a small file, or "".
func firstLine(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(content), "\n")
	return strings.TrimSpace(line)
}
