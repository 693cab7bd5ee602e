// Package verify proves that a project shows what its app showed: it drives both through the same steps with
// Streamlit's own AppTest and compares what the pages show and what lies on disk afterwards. The driving is done by
// the Python programs in driver/; this package starts them and reads what they found.
package verify

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

//go:embed driver
var driver embed.FS

// Side is one of the programs that are compared. Paths are absolute.
type Side struct {
	Python      string            `json:"python"`          // interpreter with all that the side needs
	Root        string            `json:"root"`            // folder that each run gets a copy of
	Entry       string            `json:"entry,omitempty"` // of pages: the script below Root
	App         string            `json:"app,omitempty"`   // of a service: module:factory
	Path        []string          `json:"path"`            // folders to import from
	Preload     []string          `json:"preload"`         // modules to import once, before the runs
	Environment map[string]string `json:"environment"`
}

// Setup is what to compare and how long.
type Setup struct {
	Old     Side
	New     Side
	Service *Side    // nil where nothing moved
	Pages   []string // besides the entry, below the roots
	Recipe  Recipe
	Budget  time.Duration
	Seed    int

	Operations map[string]string // ids of what moved, by the path of their route
	First      bool              // end at the first difference
	Spawn      bool              // every sequence in new processes, for systems whose frameworks do not survive forks
	Sequences  int               // most sequences of steps a page; 0: as many as the budget lets
}

// Recipe says how to get into an app and what it must find there.
type Recipe struct {
	Secrets     map[string]any    `yaml:"secrets" json:"secrets"`         // as secrets.toml has them, made up
	Environment map[string]string `yaml:"environment" json:"environment"` // variables of the app
	Seed        string            `yaml:"seed" json:"seed"`               // folder laid over the app's own before every run; absolute here
	Enter       [][]Step          `yaml:"enter" json:"enter"`             // steps before all others: groups done before one run
	Values      map[string][]any  `yaml:"values" json:"values"`           // by key or label of a widget: what to try
	Skip        map[string]string `yaml:"skip" json:"skip"`               // by page: the reason
	Beside      []Program         `yaml:"beside" json:"beside"`           // what the app asks, started before every run
}

// Program is something that an app asks over the network: its own backend, or a stand-in for one that is elsewhere.
type Program struct {
	Run  []string `yaml:"run" json:"run"`   // "python" is the app's own interpreter
	Port int      `yaml:"port" json:"port"` // of 127.0.0.1, where it listens
}

// Step is one thing a person does: the Nth widget of a kind with a label and key gets a value.
type Step struct {
	Widget string  `yaml:"widget" json:"widget"`
	Label  string  `yaml:"label" json:"label"`
	Key    *string `yaml:"key" json:"key"`
	Nth    int     `yaml:"nth" json:"nth"`
	Value  any     `yaml:"value" json:"value"`
}

// Verdict is what one comparison showed.
type Verdict string

// The verdicts.
const (
	Same             Verdict = "same"             // something changed, and it was the same on both sides
	Different        Verdict = "different"        // the first difference is named
	NoEffect         Verdict = "no_effect"        // nothing changes in the app: proves nothing
	NotReached       Verdict = "not_reached"      // a login form, a message, or a widget that was not there
	OldFails         Verdict = "old_fails"        // the app itself raises
	NotRun           Verdict = "not_run"          // skipped, or the app could not be run
	Nondeterministic Verdict = "nondeterministic" // the app differs from itself
)

// clock is the time that both sides see.
const clock = "2026-01-05T10:00:00+00:00"

// Run compares. Nothing of the caller's environment reaches the sides, and they reach no network but this machine's
// own: where the system can, by a namespace, else by a guard in Python, which is weaker.
func Run(ctx context.Context, s Setup) (*Result, error) {
	folder, err := os.MkdirTemp("", "streamlift-verify-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if err := unpack(folder); err != nil {
		return nil, err
	}
	request, err := json.Marshal(s.message())
	if err != nil {
		return nil, err
	}
	d := run{folder: folder, python: s.New.Python, guard: Namespace}
	var result *Result
	var refused *fs.PathError
	if canIsolate {
		result, err = d.drive(ctx, request)
	}
	if !canIsolate || errors.As(err, &refused) { // the system gives no namespace
		d.guard = PythonsGuard
		result, err = d.drive(ctx, request)
	}
	if err != nil {
		return nil, err
	}
	result.judge(s.Operations)
	return result, nil
}

// message is the setup as the driver reads it.
func (s Setup) message() map[string]any {
	return map[string]any{
		"old": s.Old, "new": s.New, "service": s.Service, "pages": s.Pages, "recipe": s.Recipe, "budget": s.Budget.Seconds(),
		"seed": s.Seed, "now": clock, "operations": s.Operations, "first": s.First, "sequences": s.Sequences, "spawn": s.Spawn,
	}
}

// driverPackage is the driver's name in Python: none that an app could have, and a single one, so that modules of an app
// may be called as the driver's are.
const driverPackage = "streamlift_driver"

// unpack writes the driver's programs.
func unpack(folder string) error {
	return fs.WalkDir(driver, "driver", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(folder, driverPackage, filepath.FromSlash(strings.TrimPrefix(name, "driver")))
		if entry.IsDir() {
			return os.MkdirAll(to, 0o700)
		}
		content, err := driver.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, content, 0o600)
	})
}

// run is one comparison's process.
type run struct {
	folder string // of the driver's programs
	python string
	guard  Guard
}

// drive runs the comparison in a process of its own.
func (r run) drive(ctx context.Context, request []byte) (*Result, error) {
	const start = "import sys; sys.path.insert(0, sys.argv[1]); from " + driverPackage + " import compare; compare.main()"
	c := exec.CommandContext(ctx, r.python, "-I", "-c", start, r.folder)
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + r.folder, "TMPDIR=" + os.TempDir(), "LANG=C.UTF-8"}
	if r.guard == Namespace {
		c.Env = append(c.Env, "STREAMLIFT_NAMESPACE=1")
		isolateNetwork(c)
	}
	var out, said bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(request), &out, &said
	if err := c.Run(); err != nil {
		if said.Len() == 0 {
			return nil, err
		}
		lines := strings.Split(strings.TrimSpace(said.String()), "\n")
		return nil, fmt.Errorf("the comparison ended: %s", lines[len(lines)-1])
	}
	result := Result{Guard: r.guard}
	if err := json.Unmarshal(out.Bytes(), &result); err != nil {
		return nil, fmt.Errorf("the comparison printed no result: %w", err)
	}
	return &result, nil
}
