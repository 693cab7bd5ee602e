package e2e

import (
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// python gives the interpreter of the environment that `make test` builds, or skips with the
// reason: a missing tool must never look like a passed check.
func python(t *testing.T) string {
	t.Helper()
	exe := os.Getenv("STREAMLIFT_E2E_PYTHON")
	if exe == "" {
		t.Skip("STREAMLIFT_E2E_PYTHON is not set: run `make e2e`, which builds the environment")
	}
	return exe
}

// scratch copies the golden trees to a temporary folder, so that caches and bytecode of the tools
// never reach the goldens, and gives the copies by case name.
func scratch(t *testing.T) map[string]string {
	t.Helper()
	root := t.TempDir()
	copies := map[string]string{}
	for name, want := range goldenTrees(t) {
		copies[name] = filepath.Join(root, name)
		if err := os.CopyFS(copies[name], os.DirFS(want)); err != nil {
			t.Fatal(err)
		}
	}
	return copies
}

// projects lists the Python projects (folders with a pyproject.toml) of the trees, sorted.
func projects(t *testing.T, trees map[string]string) []string {
	t.Helper()
	var found []string
	for _, root := range trees {
		for _, file := range matching(t, root, func(path string) bool { return filepath.Base(path) == "pyproject.toml" }) {
			found = append(found, filepath.Dir(file))
		}
	}
	slices.Sort(found)
	if len(found) == 0 {
		t.Fatal("no golden tree holds a Python project")
	}
	return found
}

// sourceRoots are the folders from which a project's modules are imported.
func sourceRoots(project string) []string {
	roots := []string{filepath.Join(project, "src"), project}
	if filepath.Base(project) == "ui" {
		roots = append(roots, filepath.Join(filepath.Dir(project), "client", "src"))
	}
	return slices.DeleteFunc(roots, func(dir string) bool {
		_, err := os.Stat(dir)
		return err != nil
	})
}

// run executes a tool in dir and reports its output when it fails.
func run(t *testing.T, dir string, env []string, command ...string) {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", strings.Join(command, " "), err, out)
	}
}

func TestPythonCompiles(t *testing.T) {
	exe := python(t)
	for _, project := range projects(t, scratch(t)) {
		run(t, project, nil, exe, "-W", "error", "-m", "compileall", "-q", ".")
	}
}

// TestRuff holds that generated Python is a fixed point of `ruff format` and clean under the
// rules of its own pyproject.toml.
func TestRuff(t *testing.T) {
	ruff := filepath.Join(filepath.Dir(python(t)), "ruff")
	for _, project := range projects(t, scratch(t)) {
		run(t, project, nil, ruff, "format", "--no-cache", "--diff", ".")
		run(t, project, nil, ruff, "check", "--no-cache", ".")
	}
}

