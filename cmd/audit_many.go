package cmd

import "github.com/spf13/cobra"

func auditMany(c *cobra.Command, apps []string, flags auditFlags) error {
	for _, app := range apps {
		if _, err := auditApp(app, ""); err != nil {
			return err
		}
	}
	return nil
}
