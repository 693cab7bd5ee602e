package regen

import (
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

// look reads one path without following links.
func (d disk) look(name string) (found, error) {
	l := d.looker()
	defer l.close()
	return l.look(name)
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

// within works in a folder that is opened once, not anew for every file.
func (d disk) within(name string, work func(folder disk) error) error {
	root, err := d.root.OpenRoot(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	return errors.Join(work(disk{root: root, fault: d.fault}), root.Close())
}

func (d disk) write(name string, content []byte, perm fs.FileMode) error {
	return d.create(name, content, func(file *os.File) error {
		if perm == 0o644 { // less the umask
			return file.Close()
		}
		return errors.Join(file.Chmod(perm), file.Close())
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

// link gives a file a second name, which nothing has yet; where the file system knows no second names it gets a new one.
func (d disk) link(from, to string) error {
	if err := d.check(); err != nil {
		return err
	}
	err := d.root.Link(filepath.FromSlash(from), filepath.FromSlash(to))
	if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if there, lookErr := d.exists(to); lookErr != nil || there {
		return errors.Join(err, lookErr)
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
