// Package pack finds and loads template packs. A pack is data: pack.yaml with its file table, and
// the templates that the table names. Nothing in a pack can run.
package pack

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
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

// Pack is a loaded pack: one layer, or several that lie on one another.
type Pack struct {
	Name       string
	Version    string
	Target     string // what its projects are, as split
	Left       string // delimiters of template actions
	Right      string
	Files      []File
	Logic      Logic
	Lifted     Lifted
	Sources    []Template // the lowest layer first, by name; partials too
	Pins       map[string]string
	Parameters []Parameter // by name, sorted
	Layers     []Layer     // the lowest first; the last is the pack itself
}

// Layer is one pack of a chain and the bytes it was made from.
type Layer struct {
	Name    string
	Version string
	Hash    string // of its tree
	Source  string // as people wrote it; empty for a built-in pack
	Ref     string // tag or commit of a repository
}

// Foreign reports whether a layer comes from outside the program.
func (p *Pack) Foreign() bool {
	return slices.ContainsFunc(p.Layers, func(l Layer) bool { return l.Source != "" })
}

// File is one row of the file table: which template makes which file, when, and who owns it.
type File struct {
	Template   string   `yaml:"template"`
	Path       string   `yaml:"path"` // with {app}, {client}, {entry}, {group}, {page}, {operation}
	ForEach    Each     `yaml:"for_each"`
	When       string   `yaml:"when"` // a boolean of the view, as .Uses.Tables, or a parameter; empty: always
	Owner      string   `yaml:"owner"`
	Executable bool     `yaml:"executable"`
	Layer      string   `yaml:"-"` // the pack that made or last replaced the row
	Merges     []string `yaml:"-"` // templates whose output is added to the file's, in order
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
	Name  string // path below its pack, with slashes; in a layer with the layer's name before it: "acme:a.tmpl"
	Text  string
	Layer string // name of its pack
}

// Partial gives the name by which other templates call a partial; ok is false for a template of a file.
func (t Template) Partial() (name string, ok bool) {
	file := t.Name[strings.IndexByte(t.Name, ':')+1:]
	if path.Dir(file) != Partials {
		return "", false
	}
	return strings.TrimSuffix(path.Base(file), ".tmpl"), true
}

// Load reads the pack in a folder that lies on no other. Errors name the file and what to do.
func Load(dir fs.FS) (*Pack, error) {
	tree, err := readTree(dir)
	if err != nil {
		return nil, err
	}
	h, err := headerOf(tree)
	if err != nil {
		return nil, err
	}
	if h.Extends != nil {
		return nil, errors.New("pack.yaml: the pack extends another. load it by its source")
	}
	return compose(tree, h, nil)
}

// headerOf reads the pack.yaml of a tree.
func headerOf(tree Tree) (header, error) {
	content, ok := tree.Read(Manifest)
	if !ok {
		return header{}, fmt.Errorf("there is no %s. it holds no pack", Manifest)
	}
	return readHeader(content)
}

// sources lists all templates of a tree, sorted by name; in a layer the layer's name stands before them.
func sources(tree Tree, layer, prefix string) []Template {
	var found []Template
	for _, f := range tree.Files {
		if path.Ext(f.Path) != ".tmpl" {
			continue
		}
		found = append(found, Template{Name: prefix + f.Path, Text: string(f.Content), Layer: layer})
	}
	return found
}

// whenForm is what a condition may be: a field of the view, or a parameter, perhaps negated.
var whenForm = regexp.MustCompile(`^((not )?(\.[A-Za-z0-9_.]+|param "[a-z0-9_]+"|\(param "[a-z0-9_]+"\)))?$`)

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
		case !whenForm.MatchString(f.When):
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
		row := func(f File) bool { return f.Template == t.Name || slices.Contains(f.Merges, t.Name) }
		if _, partial := t.Partial(); !partial && !slices.ContainsFunc(p.Files, row) {
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
	return portable(filled)
}

// placeholders are the names that a path may hold in braces.
func (e Each) placeholders() []string {
	names := []string{"app", "client", "entry"}
	if e != EachProject {
		names = append(names, string(e))
	}
	return names
}
