//go:build linux || darwin

package cmd

import (
	"os"
	"syscall"
	"unsafe"
)

// terminalWidth is the number of columns of a terminal; false for anything else.
func terminalWidth(file *os.File) (int, bool) {
	var size struct{ rows, columns, x, y uint16 }
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, file.Fd(), syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
	return int(size.columns), errno == 0
}
