package cmd

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/regen"
)

const (
	// stateFolder marks a folder as a generated project; such a folder is never read as an app.
	stateFolder = ".streamlift"
	// copyMark, in the state folder, holds the digest of the manifest as it was last copied from the
	// app: a copy that differs was edited by a person.
	copyMark = "manifest.copied"
)

// project is a folder that is or becomes a generated project, with the manifest that it is made from.
type project struct {
	folder   string // absolute
	shown    string // as people name it: relative where the caller was
	path     string // of the manifest, for messages
	content  []byte // what streamlift.yaml of the folder holds or will hold
	manifest *manifest.Manifest
	fresh    bool // content is not in place yet
	copied   bool // content comes from the app's folder
	notes    []string
	evidence []byte // of an audit that was made just now; nil without one
	moves    *moves // nil until somebody asks

	fetched   *pack.Resolved // what `pack update` found, whatever copies say
	downgrade bool           // a person asked for an older version of the pack
}

// app is the absolute folder of the app; the project's own without one.
func (p *project) app() string {
	return filepath.Join(p.folder, filepath.FromSlash(p.manifest.App.Source))
}

// openProject finds the project that a manifest (a file, or the folder that holds it) makes. Nothing
// is written yet.
func openProject(name, out string) (*project, error) {
	path := name
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		path = filepath.Join(name, manifest.FileName)
	}
	folder, err := realFolder(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && path != name:
		return nil, usage("%s holds no %s. `streamlift init %s` writes one to start from", name, manifest.FileName, name)
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("there is no %q. name a %s or the folder that holds it; `streamlift init` writes one", path, manifest.FileName)
	case err != nil:
		return nil, err
	}
	m, err := loadManifest(path, content)
	if err != nil {
		return nil, err
	}
	p := &project{folder: folder, shown: filepath.Dir(path), path: path, content: content, manifest: m}
	app := filepath.Join(folder, filepath.FromSlash(m.App.Source))
	inPlace, err := p.choose(app, out)
	switch {
	case err != nil:
		return nil, err
	case inPlace:
		err = p.record(app)
	default:
		err = p.copy(app)
	}
	return p, err
}

// record adds what the logic needs to a manifest that lies in its project.
func (p *project) record(app string) error {
	content, notes, err := withDependencies(p.content, p.manifest, app)
	if err != nil || notes == nil {
		return err
	}
	p.content, p.notes, p.fresh = content, append(p.notes, notes...), true
	p.manifest, err = loadManifest(p.path, content)
	return err
}

// choose sets the project's folder and reports whether that is where the manifest lies: it is when
// the folder is a project already, or when the app lies elsewhere. An app never gets a project inside.
func (p *project) choose(app, out string) (bool, error) {
	if isProject(p.folder) {
		if out != "" && !sameFolder(out, p.folder) {
			return false, usage("%s is a generated project, which is built in place. leave -o out, or name the app's folder", p.shown)
		}
		return true, nil
	}
	if out == "" && !inside(app, p.folder) && !inside(p.folder, app) || sameFolder(out, p.folder) && p.manifest.App.Source == "" {
		return true, nil
	}
	folder, err := outFolder(app, p.manifest.App.Name, out)
	if err != nil {
		return false, err
	}
	p.folder, p.shown = folder, folder
	if here, err := realFolder("."); err == nil {
		if rel, err := filepath.Rel(here, folder); err == nil {
			p.shown = rel
		}
	}
	return false, nil
}

// copy takes the app's manifest into the project with `source` pointing back at the app. A copy
// that a person edited stays as it is, and is said so.
func (p *project) copy(app string) error {
	rel, err := filepath.Rel(p.folder, app)
	if err != nil {
		return usage("no relative way from %s to %s: %w. give -o a folder on the same drive", p.folder, app, err)
	}
	target := filepath.Join(p.folder, manifest.FileName)
	present, err := os.ReadFile(target)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	last, _ := os.ReadFile(filepath.Join(p.folder, stateFolder, copyMark))
	if err == nil && string(last) != digest(present) {
		shown := filepath.Join(p.shown, manifest.FileName)
		p.notes = append(p.notes, fmt.Sprintf("note: %s was edited and stays; %s is not read. delete the copy to take the app's manifest again", shown, p.path))
		p.content, p.path = present, shown
		if p.manifest, err = loadManifest(shown, present); err != nil {
			return err
		}
		return p.record(app)
	}
	content, err := p.pointed(present, rel, app)
	if err != nil {
		return err
	}
	p.copied, p.fresh, p.content = true, !bytes.Equal(present, content), content
	p.manifest, err = loadManifest(p.path, content)
	return err
}

