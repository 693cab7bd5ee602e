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

// disk is a project's folder. Every operation that changes it, or may fail, goes through check first: tests let the
// n-th one fail or kill the process there.
type disk struct {
	root  *os.Root
	fault func() error // nil outside tests
}

func (d disk) check() error {
	if d.fault == nil {
		return nil
	}
	return d.fault()
}

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

// look reads a path without following links.
func (d disk) look(name string) (found, error) {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		info, err := d.root.Lstat(filepath.FromSlash(dir))
		if err == nil && !info.IsDir() {
			return found{foreign: true}, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return d.throughFile(dir, err)
		}
	}
	info, err := d.root.Lstat(filepath.FromSlash(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return found{}, nil
	case err != nil:
		return found{}, err
	case !info.Mode().IsRegular():
		return found{foreign: true}, nil
	}
	f := found{perm: info.Mode().Perm(), executable: info.Mode()&0o100 != 0, large: info.Size() > maxMerge}
	if f.large {
		f.hash, err = d.hash(name)
		return f, err
	}
	if f.content, err = d.read(name); err != nil {
		return found{}, err
	}
	f.sums()
	return f, nil
}

// sums hashes the content.
func (f *found) sums() {
	f.hash = HashOf(f.content)
	if n := bytes.Count(f.content, []byte("\r\n")); n > 0 && n == bytes.Count(f.content, []byte("\n")) {
		f.unix = HashOf(bytes.ReplaceAll(f.content, []byte("\r\n"), []byte("\n")))
	}
}

// hash reads a file that is too large to be kept.
func (d disk) hash(name string) (Hash, error) {
	file, err := d.root.Open(filepath.FromSlash(name))
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return Hash(hex.EncodeToString(sum.Sum(nil))), errors.Join(err, file.Close())
}

// throughFile tells a path that leads through a file or link, which Lstat reports as an error, from a failure.
func (d disk) throughFile(dir string, cause error) (found, error) {
	for up := path.Dir(dir); up != "."; up = path.Dir(up) {
		if info, err := d.root.Lstat(filepath.FromSlash(up)); err == nil && !info.IsDir() {
			return found{foreign: true}, nil
		}
	}
	return found{}, cause
}

func (d disk) exists(name string) (bool, error) {
	_, err := d.root.Lstat(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func (d disk) read(name string) ([]byte, error) {
	file, err := d.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(file)
	return content, errors.Join(err, file.Close())
}

func (d disk) mkdir(name string) error {
	if err := d.check(); err != nil {
		return err
	}
	return d.root.Mkdir(filepath.FromSlash(name), 0o755)
}

func (d disk) mkdirAll(name string) error {
	if err := d.check(); err != nil {
		return err
	}
	return d.root.MkdirAll(filepath.FromSlash(name), 0o755)
}

func (d disk) write(name string, content []byte, perm fs.FileMode) error {
	return d.create(name, content, func(file *os.File) error {
		return errors.Join(file.Chmod(perm), file.Close()) // whatever the umask
	})
}

// writeSynced writes content that outlives a power cut.
func (d disk) writeSynced(name string, content []byte) error {
	return d.create(name, content, func(file *os.File) error {
		return errors.Join(file.Sync(), file.Close())
	})
}

func (d disk) create(name string, content []byte, end func(*os.File) error) error {
	if err := d.check(); err != nil {
		return err
	}
	file, err := d.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, end(file))
}

func (d disk) rename(from, to string) error {
	if err := d.check(); err != nil {
		return err
	}
	return d.root.Rename(filepath.FromSlash(from), filepath.FromSlash(to))
}

func (d disk) remove(name string) error {
	if err := d.check(); err != nil {
		return err
	}
	return d.root.Remove(filepath.FromSlash(name))
}

func (d disk) removeAll(name string) error {
	if err := d.check(); err != nil {
		return err
	}
	return d.root.RemoveAll(filepath.FromSlash(name))
}

// removeEmptyParents removes the folders above a path up to the first one that holds something.
func (d disk) removeEmptyParents(name string) error {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if empty, err := d.empty(dir); err != nil || !empty {
			return err
		}
		if err := d.remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// empty reports whether a folder holds nothing; one that is not there does.
func (d disk) empty(dir string) (bool, error) {
	file, err := d.root.Open(filepath.FromSlash(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	_, err = file.Readdirnames(1)
	if errors.Is(err, io.EOF) {
		return true, file.Close()
	}
	return false, errors.Join(err, file.Close())
}
