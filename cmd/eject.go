package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/regen"
)

// newEject is `streamlift eject`.
func newEject() *cobra.Command {
	c := &cobra.Command{
		Use:   "eject",
		Short: "Leave: remove the tool's state from a project, which then is yours alone",
		Long: "Removes the folder .streamlift, the lines that say who generated a file, and the CI job that checks it. All else\n" +
			"stays as it is; the project builds and runs without the tool. Refused while conflicts are left. To go back,\n" +
			"restore the files from version control.",
		Args: between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			state, folder, err := openState(c)
			if err != nil {
				return err
			}
			defer state.Close()
			for _, e := range state.Files() {
				if e.State.Open() {
					return &exit{code: exitConflicts, err: fmt.Errorf("%s: is in conflict. solve it and `streamlift accept` it first", e.Path)}
				}
			}
			if err := state.Eject(withoutTool); err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "ejected: %s is yours alone. streamlift.yaml stays as its description\n", folder)
			return nil
		},
	}
	onProject(c)
	return c
}

// checkJob is the workflow that holds a project to its manifest.
const checkJob = ".github/workflows/manifest.yml"

// withoutTool is a generated file as it is without the tool.
func withoutTool(e regen.Entry, content []byte) []byte {
	switch {
	case e.Path == checkJob && e.Owner != regen.Yours:
		return nil
	case e.Owner == regen.Owned:
		return generator.WithoutHeader(content)
	}
	return content
}
