package cmd

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/regen"
)

// approval decides whether a plan is carried out.
type approval func(*regen.Plan) (bool, error)

// always carries out every plan, never none: a dry run.
func always(*regen.Plan) (bool, error) { return true, nil }
func never(*regen.Plan) (bool, error)  { return false, nil }

// printable is text of an app or manifest without what a terminal would obey.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || r == '\n' {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}

// build brings a project to what its manifest says: render, plan, and apply if the plan is approved.
func build(c *cobra.Command, p *project, approve approval) (plan *regen.Plan, written bool, err error) {
	made, err := render(p)
	for _, note := range p.notes {
		fmt.Fprintln(c.ErrOrStderr(), printable(note))
	}
	if err != nil {
		return nil, false, err
	}
	folder := p.folder
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) { // an empty folder plans alike
		if folder, err = os.MkdirTemp("", "streamlift-plan-"); err != nil {
			return nil, false, err
		}
		defer os.RemoveAll(folder)
	}
	plan, err = planIn(c, folder, p, made)
	if err != nil {
		return nil, false, err
	}
	if yes, err := approve(plan); err != nil || !yes {
		return plan, false, err
	}
	if err := os.MkdirAll(p.folder, 0o755); err != nil {
		return nil, false, err
	}
	state, err := regen.Open(p.folder)
	if err != nil {
		return nil, false, err
	}
	defer state.Close()
	return plan, true, state.Apply(plan)
}

func planIn(c *cobra.Command, folder string, p *project, made rendered) (*regen.Plan, error) {
	state, err := regen.Open(folder)
	if err != nil {
		return nil, err
	}
	defer state.Close()
	for _, note := range state.Notes {
		fmt.Fprintln(c.ErrOrStderr(), "note: "+note)
	}
	return state.Plan(made.files, regen.Options{Maker: made.maker, Inputs: made.inputs, Also: p.place()})
}

// rendered is what a manifest makes.
type rendered struct {
	files  []regen.File
	maker  string // pack and version
	inputs map[string]regen.Hash
}

// inputsOf hashes what files are made from, each operation apart: a file may change only when something it is made
// from did. What renders is taken as part of the pack.
func inputsOf(manifestText []byte, in generator.Input) (map[string]regen.Hash, error) {
	var whole map[string]any
	if err := yaml.Unmarshal(manifestText, &whole); err != nil {
		return nil, err
	}
	inputs := map[string]regen.Hash{}
	add := func(name string, parts ...any) error {
		text, err := json.Marshal(parts)
		inputs[name] = regen.HashOf(text)
		return err
	}
	operations, _ := whole["operations"].([]any)
	delete(whole, "operations")
	var errs []error
	for i, o := range in.Manifest.Operations {
		if i < len(operations) {
			errs = append(errs, add("operations."+o.ID, fmt.Sprint(operations[i])))
		}
	}
	errs = append(errs, add(regen.InputPack, in.Pack, Version))
	in.Pack, in.Manifest = nil, nil
	errs = append(errs, add(regen.InputWhole, fmt.Sprint(whole), in))
	return inputs, errors.Join(errs...)
}

// asking shows a plan that deletes files or needs a person, and asks before it is written; only on a terminal.
func asking(c *cobra.Command) approval {
	return func(plan *regen.Plan) (bool, error) {
		if len(plan.Deletions())+len(plan.Conflicts()) == 0 || !terminal(c.InOrStdin()) || !terminal(c.ErrOrStderr()) {
			return true, nil
		}
		if err := printPlan(c.ErrOrStderr(), plan); err != nil {
			return false, err
		}
		fmt.Fprint(c.ErrOrStderr(), "write this? [y/N] ")
		answer, err := bufio.NewReader(c.InOrStdin()).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		switch strings.ToLower(strings.TrimSpace(answer)) {
		case "y", "yes":
			return true, nil
		}
		return false, nil
	}
}

// terminal reports whether a stream is a person's terminal.
func terminal(stream any) bool {
	file, ok := stream.(*os.File)
	if ok {
		_, ok = terminalWidth(file)
	}
	return ok
}
