package view

import (
	"cmp"
	"slices"
	"strings"
)

// imports collects what a module imports, and writes it as ruff sorts it.
type imports struct {
	app   string          // first-party package
	logic map[string]bool // first-party packages besides it
	plain map[string]bool // import x
	names map[string]map[string]bool
}

func (b *builder) imports() *imports {
	i := &imports{app: b.view.App.Package, logic: map[string]bool{}, plain: map[string]bool{}, names: map[string]map[string]bool{}}
	for _, module := range b.view.Logic {
		i.logic[module.Package] = true
	}
	return i
}

// module asks for `import module`.
func (i *imports) module(name string, wanted bool) {
	if wanted {
		i.plain[name] = true
	}
}

// from asks for `from module import name`.
func (i *imports) from(module, name string, wanted bool) {
	if !wanted {
		return
	}
	if i.names[module] == nil {
		i.names[module] = map[string]bool{}
	}
	i.names[module][name] = true
}

// lines writes the imports, an empty line between the sections: standard library, third party, own.
func (i *imports) lines() []string {
	var sections [3][]string
	for name := range i.plain {
		sections[i.section(name)] = append(sections[i.section(name)], "import "+name)
	}
	for _, section := range sections {
		slices.SortFunc(section, func(x, y string) int { return natural(importKey(x), importKey(y)) })
	}
	var froms [3][]string
	for module, names := range i.names {
		var list []string
		for name := range names {
			list = append(list, name)
		}
		slices.SortFunc(list, func(x, y string) int {
			return cmp.Or(cmp.Compare(kind(x), kind(y)), cmp.Compare(strings.ToLower(x), strings.ToLower(y)))
		})
		at := i.section(module)
		froms[at] = append(froms[at], "from "+module+" import "+strings.Join(list, ", "))
	}
	var out []string
	for at := range sections {
		slices.SortFunc(froms[at], func(x, y string) int { return natural(importKey(x), importKey(y)) })
		if section := append(sections[at], froms[at]...); len(section) > 0 {
			if len(out) > 0 {
				out = append(out, "")
			}
			out = append(out, section...)
		}
	}
	return out
}

// importKey is a line's module as isort compares it: dots before letters.
func importKey(line string) string {
	module := strings.Fields(line)[1]
	return strings.ReplaceAll(strings.ToLower(module), ".", "\x00")
}

// natural compares texts as ruff does: runs of digits by their number.
func natural(x, y string) int {
	for x != "" && y != "" {
		a, b := leadingDigits(x), leadingDigits(y)
		if a == "" || b == "" {
			if x[0] != y[0] {
				return cmp.Compare(x[0], y[0])
			}
			x, y = x[1:], y[1:]
			continue
		}
		x, y = x[len(a):], y[len(b):]
		a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		if c := cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(x), len(y))
}

// leadingDigits are the digits that a text begins with.
func leadingDigits(text string) string {
	return text[:len(text)-len(strings.TrimLeft(text, "0123456789"))]
}

// kind orders constants before classes before the rest.
func kind(name string) int {
	switch first, _, _ := strings.Cut(name, " "); {
	case len(first) > 1 && first == strings.ToUpper(first):
		return 0
	case first[0] >= 'A' && first[0] <= 'Z':
		return 1
	}
	return 2
}

func (i *imports) section(module string) int {
	module, _, _ = strings.Cut(module, " ")
	top, _, _ := strings.Cut(module, ".")
	switch {
	case top == i.app || i.logic[top]:
		return 2
	case slices.Contains([]string{"collections", "contextlib", "csv", "dataclasses", "datetime", "decimal", "inspect", "io", "math", "pathlib", "tempfile", "types", "typing"}, top):
		return 0
	}
	return 1
}

// groupImports lists the import lines of a group's modules.
func (b *builder) groupImports(g Group) GroupImports {
	return GroupImports{Router: b.routerImports(g), Schemas: b.schemasImports(g), Service: b.serviceImports(g), Test: b.testImports(g)}
}

