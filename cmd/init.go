package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/manifest"
)

// initFlags are the flags of `init`.
type initFlags struct {
	name   string
	source string
}

// newInit is `streamlift init [DIR]`.
func newInit() *cobra.Command {
	var flags initFlags
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a commented manifest to start from",
		Long: "Writes streamlift.yaml into DIR (the present folder without one): small, valid, every part explained.\n" +
			"A manifest that is there already stays as it is.",
		Args: between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			return initManifest(c, append(args, ".")[0], flags)
		},
	}
	c.Flags().StringVar(&flags.name, "name", "", "name of the project (default: that of the folder)")
	c.Flags().StringVar(&flags.source, "source", "", "folder of the Streamlit app, relative to DIR")
	return c
}

func initManifest(c *cobra.Command, dir string, flags initFlags) error {
	name := flags.name
	if name == "" {
		folder, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		name = filepath.Base(folder)
	}
	content := manifest.Starter(name)
	if flags.source != "" {
		var err error
		if content, err = manifest.Set(content, []string{"app", "source"}, filepath.ToSlash(flags.source)); err != nil {
			return err
		}
	}
	path := filepath.Join(dir, manifest.FileName)
	if _, diags := manifest.Load(filepath.ToSlash(path), content); diags.Failed() {
		return diags
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage("%s is there already and stays as it is. edit it, or name another folder", path)
	} else if err != nil {
		return err
	}
	if _, err := file.Write(content); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.OutOrStdout(), path)
	fmt.Fprintf(c.ErrOrStderr(), "next: edit it, then run `streamlift up %s`\n", dir)
	return err
}
