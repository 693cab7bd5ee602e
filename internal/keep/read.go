// Package keep reads an app as KEEP needs it: its files as they are, what it imports, and which
// secrets and variables it reads. It never runs the app.
package keep

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/logic"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

// App is what a kept app is made of.
type App struct {
	Files     []logic.File // byte for byte, but for literal secrets, which are variables in the copy
	Modules   []string     // third-party modules it imports, sorted
	Variables []string     // environment variables it reads, sorted
	Secrets   []string     // keys of st.secrets, dotted and sorted
	Literals  []Literal    // secrets that stood in its code
	LeftOut   []string     // what is not taken, with the reason
}

// Literal is a secret in the code, by its place. The value is nowhere.
type Literal struct {
	At       string // `file:line`
	Variable string // that holds it in the copy
}

const (
	// maxFile is the largest file that is taken; larger ones are data, which belongs into a volume.
	maxFile = 20 << 20
	// maxBytes bounds all files together.
	maxBytes = 200 << 20
)

// Read reads the app below root.
func Read(root *os.Root, m *manifest.Manifest) (*App, error) {
	r := &reader{root: root, app: &App{}}
	if err := fs.WalkDir(root.FS(), ".", r.visit); err != nil {
		return nil, err
	}
	if m.App.Entry == "" || !slices.ContainsFunc(r.app.Files, func(f logic.File) bool { return f.Path == path.Clean(m.App.Entry) }) {
		return nil, diag.List{diag.At(m.Source, m.App.Span, fmt.Sprintf("the app has no entry %q", m.App.Entry), "write `entry:`, the script that Streamlit runs, below `source`")}
	}
	r.app.Modules = slices.DeleteFunc(logic.Parse(m, root.FS(), r.app.Files).ThirdParty(), r.ownModule)
	r.app.Modules = append(r.app.Modules, "streamlit")
	slices.Sort(r.app.Modules)
	r.app.Modules = slices.Compact(r.app.Modules)
	return r.app, r.scan()
}

// reader collects the files of an app.
type reader struct {
	root *os.Root
	app  *App
	size int
}

// visit takes one file. Secrets, caches, environments and what version control keeps stay where they are.
func (r *reader) visit(name string, item fs.DirEntry, err error) error {
	switch {
	case err != nil:
		return err
	case name == ".":
		return nil
	case item.IsDir() && (skippedFolder(name) || r.environment(name)):
		return fs.SkipDir
	case item.IsDir() || skippedFile(name):
		return nil
	case !item.Type().IsRegular():
		r.leave(name, "it is no plain file")
		return nil
	}
	info, err := item.Info()
	if err != nil {
		return err
	}
	if info.Size() > maxFile {
		r.leave(name, fmt.Sprintf("it has over %d MB: mount it", maxFile>>20))
		return nil
	}
	content, err := r.read(name)
	if err != nil {
		return err
	}
	if r.size += len(content); r.size > maxBytes {
		return fmt.Errorf("%s: the app's files have over %d MB. move data out of its folder", name, maxBytes>>20)
	}
	r.app.Files = append(r.app.Files, logic.File{Path: name, Content: content})
	return nil
}

func (r *reader) leave(name, reason string) { r.app.LeftOut = append(r.app.LeftOut, name+": "+reason) }

func (r *reader) read(name string) ([]byte, error) {
	file, err := r.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, maxFile+1))
}

// ownModule reports whether a module lies in some folder of the app: entries in subfolders and edits of sys.path make
// modules of files that do not stand at the root.
func (r *reader) ownModule(module string) bool {
	return slices.ContainsFunc(r.app.Files, func(f logic.File) bool {
		return path.Base(f.Path) == module+".py" || strings.Contains("/"+f.Path, "/"+module+"/")
	})
}

// skippedFolder are folders that no image needs, tests among them; of hidden ones only Streamlit's own is taken.
func skippedFolder(name string) bool {
	base := path.Base(name)
	return base == "__pycache__" || base == "node_modules" || base == "tests" || base == "test" || strings.HasPrefix(base, ".") && name != ".streamlit"
}

// environment recognises a virtual environment of any name.
func (r *reader) environment(name string) bool {
	_, err := r.root.Stat(filepath.Join(filepath.FromSlash(name), "pyvenv.cfg"))
	return err == nil
}

// skippedFile are files that hold secrets, belong to this machine, or to this program.
func skippedFile(name string) bool {
	base := path.Base(name)
	return base == "secrets.toml" || strings.HasPrefix(base, ".env") || base == ".DS_Store" || strings.HasSuffix(base, ".pyc") || name == manifest.FileName
}

// scan reads the tokens of all Python files, and takes literal secrets out of the copies.
func (r *reader) scan() error {
	s := newScanner()
	for i, file := range r.app.Files {
		if !source.IsPython(file.Path) {
			continue
		}
		text, _ := python.Decode(file.Path, file.Content)
		tokens, problems := python.Tokens(text.Source, python.Options{})
		if problems.Failed() {
			continue // what is no Python stays as it is
		}
		edits := s.file(text.Source, tokens)
		head, plain := strings.CutSuffix(string(file.Content), text.Source.Text) // a byte order mark, or nothing
		switch {
		case len(edits) == 0:
		case !plain:
			return fmt.Errorf("%s: a secret stands in a file that is not UTF-8. convert it, or take the secret out", s.literals[len(s.literals)-1].At)
		default:
			r.app.Files[i].Content = []byte(head + python.Apply(text.Source.Text, edits))
		}
	}
	r.app.Variables, r.app.Secrets, r.app.Literals = s.variables.sorted(), leaves(s.secrets.sorted()), s.literals
	return nil
}

// set is a set of names.
type set map[string]bool

func (s set) sorted() []string {
	names := make([]string, 0, len(s))
	for name := range s {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// leaves drops keys that are sections of others.
func leaves(keys []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool {
		return slices.ContainsFunc(keys, func(other string) bool { return strings.HasPrefix(other, key+".") })
	})
}
