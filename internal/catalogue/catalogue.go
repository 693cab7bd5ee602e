// Package catalogue holds what library calls return, cause and cost: one embedded YAML file a library. It knows
// nothing of analysis; docs/catalogue.md says how the files are written.
package catalogue

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
)

//go:embed all:libraries
var libraries embed.FS

// Entry describes one name of a library.
type Entry struct {
	Name      string // qualified: pandas.read_csv, sqlite3.Connection.execute; a last part * speaks for all others
	Library   string
	Value     bool    // the name is a value or attribute, not called; Returns is its type
	Returns   Type    // "self" is the receiver, "arg0" the first argument
	Effects   Effects // what a call (or reading the value) causes
	Mutates   []Mutation
	Cost      Cost
	Params    []string // names of the positional parameters, without self; nil when nobody looks
	SQL       string   // parameter that holds SQL text: the DB effect becomes what the text says
	Mode      string   // parameter that holds a file mode: file.read becomes what the mode says
	Path      string   // parameter that names the file: without it, or with a buffer, there is no file effect
	Verb      string   // parameter that holds an HTTP method: net.read becomes what it says
	Widget    string   // kind of widget; see docs/catalogue.md
	Bases     []string // of a class: where methods are looked up next; a module is allowed
	Stops     bool     // nothing after the call runs
	Component bool     // of a Streamlit component: what it draws and asks, the page shows
	Plain     bool     // a wildcard without effects of a plain library: what it gives has none either
}

// Mutation says that a call changes an argument or its receiver.
type Mutation struct {
	Target string // "self" or the parameter's position "0", "1"
	If     string // only when this keyword is given and is not False; empty is always
}

// Library is one file.
type Library struct {
	Name      string   // also the file's name
	Modules   []string // sorted
	Component bool     // its entries are those of Streamlit components
	Plain     bool     // what its undescribed names return only computes: wildcards speak for the methods of that too
	Kinds     []string // names that the library does not export so, or no longer; classes that stand for several
	Snippets  []Snippet
}

// Snippet is a line of Python with the effects that it has; the tests of flow run them all.
type Snippet struct {
	Code    string
	Effects Effects
	Place   string // file:line
}

// Catalogue is the whole of it. It is read-only once loaded and safe for concurrent use.
type Catalogue struct {
	entries   map[string]*Entry
	aliases   map[string]string // another name of a class or module → the one entries use
	modules   map[string]bool   // every module prefix that has entries
	Libraries []Library         // sorted by name
}

// Load reads the embedded files. An error names the file and line: it is a mistake in this repository.
func Load() (*Catalogue, error) {
	sub, err := fs.Sub(libraries, "libraries")
	if err != nil {
		return nil, err
	}
	return LoadFS(sub)
}

// LoadFS reads every *.yaml of a folder, in the order of their names.
func LoadFS(files fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	c := &Catalogue{entries: map[string]*Entry{}, aliases: map[string]string{}, modules: map[string]bool{}}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		if err := c.add(name, text); err != nil {
			return nil, err
		}
	}
	return c, c.settle()
}

// settle writes the types of results under the names that classes are described by, and reports types and bases
// that no entry describes.
func (c *Catalogue) settle() error {
	for _, name := range c.Names() {
		e := c.entries[name]
		var err error
		if e.Returns, err = c.settleType(e.Returns); err != nil {
			return fmt.Errorf("catalogue: %s: %w", name, err)
		}
		for _, base := range e.Bases {
			if !c.modules[base] && c.entries[base] == nil {
				return fmt.Errorf("catalogue: %s: base %q is not described", name, base)
			}
		}
	}
	return nil
}

func (c *Catalogue) settleType(t Type) (Type, error) {
	if strings.Contains(t.Name, ".") {
		t.Name = c.Canonical(t.Name)
		if c.entries[t.Name] == nil {
			return t, fmt.Errorf("type %q is not described. add an entry for the class", t.Name)
		}
	}
	for i, arg := range t.Args {
		var err error
		if t.Args[i], err = c.settleType(arg); err != nil {
			return t, err
		}
	}
	return t, nil
}

// Names gives every described name, sorted.
func (c *Catalogue) Names() []string {
	names := make([]string, 0, len(c.entries))
	for name := range c.entries {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Lookup finds a qualified name as imports spell it (pandas.read_csv, os.path.join), a class's method through its
// bases, or the wildcard that speaks for it; nil when nobody described it.
func (c *Catalogue) Lookup(name string) *Entry {
	if e := c.entries[name]; e != nil {
		return e
	}
	if canonical := c.Canonical(name); canonical != name {
		name = canonical
		if e := c.entries[name]; e != nil {
			return e
		}
	}
	owner, last, ok := cutLast(name)
	if !ok {
		return nil
	}
	if class := c.entries[owner]; class != nil && !class.Value {
		return c.method(owner, last, 0)
	}
	for ; ok; owner, _, ok = cutLast(owner) {
		if e := c.entries[owner+".*"]; e != nil {
			return e
		}
	}
	return nil
}

// Method finds a method or attribute of a type by its name, through the type's bases.
func (c *Catalogue) Method(t Type, name string) *Entry {
	if !t.Known() {
		return nil
	}
	owner := t.Name
	if !strings.Contains(owner, ".") {
		owner = "builtins." + owner
	}
	return c.method(c.Canonical(owner), name, 0)
}

// maxBases bounds the walk through bases, so that a ring of them ends.
const maxBases = 8

func (c *Catalogue) method(owner, name string, depth int) *Entry {
	if e := c.entries[owner+"."+name]; e != nil {
		return e
	}
	if class := c.entries[owner]; class != nil && depth < maxBases {
		for _, base := range class.Bases {
			if e := c.method(base, name, depth+1); e != nil {
				return e
			}
		}
	}
	return c.entries[owner+".*"]
}

// Canonical replaces the longest aliased prefix of a name: another way to write a module or class.
func (c *Catalogue) Canonical(name string) string {
	for prefix, ok := name, true; ok; prefix, _, ok = cutLast(prefix) {
		if target, found := c.aliases[prefix]; found {
			return target + name[len(prefix):]
		}
	}
	return name
}

// KnowsModule reports whether a module, or one inside it, has entries.
func (c *Catalogue) KnowsModule(name string) bool { return c.modules[name] }

// IsClass reports whether the name is a described class: its call makes an instance of it.
func (c *Catalogue) IsClass(name string) bool {
	e := c.entries[c.Canonical(name)]
	return e != nil && !e.Value && e.Returns.Name == e.Name
}

func cutLast(name string) (owner, last string, ok bool) {
	at := strings.LastIndexByte(name, '.')
	if at < 0 {
		return "", name, false
	}
	return name[:at], name[at+1:], true
}
