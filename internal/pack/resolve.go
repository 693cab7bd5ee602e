package pack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Wanted is a pack that a project names, and where copies of it may lie.
type Wanted struct {
	Extends                   // name, source, version, folder, hash
	Dir      string           // folder that a relative source starts from
	Vendor   string           // folder of copies in the project, by name; a copy there is the source
	Cache    string           // folder of what repositories gave, by hash; may be empty
	Offline  bool             // only folders, archives and copies are read
	Unpinned bool             // the hash is not known yet: what is found is what will be pinned
	seen     []string         // packs above, against circles
	trees    map[string]Tree  // filled with what was read, by name
	bases    map[string]*Pack // and with what each layer lies on
}

// chain is how many packs may lie on one another.
const chain = 8

// fetchTime is how long a repository may take.
const fetchTime = 2 * time.Minute

// Resolved is a pack with the bytes of its foreign layers, by name.
type Resolved struct {
	Pack  *Pack
	Base  *Pack // what the pack lies on; nil when it lies on none
	Trees map[string]Tree
}

// Resolve finds a pack and all below it. The bytes of each foreign one are checked against its pin before anything of
// them is parsed.
func Resolve(ctx context.Context, w Wanted) (Resolved, error) {
	w.trees, w.bases = map[string]Tree{}, map[string]*Pack{}
	p, err := w.resolve(ctx)
	if err != nil {
		return Resolved{}, err
	}
	return Resolved{Pack: p, Base: w.bases[p.Name], Trees: w.trees}, nil
}

func (w Wanted) resolve(ctx context.Context) (*Pack, error) {
	if w.Source == "" {
		return w.builtin()
	}
	switch {
	case slices.Contains(w.seen, w.Name):
		return nil, Refuse(w.Name, "it extends itself: %s", strings.Join(append(w.seen, w.Name), ", "))
	case len(w.seen) >= chain:
		return nil, Refuse(w.Name, "over %d packs lie on one another", chain)
	case w.Hash == "" && !w.Unpinned:
		return nil, Refuse(w.Name, "it is not pinned. `streamlift pack add` pins the bytes it has now, and `hash:` names them")
	}
	tree, err := w.read(ctx)
	if err != nil {
		return nil, Refuse(cmpName(w), "%w", err)
	}
	if hash := tree.Hash(); w.Hash != "" && hash != w.Hash {
		advice := "a file or a tag was changed; `streamlift pack update` shows what"
		if len(w.seen) > 0 {
			advice = fmt.Sprintf("pack %s pins it; if the new bytes are wanted, change `hash:` below its `extends:`", w.seen[len(w.seen)-1])
		}
		return nil, Refuse(w.Name, "its bytes are not those that are pinned: %s instead of %s. %s", hash, w.Hash, advice)
	}
	h, err := headerOf(tree)
	if err != nil {
		return nil, Refuse(cmpName(w), "%w", err)
	}
	if w.Name != "" && h.Name != w.Name {
		return nil, Refuse(w.Name, "it calls itself %q. name it so", h.Name)
	}
	w.trees[h.Name] = tree
	var base *Pack
	if h.Extends != nil {
		if base, err = w.below(h).resolve(ctx); err != nil {
			return nil, err
		}
	}
	w.bases[h.Name] = base
	p, err := compose(tree, h, base)
	if err != nil {
		return nil, Refuse(h.Name, "%w", err)
	}
	p.Layers[len(p.Layers)-1].Source, p.Layers[len(p.Layers)-1].Ref = w.Source, w.Version
	return p, nil
}

func cmpName(w Wanted) string {
	if w.Name == "" {
		return w.Source
	}
	return w.Name
}

// below is what a layer extends.
func (w Wanted) below(h header) Wanted {
	next := w
	next.Extends, next.Unpinned, next.seen = *h.Extends, false, append(slices.Clone(w.seen), h.Name)
	if next.Source == "" || IsRemote(next.Source) || filepath.IsAbs(next.Source) {
		return next
	}
	if s := w.Place(); s.Repository() { // another folder of the same commit
		next.Source, next.Version = w.Source, w.Version
		next.Folder = path.Join(w.Folder, h.Extends.Source)
		return next
	}
	next.Dir = filepath.Join(w.Dir, filepath.FromSlash(w.Source), filepath.FromSlash(w.Folder))
	return next
}