// pointed is the app's manifest with `source` leading from the project to the app, and with what the
// logic needs: as the copy that is present has it, else as it is found now.
func (p *project) pointed(present []byte, rel, app string) ([]byte, error) {
	content, notes := p.content, []string(nil)
	old, _ := manifest.Load(manifest.FileName, present)
	var err error
	switch {
	case len(p.manifest.App.Dependencies) == 0 && old != nil && len(old.App.Dependencies) > 0:
		var list []string
		for _, d := range old.App.Dependencies {
			list = append(list, d.Value)
		}
		content, err = manifest.Set(content, []string{"app", "dependencies"}, list)
	default:
		content, notes, err = withDependencies(content, p.manifest, app)
	}
	if err != nil {
		return nil, err
	}
	p.notes = append(p.notes, notes...)
	if source := p.manifest.Pack.Source; source != "" {
		here, err := realFolder(filepath.Dir(p.path))
		if err == nil {
			content, err = manifest.Set(content, []string{"pack", "source"}, moved(source, here, p.folder))
		}
		if err != nil {
			return nil, err
		}
	}
	return manifest.Set(content, []string{"app", "source"}, filepath.ToSlash(rel))
}

// place gives what is written with the files: the manifest, where it is not in the project as it is yet.
func (p *project) place() []regen.Verbatim {
	var files []regen.Verbatim
	if p.evidence != nil {
		files = append(files, regen.Verbatim{Path: evidenceFile, Content: p.evidence})
	}
	if !p.fresh {
		return files
	}
	files = append(files, regen.Verbatim{Path: manifest.FileName, Content: p.content})
	if p.copied {
		files = append(files, regen.Verbatim{Path: stateFolder + "/" + copyMark, Content: []byte(digest(p.content))})
	}
	return files
}

// loadManifest reads a manifest; its error holds every diagnostic.
func loadManifest(path string, content []byte) (*manifest.Manifest, error) {
	m, diags := manifest.Load(filepath.ToSlash(path), content)
	if diags.Failed() {
		return nil, diags
	}
	return m, nil
}

func isProject(folder string) bool {
	info, err := os.Stat(filepath.Join(folder, stateFolder))
	return err == nil && info.IsDir()
}

// realFolder is the absolute path of a folder without symbolic links.
func realFolder(dir string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	path, err = filepath.EvalSymlinks(path)
	if err != nil {
		return "", usage("there is no folder %s. give the folder of an app with a %s, or of a project", dir, manifest.FileName)
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return "", usage("%s is no folder. give the folder that holds %s", dir, manifest.FileName)
	}
	return path, nil
}

func sameFolder(a, b string) bool {
	left, errLeft := realFolder(a)
	right, errRight := realFolder(b)
	return a != "" && errLeft == nil && errRight == nil && left == right
}

// outFolder chooses where the project goes: -o, else NAME-lifted here, or beside the app when here
// is inside it. A folder of somebody else's files is refused.
func outFolder(app, name, out string) (string, error) {
	here, err := realFolder(".")
	if err != nil {
		return "", err
	}
	folder := filepath.Join(here, name+"-lifted")
	switch {
	case out != "":
		if folder, err = filepath.Abs(out); err != nil {
			return "", err
		}
	case inside(here, app):
		folder = filepath.Join(filepath.Dir(app), name+"-lifted")
	}
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	} else if parent, err := filepath.EvalSymlinks(filepath.Dir(folder)); err == nil {
		folder = filepath.Join(parent, filepath.Base(folder))
	}
	if inside(folder, app) {
		return "", usage("%s is inside the app. give -o a folder outside %s", folder, app)
	}
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if len(entries) > 0 && !isProject(folder) {
		return "", usage("%s holds files and is no generated project. give -o another folder", folder)
	}
	return folder, nil
}

// inside reports whether a path is folder or below it.
func inside(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
