package regen

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// found is what stands at a path.
type found struct {
	hash       Hash // "" when nothing stands there, or foreign
	content    []byte
	unix       Hash // of the content with LF, where every line ends in CRLF; else ""
	perm       fs.FileMode
	executable bool
	foreign    bool // symlink, folder or device, there or on the way there
	large      bool // over the cap: content is not kept
}

// sums hashes the content.
func (f *found) sums() {
	f.hash = HashOf(f.content)
	if n := bytes.Count(f.content, []byte("\r\n")); n > 0 && n == bytes.Count(f.content, []byte("\n")) {
		f.unix = HashOf(bytes.ReplaceAll(f.content, []byte("\r\n"), []byte("\n")))
	}
}

// looker reads many paths of a project without following links. It keeps the folders open, for while nothing is written.
type looker struct {
	root    *os.Root
	folders map[string]folder
}

// folder is a folder on the way to files: open, absent, or something else that stands in its place.
type folder struct {
	root    *os.Root
	foreign bool
}

// maxFolders is how many folders a looker keeps open.
const maxFolders = 200

func (d disk) looker() *looker { return &looker{root: d.root, folders: map[string]folder{}} }

func (l *looker) close() {
	for _, f := range l.folders {
		if f.root != nil {
			_ = f.root.Close() // it was read only
		}
	}
	clear(l.folders)
}

func (l *looker) folder(dir string) (folder, error) {
	if dir == "." {
		return folder{root: l.root}, nil
	}
	if f, ok := l.folders[dir]; ok {
		return f, nil
	}
	above, err := l.folder(path.Dir(dir))
	if err != nil || above.root == nil {
		return above, err
	}
	info, err := above.root.Lstat(path.Base(dir))
	var f folder
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return f, err
	case !info.IsDir():
		f.foreign = true
	default:
		if f.root, err = above.root.OpenRoot(path.Base(dir)); err != nil {
			return f, err
		}
	}
	l.folders[dir] = f
	return f, nil
}

// look reads a path.
func (l *looker) look(name string) (found, error) {
	if len(l.folders) > maxFolders {
		l.close()
	}
	in, err := l.folder(path.Dir(name))
	if err != nil || in.root == nil {
		return found{foreign: in.foreign}, err
	}
	base := filepath.FromSlash(path.Base(name))
	info, err := in.root.Lstat(base)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return found{}, nil
	case err != nil:
		return found{}, err
	case !info.Mode().IsRegular():
		return found{foreign: true}, nil
	}
	f := found{perm: info.Mode().Perm(), executable: info.Mode()&0o100 != 0, large: info.Size() > maxMerge}
	file, err := in.root.Open(base)
	if err != nil {
		return found{}, err
	}
	if f.large {
		sum := sha256.New()
		_, err = io.Copy(sum, file)
		f.hash = Hash(hex.EncodeToString(sum.Sum(nil)))
		return f, errors.Join(err, file.Close())
	}
	content := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	_, err = content.ReadFrom(file)
	f.content = content.Bytes()
	f.sums()
	return f, errors.Join(err, file.Close())
}
