package cmd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// newPack is `streamlift pack`.
func newPack() *cobra.Command {
	c := &cobra.Command{
		Use:   "pack",
		Short: "Packs of templates that teams share: pin, layer, check and test them",
		Long: "A pack is data: templates and a table of files, perhaps laid on another pack. Nothing in it can run. A project pins\n" +
			"the bytes of its pack by hash; a pack of other bytes is refused with exit code 5. docs/packs.md begins at the beginning.",
		Args: unknownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newPackAdd(), newPackDiff(), newPackDocs(), newPackInit(), newPackLint(), newPackList(), newPackRender(),
		newPackSchema(), newPackTest(), newPackUpdate(), newPackVendor(), newPackVerify())
	return c
}

// newPackSchema is `streamlift pack schema`.
func newPackSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of pack.yaml, for editors",
		Args:  between(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := c.OutOrStdout().Write(pack.Schema())
			return err
		},
	}
}

// newPackList is `streamlift pack list [MANIFEST]`.
func newPackList() *cobra.Command {
	c := &cobra.Command{
		Use:   "list [MANIFEST]",
		Short: "List the built-in packs, and the layers that a manifest names",
		Args:  between(0, 1),
		RunE:  func(c *cobra.Command, args []string) error { return packList(c, append(args, ".")[0]) },
	}
	formats(c)
	return c
}

// listed is a pack in the result of `pack list` as JSON.
type listed struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Hash    string `json:"hash"`
	Source  string `json:"source,omitempty"`
	Files   int    `json:"files,omitempty"`
	Used    bool   `json:"used"`
}

func packList(c *cobra.Command, name string) error {
	machine, err := inJSON(c)
	if err != nil {
		return err
	}
	all := []listed{}
	used := map[string]bool{}
	if file, err := openManifest(name); err == nil {
		found, err := findPack(file.manifest, wanted(file.manifest, file.folder))
		if err != nil {
			return err
		}
		for i, l := range found.Pack.Layers {
			used[l.Name] = true
			if l.Source != "" {
				one := listed{Name: l.Name, Version: l.Version, Hash: l.Hash, Source: l.Source, Used: true}
				if i == len(found.Pack.Layers)-1 {
					one.Files = len(found.Pack.Files)
				}
				all = append(all, one)
			}
		}
	}
	var builtin []listed
	for _, name := range pack.Builtins() {
		p, err := pack.Builtin(name)
		if err != nil {
			return err
		}
		builtin = append(builtin, listed{Name: name, Version: p.Version, Hash: p.Layers[0].Hash, Files: len(p.Files), Used: used[name]})
	}
	all = append(builtin, all...)
	if machine {
		return printJSON(c.OutOrStdout(), all)
	}
	for _, one := range all {
		mark, from := " ", "built in"
		if one.Used {
			mark = "*"
		}
		if one.Source != "" {
			from = one.Source
		}
		fmt.Fprintf(c.OutOrStdout(), "%s %-12s %-10s %s\n", mark, one.Name, one.Version, from)
	}
	return nil
}

// manifestFile is a manifest whose pack is looked at or changed.
type manifestFile struct {
	path     string
	folder   string // absolute
	content  []byte
	manifest *manifest.Manifest
}

// openManifest reads a manifest, or the one of a folder.
func openManifest(name string) (manifestFile, error) {
	f := manifestFile{path: name}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		f.path = filepath.Join(name, manifest.FileName)
	}
	var err error
	if f.content, err = os.ReadFile(f.path); err != nil {
		return f, usage("%s holds no %s. `streamlift init %s` writes one to start from", name, manifest.FileName, name)
	}
	if f.folder, err = realFolder(filepath.Dir(f.path)); err != nil {
		return f, err
	}
	f.manifest, err = loadManifest(f.path, f.content)
	return f, err
}

// pinned is a manifest's text with another pack; its parameters stay.
func pinned(content []byte, w pack.Extends) ([]byte, error) {
	fields := []struct{ key, value string }{
		{"name", w.Name}, {"source", w.Source}, {"version", w.Version}, {"folder", w.Folder}, {"hash", w.Hash},
	}
	var err error
	for _, f := range fields {
		at := []string{"pack", f.key}
		if f.value != "" {
			content, err = manifest.Set(content, at, f.value)
		} else if next, missing := manifest.Delete(content, at); missing == nil {
			content = next
		}
		if err != nil {
			return nil, err
		}
	}
	return content, nil
}

// newPackAdd is `streamlift pack add SOURCE[@VERSION] [MANIFEST]`.
func newPackAdd() *cobra.Command {
	var folder, hash string
	var set []string
	c := &cobra.Command{
		Use:   "add SOURCE[@VERSION] [MANIFEST]",
		Short: "Name a pack in a manifest and pin the bytes that it has now",
		Long: "SOURCE is a folder, a .zip or .tar.gz, or a git repository (a path or URL) with @ and a tag or commit.\n" +
			"Give --hash when somebody told you which bytes to expect.",
		Args: between(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			place, version := args[0], ""
			if at := strings.LastIndexByte(place, '@'); at > 0 && !strings.ContainsAny(place[at:], "/:") {
				place, version = place[:at], place[at+1:]
			}
			return packAdd(c, pack.Extends{Source: place, Version: version, Folder: folder, Hash: hash}, append(args[1:], ".")[0], set)
		},
	}
	c.Flags().StringArrayVar(&set, "set", nil, "a parameter as NAME=VALUE, the value as YAML")
	c.Flags().StringVar(&folder, "folder", "", "folder of the pack below the source")
	c.Flags().StringVar(&hash, "hash", "", "hash that the pack must have, as h1:…")
	return c
}

