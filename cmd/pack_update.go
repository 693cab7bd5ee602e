package cmd

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/regen"
)

// updateFlags are the flags of `pack update`.
type updateFlags struct {
	to        string
	out       string
	downgrade bool
	yes       bool
}

// newPackUpdate is `streamlift pack update [MANIFEST]`.
func newPackUpdate() *cobra.Command {
	var flags updateFlags
	c := &cobra.Command{
		Use:   "update [MANIFEST]",
		Short: "Show what a newer version of the pack changes in the project, and take it with --yes",
		Long: "Of a repository the newest tag is taken, or the one of --to; of a folder or archive what it holds now.\n" +
			"Manifest, lock and files change together or not at all; edits of people are merged as by generate.",
		Args: between(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return packUpdate(c, append(args, ".")[0], flags) },
	}
	c.Flags().StringVar(&flags.to, "to", "", "tag or commit (default: the newest tag)")
	c.Flags().StringVarP(&flags.out, "output", "o", "", "folder of the project")
	c.Flags().BoolVar(&flags.downgrade, "downgrade", false, "allow an older version")
	c.Flags().BoolVar(&flags.yes, "yes", false, "write it")
	return c
}

func packUpdate(c *cobra.Command, name string, flags updateFlags) error {
	p, err := openProject(name, flags.out)
	if err == nil {
		err = p.target("")
	}
	if err != nil {
		return err
	}
	before := p.manifest.Pack
	if before.Source == "" {
		return usage("the pack is built in and changes with the program. `streamlift generate` takes it")
	}
	found, err := newest(c, p, flags.to)
	if err != nil {
		return err
	}
	top := found.Pack.Layers[len(found.Pack.Layers)-1]
	if err := p.pinTo(found.Pack, flags); err != nil {
		return err
	}
	vendored := filepath.Join(p.folder, filepath.FromSlash(vendorFolder))
	plan, written, err := p.updatePlan(c, found, vendored, flags)
	if err != nil {
		return err
	}
	if err := printPlan(c.OutOrStdout(), plan); err != nil {
		return err
	}
	fmt.Fprintln(c.ErrOrStderr(), top.Place()+": "+summary(plan))
	switch {
	case !written:
		fmt.Fprintln(c.ErrOrStderr(), "nothing was written; --yes writes it")
		return nil
	case p.copied:
		if err := p.repin(found.Pack, before); err != nil {
			return err
		}
	}
	if len(plan.Conflicts()) > 0 {
		return &exit{code: exitConflicts}
	}
	return nil
}

// updatePlan plans the update, and carries it out when asked to. Copies in the project follow.
func (p *project) updatePlan(c *cobra.Command, found pack.Resolved, vendored string, flags updateFlags) (*regen.Plan, bool, error) {
	_, err := os.Stat(vendored)
	has := err == nil
	approve := never
	if flags.yes {
		approve = always
	}
	p.fetched = &found
	plan, written, err := build(c, p, approve)
	if err == nil && written && has {
		err = vendor(c, found, p.folder)
	}
	return plan, written, err
}

// newest resolves the version that an update goes to, whatever bytes it has.
func newest(c *cobra.Command, p *project, to string) (pack.Resolved, error) {
	w := wanted(p.manifest, p.folder)
	w.Unpinned, w.Hash, w.Vendor = true, "", ""
	if to != "" {
		w.Version = to
	} else if s := w.Place(); s.Repository() {
		tags, err := pack.Tags(c.Context(), s.Place)
		if err != nil {
			return pack.Resolved{}, pack.Refuse(w.Name, "%w", err)
		}
		if len(tags) > 0 {
			w.Version = tags[0]
		}
	}
	return pack.Resolve(c.Context(), w)
}

// pinTo names another version of the pack in the project's manifest, in memory.
func (p *project) pinTo(to *pack.Pack, flags updateFlags) error {
	top := to.Layers[len(to.Layers)-1]
	e := pack.Extends{Name: top.Name, Source: p.manifest.Pack.Source, Version: top.Ref, Folder: p.manifest.Pack.Folder, Hash: top.Hash}
	target := p.manifest.Target
	content, err := pinned(p.content, e)
	if err == nil {
		content, err = migrated(content, p.manifest, to)
	}
	if err != nil {
		return err
	}
	present, err := os.ReadFile(filepath.Join(p.folder, manifest.FileName))
	p.content, p.fresh, p.downgrade = content, err != nil || string(present) != string(content), flags.downgrade
	if p.manifest, err = loadManifest(p.path, content); err == nil {
		p.manifest.Target = target
	}
	return err
}

// repin writes the new version into the manifest that the project's is a copy of.
func (p *project) repin(to *pack.Pack, before manifest.Pack) error {
	content, err := os.ReadFile(p.path)
	if err != nil {
		return err
	}
	m, err := loadManifest(p.path, content)
	if err != nil {
		return err
	}
	top := to.Layers[len(to.Layers)-1]
	content, err = pinned(content, pack.Extends{Name: top.Name, Source: m.Pack.Source, Version: top.Ref, Folder: before.Folder, Hash: top.Hash})
	if err == nil {
		content, err = migrated(content, m, to)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(p.path, content, 0o644)
}

// migrated is a manifest's text with the parameters of its pack under the names that they have now.
func migrated(content []byte, m *manifest.Manifest, to *pack.Pack) ([]byte, error) {
	at := func(name string) []string { return []string{"pack", "parameters", name} }
	for _, now := range to.Parameters {
		for _, old := range m.Pack.Parameters {
			if now.Replaces == "" || old.Name != now.Replaces {
				continue
			}
			var err error
			if content, err = manifest.Set(content, at(now.Name), old.Value); err != nil {
				return nil, err
			}
			if content, err = manifest.Delete(content, at(old.Name)); err != nil {
				return nil, err
			}
		}
	}
	return content, nil
}
