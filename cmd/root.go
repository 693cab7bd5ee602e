// Package cmd is the command line: one cobra command a file. Commands call the stages in order and hold no logic of
// their own. Results go to stdout, everything else to stderr.
package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/diag"
)

// Streams are where commands speak.
type Streams struct {
	Out io.Writer // results
	Err io.Writer // everything else
}

// commands lists every command of the program.
func commands() []*cobra.Command {
	return []*cobra.Command{
		newAccept(),
		newAudit(),
		newCheck(),
		newDecide(),
		newDiff(),
		newEject(),
		newExplain(),
		newGenerate(),
		newInit(),
		newPack(),
		newRecover(),
		newReport(),
		newRule(),
		newSchema(),
		newUp(),
		newVerify(),
		newVersion(),
	}
}

// Execute runs one command line and gives the exit code.
func Execute(ctx context.Context, args []string, streams Streams) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	ran, err := root.ExecuteContextC(ctx)
	if err != nil {
		report(ran, err)
	}
	return int(codeOf(err))
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "streamlift",
		Short: "Streamlift turns a Streamlit app into a production project",
		Long: "Streamlift turns a Streamlit app, or a manifest written by hand, into a project that runs in production:\n" +
			"a FastAPI service, a client and a Streamlit UI that only calls it, with tests, images and CI.\n\n" +
			"Exit codes:\n  " + strings.Join(meanings(), "\n  "),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage("%w. `%s --help` lists the flags", err, c.CommandPath())
	})
	root.AddCommand(commands()...)
	return root
}

// unknownCommand refuses words that are no command, with the nearest one.
func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	advice := "`streamlift --help` lists the commands"
	if near := diag.Nearest(args[0], names); near != "" {
		advice = fmt.Sprintf("did you mean %q?", near)
	}
	return usage("%q is no command. %s", args[0], advice)
}

// between is the number of arguments a command takes, with the words of its usage line.
func between(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) >= least && len(args) <= most {
			return nil
		}
		return usage("got %d arguments. use it as `%s`", len(args), c.UseLine())
	}
}

// formats adds the flag --format to a command whose result a machine may read.
func formats(c *cobra.Command) {
	c.Flags().String("format", "text", "form of the result: text or json")
}

// inJSON reports whether the result is asked for as JSON.
func inJSON(c *cobra.Command) (bool, error) {
	format, err := c.Flags().GetString("format")
	if err != nil {
		return false, nil // the command has one form only
	}
	if format != "text" && format != "json" {
		return false, usage("format %q is not known. use text or json", format)
	}
	return format == "json", nil
}

// printJSON writes one result as JSON.
func printJSON(out io.Writer, result any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(result)
}

// report says an error: diagnostics with their lines, all else as one message.
func report(c *cobra.Command, err error) {
	var diags diag.List
	var quiet *exit
	switch {
	case errors.As(err, &diags):
		if machine, _ := inJSON(c); machine {
			_ = printJSON(c.OutOrStdout(), failed{Diagnostics: places(diags)})
		}
		for _, d := range diags.Sorted() {
			fmt.Fprintln(c.ErrOrStderr(), d.Detail())
		}
	case errors.As(err, &quiet) && quiet.err == nil:
	default:
		fmt.Fprintln(c.ErrOrStderr(), "error: "+err.Error())
	}
}

// failed is the result of a command whose input was wrong.
type failed struct {
	Diagnostics []place `json:"diagnostics"`
}

// place is a diagnostic as JSON.
type place struct {
	Severity string `json:"severity"`
	Path     string `json:"path"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Message  string `json:"message"`
	Advice   string `json:"advice,omitempty"`
	Rule     string `json:"rule,omitempty"`
}

func places(diags diag.List) []place {
	out := make([]place, 0, len(diags))
	for _, d := range diags.Sorted() {
		severity := []string{"error", "warning", "note"}[d.Severity]
		out = append(out, place{Severity: severity, Path: d.Path, Line: d.Position.Line, Column: d.Position.Column,
			Message: d.Message, Advice: d.Advice, Rule: d.Rule})
	}
	return out
}
