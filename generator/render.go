package generator

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"text/template"

	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// renderer renders the rows of one pack's table.
type renderer struct {
	pack *pack.Pack
	view *view.View
	set  *template.Template
	left atomic.Int64 // bytes that may still be rendered

	cover *Coverage // marks what is rendered; nil where nobody asks
}

// target is one file of a row: what the template sees and what the path's placeholders stand for.
type target struct {
	data        any
	placeholder string
	name        string   // fills the placeholder
	key         string   // stable part of the unit
	entries     []string // manifest entries
}

// job is one file to make.
type job struct {
	row int
	target
}

// render makes all files of a pack. They are rendered and laid out side by side; what comes out does
// not depend on which is done first.
func render(p *pack.Pack, v *view.View) ([]File, error) {
	r := &renderer{pack: p, view: v}
	return r.render()
}

func (r *renderer) render() ([]File, error) {
	r.left.Store(maxOutput)
	if err := r.parse(); err != nil {
		return nil, err
	}
	if r.cover != nil {
		r.cover.instrument(r.set, r.pack.Sources)
	}
	var jobs []job
	for i, row := range r.pack.Files {
		for _, t := range r.targets(row.ForEach) {
			jobs = append(jobs, job{row: i, target: t})
		}
	}
	files, errs := make([]File, len(jobs)), make([]error, len(jobs))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		workers.Go(func() {
			out := scratch{left: &r.left}
			for i := next.Add(1) - 1; i < int64(len(jobs)); i = next.Add(1) - 1 {
				files[i], errs[i] = r.file(jobs[i], &out)
			}
		})
	}
	workers.Wait()
	made := slices.DeleteFunc(files, func(f File) bool { return f.Path == "" })
	return made, cmp.Or(errs...)
}

// parse reads all templates of the pack into one set; partials go by their base name.
func (r *renderer) parse() error {
	r.set = template.New("").Delims(r.pack.Left, r.pack.Right).Option("missingkey=error").Funcs(functions(r.pack))
	for _, source := range r.pack.Sources {
		name, partial := source.Partial()
		if !partial {
			name = source.Name
		}
		if _, err := r.set.New(name).Parse(source.Text); err != nil {
			return err
		}
	}
	known := functions(r.pack)
	for _, t := range r.set.Templates() {
		if t.Tree == nil {
			continue
		}
		if name := forbidden(t.Root, known); name != "" {
			return fmt.Errorf("template %s calls %q, which could print outside text unquoted. use a quoting function", t.Name(), name)
		}
		if n := counting(t.Root); n > 0 {
			return fmt.Errorf("template %s ranges over a number, %d, at most %d. range over what the view lists", t.Name(), n, maxRange)
		}
	}
	if name := recursion(r.set); name != "" {
		return fmt.Errorf("template %s calls itself, perhaps by way of others. let the view do it", name)
	}
	for i, row := range r.pack.Files {
		if row.When == "" {
			continue
		}
		if _, err := r.set.New(whenName(i)).Parse(r.pack.Left + row.When + r.pack.Right); err != nil {
			return err
		}
	}
	return nil
}

// whenName is the name under which a row's condition stands in the set.
func whenName(row int) string { return fmt.Sprintf("when %d", row) }

// targets lists the files of a row.
func (r *renderer) targets(each pack.Each) []target {
	var out []target
	switch each {
	case pack.EachGroup:
		for _, g := range r.view.Groups {
			out = append(out, target{
				data: view.GroupFile{View: r.view, Group: g}, placeholder: "{group}", name: g.Name.Snake,
				key: "group/" + g.Name.Snake + "/", entries: entries(g.Operations),
			})
		}
	case pack.EachPage:
		for _, p := range r.view.Pages {
			out = append(out, target{
				data: view.PageFile{View: r.view, Page: p}, placeholder: "{page}", name: p.File,
				key: "page/" + p.Name.Snake + "/", entries: entries(p.Operations),
			})
		}
	case pack.EachOperation:
		for _, o := range r.view.Operations {
			out = append(out, target{
				data: view.OperationFile{View: r.view, Operation: o}, placeholder: "{operation}", name: o.Name.Snake,
				key: "operation/" + o.ID + "/", entries: entries([]view.Operation{o}),
			})
		}
	default:
		out = append(out, target{data: r.view, placeholder: "{}"})
	}
	return out
}

