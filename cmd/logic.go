package cmd

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
)

// maxLogic is how many bytes of an app's logic are taken: data does not belong into a service's source.
const maxLogic = 64 << 20

// readLogic reads the modules and folders that `logic` lists, byte for byte, without leaving the app.
func readLogic(p *project) ([]generator.LogicFile, error) {
	if len(p.manifest.Logic) == 0 {
		return nil, nil
	}
	app := p.app()
	if app != p.folder && isProject(app) {
		return nil, usage("%s is a generated project, which is never read as an app. point `app.source` at the app itself", p.manifest.App.Source)
	}
	root, err := os.OpenRoot(app)
	if err != nil {
		return nil, fmt.Errorf("the app cannot be read: %w. mend `app.source` in %s", err, manifest.FileName)
	}
	defer root.Close()
	reader := logicReader{root: root, source: p.manifest.Source, taken: map[string]bool{}}
	for _, entry := range p.manifest.Logic {
		if err := reader.take(entry); err != nil {
			return nil, err
		}
	}
	if reader.diags.Failed() {
		return nil, reader.diags
	}
	return reader.files, nil
}

// logicReader collects the files of `logic`.
type logicReader struct {
	root   *os.Root
	source *diag.Source
	files  []generator.LogicFile
	taken  map[string]bool
	size   int
	diags  diag.List
}

// take reads one entry: a module, or a folder with all that lies in it but caches and hidden files.
func (r *logicReader) take(entry manifest.Text) error {
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

func (r *logicReader) read(name string) error {
	if r.taken[name] {
		return nil
	}
	file, err := r.root.Open(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxLogic))
	if err != nil {
		return err
	}
	if r.size += len(content); r.size >= maxLogic {
		return fmt.Errorf("%s: the files of `logic` have over %d MB. list the modules that operations call, not their data", name, maxLogic>>20)
	}
	r.taken[name] = true
	r.files = append(r.files, generator.LogicFile{Path: name, Content: content})
	return nil
}
