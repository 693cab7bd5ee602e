package cmd

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/generator"
)

// formatCheck is a tool that judges files of one kind: it runs in the folder of each, or on it.
type formatCheck struct {
	program string
	args    []string
	file    string // base name of the files, or a folder of workflows
	named   bool   // the file is the last argument
}

// formatChecks is a flat table of the tools.
func formatChecks() []formatCheck {
	return []formatCheck{
		{program: "ruff", args: []string{"format", "--check", "--no-cache", "--quiet", "."}, file: "pyproject.toml"},
		{program: "ruff", args: []string{"check", "--no-cache", "--quiet", "."}, file: "pyproject.toml"},
		{program: "hadolint", file: "Dockerfile", named: true},
		{program: "actionlint", file: "workflows", named: true},
	}
}

// checkFormats writes a project into a folder of its own and has the tools judge it; those that are not there are said.
func checkFormats(c *cobra.Command, files []generator.File) (problems []string, err error) {
	folder, err := os.MkdirTemp("", "streamlift-formats-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	for _, f := range files {
		name := filepath.Join(folder, filepath.FromSlash(f.Path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, f.Content, 0o644)); err != nil {
			return nil, err
		}
	}
	absent := []string{}
	for _, check := range formatChecks() {
		if _, err := exec.LookPath(check.program); err != nil {
			if !slices.Contains(absent, check.program) {
				absent = append(absent, check.program)
			}
			continue
		}
		for _, f := range files {
			if base := path.Base(f.Path); base != check.file && path.Base(path.Dir(f.Path)) != check.file {
				continue
			}
			args := check.args
			if check.named {
				args = append(slices.Clone(args), path.Base(f.Path))
			}
			run := exec.CommandContext(c.Context(), check.program, args...)
			run.Dir = filepath.Join(folder, filepath.FromSlash(path.Dir(f.Path)))
			if out, err := run.CombinedOutput(); err != nil {
				first, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
				problems = append(problems, fmt.Sprintf("%s: %s %s: %v: %s", f.Path, check.program, strings.Join(check.args, " "), err, first))
			}
		}
	}
	if len(absent) > 0 {
		fmt.Fprintln(c.ErrOrStderr(), "note: not run, for they are not installed: "+strings.Join(absent, ", "))
	}
	return problems, nil
}
