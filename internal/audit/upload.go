package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// readsUpload reports whether a call reads the content of a file that the user gave.
func (a *auditor) readsUpload(fn *flow.Function, c *flow.Call) bool {
	if len(c.Callees) > 0 || len(c.Node.Args) == 0 {
		return false
	}
	name := last(c.Name)
	if !(c.Unknown && a.isImported(fn, c.Node.Func)) && !strings.HasPrefix(name, "read_") && !slices.Contains([]string{"load", "loads", "open", "load_workbook", "PdfReader", "Document", "ZipFile", "DictReader"}, name) {
		return false
	}
	return a.isFromUpload(fn, c.Node.Args[0])
}

// isFromUpload reports whether a value comes from an upload and nothing else that users give.
func (a *auditor) isFromUpload(fn *flow.Function, e python.Expr) bool {
	sources := a.sourcesOf(fn, e)
	return slices.ContainsFunc(sources, func(s origin) bool { return s.kind == "upload" })
}

// takesUpload reports whether some caller of a function gives it an upload.
func (a *auditor) takesUpload(sites []site) bool {
	for _, s := range sites {
		if s.call == nil {
			continue
		}
		for _, arg := range slices.Concat(s.call.Node.Args, keywordValues(s.call.Node)) {
			if name, ok := arg.(*python.Name); ok && isUpload(a, s.in, name) {
				return true
			}
		}
	}
	return false
}

// keepsUpload reports whether a region writes the bytes of an upload into a file as they are.
func (a *auditor) keepsUpload(r *region) bool {
	if r.effects.Any(effectsOf(catalogue.DBWrite, catalogue.NetWrite)) {
		return false
	}
	kept := false
	for _, s := range r.stmts {
		for _, c := range r.fn.CallsIn(s.Span()) {
			if method, ok := c.Node.Func.(*python.Attribute); ok && slices.Contains([]string{"getbuffer", "getvalue", "read"}, method.Attr) {
				kept = kept || a.isFromUpload(r.fn, method.Value)
			}
		}
	}
	return kept
}

// hidePreviews keeps what only shows an upload before somebody confirms it from being exposed: the handler that stores it
// takes the same upload.
func hidePreviews(list []*Operation) {
	for _, op := range list {
		if op.Kind != File && op.Kind != Query || op.region.file || op.region.pressed {
			continue
		}
		for _, in := range op.Inputs {
			if in.Source == "upload" && slices.ContainsFunc(list, func(other *Operation) bool {
				return op.region.stmts[0].Span().Start < other.region.start && other.stores(in.At)
			}) {
				op.Expose = false
			}
		}
	}
}

// stores reports whether a handler writes what comes from the upload at a place.
func (op *Operation) stores(at string) bool {
	return op.Kind == Write && op.region.pressed &&
		slices.ContainsFunc(op.Inputs, func(in Input) bool { return in.Source == "upload" && in.At == at })
}
