//go:build unix

package regen

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// hold marks the transaction as one of a living process, which recovery must not touch. The mark goes with the process.
func (d disk) hold() (release func(), err error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	file, err := d.root.OpenFile(txDir+"/running", os.O_CREATE|os.O_RDWR, fs.FileMode(0o644))
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(fmt.Errorf("another run is going on in this project. wait for it: %w", ErrUnfinished), file.Close())
	}
	return func() { _ = file.Close() }, nil // a file system without locks cannot mark
}
