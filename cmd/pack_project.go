package cmd

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/regen"
)

// vendorFolder is where a project keeps copies of its packs.
const vendorFolder = stateFolder + "/packs"

// pinInput begins the names under which the lock pins packs.
const pinInput = "pack."

// wanted is the pack that a manifest names, as it is found from a folder.
func wanted(m *manifest.Manifest, folder string) pack.Wanted {
	w := pack.Wanted{
		Extends: pack.Extends{Name: m.Pack.Name, Source: m.Pack.Source, Version: m.Pack.Version, Folder: m.Pack.Folder, Hash: m.Pack.Hash},
		Dir:     folder, Vendor: filepath.Join(folder, filepath.FromSlash(vendorFolder)),
	}
	if cache, err := os.UserCacheDir(); err == nil {
		w.Cache = filepath.Join(cache, "streamlift", "packs")
	}
	return w
}

// findPack finds the pack of a manifest; a foreign one only with the bytes that are pinned.
func findPack(m *manifest.Manifest, w pack.Wanted) (found pack.Resolved, err error) {
	switch {
	case w.Source == "" && (w.Hash != "" || w.Version != "" || w.Folder != ""): // a pin that nothing would check
		return found, diag.List{diag.At(m.Source, m.Pack.Span, "pack has a hash, version or folder, and no source", "add `source:`, or leave only `name:` for a built-in pack")}
	case w.Source == "":
		found.Pack, err = choosePack(m)
		return found, err
	}
	return pack.Resolve(context.Background(), w)
}

// choose sets a pack's parameters to what a manifest says.
func choose(p *pack.Pack, m *manifest.Manifest) (notes []string, err error) {
	values := map[string]any{}
	for _, one := range m.Pack.Parameters {
		values[one.Name] = one.Value
	}
	if notes, err = p.Choose(values); err != nil {
		return nil, diag.List{diag.At(m.Source, m.Pack.Span, err.Error(), "")}
	}
	return notes, nil
}

// pack is the pack that the project is made with.
func (p *project) pack() (*pack.Pack, error) {
	var found pack.Resolved
	var err error
	if p.fetched != nil {
		found = *p.fetched
	} else if found, err = findPack(p.manifest, wanted(p.manifest, p.folder)); err != nil {
		return nil, err
	}
	notes, err := choose(found.Pack, p.manifest)
	if err != nil {
		return nil, err
	}
	p.notes = append(p.notes, notes...)
	switch m := p.manifest; {
	case !found.Pack.Foreign() || found.Pack.Target == "":
	case m.Target == "auto":
		m.Target = found.Pack.Target
	case m.Target != found.Pack.Target:
		return nil, diag.List{diag.At(m.Source, m.Pack.Span, fmt.Sprintf("pack %s makes projects of target %s, and `target` says %s", found.Pack.Name, found.Pack.Target, m.Target), "change one of them")}
	}
	if p.downgrade {
		return found.Pack, nil
	}
	pins, err := pinsOf(p.folder)
	if err != nil {
		return nil, err
	}
	return found.Pack, pins.Check(found.Pack)
}

// pinsOf are the packs that the lock of a project pins; none where nothing was generated yet.
func pinsOf(folder string) (pack.Pins, error) {
	pins := pack.Pins{}
	if !isProject(folder) {
		return pins, nil
	}
	state, err := regen.Open(folder)
	if err != nil {
		return nil, err
	}
	defer state.Close()
	for _, in := range state.Inputs() {
		name, is := strings.CutPrefix(in.Name, pinInput)
		if version, hash, ok := strings.Cut(string(in.Hash), " "); is && ok {
			pins[name] = pack.Pin{Version: version, Hash: hash}
		}
	}
	return pins, nil
}

// layerOf names the pack of a template with its version, "" when it is built in.
func layerOf(folder, template string) string {
	name, _, foreign := strings.Cut(template, ":")
	pins, err := pinsOf(folder)
	if !foreign || err != nil {
		return ""
	}
	return name + " " + pins[name].Version
}

// adding lists the templates of layers that add to the file of a template, when the project's pack is at hand.
func adding(folder, template string) []string {
	file, err := openManifest(folder)
	if err != nil || file.manifest.Pack.Source == "" {
		return nil
	}
	found, err := findPack(file.manifest, wanted(file.manifest, file.folder))
	if err != nil {
		return nil
	}
	for _, f := range found.Pack.Files {
		if f.Template == template {
			return f.Merges
		}
	}
	return nil
}

// pin adds the layers of a pack to what the lock will say.
func pin(inputs map[string]regen.Hash, p *pack.Pack) {
	if !p.Foreign() {
		return
	}
	for _, l := range p.Layers {
		inputs[pinInput+l.Name] = regen.Hash(l.Version + " " + l.Hash)
	}
}

// moved is a source of a pack as another folder names it.
func moved(source, from, to string) string {
	if source == "" || pack.IsRemote(source) || filepath.IsAbs(source) {
		return source
	}
	rel, err := filepath.Rel(to, filepath.Join(from, filepath.FromSlash(source)))
	if err != nil {
		return source
	}
	return path.Clean(filepath.ToSlash(rel))
}
