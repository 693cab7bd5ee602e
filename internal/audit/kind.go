package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

// outward are the effects that make something worth a request.
var outward = catalogue.Of(catalogue.DB, catalogue.DBRead, catalogue.DBWrite, catalogue.NetRead, catalogue.NetWrite,
	catalogue.FileRead, catalogue.FileWrite, catalogue.Process, catalogue.Trains, catalogue.Infers)

// doing is what decides the kind of an operation.
type doing struct {
	name    string // of the function; empty for regions
	effects catalogue.Effects
	direct  catalogue.Effects // without those of callees
	output  string
	file    bool // it takes an upload, or makes a download
}

// kindOf decides the kind of an operation.
func kindOf(d doing) string {
	stored := d.effects.Any(catalogue.Of(catalogue.DBWrite, catalogue.NetWrite))
	reads := d.effects.Any(catalogue.Of(catalogue.DB, catalogue.DBRead, catalogue.NetRead, catalogue.FileRead))
	switch {
	case d.effects.Any(catalogue.Of(catalogue.Infers, catalogue.Trains)) && !d.direct.Has(catalogue.DBWrite):
		return Computation
	case reads && d.asks():
		return Query
	case stored:
		return Write
	case d.output == "file" || d.file:
		return File
	case d.effects.Has(catalogue.FileWrite):
		return Write
	case reads:
		return Query
	}
	return Computation
}

// asks reports whether a function says by its name that it reads, and gives something: what it writes beside that is
// upkeep, as a cache that is filled or a table that is made when it is missing.
func (d doing) asks() bool {
	if d.output == "none" || d.output == "status" || d.direct.Any(catalogue.Of(catalogue.DBWrite, catalogue.NetWrite)) {
		return false
	}
	verb, _, _ := strings.Cut(identifier(d.name), "_")
	return slices.Contains([]string{"get", "fetch", "load", "read", "list", "find", "check", "search", "query", "count", "is", "has", "verify", "validate",
		"select", "retrieve", "lookup", "extract"}, verb)
}

// outputOf names the shape of a result from its type as the catalogue writes it.
func outputOf(returns string) string {
	best := "unknown"
	for _, part := range splitUnion(returns) {
		shape := shapeOf(part)
		switch {
		case shape == "none" && best == "unknown":
			best = "none"
		case shape != "none" && shape != "unknown" && (best == "unknown" || best == "none"):
			best = shape
		}
	}
	return best
}

// describe tells the shape of a result with the type of its parts.
func describe(returns string) Output {
	out := Output{Type: outputOf(returns)}
	for _, part := range splitUnion(returns) {
		switch shape := shapeOf(part); {
		case shape == "none":
			out.Nullable = true
		case shape == "list" && out.Type == "list" && strings.HasSuffix(part, "]"):
			out.Of = typeName(part[strings.IndexByte(part, '[')+1 : len(part)-1])
		case shape == "scalar" && out.Type == "scalar":
			out.Of = typeName(part)
		}
	}
	return out
}

// splitUnion splits a type at the bars of its outermost level.
func splitUnion(typ string) []string {
	var out []string
	depth, from := 0, 0
	for i, r := range typ {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, strings.TrimSpace(typ[from:i]))
				from = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(typ[from:]))
}

// shapeOf is flat: a type, its shape.
func shapeOf(typ string) string {
	name, _, _ := strings.Cut(typ, "[")
	name = name[strings.LastIndexByte(name, '.')+1:]
	switch name {
	case "DataFrame", "Series", "GroupBy", "DataFrameGroupBy", "SeriesGroupBy", "Index", "ndarray":
		return "table"
	case "dict", "Dict", "Mapping", "OrderedDict", "defaultdict", "Counter", "TypedDict":
		return "record"
	case "list", "List", "tuple", "Tuple", "set", "Set", "Sequence", "Iterable", "frozenset":
		return "list"
	case "str", "int", "float", "bool", "date", "datetime", "time", "timedelta", "Decimal", "Timestamp", "complex":
		return "scalar"
	case "bytes", "BytesIO", "StringIO", "bytearray":
		return "file"
	case "Figure", "Chart", "FigureWidget", "Axes", "Deck", "Map", "LayerChart", "HConcatChart", "VConcatChart", "Image":
		return "chart"
	case "None", "NoneType":
		return "none"
	}
	return "unknown"
}

// returnsOf is what is known of a function's result: by flow, else as it is annotated.
func returnsOf(fn *flow.Function) string {
	if fn.Returns != "-" && fn.Returns != "" {
		return fn.Returns
	}
	if def := fn.Def(); def != nil && def.Returns != nil {
		return strings.Trim(textOf(fn.Module, def.Returns), `"'`)
	}
	return "-"
}

// isResource reports whether a type is what operations share rather than give.
func isResource(typ string) bool {
	for _, part := range splitUnion(typ) {
		name, _, _ := strings.Cut(part, "[")
		name = name[strings.LastIndexByte(name, '.')+1:]
		if slices.Contains([]string{"Connection", "Cursor", "Engine", "Session", "sessionmaker", "Client", "AsyncClient", "Redis", "Database", "Collection",
			"SQLConnection", "OpenAI", "AsyncOpenAI", "Anthropic", "Spreadsheet", "Worksheet", "Bucket", "scoped_session", "SessionLocal", "Credentials"}, name) {
			return true
		}
	}
	return false
}
