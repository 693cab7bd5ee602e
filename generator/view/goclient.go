package view

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// GoClient is what the templates of the Go client see besides the operations.
type GoClient struct {
	Any        bool   // the manifest asks for it
	Operations bool   // and there are some
	Package    string // salesclient
	Choices    []GoChoice

	Writers                                              []string // functions that write inputs, sorted
	Optionals, Dates, DateTimes, Times, Clocks, Decimals bool     // types that inputs or answers are of
	Values, Lists, Objects, Decodes, Quotes, Maybes      bool     // functions that read and write
	WireImports, Imports, OperationImports               []string // of wire.go, operations.go and its test
}

// GoChoice is a type for the fixed values of an input.
type GoChoice struct {
	Type, Of string // Region, string
	Values   []GoValue
}

// GoValue is one fixed value, as a constant.
type GoValue struct{ Name, Literal string }

// GoOperation is an operation as the Go client sees it. Names are exported and literals are Go.
type GoOperation struct {
	Method  string
	Verb    string // Get, as in http.MethodGet
	Accept  string // media type
	Place   string // where inputs stand, if not in the URL
	Input   string // struct of the inputs; "" without any
	Args    []GoArg
	Model   string // struct of a record or row; "" when there is none
	Fields  []GoField
	Returns string // results of the method
	Call    string // expression that makes them

	// Of operations whose SQL takes :limit and :offset.
	All                      string // method that gives the rows of all pages; "" without pages
	Limit, Offset, SetOffset string // expressions of them, and for the next page
	LimitName, SetLimit      string // for a page of two

	Example GoExample
}

// GoArg is a field of the inputs.
type GoArg struct {
	Name, Type string
	Wire       string // as a literal
	Write      string // expression that writes the value
	Default    string // literal of what is sent when it is absent; "" without

	kind  string // the type of one value
	maybe bool   // nothing is sent when it is absent
}

// GoField is a field of a model.
type GoField struct {
	Name, Type string
	Wire       string // as a literal
	Tag        string // "" where a tag cannot hold the name
}

// GoExample is one call for the generated tests.
type GoExample struct {
	Every, Required string // inputs
	Answer          string // body of the answer
	Want            string // what the method gives
}

// goClient makes the Go client, where the manifest asks for it.
func (b *builder) goClient() {
	asked := slices.ContainsFunc(b.m.Clients, func(c manifest.Text) bool { return c.Value == "go" })
	if !asked {
		return
	}
	g := &b.view.GoClient
	g.Any, g.Operations, g.Package = true, len(b.view.Operations) > 0, strings.ReplaceAll(b.view.App.Name.Snake, "_", "")+"client"
	n := goNames{methods: goTaken("OnBehalfOf"), types: goTaken(
		"CallError", "Client", "Config", "Date", "DateOf", "DateTime", "Decimal", "FieldError", "File", "New", "Optional", "Problem", "Retry", "Some", "TimeOfDay",
	), choices: map[string]GoChoice{}}
	for i := range b.view.Operations {
		o := &b.view.Operations[i]
		o.Go.Method = unique(n.methods, goName(o.Name.Snake), o.ID)
		for _, suffix := range []string{"Input", "Result", "Row"} {
			n.types[o.Go.Method+suffix] = true
		}
	}
	for i := range b.view.Operations {
		b.goOperation(&b.view.Operations[i], n)
	}
	b.goNeeds()
}

// goNames are the names that the Go client has already.
type goNames struct {
	methods, types map[string]bool
	choices        map[string]GoChoice // by the name of the Python client's
}

func goTaken(names ...string) map[string]bool {
	taken := map[string]bool{}
	for _, name := range names {
		taken[name] = true
	}
	return taken
}

// unique gives a name that nothing else has, and takes it. Where it is taken already, a hash of what it is for tells the
// two apart: numbers would change with the order.
func unique(taken map[string]bool, name, of string) string {
	if taken[name] {
		name += strings.ToUpper(hash(of))
	}
	for taken[name] {
		name += "X"
	}
	taken[name] = true
	return name
}

