package source

import (
	_ "embed"
	"io/fs"
	"slices"
	"strings"
)

//go:embed distributions.txt
var distributions string

// Dependency is a distribution that modules need, and how far its version is known.
type Dependency struct {
	Requirement
	Module string // top-level module that needs it
	Guess  bool   // neither the app's files nor an environment name it
}

// Dependencies finds what must be installed for top-level modules to import: the version is the
// lock's, else that of a requirement file, else the installed one; else the name is taken from a
// table or from the module, and marked as a guess.
func Dependencies(app fs.FS, sites []fs.FS, modules []string) []Dependency {
	var known []Requirement
	known = append(known, Locked(app)...)
	asked := Requirements(app)
	known = append(known, asked...)
	environments := make([]Installed, 0, len(sites))
	for _, site := range sites {
		environments = append(environments, ReadInstalled(site))
	}
	var out []Dependency
	for _, module := range modules {
		d := dependency(module, known, environments)
		if d.Guess {
			d = namedAfter(d, asked)
		}
		if at := slices.IndexFunc(asked, func(r Requirement) bool { return r.Name == d.Name }); at >= 0 {
			d.Extras = asked[at].Extras // locks do not tell them
		}
		if !slices.ContainsFunc(out, func(o Dependency) bool { return o.Name == d.Name }) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b Dependency) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func dependency(module string, known []Requirement, environments []Installed) Dependency {
	names := candidates(module, environments)
	bare := Dependency{Module: module}
	for _, name := range names {
		for _, r := range known {
			switch {
			case r.Name == name && r.Spec != "":
				return Dependency{Requirement: r, Module: module}
			case r.Name == name && bare.Name == "":
				bare.Requirement = r
			}
		}
	}
	for _, name := range names {
		for _, env := range environments {
			if version := env.Versions[name]; version != "" && (bare.Name == "" || bare.Name == name) {
				return Dependency{Requirement: Requirement{Name: name, Spec: "==" + version, Place: "the installed environment"}, Module: module}
			}
		}
	}
	if bare.Name != "" {
		return bare
	}
	return Dependency{Requirement: Requirement{Name: names[0]}, Module: module, Guess: true}
}

// namedAfter is the distribution among those asked for whose name says what it is for, in place of a guess: a stranger's
// may have the bare name.
func namedAfter(guess Dependency, asked []Requirement) Dependency {
	bare := Normalize(guess.Module)
	for _, name := range []string{"python-" + bare, "py-" + bare, "py" + bare, bare + "-python", bare + "-py", "streamlit-" + bare} {
		if at := slices.IndexFunc(asked, func(r Requirement) bool { return r.Name == name }); at >= 0 {
			return Dependency{Requirement: asked[at], Module: guess.Module}
		}
	}
	return guess
}

// candidates are the distributions that may hold a module, the likeliest first.
func candidates(module string, environments []Installed) []string {
	var names []string
	for line := range strings.Lines(distributions) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == module {
			names = append(names, fields[1:]...)
		}
	}
	for _, env := range environments {
		if name := env.Modules[module]; name != "" {
			names = append([]string{name}, names...)
		}
	}
	return append(names, Normalize(module))
}
