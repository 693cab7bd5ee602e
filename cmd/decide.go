package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/decide"
	"github.com/streamlift/streamlift/internal/manifest"
	reporting "github.com/streamlift/streamlift/internal/report"
)

// evidenceFile is where an audit leaves its evidence, below the manifest's folder.
const evidenceFile = stateFolder + "/audit.json"

// decideFlags are the flags of `decide` besides those of the facts.
type decideFlags struct {
	ask    bool
	policy string
	as     string
}

// newDecide is `streamlift decide [MANIFEST]`.
func newDecide() *cobra.Command {
	var flags decideFlags
	c := &cobra.Command{
		Use:   "decide [MANIFEST]",
		Short: "Say what should become of an app: keep, wrap, split or rewrite, and why",
		Long: "Walks the decision tree over MANIFEST (a streamlift.yaml or its folder; the present folder without one), the\n" +
			"audit's evidence beside it where there is some, and the facts that flags give. What nobody says stays\n" +
			"unknown: then the verdicts that are left are named, with the questions that settle them.",
		Args: between(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return runDecide(c, append(args, ".")[0], flags) },
	}
	c.Flags().BoolVar(&flags.ask, "ask", false, "ask the open questions on the terminal and write the answers into the manifest")
	c.Flags().StringVar(&flags.policy, "policy", "first", "which box that holds wins: first, or cumulative for the heaviest")
	c.Flags().StringVar(&flags.as, "as", "", "tell the price of another outcome: keep, wrap, split or rewrite")
	c.Flags().String("format", "text", "form of the result: text, json or markdown")
	factFlags(c)
	return c
}

// factFlags adds a flag for every fact.
func factFlags(c *cobra.Command) {
	for _, spec := range decide.FactSpecs() {
		c.Flags().String(spec.Flag(), "", spec.Question+" "+spec.Hint())
	}
}

// answers are the facts that flags give.
func answers(c *cobra.Command) ([]decide.Answer, error) {
	var out []decide.Answer
	for _, spec := range decide.FactSpecs() {
		if !c.Flags().Changed(spec.Flag()) {
			continue
		}
		text, err := c.Flags().GetString(spec.Flag())
		if err != nil {
			return nil, err
		}
		answer, err := decide.ParseAnswer(spec.Name, text)
		if err != nil {
			return nil, usage("--%s: %w", spec.Flag(), err)
		}
		out = append(out, answer)
	}
	return out, nil
}

// decision is a decision in the making: the manifest's file and what is decided from.
type decision struct {
	path   string
	folder string
	input  decide.Input
}

func runDecide(c *cobra.Command, name string, flags decideFlags) error {
	format, _ := c.Flags().GetString("format")
	if !slices.Contains([]string{"text", "json", "markdown"}, format) {
		return usage("format %q is not known. use text, json or markdown", format)
	}
	if flags.policy != "first" && flags.policy != "cumulative" {
		return usage("policy %q is not known. use first or cumulative", flags.policy)
	}
	if flags.as != "" && !slices.Contains(decide.Outcomes(), decide.Outcome(flags.as)) {
		return usage("there is no outcome %q. use keep, wrap, split or rewrite", flags.as)
	}
	d, err := openDecision(name)
	if err != nil {
		return err
	}
	if d.input.Answers, err = answers(c); err != nil {
		return err
	}
	d.input.Cumulative = flags.policy == "cumulative"
	if flags.ask {
		if err := askOnTerminal(c, d); err != nil {
			return err
		}
	}
	e, diags := decide.Decide(d.input)
	if diags.Failed() {
		return diags
	}
	for _, warning := range diags {
		fmt.Fprintln(c.ErrOrStderr(), warning)
	}
	d.compareRecord(c, e)
	return printDecision(c, format, e, d.forced(e, flags.as))
}

// openDecision reads a manifest, or the one of a folder, and the evidence beside it.
func openDecision(name string) (*decision, error) {
	path := name
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		path = filepath.Join(name, manifest.FileName)
	}
	d := &decision{path: path, folder: filepath.Dir(path)}
	if err := d.readManifest(); err != nil {
		return nil, err
	}
	return d, d.readEvidence()
}

// readEvidence reads the audit's evidence, where there is some.
func (d *decision) readEvidence() error {
	path := filepath.Join(d.folder, filepath.FromSlash(evidenceFile))
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if d.input.Evidence, err = decide.ReadEvidence(filepath.ToSlash(path), content); err != nil {
		return &exit{code: exitUsage, err: err}
	}
	return nil
}

// readManifest loads the manifest, again after it was edited.
func (d *decision) readManifest() error {
	content, err := os.ReadFile(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		return usage("there is no %s. `streamlift init` writes one to start from", d.path)
	} else if err != nil {
		return err
	}
	d.input.Manifest, err = loadManifest(d.path, content)
	return err
}

// compareRecord says when the project's decision record was made from other inputs.
func (d *decision) compareRecord(c *cobra.Command, e *decide.Explanation) {
	path := filepath.Join(d.folder, filepath.FromSlash(reporting.RecordPath))
	if record, err := os.ReadFile(path); err == nil && reporting.Stale(string(record), e) {
		fmt.Fprintf(c.ErrOrStderr(), "note: %s was made from other inputs. `streamlift generate` writes it again\n", filepath.ToSlash(path))
	}
}

// forced is the price of an outcome that was asked for.
func (d *decision) forced(e *decide.Explanation, as string) *decide.Forced {
	if as == "" {
		return nil
	}
	f := decide.Force(e, decide.Outcome(as))
	verdict, known := d.fileCount(f.Verdict)
	wanted, alsoKnown := d.fileCount(f.Outcome)
	if known && alsoKnown {
		f.Files = &decide.Files{Verdict: verdict, Forced: wanted}
	}
	return &f
}

// fileCount renders a project in memory; what cannot be made now has no count.
func (d *decision) fileCount(o decide.Outcome) (int, bool) {
	p, err := openProject(d.path, "")
	if err != nil || p.settle(o, false) != nil {
		return 0, false
	}
	made, err := render(p)
	return len(made.files), err == nil
}

func printDecision(c *cobra.Command, format string, e *decide.Explanation, forced *decide.Forced) error {
	switch format {
	case "json":
		return printJSON(c.OutOrStdout(), reporting.DecisionJSON(e, forced))
	case "markdown":
		_, err := fmt.Fprint(c.OutOrStdout(), reporting.DecisionMarkdown(e, forced))
		return err
	}
	_, err := fmt.Fprint(c.OutOrStdout(), reporting.DecisionText(e, forced, columns(c.OutOrStdout())))
	return err
}

// columns is the width that text is drawn for: the terminal's, else 100.
func columns(out io.Writer) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if file, ok := out.(*os.File); ok {
		if n, terminal := terminalWidth(file); terminal && n > 0 {
			return n
		}
	}
	return 100
}

// askOnTerminal asks what is open, most decisive first, until the verdict is settled or the questions
// are used up. Each answer goes into the manifest at once.
func askOnTerminal(c *cobra.Command, d *decision) error {
	file, ok := c.InOrStdin().(*os.File)
	if ok {
		_, ok = terminalWidth(file)
	}
	if !ok {
		return usage("--ask needs a terminal. give the facts as flags, or write them into %s", d.path)
	}
	return ask(c, d)
}
