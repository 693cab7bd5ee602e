package manifest

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/iancoleman/strcase"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/sqltext"
)

// validator checks what no single value shows: references, names that meet, bounds.
type validator struct {
	manifest *Manifest
	diags    diag.List
}

func (v *validator) fail(span diag.Span, message, advice string) {
	v.diags = append(v.diags, diag.At(v.manifest.Source, span, message, advice))
}

func (v *validator) validate() {
	m := v.manifest
	v.app()
	for _, module := range m.Logic {
		v.logic(module)
	}
	for _, r := range m.Resources {
		v.resource(r)
	}
	v.operations()
	v.service()
}

// logic checks one entry of `logic`: it becomes a module beside the app's package.
func (v *validator) logic(module Text) {
	v.inside(module, "logic")
	first, _, _ := strings.Cut(path.Clean(module.Value), "/")
	switch first = strings.TrimSuffix(first, ".py"); {
	case first == strings.ReplaceAll(v.manifest.App.Name, "-", "_"):
		v.fail(module.Span, fmt.Sprintf("logic %q has the name of the app's package", module.Value), "change the app's name")
	case slices.Contains(takenModules(), first):
		v.fail(module.Span, fmt.Sprintf("logic %q hides the module %s, which the project imports", module.Value, first), "rename it in the app")
	}
}

// operations checks all operations, and that no two meet in a name or a route.
func (v *validator) operations() {
	m := v.manifest
	seen, routes := map[string]Operation{}, map[string]Operation{}
	for _, op := range m.Operations {
		for _, name := range slices.Compact([]string{op.ID, op.Name}) {
			if name == "" {
				continue
			}
			if first, taken := seen[oneName(name)]; taken {
				v.fail(op.Span, fmt.Sprintf("operation %q has the name of another in Python", name),
					fmt.Sprintf("previously defined at line %d; rename one", m.Source.Line(first.Span.Start)))
			}
			v.reserved(op.Span, name, "operation")
		}
		seen[oneName(op.ID)], seen[oneName(op.Name)] = op, op
		route := op.Path
		if route == "" {
			route = "/" + strings.Trim(strings.ReplaceAll(op.Name, "_", "-"), "-")
		}
		if first, taken := routes[route]; taken && (first.Method == op.Method || first.Method == "" || op.Method == "") {
			v.fail(op.Span, fmt.Sprintf("path %q is taken", route), fmt.Sprintf("previously used at line %d", m.Source.Line(first.Span.Start)))
		}
		routes[route] = op
		v.operation(op)
	}
}

func (v *validator) app() {
	app := v.manifest.App
	v.reserved(app.Span, strings.ReplaceAll(app.Name, "-", "_"), "app")
	if slices.Contains(takenModules(), strings.ReplaceAll(app.Name, "-", "_")) {
		v.fail(app.Span, fmt.Sprintf("app name %q is a module that the project imports", app.Name), fmt.Sprintf("choose another, as %q", app.Name+"-app"))
	}
	if path.IsAbs(app.Source) || strings.ContainsAny(app.Source, "\\\x00\n") || len(app.Source) > 1 && app.Source[1] == ':' {
		v.fail(app.Span, fmt.Sprintf("source %q is no relative path", short(app.Source)), "write it relative to the manifest, with slashes")
	}
	if app.Entry != "" {
		v.inside(Text{Value: app.Entry, Span: app.Span}, "entry")
	}
	if len(v.manifest.Logic) > 0 && app.Source == "" {
		v.fail(app.Span, "logic is listed, but app has no source", "add `source:`, the app's folder")
	}
}

// oneName is equal for texts that meet in one Python name: as a variable, a class or a route.
func oneName(text string) string {
	snake := strcase.ToSnake(text)
	return strcase.ToCamel(strings.Trim(snake, "_"))
}

// inside reports paths that leave the app's folder.
func (v *validator) inside(file Text, key string) {
	clean := path.Clean(file.Value)
	if file.Value == "" || path.IsAbs(file.Value) || clean == ".." || strings.HasPrefix(clean, "../") ||
		strings.ContainsAny(file.Value, "\\:\x00\n") || strings.HasPrefix(clean, ".streamlift") {
		v.fail(file.Span, fmt.Sprintf("%s %q is no path inside the app", key, short(file.Value)), "write it relative to `source`, with slashes")
	}
}

