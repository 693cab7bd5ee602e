package pack

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
)

// compose makes the pack of a tree; base is the pack that it extends, or nil.
func compose(tree Tree, h header, base *Pack) (*Pack, error) {
	p := &Pack{Name: h.Name, Version: h.Version, Target: h.Target}
	prefix := ""
	if base != nil {
		*p = *base
		p.Name, p.Version, p.Target = h.Name, h.Version, cmp.Or(h.Target, base.Target)
		p.Files, p.Layers, p.Parameters = slices.Clone(base.Files), slices.Clone(base.Layers), slices.Clone(base.Parameters)
		prefix = h.Name + ":"
		if slices.ContainsFunc(base.Layers, func(l Layer) bool { return l.Name == h.Name }) {
			return nil, fmt.Errorf("pack.yaml: a pack below has the name %q too. rename one", h.Name)
		}
	}
	if len(h.Delimiters) == 2 {
		if base != nil && (h.Delimiters[0] != base.Left || h.Delimiters[1] != base.Right) {
			return nil, fmt.Errorf("pack.yaml: delimiters differ from those of pack %s. leave them out", base.Name)
		}
		p.Left, p.Right = h.Delimiters[0], h.Delimiters[1]
	}
	if h.Logic != nil {
		p.Logic = *h.Logic
	}
	if h.Lifted != nil {
		p.Lifted = *h.Lifted
	}
	own := sources(tree, h.Name, prefix)
	if err := bounds(own, p.Left, p.Right); err != nil {
		return nil, err
	}
	p.Layers = append(p.Layers, Layer{Name: h.Name, Version: h.Version, Hash: tree.Hash()})
	l := layer{header: h, pack: p, base: base, prefix: prefix, own: own}
	steps := []func() error{l.partials, l.drops, l.replaces, l.merges, l.parameters}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	for _, f := range h.Files {
		f.Template, f.Layer = prefix+f.Template, h.Name
		if at := p.row(f.Path); base != nil && at >= 0 {
			return nil, fmt.Errorf("pack.yaml: pack %s makes %q already. name it below `replaces:`", p.Files[at].Layer, f.Path)
		}
		p.Files = append(p.Files, f)
	}
	return p, p.check()
}

// layer is a pack while it is laid on its base.
type layer struct {
	header header
	pack   *Pack
	base   *Pack
	prefix string
	own    []Template
}

// row finds a row of the file table by its path.
func (p *Pack) row(name string) int {
	return slices.IndexFunc(p.Files, func(f File) bool { return f.Path == name })
}

// gone is the error of a row that a layer changes and that is not below it.
func (l layer) gone(verb, name string) error {
	below := l.base.Layers[len(l.base.Layers)-1]
	var paths []string
	for _, f := range l.base.Files {
		paths = append(paths, f.Path)
	}
	advice := "delete the entry"
	if near := likely(name, paths); near != "" {
		advice = fmt.Sprintf("it may be %q now", near)
	}
	return fmt.Errorf("pack.yaml: %s %q, which pack %s %s does not make. %s", verb, name, below.Name, below.Version, advice)
}

// likely is the path that a file may have moved to: one nearly alike, else one of the same name or folder.
func likely(name string, paths []string) string {
	if near := diag.Nearest(name, paths); near != "" {
		return near
	}
	for _, same := range []func(string) string{path.Base, path.Dir} {
		for _, p := range paths {
			if same(p) == same(name) && same(name) != "." {
				return p
			}
		}
	}
	return ""
}

