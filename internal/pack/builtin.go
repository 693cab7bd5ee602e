package pack

import (
	"fmt"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/templates"
)

// Builtin loads a built-in pack by name.
func Builtin(name string) (*Pack, error) {
	dir, err := fs.Sub(templates.FS, name)
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(dir, "pack.yaml"); err != nil {
		return nil, fmt.Errorf("there is no pack %q. built-in packs: %s", name, strings.Join(Builtins(), ", "))
	}
	tree, err := readTree(templates.FS)
	if err != nil {
		return nil, err
	}
	p, err := Load(dir)
	if err != nil {
		return nil, fmt.Errorf("pack %q: %w", name, err)
	}
	shared, err := tree.below("_shared")
	if err != nil {
		return nil, err
	}
	for _, t := range sources(shared, name, "") {
		t.Name = Partials + "/" + t.Name
		p.Sources = append(p.Sources, t)
	}
	p.Layers = []Layer{{Name: p.Name, Version: p.Version, Hash: tree.only(name, "_shared", "pins.yaml").Hash()}}
	p.Pins, err = pins()
	return p, err
}

// Builtins lists the built-in packs, sorted.
func Builtins() []string {
	var names []string
	found, _ := fs.Glob(templates.FS, "*/pack.yaml") // the pattern is well-formed
	for _, file := range found {
		names = append(names, strings.TrimSuffix(file, "/pack.yaml"))
	}
	return names
}

// pins reads the table of versions as section.name.
func pins() (map[string]string, error) {
	content, err := fs.ReadFile(templates.FS, "pins.yaml")
	if err != nil {
		return nil, err
	}
	var sections map[string]map[string]string
	if err := yaml.Unmarshal(content, &sections); err != nil {
		return nil, fmt.Errorf("pins.yaml: %w", err)
	}
	all := map[string]string{}
	for section, entries := range sections {
		for name, value := range entries {
			all[section+"."+name] = value
		}
	}
	return all, nil
}
