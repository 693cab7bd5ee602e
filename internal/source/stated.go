package source

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// Stated are all distributions that the files of an app ask for, imported or not, sorted by name: what comes first
// wins, as in Requirements, and the lock's version is taken where there is one.
func Stated(app fs.FS) []Requirement {
	locked := Locked(app)
	var out []Requirement
	for _, r := range Requirements(app) {
		if slices.ContainsFunc(out, func(o Requirement) bool { return o.Name == r.Name }) {
			continue
		}
		if i := slices.IndexFunc(locked, func(l Requirement) bool { return l.Name == r.Name }); i >= 0 && !strings.HasPrefix(r.Spec, " @") {
			r.Spec, r.Place = locked[i].Spec, locked[i].Place
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Requirement) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Full is the requirement with its marker.
func (r Requirement) Full() string {
	if r.Marker == "" {
		return r.String()
	}
	return r.String() + " ; " + r.Marker
}

// SystemPackages are the Debian packages of packages.txt, which Streamlit's Community Cloud installs; sorted.
func SystemPackages(app fs.FS) []string {
	content, err := fs.ReadFile(app, "packages.txt")
	if err != nil {
		return nil
	}
	name := regexp.MustCompile(`^[a-z0-9][a-z0-9+.-]+$`)
	var out []string
	for line := range strings.Lines(strings.TrimPrefix(string(content), "\ufeff")) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if slices.ContainsFunc(words, func(w string) bool { return !name.MatchString(w) }) {
			continue
		}
		out = append(out, words...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// StatedPython is the minor version of Python that an app says it runs on, as 3.11; empty when it does not say.
func StatedPython(app fs.FS) string {
	for _, place := range []struct{ file, form string }{
		{file: ".python-version", form: `^\s*(3\.\d+)`},
		{file: "runtime.txt", form: `^\s*(?:python-)?(3\.\d+)`},
		{file: "Pipfile", form: `(?m)^python_(?:full_)?version\s*=\s*"(3\.\d+)`},
		{file: "Dockerfile", form: `(?m)^FROM\s+(?:--\S+\s+)?(?:\S*/)?python:(3\.\d+)`},
	} {
		content, err := fs.ReadFile(app, place.file)
		if err != nil {
			continue
		}
		if found := regexp.MustCompile(place.form).FindSubmatch(content); found != nil {
			return string(found[1])
		}
	}
	return ""
}
