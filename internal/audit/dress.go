package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// manyWords is how many places of the page a text function must serve to be one of words.
const manyWords = 8

// dresses reports whether a function only reads files for the looks of the page: the page's words by constant keys, as
// translations and settings are looked up, or markup that goes into HTML.
func (a *auditor) dresses(fn *flow.Function) bool {
	if fn.Effects&outward != catalogue.Of(catalogue.FileRead) {
		return false
	}
	sites := a.uiSites(fn)
	words, markup := len(sites) >= manyWords, true
	for _, s := range sites {
		if s.call == nil {
			return false
		}
		for _, arg := range slices.Concat(s.call.Node.Args, keywordValues(s.call.Node)) {
			if _, constant := arg.(*python.Constant); !constant {
				words = false
			}
		}
		markup = markup && a.inMarkup(s)
	}
	return words && len(sites) > 0 && len(parameters(fn)) > 0 || markup && len(sites) > 0
}

// inMarkup reports whether a call stands in what is written as HTML.
func (a *auditor) inMarkup(s site) bool {
	spot := a.spotOf(s.in, s.node)
	if spot == nil {
		return false
	}
	if assign, ok := spot.stmt.(*python.Assign); ok && assign.Value == python.Expr(s.call.Node) {
		if name, isName := assign.Targets[0].(*python.Name); isName {
			return a.onlyMarkup(s.in, name.ID)
		}
	}
	return writesMarkup(spot.stmt, s.node)
}

// writesMarkup reports whether a node stands in a call that writes HTML.
func writesMarkup(stmt python.Stmt, node python.Node) bool {
	found := false
	flow.EachExpression(stmt, func(e python.Expr) {
		call, ok := e.(*python.Call)
		if !ok || call == node || call.Span().Start > node.Span().Start || call.Span().End < node.Span().End {
			return
		}
		for _, k := range call.Keywords {
			found = found || k.Name == "unsafe_allow_html"
		}
	})
	return found
}

// onlyMarkup reports whether a function uses a name only to write HTML.
func (a *auditor) onlyMarkup(fn *flow.Function, id string) bool {
	uses, markup := 0, 0
	flow.EachStatement(bodyOf(fn), func(s python.Stmt) bool {
		flow.EachExpression(s, func(e python.Expr) {
			if name, ok := e.(*python.Name); ok && name.ID == id && name.Ctx == python.Load {
				uses++
				if writesMarkup(s, name) {
					markup++
				}
			}
		})
		return true
	})
	return uses > 0 && uses == markup
}

func isLook(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	return slices.Contains([]string{"exists", "isfile", "isdir", "is_file", "is_dir", "getsize", "getmtime", "stat", "abspath", "resolve"}, last)
}
