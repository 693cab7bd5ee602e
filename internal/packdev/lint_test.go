package packdev

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/pack"
)

func TestBuiltinPacksHaveNoFindings(t *testing.T) {
	for _, name := range pack.Builtins() {
		p, err := pack.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range Lint(p, pack.Tree{}) {
			t.Errorf("%s: %s", name, d.Detail())
		}
	}
}

const table = `name: team
version: 1.0.0
api: 1
extends: {name: split}
parameters:
  motto: {type: string, default: hello, description: printed}
  port: {type: integer, default: 1, description: of the service}
replaces:
  - {partial: gitignore, template: _partials/gitignore.tmpl}
files:
  - {template: a.md.tmpl, path: a.md, owner: owned, when: .Service.SQL}
  - {template: b.py.tmpl, path: "b_{group}.py", owner: owned, for_each: group}
`

// right is a pack without a mistake.
func right() map[string]string {
	return map[string]string{
		"pack.yaml":                table,
		"a.md.tmpl":                "# <% md .App.Title %>, <% md (param \"motto\") %>\n<% range .Operations %><% .ID %><% end %>\n",
		"b.py.tmpl":                "<% with .Group %>NAME = <% py .Title %><% end %>\nPORT = <% param \"port\" %>\n",
		"_partials/gitignore.tmpl": ".env\n",
	}
}

// load writes a pack and loads it as the tool does.
func load(t *testing.T, files map[string]string) (*pack.Pack, pack.Tree) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		mode := os.FileMode(0o600)
		if text == "run\n" {
			mode = 0o700
		}
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o700), os.WriteFile(full, []byte(text), mode)); err != nil {
			t.Fatal(err)
		}
	}
	found, err := pack.Resolve(t.Context(), pack.Wanted{Extends: pack.Extends{Source: dir}, Unpinned: true})
	if err != nil {
		t.Fatal(err)
	}
	return found.Pack, found.Trees[found.Pack.Name]
}

func TestLintOfARightPack(t *testing.T) {
	for _, d := range Lint(load(t, right())) {
		t.Error(d.Detail())
	}
}

