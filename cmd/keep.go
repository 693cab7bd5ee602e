package cmd

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/keep"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/source"
)

// inputFor is what a pack's files are made from: the modules that the manifest lists, or the whole app.
func (p *project) inputFor(chosen *pack.Pack) (generator.Input, error) {
	in := generator.Input{Manifest: p.manifest, Pack: chosen}
	if chosen.Logic.Whole {
		return p.wholeApp(in)
	}
	if kept, err := p.detached(); err != nil || kept != nil {
		if kept != nil {
			in.Lifted.Lifted = *kept
		}
		return in, err
	}
	taken, _, err := readLogic(p.manifest, p.app())
	for _, f := range taken {
		in.Logic = append(in.Logic, generator.LogicFile{Path: f.Path, Content: f.Content})
	}
	if err != nil {
		return in, err
	}
	moved, err := p.lifted()
	if err != nil {
		return in, err
	}
	in.Lifted = moved.Lifted
	p.notes = append(append(p.notes, moved.notes...), unbuilt(p.manifest)...)
	return in, nil
}

// wholeApp reads the app as it is, and records in the project's manifest what it needs installed.
func (p *project) wholeApp(in generator.Input) (generator.Input, error) {
	if isProject(p.app()) {
		return in, usage("%s is a generated project, which is never read as an app. point `app.source` at the app itself", p.manifest.App.Source)
	}
	root, err := os.OpenRoot(p.app())
	if err != nil {
		return in, usage("the app cannot be read: %w. mend `app.source` in %s", err, manifest.FileName)
	}
	defer root.Close()
	app, err := keep.Read(root, p.manifest)
	if err != nil {
		return in, err
	}
	for _, l := range app.Literals {
		if p.reads(l) {
			continue // said when it was taken out
		}
		p.notes = append(p.notes, fmt.Sprintf("note: %s: a secret stands in the code. the copy reads it from %s; the app itself is untouched", l.At, l.Variable))
	}
	for _, left := range app.LeftOut {
		p.notes = append(p.notes, "note: left out: "+left)
	}
	if err := p.recordNeeds(root.FS(), app.Modules); err != nil {
		return in, err
	}
	in.Manifest = p.manifest
	in.Reads = generator.Reads{Variables: app.Variables, Secrets: app.Secrets, Packages: source.SystemPackages(root.FS()),
		Python: source.StatedPython(root.FS())}
	for _, f := range app.Files {
		in.Logic = append(in.Logic, generator.LogicFile{Path: f.Path, Content: f.Content})
	}
	return in, nil
}

// reads reports whether the project's copy takes a secret from its variable already.
func (p *project) reads(l keep.Literal) bool {
	name, _, _ := strings.Cut(l.At, ":")
	content, err := os.ReadFile(filepath.Join(p.folder, "app", filepath.FromSlash(name)))
	return err == nil && strings.Contains(string(content), fmt.Sprintf("environ[%q]", l.Variable))
}

// recordNeeds adds to the project's manifest what the app states and imports and the manifest does not name yet.
func (p *project) recordNeeds(app fs.FS, modules []string) error {
	var list, guesses []string
	known := map[string]bool{}
	for _, d := range p.manifest.App.Dependencies {
		list = append(list, d.Value)
		if r, ok := source.ParseRequirement(d.Value); ok {
			known[r.Name] = true
		}
	}
	add := func(name, text string) {
		if !known[name] {
			known[name] = true
			list = append(list, text)
		}
	}
	stated := source.Stated(app)
	for _, r := range stated {
		add(r.Name, r.Full())
	}
	var sites []fs.FS
	for _, folder := range source.Environments(p.app(), os.Getenv("VIRTUAL_ENV")) {
		sites = append(sites, os.DirFS(folder))
	}
	for _, d := range source.Dependencies(app, sites, modules) {
		if d.Guess && !known[d.Name] {
			guesses = append(guesses, fmt.Sprintf("%s (for `import %s`)", d.Name, d.Module))
		}
		add(d.Name, d.String())
	}
	if len(list) == len(p.manifest.App.Dependencies) {
		return nil
	}
	slices.Sort(list)
	if len(stated) > 0 {
		p.notes = append(p.notes, fmt.Sprintf("note: app.dependencies: %d, as in %s", len(stated), strings.Join(statedIn(stated), ", ")))
	}
	if len(guesses) > 0 {
		p.notes = append(p.notes, "note: app.dependencies: no file of the app and no environment names "+strings.Join(guesses, ", ")+": guessed, without a version")
	}
	content, err := manifest.Set(p.content, []string{"app", "dependencies"}, list)
	if err != nil {
		return err
	}
	present, err := os.ReadFile(filepath.Join(p.folder, manifest.FileName))
	p.content, p.fresh = content, err != nil || string(present) != string(content)
	target := p.manifest.Target // what was settled for this run may not stand in the text
	if p.manifest, err = loadManifest(p.path, content); err == nil {
		p.manifest.Target = target
	}
	return err
}

// statedIn are the files that requirements come from.
func statedIn(stated []source.Requirement) []string {
	var names []string
	for _, r := range stated {
		name, _, _ := strings.Cut(r.Place, ":")
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// next says what to do after files were written.
func (p *project) next(due []string) string {
	lock := "`uv lock` in " + strings.Join(due, ", ")
	if p.manifest.Target == "keep" {
		return lock + ", then `uv run --no-dev python serve.py`"
	}
	return fmt.Sprintf("`streamlift up %s`, or %s", p.shown, lock)
}
