package cmd

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/audit"
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/source"
)

// newAudit is `streamlift audit APP`.
func newAudit() *cobra.Command {
	c := &cobra.Command{
		Use:   "audit APP",
		Short: "Say what an app does, what should become an endpoint, what is hard and what is dangerous",
		Args:  between(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			result, err := auditApp(args[0], "")
			if err != nil {
				return err
			}
			return printJSON(c.OutOrStdout(), result.report)
		},
	}
	formats(c)
	return c
}

// audited is an app with what an audit said of it.
type audited struct {
	folder  string
	entry   string
	program *flow.Program
	app     *flow.App
	report  *audit.Report
}

// auditApp audits one app: a folder, or its entry script.
func auditApp(name, entry string) (*audited, error) {
	folder := name
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, usage("there is no %q. name the folder of a Streamlit app, or its entry script", name)
	case !info.IsDir():
		folder, entry = filepath.Split(filepath.Clean(name))
		if folder == "" {
			folder = "."
		}
	}
	tree, done, err := source.Open(folder, source.Limits{})
	if err != nil {
		return nil, usage("%s cannot be read: %w", name, err)
	}
	defer func() { _ = done() }()
	if entry == "" {
		if entry, err = findEntry(tree, name); err != nil {
			return nil, err
		}
	}
	described, err := catalogue.Load()
	if err != nil {
		return nil, err
	}
	reached := flow.Reach(tree, entry)
	program := flow.AnalyseApp(reached, described)
	return &audited{folder: folder, entry: entry, program: program, app: reached,
		report: audit.Run(audit.Options{App: reached, Program: program, Entry: entry})}, nil
}

// findEntry is the script that Streamlit starts; candidates are listed when more than one may be.
func findEntry(tree *source.Tree, name string) (string, error) {
	candidates := audit.Entries(tree)
	if entry, ok := audit.Certain(candidates); ok {
		return entry, nil
	}
	if len(candidates) == 0 {
		return "", usage("%s: no Streamlit app. %s", name, audit.NoEntry(tree))
	}
	var lines []string
	for _, c := range candidates {
		for _, e := range c.Evidence {
			lines = append(lines, "  "+c.Path+"  ("+e.String()+")")
		}
	}
	return "", usage("%s: more than one script may be the entry. name it with --entry:\n%s", name, strings.Join(lines, "\n"))
}
