package runner

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// pin is a dependency of a project that names one version, as it stands in pyproject.toml.
type pin struct {
	text    string // as "numpy==1.26.4"
	version string
}

// pinned finds the lines of a project's dependencies that name one version.
var pinned = regexp.MustCompile(`(?m)^\s*"([A-Za-z0-9][A-Za-z0-9._-]*(?:\[[^\]"]*\])?==([0-9][0-9.]*))",?\s*(?:#.*)?$`)

// looser are what a pin may become, the nearest first: later versions of the same release, then any later one.
func (p pin) looser() []string {
	base := strings.TrimSuffix(p.text, "=="+p.version) + ">=" + p.version
	major, _, _ := strings.Cut(p.version, ".")
	n, err := strconv.Atoi(major)
	if err != nil {
		return []string{base}
	}
	return []string{base + ",<" + strconv.Itoa(n+1), base}
}

// relax loosens, in the service's project file, the pins of an app that have no wheel for a Python that the service runs
// on: the one here, or that of its image. The pages keep the pins.
func (r *run) relax(ctx context.Context, p *place) error {
	file := filepath.Join(p.Folder, "pyproject.toml")
	content, err := os.ReadFile(file)
	if err != nil {
		return nil // locking says what is wrong with the folder
	}
	var pins []pin
	for _, found := range pinned.FindAllStringSubmatch(string(content), -1) {
		pins = append(pins, pin{text: found[1], version: found[2]})
	}
	text := string(content)
	for _, version := range slices.Compact([]string{minor(r.python.Version), minor(firstLine(filepath.Join(p.Folder, ".python-version")))}) {
		for _, one := range r.lacking(ctx, pins, version) {
			loose := r.loosened(ctx, one, version)
			if loose == "" {
				continue // its name has no wheel at all: uv builds it
			}
			r.say("service: %s has no wheel for Python %s, so it takes %s; the pages keep the pin", one.text, version, loose)
			text = strings.Replace(text, `"`+one.text+`"`, `"`+loose+`"`, 1)
			pins = slices.DeleteFunc(pins, func(p pin) bool { return p == one })
		}
	}
	if text == string(content) {
		return nil
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return cannotWrite(file, err)
	}
	return nil
}

// lacking are the pins without a wheel for a Python.
func (r *run) lacking(ctx context.Context, pins []pin, version string) []pin {
	var all []string
	for _, p := range pins {
		all = append(all, p.text)
	}
	if version == "" || len(all) == 0 || r.haveWheels(ctx, all, version) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(pins), func(p pin) bool { return r.haveWheels(ctx, []string{p.text}, version) })
}

// loosened is the nearest of what a pin may become that has a wheel; "" when there is none, or nobody can tell.
func (r *run) loosened(ctx context.Context, p pin, version string) string {
	for _, loose := range p.looser() {
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
