package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/streamlift/streamlift/internal/manifest"
)

// openOrAudit finds the project that a manifest makes; an app without one is audited, and the project gets the manifest
// that the audit writes, beside it.
func openOrAudit(name, out string) (*project, error) {
	if info, err := os.Stat(name); err != nil || info.IsDir() && has(filepath.Join(name, manifest.FileName)) ||
		!info.IsDir() && filepath.Ext(name) != ".py" {
		return openProject(name, out)
	}
	a, err := auditApp(name, "")
	if err != nil {
		return nil, err
	}
	folder, err := outFolder(a.folder, manifest.ProjectName(a.name), out)
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(folder, a.folder)
	if err != nil {
		return nil, usage("no relative way from %s to %s: %w. give -o a folder on the same drive", folder, a.folder, err)
	}
	p := &project{folder: folder, shown: shownFrom(folder), evidence: a.evidence()}
	p.path = filepath.Join(p.shown, manifest.FileName)
	target := filepath.Join(folder, manifest.FileName)
	content, notes, err := a.manifestFor(target, filepath.ToSlash(rel))
	if err != nil {
		return nil, err
	}
	present, err := os.ReadFile(target)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	p.content, p.fresh = content, !bytes.Equal(present, content)
	p.notes = append(p.notes, fmt.Sprintf("audited %s: %s", name, a.report.Headline()))
	p.notes = append(p.notes, notes...)
	if p.manifest, err = loadManifest(p.path, content); err != nil {
		return nil, err
	}
	return p, p.record(a.folder)
}

func has(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// shownFrom is a folder as people name it: relative to where they are.
func shownFrom(folder string) string {
	if here, err := realFolder("."); err == nil {
		if rel, err := filepath.Rel(here, folder); err == nil {
			return rel
		}
	}
	return folder
}
