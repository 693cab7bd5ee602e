package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/audit"
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/manifest"
	reporting "github.com/streamlift/streamlift/internal/report"
	"github.com/streamlift/streamlift/internal/source"
)

// auditFlags are the flags of `audit`.
type auditFlags struct {
	out    string
	entry  string
	format string
	failOn string
	facts  string
}

// newAudit is `streamlift audit APP`.
func newAudit() *cobra.Command {
	var flags auditFlags
	c := &cobra.Command{
		Use:   "audit APP...",
		Short: "Say what an app does, what should become an endpoint, what is hard and what is dangerous",
		Long: "Reads a Streamlit app (its folder, or its entry script) without running anything of it. Says its operations,\n" +
			"what is hard to move and what is dangerous, each with its place. With -o it writes the manifest that\n" +
			"`streamlift generate` takes, and the evidence beside it; a manifest that is there is merged into.\n" +
			"Several apps give a table: what can be moved, dangers, and the decision as far as it is known.",
		Args: between(1, 1000),
		RunE: func(c *cobra.Command, args []string) error { return auditAll(c, args, flags) },
	}
	c.Flags().StringVarP(&flags.out, "output", "o", "", "manifest to write, or to merge into")
	c.Flags().StringVar(&flags.entry, "entry", "", "script that `streamlit run` starts, below APP")
	c.Flags().StringVar(&flags.format, "format", "text", "form of the result: text, json, markdown or sarif")
	c.Flags().StringVar(&flags.facts, "facts", "", "YAML file of facts that hold for all of several apps")
	c.Flags().StringVar(&flags.failOn, "fail-on", "", "exit 1 when there are findings of this severity or worse: error, warning or note")
	return c
}

func auditAll(c *cobra.Command, apps []string, flags auditFlags) error {
	if err := flags.check(len(apps)); err != nil {
		return err
	}
	if len(apps) > 1 {
		return auditMany(c, apps, flags)
	}
	result, err := auditApp(apps[0], flags.entry)
	if err != nil {
		return err
	}
	if flags.out != "" {
		if err := writeAudit(c, result, flags.out); err != nil {
			return err
		}
	}
	view := reporting.Audit{Name: filepath.ToSlash(filepath.Clean(apps[0])), Report: result.report, Manifest: flags.out}
	if err := view.Write(c.OutOrStdout(), flags.format); err != nil {
		return err
	}
	if flags.failOn != "" && result.report.Worse(flags.failOn) {
		return &exit{code: exitFindings}
	}
	return nil
}

func (f auditFlags) check(apps int) error {
	switch f.format {
	case "text", "json", "markdown", "sarif":
	default:
		return usage("format %q is not known. use text, json, markdown or sarif", f.format)
	}
	switch f.failOn {
	case "", "error", "warning", "note":
	default:
		return usage("severity %q is not known. use error, warning or note", f.failOn)
	}
	if apps > 1 && (f.out != "" || f.entry != "") {
		return usage("-o and --entry go with one app, not with %d. audit them one by one to write manifests", apps)
	}
	return nil
}

// audited is an app with what an audit said of it.
type audited struct {
	folder string
	name   string
	report *audit.Report
}

// auditApp audits one app: a folder, or its entry script.
func auditApp(name, entry string) (*audited, error) {
	folder := name
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, usage("there is no %q. name the folder of a Streamlit app, or its entry script", name)
	case !info.IsDir() && !source.IsPython(name):
		return nil, usage("%s is no Python script. name the folder of a Streamlit app, or its entry script", name)
	case !info.IsDir():
		folder, entry = filepath.Split(filepath.Clean(name))
		if folder == "" {
			folder = "."
		}
	case isGenerated(name):
		return nil, usage("%s is a generated project, which is never read as an app. name the app's own folder", name)
	}
	tree, done, err := source.Open(folder, source.Limits{})
	if err != nil {
		return nil, usage("%s cannot be read: %w", name, err)
	}
	defer func() { _ = done() }()
	entry = filepath.ToSlash(entry)
	if entry == "" {
		if entry, err = findEntry(tree, name); err != nil {
			return nil, err
		}
	} else if !tree.Has(entry) {
		return nil, usage("%s has no %q. name the script that `streamlit run` starts", folder, entry)
	}
	described, err := catalogue.Load()
	if err != nil {
		return nil, err
	}
	reached := flow.Reach(tree, entry)
	program := flow.AnalyseApp(reached, described)
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	return &audited{folder: absolute, name: filepath.Base(absolute),
		report: audit.Run(audit.Options{App: reached, Program: program, Entry: entry})}, nil
}

// isGenerated tells a project that generate made from an app whose evidence lies beside it.
func isGenerated(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, stateFolder, "lock"))
	return err == nil
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
		lines = append(lines, "  "+c.Path+"  ("+c.Evidence[0].String()+")")
	}
	return "", usage("%s: more than one script may be the entry. name it with --entry:\n%s", name, strings.Join(lines, "\n"))
}

// writeAudit writes the manifest, or merges into the one that is there, and the evidence beside it.
func writeAudit(c *cobra.Command, a *audited, out string) error {
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		out = filepath.Join(out, manifest.FileName)
	}
	folder, err := filepath.Abs(filepath.Dir(out))
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(folder, a.folder)
	if err != nil {
		return usage("no relative way from %s to %s: %w. write the manifest to the same drive", folder, a.folder, err)
	}
	content, notes, err := a.manifestFor(out, filepath.ToSlash(rel))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(out, content, 0o644); err != nil {
		return err
	}
	for _, note := range notes {
		fmt.Fprintln(c.ErrOrStderr(), note)
	}
	if inside(folder, a.folder) {
		return nil // the state folder would make a project of the app
	}
	if err := os.MkdirAll(filepath.Join(folder, stateFolder), 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, filepath.FromSlash(evidenceFile)), a.evidence(), 0o644)
}

// manifestFor is what the manifest holds after the audit, with what changed in one that was there.
func (a *audited) manifestFor(path, sourceFolder string) ([]byte, []string, error) {
	fresh, err := a.report.Manifest(audit.Draft{Name: a.name, Source: sourceFolder})
	if err != nil {
		return nil, nil, err
	}
	old, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fresh, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	if _, err := loadManifest(path, old); err != nil {
		return nil, nil, err
	}
	return a.report.Merge(old, fresh)
}

// evidence is the report as it lies beside the manifest.
func (a *audited) evidence() []byte {
	var out bytes.Buffer
	_ = printJSON(&out, a.report)
	return out.Bytes()
}
