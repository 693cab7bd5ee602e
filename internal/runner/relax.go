package runner

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/streamlift/streamlift/internal/source"
)

// The service takes what moved code imports in the versions that the pages have: code that moved must do what it did.
// Two entries of [tool.uv] in its project file say so, each written only where it is needed, and merged like any edit.
const (
	overrides   = "override-dependencies"   // for pins without a wheel
	constraints = "constraint-dependencies" // the pages' versions, where others would have been chosen
)

// serviceProject is what is read of the service's pyproject.toml.
type serviceProject struct {
	Project struct{ Dependencies []string }
	Tool    struct {
		UV struct {
			Overrides   []string `toml:"override-dependencies"`
			Constraints []string `toml:"constraint-dependencies"`
		}
	}
}

// looser are what a pin may become, the nearest first: later versions of the same release, then any later one.
func looser(pin source.Requirement) []string {
	version := strings.TrimPrefix(pin.Spec, "==")
	base := pin.Name + pin.Extras + ">=" + version
	major, _, _ := strings.Cut(version, ".")
	n, err := strconv.Atoi(major)
	if err != nil {
		return []string{base}
	}
	return []string{base + ",<" + strconv.Itoa(n+1), base}
}

// relax loosens pins of the app that have no wheel for a Python that the service runs on: the one here, or that of its
// image. The pages keep the pins.
func (r *run) relax(ctx context.Context, p *place) error {
	file := filepath.Join(p.Folder, "pyproject.toml")
	content, project := readProject(file)
	var pins []source.Requirement
	for _, text := range project.Project.Dependencies {
		r, ok := source.ParseRequirement(text)
		known := slices.ContainsFunc(project.Tool.UV.Overrides, func(o string) bool { return strings.HasPrefix(o, r.Name+r.Extras+">=") })
		if ok && strings.HasPrefix(r.Spec, "==") && !strings.ContainsAny(r.Spec, ",*") && !known {
			pins = append(pins, r)
		}
	}
	loose := project.Tool.UV.Overrides
	for _, version := range slices.Compact([]string{minor(r.python.Version), minor(firstLine(filepath.Join(p.Folder, ".python-version")))}) {
		for _, pin := range r.lacking(ctx, pins, version) {
			if other := r.loosened(ctx, pin, version); other != "" { // else it has no wheel at all: uv builds it
				r.say("service: %s has no wheel for Python %s, so it takes %s; the pages keep the pin", pin, version, other)
				loose = append(loose, other)
				pins = slices.DeleteFunc(pins, func(p source.Requirement) bool { return p == pin })
			}
		}
	}
	if len(loose) == len(project.Tool.UV.Overrides) {
		return nil
	}
	return writeProject(file, withUV(content, overrides, loose))
}

// align locks the service again where moved code would get other versions than it has in the pages.
func (r *run) align(ctx context.Context, p *place) error {
	file := filepath.Join(p.Folder, "pyproject.toml")
	content, project := readProject(file)
	wanted := project.Tool.UV.Constraints
	own, pages := lockedVersions(p.Folder), lockedVersions(filepath.Join(r.Project, "ui"))
	for _, one := range differing(project.Project.Dependencies, own, pages) {
		if version := minor(firstLine(filepath.Join(p.Folder, ".python-version"))); version == "" || r.haveWheels(ctx, []string{one}, version) {
			name, _, _ := strings.Cut(one, "==")
			wanted = append(slices.DeleteFunc(wanted, func(c string) bool { return strings.HasPrefix(c, name+"==") }), one)
			r.say("service: %s, as the pages have it", one)
		}
	}
	if len(wanted) == len(project.Tool.UV.Constraints) {
		return nil
	}
	if err := writeProject(file, withUV(content, constraints, wanted)); err != nil {
		return err
	}
	return r.lock(ctx, p.Name, p.Folder)
}

