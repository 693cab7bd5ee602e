package view

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// Client is what the templates of the Python client see besides the operations. Its two flavours are
// made from one template.
type Client struct {
	Sync, Async Flavor
	Choices     []Choice // fixed values of inputs, by name
	Decoders    []string // functions of _wire that answers need, sorted
	Results     string   // what answers need of the module results, as an import lists it
	Models      bool     // an operation has a model
	Values      bool     // an answer is a plain value, list or record
	Nothing     bool     // an operation gives nothing
	Numbers     bool     // an answer holds a float
	Combinators bool     // a decoder is made of another
	ChoiceTypes Types    // what the choices name
	ModelTypes  Types    // what the models name
	MethodTypes Types    // what the methods name
	TestTypes   Types    // what the tests name
}

// Types says which imports annotations and literals need.
type Types struct{ Dates, Decimals, Sequences, Literals, Any bool }

// Any reports whether the client has an operation.
func (c Client) Any() bool { return len(c.Sync.Operations) > 0 }

// HasChoices reports whether inputs have fixed values.
func (c Client) HasChoices() bool { return len(c.Choices) > 0 }

// HasResults reports whether answers are more than plain values.
func (c Client) HasResults() bool { return c.Results != "" }

// Flavor is the client without or with `async`. Its words stand before or in the names they change.
type Flavor struct {
	*View
	Async bool
	Mark  string // "" or "Async"
	Def   string // "def" or "async def"
	Await string // "" or "await "
	Close string // close or aclose
	// Handle is what a transport calls its one method.
	Handle string
	Enter  string // __enter__ or __aenter__
	Exit   string
	With   string // "with" or "async with"
}

// Choice names the fixed values of inputs, as `Region` and `REGION`.
type Choice struct {
	Type, Constant string
	Annotation     string // Literal["North", "South"], or the values' type
	Values         string // "North", "South"
}

// ClientOperation is an operation as the client sees it.
type ClientOperation struct {
	ID       Text
	Verb     string // GET
	About    Text   // what the model is
	Method   string // the client's method; never a name of the client itself
	Constant string // in _operations
	Reader   string // function that makes the model
	Model    string // class in models; "" when there is none
	Result   string // annotation of the method's result
	Read     string // expression that reads the answer
	Accept   string // expression for the media type asked for
	Inputs   string // where inputs go: query, json or form
	Fields   []ClientField
	Args     []ClientArg
	Example  Example
	Golden   []GoldenRequest // what must go out

	decoders []string // functions of _wire that Read and Fields name
}

// ClientField is an attribute of a model.
type ClientField struct {
	Name       string
	Wire       string // the column's own name, as a Python literal
	Annotation string
	Decode     string // function that makes the value
}

// ClientArg is a keyword argument of a method.
type ClientArg struct {
	Name       string
	Wire       string // as a Python literal
	Annotation string
	Default    string // Python literal; "" when required
}

// reservedMethods are names of the client, or of modules that its annotations name.
func reservedMethods() []string {
	return []string{"aclose", "choices", "close", "dt", "models", "on_behalf_of", "with_response"}
}

// client makes what is not said operation by operation.
func (b *builder) client() {
	c := &b.view.Client
	c.Sync = Flavor{View: b.view, Def: "def", With: "with", Close: "close", Enter: "__enter__", Exit: "__exit__", Handle: "handle_request"}
	c.Async = Flavor{
		View: b.view, Async: true, Mark: "Async", Def: "async def", Await: "await ", With: "async with",
		Close: "aclose", Enter: "__aenter__", Exit: "__aexit__", Handle: "handle_async_request",
	}
	decoders := map[string]bool{}
	var models, methods, tests, choices []string
	files, tables := false, false
	for _, o := range b.view.Operations {
		c.Models = c.Models || o.Client.Model != ""
		c.Values = c.Values || o.Record || o.List || o.Scalar
		c.Nothing = c.Nothing || o.None
		files, tables = files || o.File, tables || o.Table
		methods = append(methods, o.Client.Result)
		for _, f := range o.Client.Fields {
			models = append(models, f.Annotation)
		}
		for _, a := range o.Client.Args {
			methods = append(methods, a.Annotation, a.Default)
		}
		tests = append(tests, o.Client.Example.Result)
		for _, a := range o.Client.Example.Args {
			tests = append(tests, a.Value)
		}
		for _, name := range o.Client.decoders {
			decoders[name] = true
		}
	}
	for name := range decoders {
		c.Decoders = append(c.Decoders, name)
	}
	slices.Sort(c.Decoders)
	c.Numbers, c.Combinators = decoders["number"], decoders["optional"] || decoders["items"]
	c.Results = map[[2]bool]string{{true, true}: "File, Row, Table", {true, false}: "File", {false, true}: "Row, Table"}[[2]bool{files, tables}]
	for _, choice := range c.Choices {
		choices = append(choices, choice.Annotation, choice.Values)
	}
	c.ChoiceTypes = typesIn(choices)
	c.ModelTypes, c.MethodTypes, c.TestTypes = typesIn(models), typesIn(methods), typesIn(tests)
	slices.SortFunc(c.Choices, func(x, y Choice) int { return strings.Compare(x.Type, y.Type) })
}

