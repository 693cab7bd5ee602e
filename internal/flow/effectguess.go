package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// guess is what all described methods of one name have in common.
type guess struct {
	effects catalogue.Effects
	common  catalogue.Effects // what all do
	agree   bool
	mutates bool
	returns catalogue.Type
	typed   bool
	isSQL   bool
	other   bool   // some take no SQL; what stands above is about these
	library string // the first that describes one
	shared  bool   // another library does too, or the first is one whose types are everywhere
	sql     []string
	param   string
}

// guesses collects what the methods of all described classes do, by name. Those of which there is one instance,
// which nobody meets unknowingly, and those that only a wildcard describes are left out.
func guesses(c *catalogue.Catalogue) map[string]guess {
	out := map[string]guess{}
	for _, name := range c.Names() {
		e := c.Lookup(name)
		dot := strings.LastIndexByte(name, '.')
		if e == nil || e.Name != name || e.Value || dot < 0 || !isDescribedClass(c, name[:dot]) || isSingleton(name[:dot]) || isWildcard(e) {
			continue
		}
		method := name[dot+1:]
		g := out[method]
		changes := false
		for _, m := range e.Mutates {
			changes = changes || m.Target == "self" && m.If == ""
		}
		switch {
		case e.SQL != "":
			g.isSQL = true
		case !g.other:
			g = guess{isSQL: g.isSQL, other: true, effects: e.Effects, common: e.Effects, agree: true, mutates: changes, returns: e.Returns, typed: !dependsOnCall(e.Returns), library: topName(name), shared: isEverywhere(e.Library)}
		default:
			g.agree = g.agree && g.effects == e.Effects
			g.common &= e.Effects
			g.mutates = g.mutates || changes
			g.shared = g.shared || g.library != topName(name)
			g.typed = g.typed && g.returns.Equal(e.Returns)
		}
		out[method] = g
	}
	return out
}

func isDescribedClass(c *catalogue.Catalogue, name string) bool {
	return c.IsClass(name) || strings.HasPrefix(name, "builtins.")
}

func topName(name string) string {
	top, _, _ := strings.Cut(name, ".")
	return top
}

// isEverywhere holds for the libraries whose types are met without their names.
func isEverywhere(library string) bool {
	switch library {
	case "builtins", "stdlib", "pandas", "numpy":
		return true
	}
	return false
}

func isSingleton(class string) bool {
	switch class {
	case "streamlit.SessionState", "streamlit.QueryParams", "streamlit.Secrets", "streamlit.User", "streamlit.Context",
		"os.Environ", "matplotlib.Params", "pandas.Options", "sys.SearchPath":
		return true
	}
	return false
}

// guessed is what the described methods of a name have in common. The table is made when the first unknown receiver
// is met.
func (p *Program) guessed(method string) (guess, bool) {
	if p.guesses == nil {
		p.guesses = guesses(p.Catalogue)
	}
	g, seen := p.guesses[method]
	return g, seen
}

// guess presumes what a method of an unknown receiver does.
func (ev *evaluator) guess(attr *python.Attribute, args *callArgs) (guess, bool) {
	g, seen := ev.guessed(attr.Attr)
	if seen && g.isSQL && len(args.node.Args) > 0 && ev.quiet == 0 {
		s := ev.sql(args.node.Args[0], args.first())
		if s.effects&^catalogue.Of(catalogue.DB) != 0 || s.param != "" {
			return guess{effects: s.effects, sql: s.verbs, param: s.param, returns: resultOf(args.first())}, true
		}
	}
	if !seen && attr.Attr != "get" {
		return g, false
	}
	switch {
	case attr.Attr == "get":
		return guess{}, looksLikeMapping(args)
	case attr.Attr == "replace" && len(args.node.Args)+len(args.node.Keywords) > 1:
		// Of text, dates, frames. Moving a file takes one argument.
		return guess{}, true
	}
	if !g.typed {
		g.returns = catalogue.Type{}
	}
	return g, g.agree && g.shared && (!g.isSQL || len(args.node.Args) == 0 && len(args.node.Keywords) == 0)
}

// resultOf is what executing a statement gives: of one that SQLAlchemy built, its result.
func resultOf(statement Value) catalogue.Type {
	for _, a := range statement.atoms {
		if a.kind == typeAtom && (a.typ.Name == "sqlalchemy.Select" || a.typ.Name == "sqlalchemy.Write") {
			return catalogue.Type{Name: "sqlalchemy.Result"}
		}
	}
	return catalogue.Type{}
}

// looksLikeMapping holds for get("key") and get(key, default): nothing else takes these.
func looksLikeMapping(args *callArgs) bool {
	if len(args.node.Keywords) > 0 || len(args.node.Args) == 0 {
		return false
	}
	if text, ok := literal(args.node.Args[0]); ok {
		return !strings.ContainsAny(text, "/:")
	}
	return len(args.node.Args) == 2
}