// goName makes an exported name of a snake one, with the initialisms that Go writes in capitals.
func goName(snake string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(snake, "_") {
		switch word {
		case "":
		case "api", "ascii", "cpu", "csv", "db", "html", "http", "https", "id", "ip", "json", "sql", "ui", "uri", "url", "utf8", "uuid", "xml":
			b.WriteString(strings.ToUpper(word))
		default:
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}

// goType is the Go type of a scalar.
func goType(t manifest.InputType) string {
	switch t {
	case manifest.Int:
		return "int64"
	case manifest.Number:
		return "float64"
	case manifest.Decimal:
		return "Decimal"
	case manifest.Bool:
		return "bool"
	case manifest.Date:
		return "Date"
	case manifest.DateTime:
		return "DateTime"
	case manifest.Time:
		return "TimeOfDay"
	case manifest.Upload:
		return "[]byte"
	case manifest.Unknown:
		return "any"
	case manifest.Map:
		return "map[string]any"
	}
	return "string"
}

// goWriter is the function that writes a scalar.
func goWriter(t manifest.InputType) string {
	switch t {
	case manifest.Int:
		return "intOf"
	case manifest.Number:
		return "floatOf"
	case manifest.Bool:
		return "boolOf"
	case manifest.Date, manifest.DateTime, manifest.Time:
		return "timeOf"
	case manifest.Upload:
		return "fileOf"
	case manifest.Map, manifest.Unknown:
		return "jsonOf"
	}
	return "textOf"
}

func (b *builder) goOperation(o *Operation, n goNames) {
	op, g := b.source[o.ID], &o.Go
	g.Verb = strings.ToUpper(o.Method[:1]) + o.Method[1:]
	if g.Accept = "application/json"; o.File {
		g.Accept = "*/*"
	}
	g.Place = map[string]string{"json": "inJSON", "form": "inForm"}[o.Client.Inputs]
	fields := map[string]bool{}
	for _, p := range o.Params {
		in := inputOf(op, p)
		arg := b.goArg(o, p, n)
		arg.Name = unique(fields, goName(p.Name), in.Name)
		arg.Write = arg.write(in)
		g.Args = append(g.Args, arg)
	}
	if len(g.Args) > 0 {
		g.Input = g.Method + "Input"
	}
	goResult(op, o)
	goPages(o, n)
	g.Example = goExample(op, o)
}

// goArg makes a field of the inputs, all but what names it.
func (b *builder) goArg(o *Operation, p Param, n goNames) GoArg {
	in := inputOf(b.source[o.ID], p)
	arg := GoArg{Wire: quote.Go(in.Name), kind: goType(in.Type)}
	if in.Of != "" {
		arg.kind = "map[string]" + goType(in.Of)
	}
	if choice, ok := b.goChoice(o, in, n); ok {
		arg.kind = choice.Type
	}
	arg.Type = arg.kind
	if in.List {
		arg.Type = "[]" + arg.kind
	}
	if p.Required() {
		return arg
	}
	arg.maybe = !in.HasValue
	if in.HasValue {
		arg.Default = b.goDefault(arg, in)
	}
	arg.Type = "Optional[" + arg.Type + "]"
	return arg
}

// write is the expression that writes the argument.
func (a GoArg) write(in manifest.Input) string {
	at, writer := "in."+a.Name, goWriter(in.Type)
	switch {
	case a.maybe && in.List:
		return "maybe(" + at + ", func(items []" + a.kind + ") value { return listOf(items, " + writer + ") })"
	case a.maybe:
		return "maybe(" + at + ", " + writer + ")"
	case a.Default != "":
		at += ".Or(" + a.Default + ")"
	}
	if in.List {
		return "listOf(" + at + ", " + writer + ")"
	}
	return writer + "(" + at + ")"
}

// goDefault writes what the service takes for an absent input.
func (b *builder) goDefault(arg GoArg, in manifest.Input) string {
	if !in.List {
		return b.goValue(arg.kind, in, in.Default[0].Text)
	}
	items := make([]string, 0, len(in.Default))
	for _, v := range in.Default {
		items = append(items, b.goValue(arg.kind, in, v.Text))
	}
	return arg.Type + "{" + strings.Join(items, ", ") + "}"
}

// goValue writes a value: a constant where it is one of fixed ones.
func (b *builder) goValue(kind string, in manifest.Input, text string) string {
	for _, choice := range b.view.GoClient.Choices {
		if choice.Type != kind {
			continue
		}
		literal := goLiteral(in.Type, text)
		if i := slices.IndexFunc(choice.Values, func(v GoValue) bool { return v.Literal == literal }); i >= 0 {
			return choice.Values[i].Name
		}
	}
	return goLiteral(in.Type, text)
}

// goChoice gives the type of an input's fixed values: where the Python client has a type for them, so has this one.
func (b *builder) goChoice(o *Operation, in manifest.Input, n goNames) (GoChoice, bool) {
	if len(in.Enum) == 0 || in.Type != manifest.String && in.Type != manifest.Int {
		return GoChoice{}, false
	}
	source := b.choice(b.source[o.ID], in)
	if made, known := n.choices[source.Constant]; known {
		return made, true
	}
	made := GoChoice{Type: unique(n.types, goName(strings.ToLower(source.Constant)), source.Constant), Of: goType(in.Type)}
	for _, v := range in.Enum {
		name := goName(NewName(v.Text, "value").Snake)
		if strings.Trim(v.Text, "0123456789") == "" && v.Text != "" {
			name = v.Text
		}
		name = unique(n.types, made.Type+name, v.Text)
		made.Values = append(made.Values, GoValue{Name: name, Literal: goLiteral(in.Type, v.Text)})
	}
	n.choices[source.Constant] = made
	b.view.GoClient.Choices = append(b.view.GoClient.Choices, made)
	return made, true
}
