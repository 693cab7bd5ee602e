package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/regen"
)

// onProject adds the flag by which commands find the project they work on.
func onProject(c *cobra.Command) {
	c.Flags().StringP("project", "C", ".", "folder of the project, or one inside it")
}

// projectFolder is the absolute root of the project that the flag names: the nearest folder above with state.
func projectFolder(c *cobra.Command) (string, error) {
	named, err := c.Flags().GetString("project")
	if err != nil {
		return "", err
	}
	folder, err := realFolder(named)
	if err != nil {
		return "", err
	}
	for dir := folder; ; dir = filepath.Dir(dir) {
		if isProject(dir) {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", usage("%s is in no generated project. go into one, or name it with --project", named)
		}
	}
}

// openState opens the project that the flag names, and says what opening it settled.
func openState(c *cobra.Command) (*regen.Project, string, error) {
	folder, err := projectFolder(c)
	if err != nil {
		return nil, "", err
	}
	state, err := regen.Open(folder)
	if err != nil {
		return nil, "", err
	}
	for _, note := range state.Notes {
		fmt.Fprintln(c.ErrOrStderr(), "note: "+note)
	}
	return state, folder, nil
}

// projectPath is a path as the lock spells it, from one as a shell gives it: from here, or else from the project's root.
func projectPath(folder, name string) (string, error) {
	full, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(full); errors.Is(err, fs.ErrNotExist) && !filepath.IsAbs(name) {
		if _, err := os.Lstat(filepath.Join(folder, name)); err == nil || !inside(full, folder) {
			full = filepath.Join(folder, name)
		}
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(full)); err == nil {
		full = filepath.Join(dir, filepath.Base(full))
	}
	rel, err := filepath.Rel(folder, full)
	if err != nil || !inside(full, folder) {
		return "", usage("%s is not in the project %s", name, folder)
	}
	return filepath.ToSlash(rel), nil
}
