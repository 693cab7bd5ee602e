package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/runner"
)

// generateInto builds the project of a manifest in a folder, new or again, as `generate` does.
type generateInto func(c *cobra.Command, manifestPath, folder string) error

// upFlags are the flags of `up`.
type upFlags struct {
	out     string
	port    int
	apiPort int
	check   bool
}

// newUp is `streamlift up DIR`.
func newUp(generate generateInto) *cobra.Command {
	var flags upFlags
	c := &cobra.Command{
		Use:   "up DIR",
		Short: "Generate, install and start the project of an app on this machine",
		Long: "Generates the project that DIR/streamlift.yaml describes, installs it into your cache folder and starts\n" +
			"its service and UI on 127.0.0.1. DIR is an app with a manifest, or a project made before.\n" +
			"Ctrl-C stops both. Not on Windows.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return up(c, args[0], flags, generate) },
	}
	c.Flags().StringVarP(&flags.out, "output", "o", "", "folder of the project (default NAME-lifted, never inside the app)")
	c.Flags().IntVar(&flags.port, "port", 0, "port of the UI (default: a free one)")
	c.Flags().IntVar(&flags.apiPort, "api-port", 0, "port of the service (default: a free one)")
	c.Flags().BoolVar(&flags.check, "check", false, "stop as soon as both answer")
	return c
}

func up(c *cobra.Command, dir string, flags upFlags, generate generateInto) error {
	for _, port := range []int{flags.port, flags.apiPort} {
		if port < 0 || port > 65535 {
			return fmt.Errorf("port %d is no port. Give one from 1 to 65535", port)
		}
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return fmt.Errorf("no folder for environments: %w. Set HOME or XDG_CACHE_HOME", err)
	}
	project, err := upProject(dir, flags.out, c.ErrOrStderr())
	if err != nil {
		return err
	}
	path := filepath.Join(project, manifest.FileName)
	if err := generate(c, path, project); err != nil {
		return err
	}
	m, err := readManifest(path)
	if err != nil {
		return err
	}
	options := runner.Options{
		Project: project, App: filepath.Join(project, filepath.FromSlash(m.App.Source)),
		Package: strings.ReplaceAll(strings.ToLower(m.App.Name), "-", "_"), Python: m.App.Python,
		UIPort: flags.port, APIPort: flags.apiPort, Check: flags.check,
		Environ: os.Environ(), Cache: filepath.Join(cache, "streamlift"), Out: c.OutOrStdout(), Err: c.ErrOrStderr(),
	}
	parent := c.Context()
	if parent == nil {
		parent = context.Background()
	}
	ctx, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	defer stop()
	return runner.Run(ctx, options)
}

// readManifest loads a manifest; its error holds every diagnostic.
func readManifest(path string) (*manifest.Manifest, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m, diags := manifest.Load(filepath.ToSlash(path), content)
	if diags.Failed() {
		return nil, diags
	}
	if m.App.Name == "" {
		return nil, errors.New(path + ": the app has no name. Add `app: {name: ...}`")
	}
	return m, nil
}
