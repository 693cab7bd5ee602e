package cmd

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/decide"
	"github.com/streamlift/streamlift/internal/runner"
)

// servicePython is the Python that every generated service needs, whatever the app allows.
const servicePython = ">=3.11"

// upFlags are the flags of `up`.
type upFlags struct {
	out     string
	port    int
	apiPort int
	check   bool
}

// newUp is `streamlift up DIR`.
func newUp() *cobra.Command {
	var flags upFlags
	c := &cobra.Command{
		Use:   "up DIR",
		Short: "Audit, generate, install and start the project of an app on this machine",
		Long: "Generates the project that DIR/streamlift.yaml describes, installs it into your cache folder and starts\n" +
			"its service and UI on 127.0.0.1. DIR is an app, audited when it has no manifest, or a project made before.\n" +
			"An app of which nothing can move yet is started as it is, without a service. Ctrl-C stops what was started.\n" +
			"Not on Windows.",
		Args: between(1, 1),
		RunE: func(c *cobra.Command, args []string) error { return up(c, args[0], flags) },
	}
	c.Flags().StringVarP(&flags.out, "output", "o", "", "folder of the project (default NAME-lifted, never inside the app)")
	c.Flags().IntVar(&flags.port, "port", 0, "port of the UI (default: a free one)")
	c.Flags().IntVar(&flags.apiPort, "api-port", 0, "port of the service (default: a free one)")
	c.Flags().BoolVar(&flags.check, "check", false, "stop as soon as both answer")
	return c
}

func up(c *cobra.Command, dir string, flags upFlags) error {
	for _, port := range []int{flags.port, flags.apiPort} {
		if port < 0 || port > 65535 {
			return usage("%d is no port. give one from 1 to 65535", port)
		}
	}
	p, err := openOrAudit(dir, flags.out)
	if err == nil {
		err = p.previewTarget()
	}
	if err != nil {
		return err
	}
	plan, _, err := build(c, p, always)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "%s: %s\n", p.shown, summary(plan))
	if len(plan.Conflicts()) > 0 {
		_ = printPlan(c.ErrOrStderr(), plan)
		return &exit{code: exitConflicts}
	}
	options, err := runOptions(c, p)
	if err != nil {
		return err
	}
	options.UIPort, options.APIPort, options.Check = flags.port, flags.apiPort, flags.check
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return runner.Run(ctx, options)
}

// runOptions are what running a project on this machine needs besides what the flags say.
func runOptions(c *cobra.Command, p *project) (runner.Options, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return runner.Options{}, fmt.Errorf("no folder for environments: %w. set HOME or XDG_CACHE_HOME", err)
	}
	options := runner.Options{
		Project: p.folder, App: p.app(), Package: strings.ReplaceAll(p.manifest.App.Name, "-", "_"), Python: servicePython,
		Environ: os.Environ(), Cache: filepath.Join(cache, "streamlift"), Out: c.OutOrStdout(), Err: c.ErrOrStderr(),
	}
	if p.manifest.App.Python != "" {
		options.Python += "," + p.manifest.App.Python
	}
	options.Kept = p.manifest.Target == string(decide.Keep)
	if p.manifest.UI == ownPages {
		options.Pages = p.manifest.App.Entry
	}
	return options, nil
}