func (b *builder) routerImports(g Group) []string {
	i, app := b.imports(), b.view.App.Package
	u := g.Service
	i.from("typing", "Annotated", u.Query || u.Uploads)
	i.from("fastapi", "APIRouter", true)
	i.from("fastapi", "Depends", true)
	i.from("fastapi", "Query", u.Query)
	i.from("fastapi", "Form", u.Uploads)
	i.from(app+".api.deps", "KeyedRoute", true)
	i.from(app+".api.deps", "bearer", true)
	i.from(app+".api.deps", "identify", true)
	i.from(app+".api.errors", "PROBLEM_RESPONSES", true)
	i.from(app+".operations."+g.Name.Snake, "service", true)
	i.from(app+".platform", "frames", u.Tables)
	i.from(app+".platform", "files", u.Files)
	for _, o := range g.Operations {
		i.from("fastapi.responses", "Response", o.Service.Answer == "Response")
		i.from(app+".operations."+g.Name.Snake, "schemas", o.Service.Params != "" || strings.HasPrefix(o.Service.Row, "schemas."))
		i.from(app+".api.deps", o.Service.Run, true)
		for _, r := range o.Service.Resources {
			i.from(app+".api.deps", r.Alias, true)
		}
		i.typed(o.Service.Answer)
	}
	return i.lines()
}

// typed imports what a type names.
func (i *imports) typed(code string) {
	i.module("datetime as dt", strings.Contains(code, "dt."))
	i.from("decimal", "Decimal", strings.Contains(code, "Decimal"))
	i.from("typing", "Any", strings.Contains(code, "Any"))
	i.from("typing", "Literal", strings.Contains(code, "Literal["))
	i.from("typing", "Annotated", strings.Contains(code, "Annotated["))
}

func (b *builder) schemasImports(g Group) []string {
	i, app := b.imports(), b.view.App.Package
	models := app + ".operations.models"
	for _, o := range g.Operations {
		i.from(models, "Params", len(o.Params) > 0)
		i.from("pydantic", "BaseModel", o.Table && o.Known)
		i.from(models, "Record", o.Record && o.Known)
		for _, p := range modelled(o.Params) {
			i.typed(p.Field)
			i.from("pydantic", "Field", strings.Contains(p.Field, "Field("))
			i.from("pydantic", "NaiveDatetime", strings.Contains(p.Field, "NaiveDatetime"))
			i.from("pydantic.json_schema", "SkipJsonSchema", strings.Contains(p.Field, "SkipJsonSchema["))
			i.from("fastapi", "UploadFile", p.Upload)
			i.from(models, "Int64", strings.Contains(p.Field, "Int64"))
			i.from(models, "EmptyList", strings.Contains(p.Field, "EmptyList"))
			i.from(models, "Json", p.JSON)
			i.from(models, "AsText", strings.Contains(p.Field, "AsText"))
			i.from(models, "one_of", strings.Contains(p.Field, "one_of("))
			i.from(models, "at_most", strings.Contains(p.Field, "at_most("))
		}
		for _, c := range o.Columns {
			i.typed(c.Type)
			i.from("pydantic", "Field", c.Aliased)
		}
	}
	return i.lines()
}

func (b *builder) serviceImports(g Group) []string {
	i, app := b.imports(), b.view.App.Package
	u := g.Service
	i.module("pandas as pd", u.CallTables || u.TablesUp)
	i.module("pyarrow as pa", u.Tables)
	i.from(app+".platform", "frames", u.SQLTables || u.CallTables)
	i.from(app+".platform", "files", u.Files)
	i.from(app+".operations.models", "plain", u.Plain)
	i.from(app+".exceptions", "NotFound", u.NotFound)
	i.from(app+".exceptions", "NotBuilt", u.Missing)
	for _, o := range g.Operations {
		i.module(o.Module, o.Module != "")
		i.module(o.Shim, o.Shim != "")
		for _, module := range o.Service.Modules {
			i.module(module, true)
		}
		i.from("sqlalchemy", "text", !o.SQL.Empty())
		i.from("sqlalchemy", "bindparam", len(o.Binds) > 0)
		for _, bind := range o.Binds {
			i.from("sqlalchemy", bind.Type, bind.Type != "")
		}
		for _, r := range o.Service.Resources {
			i.from(map[string]string{"Engine": "sqlalchemy", "Client": "httpx"}[r.Type], r.Type, true)
		}
		usesSchemas := o.Service.Params != "" || strings.HasPrefix(o.Service.Row, "schemas.")
		i.from(app+".operations."+g.Name.Snake, "schemas", usesSchemas)
		i.typed(o.Service.Result)
	}
	return i.lines()
}

func (b *builder) testImports(g Group) []string {
	i, app := b.imports(), b.view.App.Package
	for _, o := range g.Operations {
		i.module("inspect", o.Call != "")
		i.module(o.Module, o.Module != "" && o.Defined == "")
		i.module(o.Defined, o.Defined != "")
		i.from(app+".operations."+g.Name.Snake, "schemas", !o.SQL.Empty() && o.Service.Params != "")
		i.from(app+".operations."+g.Name.Snake, "service", !o.SQL.Empty())
	}
	return i.lines()
}
