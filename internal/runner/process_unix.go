//go:build unix

package runner

import (
	"errors"
	"os/exec"
	"syscall"
	"time"
)

// grace is how long a process may take to stop before it is killed, and stragglers how long what it
// started may take after it.
const (
	grace      = 8 * time.Second
	stragglers = 500 * time.Millisecond
)

func supported() error { return nil }

// ownGroup puts a process and what it starts into a group of its own, so that a Ctrl-C of the
// terminal reaches only us and we can stop all of them.
func ownGroup(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// stopGroup ends a process group: SIGTERM, then SIGKILL for whatever is left when the leader has
// gone or the grace is over. done is closed when the leader has been waited for.
func stopGroup(pid int, done <-chan struct{}) {
	_ = syscall.Kill(-pid, syscall.SIGTERM)
	select {
	case <-done:
	case <-time.After(grace):
	}
	for deadline := time.Now().Add(stragglers); groupLives(pid) && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
	_ = syscall.Kill(-pid, syscall.SIGKILL)
	<-done
}

// groupLives reports whether a process of the group is still there.
func groupLives(pid int) bool {
	return !errors.Is(syscall.Kill(-pid, 0), syscall.ESRCH)
}
