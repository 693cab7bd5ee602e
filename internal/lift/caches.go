package lift

import (
	"cmp"
	"fmt"
	"maps"
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
	at, known := m.cleared[def.Name]
	if !known {
		at = m.emptying(def.Name)
		m.cleared[def.Name] = at
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

// Emptied is a function of the pages whose cache moved code empties.
type Emptied struct {
	Module   string // on the service, dotted below its package
	Function string
	UI       string // the module as the pages import it
}

// empties are the cached functions of the pages whose caches a function may empty, each with the place.
func (m *mover) empties(fn *flow.Function) map[*flow.Function]Reason {
	found := map[*flow.Function]Reason{}
	for _, one := range m.reach(fn) {
		for _, attribute := range within(m.index(one.Module).attributes, one.Node.Span()) {
			name := lastName(attribute.Value)
			if attribute.Attr != "clear" || name == "" {
				continue
			}
			for _, cached := range m.Program.Functions {
				if cached.Name == name && strings.HasSuffix(cached.Cache, "cache_data") && !m.rest.gone(cached.Module, cached.Node.Span()) {
					found[cached] = place(one.Module, attribute.Span(), fmt.Sprintf("it empties the cache of %q, which a page makes anew in every run", name))
				}
			}
		}
	}
	return found
}

func lastName(e python.Node) string {
	switch e := e.(type) {
	case *python.Name:
		return e.ID
	case *python.Attribute:
		return e.Attr
	}
	return ""
}

// emptiesPage says where a function empties the cache of one that cannot be imported, because it stands in a page.
func (m *mover) emptiesPage(fn *flow.Function) (Reason, bool) {
	var at Reason
	found := false
	for cached, where := range m.empties(fn) {
		if (cached.Module.Page || m.importName(cached.Module) == "") && (!found || cmp.Less(where.String(), at.String())) {
			at, found = where, true
		}
	}
	return at, found
}

// emptied are the caches of the pages that moved code empties, sorted.
func (m *mover) emptied() []Emptied {
	found := map[Emptied]bool{}
	for fn := range m.clients {
		for cached := range m.empties(fn) {
			found[Emptied{Module: m.names.dotted(cached.Module), Function: cached.Name, UI: m.importName(cached.Module)}] = true
		}
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b Emptied) int {
		return cmp.Or(cmp.Compare(a.Module, b.Module), cmp.Compare(a.Function, b.Function))
	})
}
