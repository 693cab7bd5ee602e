package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/sqltext"
)

// hole stands in a text for what is not known. It is one word to sqltext, and no keyword.
const hole = "\ufffc"

// textResult is what an expression may be as text.
type textResult struct {
	texts []string
	open  bool   // it may be something else too
	param string // it is this parameter of the function, as it was given
}

// Limits on following texts: links from name to name, expressions looked at, alternatives, bytes.
const (
	maxTextDepth = 40
	maxTextSteps = 400
	maxTextParts = 8
	maxTextBytes = 20000
)

func mayBeText(e python.Expr) bool {
	switch e := e.(type) {
	case *python.Constant:
		return e.Kind == python.Str
	case *python.JoinedStr, *python.Name, *python.Attribute, *python.Subscript, *python.IfExp, *python.BoolOp, *python.Call:
		return true
	case *python.BinOp:
		return e.Op == python.Add || e.Op == python.Mod
	}
	return false
}

// textOf follows an expression to the texts that it may be. It is a flat switch over what makes text.
func (ev *evaluator) textOf(e python.Expr, fn *Function, depth int) textResult {
	if depth == 0 {
		ev.steps = maxTextSteps
	}
	if ev.steps--; depth > maxTextDepth || ev.steps < 0 {
		return textResult{open: true}
	}
	next := func(e python.Expr) textResult { return ev.textOf(e, fn, depth+1) }
	switch e := e.(type) {
	case *python.Constant:
		if e.Kind == python.Str {
			return textResult{texts: []string{e.Text}}
		}
	case *python.JoinedStr:
		out := textResult{texts: []string{""}}
		for _, part := range e.Values {
			p := textResult{texts: []string{hole}}
			switch part := part.(type) {
			case *python.Constant:
				p.texts[0] = part.Text
			case *python.FormattedValue:
				if got := next(part.Value); len(got.texts) > 0 && !got.open {
					p = got
				}
			}
			out = concat(out, p)
		}
		return out
	case *python.BinOp:
		if e.Op == python.Add {
			return concat(orHole(next(e.Left)), orHole(next(e.Right)))
		}
		if e.Op == python.Mod {
			return next(e.Left)
		}
	case *python.IfExp:
		return either(next(e.Body), next(e.OrElse))
	case *python.BoolOp:
		out := textResult{}
		for _, v := range e.Values {
			out = either(out, next(v))
		}
		return out
	case *python.NamedExpr:
		return next(e.Value)
	case *python.Call:
		return ev.textOfCall(e, fn, depth)
	case *python.Name:
		return ev.textOfName(e, fn, depth)
	case *python.Attribute, *python.Subscript:
		return ev.textOfPart(e, fn, depth)
	}
	return textResult{open: true}
}

func orHole(t textResult) textResult {
	if len(t.texts) == 0 || t.open {
		t.texts, t.open = append(slices.Clone(t.texts), hole), false
	}
	return t
}

func concat(a, b textResult) textResult {
	out := textResult{open: a.open || b.open}
	for _, x := range a.texts {
		for _, y := range b.texts {
			if len(out.texts) < maxTextParts && len(x)+len(y) < maxTextBytes {
				out.texts = append(out.texts, x+y)
			} else {
				out.open = true
			}
		}
	}
	return out
}

func either(a, b textResult) textResult {
	out := textResult{open: a.open || b.open, texts: slices.Clone(a.texts), param: a.param + b.param}
	for _, t := range b.texts {
		if !slices.Contains(out.texts, t) && len(out.texts) < maxTextParts {
			out.texts = append(out.texts, t)
		}
	}
	return out
}

// textOfCall knows the methods that keep a text what it is, and what wraps it: text(), SQL(), dedent().
func (ev *evaluator) textOfCall(e *python.Call, fn *Function, depth int) textResult {
	name := ""
	switch f := e.Func.(type) {
	case *python.Attribute:
		switch f.Attr {
		case "format", "strip", "lstrip", "rstrip", "replace", "format_map", "lower", "upper", "bindparams":
			return ev.textOf(f.Value, fn, depth+1)
		}
		name = f.Attr
	case *python.Name:
		name = f.ID
	}
	switch name {
	case "text", "SQL", "dedent", "cleandoc", "str", "_", "sa_text", "sql_text":
		if len(e.Args) > 0 {
			return ev.textOf(e.Args[0], fn, depth+1)
		}
	}
	if v := ev.quietly(e.Func, fn); v.known() {
		out := textResult{}
		for _, a := range v.atoms {
			if a.kind != functionAtom || len(a.fn.result.texts) == 0 {
				return textResult{open: true}
			}
			out = either(out, ev.textOfSlot(&a.fn.result, depth))
		}
		out.param = ""
		return out
	}
	return textResult{open: true}
}

