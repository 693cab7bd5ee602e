package view

import (
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
)

// viewOf makes the view of a manifest whose one operation takes an input, in the URL or in a body.
func viewOf(t *testing.T, method, input string) *View {
	t.Helper()
	m, problems := manifest.Load("streamlift.yaml", []byte(`streamlift: 1
app: {name: shop, source: .}
logic: [core/]
operations:
  - id: find
    kind: computation
    method: `+method+`
    from: {call: core.find:find}
    inputs:
      `+input+`
    output: {type: scalar, of: int}
`))
	if problems.Failed() {
		t.Fatal(problems)
	}
	v, problems := Build(m, Lifted{})
	if problems.Failed() {
		t.Fatal(problems)
	}
	return v
}

func TestFields(t *testing.T) {
	cases := []struct{ input, query, body string }{
		{`a: {type: string}`, `a: str`, ""},
		{`a: {type: text, max_length: 9, optional: true}`, `a: Annotated[str, Field(max_length=9)] | SkipJsonSchema[None] = None`, `a: Annotated[str, Field(max_length=9)] | None = None`},
		{`a: {type: string, pattern: "[a-z]+|x"}`, `a: Annotated[str, Field(pattern="^(?:[a-z]+|x)$")]`, ""},
		{`a: {type: string, pattern: "^[a-z]+$"}`, `a: Annotated[str, Field(pattern="^[a-z]+$")]`, ""},
		{`a: {type: string, enum: ["it's", 'say "x"'], default: "it's"}`, `a: Literal["it's", 'say "x"'] = "it's"`, ""},
		{`a: {type: int}`, `a: Int64`, ""},
		{`a: {type: int, min: 1}`, `a: Annotated[Int64, Field(ge=1)]`, ""},
		{`a: {type: int, min: 0, max: 10, step: 5, default: 5}`, `a: Annotated[int, Field(ge=0, le=10, multiple_of=5)] = 5`, ""},
		{`a: {type: int, min: 1, max: 11, step: 5}`, `a: Annotated[int, Field(ge=1, le=11)]`, ""},
		{`a: {type: int, enum: [1, 2]}`, `a: Literal[1, 2]`, ""},
		{`a: {type: number, max: 2, default: 1}`, `a: Annotated[float, Field(le=2.0)] = 1.0`, ""},
		{`a: {type: number, enum: [0.5, 1]}`, `a: Annotated[float, one_of(0.5, 1.0)]`, ""},
		{`a: {type: decimal, min: 0, max: 0.5}`, `a: Annotated[Decimal, Field(ge=Decimal(0), le=Decimal("0.5"))]`, ""},
		{`a: {type: bool, default: true}`, `a: bool = True`, ""},
		{`a: {type: date, default: 2024-02-09}`, `a: dt.date = dt.date(2024, 2, 9)`, `a: Annotated[dt.date, AsText] = dt.date(2024, 2, 9)`},
		{`a: {type: datetime, min: "2024-02-09T08:00:00"}`, `a: Annotated[NaiveDatetime, Field(ge=dt.datetime(2024, 2, 9, 8, 0))]`, `a: Annotated[NaiveDatetime, AsText, Field(ge=dt.datetime(2024, 2, 9, 8, 0))]`},
		{`a: {type: time, default: "08:30:05"}`, `a: dt.time = dt.time(8, 30, 5)`, `a: Annotated[dt.time, AsText] = dt.time(8, 30, 5)`},
		{`a: {type: "list[string]", default: [x]}`, `a: Annotated[list[str], EmptyList] = ["x"]`, `a: list[str] = ["x"]`},
		{`a: {type: "list[int]", min: 1, max: 9, max_length: 3}`, `a: Annotated[list[Annotated[int, Field(ge=1, le=9)]], EmptyList, Field(max_length=3)]`, `a: Annotated[list[Annotated[int, Field(ge=1, le=9)]], Field(max_length=3)]`},
		{`Big: {type: bool}`, `big: bool = Field(alias="Big")`, ""},
		{`json: {type: bool, default: false}`, `json_: bool = Field(False, alias="json")`, ""},
		{`core: {type: bool}`, `core_: bool = Field(alias="core")`, ""},
	}
	for _, c := range cases {
		t.Run(c.input, func(t *testing.T) {
			if c.body == "" {
				c.body = c.query
			}
			if got := viewOf(t, "GET", c.input).Operations[0].Params[0].Field; got != c.query {
				t.Errorf("query: got %s, want %s", got, c.query)
			}
			if got := viewOf(t, "POST", c.input).Operations[0].Params[0].Field; got != c.body {
				t.Errorf("body: got %s, want %s", got, c.body)
			}
		})
	}
}

