package lift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// obstacles says why a function must stay in the app; none means that it may move if its closure may.
func (m *mover) obstacles(fn *flow.Function, op Operation) []Reason {
	var found []Reason
	add := func(what string, reasons ...Reason) { found = append(found, because(what, reasons...)...) }
	def := fn.Def()
	switch {
	case def == nil:
		return because(noFunction, place(fn.Module, fn.Node.Span(), "it has no def of its own"))
	case len(fn.Module.File.Problems) > 0:
		return []Reason{unreadable(fn.Module)}
	case fn.Outer == nil || fn.Outer.Outer != nil:
		add(noFunction, place(fn.Module, def.Span(), "it is defined inside another function"))
	case def.Async:
		add(noFunction, place(fn.Module, def.Span(), "it is async"))
	}
	add(takesUnsent, m.parameters(fn, op)...)
	add(ofTheProcess, m.setsProcess(fn)...)
	add(unknownResult, m.results(fn)...)
	add(twoCopies, m.shared(fn)...)
	add(twoCopies, m.keptAnswers(fn)...)
	add(atImport, m.sites(fn)...)
	add(handledWrong, m.swallowed(fn)...)
	add(oneTransaction, m.transactions(fn, op)...)
	return found
}

// unreadable says where a file is no valid Python: what it holds besides is not known.
func unreadable(module *flow.Module) Reason {
	wrong := module.File.Problems[0]
	return Reason{Path: module.Path, Line: wrong.Position.Line, Text: "the file is no valid Python: " + wrong.Message, Because: cannotFollow}
}

// parameters must be values that a caller can send: no tables, nothing that the function changes.
func (m *mover) parameters(fn *flow.Function, op Operation) []Reason {
	var found []Reason
	params := fn.Def().Params
	for _, star := range []*python.Arg{params.VarArg, params.KwArg} {
		if star != nil {
			found = append(found, place(fn.Module, star.Span(), fmt.Sprintf("%q takes any arguments", star.Name)))
		}
	}
	for _, arg := range allArgs(params) {
		if slices.Contains(op.Resources, arg.Name) || arg == m.receiver(fn) {
			continue
		}
		if slices.Contains(fn.Mutated, arg.Name) {
			found = append(found, because(changesGiven, place(fn.Module, arg.Span(), fmt.Sprintf("it changes its parameter %q", arg.Name)))...)
		}
		if kind := m.annotated(fn, arg); neverSent(kind) && !slices.Contains(op.Tables, arg.Name) {
			found = append(found, place(fn.Module, arg.Span(), fmt.Sprintf("its parameter %q is a %s: tables go down, never up", arg.Name, kind)))
		} else if why := m.unsendable(fn.Module, kind); why != "" {
			found = append(found, place(fn.Module, arg.Span(), fmt.Sprintf("its parameter %q cannot be sent: %s", arg.Name, why)))
		}
	}
	for _, given := range m.argumentTypes(fn) {
		if why := m.unsendable(fn.Module, given.what); why != "" {
			found = append(found, given.reason("what it is given here cannot be sent: %s", why))
		}
	}
	return append(found, m.sentArguments(fn, op)...)
}

// allArgs are the parameters that have a name of their own, in order.
func allArgs(params *python.Arguments) []*python.Arg {
	return slices.Concat(params.PosOnly, params.Args, params.KwOnly)
}

// annotated is the type that a parameter is declared to have, as the catalogue writes it.
func (m *mover) annotated(fn *flow.Function, arg *python.Arg) string {
	if arg.Annotation == nil {
		return "-"
	}
	text := fn.Module.File.Source.Text
	return text[arg.Annotation.Span().Start:arg.Annotation.Span().End]
}

// neverSent are annotations of what must be made on the service again.
func neverSent(annotation string) bool {
	for _, part := range typeParts(annotation) {
		name := part[strings.LastIndexByte(part, '.')+1:]
		if slices.Contains([]string{"DataFrame", "Series", "Figure", "Connection", "Cursor", "Engine", "Session", "Callable", "UploadedFile"}, name) {
			return true
		}
	}
	return false
}