// builtin is a pack that the program carries. A version asks for the lowest that will do, of the same major and minor
// numbers.
func (w Wanted) builtin() (*Pack, error) {
	p, err := Builtin(w.Name)
	if err != nil || w.Version == "" {
		return p, err
	}
	wanted, err := parseVersion(w.Version)
	if err != nil {
		return nil, err
	}
	have, err := parseVersion(p.Version)
	if err != nil {
		return nil, err
	}
	if have.compare(wanted) < 0 || have.numbers[0] != wanted.numbers[0] || have.numbers[1] != wanted.numbers[1] {
		return nil, Refuse(cmpName(w), "version %s is wanted, and this program carries %s. try the layer on it, then change `extends:`", w.Version, p.Version)
	}
	return p, nil
}

// Place is where the pack lies.
func (w Wanted) Place() Source {
	s := Source{Place: w.Source, Version: w.Version, Folder: w.Folder}
	if !IsRemote(w.Source) && !filepath.IsAbs(w.Source) {
		s.Place = filepath.Join(w.Dir, filepath.FromSlash(w.Source))
	}
	return s
}

// read gives the bytes: of the copy in the project, of the cache when it holds what is pinned, else of the source.
func (w Wanted) read(ctx context.Context) (Tree, error) {
	if w.Vendor != "" && w.Name != "" {
		if copied := filepath.Join(w.Vendor, w.Name); exists(copied) {
			return Fetch(ctx, Source{Place: copied})
		}
	}
	s := w.Place()
	if !s.Repository() {
		return Fetch(ctx, s)
	}
	cached := ""
	if w.Cache != "" && w.Hash != "" {
		cached = filepath.Join(w.Cache, strings.NewReplacer("/", "_", ":", "_").Replace(w.Hash))
		if tree, err := Fetch(ctx, Source{Place: cached}); err == nil && tree.Hash() == w.Hash {
			return tree, nil
		}
	}
	if w.Offline {
		return Tree{}, errors.New("no copy of what is pinned is on this machine. `streamlift pack vendor` keeps one in the project")
	}
	limited, stop := context.WithTimeout(ctx, fetchTime)
	defer stop()
	tree, err := Fetch(limited, s)
	if err == nil && cached != "" && tree.Hash() == w.Hash {
		err = tree.Write(cached)
	}
	return tree, err
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// Write puts a tree in a folder of its own, whole or not at all; what stood there goes.
func (t Tree) Write(folder string) error {
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(folder), "new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh)
	for _, f := range t.Files {
		name := filepath.Join(fresh, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Content, 0o644); err != nil {
			return err
		}
	}
	if err := os.Chmod(fresh, 0o755); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(folder), os.Rename(fresh, folder))
}

// Pins are what a project was generated from last: version and hash by name of the layer.
type Pins map[string]Pin

// Pin is one line of the lock about a pack.
type Pin struct{ Version, Hash string }

// Check holds a pack against what the lock remembers: a version never gets other bytes, and never an older one.
func (pins Pins) Check(p *Pack) error {
	for _, l := range p.Layers {
		pin, known := pins[l.Name]
		if !known || l.Source == "" {
			continue
		}
		was, errWas := parseVersion(pin.Version)
		now, errNow := parseVersion(l.Version)
		if err := errors.Join(errWas, errNow); err != nil {
			return Refuse(l.Name, "%w", err)
		}
		switch {
		case now.compare(was) < 0:
			return Refuse(l.Name, "version %s is older than %s, which the project was generated with. `streamlift pack update --downgrade` goes back", l.Version, pin.Version)
		case l.Version == pin.Version && l.Hash != pin.Hash && now.pre == "":
			return Refuse(l.Name, "version %s had other bytes when the project was generated: %s, now %s. released versions never change: give it a new one", l.Version, pin.Hash, l.Hash)
		}
	}
	return nil
}

// Place names a layer for people: name, version and where it comes from.
func (l Layer) Place() string {
	if l.Source == "" {
		return fmt.Sprintf("%s %s (built in)", l.Name, l.Version)
	}
	return fmt.Sprintf("%s %s (%s)", l.Name, l.Version, l.Source)
}
