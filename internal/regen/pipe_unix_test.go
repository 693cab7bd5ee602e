//go:build unix

package regen

import "syscall"

func makePipe(full string) error { return syscall.Mkfifo(full, 0o644) }
