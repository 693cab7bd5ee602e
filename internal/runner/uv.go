package runner

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/streamlift/streamlift/internal/source"
)

// uvVersion is the uv that is installed where there is none, and oldestUV the oldest that knows
// every option used here.
const (
	uvVersion = "0.13.8"
	oldestUV  = ">=0.5"
)

// patience is how long an install step may take: large wheels come over slow lines.
const patience = 30 * time.Minute

// findUV takes the uv that UV or PATH names, else the one in the cache, else installs one there.
func (r *run) findUV(ctx context.Context) error {
	candidates := []string{r.env["UV"]}
	for _, folder := range filepath.SplitList(r.env["PATH"]) {
		candidates = append(candidates, filepath.Join(folder, "uv"))
	}
	for _, path := range candidates {
		if filepath.IsAbs(path) && r.usableUV(ctx, path) {
			r.uv = path
			return nil
		}
	}
	home := filepath.Join(r.Cache, "tools", "uv-"+uvVersion+"-"+runtime.GOOS+"-"+runtime.GOARCH)
	r.uv = filepath.Join(home, "bin", "uv")
	if r.usableUV(ctx, r.uv) {
		return nil
	}
	return r.installUV(ctx, home)
}

func (r *run) usableUV(ctx context.Context, path string) bool {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, path, "--version").Output()
	fields := strings.Fields(string(out))
	return err == nil && len(fields) >= 2 && fields[0] == "uv" && source.Satisfies(fields[1], oldestUV)
}

// installUV makes an environment beside home and moves it there when it is whole, so that an
// interrupted install is never taken for a finished one. The uv program does not mind the move.
func (r *run) installUV(ctx context.Context, home string) error {
	maker := r.python
	if !maker.Venv { // Debian's own, often: another one will do for uv
		others := r.pythons(ctx, func(p python) bool { return p.Venv }, "python3")
		if len(others) > 0 {
			maker = others[len(others)-1]
		}
	}
	if !maker.Venv {
		return &Failure{What: "uv cannot be installed", Why: "Python " + r.python.Version + " (" + r.python.Path + ") has no venv or ensurepip module",
			Do: "install it (Debian and Ubuntu: `apt install python3-venv`), or install uv yourself so that it is on PATH"}
	}
	r.say("installing uv %s", uvVersion)
	if err := os.MkdirAll(filepath.Dir(home), 0o700); err != nil {
		return cannotWrite(filepath.Dir(home), err)
	}
	partial, err := os.MkdirTemp(filepath.Dir(home), "partial-")
	if err != nil {
		return cannotWrite(filepath.Dir(home), err)
	}
	defer os.RemoveAll(partial)
	log := r.log("uv")
	venv := command{Name: "python -m venv", Log: log, Dir: r.home, Env: r.env.clean(), Argv: []string{maker.Path, "-I", "-m", "venv", partial}}
	if out, err := step(ctx, venv, patience); err != nil {
		return r.installFailure("a virtual environment for uv could not be made", log, out, err)
	}
	install := venv
	install.Name = "pip install uv"
	install.Argv = []string{filepath.Join(partial, "bin", "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:", "uv==" + uvVersion}
	if out, err := step(ctx, install, patience); err != nil {
		return r.installFailure("uv could not be installed", log, out, err)
	}
	_ = os.RemoveAll(home) // one that does not start, or the rename says why
	if err := os.Rename(partial, home); err != nil {
		return cannotWrite(home, err)
	}
	if !r.usableUV(ctx, r.uv) {
		return &Failure{What: "uv was installed but does not start", Do: "install uv yourself so that it is on PATH", Log: log}
	}
	return nil
}

// installFailure reads the reason out of an installer's output.
func (r *run) installFailure(what, log, out string, err error) error {
	var ours *Failure
	if errors.As(err, &ours) {
		return ours
	}
	f := &Failure{What: what, Why: err.Error(), Do: "see the log", Log: log, Tail: tail(out)}
	low := strings.ToLower(out)
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(low, part) {
				return true
			}
		}
		return false
	}
	switch {
	case has("no space left on device"):
		f.Why, f.Do = "the disk is full", "make room, or set XDG_CACHE_HOME and UV_CACHE_DIR to a disk with room"
	case has("permission denied"):
		f.Why, f.Do = "a file or folder may not be written", "give yourself write permission to what the lines above name"
	case has("failed to fetch", "connection refused", "temporary failure in name resolution", "dns error", "connecterror",
		"connection error", "newconnectionerror", "network is unreachable", "timed out", "error sending request", "proxyerror"):
		f.Why = "the package index does not answer"
		f.Do = "check the network, HTTPS_PROXY, and the index (UV_DEFAULT_INDEX, UV_INDEX_URL or pip's configuration), then run it again: what was downloaded is kept"
	case has("no solution found", "unsatisfiable", "no matching distribution", "was not found in the package registry"):
		f.Why = "no set of versions fits what is asked for"
		f.Do = "change the pin that the lines above name, in app.dependencies of streamlift.yaml or the project's pyproject.toml"
	case has("needs to be updated"):
		f.Why, f.Do = "uv.lock is older than pyproject.toml", "run `uv lock` in the folder, or run it again"
	}
	return f
}
