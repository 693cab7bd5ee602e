package cmd

import (
	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/manifest"
)

// newSchema is `streamlift schema`.
func newSchema() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of streamlift.yaml, for editors, or its reference",
		Args:  between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			text := manifest.Schema()
			switch format {
			case "json":
			case "markdown":
				text = manifest.Reference()
			default:
				return usage("format %q is not known. use json or markdown", format)
			}
			_, err := c.OutOrStdout().Write(text)
			return err
		},
	}
	c.Flags().StringVar(&format, "format", "json", "json: the schema; markdown: the reference, docs/manifest.md")
	return c
}
