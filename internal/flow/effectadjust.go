package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// adjust makes the effects of an entry those of the call: by SQL text, file mode, path, HTTP method, on_select.
func (ev *evaluator) adjust(x *entryCall, event *Event) {
	e := x.entry
	if ev.quiet > 0 {
		return
	}
	if e.SQL != "" {
		ev.adjustSQL(x, event)
	}
	if e.Verb != "" {
		ev.adjustVerb(x, event)
	}
	if !ev.record {
		return
	}
	if e.Mode != "" {
		event.Effects = ev.adjustMode(x, event.Effects)
	}
	if e.Path != "" {
		event.Effects = ev.adjustPath(x, event.Effects)
	}
	if e.Widget == "selection" {
		if on := x.args.argument(e, "on_select"); on != nil {
			if text, ok := literal(on); !ok || text != "ignore" {
				event.Effects |= catalogue.Of(catalogue.Asks)
			}
		}
	}
}

// adjustVerb reads the method of a request; one that is not known may change something.
func (ev *evaluator) adjustVerb(x *entryCall, event *Event) {
	verb := x.args.argument(x.entry, x.entry.Verb)
	if verb == nil {
		return
	}
	effects, param := ev.requestOf(verb, ev.fn)
	event.Effects = event.Effects&^catalogue.Of(catalogue.NetRead, catalogue.NetWrite) | effects
	event.param, event.assumed = param, catalogue.Of(catalogue.NetWrite)
}

// requestOf is what requests of the methods that an expression may hold do.
func (ev *evaluator) requestOf(e python.Expr, fn *Function) (catalogue.Effects, string) {
	t := ev.textOf(e, fn, 0)
	var effects catalogue.Effects
	for _, text := range t.texts {
		if isReadingMethod(text) {
			effects |= catalogue.Of(catalogue.NetRead)
		} else {
			effects |= catalogue.Of(catalogue.NetWrite)
		}
	}
	if t.open || effects == 0 {
		effects |= catalogue.Of(catalogue.NetWrite)
	}
	return effects, t.param
}

func isReadingMethod(verb string) bool {
	switch strings.ToUpper(verb) {
	case "GET", "HEAD", "OPTIONS":
		return true
	}
	return false
}

func (ev *evaluator) adjustSQL(x *entryCall, event *Event) {
	text := x.args.argument(x.entry, x.entry.SQL)
	if text == nil {
		return
	}
	s := ev.sql(text, x.args.value(x.entry, x.entry.SQL))
	event.Effects = event.Effects&^catalogue.Of(catalogue.DB) | s.effects
	event.SQL, event.param, event.assumed = s.verbs, s.param, s.assumed
}

// adjustMode reads the mode of open: w, a, x write, r reads, + does both. A mode that is not known may be either.
func (ev *evaluator) adjustMode(x *entryCall, effects catalogue.Effects) catalogue.Effects {
	if !effects.Any(catalogue.Of(catalogue.FileRead, catalogue.FileWrite)) {
		return effects
	}
	rest := effects &^ catalogue.Of(catalogue.FileRead, catalogue.FileWrite)
	arg := x.args.argument(x.entry, x.entry.Mode)
	if arg == nil {
		return effects
	}
	mode, ok := ev.constantText(arg)
	switch {
	case !ok, strings.Contains(mode, "+"):
		return rest | catalogue.Of(catalogue.FileRead, catalogue.FileWrite)
	case strings.ContainsAny(mode, "wax"):
		return rest | catalogue.Of(catalogue.FileWrite)
	}
	return rest | catalogue.Of(catalogue.FileRead)
}

// adjustPath drops the effect on files when no file is named: no path, None, or a buffer. An address is the network.
func (ev *evaluator) adjustPath(x *entryCall, effects catalogue.Effects) catalogue.Effects {
	files := catalogue.Of(catalogue.FileRead, catalogue.FileWrite)
	if !effects.Any(files) {
		return effects
	}
	arg := x.args.argument(x.entry, x.entry.Path)
	if arg == nil {
		if x.args.stars {
			return effects
		}
		return effects &^ files
	}
	if text, ok := ev.constantText(arg); ok && isAddress(text) {
		if effects.Has(catalogue.FileWrite) {
			return effects&^files | catalogue.Of(catalogue.NetWrite)
		}
		return effects&^files | catalogue.Of(catalogue.NetRead)
	}
	if isBuffer(x.args.value(x.entry, x.entry.Path)) {
		return effects &^ files
	}
	return effects
}

func isAddress(text string) bool {
	for _, scheme := range []string{"http://", "https://", "s3://", "gs://", "ftp://", "abfs://"} {
		if strings.HasPrefix(text, scheme) {
			return true
		}
	}
	return false
}

// isBuffer reports whether a value is known to be no name of a file: a buffer, an upload, an open file, None.
func isBuffer(v Value) bool {
	if len(v.atoms) == 0 || v.open {
		return false
	}
	for _, a := range v.atoms {
		if a.kind != typeAtom || !isBufferType(a.typ.Name) {
			return false
		}
	}
	return true
}

func isBufferType(name string) bool {
	switch name {
	case "io.Buffer", "io.TextIOWrapper", "streamlit.UploadedFile", "pandas.ExcelWriter", "bytes", "None", "pandas.ExcelFile",
		"requests.Response", "urllib.request.Response", "zipfile.ZipFile":
		return true
	}
	return false
}
