package cmd

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/audit"
	"github.com/streamlift/streamlift/internal/decide"
	"github.com/streamlift/streamlift/internal/manifest"
)

// auditRow is one app of a table.
type auditRow struct {
	App        string `json:"app"`
	Operations int    `json:"operations"`
	Movable    int    `json:"movable"` // operations that are functions to lift as they are
	Dangers    int    `json:"dangers"` // findings of severity error
	Identity   bool   `json:"identity"`
	Decision   string `json:"decision"`
	Missing    int    `json:"missing_facts"`
	Error      string `json:"error,omitempty"`
}

// auditMany audits several apps at once and prints a table. It exits 2 when one of them could not be read.
func auditMany(c *cobra.Command, apps []string, flags auditFlags) error {
	facts, err := readFacts(flags.facts)
	if err != nil {
		return err
	}
	rows := make([]auditRow, len(apps))
	var group sync.WaitGroup
	slots := make(chan struct{}, runtime.NumCPU())
	for i, app := range apps {
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			rows[i] = auditOne(app, facts)
		})
	}
	group.Wait()
	if flags.format == "json" {
		err = printJSON(c.OutOrStdout(), rows)
	} else {
		err = printRows(c.OutOrStdout(), rows)
	}
	for _, row := range rows {
		switch {
		case err != nil:
			return err
		case row.Error != "":
			return &exit{code: exitUsage}
		case flags.failOn == "error" && row.Dangers > 0:
			err = &exit{code: exitFindings}
		}
	}
	return err
}

// readFacts reads what holds for all apps, as the manifest's `facts` are written.
func readFacts(path string) (any, error) {
	if path == "" {
		return nil, nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, usage("the facts cannot be read: %w", err)
	}
	var facts any
	if err := yaml.Unmarshal(content, &facts); err != nil {
		return nil, usage("%s is no YAML: %w", path, err)
	}
	return facts, nil
}

func auditOne(app string, facts any) auditRow {
	row := auditRow{App: filepath.ToSlash(app)}
	a, err := auditApp(app, "")
	if err != nil {
		row.Error, _, _ = strings.Cut(err.Error(), "\n")
		return row
	}
	for _, op := range a.report.Operations {
		if !op.Expose {
			continue
		}
		row.Operations++
		if op.Class != "region" && op.Class != "mixed" && op.NeedsPerson == nil {
			row.Movable++
		}
		for _, in := range op.Inputs {
			row.Identity = row.Identity || in.Source == "header"
		}
		row.Identity = row.Identity || slices.ContainsFunc(op.Guards, func(g audit.Guard) bool { return g.Kind != audit.ConfirmGuard })
	}
	for _, f := range a.report.Findings {
		if f.Severity == "error" {
			row.Dangers++
		}
	}
	if row.Decision, row.Missing, err = a.verdict(facts); err != nil {
		row.Error = err.Error()
	}
	return row
}

// verdict decides about an app from its audit and the facts that hold for all.
func (a *audited) verdict(facts any) (string, int, error) {
	content, err := a.report.Manifest(audit.Draft{Name: a.name, Source: "."})
	if err == nil && facts != nil {
		content, err = manifest.Set(content, []string{"facts"}, facts)
	}
	if err != nil {
		return "", 0, err
	}
	m, err := loadManifest(manifest.FileName, content)
	if err != nil {
		return "", 0, err
	}
	evidence, err := decide.ReadEvidence(evidenceFile, a.evidence())
	if err != nil {
		return "", 0, err
	}
	e, diags := decide.Decide(decide.Input{Manifest: m, Evidence: evidence})
	if diags.Failed() {
		return "", 0, diags
	}
	if e.Settled() {
		return strings.ToUpper(string(e.Primary)), 0, nil
	}
	var open []string
	for _, v := range e.Verdicts {
		open = append(open, strings.ToUpper(string(v)))
	}
	return strings.Join(open, " or "), len(e.Questions), nil
}

// printRows prints the table, and below it what could not be read.
func printRows(out io.Writer, rows []auditRow) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "APP\tOPERATIONS\tMOVABLE\tDANGERS\tIDENTITY\tDECISION\tMISSING FACTS")
	for _, r := range rows {
		if r.Error != "" {
			continue
		}
		share := "-"
		if r.Operations > 0 {
			share = fmt.Sprintf("%d %%", 100*r.Movable/r.Operations)
		}
		identity := map[bool]string{true: "yes", false: "-"}[r.Identity]
		fmt.Fprintf(w, "%s\t%d\t%s\t%d\t%s\t%s\t%d\n", r.App, r.Operations, share, r.Dangers, identity, r.Decision, r.Missing)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, r := range rows {
		if r.Error != "" {
			if _, err := fmt.Fprintf(out, "not audited: %s\n", r.Error); err != nil {
				return err
			}
		}
	}
	return nil
}
