// Package generator makes a project's files from a manifest and a pack, in memory. It is pure: the
// same input gives the same bytes on every machine, and nothing is read or written.
package generator

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// Input is all that files are made from.
type Input struct {
	Manifest *manifest.Manifest
	Pack     *pack.Pack
	Logic    []LogicFile
	Lifted   Lifted
	Reads    Reads // what the app reads where it runs; for packs that keep it
}

// Lifted is what was moved out of an app. Whoever reads apps hands it in: the generator reads none.
type Lifted struct {
	view.Lifted
	Service []LogicFile // modules that moved, below the service's package
	UI      []LogicFile // the app as thin client, below the project of the pages
}

// Reads are names that an app needs from outside: variables, keys of st.secrets, Debian packages.
type Reads struct {
	Variables, Secrets, Packages []string
	Python                       string // minor version that the app says it runs on
}

// LogicFile is a file of the app that is taken byte for byte.
type LogicFile struct {
	Path    string // below the app's folder, with slashes
	Content []byte
}

// File is one generated file.
type File struct {
	Path       string // below the project, with slashes
	Content    []byte
	Owner      string // owned, shared or yours
	Executable bool
	Unit       string   // stable id of what the file is for, whatever its path
	Template   string   // template that made it; empty for logic
	Merged     []string // templates of layers that added to it
	Entries    []string // manifest entries it depends on
}

// Generate makes all files of a project, sorted by path. Errors of the manifest are a diag.List;
// with an error, the files that could not be finished hold their raw text.
func Generate(in Input) ([]File, error) {
	v, err := viewOf(in)
	if err != nil {
		return nil, err
	}
	files, err := render(in.Pack, v)
	if err != nil {
		return files, err
	}
	return assemble(in, v, files)
}

// Render makes what the templates of the pack make.
func Render(in Input) ([]File, error) {
	v, err := viewOf(in)
	if err != nil {
		return nil, err
	}
	return render(in.Pack, v)
}

// Assemble adds to what was rendered the files of the app that are taken as they are.
func Assemble(in Input, files []File) ([]File, error) {
	v, err := viewOf(in)
	if err != nil {
		return nil, err
	}
	return assemble(in, v, files)
}

func assemble(in Input, v *view.View, files []File) ([]File, error) {
	for _, l := range in.Logic {
		file := path.Join(in.Pack.Logic.Path, l.Path)
		files = append(files, File{Path: file, Content: l.Content, Owner: in.Pack.Logic.Owner, Unit: "logic/" + l.Path, Entries: []string{"logic"}})
	}
	files = append(files, lifted(in, v)...)
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return files, clash(files)
}

// viewOf is what the templates see of an input.
func viewOf(in Input) (*view.View, error) {
	v, problems := view.Build(in.Manifest, in.Lifted.Lifted)
	if problems.Failed() {
		return nil, problems
	}
	v.Kept = view.NewKept(in.Manifest, in.Reads.Variables, in.Reads.Secrets)
	v.Kept.Packages = in.Reads.Packages
	v.Kept.OnPython(in.Reads.Python)
	return v, nil
}

// lifted places the files that moved and the pages they left.
func lifted(in Input, v *view.View) []File {
	var files []File
	add := func(folder string, list []LogicFile) {
		folder = strings.ReplaceAll(folder, "{app}", v.App.Package)
		for _, f := range list {
			file := File{Path: path.Join(folder, f.Path), Content: f.Content, Owner: in.Pack.Lifted.Owner, Unit: "lifted/" + path.Join(folder, f.Path)}
			for _, o := range v.Replay.Operations {
				file.Entries = append(file.Entries, "operations."+o.ID)
			}
			files = append(files, file)
		}
	}
	add(in.Pack.Lifted.Service, in.Lifted.Service)
	add(in.Pack.Lifted.UI, in.Lifted.UI)
	return files
}

// clash reports two files of one path, also where a file system does not tell cases apart.
func clash(files []File) error {
	seen := map[string]File{}
	for _, f := range files {
		key := strings.ToLower(f.Path)
		if first, taken := seen[key]; taken {
			return fmt.Errorf("%s and %s both make %s. rename one in the manifest", first.Unit, f.Unit, f.Path)
		}
		seen[key] = f
	}
	return nil
}