// TestMypy runs every project with its own configuration, which must be strict.
func TestMypy(t *testing.T) {
	t.Parallel()
	exe := python(t)
	cache := filepath.Join(t.TempDir(), "mypy")
	for _, project := range projects(t, scratch(t)) {
		config, err := os.ReadFile(filepath.Join(project, "pyproject.toml"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(config), "[tool.mypy]\n") || !strings.Contains(string(config), "strict = true") {
			t.Errorf("%s: mypy is not strict", project)
		}
		env := []string{"MYPYPATH=" + strings.Join(sourceRoots(project), string(os.PathListSeparator))}
		run(t, project, env, exe, "-m", "mypy", "--cache-dir", cache, "--no-sqlite-cache", "--explicit-package-bases", ".")
		forget(t, cache, sourceRoots(project))
	}
}

// forget drops a project's own modules from mypy's cache: those of the next project have the same
// names and relative paths, and mypy would take them for each other.
func forget(t *testing.T, cache string, roots []string) {
	t.Helper()
	for _, root := range roots {
		entries, err := os.ReadDir(root)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			name := strings.TrimSuffix(entry.Name(), ".py")
			cached, _ := filepath.Glob(filepath.Join(cache, "3.*", name+"*")) // the pattern is well-formed
			for _, path := range cached {
				if own, _, _ := strings.Cut(filepath.Base(path), "."); own == name {
					if err := os.RemoveAll(path); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

// TestPyright checks all projects in one run, each as an execution environment of its own.
func TestPyright(t *testing.T) {
	t.Parallel()
	exe := python(t)
	pyright, err := exec.LookPath("pyright")
	if err != nil {
		t.Skip("pyright is not on PATH: run `make e2e`, which installs it")
	}
	trees := scratch(t)
	root := filepath.Dir(firstValue(trees))
	type environment struct {
		Root       string   `json:"root"`
		ExtraPaths []string `json:"extraPaths"`
	}
	all := projects(t, trees)
	var environments []environment
	for _, project := range all {
		environments = append(environments, environment{Root: project, ExtraPaths: sourceRoots(project)})
	}
	config, err := json.Marshal(map[string]any{
		"include": below(t, root, all), "exclude": below(t, root, ownCode(t, all)), "executionEnvironments": environments, "typeCheckingMode": "standard",
		"pythonVersion": "3.11", "reportUnnecessaryTypeIgnoreComment": "none",
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "pyrightconfig.json"), config, fs.FileMode(0o644)); err != nil {
		t.Fatal(err)
	}
	run(t, root, nil, pyright, "--pythonpath", exe, "--project", root)
}

// below gives paths relative to a root: pyright takes no others.
func below(t *testing.T, root string, paths []string) []string {
	t.Helper()
	relative := make([]string, 0, len(paths))
	for _, path := range paths {
		rel, err := filepath.Rel(root, path)
		if err != nil {
			t.Fatal(err)
		}
		relative = append(relative, filepath.ToSlash(rel))
	}
	return relative
}

// ownCode is the app's own code, which is exempt from strict typing: what stands under src/ beside the project's own
// packages, what moved into legacy/, and the pages of an app that kept them.
func ownCode(t *testing.T, projects []string) []string {
	t.Helper()
	var folders []string
	for _, project := range projects {
		if _, err := os.Stat(filepath.Join(project, "lifted.py")); err == nil {
			entries, err := os.ReadDir(project)
			if err != nil {
				t.Fatal(err)
			}
			for _, entry := range entries {
				if name := entry.Name(); name != "lifted.py" && name != "tests" {
					folders = append(folders, filepath.Join(project, name))
				}
			}
		}
		if filepath.Base(project) != "service" {
			continue
		}
		moved, err := filepath.Glob(filepath.Join(project, "src", "*", "legacy"))
		if err != nil {
			t.Fatal(err)
		}
		folders = append(folders, moved...)
		entries, err := os.ReadDir(filepath.Join(project, "src"))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			path := filepath.Join(project, "src", entry.Name())
			if _, err := os.Stat(filepath.Join(path, "main.py")); err != nil {
				folders = append(folders, path)
			}
		}
	}
	return folders
}

// TestGeneratedSuites runs the tests that every generated project carries.
func TestGeneratedSuites(t *testing.T) {
	exe := python(t)
	for name, tree := range scratch(t) {
		for _, project := range projects(t, map[string]string{name: tree}) {
			if _, err := os.Stat(filepath.Join(project, "tests")); err != nil {
				continue
			}
			t.Run(name+"/"+filepath.Base(project), func(t *testing.T) {
				t.Parallel()
				env := []string{"PYTHONPATH=" + strings.Join(sourceRoots(project), string(os.PathListSeparator))}
				run(t, project, env, exe, "-m", "pytest", "-q", "-p", "no:cacheprovider")
			})
		}
	}
}

func TestWorkflowsPassZizmor(t *testing.T) {
	zizmor := filepath.Join(filepath.Dir(python(t)), "zizmor")
	for _, tree := range scratch(t) {
		if _, err := os.Stat(filepath.Join(tree, ".github")); err == nil {
			run(t, tree, nil, zizmor, "--offline", "--no-progress", "--persona", "regular", ".github")
		}
	}
}

func firstValue(trees map[string]string) string {
	for _, root := range trees {
		return root
	}
	return ""
}
