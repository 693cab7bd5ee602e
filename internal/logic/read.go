// Package logic reads the app's own modules that operations call: it takes them byte for byte, and
// checks that what the manifest says of them is so before anything is generated.
package logic

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
)

// File is a file of the app that is taken as it is.
type File struct {
	Path    string // below the app's folder, with slashes
	Content []byte
}

// maxBytes is how much is taken: data does not belong into a service's source.
const maxBytes = 64 << 20

// Read reads the modules and folders that `logic` lists, without leaving the app. What the manifest
// names wrongly is a diag.List.
func Read(app *os.Root, m *manifest.Manifest) ([]File, error) {
	r := reader{root: app, source: m.Source, taken: map[string]bool{}}
	for _, entry := range m.Logic {
		if err := r.take(entry); err != nil {
			return nil, err
		}
	}
	if r.diags.Failed() {
		return nil, r.diags
	}
	return r.files, nil
}

// reader collects the files of `logic`.
type reader struct {
	root   *os.Root
	source *diag.Source
	files  []File
	taken  map[string]bool
	size   int
	diags  diag.List
}

// take reads one entry: a module, or a folder with all that lies in it but caches and hidden files.
func (r *reader) take(entry manifest.Text) error {
	start := path.Clean(entry.Value)
	refuse := func(message, advice string) {
		r.diags = append(r.diags, diag.At(r.source, entry.Span, message, advice))
	}
	info, err := r.root.Stat(filepath.FromSlash(start))
	switch {
	case err != nil:
		refuse(fmt.Sprintf("logic %q is not in the app", entry.Value), "write it relative to `app.source`")
		return nil
	case !info.IsDir():
		return r.read(start)
	}
	found := len(r.files)
	err = fs.WalkDir(r.root.FS(), start, func(name string, item fs.DirEntry, err error) error {
		hidden := name != start && (strings.HasPrefix(item.Name(), ".") || item.Name() == "__pycache__" || strings.HasSuffix(item.Name(), ".pyc"))
		switch {
		case err != nil:
			return err
		case hidden && item.IsDir():
			return fs.SkipDir
		case hidden || !item.Type().IsRegular():
			return nil
		}
		return r.read(name)
	})
	if err == nil && len(r.files) == found {
		refuse(fmt.Sprintf("logic %q holds no file", entry.Value), "take it out, or write modules into it")
	}
	return err
}

func (r *reader) read(name string) error {
	if r.taken[name] {
		return nil
	}
	file, err := r.root.Open(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxBytes))
	if err != nil {
		return err
	}
	if r.size += len(content); r.size >= maxBytes {
		return fmt.Errorf("%s: the files of `logic` have over %d MB. list the modules that operations call, not their data", name, maxBytes>>20)
	}
	r.taken[name] = true
	r.files = append(r.files, File{Path: name, Content: content})
	return nil
}
