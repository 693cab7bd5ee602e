package source

import (
	"encoding/json"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

func itoa(n int) string { return strconv.Itoa(n) }

func sorted(table map[string]any) []string { return slices.Sorted(maps.Keys(table)) }

// Locked are the exact versions that the app's lock file holds: uv.lock, poetry.lock, pdm.lock,
// pylock.toml or Pipfile.lock. Where one package is locked in several versions, for several
// platforms, the newest counts.
func Locked(app fs.FS) []Requirement {
	for _, name := range []string{"uv.lock", "poetry.lock", "pdm.lock", "pylock.toml"} {
		if content, err := fs.ReadFile(app, name); err == nil {
			var lock struct {
				Package, Packages []struct{ Name, Version string }
			}
			if toml.Unmarshal(content, &lock) != nil {
				continue
			}
			versions := map[string]string{}
			for _, p := range append(lock.Package, lock.Packages...) {
				newest(versions, p.Name, p.Version)
			}
			return exact(versions, name)
		}
	}
	content, err := fs.ReadFile(app, "Pipfile.lock")
	var lock struct {
		Default map[string]struct{ Version string }
	}
	if err != nil || json.Unmarshal(content, &lock) != nil {
		return nil
	}
	versions := map[string]string{}
	for name, p := range lock.Default {
		newest(versions, name, strings.TrimPrefix(p.Version, "=="))
	}
	return exact(versions, "Pipfile.lock")
}

func newest(versions map[string]string, name, version string) {
	if name = Normalize(name); version != "" && (versions[name] == "" || CompareVersions(version, versions[name]) > 0) {
		versions[name] = version
	}
}

func exact(versions map[string]string, place string) []Requirement {
	var found []Requirement
	for _, name := range slices.Sorted(maps.Keys(versions)) {
		found = append(found, Requirement{Name: name, Spec: "==" + versions[name], Place: place})
	}
	return found
}
