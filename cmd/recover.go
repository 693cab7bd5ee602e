package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/regen"
)

// newRecover is `streamlift recover`.
func newRecover() *cobra.Command {
	c := &cobra.Command{
		Use:   "recover",
		Short: "Finish or undo an interrupted run, and join the lock of two branches",
		Long: "After a run that was killed, brings the project to exactly the new state, or to exactly the old one when the\n" +
			"new files are not all there. When git left conflict markers in .streamlift/lock, keeps the lines of both sides.\n" +
			"Does nothing to a project that needs neither.",
		Args: between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			folder, err := projectFolder(c)
			if err != nil {
				return err
			}
			done, err := regen.Recover(folder)
			if err != nil {
				return err
			}
			fmt.Fprintln(c.OutOrStdout(), recovered(done))
			return nil
		},
	}
	onProject(c)
	return c
}

func recovered(done regen.Recovery) string {
	switch done {
	case regen.Undone:
		return "undone: the project is as it was before the run"
	case regen.Finished:
		return "finished: the project is as the run wanted it"
	case regen.Joined:
		return "joined: the lock holds the lines of both branches. generate again"
	}
	return "nothing to recover"
}