// reserved reports names that Python or the generated code needs itself.
func (v *validator) reserved(span diag.Span, name, what string) {
	if IsPythonKeyword(name) || slices.Contains(builtins(), name) {
		v.fail(span, fmt.Sprintf("%s name %q is a word of Python", what, name), fmt.Sprintf("choose another, as %q", name+"_items"))
	}
	if what == "operation" && slices.Contains(clientWords(), name) {
		v.fail(span, fmt.Sprintf("operation name %q is a word of the client", name), fmt.Sprintf("choose another, as %q", name+"_items"))
	}
}

func (v *validator) resource(r Resource) {
	scheme, _, _ := strings.Cut(r.Default, ":")
	switch {
	case r.Default == "":
	case strings.Contains(r.Default, "@") && strings.Contains(strings.SplitN(r.Default, "@", 2)[0], "://") &&
		strings.Count(strings.SplitN(r.Default, "@", 2)[0], ":") > 1:
		v.fail(r.Span, fmt.Sprintf("the default URL of %q holds a password", r.Name), fmt.Sprintf("leave it out; set %s where it runs", r.Env))
	case r.Kind == SQL && scheme != "sqlite" && !strings.HasPrefix(scheme, "postgresql"):
		v.fail(r.Span, fmt.Sprintf("resource %q has a %s URL", r.Name, scheme), "sqlite and postgresql are supported")
	case r.Kind == HTTP && scheme != "http" && scheme != "https":
		v.fail(r.Span, fmt.Sprintf("resource %q has no http URL", r.Name), "write it as https://host/path")
	}
	if slices.Contains(ownVariables(), r.Env) {
		v.fail(r.Span, fmt.Sprintf("variable %s belongs to the service or the system", r.Env), "choose another name")
	}
	v.reserved(r.Span, r.Name, "resource")
}

// Dialect gives the SQL dialect of a resource by its default URL.
func (r Resource) Dialect() sqltext.Dialect {
	switch {
	case strings.HasPrefix(r.Default, "sqlite"):
		return sqltext.SQLite
	case strings.HasPrefix(r.Default, "postgresql"):
		return sqltext.PostgreSQL
	}
	return sqltext.Generic
}

// Resource finds a resource by name.
func (m *Manifest) Resource(name string) (Resource, bool) {
	i := slices.IndexFunc(m.Resources, func(r Resource) bool { return r.Name == name })
	if i < 0 {
		return Resource{}, false
	}
	return m.Resources[i], true
}

func (v *validator) operation(op Operation) {
	names := map[string]string{}
	for _, in := range op.Inputs {
		snake := strings.ToLower(oneName(in.Name))
		if first, taken := names[snake]; taken {
			v.fail(in.Span, fmt.Sprintf("inputs %q and %q are one name in Python", first, in.Name), "rename one")
		}
		names[snake] = in.Name
		v.input(op, in)
	}
	v.uses(op)
	v.from(op)
	v.method(op)
	v.output(op)
}

func (v *validator) uses(op Operation) {
	for _, use := range op.Uses {
		if _, ok := v.manifest.Resource(use.Resource); !ok {
			var names []string
			for _, r := range v.manifest.Resources {
				names = append(names, r.Name)
			}
			v.fail(use.Span, fmt.Sprintf("operation %q uses %q, which is no resource", op.ID, use.Resource), nearestOf(use.Resource, names, "resources"))
		}
		if IsPythonKeyword(use.Parameter) {
			v.fail(use.Span, fmt.Sprintf("parameter %q is a word of Python", use.Parameter), "rename the function's parameter")
		}
		if slices.ContainsFunc(op.Inputs, func(in Input) bool { return in.Name == use.Parameter }) {
			v.fail(use.Span, fmt.Sprintf("parameter %q is an input and a resource", use.Parameter), "rename one")
		}
	}
}

