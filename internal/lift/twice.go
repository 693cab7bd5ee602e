package lift

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

// keptAnswers says where a function asks another one whose answers cache_data keeps, of something that the app changes.
// In the app all see the answer that was kept. The service keeps none: it would know more than the pages show. Where the
// app empties that cache itself, what is kept is what there is.
func (m *mover) keptAnswers(fn *flow.Function) []Reason {
	for _, one := range m.reach(fn) {
		if one == fn || !strings.HasSuffix(one.Cache, "cache_data") && !strings.HasSuffix(one.Cache, "experimental_memo") || !m.changing(one) || m.emptiedByApp(one) {
			continue
		}
		for _, caller := range m.reach(fn) {
			for _, call := range caller.Calls {
				if slices.Contains(call.Callees, one) {
					return []Reason{place(caller.Module, call.Node.Span(), fmt.Sprintf("it asks %q, whose answers are kept in the pages, and the app changes what it reads", one.Name))}
				}
			}
		}
	}
	return nil
}

// emptiedByApp reports whether the app empties the cache of a function, or all of its kind.
func (m *mover) emptiedByApp(fn *flow.Function) bool {
	calls := regexp.MustCompile(`\b(` + regexp.QuoteMeta(fn.Name) + `|cache_data|experimental_memo)\.clear\s*\(`)
	return slices.ContainsFunc(m.App.Modules, func(module *flow.Module) bool { return calls.MatchString(module.File.Source.Text) })
}

// changing reports whether the app writes what a function reads: a database, a remote service or files.
func (m *mover) changing(fn *flow.Function) bool {
	for _, kind := range []struct{ read, write catalogue.Effect }{
		{catalogue.DBRead, catalogue.DBWrite}, {catalogue.NetRead, catalogue.NetWrite}, {catalogue.FileRead, catalogue.FileWrite},
	} {
		written := func(other *flow.Function) bool { return other.Direct.Has(kind.write) }
		if fn.Effects.Has(kind.read) && slices.ContainsFunc(m.Program.Functions, written) {
			return true
		}
	}
	return false
}
