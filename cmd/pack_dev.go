package cmd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/packdev"
)

// packIn loads the pack that its author has in a folder; it is not pinned yet. The name of a built-in pack will do too.
func packIn(c *cobra.Command, name string) (pack.Resolved, error) {
	if _, err := os.Stat(filepath.Join(name, pack.Manifest)); err != nil {
		if slices.Contains(pack.Builtins(), name) {
			p, err := pack.Builtin(name)
			return pack.Resolved{Pack: p}, err
		}
		return pack.Resolved{}, usage("%s holds no %s. `streamlift pack init` writes a pack to start from", name, pack.Manifest)
	}
	folder, err := realFolder(name)
	if err != nil {
		return pack.Resolved{}, err
	}
	return pack.Resolve(c.Context(), pack.Wanted{Extends: pack.Extends{Source: folder}, Unpinned: true})
}

// newPackLint is `streamlift pack lint [PACK]`.
func newPackLint() *cobra.Command {
	c := &cobra.Command{
		Use:   "lint [PACK]",
		Short: "Find mistakes of a pack: fields that do not exist, text that is not quoted, what nothing uses",
		Long:  "PACK is a folder, or the name of a built-in pack. Exits 1 when something is found.",
		Args:  between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			machine, err := inJSON(c)
			if err != nil {
				return err
			}
			found, err := packIn(c, append(args, ".")[0])
			if err != nil {
				return err
			}
			diags := packdev.Lint(found.Pack, found.Trees[found.Pack.Name])
			if machine {
				err = printJSON(c.OutOrStdout(), places(diags))
			} else {
				for _, d := range diags {
					fmt.Fprintln(c.OutOrStdout(), d.Detail())
				}
			}
			if err == nil && len(diags) > 0 {
				return &exit{code: exitFindings}
			}
			return err
		},
	}
	formats(c)
	return c
}

// newPackTest is `streamlift pack test [PACK]`.
func newPackTest() *cobra.Command {
	var flags testFlags
	c := &cobra.Command{
		Use:   "test [PACK]",
		Short: "Render the cases of a pack, compare them with what is recorded, and name what no case renders",
		Long: "A case is tests/CASE/streamlift.yaml; tests/CASE/golden holds the files that the pack makes of it or adds to.\n" +
			"--update records them anew: read the diff before you commit it. --from generates each case with the version of a\n" +
			"tag, puts the files of tests/CASE/edits over it, and holds that this version merges without a conflict.",
		Args: between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			name := append(args, ".")[0]
			if err := packTest(c, name, flags); err != nil || flags.from == "" {
				return err
			}
			return packUpgrade(c, name, flags.from)
		},
	}
	c.Flags().BoolVar(&flags.tools, "tools", false, "hold each project against ruff, actionlint and hadolint too, where they are installed")
	c.Flags().StringVar(&flags.from, "from", "", "tag or commit of the version before, to test the upgrade")
	c.Flags().BoolVar(&flags.update, "update", false, "record what the pack makes now")
	return c
}

// testFlags are the flags of `pack test`.
type testFlags struct {
	update bool
	tools  bool
	from   string
}

func packTest(c *cobra.Command, name string, flags testFlags) error {
	folder, err := realFolder(name)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	load := func() (*pack.Pack, error) {
		found, err := packIn(c, folder)
		return found.Pack, err
	}
	report, err := packdev.Test(root.FS(), load, makeFiles)
	if err != nil {
		return err
	}
	if len(report.Cases) == 0 {
		return usage("%s has no tests. write tests/CASE/streamlift.yaml, then `streamlift pack test --update`", name)
	}
	failed := false
	for _, one := range report.Cases {
		if flags.update && one.Files != nil {
			if err := record(root, one); err != nil {
				return err
			}
			fmt.Fprintf(c.OutOrStdout(), "recorded  %s: %d files\n", one.Name, len(one.Files))
			continue
		}
		if flags.tools && one.Whole != nil {
			problems, err := checkFormats(c, one.Whole)
			if err != nil {
				return err
			}
			one.Errors = append(one.Errors, problems...)
		}
		word := "ok"
		if len(one.Errors) > 0 {
			word, failed = "FAILED", true
		}
		fmt.Fprintf(c.OutOrStdout(), "%-9s %s: %d files\n", word, one.Name, len(one.Files))
		for _, problem := range one.Errors {
			fmt.Fprintln(c.OutOrStdout(), "  "+problem)
		}
	}
	tellNever(c, report.Never)
	if failed {
		return &exit{code: exitFindings}
	}
	return nil
}

