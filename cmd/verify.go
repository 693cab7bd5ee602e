package cmd

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/lift"
	"github.com/streamlift/streamlift/internal/runner"
	"github.com/streamlift/streamlift/internal/verify"
)

// recipeFile says, beside the manifest, how to get into the app and what it must find there.
const recipeFile = "verify.yaml"

// verifyFlags are the flags of `verify`.
type verifyFlags struct {
	budget time.Duration
	seed   int
}

// newVerify is `streamlift verify DIR`.
func newVerify() *cobra.Command {
	var flags verifyFlags
	c := &cobra.Command{
		Use:   "verify DIR",
		Short: "Prove that a project shows what its app showed",
		Long: "Drives the app and the project made from it through the same steps, each side in a copy of its own, and\n" +
			"compares what every page shows and what lies on disk afterwards. The app gets no secret and no network;\n" +
			"DIR/" + recipeFile + " says what it must find (secrets, environment, enter, values, skip).\n" +
			"Exit 1 when something differs. Not on Windows.",
		Args: between(1, 1),
		RunE: func(c *cobra.Command, args []string) error { return verifyProject(c, args[0], flags) },
	}
	c.Flags().DurationVar(&flags.budget, "budget", 2*time.Minute, "how long to try interactions")
	c.Flags().IntVar(&flags.seed, "seed", 1, "seed of the sequences that are tried")
	formats(c)
	return c
}

func verifyProject(c *cobra.Command, dir string, flags verifyFlags) error {
	machine, err := inJSON(c)
	if err != nil {
		return err
	}
	p, err := openProject(dir, "")
	if err != nil {
		return err
	}
	if p.manifest.UI != ownPages {
		return usage("%s has generated pages, which show other things than an app did. verify compares projects with `ui: app`", dir)
	}
	recipe, err := readRecipe(filepath.Join(p.folder, recipeFile))
	if err != nil {
		return err
	}
	setup, err := comparison(c, p, flags)
	if err != nil {
		return err
	}
	setup.Recipe = recipe
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	fmt.Fprintf(c.ErrOrStderr(), "comparing %d pages for %s\n", len(setup.Pages)+1, setup.Budget)
	result, isolated, err := verify.Run(ctx, setup)
	if err != nil {
		return err
	}
	if !isolated {
		fmt.Fprintln(c.ErrOrStderr(), "note: this system gives no network namespace; a guard in Python refused connections, which programs that an app starts escape")
	}
	if machine {
		err = printJSON(c.OutOrStdout(), result)
	} else {
		printResult(c.OutOrStdout(), result)
	}
	if err == nil && result.Differs() {
		return &exit{code: exitFindings}
	}
	return err
}

