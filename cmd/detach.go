package cmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/regen"
)

// detachedFile, in the state folder, is what is known of an app that a project was detached from: the names of what
// moved, which routers and clients are still made from.
const detachedFile = "detached.json"

// detached is what a project keeps of the app it left; nil while it follows the app.
func (p *project) detached() (*view.Lifted, error) {
	content, err := os.ReadFile(filepath.Join(p.folder, stateFolder, detachedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var kept view.Lifted
	if err := json.Unmarshal(content, &kept); err != nil {
		return nil, usage("%s/%s: damaged: %w. restore it from version control", stateFolder, detachedFile, err)
	}
	return &kept, nil
}

// detach ends a project's following of its app: what came from the app is yours from now on, and edits of the manifest
// still reach all that is made from it.
func detach(c *cobra.Command, p *project) error {
	kept, err := p.detached()
	if err != nil || kept != nil {
		return err
	}
	chosen, err := choosePack(p.manifest)
	if err != nil {
		return err
	}
	if chosen.Logic.Whole {
		return usage("a project of the pack %q is the app itself: there is nothing to detach it from. delete nothing", chosen.Name)
	}
	in, err := p.inputFor(chosen)
	if err != nil {
		return err
	}
	made, err := render(p)
	if err != nil {
		return err
	}
	for i, f := range made.files {
		if ofTheApp(f.Unit) {
			made.files[i].Owner = regen.Yours
		}
	}
	content, err := json.MarshalIndent(in.Lifted.Lifted, "", "  ")
	if err != nil {
		return err
	}
	state, err := regen.Open(p.folder)
	if err != nil {
		return err
	}
	defer state.Close()
	plan, err := state.Plan(made.files, regen.Options{Maker: made.maker, Inputs: made.inputs,
		Also: []regen.Verbatim{{Path: stateFolder + "/" + detachedFile, Content: append(content, '\n')}}})
	if err != nil {
		return err
	}
	if err := state.Apply(plan); err != nil {
		return err
	}
	yours := 0
	for _, change := range plan.Changes {
		if change.Owner == regen.Yours && change.Row == 21 {
			yours++
		}
	}
	fmt.Fprintf(c.ErrOrStderr(), "detached: %d files that came from the app are yours now, and the app is read no more\n", yours)
	return nil
}

// ofTheApp reports whether a file's content comes from the app: modules taken as they are, and what moved.
func ofTheApp(unit string) bool {
	return strings.HasPrefix(unit, "logic/") || strings.HasPrefix(unit, "lifted/")
}
