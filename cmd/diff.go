package cmd

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/regen"
)

// newDiff is `streamlift diff [MANIFEST]`.
func newDiff() *cobra.Command {
	var summary bool
	c := &cobra.Command{
		Use:   "diff [MANIFEST]",
		Short: "Show what `generate` would change, as a unified diff; writes nothing",
		Long:  "Exits 0 when nothing would change, 1 when something would, 4 when a person is needed.",
		Args:  between(0, 1),
		RunE:  func(c *cobra.Command, args []string) error { return diffProject(c, append(args, ".")[0], summary) },
	}
	c.Flags().BoolVar(&summary, "summary", false, "one line a file with its count of lines")
	formats(c)
	return c
}

// difference is one file of `diff` as JSON.
type difference struct {
	regen.Change
	Added   int    `json:"added"`
	Removed int    `json:"removed"`
	Diff    string `json:"diff"`
}

// differences is the result of `diff` as JSON.
type differences struct {
	Differences []difference `json:"differences"`
}

func diffProject(c *cobra.Command, name string, summary bool) error {
	machine, err := inJSON(c)
	if err != nil {
		return err
	}
	p, err := openToRead(name)
	if err != nil {
		return err
	}
	plan, _, err := build(c, p, never)
	if err != nil {
		return err
	}
	out := differences{Differences: []difference{}}
	for _, change := range plan.Differences() {
		added, removed := change.Stat()
		out.Differences = append(out.Differences, difference{Change: change, Added: added, Removed: removed, Diff: change.Diff()})
	}
	if machine {
		err = printJSON(c.OutOrStdout(), out)
	} else {
		err = printDifferences(c.OutOrStdout(), out.Differences, summary)
	}
	switch {
	case err != nil:
		return err
	case len(plan.Conflicts()) > 0:
		for _, change := range plan.Conflicts() {
			fmt.Fprintf(c.ErrOrStderr(), "%s: %s. %s\n", change.Path, change.Reason, change.Advice)
		}
		return &exit{code: exitConflicts}
	case len(out.Differences) > 0:
		return &exit{code: exitFindings}
	}
	return nil
}

func printDifferences(out io.Writer, all []difference, summary bool) error {
	for _, d := range all {
		text := d.Diff
		if summary {
			text = fmt.Sprintf("%-9s +%d -%d %s\n", d.Kind, d.Added, d.Removed, d.Path)
		}
		if _, err := io.WriteString(out, text); err != nil {
			return err
		}
	}
	return nil
}