// partials puts the layer's templates beside those of the base. A partial of the base makes way only by name.
func (l layer) partials() error {
	named := map[string]string{}
	for _, r := range l.header.Replaces {
		if r.Partial != "" {
			named[r.Partial] = l.prefix + r.Template
		}
	}
	var kept []Template
	seen := map[string]bool{}
	for _, t := range l.pack.Sources {
		name, partial := t.Partial()
		if partial && named[name] != "" {
			seen[name] = true
			continue
		}
		for _, own := range l.own {
			if other, is := own.Partial(); is && partial && other == name {
				return fmt.Errorf("pack.yaml: pack %s has a partial %q too. name it below `replaces:`, as {partial: %s, template: %s}", t.Layer, name, name, strings.TrimPrefix(own.Name, l.prefix))
			}
		}
		kept = append(kept, t)
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		if !seen[name] {
			return fmt.Errorf("pack.yaml: replaces the partial %q, which the pack below does not have", name)
		}
		if at := slices.IndexFunc(l.own, func(t Template) bool { return t.Name == named[name] }); at < 0 {
			return fmt.Errorf("pack.yaml: there is no template %q", strings.TrimPrefix(named[name], l.prefix))
		}
	}
	l.pack.Sources = append(kept, l.own...)
	return nil
}

func (l layer) drops() error {
	for _, name := range l.header.Drops {
		at := l.pack.row(name)
		if at < 0 {
			return l.gone("drops", name)
		}
		l.pack.Files = slices.Delete(l.pack.Files, at, at+1)
	}
	return nil
}

func (l layer) replaces() error {
	for _, r := range l.header.Replaces {
		if r.Partial != "" {
			continue
		}
		at := l.pack.row(r.Path)
		if at < 0 {
			return l.gone("replaces", r.Path)
		}
		l.pack.Files[at].Template, l.pack.Files[at].Layer = l.prefix+r.Template, l.header.Name
	}
	return nil
}

func (l layer) merges() error {
	for _, m := range l.header.Merges {
		at := l.pack.row(m.Path)
		if at < 0 {
			return l.gone("merges into", m.Path)
		}
		switch path.Ext(m.Path) {
		case ".toml", ".yaml", ".yml":
		default:
			return fmt.Errorf("pack.yaml: merges into %q, which is no TOML or YAML file. replace it", m.Path)
		}
		name := l.prefix + m.Template
		if !slices.ContainsFunc(l.own, func(t Template) bool { return t.Name == name }) {
			return fmt.Errorf("pack.yaml: there is no template %q to merge into %q", m.Template, m.Path)
		}
		l.pack.Files[at].Merges = append(slices.Clone(l.pack.Files[at].Merges), name)
	}
	return nil
}

// parameters adds, sets and hides parameters.
func (l layer) parameters() error {
	p := l.pack
	for _, name := range slices.Sorted(maps.Keys(l.header.Parameters)) {
		own := l.header.Parameters[name]
		if below, clash := p.Parameter(name); clash {
			return fmt.Errorf("pack.yaml: pack %s has a parameter %q too. set it, or choose another name", below.Layer, name)
		}
		own.Value = own.Default
		p.Parameters = append(p.Parameters, own)
	}
	slices.SortFunc(p.Parameters, func(a, b Parameter) int { return cmp.Compare(a.Name, b.Name) })
	find := func(verb, name string) (*Parameter, error) {
		for i := range p.Parameters {
			if p.Parameters[i].Name == name {
				return &p.Parameters[i], nil
			}
		}
		return nil, fmt.Errorf("pack.yaml: %s the parameter %q, which no pack below has. parameters: %s", verb, name, strings.Join(p.parameterNames(), ", "))
	}
	for _, name := range slices.Sorted(maps.Keys(l.header.Set)) {
		below, err := find("sets", name)
		if err != nil {
			return err
		}
		if why := below.reject(l.header.Set[name]); why != "" {
			return fmt.Errorf("pack.yaml: sets the parameter %q: %s", name, why)
		}
		below.Default, below.Value = l.header.Set[name], l.header.Set[name]
	}
	for _, name := range l.header.Hide {
		below, err := find("hides", name)
		if err != nil {
			return err
		}
		if below.Default == nil {
			return fmt.Errorf("pack.yaml: hides the parameter %q, which has no default. set it too", name)
		}
		below.Hidden = true
	}
	return nil
}