// unsendable says which class of the app in a type does not cross, and why.
func (m *mover) unsendable(module *flow.Module, typ string) string {
	for _, part := range typeParts(typ) {
		if class := m.classNamed(module, part); class != nil {
			if why := m.uncarried(class); why != "" {
				return class.Name + " " + why
			}
		}
	}
	return ""
}

// results must be values that are proven to cross; what no caller uses is no result.
func (m *mover) results(fn *flow.Function) []Reason {
	if m.silent(fn) {
		return nil
	}
	return m.unproven(fn)
}

// silent reports whether a function has a result that might not cross, and that nobody asks for: then none is given.
// What a generator is asked for is its work.
func (m *mover) silent(fn *flow.Function) bool {
	return len(m.unproven(fn)) > 0 && m.Program.Unused(fn) && !strings.HasPrefix(fn.Returns, "iter[")
}

func (m *mover) unproven(fn *flow.Function) []Reason {
	known := m.resultType(fn)
	if _, wrong := m.typed(fn.Module, known); (known == "-" || wrong != "") && m.madePlain(fn) {
		return nil
	}
	if known == "-" {
		return []Reason{place(fn.Module, fn.Def().Span(), "nothing is known of its result, so nothing proves that it can cross to another process")}
	}
	switch _, wrong := m.typed(fn.Module, known); {
	case wrong == "":
		return nil
	case strings.Contains(wrong, " "):
		return []Reason{place(fn.Module, fn.Def().Span(), fmt.Sprintf("its result, %s, is not proven to cross to another process: %s", known, wrong))}
	}
	return []Reason{place(fn.Module, fn.Def().Span(), fmt.Sprintf("its result, %s, is not proven to cross to another process", known))}
}

// resultType is what is known of a function's result: by flow, else as it is annotated.
func (m *mover) resultType(fn *flow.Function) string {
	if returns := fn.Def().Returns; fn.Returns == "-" && returns != nil {
		return sourceOf(fn.Module, returns)
	}
	return fn.Returns
}

// crosses reports whether values of a type, written with or without its module, arrive on the other side as what
// they were. The replay module of the generated project is the other half of this list.
func crosses(name string) bool {
	switch name[strings.LastIndexByte(name, '.')+1:] {
	case "None", "NoneType", "bool", "int", "float", "complex", "str", "bytes", "bytearray", "range",
		"list", "dict", "tuple", "set", "frozenset", "List", "Dict", "Tuple", "Set", "FrozenSet", "Optional", "Union", "Sequence", "Mapping", "Iterable",
		"Counter", "OrderedDict", "defaultdict", "deque", "date", "datetime", "time", "timedelta", "Decimal", "UUID", "Path",
		"DataFrame", "Series", "Index", "MultiIndex", "DatetimeIndex", "Timestamp", "Timedelta", "Period", "Interval", "Categorical", "ndarray",
		"int64", "int32", "float64", "float32", "bool_":
		return true
	}
	return name == "..." || name == "-" // of a list or dict whose elements are not known
}

// sites are the places that call the function: none may run while a module that stays is imported.
func (m *mover) sites(fn *flow.Function) []Reason {
	var found []Reason
	for _, caller := range m.Program.Functions {
		for _, call := range caller.Calls {
			if caller == caller.Module.Body && !caller.Module.Page && slices.Contains(call.Callees, fn) && !underMain(caller, call) && !m.prepares(fn, call) {
				found = append(found, place(caller.Module, call.Node.Span(), "it is called while a module is imported"))
			}
		}
	}
	return found
}

// underMain reports whether a call stands under `if __name__ == "__main__"`: importing the module does not run it.
func underMain(caller *flow.Function, call *flow.Call) bool {
	return slices.ContainsFunc(caller.Events, func(e flow.Event) bool { return e.Main && e.Node == call.Node })
}

// notes are what a person should know of a function that moves.
func (m *mover) notes(fn *flow.Function) []Reason {
	var found []Reason
	for _, caller := range m.Program.Functions {
		for _, call := range caller.Calls {
			if call.Loop && slices.Contains(call.Callees, fn) && !m.rest.gone(caller.Module, call.Node.Span()) {
				found = append(found, place(caller.Module, call.Node.Span(), "it is called in a loop: one request a round"))
			}
		}
	}
	return found
}
