package runner

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// place is one installed environment: the service's or the UI's.
type place struct {
	Name   string   // "service" or "ui", which is also its folder in the project
	Folder string   // project folder with pyproject.toml and uv.lock
	Env    string   // folder of the virtual environment
	Fresh  []string // local packages to install again: their files may have changed under the same version
	inputs []string // folders whose files decide what is installed
}

// done marks a finished environment; it holds the digest of what was installed.
const done = ".streamlift-done"

// program is the path of an environment's command.
func (p place) program(name string) string { return filepath.Join(p.Env, "bin", name) }

// install makes both environments current, of a kept app the one it has. When nothing changed since they were
// finished, it starts no program at all.
func (r *run) install(ctx context.Context) error {
	if r.Kept {
		r.ui = place{Name: "app", Folder: r.Project}
		return r.prepare(ctx, &r.ui)
	}
	r.service = place{Name: "service", Folder: filepath.Join(r.Project, "service")}
	r.ui = place{Name: "ui", Folder: filepath.Join(r.Project, "ui")}
	client := filepath.Join(r.Project, "client")
	if name := projectName(client); name != "" {
		r.ui.Fresh, r.ui.inputs = []string{name}, []string{client}
	}
	for _, p := range []*place{&r.ui, &r.service} { // in this order: the service follows the pages
		if err := r.prepare(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// lock writes uv.lock in a folder of the project.
func (r *run) lock(ctx context.Context, name, folder string) error {
	r.say("%s: choosing versions", name)
	lock := command{Name: "uv lock", Log: r.log(name + "-lock"), Dir: folder, Env: r.env.clean().with(r.indexEnviron()),
		Argv: []string{r.uv, "lock", "--no-progress", "--python", r.python.Path}}
	if out, err := step(ctx, lock, patience); err != nil {
		return r.installFailure("the versions for the "+name+" could not be chosen (uv lock in "+folder+")", lock.Log, out, err)
	}
	return nil
}

// prepare locks and syncs one environment.
func (r *run) prepare(ctx context.Context, p *place) error {
	if r.current(p) {
		r.say("%s: installed", p.Name)
		return nil
	}
	if r.uv == "" {
		if err := r.findUV(ctx); err != nil {
			return err
		}
	}
	for _, folder := range p.inputs { // the client: its own tests and whoever else installs it want a lock too
		if err := r.lock(ctx, filepath.Base(folder), folder); err != nil {
			return err
		}
	}
	if p.Name == "service" {
		if err := r.relax(ctx, p); err != nil {
			return err
		}
	}
	if err := r.lock(ctx, p.Name, p.Folder); err != nil {
		return err
	}
	if p.Name == "service" {
		if err := r.align(ctx, p); err != nil {
			return err
		}
	}
	p.Env = r.envFolder(p)
	if _, err := os.Stat(filepath.Join(p.Env, done)); errors.Is(err, fs.ErrNotExist) {
		_ = os.RemoveAll(p.Env) // an install that was interrupted: what is there may be half a package
	}
	_ = os.Remove(filepath.Join(p.Env, done))
	r.say("%s: installing", p.Name)
	sync := command{Name: "uv sync", Log: r.log(p.Name + "-install"), Dir: p.Folder}
	sync.Env = r.env.clean().with(r.indexEnviron()).with(environ{"UV_PROJECT_ENVIRONMENT": p.Env})
	sync.Argv = []string{r.uv, "sync", "--no-progress", "--locked", "--no-dev", "--python", r.python.Path}
	for _, name := range p.Fresh {
		sync.Argv = append(sync.Argv, "--reinstall-package", name)
	}
	if out, err := step(ctx, sync, patience); err != nil {
		return r.installFailure("the "+p.Name+" could not be installed", sync.Log, out, err)
	}
	if err := os.WriteFile(filepath.Join(p.Env, done), []byte(r.digest(p)), 0o600); err != nil {
		return cannotWrite(p.Env, err)
	}
	return nil
}

// current reports whether the environment of the present lock is finished and holds what the
// project asks for now.
func (r *run) current(p *place) bool {
	if _, err := os.Stat(filepath.Join(p.Folder, "uv.lock")); err != nil {
		return false
	}
	p.Env = r.envFolder(p)
	mark, err := os.ReadFile(filepath.Join(p.Env, done))
	return err == nil && string(mark) == r.digest(p)
}

// envFolder is keyed by lock and interpreter.
func (r *run) envFolder(p *place) string {
	h := sha256.New()
	lock, _ := os.ReadFile(filepath.Join(p.Folder, "uv.lock"))
	h.Write(lock)
	h.Write([]byte("\x00" + r.python.Version + "\x00" + r.python.Path))
	return filepath.Join(r.home, p.Name+"-"+hex.EncodeToString(h.Sum(nil)[:6]))
}

// digest covers the project file, the lock and the local packages.
func (r *run) digest(p *place) string {
	h := sha256.New()
	add := func(path string) {
		content, _ := os.ReadFile(path)
		sum := sha256.Sum256(content)
		h.Write([]byte(path + "\x00"))
		h.Write(sum[:])
	}
	add(filepath.Join(p.Folder, "pyproject.toml"))
	add(filepath.Join(p.Folder, "uv.lock"))
	for _, folder := range p.inputs {
		_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() && !strings.Contains(path, "__pycache__") {
				add(path)
			}
			return nil
		})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// projectName is the distribution name in a folder's pyproject.toml, or "".
func projectName(folder string) string {
	var file struct {
		Project struct{ Name string }
	}
	content, err := os.ReadFile(filepath.Join(folder, "pyproject.toml"))
	if err != nil || toml.Unmarshal(content, &file) != nil {
		return ""
	}
	return file.Project.Name
}