// TestLintFindsSeededMistakes puts one mistake at a time into a right pack: exactly it is found. It is a flat table.
func TestLintFindsSeededMistakes(t *testing.T) {
	a := func(text string) map[string]string {
		return map[string]string{"a.md.tmpl": right()["a.md.tmpl"] + text + "\n"}
	}
	b := func(text string) map[string]string {
		return map[string]string{"b.py.tmpl": right()["b.py.tmpl"] + text + "\n"}
	}
	row := func(old, new string) map[string]string {
		return map[string]string{"pack.yaml": strings.Replace(table, old, new, 1)}
	}
	cases := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"an if without condition", a("<% if %>"), `a.md.tmpl:3:1: missing value for if [syntax]`},
		{"a block without end", a("<% if .Service.SQL %>"), `a.md.tmpl:4:1: unexpected EOF [syntax]`},
		{"a field with a typo", a("<% .App.Pakage %>"), `a.md.tmpl:3:8: App has no field "Pakage". did you mean "Package"? [unknown-field]`},
		{"a field of an item", a("<% range .Operations %><% .Idd %><% end %>"), `a.md.tmpl:3:27: Operation has no field "Idd". did you mean "ID"? [unknown-field]`},
		{"a field of a variable", a("<% range $o := .Operations %><% $o.Methud %><% end %>"), `a.md.tmpl:3:35: Operation has no field "Methud". did you mean "Method"? [unknown-field]`},
		{"a field in a with", b("<% with .Group.Imports %><% .Ruter %><% end %>"), `b.py.tmpl:3:29: GroupImports has no field "Ruter". did you mean "Router"? [unknown-field]`},
		{"a field of another row's view", a("<% .Group.Name.Snake %>"), `a.md.tmpl:3:10: View has no field "Group". did you mean "Groups"? [unknown-field]`},
		{"a field in a partial", merged(a(`<% template "p" .App %>`), "_partials/p.tmpl", "<% .Nam %>\n"), `_partials/p.tmpl:1:4: App has no field "Nam". did you mean "Name"? [unknown-field]`},
		{"a condition with a typo", row(".Service.SQL", ".Service.SQQL"), `pack.yaml: file "a.md": ServiceUses has no field "SQQL". did you mean "SQL"? [unknown-field]`},
		{"a condition that is a text", row(".Service.SQL", ".App.Package"), `pack.yaml: file "a.md": the condition ".App.Package" is no boolean. name a boolean of the view or a parameter [condition]`},
		{"a parameter with a typo", a(`<% md (param "moto") %>`), `a.md.tmpl:3:8: there is no parameter "moto". did you mean "motto"? [unknown-parameter]`},
		{"a parameter without quotes", a(`<% md (param .App.Package) %>`), `a.md.tmpl:3:8: param takes the name of a parameter in quotes. write it as param "name" [unknown-parameter]`},
		{"a parameter that nobody reads", row("  port:", "  spare: {type: boolean, default: true, description: x}\n  port:"), `pack.yaml: no template reads the parameter "spare". delete it [unused-parameter]`},
		{"a parameter without description", row(", description: printed", ""), `pack.yaml: the parameter "motto" has no description. say in a few words what it is for [description]`},
		{"a pin with a typo", a(`<% pin "python.fastapy" %>`), `a.md.tmpl:3:4: there is no pin "python.fastapy". did you mean "python.fastapi"? [unknown-pin]`},
		{"a function with a typo", a(`<% mdd .App.Title %>`), `a.md.tmpl:3:4: there is no function "mdd". did you mean "md"? [unknown-function]`},
		{"a function that prints", a(`<% printf "%s" .App.Title %>`), `a.md.tmpl:3:4: "printf" could print outside text unquoted. use a quoting function, or let the view compute [forbidden-function]`},
		{"outside text", a("<% .App.Title %>"), `a.md.tmpl:3:4: outside text is printed without a quoting function. quote it for the language it lands in, as ` + "`py` or `yaml`" + ` [unquoted]`},
		{"outside text of an item", a("<% range .Operations %><% .Description %><% end %>"), `a.md.tmpl:3:27: outside text is printed without a quoting function. quote it for the language it lands in, as ` + "`py` or `yaml`" + ` [unquoted]`},
		{"a parameter as it is", a(`<% param "motto" %>`), `a.md.tmpl:3:4: outside text is printed without a quoting function. quote it for the language it lands in, as ` + "`py` or `yaml`" + ` [unquoted]`},
		{"outside text unwrapped", a("<% .App.Title.Raw %>"), `a.md.tmpl:3:8: takes outside text out of its wrapping. use a quoting function [raw]`},
		{"the wrong language", b("T = <% md .App.Title %>"), `b.py.tmpl:3:8: "md" quotes for another language than that of the file. use "py" [wrong-language]`},
		{"quoting what is none", a("<% md .App.Package %>"), `a.md.tmpl:3:4: "md" quotes outside text, and string is none. print it as it is [quoted-twice]`},
		{"printing a struct", a("<% .App.Name %>"), `a.md.tmpl:3:4: prints Name, which is no text. print one of its fields [no-text]`},
		{"a range over a number", a("<% range 9 %>x<% end %>"), `a.md.tmpl:3:10: ranges over a number. range over what the view lists [range-bound]`},
		{"a range over a text", a("<% range .App.Package %>x<% end %>"), `a.md.tmpl:3:10: ranges over string, which is no list. range over a list of the view [range]`},
		{"deep nesting", a(strings.Repeat("<% if .Service.SQL %>", 7) + strings.Repeat("<% end %>", 7)), `a.md.tmpl:3:133: actions nest over 6 deep. move a part into a partial, or a condition into the view [depth]`},
		{"a variable that nobody reads", a("<% $x := .App.Package %>"), `a.md.tmpl:3:4: variable "$x" is never read. delete it [unused-variable]`},
		{"a partial that is not there", a(`<% template "gone" . %>`), `a.md.tmpl:3:13: there is no template "gone" [unknown-partial]`},
		{"a partial that nobody calls", map[string]string{"_partials/spare.tmpl": "x\n"}, `_partials/spare.tmpl: no template calls the partial "spare". delete it [unused-partial]`},
		{"a template that makes nothing", map[string]string{"c.tmpl": "x\n"}, `c.tmpl: no row of the file table uses the template. add a row, or delete it [unused-template]`},
		{"a last line without end", map[string]string{"a.md.tmpl": strings.TrimSuffix(right()["a.md.tmpl"], "\n")}, `a.md.tmpl: the last line has no end. end it with a line feed [last-line]`},
		{"lines of Windows", a("x\r"), `a.md.tmpl: lines end in CRLF. save it with LF [line-end]`},
		{"a byte order mark", map[string]string{"a.md.tmpl": "\ufeff" + right()["a.md.tmpl"]}, `a.md.tmpl: the text begins with a byte order mark. save it without [encoding]`},
		{"another encoding", a("caf\xe9"), `a.md.tmpl: the text is no UTF-8. save it as UTF-8 [encoding]`},
		{"a long template", a(strings.Repeat("x\n", 150)), `a.md.tmpl: the template has 153 lines, at most 150. move a part into a partial [length]`},
		{"a file that may be run", map[string]string{"hook.sh": "run\n"}, `hook.sh: the file may be run. nothing in a pack runs: take the bit off, and say ` + "`executable: true`" + ` in the file table for its output [executable]`},
		{"a name that is spelled in two ways", map[string]string{"café.txt": "x\n"}, `café.txt: the name holds letters that not every system spells alike. use ASCII [name]`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files := right()
			maps.Copy(files, c.files)
			p, tree := load(t, files)
			found := Lint(p, tree)
			if len(found) != 1 || found[0].String() != c.want {
				t.Errorf("got\n%v\nwant\n%s", found, c.want)
			}
		})
	}
}

func merged(files map[string]string, name, text string) map[string]string {
	files[name] = text
	return files
}
