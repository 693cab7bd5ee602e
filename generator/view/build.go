package view

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
)

// builder makes a view and collects what the manifest cannot be made into.
type builder struct {
	m        *manifest.Manifest
	source   map[string]manifest.Operation // by id
	view     *View
	problems diag.List
	lifted   Lifted
	models   map[string]bool // classes of the client
	members  map[string]bool // classes of records that the service takes
}

// Build makes the view of a manifest and of what moved out of its app. The view is whole only when the list holds no
// error.
func Build(m *manifest.Manifest, lifted Lifted) (*View, diag.List) {
	b := &builder{m: m, view: &View{}, source: map[string]manifest.Operation{}, lifted: lifted, models: map[string]bool{}, members: map[string]bool{}}
	for _, op := range m.Operations {
		b.source[op.ID] = op
	}
	b.view.App = b.app()
	for _, r := range m.Resources {
		if b.used(r.Name) {
			b.view.Resources = append(b.view.Resources, b.resource(r))
		}
	}
	for _, l := range m.Logic {
		b.view.Logic = append(b.view.Logic, module(l.Value))
	}
	for _, op := range m.Operations {
		if why := b.hidden(op); why != "" {
			b.view.Excluded = append(b.view.Excluded, Excluded{ID: op.ID, Reason: why})
			continue
		}
		built := b.operation(op)
		built.Client = b.clientOperation(op, built)
		b.view.Operations = append(b.view.Operations, built)
	}
	b.client()
	b.goClient()
	b.groups()
	b.view.UI.Config = !b.lifted.Configured
	if b.view.UI.App = m.UI == "app"; !b.view.UI.App {
		b.pages()
		b.ui()
	}
	b.replay()
	b.project()
	b.view.Uses = b.features(b.view.Operations)
	return b.view, b.problems.Sorted()
}

// hidden says why an operation gets no route, or "".
func (b *builder) hidden(op manifest.Operation) string {
	switch {
	case op.Kept:
		return "kept: it stays in the UI"
	case !op.Expose:
		return "not exposed"
	}
	return b.stays(op)
}

// used reports whether an operation with a route takes a resource, or the service itself.
func (b *builder) used(resource string) bool {
	return b.m.Service.Store.Value == resource || slices.ContainsFunc(b.m.Operations, func(op manifest.Operation) bool {
		return b.hidden(op) == "" && slices.ContainsFunc(op.Uses, func(u manifest.Use) bool { return u.Resource == resource })
	})
}

func (b *builder) app() App {
	app := b.m.App
	name := NewName(app.Name, "app")
	built := App{
		Name:    name,
		Package: name.Snake,
		Client:  name.Snake + "_client",
		Project: name.Kebab + "-service",
		Title:   NewText(app.Title),
		Source:  NewText(app.Source),
	}
	built.Pythons = pythons(app.Python)
	built.Python = ">=" + built.Pythons[0]
	for _, d := range app.Dependencies {
		built.Dependencies = append(built.Dependencies, NewText(d.Value))
	}
	for _, d := range b.lifted.ServiceNeeds {
		if name := strings.FieldsFunc(d, func(r rune) bool { return strings.ContainsRune("<>=~!;[ ", r) })[0]; !built.Depends(name) {
			built.Dependencies = append(built.Dependencies, NewText(d))
		}
	}
	return built
}

// pythons are the releases that a project is tested on: the oldest that the manifest and the service
// allow, and the one it runs on.
func pythons(requirement string) []string {
	const oldest, usual = 11, 13
	minor, _ := strconv.Atoi(strings.TrimPrefix(requirement, ">=3."))
	minor = max(minor, oldest)
	if minor >= usual {
		return []string{"3." + strconv.Itoa(minor)}
	}
	return []string{"3." + strconv.Itoa(minor), "3." + strconv.Itoa(usual)}
}

func module(entry string) Module {
	clean := path.Clean(entry)
	first, _, _ := strings.Cut(clean, "/")
	return Module{Path: clean, Package: strings.TrimSuffix(first, ".py"), IsFolder: !strings.HasSuffix(entry, ".py")}
}

// groups gathers the operations by group, in the order of the groups' names.
func (b *builder) groups() {
	titles, index := map[string]string{}, map[string]int{}
	for i, op := range b.view.Operations {
		title := b.groupTitle(op.ID)
		name := NewName(title, "group")
		b.view.Operations[i].Group = name.Snake
		if first, taken := titles[name.Snake]; taken && first != title {
			b.fail(op.ID, fmt.Sprintf("groups %q and %q are one name in Python", first, title), "rename one")
		}
		titles[name.Snake] = title
		at, known := index[name.Snake]
		if !known {
			at = len(b.view.Groups)
			index[name.Snake] = at
			b.view.Groups = append(b.view.Groups, Group{Name: name, Title: NewText(title)})
		}
		b.view.Groups[at].Operations = append(b.view.Groups[at].Operations, b.view.Operations[i])
	}
	slices.SortFunc(b.view.Groups, func(x, y Group) int { return cmp.Compare(x.Name.Snake, y.Name.Snake) })
	for i := range b.view.Groups {
		g := &b.view.Groups[i]
		g.Uses = b.features(g.Operations)
		g.Service = b.serviceUses(g.Operations)
		g.Imports = b.groupImports(*g)
	}
}

// groupTitle is what people call the group of an operation.
func (b *builder) groupTitle(id string) string {
	if op := b.source[id]; op.Group != "" {
		return op.Group
	}
	return b.m.App.Name
}

func (b *builder) fail(id, message, advice string) {
	b.problems = append(b.problems, diag.At(b.m.Source, b.source[id].Span, message, advice))
}
