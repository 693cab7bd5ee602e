package flow

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

// App is what an app consists of: its entry, its pages, and all files that those import, name or run.
type App struct {
	Tree       *source.Tree
	Modules    []*Module        // by path
	Edges      []Edge           // by place; who reaches whom, and how
	Unresolved []UnresolvedFile // by place
	Problems   diag.List        // of the files that were read: syntax errors, encodings, what cannot be read

	finder   *source.Finder
	entry    string
	byPath   map[string]*Module
	requests map[*Module][]request
	queue    []*Module
}

// EdgeKind is how one file reaches another.
type EdgeKind uint8

// The kinds of edges.
const (
	EntryEdge   EdgeKind = iota // somebody starts it
	FolderEdge                  // it lies in the pages folder
	ImportEdge                  // import statement
	StarEdge                    // from x import *
	DynamicEdge                 // importlib and its like, with a literal name
	PageEdge                    // st.Page, st.switch_page, st.page_link
	RunEdge                     // exec(open(…)), runpy: it runs as a part of the file
	PathEdge                    // its path is written there
)

// String is the kind as the dump has it.
func (k EdgeKind) String() string {
	return [...]string{"entry", "pages", "import", "star", "dynamic", "page", "run", "path"}[k]
}

// Edge says that one file reaches another.
type Edge struct {
	Kind EdgeKind
	From *Module     // nil for entries and the pages folder
	Node python.Node // the alias, call or string that names it; nil without From
	To   *Module
}

// UnresolvedFile is a place that may reach a file nobody can name without running the app.
type UnresolvedFile struct {
	Module *Module
	Node   python.Node
	Reason string // what is wrong: lower case, no full stop
	Advice string // what a person can do
}

// Diagnostic is the place with its reason.
func (u UnresolvedFile) Diagnostic() diag.Diagnostic {
	d := diag.At(u.Module.File.Source, u.Node.Span(), u.Reason, u.Advice)
	d.Severity = diag.Warning
	return d
}

// Reach reads an app from the entry that Streamlit starts. Further entries are files that a person added.
func Reach(tree *source.Tree, entry string, more ...string) *App {
	a := &App{
		Tree: tree, finder: source.NewFinder(tree, entry), entry: entry, byPath: map[string]*Module{}, requests: map[*Module][]request{},
	}
	for _, name := range append([]string{entry}, more...) {
		if m := a.load(name); m != nil {
			m.Page = true
			a.Edges = append(a.Edges, Edge{Kind: EntryEdge, To: m})
		}
	}
	a.spread()
	if !a.navigates() {
		dir := path.Join(path.Dir(entry), "pages")
		for _, name := range tree.Names(dir) {
			if source.IsPython(name) && name != "__init__.py" && name[0] != '.' {
				if m := a.load(path.Join(dir, name)); m != nil {
					m.Page = true
					a.Edges = append(a.Edges, Edge{Kind: FolderEdge, To: m})
				}
			}
		}
		a.spread()
	}
	a.settle()
	return a
}

// load reads a file once; nil when it is not part of the tree or cannot be read.
func (a *App) load(name string) *Module {
	if m, known := a.byPath[name]; known {
		return m
	}
	a.byPath[name] = nil
	raw, err := a.Tree.Read(name)
	if err != nil {
		if list, ok := err.(diag.List); ok {
			a.Problems = append(a.Problems, list...)
		}
		return nil
	}
	text, problems := python.Decode(name, raw)
	file := python.Parse(text.Source, python.Options{})
	a.Problems = append(append(a.Problems, problems...), file.Problems...)
	m := &Module{Path: name, File: file, Names: Bind(file.Module)}
	m.all = listedNames(m)
	a.byPath[name] = m
	a.requests[m] = requestsOf(m)
	a.queue = append(a.queue, m)
	return m
}

// spread follows what the files reached so far ask for, until nothing new comes. An edit of sys.path may let names be
// found that were looked for before: then all are looked for again.
func (a *App) spread() {
	for len(a.queue) > 0 {
		for len(a.queue) > 0 {
			m := a.queue[0]
			a.queue = a.queue[1:]
			if a.editPath(m) {
				a.queue = nil
				for _, known := range a.sorted() {
					a.follow(known, nil)
				}
				continue
			}
			a.follow(m, nil)
		}
	}
}

// follow reaches everything that a module asks for. With an outcome it writes down what came of it.
func (a *App) follow(m *Module, out *outcome) {
	for _, r := range a.requests[m] {
		r.reach(a, m, out)
	}
}

// outcome collects the edges and failures of one request after the other.
type outcome struct {
	edges      []Edge
	unresolved []UnresolvedFile
}

// edge notes that a request reached a file; a nil outcome only reaches it.
func (o *outcome) edge(kind EdgeKind, from *Module, node python.Node, to *Module) {
	if o != nil && to != nil && to != from {
		o.edges = append(o.edges, Edge{Kind: kind, From: from, Node: node, To: to})
	}
}

func (o *outcome) fail(m *Module, node python.Node, reason, advice string) {
	if o != nil {
		o.unresolved = append(o.unresolved, UnresolvedFile{Module: m, Node: node, Reason: reason, Advice: advice})
	}
}

// settle writes down all edges and failures, now that every file is known.
func (a *App) settle() {
	a.Modules = a.sorted()
	out := &outcome{}
	for _, m := range a.Modules {
		a.follow(m, out)
	}
	for _, e := range out.edges {
		if e.Kind == PageEdge {
			e.To.Page = true
		}
		if call, ok := e.Node.(*python.Call); ok && e.Kind == RunEdge {
			if e.From.runs == nil {
				e.From.runs = map[*python.Call]*Module{}
			}
			e.From.runs[call] = e.To
		}
	}
	a.Edges = append(a.Edges, out.edges...)
	a.Unresolved = out.unresolved
	a.Problems = a.Problems.Sorted()
	slices.SortStableFunc(a.Unresolved, func(x, y UnresolvedFile) int {
		return cmp.Or(cmp.Compare(x.Module.Path, y.Module.Path), cmp.Compare(x.Node.Span().Start, y.Node.Span().Start))
	})
}

func (a *App) sorted() []*Module {
	var list []*Module
	for _, m := range a.byPath {
		if m != nil {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(x, y *Module) int { return strings.Compare(x.Path, y.Path) })
	return list
}

// navigates reports whether the app lists its pages itself with st.navigation: then Streamlit ignores the folder.
func (a *App) navigates() bool {
	for _, m := range a.byPath {
		if m == nil {
			continue
		}
		for _, r := range a.requests[m] {
			if r.kind == navigationRequest {
				return true
			}
		}
	}
	return false
}

// Module finds a file that was reached by its path.
func (a *App) Module(name string) *Module { return a.byPath[name] }

// Resolve finds the module that an import in another one means: a name as written, and the dots before it. It is nil
// for what is a library's, a folder without __init__.py, or missing.
func (a *App) Resolve(from *Module, name string, level int) *Module {
	found, ok := a.find(from, name, level)
	if !ok || found.Missing != "" || found.Path == "" {
		return nil
	}
	return a.byPath[found.Path]
}

// find looks a name up; false when it is a library's.
func (a *App) find(from *Module, name string, level int) (source.Found, bool) {
	if level > 0 {
		return a.finder.FindRelative(name, level, from.Path), true
	}
	return a.finder.Find(name, from.Path)
}
