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

//go:embed driver/*.py
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
}

// Recipe says how to get into an app and what it must find there.
type Recipe struct {
	Secrets     map[string]any    `yaml:"secrets" json:"secrets"`         // as secrets.toml has them, made up
	Environment map[string]string `yaml:"environment" json:"environment"` // variables of the app
	Enter       [][]Step          `yaml:"enter" json:"enter"`             // steps before all others: groups done before one run
	Values      map[string][]any  `yaml:"values" json:"values"`           // by key or label of a widget: what to try
	Skip        map[string]string `yaml:"skip" json:"skip"`               // by page: the reason
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

// Result is what a comparison found.
type Result struct {
	Pages        []Page         `json:"pages"`
	Interactions []Interaction  `json:"interactions"`
	Calls        map[string]int `json:"calls"` // by path: how often the service was asked
	Totals       Totals         `json:"totals"`
}

// Page is the first run of a page.
type Page struct {
	Page       string      `json:"page"`
	Verdict    Verdict     `json:"verdict"`
	Reason     string      `json:"reason,omitempty"`
	Difference *Difference `json:"difference,omitempty"`
}

// Interaction is a step on a page, after the steps before it.
type Interaction struct {
	Page       string      `json:"page"`
	Steps      [][]Step    `json:"steps"`
	Verdict    Verdict     `json:"verdict"`
	Reason     string      `json:"reason,omitempty"`
	Difference *Difference `json:"difference,omitempty"`
}

// Difference is the first place where the sides differ.
type Difference struct {
	At  string `json:"at"`
	Old any    `json:"old"`
	New any    `json:"new"`
}

// Totals counts verdicts.
type Totals struct {
	Pages        map[Verdict]int `json:"pages"`
	Interactions map[Verdict]int `json:"interactions"`
}

// Differs reports whether a page or interaction differs.
func (r *Result) Differs() bool {
	return r.Totals.Pages[Different]+r.Totals.Interactions[Different] > 0
}

// clock is the time that both sides see.
const clock = "2026-01-05T10:00:00+00:00"

// Run compares. Nothing of the caller's environment reaches the sides, and they reach no network but this machine's
// own: where the system can, by a namespace, else by a guard in Python, which is weaker; isolated says which.
func Run(ctx context.Context, s Setup) (result *Result, isolated bool, err error) {
	folder, err := os.MkdirTemp("", "streamlift-verify-")
	if err != nil {
		return nil, false, err
	}
	defer os.RemoveAll(folder)
	if err := unpack(folder); err != nil {
		return nil, false, err
	}
	request, err := json.Marshal(map[string]any{
		"old": s.Old, "new": s.New, "service": s.Service, "pages": s.Pages, "recipe": s.Recipe,
		"budget": s.Budget.Seconds(), "seed": s.Seed, "now": clock,
	})
	if err != nil {
		return nil, false, err
	}
	for _, isolate := range []bool{true, false} {
		if isolate && !canIsolate {
			continue
		}
		result, err = drive(ctx, folder, s.New.Python, request, isolate)
		var refused *fs.PathError
		if isolate && errors.As(err, &refused) {
			continue // the system gives no namespace
		}
		return result, isolate, err
	}
	return nil, false, err
}

// unpack writes the driver's programs.
func unpack(folder string) error {
	return fs.WalkDir(driver, "driver", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := driver.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, filepath.Base(name)), content, 0o600)
	})
}

// drive runs the comparison in a process of its own.
func drive(ctx context.Context, folder, python string, request []byte, isolate bool) (*Result, error) {
	c := exec.CommandContext(ctx, python, "-I", filepath.Join(folder, "compare.py"))
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "TMPDIR=" + os.TempDir(), "LANG=C.UTF-8"}
	if isolate {
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
	var result Result
	if err := json.Unmarshal(out.Bytes(), &result); err != nil {
		return nil, fmt.Errorf("the comparison printed no result: %w", err)
	}
	return &result, nil
}