// readRecipe reads verify.yaml strictly; without one the recipe is empty.
func readRecipe(file string) (verify.Recipe, error) {
	var recipe verify.Recipe
	content, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return recipe, nil
	}
	if err != nil {
		return recipe, err
	}
	decoder := yaml.NewDecoder(strings.NewReader(string(content)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&recipe); err != nil && !errors.Is(err, io.EOF) {
		return recipe, usage("%s: %s. known keys: secrets, environment, enter, values, skip", recipeFile, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	return recipe, nil
}

// comparison installs both sides and says how they are started.
func comparison(c *cobra.Command, p *project, flags verifyFlags) (verify.Setup, error) {
	var setup verify.Setup
	entry := path.Clean(p.manifest.App.Entry)
	program, app, done, err := readApp(p.app(), entry)
	if err != nil {
		return setup, err
	}
	defer done()
	pkg := view.NewName(p.manifest.App.Name, "app").Snake
	result := lift.Move(lift.Input{App: app, Program: program, Package: pkg, Operations: lifts(p.manifest)})
	modules := slices.Compact(slices.Sorted(slices.Values(slices.Concat(result.Modules, result.UIImport, []string{"streamlit"}))))
	options, err := runOptions(c, p)
	if err != nil {
		return setup, err
	}
	installed, err := runner.Install(c.Context(), options, requirements(p.app(), modules))
	if err != nil {
		return setup, err
	}
	const key = "compared-key-0123456789-abcdefghij" // of processes that live for seconds and answer nobody else
	setup = verify.Setup{Pages: pagesOf(app, entry), Budget: flags.budget, Seed: flags.seed}
	setup.Old = verify.Side{Python: installed.App, Root: p.app(), Entry: entry, Path: []string{installed.Tools},
		Preload: append([]string{"streamlit.testing.v1"}, modules...)}
	setup.New = verify.Side{Python: installed.UI, Root: filepath.Join(p.folder, "ui"), Entry: entry, Path: []string{installed.Tools},
		Preload: append([]string{"streamlit.testing.v1", pkg + "_client"}, result.UIImport...), Environment: map[string]string{"API_KEY": key}}
	if len(result.Moved) > 0 {
		setup.Service = &verify.Side{Python: installed.Service, Root: filepath.Join(p.folder, "service"), App: pkg + ".main:create_app",
			Path: []string{installed.Tools, filepath.Join(p.folder, "service", "src")}, Preload: []string{"uvicorn", pkg + ".main"},
			Environment: map[string]string{"API_KEY": key}}
	}
	return setup, nil
}

// pagesOf are the scripts besides the entry that people can open, by path.
func pagesOf(app *flow.App, entry string) []string {
	var pages []string
	for _, edge := range app.Edges {
		if (edge.Kind == flow.FolderEdge || edge.Kind == flow.PageEdge) && edge.To != nil && edge.To.Path != entry && !slices.Contains(pages, edge.To.Path) {
			pages = append(pages, edge.To.Path)
		}
	}
	slices.Sort(pages)
	return pages
}

// printResult writes what a person wants to know first: whether anything differs, and where.
func printResult(out io.Writer, r *verify.Result) {
	changing := r.Totals.Interactions[verify.Same] + r.Totals.Interactions[verify.Different] + r.Totals.Interactions[verify.Nondeterministic]
	fmt.Fprintf(out, "%d of %d interactions that change something are the same; %d change nothing\n",
		r.Totals.Interactions[verify.Same], changing, r.Totals.Interactions[verify.NoEffect])
	for _, page := range r.Pages {
		fmt.Fprintf(out, "%-16s %s%s\n", page.Verdict, page.Page, because(page.Reason, page.Difference))
	}
	for _, i := range r.Interactions {
		if i.Verdict == verify.Same || i.Verdict == verify.NoEffect {
			continue
		}
		fmt.Fprintf(out, "%-16s %s: %s%s\n", i.Verdict, i.Page, steps(i.Steps), because(i.Reason, i.Difference))
	}
	asked := make([]string, 0, len(r.Calls))
	for name := range r.Calls {
		asked = append(asked, name)
	}
	slices.SortFunc(asked, func(a, b string) int { return cmp.Or(cmp.Compare(r.Calls[b], r.Calls[a]), cmp.Compare(a, b)) })
	for _, name := range asked {
		fmt.Fprintf(out, "asked %d times  %s\n", r.Calls[name], name)
	}
}

// because is a reason or difference behind what it belongs to.
func because(reason string, d *verify.Difference) string {
	switch {
	case d != nil:
		return fmt.Sprintf(": %s is %s, was %s", d.At, short(d.New), short(d.Old))
	case reason != "":
		lines := strings.Split(strings.TrimSpace(reason), "\n")
		return ": " + lines[len(lines)-1]
	}
	return ""
}

// short is a value in at most 80 characters.
func short(value any) string {
	text := []rune(fmt.Sprintf("%v", value))
	if len(text) > 80 {
		text = append(text[:79], '…')
	}
	return fmt.Sprintf("%q", string(text))
}

// steps are what a person would have done, in words.
func steps(groups [][]verify.Step) string {
	var words []string
	for _, group := range groups {
		for _, step := range group {
			words = append(words, fmt.Sprintf("%s %q to %v", step.Widget, step.Label, step.Value))
		}
	}
	return strings.Join(words, ", then ")
}
