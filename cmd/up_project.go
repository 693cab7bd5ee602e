package cmd

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/streamlift/streamlift/internal/manifest"
)

// stateFolder marks a folder as a generated project; such a folder is never read as an app.
const stateFolder = ".streamlift"

// copyMark, in the state folder, holds the digest of the manifest as `up` last copied it: a copy that
// differs was edited by a person.
const copyMark = "manifest.copied"

// upProject gives the absolute folder of the project to run, with its manifest in place: dir itself
// when it is a project, else a folder outside the app that dir is.
func upProject(dir, out string, notes io.Writer) (string, error) {
	app, err := realFolder(dir)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(filepath.Join(app, stateFolder)); err == nil && info.IsDir() {
		if out != "" {
			return "", fmt.Errorf("%s is a generated project, which is built in place. Leave -o out, or name the app's folder", dir)
		}
		return app, nil
	}
	path := filepath.Join(app, manifest.FileName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: no %s. Write one (`streamlift init` makes a commented start): reading an app without a manifest is not built yet", dir, manifest.FileName)
	}
	m, err := readManifest(path)
	if err != nil {
		return "", err
	}
	project, err := outFolder(app, m.App.Name, out)
	if err != nil {
		return "", err
	}
	return project, copyManifest(path, filepath.Join(app, filepath.FromSlash(m.App.Source)), project, notes)
}

// realFolder is the absolute path of a folder without symbolic links.
func realFolder(dir string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	path, err = filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("%s: no such folder. Give the folder of an app with a %s, or of a project", dir, manifest.FileName)
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%s is no folder. Give the folder that holds %s", dir, manifest.FileName)
	}
	return path, nil
}

// outFolder chooses where the project goes: -o, else NAME-lifted here, or beside the app when here
// is inside it. A folder of somebody else's files is refused.
func outFolder(app, name, out string) (string, error) {
	here, err := realFolder(".")
	if err != nil {
		return "", err
	}
	project := filepath.Join(here, name+"-lifted")
	switch {
	case out != "":
		if project, err = filepath.Abs(out); err != nil {
			return "", err
		}
	case inside(here, app):
		project = filepath.Join(filepath.Dir(app), name+"-lifted")
	}
	if real, err := filepath.EvalSymlinks(project); err == nil {
		project = real
	} else if parent, err := filepath.EvalSymlinks(filepath.Dir(project)); err == nil {
		project = filepath.Join(parent, filepath.Base(project))
	}
	if inside(project, app) {
		return "", fmt.Errorf("%s is inside the app. Give -o a folder outside %s", project, app)
	}
	entries, err := os.ReadDir(project)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(project, stateFolder)); len(entries) > 0 && err != nil {
		return "", fmt.Errorf("%s holds files and is no generated project. Give -o another folder", project)
	}
	return project, nil
}

// inside reports whether a path is folder or below it.
func inside(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// copyManifest puts the app's manifest into the project with `source` pointing back at the app. A
// copy that a person edited stays as it is, and is said so.
func copyManifest(path, source, project string, notes io.Writer) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(project, source)
	if err != nil {
		return fmt.Errorf("no relative way from %s to %s: %w. Give -o a folder on the same drive", project, source, err)
	}
	content, err = manifest.Set(content, []string{"app", "source"}, filepath.ToSlash(rel))
	if err != nil {
		return err
	}
	target, mark := filepath.Join(project, manifest.FileName), filepath.Join(project, stateFolder, copyMark)
	present, err := os.ReadFile(target)
	switch last, _ := os.ReadFile(mark); {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case bytes.Equal(present, content):
		return nil
	case err == nil && string(last) != digest(present):
		fmt.Fprintf(notes, "note: %s was edited and stays; %s is not read. Delete the copy to take the app's manifest again\n", target, path)
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(mark), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(target, content, 0o644); err != nil {
		return err
	}
	return os.WriteFile(mark, []byte(digest(content)), 0o644)
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