// differing are the dependencies that pages and service have in two versions, as the pages have them, where the
// service may have that version.
func differing(dependencies []string, service, pages map[string]string) []string {
	framework := []string{"anyio", "fastapi", "httpx", "pyarrow", "pydantic", "pydantic-settings", "python-multipart", "structlog", "uvicorn"}
	var found []string
	for _, text := range dependencies {
		r, ok := source.ParseRequirement(text)
		version := pages[r.Name]
		if !ok || version == "" || version == service[r.Name] || slices.Contains(framework, r.Name) {
			continue
		}
		if r.Spec == "" || source.Satisfies(version, r.Spec) {
			found = append(found, r.Name+"=="+version)
		}
	}
	return found
}

// readProject reads a project file; what is wrong with it, locking says.
func readProject(file string) (string, serviceProject) {
	var project serviceProject
	content, err := os.ReadFile(file)
	if err == nil {
		_ = toml.Unmarshal(content, &project)
	}
	return string(content), project
}

func writeProject(file, text string) error {
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return cannotWrite(file, err)
	}
	return nil
}

// withUV is a project file in which [tool.uv] has an entry.
func withUV(text, key string, values []string) string {
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = strconv.Quote(value)
	}
	entry := fmt.Sprintf("%s = [%s]\n", key, strings.Join(quoted, ", "))
	present := regexp.MustCompile(`(?m)^` + key + ` = \[[^\]]*\]\n`)
	switch {
	case present.MatchString(text):
		return present.ReplaceAllLiteralString(text, entry)
	case strings.Contains(text, "\n[tool.uv]\n"):
		return strings.Replace(text, "\n[tool.uv]\n", "\n[tool.uv]\n"+entry, 1)
	}
	return strings.TrimRight(text, "\n") + "\n\n[tool.uv]\n" + entry
}

// lockedVersions are those of a folder's uv.lock, by name.
func lockedVersions(folder string) map[string]string {
	var lock struct {
		Package []struct{ Name, Version string }
	}
	content, err := os.ReadFile(filepath.Join(folder, "uv.lock"))
	if err != nil || toml.Unmarshal(content, &lock) != nil {
		return nil
	}
	found := map[string]string{}
	for _, p := range lock.Package {
		found[p.Name] = p.Version
	}
	return found
}

// lacking are the pins without a wheel for a Python.
func (r *run) lacking(ctx context.Context, pins []source.Requirement, version string) []source.Requirement {
	var all []string
	for _, pin := range pins {
		all = append(all, pin.String())
	}
	if version == "" || len(all) == 0 || r.haveWheels(ctx, all, version) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(pins), func(pin source.Requirement) bool { return r.haveWheels(ctx, []string{pin.String()}, version) })
}

// loosened is the nearest of what a pin may become that has a wheel; "" when there is none, or nobody can tell.
func (r *run) loosened(ctx context.Context, pin source.Requirement, version string) string {
	for _, loose := range looser(pin) {
		if r.haveWheels(ctx, []string{loose}, version) {
			return loose
		}
	}
	return ""
}

// haveWheels asks the index whether all requirements can be had as wheels for a Python.
func (r *run) haveWheels(ctx context.Context, requirements []string, version string) bool {
	list := filepath.Join(r.home, "wheels.txt")
	if os.WriteFile(list, []byte(strings.Join(requirements, "\n")+"\n"), 0o600) != nil {
		return false
	}
	c := command{Name: "uv pip compile", Log: r.log("service-wheels"), Dir: r.home, Env: r.env.clean().with(r.indexEnviron()),
		Argv: []string{r.uv, "pip", "compile", "--quiet", "--no-progress", "--no-deps", "--only-binary", ":all:", "--python-version", version, list}}
	_, err := step(ctx, c, patience)
	return err == nil
}

// minor is the release of a version, as 3.13 of 3.13.2.
func minor(version string) string {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return ""
	}
	return parts[0] + "." + parts[1]
}
