// Package runner runs a generated project on this machine: it finds Python and uv, installs the
// project's environments into the user's cache, starts service and UI and stops both.
package runner

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Options say what to run and where to speak. Paths are absolute.
type Options struct {
	Project string   // folder of the generated project
	Package string   // Python package of the service
	App     string   // folder of the app, which becomes DATA_ROOT; the project itself when empty
	Pages   string   // script of the app's own pages, below ui/; they run in the app's folder. Empty: the generated ones
	Kept    bool     // the project is the app as it is, started by its serve.py; there is no service
	Python  string   // what the project needs, as ">=3.11"
	UIPort  int      // 0: any free port
	APIPort int      // 0: any free port
	Check   bool     // stop as soon as both answer
	Environ []string // the caller's environment
	Cache   string   // where environments and logs go
	Out     io.Writer
	Err     io.Writer
}

// Run installs and starts the project and returns when ctx is cancelled while both run (nil), when
// Check is done (nil), or when something failed (*Failure). Nothing that it started outlives it.
func Run(ctx context.Context, o Options) error {
	if err := supported(); err != nil {
		return err
	}
	if o.App == "" {
		o.App = o.Project
	}
	r := &run{Options: o, env: parseEnviron(o.Environ), began: time.Now()}
	err := r.everything(ctx)
	switch {
	case ctx.Err() == nil:
		return err
	case r.ready:
		return nil // asked to stop: what broke on the way out is no news
	}
	return &Failure{What: "stopped before service and UI were ready", Why: "it was interrupted while " + r.doing,
		Do: "run it again: what was downloaded is kept, and a half-made environment is made anew", Log: filepath.Join(r.home, "logs")}
}

// run is one call of Run.
type run struct {
	Options
	env     environ
	home    string // this project's folder in the cache
	python  python
	uv      string
	began   time.Time
	doing   string // the last step that was begun
	ready   bool   // both answer
	service place  // environments
	ui      place
}

func (r *run) everything(ctx context.Context) error {
	if err := r.open(); err != nil {
		return err
	}
	if err := r.checkPorts(); err != nil {
		return err
	}
	secrets, err := readSecrets(r.App, r.Pages)
	if err != nil {
		return err
	}
	if err := r.findPython(ctx); err != nil {
		return err
	}
	if err := r.install(ctx); err != nil {
		return err
	}
	if r.Kept {
		return r.superviseKept(ctx, secrets)
	}
	return r.supervise(ctx, secrets)
}

// open makes this project's folder in the cache.
func (r *run) open() error {
	sum := sha256.Sum256([]byte(r.Project))
	r.home = filepath.Join(r.Cache, filepath.Base(r.Project)+"-"+hex.EncodeToString(sum[:4]))
	if err := os.MkdirAll(filepath.Join(r.home, "logs"), 0o700); err != nil {
		return cannotWrite(r.home, err)
	}
	return nil
}

// log is the path of a step's log in the cache.
func (r *run) log(step string) string { return filepath.Join(r.home, "logs", step+".log") }

// say reports progress: one plain line with the seconds since the start.
func (r *run) say(format string, args ...any) {
	r.doing = fmt.Sprintf(format, args...)
	fmt.Fprintf(r.Err, "%6.1fs  %s\n", time.Since(r.began).Seconds(), r.doing)
}
