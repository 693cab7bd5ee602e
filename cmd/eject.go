package cmd

import (
	"fmt"

	"github.com/spf13/cobra"
)

// newEject is `streamlift eject`.
func newEject() *cobra.Command {
	c := &cobra.Command{
		Use:   "eject",
		Short: "Leave: remove the tool's state from a project, which then is yours alone",
		Long: "Removes the folder .streamlift. All other files stay as they are; the project builds and runs without the tool.\n" +
			"Refused while conflicts are left. To go back, restore .streamlift from version control.",
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
			if err := state.Eject(); err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "ejected: %s is yours alone. streamlift.yaml stays as its description\n", folder)
			return nil
		},
	}
	onProject(c)
	return c
}