// tellNever names the templates and branches that no case rendered.
func tellNever(c *cobra.Command, branches []generator.Branch) {
	for _, b := range branches {
		what := "template"
		if b.What != "" {
			what = b.What
		}
		if b.Else {
			what = "otherwise of " + what
		}
		fmt.Fprintf(c.OutOrStdout(), "%-9s %s:%d: %s\n", "never", b.Template, b.Line, what)
	}
}

// record writes the goldens of a case; those that nothing makes any more go.
func record(root *os.Root, one packdev.Case) error {
	folder := filepath.Join("tests", one.Name, "golden")
	errs := []error{root.RemoveAll(folder)}
	for _, f := range one.Files {
		name := filepath.Join(folder, filepath.FromSlash(f.Path))
		errs = append(errs, root.MkdirAll(filepath.Dir(name), 0o755), root.WriteFile(name, f.Content, 0o644))
	}
	return errors.Join(errs...)
}

// newPackDocs is `streamlift pack docs [PACK]`.
func newPackDocs() *cobra.Command {
	return &cobra.Command{
		Use:   "docs [PACK]",
		Short: "Print what a pack makes and what projects may choose about it, as Markdown",
		Args:  between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			found, err := packIn(c, append(args, ".")[0])
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(c.OutOrStdout(), packdev.Document(found.Pack))
			return err
		},
	}
}

// newPackDiff is `streamlift pack diff [PACK]`.
func newPackDiff() *cobra.Command {
	var summary bool
	c := &cobra.Command{
		Use:   "diff [PACK]",
		Short: "Show what a pack changes of the one that it extends",
		Args:  between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			found, err := packIn(c, append(args, ".")[0])
			if err != nil {
				return err
			}
			if found.Base == nil {
				return usage("pack %s extends no other", found.Pack.Name)
			}
			for _, d := range packdev.Compare(found.Base, found.Pack) {
				fmt.Fprintf(c.OutOrStdout(), "%-9s %s\n", d.What, d.Name)
				if !summary {
					fmt.Fprint(c.OutOrStdout(), d.Diff)
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&summary, "summary", false, "without the diffs of templates")
	return c
}

// newPackInit is `streamlift pack init NAME`.
func newPackInit() *cobra.Command {
	var extends string
	c := &cobra.Command{
		Use:   "init NAME",
		Short: "Write a pack to start from: a layer with one replaced file, one parameter, a test and CI",
		Args:  between(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			folder := args[0]
			if entries, err := os.ReadDir(folder); err == nil && len(entries) > 0 {
				return usage("%s holds files already. give the name of a new folder", folder)
			}
			base, err := pack.Builtin(extends)
			if err != nil {
				return usage("%w", err)
			}
			files, err := packdev.Starter(filepath.Base(folder), base)
			if err != nil {
				return usage("%w", err)
			}
			for _, f := range files.Files {
				name := filepath.Join(folder, filepath.FromSlash(f.Path))
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, f.Content, 0o644)); err != nil {
					return err
				}
			}
			if err := packTest(c, folder, testFlags{update: true}); err != nil {
				return err
			}
			fmt.Fprintf(c.ErrOrStderr(), "next: `streamlift pack lint %s`, then `streamlift pack test %s`\n", folder, strings.TrimSuffix(folder, "/"))
			return nil
		},
	}
	c.Flags().StringVar(&extends, "extends", "split", "the built-in pack to lie on")
	return c
}
