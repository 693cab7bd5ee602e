package packdev

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/pack"
)

var update = flag.Bool("update", false, "rewrite docs/pack-api.md, and add to api-1.txt")

const (
	viewSource = "../../generator/view"
	apiPage    = "../../docs/pack-api.md"
	apiRecord  = "api-1.txt" // every field that API 1 ever had
)

// member is a field or method that templates may name.
type member struct{ typ, name, gives, doc string }

func (m member) line() string {
	line := m.typ + "." + m.name + " " + m.gives
	if strings.Contains(m.doc, "Deprecated:") {
		line += " deprecated"
	}
	return line
}

// reachable lists all members that templates reach from the types of the file table, by type and name.
func reachable(comments map[string]string) []member {
	var out []member
	seen := map[reflect.Type]bool{}
	var visit func(reflect.Type)
	visit = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] || !strings.HasSuffix(t.PkgPath(), "generator/view") {
			return
		}
		seen[t] = true
		for _, name := range members(t) {
			if f, ok := t.FieldByName(name); ok {
				if f.Anonymous {
					visit(f.Type)
				} else if len(f.Index) == 1 {
					out = append(out, member{typ: t.Name(), name: name, gives: shortName(f.Type), doc: comments[t.Name()+"."+name]})
					visit(f.Type)
				}
				continue
			}
			if m, ok := reflect.PointerTo(t).MethodByName(name); ok {
				gives := m.Type.Out(0)
				out = append(out, member{typ: t.Name(), name: name, gives: shortName(gives), doc: comments[t.Name()+"."+name]})
				visit(gives)
			}
		}
	}
	for _, each := range []pack.Each{pack.EachProject, pack.EachGroup, pack.EachPage, pack.EachOperation} {
		visit(rootType(each))
	}
	slices.SortFunc(out, func(a, b member) int { return strings.Compare(a.typ+"."+a.name, b.typ+"."+b.name) })
	return slices.CompactFunc(out, func(a, b member) bool { return a.typ == b.typ && a.name == b.name })
}

func shortName(t reflect.Type) string {
	return strings.NewReplacer("view.", "", "*", "").Replace(t.String())
}

// comments are the documentation of the view's types, fields and methods, from its source.
func comments(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	files, err := filepath.Glob(filepath.Join(viewSource, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no source of the view", err)
	}
	text := func(groups ...*ast.CommentGroup) string {
		var all []string
		for _, g := range groups {
			if g != nil {
				all = append(all, strings.Join(strings.Fields(g.Text()), " "))
			}
		}
		return strings.Join(all, " ")
	}
	for _, file := range files {
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			switch d := n.(type) {
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					s, ok := spec.(*ast.TypeSpec)
					if !ok {
						continue
					}
					found[s.Name.Name] = text(d.Doc, s.Doc)
					if fields, ok := s.Type.(*ast.StructType); ok {
						for _, f := range fields.Fields.List {
							for _, name := range f.Names {
								found[s.Name.Name+"."+name.Name] = text(f.Doc, f.Comment)
							}
						}
					}
				}
			case *ast.FuncDecl:
				if d.Recv != nil && d.Name.IsExported() {
					receiver := d.Recv.List[0].Type
					if star, ok := receiver.(*ast.StarExpr); ok {
						receiver = star.X
					}
					found[fmt.Sprint(receiver)+"."+d.Name.Name] = text(d.Doc)
				}
			}
			return true
		})
	}
	return found
}

