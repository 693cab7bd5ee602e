package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/manifest"
)

// Version is the version of the program and of the wheels that carry it (PEP 440).
const Version = "0.1.0.dev0"

// newVersion is `streamlift version`.
func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the program and of the manifests it reads",
		Args:  between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(c.OutOrStdout(), "streamlift %s, manifest version %d\n", Version, manifest.Version)
			return err
		},
	}
}
