package generator

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
)

// renderer renders the rows of one pack's table.
type renderer struct {
	pack *pack.Pack
	view *view.View
	set  *template.Template
	out  bytes.Buffer
}

// target is one file of a row: what the template sees and what the path's placeholders stand for.
type target struct {
	data        any
	placeholder string
	name        string   // fills the placeholder
	key         string   // stable part of the unit
	entries     []string // manifest entries
}

func render(p *pack.Pack, v *view.View) ([]File, error) {
	r := &renderer{pack: p, view: v}
	if err := r.parse(); err != nil {
		return nil, err
	}
	var files []File
	for i, row := range p.Files {
		for _, t := range r.targets(row.ForEach) {
			wanted, err := r.wanted(i, t)
			if err != nil {
				return files, err
			}
			if !wanted {
				continue
			}
			file, err := r.file(row, t)
			files = append(files, file)
			if err != nil {
				return files, err
			}
		}
	}
	return files, nil
}

// parse reads all templates of the pack into one set; partials go by their base name.
func (r *renderer) parse() error {
	r.set = template.New("").Delims(r.pack.Left, r.pack.Right).Option("missingkey=error").Funcs(functions(r.pack.Pins))
	for _, source := range r.pack.Sources {
		name := source.Name
		if path.Dir(name) == pack.Partials {
			name = strings.TrimSuffix(path.Base(name), ".tmpl")
		}
		if _, err := r.set.New(name).Parse(source.Text); err != nil {
			return err
		}
	}
	known := functions(nil)
	for _, t := range r.set.Templates() {
		if t.Tree == nil {
			continue
		}
		if name := forbidden(t.Root, known); name != "" {
			return fmt.Errorf("template %s calls %q, which could print outside text unquoted. use a quoting function", t.Name(), name)
		}
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
func (r *renderer) wanted(row int, t target) (bool, error) {
	when := r.pack.Files[row].When
	if when == "" {
		return true, nil
	}
	r.out.Reset()
	if err := r.set.ExecuteTemplate(&r.out, whenName(row), t.data); err != nil {
		return false, err
	}
	switch answer := r.out.String(); answer {
	case "true", "false":
		return answer == "true", nil
	default:
		return false, fmt.Errorf("pack.yaml: when %q gives %q. name a boolean of the view", when, answer)
	}
}

// file renders one file and lays it out. Beside an error it holds the raw text.
func (r *renderer) file(row pack.File, t target) (File, error) {
	r.out.Reset()
	filled := strings.NewReplacer("{app}", r.view.App.Package, "{client}", r.view.App.Client, t.placeholder, t.name).Replace(row.Path)
	file := File{
		Path: filled, Owner: row.Owner, Executable: row.Executable, Template: row.Template, Entries: t.entries,
		Unit: t.key + row.Path,
	}
	if err := r.set.ExecuteTemplate(&r.out, row.Template, t.data); err != nil {
		return file, err
	}
	file.Content = append(ownedLine(file), r.out.Bytes()...)
	if bytes.Contains(file.Content, []byte(view.Unquoted)) {
		return file, fmt.Errorf("template %s prints outside text without a quoting function", row.Template)
	}
	content, err := finish(filled, file.Content)
	if err == nil {
		file.Content = content
	}
	return file, err
}

// ownedLine is the first line of files that people should not edit: where to change them instead, and
// the operations they are about. Empty files and languages without such comments have none.
func ownedLine(f File) []byte {
	const width = 99
	switch path.Ext(f.Path) {
	case ".py", ".toml", ".yaml", ".yml":
	default:
		return nil
	}
	if f.Owner != "owned" || path.Base(f.Path) == "__init__.py" {
		return nil
	}
	line := "# Generated from " + manifest.FileName + "; do not edit."
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

// forbidden finds a function that templates must not call, or "".
func forbidden(node parse.Node, known template.FuncMap) string {
	switch n := node.(type) {
	case *parse.ListNode:
		if n == nil {
			return ""
		}
		for _, child := range n.Nodes {
			if name := forbidden(child, known); name != "" {
				return name
			}
		}
	case *parse.ActionNode:
		return forbidden(n.Pipe, known)
	case *parse.IfNode:
		return first(forbidden(n.Pipe, known), forbidden(n.List, known), forbidden(n.ElseList, known))
	case *parse.RangeNode:
		return first(forbidden(n.Pipe, known), forbidden(n.List, known), forbidden(n.ElseList, known))
	case *parse.WithNode:
		return first(forbidden(n.Pipe, known), forbidden(n.List, known), forbidden(n.ElseList, known))
	case *parse.TemplateNode:
		return forbidden(n.Pipe, known)
	case *parse.PipeNode:
		if n == nil {
			return ""
		}
		for _, command := range n.Cmds {
			for _, argument := range command.Args {
				if name := forbidden(argument, known); name != "" {
					return name
				}
			}
		}
	case *parse.ChainNode:
		return forbidden(n.Node, known)
	case *parse.IdentifierNode:
		if _, ours := known[n.Ident]; !ours && !allowed(n.Ident) {
			return n.Ident
		}
	}
	return ""
}

func first(names ...string) string {
	for _, name := range names {
		if name != "" {
			return name
		}
	}
	return ""
}