// page is docs/pack-api.md.
func page(all []member, docs map[string]string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# Pack API %d

What templates of packs may name. The page is made from the source of the view by `+"`go test ./internal/packdev -update`"+`.
A field stays as long as the API has this number: one that is to go is marked as deprecated first, and a test holds that.

A row of the file table without `+"`for_each`"+` sees a View; with it a GroupFile, PageFile or OperationFile, which have all
that a View has, and a Group, Page or Operation. A Text is outside text: only a quoting function prints it.

## Functions

| function | quotes for |
| --- | --- |
`, pack.API)
	languages := generator.Languages()
	names := make([]string, 0, len(languages))
	for name := range languages {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		what := languages[name]
		switch name {
		case "param":
			what = "(what the project chose: `param \"name\"`; a string is a Text unless it has an `enum` or is secret)"
		case "pin":
			what = "(a version of the tool's table: `pin \"python.fastapi\"`)"
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", name, what)
	}
	b.WriteString("\nOf the template language itself: `and`, `or`, `not`, `eq`, `ne`, `lt`, `le`, `gt`, `ge`, `len`, `index`.\n")
	last := ""
	for _, m := range all {
		if m.typ != last {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| field | gives | what it is |\n| --- | --- | --- |\n", m.typ, docs[m.typ])
			last = m.typ
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m.name, m.gives, cell(m.doc))
	}
	return b.Bytes()
}

func TestAPIPageIsCurrent(t *testing.T) {
	docs := comments(t)
	want := page(reachable(docs), docs)
	if *update {
		if err := os.WriteFile(apiPage, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(apiPage); err != nil || !bytes.Equal(got, want) {
		t.Error("docs/pack-api.md is stale: run `go test ./internal/packdev -update`")
	}
}

// TestAPIKeepsItsFields holds that no field of the API goes or changes its type without having been deprecated.
func TestAPIKeepsItsFields(t *testing.T) {
	content, err := os.ReadFile(apiRecord)
	if err != nil && !*update {
		t.Fatal(err)
	}
	now := map[string]bool{}
	for _, m := range reachable(comments(t)) {
		now[m.line()] = true
	}
	for _, broken := range missing(strings.Fields(strings.ReplaceAll(string(content), " ", "\x00")), now) {
		t.Errorf("API %d had %q. keep the field, mark it as `Deprecated:` for a release first", pack.API, broken)
	}
	if !*update {
		return
	}
	for line := range strings.Lines(string(content)) {
		now[strings.TrimSpace(line)] = true
	}
	var lines []string
	for line := range now {
		if !now[line+" deprecated"] && line != "" {
			lines = append(lines, line+"\n")
		}
	}
	slices.Sort(lines)
	if err := os.WriteFile(apiRecord, []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// missing lists the recorded lines that are no longer there and were not deprecated.
func missing(recorded []string, now map[string]bool) []string {
	var out []string
	for _, line := range recorded {
		line = strings.ReplaceAll(line, "\x00", " ")
		if !now[line] && !now[line+" deprecated"] && !strings.HasSuffix(line, " deprecated") {
			out = append(out, line)
		}
	}
	return out
}

// TestLintOfDeprecatedFields holds that a field which the record calls deprecated is found, also behind an embedded view.
func TestLintOfDeprecatedFields(t *testing.T) {
	going := deprecated("App.Package string deprecated\nView.Pages []Page deprecated\nApp.Name Name\n")
	files := right()
	files["a.md.tmpl"] += "<% .App.Package %><% .App.Name.Snake %>\n"
	files["b.py.tmpl"] += "<% range .Pages %>x = 1<% end %>\n"
	p, tree := load(t, files)
	found := lintWith(p, tree, going)
	want := []string{
		`a.md.tmpl:3:8: field "Package" of App will go. see docs/pack-api.md for what to use instead [deprecated]`,
		`b.py.tmpl:3:10: field "Pages" of View will go. see docs/pack-api.md for what to use instead [deprecated]`,
	}
	var got []string
	for _, d := range found {
		got = append(got, d.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestMissing(t *testing.T) {
	now := map[string]bool{"App.Name Name": true, "App.Old string deprecated": true, "App.Count string": true}
	recorded := []string{"App.Name Name", "App.Old string", "App.Gone string", "App.Went string deprecated", "App.Count int"}
	if got := missing(recorded, now); !slices.Equal(got, []string{"App.Gone string", "App.Count int"}) {
		t.Errorf("got %q", got)
	}
}
