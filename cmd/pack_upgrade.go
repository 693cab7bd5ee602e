package cmd

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/packdev"
	"github.com/streamlift/streamlift/internal/regen"
)

// packUpgrade generates each case of a pack with an older version, edits it as recorded, and plans this version over it.
func packUpgrade(c *cobra.Command, name, from string) error {
	folder, err := realFolder(name)
	if err != nil {
		return err
	}
	source, err := inRepository(folder)
	if err != nil {
		return err
	}
	dir := os.DirFS(folder)
	cases, err := packdev.Cases(dir)
	if err != nil {
		return err
	}
	failed := false
	for _, file := range cases {
		old, err := pack.Resolve(c.Context(), pack.Wanted{Extends: pack.Extends{Source: source.Place, Folder: source.Folder, Version: from}, Unpinned: true})
		if err != nil {
			return err
		}
		now, err := packIn(c, folder)
		if err != nil {
			return err
		}
		problems, err := upgrade(dir, file, [2]*pack.Pack{old.Pack, now.Pack})
		if err != nil {
			return err
		}
		word := "ok"
		if len(problems) > 0 {
			word, failed = "FAILED", true
		}
		fmt.Fprintf(c.OutOrStdout(), "%-9s %s: from %s\n", word, path.Base(path.Dir(file)), from)
		for _, problem := range problems {
			fmt.Fprintln(c.OutOrStdout(), "  "+problem)
		}
	}
	if failed {
		return &exit{code: exitFindings}
	}
	return nil
}

// inRepository finds the repository that a folder lies in.
func inRepository(folder string) (pack.Source, error) {
	for dir := folder; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			below, err := filepath.Rel(dir, folder)
			if below == "." {
				below = ""
			}
			return pack.Source{Place: dir, Folder: filepath.ToSlash(below)}, err
		}
		if dir == filepath.Dir(dir) {
			return pack.Source{}, usage("%s is in no git repository, so it has no version before", folder)
		}
	}
}

// upgrade plays one case from the first pack to the second in a folder of its own.
func upgrade(dir fs.FS, file string, packs [2]*pack.Pack) (problems []string, err error) {
	project, err := os.MkdirTemp("", "streamlift-upgrade-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(project)
	edited, err := packdev.Edits(dir, file)
	if err != nil {
		return nil, err
	}
	for i, p := range packs {
		in, err := packdev.Input(dir, file, p)
		if err != nil {
			return nil, err
		}
		made, err := makeFiles(in)
		if err != nil {
			return nil, err
		}
		plan, err := planned(project, made, i == 0)
		if err != nil {
			return nil, err
		}
		for _, change := range plan.Conflicts() {
			problems = append(problems, fmt.Sprintf("%s: %s", change.Path, change.Reason))
		}
		if i > 0 {
			break
		}
		for _, name := range slices.Sorted(maps.Keys(edited)) {
			full := filepath.Join(project, filepath.FromSlash(name))
			if _, err := os.Stat(full); err != nil {
				problems = append(problems, fmt.Sprintf("%s is edited, and the version before does not make it", name))
				continue
			}
			if err := os.WriteFile(full, edited[name], 0o644); err != nil {
				return nil, err
			}
		}
	}
	return problems, nil
}

// planned plans files into a project, and applies the plan where asked to.
func planned(project string, made []generator.File, apply bool) (*regen.Plan, error) {
	state, err := regen.Open(project)
	if err != nil {
		return nil, err
	}
	defer state.Close()
	plan, err := state.Plan(forProject(made), regen.Options{})
	if err == nil && apply {
		err = state.Apply(plan)
	}
	return plan, err
}
