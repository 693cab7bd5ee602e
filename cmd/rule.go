package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/audit"
	"github.com/streamlift/streamlift/internal/diag"
)

// newRule is `streamlift rule ID`.
func newRule() *cobra.Command {
	return &cobra.Command{
		Use:   "rule [ID]",
		Short: "Say what a rule of the audit looks for, why, and what to do",
		Args:  between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				for _, r := range audit.Rules() {
					if _, err := fmt.Fprintf(c.OutOrStdout(), "%s  %-7s  %s\n", r.ID, r.Severity, r.Title); err != nil {
						return err
					}
				}
				return nil
			}
			r, ok := audit.RuleOf(args[0])
			if !ok {
				var ids []string
				for _, known := range audit.Rules() {
					ids = append(ids, known.ID)
				}
				advice := "rules: " + strings.Join(ids, ", ")
				if near := diag.Nearest(strings.ToUpper(args[0]), ids); near != "" {
					advice = fmt.Sprintf("did you mean %q?", near)
				}
				return usage("there is no rule %q. %s", args[0], advice)
			}
			_, err := fmt.Fprint(c.OutOrStdout(), r.Page())
			return err
		},
	}
}
