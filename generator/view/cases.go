package view

import (
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// Case is what the generated tests know about an operation.
type Case struct {
	Verb    string // GET
	Sends   string // params, json or data: the argument of the test client that takes the inputs
	Given   string // dict of inputs that it takes, as Python
	Refused string // dict of inputs that its bounds refuse, each alone
	Files   string // dict of files that it takes; empty without
	Answer  string // what a stand-in for its function gives
	Status  int
	Known   bool // a value of every input is known
}

// testCase makes the case of an operation.
func testCase(o Operation) Case {
	c := Case{Verb: strings.ToUpper(o.Method), Sends: "params", Status: 200, Known: true}
	switch {
	case o.Form:
		c.Sends = "data"
	case o.Body:
		c.Sends = "json"
	}
	var given, refused, files []string
	for _, p := range o.Params {
		key := quote.Python(p.Wire) + ": "
		switch {
		case p.Upload:
			files = append(files, key+`b"content"`)
			continue
		case p.SampleWire == "":
			c.Known = c.Known && !p.Required()
			continue
		}
		given = append(given, key+p.SampleWire)
		if p.BadWire != "" {
			refused = append(refused, key+p.BadWire)
		}
	}
	c.Given, c.Refused = "{"+strings.Join(given, ", ")+"}", "{"+strings.Join(refused, ", ")+"}"
	if len(files) > 0 {
		c.Files = "{" + strings.Join(files, ", ") + "}"
	}
	c.answer(o)
	return c
}

// answer makes what a stand-in for the operation's function gives.
func (c *Case) answer(o Operation) {
	switch {
	case o.Table && o.Known:
		c.Answer = "empty(" + o.Group + "_schemas." + o.Service.Class + "Row)"
	case o.Table:
		c.Answer = "pa.table({})"
	case o.File:
		c.Answer = `b"content"`
	case o.None:
		c.Answer, c.Status = "None", 204
	case o.Scalar:
		c.Answer = sampleOf(o.Type)
	case o.List:
		c.Answer = "[" + sampleOf(o.Type) + "]"
	case !o.Known:
		c.Answer = "{}"
	default:
		var fields []string
		for _, column := range o.Columns {
			fields = append(fields, quote.Python(column.Title.Raw())+": "+sampleOf(column.Type))
		}
		c.Answer = o.Group + "_schemas." + o.Service.Class + "Record.model_validate({" + strings.Join(fields, ", ") + "})"
	}
}

// sampleOf is a value of a Python type, as Python.
func sampleOf(annotation string) string {
	switch strings.TrimSuffix(annotation, " | None") {
	case "int":
		return "1"
	case "float":
		return "1.5"
	case "Decimal":
		return Literal(manifest.Decimal, "1.50")
	case "bool":
		return "True"
	case "dt.date":
		return Literal(manifest.Date, "2026-01-31")
	case "dt.datetime":
		return Literal(manifest.DateTime, "2026-01-31T08:30:00")
	case "dt.time":
		return Literal(manifest.Time, "08:30:00")
	}
	return `"a"`
}

// caseImports are the imports of tests/cases.py.
func (b *builder) caseImports() []string {
	i, app := b.imports(), b.view.App.Package
	i.from("dataclasses", "dataclass", true)
	i.from("typing", "Any", true)
	i.from("fastapi.testclient", "TestClient", true)
	i.from("httpx2", "Response", true)
	for _, o := range b.view.Operations {
		answer := o.Service.Case.Answer
		if !o.Service.Case.Known || o.Missing {
			continue
		}
		i.module("pyarrow as pa", o.Table)
		i.from("pydantic", "BaseModel", o.Table && o.Known)
		i.from(app+".platform", "frames", o.Table && o.Known)
		i.from(app+".operations."+o.Group, "schemas as "+o.Group+"_schemas", strings.Contains(answer, o.Group+"_schemas."))
		i.typed(answer)
	}
	return i.lines()
}
