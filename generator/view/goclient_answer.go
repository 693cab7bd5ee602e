package view

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// goLiteral writes a valid scalar of a type as a Go expression.
func goLiteral(t manifest.InputType, text string) string {
	switch t {
	case manifest.Int, manifest.Number, manifest.Bool:
		return wireText(t, text)
	case manifest.Date:
		return "Date{" + goDay(text) + "}"
	case manifest.DateTime:
		day, clock, _ := strings.Cut(text, "T")
		return "DateTime{time.Date(" + goDay(day) + ", " + digits(clock, ":") + ", 0, time.UTC)}"
	case manifest.Time:
		return "TimeOfDay{" + digits(text, ":") + ", 0}"
	case manifest.Map:
		return "map[string]any" + goMembers(text)
	}
	return quote.Go(wireText(t, text))
}

// goDay turns 2025-01-09 into 2025, time.January, 9.
func goDay(text string) string {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return "" // the manifest holds valid days only
	}
	return fmt.Sprintf("%d, time.%s, %d", t.Year(), t.Month(), t.Day())
}

// goTyped is a literal that has its type by itself.
func goTyped(kind, literal string) string {
	switch kind {
	case "int64", "float64", "Decimal":
		return kind + "(" + literal + ")"
	}
	return literal
}

// goNullable makes room for null in a type that has none.
func goNullable(kind string, nullable bool) string {
	if nullable && kind != "any" {
		return "Optional[" + kind + "]"
	}
	return kind
}

// goResult fills in what a method gives and how.
func goResult(op manifest.Operation, o *Operation) {
	g, out, given := &o.Go, op.Output, "nil"
	if g.Input != "" {
		given = "in.given()"
	}
	taken := map[string]bool{}
	for _, column := range out.Columns {
		name := unique(taken, goName(NewName(column.Name, "column").Snake), column.Name)
		field := GoField{Name: name, Wire: quote.Go(column.Name), Type: goNullable(goType(column.Type), column.Nullable)}
		if tagged.MatchString(column.Name) {
			field.Tag = "`json:\"" + column.Name + "\"`"
		}
		g.Fields = append(g.Fields, field)
	}
	if len(g.Fields) > 0 {
		g.Model = g.Method + map[bool]string{true: "Row", false: "Result"}[o.Table]
	}
	result, ask := "", "ask"
	switch {
	case (o.Table || o.Record) && g.Model != "":
		result = g.Model
	case o.Table || o.Record:
		result = "map[string]any"
	case o.List:
		result = goType(out.Of)
	case o.Scalar:
		result = goNullable(goType(out.Of), out.Nullable)
	case o.File:
		g.Returns, g.Call = "(*File, error)", "download(ctx, c, op, "+given+", "+quote.Go(o.FileName.Raw())+")"
		return
	default:
		g.Returns, g.Call = "error", "tell(ctx, c, op, "+given+")"
		return
	}
	g.Returns = "(" + result + ", error)"
	if o.Table || o.List {
		ask, g.Returns = "askList", "([]"+result+", error)"
	}
	g.Call = ask + "[" + result + "](ctx, c, op, " + given + ")"
}

