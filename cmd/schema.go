package cmd

import (
	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/verify"
)

// newSchema is `streamlift schema`.
func newSchema() *cobra.Command {
	var format string
	var recipe bool
	c := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of streamlift.yaml, for editors, or its reference",
		Args:  between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			text := manifest.Schema()
			if recipe {
				_, err := c.OutOrStdout().Write(verify.RecipeSchema())
				return err
			}
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
	c.Flags().BoolVar(&recipe, "recipe", false, "the schema of verify.yaml, which `streamlift verify` reads")
	return c
}
