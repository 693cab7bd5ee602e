package view

import (
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// clientType is the Python type of a scalar as the client and its callers name it.
func clientType(t manifest.InputType) string {
	switch t {
	case manifest.Upload:
		return "bytes | IO[bytes]"
	case manifest.Unknown:
		return "object"
	case manifest.Map:
		return "Mapping[str, Any]"
	}
	return pythonType(t)
}

// decoder is the function of _wire that makes a value of a type.
func decoder(t manifest.InputType) string {
	switch t {
	case manifest.Int:
		return "integer"
	case manifest.Number:
		return "number"
	case manifest.Decimal:
		return "decimal"
	case manifest.Bool:
		return "boolean"
	case manifest.Date, manifest.DateTime, manifest.Time:
		return string(t)
	case manifest.Unknown:
		return "anything"
	}
	return "string"
}

// decode is the expression that makes a value, with its null.
func (c *ClientOperation) decode(t manifest.InputType, nullable bool) string {
	made := c.wire(decoder(t))
	if nullable && t != manifest.Unknown {
		return c.wire("optional") + "(" + made + ")"
	}
	return made
}

// wire names a function of _wire and notes that it is needed.
func (c *ClientOperation) wire(function string) string {
	c.decoders = append(c.decoders, function)
	return "_wire." + function
}

// nullableType adds None to a type that does not hold it.
func nullableType(t manifest.InputType, nullable bool) string {
	if nullable && t != manifest.Unknown {
		return clientType(t) + " | None"
	}
	return clientType(t)
}

// clientResult fills in what a method gives and how the answer becomes that.
func (b *builder) clientResult(op manifest.Operation, o Operation, c *ClientOperation) {
	out := op.Output
	for i, column := range out.Columns {
		c.Fields = append(c.Fields, ClientField{
			Name: o.Columns[i].Field, Wire: quote.Python(column.Name),
			Annotation: nullableType(column.Type, column.Nullable), Decode: c.decode(column.Type, column.Nullable),
		})
	}
	if len(c.Fields) > 0 {
		c.Model = b.model(o)
	}
	switch {
	case o.Table && c.Model != "":
		c.Result, c.Read = "Table[models."+c.Model+"]", "_call.table_of("+c.Reader+")"
	case o.Table:
		c.Result, c.Read = "Table[dict[str, object]]", "_call.table_of("+c.wire("mapping")+")"
	case o.Record && c.Model != "":
		c.Result, c.Read = "models."+c.Model, "_call.json_of("+c.Reader+")"
	case o.Record:
		c.Result, c.Read = "dict[str, object]", "_call.json_of("+c.wire("mapping")+")"
	case o.List:
		c.Result, c.Read = "list["+clientType(out.Of)+"]", "_call.json_of("+c.wire("items")+"("+c.decode(out.Of, false)+"))"
	case o.Scalar:
		c.Result, c.Read = nullableType(out.Of, out.Nullable), "_call.json_of("+c.decode(out.Of, out.Nullable)+")"
	case o.File:
		c.Result, c.Read, c.Accept = "File", "_call.file_named("+quote.Python(o.FileName.Raw())+")", "_call.ANY"
	default:
		c.Result, c.Read = "None", "_call.nothing"
	}
	if o.Table {
		c.Accept = "_call.TABLE"
	}
}

// model gives the class of a record or of a table's rows; no two operations share one.
func (b *builder) model(o Operation) string {
	name := o.Name.Pascal
	if o.Table {
		name += "Row"
	}
	for b.models[name] || takenClass(name) {
		name += "Model"
	}
	b.models[name] = true
	return name
}

// Example is one call of an operation for the generated tests: what is given, what goes over the
// wire, what comes back and what that is in Python. All are Python expressions.
type Example struct {
	Args   []ExampleArg
	Answer string // JSON of the answer, as Python; "" for files and nothing
	Result string
}

// ExampleArg is one input of an example.
type ExampleArg struct {
	Name, Value string
	Wire, Sent  string // key and value as they go out
}

// example makes an example of an operation.
func (b *builder) example(op manifest.Operation, o Operation, c ClientOperation) Example {
	var e Example
	for i, p := range o.Params {
		e.Args = append(e.Args, exampleArg(inputOf(op, p), c.Args[i], c.Inputs))
	}
	var answer, result []string
	for i, f := range c.Fields {
		t := op.Output.Columns[i].Type
		text := exampleText(t)
		answer = append(answer, f.Wire+": "+wire(t, text))
		result = append(result, f.Name+"="+Literal(t, text))
	}
	record, made := "{"+strings.Join(answer, ", ")+"}", "models."+c.Model+"("+strings.Join(result, ", ")+")"
	if c.Model == "" {
		record, made = `{"any": 1}`, `{"any": 1}`
	}
	of := op.Output.Of
	switch {
	case o.Table:
		e.Answer, e.Result = "["+record+"]", "["+made+"]"
	case o.Record:
		e.Answer, e.Result = record, made
	case o.List:
		e.Answer, e.Result = "["+wire(of, exampleText(of))+"]", "["+Literal(of, exampleText(of))+"]"
	case o.Scalar:
		e.Answer, e.Result = wire(of, exampleText(of)), Literal(of, exampleText(of))
	case o.File:
		e.Result = "(" + quote.Python(o.FileName.Raw()) + ", " + quote.Python(o.MediaType.Raw()) + `, b"a,b")`
	default:
		e.Result = "None"
	}
	return e
}

// exampleText is a value of a type.
func exampleText(t manifest.InputType) string {
	switch t {
	case manifest.Int:
		return "7"
	case manifest.Number:
		return "1.5"
	case manifest.Decimal:
		return "19.90"
	case manifest.Bool:
		return "true"
	case manifest.Date:
		return "2026-01-31"
	case manifest.DateTime:
		return "2026-01-31T08:30:00"
	case manifest.Time:
		return "08:30:00"
	}
	return "text"
}

func exampleArg(in manifest.Input, a ClientArg, place string) ExampleArg {
	e := ExampleArg{Name: a.Name, Wire: a.Wire}
	text, ok := sampleText(in)
	if !ok {
		text = "a"
	}
	if in.Type == manifest.Upload {
		e.Value, e.Sent = `b"content"`, `["content"]`
		return e
	}
	e.Value = Literal(in.Type, text)
	switch in.Type {
	case manifest.Int, manifest.Number:
		e.Sent = e.Value
		if place != "json" {
			e.Sent = "str(" + e.Value + ")"
		}
	case manifest.Bool:
		e.Sent = e.Value
		if place != "json" {
			e.Sent = quote.Python(text)
		}
	case manifest.Decimal:
		e.Sent = "str(" + e.Value + ")"
	case manifest.Date, manifest.DateTime, manifest.Time:
		e.Sent = e.Value + ".isoformat()"
	default:
		e.Sent = e.Value
	}
	if in.List {
		e.Value = "[" + e.Value + "]"
	}
	if in.List || place != "json" {
		e.Sent = "[" + e.Sent + "]"
	}
	return e
}