// Names that a tag of a struct can hold, and texts within code.
var (
	tagged   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	goString = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// goPages lets a method walk the pages of a table.
func goPages(o *Operation, n goNames) {
	g := &o.Go
	arg := func(wire string) (GoArg, bool) {
		i := slices.IndexFunc(g.Args, func(a GoArg) bool { return a.Wire == quote.Go(wire) })
		if i < 0 || g.Args[i].kind != "int64" {
			return GoArg{}, false
		}
		return g.Args[i], true
	}
	limit, limited := arg("limit")
	offset, skips := arg("offset")
	if !o.Paged || !limited || !skips || limit.maybe || g.Model == "" {
		return
	}
	value := func(a GoArg) (string, string) {
		switch {
		case a.Default != "":
			return "in." + a.Name + ".Or(" + a.Default + ")", "Some(offset)"
		case a.maybe:
			return "in." + a.Name + ".Or(0)", "Some(offset)"
		}
		return "in." + a.Name, "offset"
	}
	g.All = unique(n.methods, g.Method+"All", o.ID)
	g.LimitName, g.SetLimit = limit.Name, "2"
	if limit.Default != "" {
		g.SetLimit = "Some[int64](2)"
	}
	g.Limit, _ = value(limit)
	g.Offset, g.SetOffset = value(offset)
}

// goExample makes an example call.
func goExample(op manifest.Operation, o *Operation) GoExample {
	g := &o.Go
	var e GoExample
	var every, required []string
	for i, p := range o.Params {
		in, arg := inputOf(op, p), g.Args[i]
		value := goGiven(in, arg)
		if !p.Required() {
			every = append(every, arg.Name+": Some("+value+")")
			continue
		}
		every, required = append(every, arg.Name+": "+value), append(required, arg.Name+": "+value)
	}
	if g.Input != "" {
		e.Every, e.Required = ", "+g.Input+"{"+strings.Join(every, ", ")+"}", ", "+g.Input+"{"+strings.Join(required, ", ")+"}"
	}
	var answer, want []string
	for i, f := range g.Fields {
		column := op.Output.Columns[i]
		json, literal := goAnswer(column.Type, column.Nullable)
		answer, want = append(answer, quote.JSON(column.Name)+": "+json), append(want, f.Name+": "+literal)
	}
	record, made := "{"+strings.Join(answer, ", ")+"}", g.Model+"{"+strings.Join(want, ", ")+"}"
	if g.Model == "" {
		record, made = `{"any": 1}`, `map[string]any{"any": 1.0}`
	}
	scalar, literal := goAnswer(op.Output.Of, op.Output.Nullable && o.Scalar)
	switch {
	case o.Table:
		e.Answer, e.Want = "["+record+"]", "[]"+strings.Replace(made, "{", "{{", 1)+"}"
		if g.Model == "" {
			e.Want = "[]map[string]any{{\"any\": 1.0}}"
		}
	case o.Record:
		e.Answer, e.Want = record, made
	case o.List:
		e.Answer, e.Want = "["+scalar+"]", "[]"+goType(op.Output.Of)+"{"+literal+"}"
	case o.Scalar:
		e.Answer, e.Want = scalar, literal
	case o.File:
		e.Answer, e.Want = "a,b", `"a,b"`
	default:
		e.Want = "nil"
	}
	e.Answer = quote.Go(e.Answer)
	return e
}

// goGiven is a value for an input.
func goGiven(in manifest.Input, arg GoArg) string {
	text, ok := sampleText(in)
	if !ok {
		text = "a"
	}
	value := goTyped(arg.kind, goLiteral(in.Type, text))
	switch {
	case in.Type == manifest.Upload:
		value = `[]byte("` + goldenUpload + `")`
	case in.Of != "" && in.Of != manifest.Unknown:
		value = arg.kind + "{" + quote.Go(sampleName) + ": " + goLiteral(in.Of, memberText(manifest.Column{Type: in.Of})) + "}"
	case arg.kind != goType(in.Type):
		value = arg.kind + "(" + value + ")"
	}
	if in.List {
		value = "[]" + arg.kind + "{" + value + "}"
	}
	return value
}

// goAnswer is a value of an answer: its JSON, and what is read from it.
func goAnswer(t manifest.InputType, nullable bool) (json, literal string) {
	text := exampleText(t)
	json = quote.JSON(text)
	switch t {
	case manifest.Int, manifest.Number, manifest.Bool:
		json = wireText(t, text)
	}
	literal = goTyped(goType(t), goLiteral(t, text))
	if nullable && t != manifest.Unknown {
		literal = "Some(" + literal + ")"
	}
	return json, literal
}

// goNeeds gathers what the operations need of the client's other files.
func (b *builder) goNeeds() {
	g := &b.view.GoClient
	var types, code, tests strings.Builder
	writers := map[string]bool{}
	for _, o := range b.view.Operations {
		for _, a := range o.Go.Args {
			types.WriteString(a.Type + " ")
			code.WriteString(a.Write + " ")
			for _, name := range []string{"boolOf", "fileOf", "floatOf", "intOf", "jsonOf", "listOf", "maybe", "textOf", "timeOf"} {
				writers[name] = writers[name] || called(a.Write, name)
			}
		}
		for _, f := range o.Go.Fields {
			types.WriteString(f.Type + " ")
		}
		types.WriteString(o.Go.Returns + " ")
		g.Objects = g.Objects || o.Go.Model != ""
		g.Lists = g.Lists || o.Table || o.List
		g.Values = g.Values || o.Record || o.Scalar
		tests.WriteString(o.Go.Example.Every + o.Go.Example.Want)
	}
	writers["textOf"] = writers["textOf"] || writers["timeOf"]
	for name, used := range writers {
		if used {
			g.Writers = append(g.Writers, name)
		}
	}
	slices.Sort(g.Writers)
	named := types.String()
	g.Optionals, g.Decimals = strings.Contains(named, "Optional["), strings.Contains(named, "Decimal")
	g.DateTimes, g.Times = strings.Contains(named, "DateTime"), strings.Contains(named, "TimeOfDay")
	g.Dates = strings.Contains(strings.ReplaceAll(named, "DateTime", ""), "Date")
	g.Clocks = g.DateTimes || g.Times
	g.Decodes = g.Values || g.Lists
	uses := b.features(b.view.Operations)
	g.Maybes = writers["maybe"]
	g.Quotes = writers["textOf"] || writers["jsonOf"] || uses.JSONInput
	pages := slices.ContainsFunc(b.view.Operations, func(o Operation) bool { return o.Go.All != "" })
	timed := func(text string) bool { return strings.Contains(text, "time.") }
	g.Imports = goImports(map[string]bool{
		"context": true, "net/http": true, "errors": g.Objects, "iter": pages,
		"time": timed(code.String()),
	})
	g.OperationImports = goImports(map[string]bool{
		"context": true, "errors": g.Decodes, "io": uses.Files, "math": g.Decodes, "net/http": true, "reflect": true, "strings": pages, "testing": true,
		"time": timed(tests.String()),
	})
	asks := g.Values || g.Lists || uses.Files || b.view.Client.Nothing
	g.WireImports = goImports(map[string]bool{
		"fmt": true, "net/url": true, "strings": true, "bytes": g.Decodes || uses.Uploads, "context": asks, "errors": g.Decodes, "io": g.Values || uses.Files,
		"encoding/json": g.Optionals || g.Decimals || g.Quotes || g.Decodes, "math": writers["floatOf"] || g.Decodes, "slices": g.Maybes,
		"strconv": writers["intOf"] || writers["floatOf"] || writers["boolOf"], "time": g.Dates || g.DateTimes || g.Times,
	})
}

// called reports whether code names a function, apart from the texts in it.
func called(code, function string) bool {
	code = goString.ReplaceAllString(code, "")
	return strings.Contains(code, function+"(") || strings.Contains(code, ", "+function+")")
}

func goImports(wanted map[string]bool) []string {
	var paths []string
	for path, used := range wanted {
		if used {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}
