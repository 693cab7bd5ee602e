package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// shimModule stands on the service where moved code imports Streamlit. The generator's pack makes it.
const shimModule = legacyFolder + "." + shimFile

const shimFile = "_st"

// offered reports whether the shim does what a name of Streamlit does: caches, secrets, and feedback and text, which
// it records for the pages to show.
func offered(name string) bool {
	name, ok := strings.CutPrefix(name, "streamlit.")
	if !ok {
		return false
	}
	first, _, _ := strings.Cut(name, ".")
	switch strings.ToLower(first) {
	case "secrets", "cache_data", "cache_resource", "error", "warning", "info", "success", "toast", "stop", "spinner",
		"text", "markdown", "caption", "code", "json":
		return true
	}
	return false
}

// notOffered is the first use of Streamlit within a span that the shim does not offer.
func (m *mover) notOffered(module *flow.Module, span diag.Span) (*flow.Event, bool) {
	for _, fn := range m.Program.Functions {
		if fn.Module != module {
			continue
		}
		for i := range fn.Events {
			e := &fn.Events[i]
			at := e.Node.Span()
			if e.Library == "streamlit" && span.Start <= at.Start && at.End <= span.End && !offered(e.Name) && !m.keeps(fn, e) {
				return e, true
			}
		}
	}
	return nil, false
}

// shimImport rewrites an import of Streamlit into one of the shim; nothing for other imports.
func (m *mover) shimImport(stmt python.Stmt) []python.Edit {
	span := stmt.Span()
	switch stmt := stmt.(type) {
	case *python.Import:
		var edits []python.Edit
		if len(stmt.Names) == 1 && stmt.Names[0].Name == "streamlit" {
			as := stmt.Names[0].AsName
			if as == "" {
				as = "streamlit"
			}
			edits = append(edits, python.Edit{Start: span.Start, End: span.End, Text: "from " + m.Package + "." + legacyFolder + " import _st as " + as})
		}
		return edits
	case *python.ImportFrom:
		if stmt.Level == 0 && stmt.Module == "streamlit" {
			at := span.Start + len("from ")
			return []python.Edit{{Start: at, End: at + len("streamlit"), Text: m.Package + "." + shimModule}}
		}
	}
	return nil
}

// canShim reports whether an import of Streamlit can become one of the shim.
func canShim(stmt python.Stmt) bool {
	switch stmt := stmt.(type) {
	case *python.Import:
		return len(stmt.Names) == 1 && stmt.Names[0].Name == "streamlit"
	case *python.ImportFrom:
		return stmt.Module == "streamlit" && !slices.ContainsFunc(stmt.Names, func(a *python.Alias) bool {
			return a.Name != "session_state" && !offered("streamlit."+a.Name)
		})
	}
	return false
}

// beyondShim names what an import statement brings of Streamlit, or of what belongs to it, that the shim is not.
func beyondShim(stmt python.Stmt) string {
	var names []string
	switch stmt := stmt.(type) {
	case *python.Import:
		for _, alias := range stmt.Names {
			if isStreamlit(alias.Name) && alias.Name != "streamlit" {
				names = append(names, alias.Name)
			}
		}
		if len(names) == 0 {
			return "an import of streamlit and other modules in one statement"
		}
	case *python.ImportFrom:
		for _, alias := range stmt.Names {
			if stmt.Module != "streamlit" || alias.Name != "session_state" && !offered("streamlit."+alias.Name) {
				names = append(names, stmt.Module+"."+alias.Name)
			}
		}
	}
	return strings.Join(names, ", ")
}