// nearestOf advises the nearest right name, else all of them.
func nearestOf(name string, names []string, what string) string {
	if near := diag.Nearest(name, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(names) == 0 {
		return "no " + what + " are defined"
	}
	return what + ": " + strings.Join(slices.Sorted(slices.Values(names)), ", ")
}

func (v *validator) from(op Operation) {
	switch op.From.Kind {
	case FromCall:
		if !v.inLogic(op.From.Module) {
			v.fail(op.From.Span, fmt.Sprintf("module %q is not among `logic`", op.From.Module), "list its file or folder under `logic:`")
		}
		for _, in := range op.Inputs {
			if IsPythonKeyword(in.Name) {
				v.fail(in.Span, fmt.Sprintf("input %q cannot be a keyword argument", in.Name), "rename the function's parameter and the input")
			}
		}
		for _, use := range op.Uses {
			if use.Parameter == "" {
				v.fail(use.Span, fmt.Sprintf("the parameter that takes %q is not named", use.Resource), "write uses: {parameter: "+use.Resource+"}")
			}
		}
	case FromSQL:
		v.sql(op)
	case FromLift, FromRegion:
		if file := (Text{Value: op.From.File, Span: op.From.Span}); file.Value != "" {
			v.inside(file, "file")
		}
	}
}

// inLogic reports whether a dotted module lies in one of the logic files or folders.
func (v *validator) inLogic(module string) bool {
	file := strings.ReplaceAll(module, ".", "/")
	return slices.ContainsFunc(v.manifest.Logic, func(l Text) bool {
		root := strings.TrimSuffix(path.Clean(l.Value), ".py")
		return file == root || strings.HasPrefix(file, root+"/") && !strings.HasSuffix(l.Value, ".py")
	})
}

func (v *validator) sql(op Operation) {
	if len(op.Uses) != 1 {
		v.fail(op.From.Span, fmt.Sprintf("operation %q runs SQL on %d resources", op.ID, len(op.Uses)), "name one under `uses:`")
		return
	}
	resource, _ := v.manifest.Resource(op.Uses[0].Resource)
	if resource.Kind == HTTP {
		v.fail(op.Uses[0].Span, fmt.Sprintf("operation %q runs SQL on %q, which is http", op.ID, resource.Name), "name a resource of kind sql")
	}
	sql, dialect := op.From.SQL, resource.Dialect()
	statements := sqltext.Statements(sql, dialect)
	if len(statements) != 1 {
		v.fail(op.From.Span, fmt.Sprintf("the SQL of %q has %d statements", op.ID, len(statements)), "write one; several belong in a function")
		return
	}
	reads := sqltext.Reads(sql[statements[0].Start:statements[0].End], dialect)
	switch verb := sqltext.Verb(sql, dialect); {
	case !reads && op.Kind != Write:
		v.fail(op.From.Span, fmt.Sprintf("the SQL of %q begins with %s, but its kind is %s", op.ID, verb, op.Kind), "make the kind write")
	case reads && op.Kind == Write:
		v.fail(op.From.Span, fmt.Sprintf("the SQL of %q only reads, but its kind is write", op.ID), "make the kind query")
	case op.Kind == Computation || op.Kind == File && op.Output.Kind != OutFile:
		v.fail(op.From.Span, fmt.Sprintf("operation %q is a %s made of SQL", op.ID, op.Kind), "make the kind query or write")
	}
	v.parameters(op, dialect)
}

// parameters compares the statement's parameters with the inputs, both ways.
func (v *validator) parameters(op Operation, dialect sqltext.Dialect) {
	var inputs []string
	for _, in := range op.Inputs {
		inputs = append(inputs, in.Name)
		if in.Type == Upload || in.Structured() {
			v.fail(in.Span, fmt.Sprintf("input %q is of type %s, which SQL cannot bind", in.Name, in.Type), "use `call`")
		}
	}
	bound := map[string]bool{}
	for _, p := range sqltext.Params(op.From.SQL, dialect) {
		if !bound[p.Name] && !slices.Contains(inputs, p.Name) {
			v.fail(op.From.Span, fmt.Sprintf("the SQL of %q binds :%s, which is no input", op.ID, p.Name), nearestOf(p.Name, inputs, "inputs"))
		}
		bound[p.Name] = true
	}
	for _, t := range sqltext.Scan(op.From.SQL, dialect) {
		if t.Kind == sqltext.Positional || t.Kind == sqltext.Placeholder {
			v.fail(op.From.Span, fmt.Sprintf("the SQL of %q holds the parameter %s", op.ID, op.From.SQL[t.Span.Start:t.Span.End]), "bind by name, as :since")
		}
	}
	for _, in := range op.Inputs {
		if (in.Name == "limit" || in.Name == "offset") && bound["limit"] && bound["offset"] && (in.Type != Int || in.List) {
			v.fail(in.Span, fmt.Sprintf("input %q of %q is not an int, but :limit and :offset make pages", in.Name, op.ID), "make its type int")
		}
		if !bound[in.Name] {
			v.fail(in.Span, fmt.Sprintf("input %q is not bound by the SQL of %q", in.Name, op.ID), fmt.Sprintf("use it as :%s or take it out", in.Name))
		}
	}
}

func (v *validator) method(op Operation) {
	reads := op.Kind == Query || op.Kind == Computation || op.Kind == File
	switch {
	case op.Method == "GET" && !reads:
		v.fail(op.Span, fmt.Sprintf("operation %q writes, but its method is GET", op.ID), "use POST, PUT or DELETE")
	case (op.Method == "PUT" || op.Method == "DELETE") && reads:
		v.fail(op.Span, fmt.Sprintf("operation %q reads, but its method is %s", op.ID, op.Method), "use GET or POST")
	case (op.Method == "GET" || op.Method == "DELETE") && !op.InURL():
		v.fail(op.Span, fmt.Sprintf("operation %q takes a file, a record or sensitive input, but its method is %s", op.ID, op.Method), "use POST")
	}
	if op.Cache.TTL > 0 && op.Kind == Write {
		v.fail(op.Span, fmt.Sprintf("operation %q writes and has a cache", op.ID), "take the cache out")
	}
}

// InURL reports whether all inputs may stand in the URL: none is a file, structured or sensitive.
func (op Operation) InURL() bool {
	return !op.Sensitive && !slices.ContainsFunc(op.Inputs, func(in Input) bool { return in.Type == Upload || in.Structured() || in.Sensitive })
}

func (v *validator) output(op Operation) {
	out := op.Output
	needs := func(condition bool, key, advice string) {
		if condition {
			v.fail(out.Span, fmt.Sprintf("output of %q: %s", op.ID, key), advice)
		}
	}
	for _, key := range out.stray {
		v.fail(key.Span, fmt.Sprintf("%q does not go with an output of type %s", key.Value, out.Kind), "take it out or change the type")
	}
	scalarLike := out.Kind == OutScalar || out.Kind == OutList
	needs(scalarLike && out.Of == "", fmt.Sprintf("a %s has no `of`", out.Kind), "say the type, as of: int")
	needs(!scalarLike && out.Of != "", fmt.Sprintf("`of` does not go with %s", out.Kind), "take it out")
	needs(out.Kind == OutFile && op.Kind != File, "a file comes from an operation of kind file", "make the kind file")
	needs(op.Kind == File && out.Kind != OutFile && !slices.ContainsFunc(op.Inputs, func(in Input) bool { return in.Type == Upload }),
		"an operation of kind file gives or takes a file", "make the output's type file, or an input's")
	needs(out.Kind == OutFile && out.MediaType == "", "a file has no `media_type`", "say it, as media_type: text/csv")
	for _, column := range out.Columns {
		needs(strings.TrimSpace(column.Name) == "", "a column has no name", "name it")
	}
	if op.From.Kind == FromSQL {
		needs(out.Kind == OutNone && op.Kind != Write, "a query gives nothing", "say what it gives")
		needs(op.Kind == Write && out.Kind != OutNone && out.Kind != OutScalar, "a write by SQL gives the number of rows or nothing",
			"use {type: scalar, of: int} or {type: none}")
		needs(out.Kind == OutFile && out.MediaType != "text/csv", "SQL gives files of text/csv", "set media_type: text/csv")
	}
}
