package cmd

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	reporting "github.com/streamlift/streamlift/internal/report"
)

// newReport is `streamlift report DIR...`.
func newReport() *cobra.Command {
	c := &cobra.Command{
		Use:   "report DIR...",
		Short: "Say what of an app moved, what stays and why, and the work that is left",
		Long: "Reads apps or their projects and writes nothing: which operations the service performs, why each other function\n" +
			"stays in the pages, the largest pieces of pages that are no functions yet, and what both sides reach. An app\n" +
			"without a manifest is audited. Several give a table, with the median share of logic first.",
		Args: between(1, 10000),
		RunE: func(c *cobra.Command, args []string) error { return reportMoves(c, args) },
	}
	formats(c)
	return c
}

func reportMoves(c *cobra.Command, dirs []string) error {
	machine, err := inJSON(c)
	if err != nil {
		return err
	}
	if len(dirs) == 1 {
		moves, err := movesOf(dirs[0])
		switch {
		case err != nil:
			return err
		case machine:
			return printJSON(c.OutOrStdout(), moves)
		}
		_, err = io.WriteString(c.OutOrStdout(), printable(moves.Text()))
		return err
	}
	all := make([]reporting.Moves, 0, len(dirs))
	for _, dir := range dirs {
		moves, failed := movesOf(dir)
		if failed != nil {
			moves.App = filepath.ToSlash(dir)
			moves.Error, _, _ = strings.Cut(failed.Error(), "\n")
			err = &exit{code: exitUsage}
		}
		all = append(all, moves)
	}
	if machine {
		return errors.Join(printJSON(c.OutOrStdout(), all), err)
	}
	_, failed := io.WriteString(c.OutOrStdout(), printable(reporting.MovesTable(all)))
	return errors.Join(failed, err)
}

// movesOf is what becomes of the operations of an app or of a project's app.
func movesOf(dir string) (reporting.Moves, error) {
	p, err := openOrAudit(dir, "")
	if err != nil {
		return reporting.Moves{}, err
	}
	found, err := p.lifted()
	if err != nil {
		return reporting.Moves{}, err
	}
	if found.report == nil {
		return reporting.Moves{}, usage("%s lifts nothing out of an app: there is nothing to report", dir)
	}
	moves := *found.report
	moves.App = filepath.ToSlash(dir)
	return moves, nil
}
