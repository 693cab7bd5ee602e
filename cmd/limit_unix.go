//go:build unix

package cmd

import "syscall"

// limitProcessor has the system end this process after some seconds of processor time.
func limitProcessor(seconds uint64) {
	_ = syscall.Setrlimit(syscall.RLIMIT_CPU, &syscall.Rlimit{Cur: seconds, Max: seconds}) // the parent's deadline is left
}