// typesIn finds what annotations and literals name.
func typesIn(code []string) Types {
	all := " " + strings.Join(code, " ")
	return Types{
		Dates:     strings.Contains(all, "dt."),
		Decimals:  strings.Contains(all, "Decimal"),
		Sequences: strings.Contains(all, "Sequence["),
		Literals:  strings.Contains(all, "Literal["),
		Any:       strings.Contains(all, "Any"),
	}
}

// clientOperation makes the client's side of an operation.
func (b *builder) clientOperation(op manifest.Operation, o Operation) ClientOperation {
	c := ClientOperation{
		ID: NewText(op.ID), Verb: strings.ToUpper(o.Method), Method: o.Name.Snake, Constant: o.Name.Upper, Reader: "_read_" + o.Name.Snake, Inputs: "query",
		Accept: "_call.JSON",
	}
	if slices.Contains(reservedMethods(), c.Method) {
		c.Method += "_"
	}
	switch {
	case o.Form:
		c.Inputs = "form"
	case o.Body:
		c.Inputs = "json"
	}
	c.About = o.Description
	if o.Table {
		c.About = NewText("A row of `" + op.Name + "`.")
	}
	for i := range o.Params {
		c.Args = append(c.Args, b.clientArg(op, o.Params[i]))
	}
	b.clientResult(op, o, &c)
	c.Example = b.example(op, o, c)
	c.Golden = golden(op, o, c)
	return c
}

// inputOf finds the input that a parameter was made from.
func inputOf(op manifest.Operation, p Param) manifest.Input {
	i := slices.IndexFunc(op.Inputs, func(in manifest.Input) bool { return in.Name == p.Wire })
	return op.Inputs[i]
}

func (b *builder) clientArg(op manifest.Operation, p Param) ClientArg {
	in := inputOf(op, p)
	item := clientType(in.Type)
	switch {
	case len(in.Enum) > 0:
		item = "choices." + b.choice(op, in).Type
	case in.Type == manifest.Unknown:
		item = "Any"
	case in.Of != "" && in.Of != manifest.Unknown:
		item = "Mapping[str, " + clientType(in.Of) + "]"
	}
	a := ClientArg{Name: p.Name, Wire: quote.Python(p.Wire), Annotation: item, Default: p.Default}
	if in.List {
		a.Annotation = "Sequence[" + item + "]"
		if values, isList := strings.CutPrefix(p.Default, "["); isList {
			a.Default = tuple(strings.TrimSuffix(values, "]"), len(in.Default))
		}
	}
	if p.Optional && a.Annotation != "Any" {
		a.Annotation += " | None"
	}
	return a
}

func tuple(values string, count int) string {
	if count == 1 {
		values += ","
	}
	return "(" + values + ")"
}

// choice gives the name of an input's fixed values. Inputs of one name share it while their values
// are the same; the others carry their operation's name too.
func (b *builder) choice(op manifest.Operation, in manifest.Input) Choice {
	made := Choice{Annotation: enumType(in.Type, in.Enum), Values: tuple(enumLiterals(in), len(in.Enum))}
	long := NewName(op.Name, "operation").Snake + "_" + NewName(in.Name, "input").Snake
	for _, text := range []string{in.Name, long, long + "_" + hash(made.Values)} {
		name := NewName(text, "input")
		made.Type, made.Constant = name.Pascal, name.Upper
		switch i := slices.IndexFunc(b.view.Client.Choices, made.meets); {
		case takenClass(made.Type), made.Type == made.Constant: // one letter has no case of its own
		case i < 0:
			b.view.Client.Choices = append(b.view.Client.Choices, made)
			return made
		case b.view.Client.Choices[i] == made:
			return made
		}
	}
	return made
}

// meets reports whether two choices would have one name.
func (c Choice) meets(other Choice) bool { return c.Type == other.Type || c.Constant == other.Constant }

// takenClass reports names that a class of the client must not have.
func takenClass(name string) bool {
	return slices.Contains([]string{"Decimal", "False", "Literal", "None", "True"}, name)
}