func entries(operations []view.Operation) []string {
	ids := make([]string, 0, len(operations))
	for _, o := range operations {
		ids = append(ids, "operations."+o.ID)
	}
	return ids
}

// wanted reports whether a row's condition holds for one of its files.
func (r *renderer) wanted(j job, out *scratch) (bool, error) {
	when := r.pack.Files[j.row].When
	if when == "" {
		return true, nil
	}
	out.Reset()
	if err := r.set.ExecuteTemplate(out, whenName(j.row), j.data); err != nil {
		return false, err
	}
	switch answer := out.String(); answer {
	case "true", "false":
		return answer == "true", nil
	default:
		return false, fmt.Errorf("pack.yaml: when %q gives %q. name a boolean of the view", when, answer)
	}
}

// file renders one file and lays it out; the zero File when its condition does not hold. Beside an
// error it holds the raw text. out is scratch.
func (r *renderer) file(j job, out *scratch) (File, error) {
	if wanted, err := r.wanted(j, out); !wanted {
		return File{}, err
	}
	row := r.pack.Files[j.row]
	names := strings.NewReplacer("{app}", r.view.App.Package, "{client}", r.view.App.Client, "{entry}", r.view.UI.Folder().Raw(), j.placeholder, j.name)
	file := File{
		Path: path.Clean(names.Replace(row.Path)), Owner: row.Owner, Executable: row.Executable, Template: row.Template,
		Entries: j.entries, Unit: j.key + row.Path, Merged: row.Merges,
	}
	out.Reset()
	if err := r.set.ExecuteTemplate(out, row.Template, j.data); err != nil {
		return file, err
	}
	file.Content = append(ownedLine(file), out.Bytes()...)
	if err := r.merge(j, &file, out); err != nil {
		return file, err
	}
	if bytes.Contains(file.Content, []byte(view.Unquoted)) {
		return file, fmt.Errorf("template %s prints outside text without a quoting function", row.Template)
	}
	content, err := finish(file.Path, file.Content)
	if err == nil {
		file.Content = content
	}
	return file, err
}

// What the first line of the files that the tool overwrites begins with, where their language has comments. Go's is the
// one that its tools know.
const (
	ownedHeader   = "# Generated from " + manifest.FileName + "; do not edit."
	ownedHeaderGo = "// Code generated from " + manifest.FileName + "; DO NOT EDIT."
)

// WithoutHeader is a file without the line that says who owns it.
func WithoutHeader(content []byte) []byte {
	if rest, found := bytes.CutPrefix(content, []byte(ownedHeaderGo+"\n\n")); found {
		return rest
	}
	if !bytes.HasPrefix(content, []byte(ownedHeader)) {
		return content
	}
	_, rest, _ := bytes.Cut(content, []byte("\n"))
	return rest
}

// ownedLine is the first line of files that people should not edit: where to change them instead, and
// the operations they are about. Empty files and languages without such comments have none.
func ownedLine(f File) []byte {
	const width = 99
	if f.Owner != "owned" || path.Base(f.Path) == "__init__.py" {
		return nil
	}
	switch path.Ext(f.Path) {
	case ".py", ".toml", ".yaml", ".yml":
	case ".go":
		return []byte(ownedHeaderGo + "\n\n")
	default:
		return nil
	}
	line := ownedHeader
	for i, entry := range f.Entries {
		id := strings.TrimPrefix(entry, "operations.")
		switch more := fmt.Sprintf(", and %d more", len(f.Entries)-i); {
		case len(line)+len(id)+len(more) > width:
			return []byte(line + more + "\n")
		case i == 0:
			line += " Operations: " + id
		default:
			line += ", " + id
		}
	}
	return []byte(line + "\n")
}
