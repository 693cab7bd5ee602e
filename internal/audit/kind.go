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
	derives bool // it is given a table
	answers bool // it answers a message
	moves   bool // it says by its name that it moves files

	presumed string // what unknown calls say by their names
}

// kindOf decides the kind of an operation. An answer of a model that runs elsewhere is asked for, one of a model of the
// app is computed.
func kindOf(d doing) string {
	remote := d.effects.Any(effectsOf(catalogue.NetRead, catalogue.NetWrite))
	stored := d.effects.Any(effectsOf(catalogue.DBWrite, catalogue.NetWrite))
	reads := d.effects.Any(effectsOf(catalogue.DB, catalogue.DBRead, catalogue.NetRead, catalogue.FileRead))
	files := d.effects.Any(effectsOf(catalogue.FileRead, catalogue.FileWrite))
	switch {
	case d.direct.Has(catalogue.Process) && d.output == "none" && begins(d.name, doingVerbs()):
		return Write // it starts or ends work, whatever that does
	case d.effects.Any(effectsOf(catalogue.Infers, catalogue.Trains)) && !d.direct.Has(catalogue.DBWrite) && !(d.output == "none" && d.direct.Has(catalogue.FileWrite)):
		if remote {
			return Query
		}
		return Computation
	case reads && d.asks(), remote && d.answers && d.output != "none" && !d.effects.Has(catalogue.DBWrite):
		return Query
	case files && d.moves && d.output != "scalar" && !d.effects.Any(effectsOf(catalogue.DB, catalogue.DBRead, catalogue.DBWrite)):
		return File
	case d.effects.Has(catalogue.NetRead) && d.output == "none" && begins(d.name, doingVerbs()):
		return Write
	case stored, d.presumed == Write:
		return Write
	case d.output == "file" || d.file:
		return File
	case d.effects.Has(catalogue.FileWrite):
		return Write
	case d.derives && d.effects&outward == effectsOf(catalogue.FileRead) && !d.direct.Any(outward):
		return Computation
	case reads:
		return Query
	case d.presumed != "":
		return d.presumed
	case d.output == "none" && (d.effects.Has(catalogue.Process) || begins(d.name, doingVerbs())):
		return Write
	}
	return Computation
}

// asks reports whether a function says by its name that it reads, and gives something: what it writes beside that is
// upkeep, as a cache that is filled or a table that is made when it is missing.
func (d doing) asks() bool {
	if d.output == "none" || d.output == "status" || d.direct.Any(catalogue.Of(catalogue.DBWrite, catalogue.NetWrite)) {
		return false
	}
	return begins(d.name, askingVerbs())
}

// askingVerbs are what functions begin with that read.
func askingVerbs() []string {
	return []string{"check", "count", "extract", "fetch", "find", "get", "has", "is", "list", "load", "lookup", "query", "read", "retrieve", "search",
		"select", "validate", "verify"}
}

// begins reports whether a name begins with one of some verbs.
func begins(name string, verbs []string) bool {
	verb, _, _ := strings.Cut(identifier(name), "_")
	return slices.Contains(verbs, verb)
}

// fileVerbs are what functions begin with that move files rather than keep records in them.
func fileVerbs() []string { return []string{"download", "upload", "export", "import", "zip", "unzip"} }

// movesFile reports whether a function says by its name that it moves or makes a file.
func movesFile(name string) bool {
	words := strings.Split(identifier(name), "_")
	return begins(name, fileVerbs()) || begins(name, []string{"build", "create", "generate", "make", "render", "write"}) &&
		slices.Contains([]string{"csv", "docx", "excel", "pdf", "png", "pptx", "xlsx", "zip"}, words[len(words)-1])
}

// convertingVerbs are what functions begin with that only give a value another form.
func convertingVerbs() []string {
	return []string{"as", "clean", "coerce", "convert", "escape", "format", "normalise", "normalize", "parse", "round", "safe", "strip", "to"}
}

// doingVerbs are what functions begin with that change something although the request looks like a question.
func doingVerbs() []string {
	return []string{"add", "approve", "cancel", "clear", "create", "delete", "disable", "enable", "login", "logout", "register", "reject", "remove",
		"reset", "send", "set", "sign", "start", "stop", "submit", "trigger", "update"}
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
	if strings.HasPrefix(name, "llama_index.") {
		return "unknown" // has an Index of its own
	}
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

// doneByPage reports whether what decided a function's class is what a page does for it when it has run: starting another
// run, emptying its caches.
func doneByPage(because []flow.Step) bool {
	return len(because) > 0 && slices.Contains([]string{"streamlit.rerun", "streamlit.switch_page", "streamlit.cache_data.clear"}, because[len(because)-1].Event.Name)
}
