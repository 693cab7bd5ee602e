package runner

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// process is a started program whose output goes to its log.
type process struct {
	name string
	log  string
	pid  int
	done chan struct{} // closed when it has ended
	err  error         // how it ended; read it after done
}

// command is a program to start.
type command struct {
	Name string // for people: "the service"
	Log  string
	Dir  string
	Argv []string
	Env  environ
}

// start runs a command in a process group of its own, with no input.
func start(c command) (*process, error) {
	file, err := os.OpenFile(c.Log, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, cannotWrite(c.Log, err)
	}
	defer file.Close()
	child := exec.Command(c.Argv[0], c.Argv[1:]...)
	child.Dir, child.Env, child.Stdout, child.Stderr = c.Dir, c.Env.pairs(), file, file
	ownGroup(child)
	if err := child.Start(); err != nil {
		return nil, &Failure{What: c.Name + " does not start", Why: err.Error(), Do: "see the log", Log: c.Log}
	}
	p := &process{name: c.Name, log: c.Log, pid: child.Process.Pid, done: make(chan struct{})}
	go func() {
		p.err = child.Wait()
		close(p.done)
	}()
	return p, nil
}

// stop ends the process with everything it started.
func (p *process) stop() { stopGroup(p.pid, p.done) }

// tail gives the last lines of the log.
func (p *process) tail() []string { return tail(readTail(p.log)) }

// exit says how an ended process ended.
func (p *process) exit() string {
	var status *exec.ExitError
	switch {
	case p.err == nil:
		return "it exited with 0"
	case errors.As(p.err, &status) && status.Exited():
		return fmt.Sprintf("it exited with %d", status.ExitCode())
	}
	return "it ended by " + p.err.Error()
}

// readTail is at most the last 64 KiB of a file.
func readTail(path string) string {
	const most = 64 << 10
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return ""
	}
	buffer := make([]byte, min(most, info.Size()))
	n, _ := file.ReadAt(buffer, info.Size()-int64(len(buffer)))
	return string(buffer[:n])
}

// step runs a command to its end, or stops it when ctx is cancelled. It gives the end of its output.
func step(ctx context.Context, c command, most time.Duration) (string, error) {
	p, err := start(c)
	if err != nil {
		return "", err
	}
	select {
	case <-p.done:
		return readTail(c.Log), p.err
	case <-time.After(most):
		p.stop()
		return readTail(c.Log), fmt.Errorf("it did not end within %s", most)
	case <-ctx.Done():
		p.stop()
		return "", ctx.Err()
	}
}
