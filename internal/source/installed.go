package source

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Installed are the distributions of one environment by name, and the distribution behind each
// top-level module. Both are read from *.dist-info; nothing of the environment runs.
type Installed struct {
	Versions map[string]string
	Modules  map[string]string
}

// Environments gives the site-packages folders that belong to an app: the active environment, and
// those beside or inside the app.
func Environments(app, active string) []string {
	var found []string
	for _, env := range []string{active, filepath.Join(app, ".venv"), filepath.Join(app, "venv"), filepath.Join(app, "env"),
		filepath.Join(app, "..", ".venv"), filepath.Join(app, "..", "venv")} {
		if env == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(env, "pyvenv.cfg")); err != nil {
			continue
		}
		for _, pattern := range []string{"lib/python3*/site-packages", "Lib/site-packages"} {
			folders, _ := filepath.Glob(filepath.Join(env, filepath.FromSlash(pattern)))
			found = append(found, folders...)
		}
	}
	return slices.Compact(found)
}

// ReadInstalled reads a site-packages folder.
func ReadInstalled(site fs.FS) Installed {
	in := Installed{Versions: map[string]string{}, Modules: map[string]string{}}
	infos, _ := fs.Glob(site, "*.dist-info") // the pattern is well-formed
	for _, info := range infos {
		name, version, ok := strings.Cut(strings.TrimSuffix(info, ".dist-info"), "-")
		if !ok {
			continue
		}
		name = Normalize(name)
		in.Versions[name] = version
		for _, module := range topLevel(site, info) {
			if _, taken := in.Modules[module]; !taken {
				in.Modules[module] = name
			}
		}
	}
	return in
}

// topLevel are the modules of a distribution: what it says itself, else what it installed.
func topLevel(site fs.FS, info string) []string {
	if content, err := fs.ReadFile(site, path.Join(info, "top_level.txt")); err == nil {
		return strings.Fields(string(content))
	}
	content, _ := fs.ReadFile(site, path.Join(info, "RECORD"))
	var found []string
	for line := range strings.Lines(string(content)) {
		file, _, _ := strings.Cut(line, ",")
		first, rest, nested := strings.Cut(file, "/")
		if first == ".." || strings.HasSuffix(first, ".dist-info") || nested && !IsPython(rest) || !nested && !IsPython(first) {
			continue
		}
		if module := strings.TrimSuffix(first, ".py"); !slices.Contains(found, module) {
			found = append(found, module)
		}
	}
	return found
}
