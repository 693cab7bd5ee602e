package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/regen"
)

// newCheck is `streamlift check [MANIFEST]`.
func newCheck() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "check [MANIFEST]",
		Short: "Say whether a project is still what its manifest says, for CI; writes nothing",
		Long: "Classes: unresolved, missing, pack-outdated, stale, hand-edited, clean. Hand edits of files that you and the tool\n" +
			"share are for information; all else but clean fails.\n" +
			"Exits 0 when nothing fails, 1 when something does, 4 when a conflict is left.",
		Args: between(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return checkProject(c, append(args, ".")[0], all) },
	}
	c.Flags().BoolVar(&all, "all", false, "list clean files too")
	c.Flags().String("format", "text", "form of the result: text, json or sarif")
	return c
}

// drifts is the result of `check` as JSON.
type drifts struct {
	Files []regen.Drift `json:"files"`
}

func checkProject(c *cobra.Command, name string, all bool) error {
	format, err := c.Flags().GetString("format")
	if err != nil || format != "text" && format != "json" && format != "sarif" {
		return usage("format %q is not known. use text, json or sarif", format)
	}
	p, err := openToRead(name)
	if err != nil {
		return err
	}
	plan, _, err := build(c, p, never)
	if err != nil {
		return err
	}
	out := drifts{Files: []regen.Drift{}}
	failing, unresolved := 0, 0
	for _, d := range plan.Drift() {
		if d.Fails {
			failing++
		}
		if d.Class == regen.Unresolved {
			unresolved++
		}
		if all || d.Class != regen.InOrder {
			out.Files = append(out.Files, d)
		}
	}
	switch format {
	case "json":
		err = printJSON(c.OutOrStdout(), out)
	case "sarif":
		err = printJSON(c.OutOrStdout(), sarifOf(out.Files))
	default:
		for _, d := range out.Files {
			fmt.Fprintf(c.OutOrStdout(), "%-13s %s: %s\n", d.Class, d.Path, d.Reason)
		}
		fmt.Fprintf(c.ErrOrStderr(), "%d of %d files differ from what the manifest says\n", failing, len(plan.Changes))
	}
	switch {
	case err != nil:
		return err
	case unresolved > 0:
		return &exit{code: exitConflicts}
	case failing > 0:
		return &exit{code: exitFindings}
	}
	return nil
}

// The part of SARIF 2.1.0 that CI systems read to show a finding at its file.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID string `json:"id"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
)

func sarifOf(files []regen.Drift) sarifLog {
	driver := sarifDriver{Name: "streamlift"}
	for _, class := range []regen.Class{regen.Unresolved, regen.Absent, regen.OutdatedPack, regen.Stale, regen.HandEdited} {
		driver.Rules = append(driver.Rules, sarifRule{ID: "drift/" + string(class)})
	}
	run := sarifRun{Tool: sarifTool{Driver: driver}, Results: []sarifResult{}}
	for _, d := range files {
		level := "note"
		if d.Fails {
			level = "error"
		}
		location := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{URI: d.Path}}}
		run.Results = append(run.Results, sarifResult{RuleID: "drift/" + string(d.Class), Level: level,
			Message: sarifMessage{Text: d.Reason}, Locations: []sarifLocation{location}})
	}
	return sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}}
}
