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
print("%d.%d.%d" % sys.version_info[:3], sys.version_info[3], bool(u.find_spec("venv") and u.find_spec("ensurepip")))`

// findPython chooses the interpreter: the version that a .python-version file of the project or the
// app asks for, else the newest that the project allows.
func (r *run) findPython(ctx context.Context) error {
	found := r.pythons(ctx)
	fit := slices.DeleteFunc(slices.Clone(found), func(p python) bool { return !source.Satisfies(p.Version, r.Python) })
	if len(fit) == 0 {
		return noPython(found, r.Python)
	}
	slices.SortStableFunc(fit, func(a, b python) int { return source.CompareVersions(b.Version, a.Version) })
	r.python = fit[0]
	for _, folder := range []string{r.App, r.Project} {
		wish := firstLine(filepath.Join(folder, ".python-version"))
		at := slices.IndexFunc(fit, func(p python) bool { return p.Version == wish || strings.HasPrefix(p.Version, wish+".") })
		if wish != "" && at >= 0 {
			r.python = fit[at]
		}
	}
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

// pythons probes every interpreter on PATH and pyenv's, each real one once. What does not start, or is a
// pre-release, is left out.
func (r *run) pythons(ctx context.Context) []python {
	var candidates []string
	folders := filepath.SplitList(r.env["PATH"])
	for _, name := range pythonNames() {
		for _, folder := range folders {
			candidates = append(candidates, filepath.Join(folder, name))
		}
	}
	root := r.env["PYENV_ROOT"]
	if root == "" && r.env["HOME"] != "" {
		root = filepath.Join(r.env["HOME"], ".pyenv")
	}
	if root != "" {
		pyenv, _ := filepath.Glob(filepath.Join(root, "versions", "3.*", "bin", "python"))
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
	fields := strings.Fields(string(out))
	if err != nil || len(fields) != 3 || fields[1] != "final" {
		return python{}, false
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