func packAdd(c *cobra.Command, e pack.Extends, name string, set []string) error {
	file, err := openManifest(name)
	if err != nil {
		return err
	}
	here, err := realFolder(".")
	if err != nil {
		return err
	}
	e.Source = moved(e.Source, here, file.folder)
	w := wanted(file.manifest, file.folder)
	w.Extends, w.Unpinned, w.Vendor = e, true, ""
	found, err := pack.Resolve(c.Context(), w)
	if err != nil {
		return err
	}
	top := found.Pack.Layers[len(found.Pack.Layers)-1]
	e.Name, e.Hash = top.Name, top.Hash
	content, err := pinned(file.content, e)
	if err != nil {
		return err
	}
	if content, err = withParameters(content, set); err != nil {
		return err
	}
	chosen, err := loadManifest(file.path, content)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file.path, content, 0o644); err != nil {
		return err
	}
	tellLayers(c, found.Pack)
	for _, p := range found.Pack.Parameters {
		given := slices.ContainsFunc(chosen.Pack.Parameters, func(q manifest.Parameter) bool { return q.Name == p.Name })
		if p.Default == nil && !p.Hidden && !given {
			fmt.Fprintf(c.ErrOrStderr(), "next: give the parameter %s (%s) below `parameters:` of `pack:`\n", p.Name, p.Description)
		}
	}
	fmt.Fprintf(c.ErrOrStderr(), "next: `streamlift generate %s`\n", name)
	return nil
}

// withParameters is a manifest's text with parameters of its pack set, each as NAME=VALUE.
func withParameters(content []byte, set []string) ([]byte, error) {
	for _, one := range set {
		name, text, ok := strings.Cut(one, "=")
		var value any
		if err := yaml.Unmarshal([]byte(text), &value); err != nil || !ok {
			return nil, usage("%q is no parameter. write it as NAME=VALUE", one)
		}
		var err error
		if content, err = manifest.Set(content, []string{"pack", "parameters", name}, value); err != nil {
			return nil, err
		}
	}
	return content, nil
}

// tellLayers lists the layers of a pack, the uppermost first.
func tellLayers(c *cobra.Command, p *pack.Pack) {
	for i := len(p.Layers) - 1; i >= 0; i-- {
		line := p.Layers[i].Place()
		if p.Layers[i].Source != "" { // the program itself is what a built-in one is held against
			line += " " + p.Layers[i].Hash
		}
		fmt.Fprintln(c.OutOrStdout(), line)
	}
}

// newPackVerify is `streamlift pack verify [MANIFEST]`.
func newPackVerify() *cobra.Command {
	return &cobra.Command{
		Use:   "verify [MANIFEST]",
		Short: "Check the bytes of a project's packs against the manifest and the lock; asks no network",
		Args:  between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			file, err := openManifest(append(args, ".")[0])
			if err != nil {
				return err
			}
			w := wanted(file.manifest, file.folder)
			w.Offline = true
			found, err := findPack(file.manifest, w)
			if err != nil {
				return err
			}
			pins, err := pinsOf(file.folder)
			if err != nil {
				return err
			}
			if err := pins.Check(found.Pack); err != nil {
				return err
			}
			tellLayers(c, found.Pack)
			return nil
		},
	}
}

// newPackVendor is `streamlift pack vendor [PROJECT]`.
func newPackVendor() *cobra.Command {
	return &cobra.Command{
		Use:   "vendor [PROJECT]",
		Short: "Copy a project's packs into it, so that it generates without their sources",
		Args:  between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			file, err := openManifest(append(args, ".")[0])
			if err != nil {
				return err
			}
			if !isProject(file.folder) {
				return usage("%s is no generated project. `streamlift generate` makes one", file.folder)
			}
			w := wanted(file.manifest, file.folder)
			w.Vendor = ""
			found, err := findPack(file.manifest, w)
			if err != nil {
				return err
			}
			return vendor(c, found, file.folder)
		},
	}
}

// vendor writes copies of packs into a project.
func vendor(c *cobra.Command, found pack.Resolved, folder string) error {
	var errs []error
	for _, l := range found.Pack.Layers {
		tree, foreign := found.Trees[l.Name]
		if !foreign {
			continue
		}
		fmt.Fprintf(c.OutOrStdout(), "%s/%s %s %s\n", vendorFolder, l.Name, l.Version, l.Hash)
		errs = append(errs, tree.Write(filepath.Join(folder, filepath.FromSlash(vendorFolder), l.Name)))
	}
	return errors.Join(errs...)
}
