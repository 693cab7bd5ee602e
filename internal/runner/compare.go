package runner

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Compared are the interpreters that a comparison of an app with its project needs.
type Compared struct {
	App     string // with all that the app imports
	UI      string
	Service string
	Tools   string // folder of what the comparison itself imports, for all three
}

// clockTool holds the clock of both sides still.
const clockTool = "time-machine==3.6.0"

// Install makes the environments of a project and one of its app, as Run does, and starts nothing. The requirements
// are the app's own.
func Install(ctx context.Context, o Options, requirements []string) (Compared, error) {
	if err := supported(); err != nil {
		return Compared{}, err
	}
	r := &run{Options: o, env: parseEnviron(o.Environ), began: time.Now()}
	if err := r.open(); err != nil {
		return Compared{}, err
	}
	if err := r.findPython(ctx); err != nil {
		return Compared{}, err
	}
	if err := r.install(ctx); err != nil {
		return Compared{}, err
	}
	app, err := r.installList(ctx, "app", requirements)
	if err != nil {
		return Compared{}, err
	}
	tools, err := r.installList(ctx, "compare", []string{clockTool})
	if err != nil {
		return Compared{}, err
	}
	site, err := filepath.Glob(filepath.Join(tools.Env, "lib", "python3*", "site-packages"))
	if err != nil || len(site) != 1 {
		return Compared{}, cannotWrite(tools.Env, os.ErrNotExist)
	}
	return Compared{App: app.program("python"), UI: r.ui.program("python"), Service: r.service.program("python"), Tools: site[0]}, nil
}

// installList makes an environment of a list of requirements, keyed by list and interpreter.
func (r *run) installList(ctx context.Context, name string, requirements []string) (place, error) {
	text := strings.Join(requirements, "\n") + "\n"
	sum := sha256.Sum256([]byte(text + "\x00" + r.python.Version + "\x00" + r.python.Path))
	p := place{Name: name, Env: filepath.Join(r.home, name+"-"+hex.EncodeToString(sum[:6]))}
	if _, err := os.Stat(filepath.Join(p.Env, done)); err == nil {
		r.say("%s: installed", name)
		return p, nil
	}
	if r.uv == "" {
		if err := r.findUV(ctx); err != nil {
			return p, err
		}
	}
	_ = os.RemoveAll(p.Env)
	list := p.Env + ".txt"
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		return p, cannotWrite(list, err)
	}
	r.say("%s: installing", name)
	env := r.env.clean().with(r.indexEnviron())
	for _, argv := range [][]string{
		{r.uv, "venv", "--no-progress", "--python", r.python.Path, p.Env},
		{r.uv, "pip", "install", "--no-progress", "--compile-bytecode", "--python", p.program("python"), "-r", list},
	} {
		c := command{Name: "uv " + argv[1], Log: r.log(name + "-install"), Dir: r.home, Env: env, Argv: argv}
		if out, err := step(ctx, c, patience); err != nil {
			return p, r.installFailure("what the "+name+" needs could not be installed", c.Log, out, err)
		}
	}
	if err := os.WriteFile(filepath.Join(p.Env, done), nil, 0o600); err != nil {
		return p, cannotWrite(p.Env, err)
	}
	return p, nil
}
