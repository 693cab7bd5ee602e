package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// Parameter is one value that an operation takes, as a manifest describes it.
type Parameter struct {
	Name      string
	Type      string // as the manifest writes it; empty: nothing that a caller can send
	Optional  bool
	Default   any // literal; nil without
	Enum      []any
	Min, Max  any
	Step      any
	MinLength int
	MaxLength int
	Pattern   string  // of the whole text
	Of        string  // of a record's values; empty: any
	Fields    []Field // of a record; nil: not known
	Columns   []Field // of a table; nil: not known
	Label     string
	Widget    string
	At        string
	Sensitive bool
	Resource  string // the resource that fills it
	Guess     bool   // the type is not known for sure
	Because   string // why a caller cannot send it
}

// functionParameters describes the parameters of a function that is an operation.
func (a *auditor) functionParameters(fn *flow.Function, sites []site) []Parameter {
	def := fn.Def()
	skip := 0
	if fn.Of != nil && !slices.Contains(fn.Decorated, "builtins.staticmethod") {
		skip = 1
	}
	var out []Parameter
	positional := slices.Concat(def.Params.PosOnly, def.Params.Args)
	first := len(positional) - len(def.Params.Defaults)
	for i, p := range positional {
		if i < skip {
			continue
		}
		var value python.Expr
		if i >= first {
			value = def.Params.Defaults[i-first]
		}
		out = append(out, a.parameter(fn, p, value, sites))
	}
	for i, p := range def.Params.KwOnly {
		out = append(out, a.parameter(fn, p, def.Params.KwDefaults[i], sites))
	}
	return out
}

// parameter describes one parameter: the type from its annotation, else from what callers give; what a caller may
// give from the one widget that it comes from; the default from its own, else from that widget.
func (a *auditor) parameter(fn *flow.Function, arg *python.Arg, value python.Expr, sites []site) Parameter {
	p := Parameter{Name: arg.Name}
	given := a.given(fn, arg.Name, sites)
	if arg.Annotation != nil {
		p.typed(strings.Trim(textOf(fn.Module, arg.Annotation), `"'`))
	}
	if r := a.resourceFor(p.Because, given); r != "" {
		p.Resource = r
		return p
	}
	if arg.Annotation == nil {
		for _, g := range given {
			if known := a.Program.TypeOf(g.in, g.expr); known != "-" && p.Type == "" {
				p.typed(known)
			}
		}
		p.Guess = p.Type == ""
	}
	if p.Type == "" && p.Because != "" {
		a.structured(&p, fn, arg, given)
		a.saved(&p, fn, given)
	}
	if w, only := a.onlyWidget(given); only && !p.holds() && p.Type != "table" {
		a.fromWidget(&p, w)
	}
	if value != nil {
		a.defaulted(&p, fn, value)
	}
	if p.Type == "" && p.Because == "" {
		p.Type, p.Guess = "string", true
	}
	a.confine(&p, fn, given)
	return p
}

// argumentAt is what one call gives for a parameter.
type argumentAt struct {
	in   *flow.Function
	expr python.Expr
}

func (a *auditor) given(fn *flow.Function, name string, sites []site) []argumentAt {
	var out []argumentAt
	for _, s := range sites {
		if s.call == nil {
			continue
		}
		if e, _ := flow.ArgumentFor(fn, s.call, name); e != nil {
			out = append(out, argumentAt{in: s.in, expr: e})
		}
	}
	return out
}

// typed sets the type from one as Python or the catalogue writes it; what cannot be sent is told.
func (p *Parameter) typed(written string) {
	written = strings.TrimSpace(written)
	if inner, ok := bracketed(written, "Optional"); ok {
		p.Optional = true
		written = inner
	}
	if inner, ok := bracketed(written, "Union"); ok {
		written = strings.ReplaceAll(inner, ",", "|")
	}
	var kept []string
	for _, part := range splitUnion(written) {
		if part == "None" || part == "NoneType" {
			p.Optional = true
			continue
		}
		if name := typeName(part); !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	slices.Sort(kept)
	switch {
	case len(kept) == 1 && kept[0] != "":
		p.Type = kept[0]
	case slices.Equal(kept, []string{"int", "number"}):
		p.Type = "number"
	case written != "Any" && written != "object" && written != "-":
		p.Because = written
	}
}

// bracketed gives what stands in the brackets of a generic type of a name.
func bracketed(written, name string) (string, bool) {
	outer, inner, ok := strings.Cut(written, "[")
	if !ok || last(outer) != name || !strings.HasSuffix(inner, "]") {
		return "", false
	}
	return strings.TrimSpace(strings.TrimSuffix(inner, "]")), true
}

// typeName is the manifest's name of a Python type; empty for what has none. It is a flat switch.
func typeName(written string) string {
	for _, list := range []string{"list", "List", "Sequence", "set", "Iterable"} {
		if inner, ok := bracketed(written, list); ok {
			if name := typeName(inner); name != "" && name != "file" && !strings.HasPrefix(name, "list") {
				return "list[" + name + "]"
			}
			return ""
		}
	}
	switch last(written) {
	case "str":
		return "string"
	case "int":
		return "int"
	case "float":
		return "number"
	case "bool":
		return "bool"
	case "date":
		return "date"
	case "datetime", "Timestamp":
		return "datetime"
	case "time":
		return "time"
	case "Decimal":
		return "decimal"
	case "list", "List":
		return "list[string]"
	case "UploadedFile", "BytesIO", "BinaryIO":
		return "file"
	}
	return ""
}

// widgetAt is one widget with its call.
type widgetAt struct {
	in     *flow.Function
	call   *flow.Call
	direct bool // the value goes in as it was given, not derived from it
}

// onlyWidget is the widget that all callers take a value from, when it is one.
func (a *auditor) onlyWidget(given []argumentAt) (widgetAt, bool) {
	var found widgetAt
	for _, g := range given {
		for _, src := range a.sourcesOf(g.in, g.expr) {
			if src.kind != "widget" && src.kind != "upload" && src.kind != "dataframe_of" {
				continue
			}
			call, ok := src.node.(*python.Call)
			if !ok || found.call != nil && found.call.Node != call {
				return widgetAt{}, false
			}
			found = widgetAt{in: src.in, call: a.Program.CallOf(call), direct: a.passes(g, call)}
		}
	}
	return found, found.call != nil && found.call.Entry != nil
}

// passes reports whether an argument is the answer of a widget itself: a name, or the call.
func (a *auditor) passes(g argumentAt, call *python.Call) bool {
	switch e := g.expr.(type) {
	case *python.Call:
		return e == call
	case *python.Name:
		return !a.derived(g.in, e, 0)
	case *python.BoolOp: // text or None
		_, name := e.Values[0].(*python.Name)
		return e.Op == python.Or && len(e.Values) == 2 && name && isNone(e.Values[1])
	}
	return false
}

func isNone(e python.Expr) bool {
	c, ok := e.(*python.Constant)
	return ok && c.Kind == python.None
}

// defaulted takes the default of the parameter itself; None makes it optional.
func (a *auditor) defaulted(p *Parameter, fn *flow.Function, e python.Expr) {
	if isNone(e) {
		p.Optional = true
		return
	}
	if v, ok := a.constant(fn.Module.Body, e); ok && p.Default == nil && p.takes(v) {
		p.Default = v
	} else if p.Default == nil && !p.holds() && p.Type != "table" {
		p.Optional = true
	}
}
