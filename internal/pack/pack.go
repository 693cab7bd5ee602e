// Package pack finds and loads template packs. A pack is data: pack.yaml with its file table, and
// the templates that the table names. Nothing in a pack can run.
package pack

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// API is the version of the view and the table that this program offers to packs.
const API = 1

// Partials is the folder of a pack whose templates make no file of their own.
const Partials = "_partials"

// Each says for what a row of the file table makes a file.
type Each string

// The values of `for_each`.
const (
	EachProject   Each = "" // one file
	EachGroup     Each = "group"
	EachPage      Each = "page"
	EachOperation Each = "operation"
)

// Pack is a loaded pack.
type Pack struct {
	Name    string
	Version string
	Left    string // delimiters of template actions
	Right   string
	Files   []File
	Logic   Logic
	Lifted  Lifted
	Sources []Template // by name, sorted; partials too
	Pins    map[string]string
}

// File is one row of the file table: which template makes which file, when, and who owns it.
type File struct {
	Template   string `yaml:"template"`
	Path       string `yaml:"path"` // with {app}, {client}, {group}, {page}, {operation}
	ForEach    Each   `yaml:"for_each"`
	When       string `yaml:"when"` // a boolean of the view, as .Uses.Tables; empty: always
	Owner      string `yaml:"owner"`
	Executable bool   `yaml:"executable"`
}

// Logic says where modules of the app go that are taken byte for byte.
type Logic struct {
	Path  string `yaml:"path"`
	Owner string `yaml:"owner"`
	Whole bool   `yaml:"whole"` // the whole app is taken, not only what the manifest lists
}

// Lifted says where an app goes whose functions moved: {app} is the service's package.
type Lifted struct {
	Service string `yaml:"service"`
	UI      string `yaml:"ui"`
	Owner   string `yaml:"owner"`
}

// Template is the text of one template.
type Template struct {
	Name string // path below the pack, with slashes
	Text string
}

// header is pack.yaml.
type header struct {
	Name       string   `yaml:"name"`
	Version    string   `yaml:"version"`
	API        int      `yaml:"api"`
	Delimiters []string `yaml:"delimiters"`
	Logic      Logic    `yaml:"logic"`
	Lifted     Lifted   `yaml:"lifted"`
	Files      []File   `yaml:"files"`
}

// Load reads the pack in a folder. Errors name the file and what to do.
func Load(dir fs.FS) (*Pack, error) {
	content, err := fs.ReadFile(dir, "pack.yaml")
	if err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	var h header
	if err := decoder.Decode(&h); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("pack.yaml: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	p := &Pack{Name: h.Name, Version: h.Version, Files: h.Files, Logic: h.Logic, Lifted: h.Lifted}
	switch {
	case h.Name == "" || h.Version == "":
		return nil, errors.New("pack.yaml: name or version is missing. add both")
	case h.API != API:
		return nil, fmt.Errorf("pack.yaml: the pack wants api %d. this program offers api %d", h.API, API)
	case len(h.Delimiters) != 2 || h.Delimiters[0] == "" || h.Delimiters[1] == "":
		return nil, errors.New(`pack.yaml: delimiters are no pair. write them as ["<%", "%>"]`)
	}
	p.Left, p.Right = h.Delimiters[0], h.Delimiters[1]
	if p.Sources, err = sources(dir); err != nil {
		return nil, err
	}
	return p, p.check()
}

// sources reads all templates of a pack, sorted by name.
func sources(dir fs.FS) ([]Template, error) {
	var found []Template
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".tmpl" {
			return err
		}
		text, err := fs.ReadFile(dir, name)
		found = append(found, Template{Name: name, Text: string(text)})
		return err
	})
	return found, err
}

// check holds the table against the templates.
func (p *Pack) check() error {
	for i, f := range p.Files {
		row := fmt.Sprintf("pack.yaml: file %d (%q)", i+1, f.Path)
		switch {
		case !slices.ContainsFunc(p.Sources, func(t Template) bool { return t.Name == f.Template }):
			return fmt.Errorf("%s: there is no template %q. templates lie below the pack and end in .tmpl", row, f.Template)
		case !slices.Contains([]string{"owned", "shared", "yours"}, f.Owner):
			return fmt.Errorf("%s: owner %q is unknown. owners: owned, shared, yours", row, f.Owner)
		case !slices.Contains([]Each{EachProject, EachGroup, EachPage, EachOperation}, f.ForEach):
			return fmt.Errorf("%s: for_each %q is unknown. values: group, operation, page", row, f.ForEach)
		case f.When != "" && !strings.HasPrefix(f.When, "."):
			return fmt.Errorf("%s: when %q is no field of the view. write it as .Uses.Tables", row, f.When)
		}
		if err := f.checkPath(); err != nil {
			return fmt.Errorf("%s: %w", row, err)
		}
	}
	return nil
}

// Unused lists the templates that no row makes a file of and that are no partials.
func (p *Pack) Unused() []string {
	var out []string
	for _, t := range p.Sources {
		row := func(f File) bool { return f.Template == t.Name }
		if path.Dir(t.Name) != Partials && !slices.ContainsFunc(p.Files, row) {
			out = append(out, t.Name)
		}
	}
	return out
}

// checkPath holds a row's path to relative ones whose placeholders its for_each fills.
func (f File) checkPath() error {
	filled := f.Path
	for _, name := range f.ForEach.placeholders() {
		filled = strings.ReplaceAll(filled, "{"+name+"}", "x")
	}
	switch {
	case strings.ContainsAny(filled, "{}"):
		return fmt.Errorf("the path has a placeholder that nothing fills. placeholders: %s", strings.Join(f.ForEach.placeholders(), ", "))
	case !fs.ValidPath(filled) || filled == "." || strings.ContainsAny(filled, `\:`):
		return errors.New("the path leaves the project. write it relative, with slashes")
	}
	return nil
}

// placeholders are the names that a path may hold in braces.
func (e Each) placeholders() []string {
	names := []string{"app", "client"}
	if e != EachProject {
		names = append(names, string(e))
	}
	return names
}
