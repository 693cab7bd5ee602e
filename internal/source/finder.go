package source

import (
	"path"
	"slices"
	"strings"
)

// Finder finds the files behind dotted names as the interpreter of the running app would: along a list of folders.
// Streamlit puts the folder of the entry first; how an app is started, and what else it does to the list, differs, so
// the usual places follow in the order in which they are likely.
type Finder struct {
	tree   *Tree
	first  []string // put in front by the app
	usual  []string // from the entry's folder to the layouts
	behind []string // appended by the app
}

// NewFinder makes the list for an app that starts with entry.
func NewFinder(tree *Tree, entry string) *Finder {
	f := &Finder{tree: tree}
	dir := path.Dir(entry)
	f.usual = []string{dir, "."}
	for up := dir; up != "."; up = path.Dir(up) {
		f.usual = append(f.usual, path.Dir(up))
	}
	for _, base := range []string{dir, "."} {
		for _, layout := range []string{"src", "app", "lib"} {
			if in := path.Join(base, layout); tree.HasFolder(in) {
				f.usual = append(f.usual, in)
			}
		}
	}
	f.usual = unique(f.usual)
	return f
}

// AddFolder puts a folder on the list, as an edit of sys.path does; it reports whether that is new.
func (f *Finder) AddFolder(dir string, front bool) bool {
	if !f.tree.HasFolder(dir) || slices.Contains(f.first, dir) || slices.Contains(f.behind, dir) {
		return false
	}
	if front {
		f.first = append([]string{dir}, f.first...)
	} else {
		f.behind = append(f.behind, dir)
	}
	return true
}

// Folders is the list, in the order in which it is searched from a file: its own folder comes last.
func (f *Finder) Folders(from string) []string {
	list := slices.Concat(f.first, f.usual[:1], f.behind, f.usual[1:])
	return unique(append(list, path.Dir(from)))
}

func unique(list []string) []string {
	var out []string
	for _, item := range list {
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}

// Found is what a dotted name means.
type Found struct {
	Path    string   // the module's file; empty for a folder without __init__.py
	Folder  string   // of a package: where its modules are
	Parents []string // the __init__.py of the packages around it, outermost first: importing it runs them
	Outside bool     // a relative name that leaves the app's folder; Missing is set too
	Missing string   // the first part that does not exist, while the part before it does; empty when all was found
}

// Find looks an absolute name up from a file. It reports false when the app has nothing under its first part: then it
// is a library's.
func (f *Finder) Find(name, from string) (Found, bool) {
	parts := strings.Split(name, ".")
	if shadowedByLibrary(parts[0]) {
		return Found{}, false
	}
	var partial *Found
	for i, dir := range f.Folders(from) {
		found, ok := f.in(dir, parts)
		switch {
		case !ok:
		case found.Missing == "" && (i == 0 || !standardLibrary(parts[0])):
			return found, true
		case partial == nil && !standardLibrary(parts[0]):
			partial = &found
		}
	}
	if partial != nil {
		return *partial, true
	}
	return Found{}, false
}

// FindRelative looks up `from ..name import`: level dots, and the name behind them, which may be empty. Missing is set
// when nothing is there.
func (f *Finder) FindRelative(name string, level int, from string) Found {
	dir := path.Dir(from)
	for range level - 1 {
		if dir == "." {
			return Found{Outside: true, Missing: strings.Repeat(".", level) + name}
		}
		dir = path.Dir(dir)
	}
	if name == "" {
		return f.folder(dir)
	}
	found, ok := f.in(dir, strings.Split(name, "."))
	if !ok {
		first, _, _ := strings.Cut(name, ".")
		return Found{Folder: dir, Missing: first}
	}
	return found
}

// Under finds a module in a package's folder: what `from package import name` may mean.
func (f *Finder) Under(folder, name string) (Found, bool) {
	if folder == "" {
		return Found{}, false
	}
	return f.in(folder, []string{name})
}

// folder is a package, with or without __init__.py.
func (f *Finder) folder(dir string) Found {
	found := Found{Folder: dir}
	if init := path.Join(dir, "__init__.py"); f.tree.Has(init) {
		found.Path = init
	}
	return found
}

// in follows the parts of a name from a folder.
func (f *Finder) in(dir string, parts []string) (Found, bool) {
	found := Found{}
	for i, part := range parts {
		sub := path.Join(dir, part)
		switch {
		case f.tree.HasFolder(sub) && f.holdsPython(sub) && (f.tree.Has(sub+"/__init__.py") || !f.tree.Has(sub+".py")):
			if found.Path != "" {
				found.Parents = append(found.Parents, found.Path)
			}
			parents := found.Parents
			found = f.folder(sub)
			found.Parents = parents
			dir = sub
		case f.tree.Has(sub + ".py"):
			if found.Path != "" {
				found.Parents = append(found.Parents, found.Path)
			}
			found.Path, found.Folder = sub+".py", ""
			dir = sub
		case i == 0:
			return Found{}, false
		default:
			found.Missing = part
			return found, true
		}
	}
	return found, true
}

// holdsPython reports whether a folder, at any depth, has a Python file: otherwise it is no package.
func (f *Finder) holdsPython(dir string) bool {
	prefix := dir + "/"
	i, _ := slices.BinarySearch(f.tree.files, prefix)
	for ; i < len(f.tree.files) && strings.HasPrefix(f.tree.files[i], prefix); i++ {
		if IsPython(f.tree.files[i]) {
			return true
		}
	}
	return false
}
