package lift

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// processCaches are the last names of decorators whose cache lives with the process and moves with the function. That of
// cache_data stays the pages'.
func processCaches() []string { return []string{"cache_resource", "lru_cache", "cache", "cached"} }

// ownsCache reports whether a function's answers are kept by the process that runs it.
func ownsCache(module *flow.Module, def *python.FunctionDef) bool {
	return slices.ContainsFunc(def.Decorators, func(e python.Expr) bool {
		span := e.Span()
		name, _, _ := strings.Cut(module.File.Source.Text[span.Start:span.End], "(")
		return slices.Contains(processCaches(), strings.TrimSpace(name[strings.LastIndexByte(name, '.')+1:]))
	})
}

// expiring is where a cache that would live on the service is told when to forget: there it does not.
func (m *mover) expiring(module *flow.Module, def *python.FunctionDef) (Reason, bool) {
	for _, d := range def.Decorators {
		call, ok := d.(*python.Call)
		if !ok || !strings.HasSuffix(sourceOf(module, call.Func), "cache_resource") && !strings.HasSuffix(sourceOf(module, call.Func), "experimental_singleton") {
			continue
		}
		for _, k := range call.Keywords {
			if k.Name == "ttl" || k.Name == "validate" {
				return place(module, k.Value.Span(), fmt.Sprintf("the cache of %q ends, and the service's would not", def.Name)), true
			}
		}
	}
	return Reason{}, false
}

// clearing is where the app empties the cache of a function that would live on the service: there it would not.
func (m *mover) clearing(module *flow.Module, def *python.FunctionDef) (Reason, bool) {
	if !ownsCache(module, def) {
		return Reason{}, false
	}
	at, known := m.emptied[def.Name]
	if !known {
		at = m.emptying(def.Name)
		m.emptied[def.Name] = at
	}
	if at == nil {
		return Reason{}, false
	}
	return *at, true
}

// emptying is where the app empties the cache of a function of that name, or all of its kind.
func (m *mover) emptying(name string) *Reason {
	calls := regexp.MustCompile(`\b(` + regexp.QuoteMeta(name) + `\.(clear|cache_clear)|cache_resource\.clear)\s*\(`)
	for _, other := range m.App.Modules {
		if at := calls.FindStringIndex(other.File.Source.Text); at != nil {
			line := other.File.Source.Position(at[0]).Line
			return &Reason{Path: other.Path, Line: line, Text: fmt.Sprintf("the cache of %q is emptied here, and would be the service's", name)}
		}
	}
	return nil
}