// textOfPart follows attributes and items: of modules, instances, containers.
func (ev *evaluator) textOfPart(e python.Expr, fn *Function, depth int) textResult {
	out, found := textResult{}, false
	add := func(s *slot) {
		if s != nil && len(s.texts) > 0 {
			out, found = either(out, ev.textOfSlot(s, depth+1)), true
		}
	}
	switch e := e.(type) {
	case *python.Attribute:
		for _, a := range ev.quietly(e.Value, fn).atoms {
			switch a.kind {
			case moduleAtom:
				if sym := a.module.Names.Top.Symbols[e.Attr]; sym != nil {
					add(ev.slots[sym])
				}
			case classAtom, instanceAtom:
				a.class.inherits(func(c *Class) {
					add(c.attrs[e.Attr])
					if sym := c.Scope.Symbols[e.Attr]; sym != nil {
						add(ev.slots[sym])
					}
				}, 0)
			}
		}
	case *python.Subscript:
		key, isText := literal(e.Slice)
		for _, a := range ev.quietly(e.Value, fn).atoms {
			if a.kind != siteAtom {
				continue
			}
			if isText && a.site.fields[key] != nil {
				add(a.site.fields[key])
				continue
			}
			for _, f := range a.site.fields {
				add(f)
			}
			for _, item := range a.site.items {
				add(item)
			}
		}
		slices.Sort(out.texts)
	}
	out.open = out.open || !found
	return out
}

// quietly evaluates an expression of any function without noting anything.
func (ev *evaluator) quietly(e python.Expr, fn *Function) Value {
	if scope := scopeOf(e, fn); scope != nil {
		other := &evaluator{Program: ev.Program, fn: fn, scope: scope, record: true, quiet: 1}
		return other.eval(e)
	}
	return Value{}
}

// scopeOf is the scope that the first name of an expression is looked up in.
func scopeOf(e python.Expr, fn *Function) *Scope {
	for {
		switch x := e.(type) {
		case *python.Name:
			if at := fn.Module.Names.At[x]; at != nil {
				return at
			}
			return fn.Scope
		case *python.Attribute:
			e = x.Value
		case *python.Subscript:
			e = x.Value
		case *python.Call:
			e = x.Func
		default:
			return fn.Scope
		}
	}
}

// sqlResult is what SQL text does.
type sqlResult struct {
	effects catalogue.Effects
	verbs   []string
	param   string
	assumed catalogue.Effects // of the parameter, while it is not known
}

// sql says what an expression that holds SQL does when a database runs it.
func (ev *evaluator) sql(e python.Expr, v Value) sqlResult {
	built := sqlResult{}
	for _, a := range v.atoms {
		if a.kind != typeAtom {
			continue
		}
		switch a.typ.Name {
		case "sqlalchemy.Select":
			built.effects |= catalogue.Of(catalogue.DBRead)
			built.verbs = []string{"SELECT"}
		case "sqlalchemy.Write":
			built.effects |= catalogue.Of(catalogue.DBWrite)
		}
	}
	if built.effects != 0 {
		if built.param = ev.paramOf(e); built.param != "" {
			built.assumed = built.effects
		}
		return built
	}
	return ev.sqlText(e, ev.fn)
}

// sqlText is sql for an expression of any function.
func (ev *evaluator) sqlText(e python.Expr, fn *Function) sqlResult {
	t := ev.textOf(e, fn, 0)
	out := sqlResult{param: t.param, assumed: catalogue.Of(catalogue.DB)}
	if t.open || len(t.texts) == 0 {
		out.effects = catalogue.Of(catalogue.DB)
	}
	for _, text := range t.texts {
		effects, verbs := classify(text)
		out.effects |= effects
		for _, verb := range verbs {
			if !slices.Contains(out.verbs, verb) {
				out.verbs = append(out.verbs, verb)
			}
		}
	}
	if out.effects.Any(catalogue.Of(catalogue.DBRead, catalogue.DBWrite)) && out.param == "" && !t.open {
		out.effects &^= catalogue.Of(catalogue.DB)
	}
	slices.Sort(out.verbs)
	return out
}

// classify says what the statements of a text do, by their verbs. What begins with a hole, with no keyword of SQL,
// or calls a procedure may do either.
func classify(text string) (catalogue.Effects, []string) {
	var effects catalogue.Effects
	var verbs []string
	for _, span := range sqltext.Statements(text, sqltext.Generic) {
		statement := text[span.Start:span.End]
		verb := sqltext.Verb(statement, sqltext.Generic)
		switch {
		case sqltext.Reads(statement, sqltext.Generic):
			effects |= catalogue.Of(catalogue.DBRead)
		case isWritingStatement(verb):
			effects |= catalogue.Of(catalogue.DBWrite)
		default:
			effects |= catalogue.Of(catalogue.DB)
			continue
		}
		if !slices.Contains(verbs, verb) {
			verbs = append(verbs, verb)
		}
	}
	if effects == 0 {
		effects = catalogue.Of(catalogue.DB)
	}
	return effects, verbs
}

// isWritingStatement holds for the verbs that change data, schema, rights or a transaction.
func isWritingStatement(verb string) bool {
	const verbs = " INSERT UPDATE DELETE REPLACE MERGE UPSERT CREATE ALTER DROP TRUNCATE RENAME GRANT REVOKE BEGIN START COMMIT " +
		"ROLLBACK SAVEPOINT RELEASE END VACUUM REINDEX ANALYZE ATTACH DETACH COPY LOAD LOCK COMMENT CLUSTER REFRESH IMPORT " +
		"SELECT_INTO PRAGMA SET PUT REMOVE UNLOAD OPTIMIZE "
	return verb != "" && strings.Contains(verbs, " "+strings.ReplaceAll(verb, " ", "_")+" ")
}
