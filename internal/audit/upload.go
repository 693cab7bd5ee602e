package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// readsUpload reports whether a call reads the content of a file that the user gave.
func (a *auditor) readsUpload(fn *flow.Function, c *flow.Call) bool {
	if len(c.Callees) > 0 || len(c.Node.Args) == 0 {
		return false
	}
	name := last(c.Name)
	if !strings.HasPrefix(name, "read_") && !slices.Contains([]string{"load", "loads", "open", "load_workbook", "PdfReader", "Document", "ZipFile", "DictReader"}, name) {
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
