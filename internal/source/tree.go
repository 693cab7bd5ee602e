package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
)

// Limits bound what is read of an app; the zero value means the usual ones.
type Limits struct {
	File   int64 // bytes of one file
	Source int64 // bytes of all Python files together
	Files  int   // files of any kind
}

func (l Limits) orUsual() Limits {
	if l.File == 0 {
		l.File = 10 << 20
	}
	if l.Source == 0 {
		l.Source = 50 << 20
	}
	if l.Files == 0 {
		l.Files = 100_000
	}
	return l
}

// Tree is a folder as files. Symbolic links are not followed, so nothing outside the folder is ever read; virtual
// environments, caches and what version control keeps are not part of it.
type Tree struct {
	Problems diag.List // what was left out, with the reason

	fs     fs.FS
	limits Limits
	files  []string // sorted
	size   map[string]int64
	dirs   map[string][]string // folder → names in it, sorted
}

// Open lists a folder of the disk. Close it when nothing more is to be read.
func Open(dir string, limits Limits) (*Tree, func() error, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	t, err := NewTree(root.FS(), limits)
	if err != nil {
		return nil, nil, errors.Join(err, root.Close())
	}
	return t, root.Close, nil
}

// NewTree lists any file system.
func NewTree(fsys fs.FS, limits Limits) (*Tree, error) {
	t := &Tree{fs: fsys, limits: limits.orUsual(), size: map[string]int64{}, dirs: map[string][]string{".": nil}}
	if err := t.list("."); err != nil {
		return nil, err
	}
	slices.Sort(t.files)
	var total int64
	for _, name := range t.files {
		if IsPython(name) {
			total += t.size[name]
		}
	}
	if total > t.limits.Source {
		t.problem(".", diag.Error, fmt.Sprintf("the folder holds %d MB of Python, more than %d MB", megabytes(total), t.limits.Source>>20), "name the folder of the app itself")
	}
	return t, nil
}

func (t *Tree) problem(name string, severity diag.Severity, message, advice string) {
	t.Problems = append(t.Problems, diag.Diagnostic{Severity: severity, Path: name, Message: message, Advice: advice})
}

// list enters a folder and all below it.
func (t *Tree) list(dir string) error {
	entries, err := fs.ReadDir(t.fs, dir)
	if err != nil {
		if dir == "." {
			return err
		}
		t.problem(dir, diag.Warning, "the folder cannot be read: "+reason(err), "allow reading it, or go without it")
		return nil
	}
	if dir != "." && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "pyvenv.cfg" }) {
		delete(t.dirs, dir)
		return nil
	}
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		switch {
		case entry.IsDir():
			if !skippedFolder(entry.Name()) {
				t.dirs[dir] = append(t.dirs[dir], entry.Name())
				t.dirs[name] = nil
				if err := t.list(name); err != nil {
					return err
				}
			}
		case entry.Type()&fs.ModeSymlink != 0:
			t.problem(name, diag.Note, "a symbolic link is not followed", "")
		case entry.Type().IsRegular():
			if len(t.files) >= t.limits.Files {
				return fmt.Errorf("more than %d files. name the folder of the app itself", t.limits.Files)
			}
			t.add(dir, name, entry)
		}
	}
	return nil
}

func (t *Tree) add(dir, name string, entry fs.DirEntry) {
	info, err := entry.Info()
	if err != nil {
		return // gone since it was listed
	}
	if info.Size() > t.limits.File {
		if IsPython(name) {
			t.problem(name, diag.Error, fmt.Sprintf("the file has %d MB, more than %d MB", megabytes(info.Size()), t.limits.File>>20), "move data out of the source, or split it")
		}
		return
	}
	t.files = append(t.files, name)
	t.size[name] = info.Size()
	t.dirs[dir] = append(t.dirs[dir], entry.Name())
}

// skippedFolder tells folders that hold no source of the app.
func skippedFolder(name string) bool {
	switch name {
	case "__pycache__", "node_modules", "site-packages", ".git", ".hg", ".svn", ".venv", ".tox", ".nox", ".mypy_cache",
		".pytest_cache", ".ruff_cache", ".idea", ".ipynb_checkpoints", ".cache", ".eggs":
		return true
	}
	return false
}

// IsPython reports whether a name is that of a Python file.
func IsPython(name string) bool { return strings.HasSuffix(name, ".py") }

// Files are all files, sorted, with slashes.
func (t *Tree) Files() []string { return t.files }

// Has reports whether a file is part of the tree.
func (t *Tree) Has(name string) bool {
	_, ok := t.size[name]
	return ok
}

// HasFolder reports whether a folder is part of the tree; "." always is.
func (t *Tree) HasFolder(name string) bool {
	_, ok := t.dirs[name]
	return ok
}

// Names are the names of the files and folders in a folder, in the order of fs.ReadDir.
func (t *Tree) Names(dir string) []string { return t.dirs[dir] }

// Read gives a file's bytes. An error is a diagnostic: it names the file and says why.
func (t *Tree) Read(name string) ([]byte, error) {
	if !t.Has(name) {
		return nil, diag.List{{Path: name, Message: "no such file in the app", Advice: ""}}
	}
	raw, err := fs.ReadFile(t.fs, name)
	if err != nil {
		return nil, diag.List{{Path: name, Message: "the file cannot be read: " + reason(err), Advice: "allow reading it, or go without it"}}
	}
	return raw, nil
}

// reason is an error without the path, which the diagnostic has.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// megabytes rounds up: what is more than a limit is said to be more.
func megabytes(bytes int64) int64 { return (bytes + 1<<20 - 1) >> 20 }
