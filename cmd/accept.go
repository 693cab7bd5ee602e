package cmd

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/regen"
)

// newAccept is `streamlift accept [PATH...]`.
func newAccept() *cobra.Command {
	var mine, next bool
	c := &cobra.Command{
		Use:   "accept [PATH...]",
		Short: "Say that conflicts are solved; later edits of the manifest reach the files again",
		Long: "Settles what `streamlift generate` asked about the files, or about all without a PATH:\n" +
			"  both changed it           what stands there now is right; refused while conflict markers are left\n" +
			"  edited, not generated     it is yours from now on\n" +
			"  deleted, generated anew   it stays deleted\n" +
			"  edited, the tool's        you take it over\n" +
			"--mine takes your version from before the run, --new what is generated.",
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			side := regen.AsIs
			switch {
			case mine && next:
				return usage("--mine and --new exclude each other. give one")
			case mine:
				side = regen.Mine
			case next:
				side = regen.Next
			}
			return accept(c, side, args)
		},
	}
	c.Flags().BoolVar(&mine, "mine", false, "take your version from before the run, whole")
	c.Flags().BoolVar(&next, "new", false, "take the generated version, whole")
	onProject(c)
	formats(c)
	return c
}

// acceptance is the result of `accept` as JSON.
type acceptance struct {
	Accepted []regen.Accepted `json:"accepted"`
}

func accept(c *cobra.Command, side regen.Side, args []string) error {
	machine, err := inJSON(c)
	if err != nil {
		return err
	}
	state, folder, err := openState(c)
	if err != nil {
		return err
	}
	defer state.Close()
	var paths []string
	for _, arg := range args {
		name, err := projectPath(folder, arg)
		if err != nil {
			return err
		}
		paths = append(paths, name)
	}
	done, err := state.Accept(side, paths...)
	var markers *regen.MarkersError
	if errors.As(err, &markers) {
		for _, place := range markers.Places {
			fmt.Fprintf(c.OutOrStdout(), "%s: conflict marker\n", place)
		}
	}
	switch {
	case err != nil:
		return err
	case machine:
		return printJSON(c.OutOrStdout(), acceptance{Accepted: append([]regen.Accepted{}, done...)})
	case len(done) == 0:
		fmt.Fprintln(c.ErrOrStderr(), "nothing to accept: no file is in conflict")
	}
	for _, a := range done {
		fmt.Fprintf(c.OutOrStdout(), "accepted %s: %s\n", a.Path, a.Says)
	}
	return nil
}
