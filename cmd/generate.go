package cmd

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/regen"
)

// generateFlags are the flags of `generate`.
type generateFlags struct {
	out    string
	as     string
	dryRun bool
	yes    bool
	detach bool
}

// newGenerate is `streamlift generate [MANIFEST]`.
func newGenerate() *cobra.Command {
	var flags generateFlags
	c := &cobra.Command{
		Use:   "generate [MANIFEST]",
		Short: "Bring a project to what its manifest says; edits of people stay",
		Long: "Makes the project of MANIFEST (a streamlift.yaml or its folder; the present folder without one), new or again.\n" +
			"A manifest inside its app makes NAME-lifted beside the app and is copied there; that copy is yours from then on.\n" +
			"All files are made in memory and checked before the first is written, and all are written or none.\n" +
			"What it is made as is the manifest's target, else what `streamlift decide` settles; --as chooses and is recorded.",
		Args: between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			return generate(c, append(args, ".")[0], flags)
		},
	}
	c.Flags().StringVarP(&flags.out, "output", "o", "", "folder of the project")
	c.Flags().StringVar(&flags.as, "as", "", "make it as this: keep, wrap, split or rewrite")
	c.Flags().BoolVar(&flags.yes, "yes", false, "write without asking, also what deletes files or leaves conflicts")
	c.Flags().BoolVar(&flags.detach, "detach", false, "follow the app no more: what came from it becomes yours, and it may be deleted")
	c.Flags().BoolVar(&flags.dryRun, "dry-run", false, "print the plan and write nothing")
	formats(c)
	return c
}

// generated is the result of `generate` as JSON.
type generated struct {
	Project string         `json:"project"`
	Written bool           `json:"written"`
	Changes []regen.Change `json:"changes"`
	Lock    []string       `json:"lock"` // folders in which `uv lock` is due
}

func generate(c *cobra.Command, name string, flags generateFlags) error {
	machine, err := inJSON(c)
	if err != nil {
		return err
	}
	p, err := openProject(name, flags.out)
	if err == nil {
		err = p.target(flags.as)
	}
	if err != nil {
		return err
	}
	approve := asking(c)
	switch {
	case flags.dryRun:
		approve = never
	case flags.yes:
		approve = always
	}
	plan, written, err := build(c, p, approve)
	if err != nil {
		return err
	}
	due := lockDue(p, plan)
	if machine {
		err = printJSON(c.OutOrStdout(), generated{Project: filepath.ToSlash(p.shown), Written: written, Changes: changed(plan), Lock: due})
	} else {
		err = printPlan(c.OutOrStdout(), plan)
		fmt.Fprintln(c.ErrOrStderr(), summary(plan))
		if !written && !flags.dryRun {
			fmt.Fprintln(c.ErrOrStderr(), "nothing was written")
		}
		if len(due) > 0 && written && len(plan.Conflicts()) == 0 {
			fmt.Fprintln(c.ErrOrStderr(), "next: "+p.next(due))
		}
	}
	switch {
	case err != nil:
		return err
	case len(plan.Conflicts()) > 0:
		return &exit{code: exitConflicts}
	case flags.detach && written:
		return detach(c, p)
	}
	return nil
}

// render makes the project's files in memory.
func render(p *project) (rendered, error) {
	chosen, err := p.pack()
	if err != nil {
		return rendered{}, err
	}
	in, err := p.inputFor(chosen)
	if err != nil {
		return rendered{}, err
	}
	made, err := makeFiles(in)
	if err != nil {
		return rendered{}, err
	}
	out := rendered{maker: chosen.Name + "@" + chosen.Version, files: forProject(made)}
	if out.inputs, err = inputsOf(p.content, in); err != nil {
		return rendered{}, err
	}
	err = p.addRecord(&out)
	pin(out.inputs, chosen)
	return out, err
}

// forProject gives generated files as regeneration takes them.
func forProject(made []generator.File) []regen.File {
	files := make([]regen.File, 0, len(made))
	for _, f := range made {
		files = append(files, regen.File{Unit: f.Unit, Path: f.Path, Content: f.Content, Owner: regen.Owner(f.Owner),
			Executable: f.Executable, Template: f.Template, Entries: f.Entries})
	}
	return files
}

// choosePack loads the pack that the manifest names, else that of its target.
func choosePack(m *manifest.Manifest) (*pack.Pack, error) {
	name := m.Pack.Name
	if name == "" {
		name = m.Target
	}
	if name == "auto" {
		name = "split"
	}
	if known := pack.Builtins(); !slices.Contains(known, name) {
		return nil, diag.List{diag.At(m.Source, m.Pack.Span, fmt.Sprintf("there is no pack %q", name), "packs: "+strings.Join(known, ", "))}
	}
	return pack.Builtin(name)
}

// changed are the changes worth telling: all but files that stay as they are.
func changed(plan *regen.Plan) []regen.Change {
	return slices.DeleteFunc(slices.Clone(plan.Changes), func(c regen.Change) bool { return c.Kind == regen.Unchanged })
}

// printPlan writes one line a file that changes, and what to do about conflicts.
func printPlan(out io.Writer, plan *regen.Plan) error {
	for _, change := range changed(plan) {
		line := fmt.Sprintf("%-9s %s", change.Kind, change.Path)
		if change.From != "" {
			line += " (from " + change.From + ")"
		}
		if change.Kind != regen.New && change.Kind != regen.Changed {
			line += ": " + change.Reason
		}
		if change.Advice != "" {
			line += ". " + change.Advice
		}
		if _, err := fmt.Fprint(out, line+"\n"+conflictLines(change)); err != nil {
			return err
		}
	}
	return nil
}

// conflictLines are the places of a conflict as editors read them, and where the person's version is kept.
func conflictLines(change regen.Change) string {
	var b strings.Builder
	for _, at := range change.Places {
		fmt.Fprintf(&b, "%s: conflict to line %d\n", diag.Place(change.Path, diag.Position{Line: at.First}), at.Last)
	}
	if change.Saved != "" {
		fmt.Fprintf(&b, "%s: your version from before\n", change.Saved)
	}
	return b.String()
}

// summary counts a plan's changes in one line.
func summary(plan *regen.Plan) string {
	counts, order := map[regen.Kind]int{}, []regen.Kind{regen.New, regen.Changed, regen.Merged, regen.Moved, regen.Deleted,
		regen.Kept, regen.Recorded, regen.Conflicting}
	for _, change := range plan.Changes {
		counts[change.Kind]++
	}
	var parts []string
	for _, kind := range order {
		if counts[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[kind], kind))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("nothing to do: %d files are what the manifest says", len(plan.Changes))
	}
	return fmt.Sprintf("%d files: %s", len(plan.Changes), strings.Join(parts, ", "))
}

// lockDue lists the folders whose uv.lock is missing or older than their pyproject.toml.
func lockDue(p *project, plan *regen.Plan) []string {
	due := []string{}
	for _, change := range plan.Changes {
		if path.Base(change.Path) != "pyproject.toml" || change.Template == "" || change.After == nil {
			continue
		}
		folder := path.Dir(change.Path)
		_, err := os.Stat(filepath.Join(p.folder, filepath.FromSlash(folder), "uv.lock"))
		if err != nil || string(change.Before) != string(change.After) {
			due = append(due, path.Join(filepath.ToSlash(p.shown), folder))
		}
	}
	return due
}