func TestSamples(t *testing.T) {
	cases := []struct{ input, sample, bad string }{
		{`a: {type: string}`, `"a"`, ``},
		{`a: {type: string, min_length: 3}`, `"aaa"`, `""`},
		{`a: {type: string, max_length: 2}`, `"a"`, `"xxx"`},
		{`a: {type: string, pattern: "^[A-Z]{2}-[0-9]{3}$"}`, `"AA-000"`, `"~"`},
		{`a: {type: string, pattern: "(x|y)+z?"}`, `"x"`, `"~"`},
		{`a: {type: int, max: 5}`, `5`, `6`},
		{`a: {type: date}`, `"2026-01-31"`, `"not a value"`},
		{`a: {type: "list[int]", min_length: 2}`, `[1, 1]`, `["not a value"]`},
		{`a: {type: string, pattern: "[a-z]", min_length: 2}`, ``, ``}, // nothing meets both
	}
	for _, c := range cases {
		p := viewOf(t, "GET", c.input).Operations[0].Params[0]
		if p.SampleWire != c.sample || p.BadWire != c.bad {
			t.Errorf("%s: got %s and %s, want %s and %s", c.input, p.SampleWire, p.BadWire, c.sample, c.bad)
		}
	}
}

func TestImportsAreSorted(t *testing.T) {
	b := &builder{view: &View{App: App{Package: "shop"}, Logic: []Module{{Package: "core"}}}}
	i := b.imports()
	for _, name := range []string{"pandas as pd", "core.sales", "datetime as dt"} {
		i.module(name, true)
	}
	i.from("sqlalchemy", "text", true)
	i.from("sqlalchemy", "Engine", true)
	i.from("shop.api", "CASES", true)
	i.from("shop.api", "deps", true)
	i.from("shop", "api", true)
	i.from("typing", "Any", true)
	i.from("unwanted", "nothing", false)
	want := `import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Engine, text

import core.sales
from shop import api
from shop.api import CASES, deps`
	if got := strings.Join(i.lines(), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestNamesHideNothing holds that operations and inputs named as modules of the generated code get
// names of their own.
func TestNamesHideNothing(t *testing.T) {
	m, problems := manifest.Load("streamlift.yaml", []byte(`streamlift: 1
app: {name: shop, source: .}
logic: [core/]
resources:
  params: {kind: sql, url: {env: PARAMS_URL}}
operations:
  - {id: frames, kind: query, from: {sql: "SELECT 1"}, uses: [params], output: {type: table}}
  - {id: core, kind: computation, from: {call: "core:core"}, output: {type: none}}
`))
	if problems.Failed() {
		t.Fatal(problems)
	}
	v, _ := Build(m, Lifted{})
	got := []string{v.Operations[0].Service.Function, v.Operations[0].Service.Resources[0].Name, v.Operations[1].Service.Function}
	if want := []string{"frames_", "params_", "core_"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPythons(t *testing.T) {
	cases := []struct{ requirement, want string }{
		{"", "3.11 and 3.13"}, {">=3.9", "3.11 and 3.13"}, {">=3.12", "3.12 and 3.13"}, {">=3.13", "3.13"}, {">=3.14", "3.14"},
	}
	for _, c := range cases {
		if got := (App{Pythons: pythons(c.requirement)}).PythonList(); got != c.want {
			t.Errorf("%q: got %s, want %s", c.requirement, got, c.want)
		}
	}
}

// TestArguments shows what logic gets of inputs; a name that holds the attribute's is no attribute.
func TestArguments(t *testing.T) {
	b := &builder{view: &View{App: App{Package: "shop"}}}
	line := Shape{Module: "legacy.core", Class: "Line"}
	for _, c := range []struct {
		param Param
		shape Shape
		want  string
	}{
		{param: Param{Name: "a"}, want: "params.a"},
		{param: Param{Name: "a", List: true}, want: "list(params.a)"},
		{param: Param{Name: "a", List: true, Optional: true}, want: "params.a and list(params.a)"},
		{param: Param{Name: "file", Upload: true}, want: "params.file.file.read()"},
		{param: Param{Name: "file_data", Upload: true}, want: "params.file_data.file.read()"},
		{param: Param{Name: "file_data", Upload: true, Optional: true}, want: "params.file_data.file.read() if params.file_data else None"},
		{param: Param{Name: "a", List: true}, shape: Shape{Container: "tuple"}, want: "tuple(params.a)"},
		{param: Param{Name: "a", List: true, Optional: true}, shape: Shape{Container: "set"}, want: "None if params.a is None else set(params.a)"},
		{param: Param{Name: "a", Model: "M"}, want: "params.a.model_dump()"},
		{param: Param{Name: "a", Model: "M", Members: []Param{{Aliased: true}}}, want: "params.a.model_dump(by_alias=True)"},
		{param: Param{Name: "a", Model: "M", Optional: true}, shape: line, want: "None if params.a is None else shop.legacy.core.Line(**params.a.model_dump())"},
		{param: Param{Name: "a", Model: "M", List: true}, want: "[item.model_dump() for item in params.a]"},
		{param: Param{Name: "a", Model: "M", List: true}, shape: Shape{Container: "tuple", Module: line.Module, Class: line.Class},
			want: "tuple(shop.legacy.core.Line(**item.model_dump()) for item in params.a)"},
	} {
		if got := b.argument(c.param, ".file.read()", c.shape); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.param, got, c.want)
		}
	}
}
