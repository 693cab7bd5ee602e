package cmd

import (
	"fmt"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/lift"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/runner"
	"github.com/streamlift/streamlift/internal/verify"
)

// recipeFile says, beside the manifest, how to get into the app and what it must find there.
const recipeFile = "verify.yaml"

// verifyFlags are the flags of `verify`.
type verifyFlags struct {
	budget time.Duration
	seed   int
	first  bool
	most   int
	pin    bool
}

// newVerify is `streamlift verify DIR`.
func newVerify() *cobra.Command {
	var flags verifyFlags
	c := &cobra.Command{
		Use:   "verify DIR",
		Short: "Prove that a project shows what its app showed",
		Long: "Drives the app and the project made from it through the same steps, each side in a copy of its own, and\n" +
			"compares what every page shows and what lies on disk afterwards. The app gets no secret and no network;\n" +
			recipeFile + " in DIR, or in the app, says what it must find. A run without one writes it to DIR with what it\n" +
			"missed, all commented. Exit 1 when something differs. Not on Windows.",
		Args: between(1, 1),
		RunE: func(c *cobra.Command, args []string) error { return verifyProject(c, args[0], flags) },
	}
	c.Flags().DurationVar(&flags.budget, "budget", 2*time.Minute, "how long to try interactions")
	c.Flags().IntVar(&flags.seed, "seed", 1, "seed of the sequences that are tried")
	c.Flags().IntVar(&flags.most, "sequences", 0, "most sequences of steps a page, so that slow machines try what fast ones try; 0: as many as the budget lets")
	c.Flags().BoolVar(&flags.first, "first", false, "end at the first difference")
	c.Flags().BoolVar(&flags.pin, "pin", false, "set `kept` in the manifest, with the reason, for operations that differ")
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
	recipe, err := readRecipe(recipePath(p))
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c.SetContext(ctx) // installing ends with it too
	setup, wants, err := comparison(c, p, flags)
	if err != nil {
		return err
	}
	if err := knownPages(recipe, setup); err != nil {
		return err
	}
	setup.Recipe = recipe
	fmt.Fprintf(c.ErrOrStderr(), "comparing %d %s for %s\n", len(setup.Pages)+1, noun(len(setup.Pages)+1, "page"), setup.Budget)
	result, err := verify.Run(ctx, setup)
	if err != nil {
		return err
	}
	for i := range result.Operations {
		result.Operations[i].Place = placeOf(p.manifest, result.Operations[i].Operation)
	}
	if machine {
		err = printJSON(c.OutOrStdout(), result)
	} else {
		printResult(c.OutOrStdout(), result)
	}
	if err == nil {
		err = afterwards(c, p, afterVerify{result: result, missed: wants, pin: flags.pin})
	}
	if err == nil && result.Differs() {
		return &exit{code: exitFindings}
	}
	return err
}

// comparison installs both sides and says how they are started.
func comparison(c *cobra.Command, p *project, flags verifyFlags) (setup verify.Setup, wants missed, err error) {
	entry := path.Clean(p.manifest.App.Entry)
	program, app, done, err := readApp(p.app(), entry)
	if err != nil {
		return setup, wants, err
	}
	defer done()
	pkg := view.NewName(p.manifest.App.Name, "app").Snake
	result := lift.Move(lift.Input{App: app, Program: program, Package: pkg, Operations: lifts(p.manifest)})
	modules := slices.Compact(slices.Sorted(slices.Values(slices.Concat(result.Modules, result.UIImport, []string{"streamlit"}))))
	options, err := runOptions(c, p)
	if err != nil {
		return setup, wants, err
	}
	needs := requirements(p.app(), modules)
	if err := drivable(needs); err != nil {
		return setup, wants, err
	}
	installed, err := runner.Install(c.Context(), options, needs)
	if err != nil {
		return setup, wants, err
	}
	const key = "compared-key-0123456789-abcdefghij" // of processes that live for seconds and answer nobody else
	setup = verify.Setup{Pages: pagesOf(app, entry), Budget: flags.budget, Seed: flags.seed, First: flags.first, Sequences: flags.most, Spawn: runtime.GOOS == "darwin", Operations: routes(p.manifest, result)}
	setup.Old = verify.Side{Python: installed.App, Root: p.app(), Entry: entry, Path: []string{installed.Tools},
		Preload: append([]string{"streamlit.testing.v1"}, modules...)}
	setup.New = verify.Side{Python: installed.UI, Root: filepath.Join(p.folder, "ui"), Entry: entry, Path: []string{installed.Tools},
		Preload: append([]string{"streamlit.testing.v1", pkg + "_client"}, result.UIImport...), Environment: map[string]string{"API_KEY": key}}
	if len(result.Moved) > 0 {
		setup.Service = &verify.Side{Python: installed.Service, Root: filepath.Join(p.folder, "service"), App: pkg + ".main:create_app",
			Path: []string{installed.Tools, filepath.Join(p.folder, "service", "src")}, Preload: []string{"uvicorn", pkg + ".main"},
			Environment: map[string]string{"API_KEY": key}}
	}
	return setup, missed{secrets: secretsOf(program), variables: slices.Compact(slices.Sorted(slices.Values(slices.Concat(result.Variables, result.UIVariables))))}, nil
}

// firstDrivable is the minor version of Streamlit 1 that brought AppTest.
const firstDrivable = 28

// drivable refuses an app whose Streamlit cannot be driven.
func drivable(requirements []string) error {
	for _, requirement := range requirements {
		var minor int
		if n, _ := fmt.Sscanf(requirement, "streamlit==1.%d", &minor); n == 1 && minor < firstDrivable {
			return usage("the app pins %s, which has no AppTest to drive it by. raise the pin to 1.%d or later to compare", requirement, firstDrivable)
		}
	}
	return nil
}

// routes are the ids of operations that moved, by the path of their route.
func routes(m *manifest.Manifest, result lift.Result) map[string]string {
	built, _ := view.Build(m, liftedView(result))
	found := map[string]string{}
	for _, op := range built.Operations {
		if op.Replayed {
			found["/v1"+op.Path] = op.ID
		}
	}
	return found
}

// placeOf is where an operation's function lies in the app.
func placeOf(m *manifest.Manifest, id string) string {
	for _, op := range m.Operations {
		if op.ID == id {
			return op.From.File + ":" + op.From.Function
		}
	}
	return ""
}

// secretsOf are the literal keys of the secrets that an app reads, sorted.
func secretsOf(program *flow.Program) []string {
	var keys []string
	for _, fn := range program.Functions {
		for i := range fn.Events {
			if e := &fn.Events[i]; e.Key != "" && e.Library == "streamlit" && e.Effects.Has(catalogue.SecretsRead) {
				keys = append(keys, e.Key)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
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
