package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/sqltext"
)

// regionName makes a name of a region: from what it does to which table, else from the label of the button that runs it,
// else from the function or file around it. Labels come late: they change more often than tables do.
func (a *auditor) regionName(r *region, op *Operation) string {
	if verb, table := a.storeAction(r); table != "" {
		return verb + "_" + table
	}
	if name := a.presumedName(r); name != "" {
		return name
	}
	if name := identifier(r.label); name != "" && r.trigger == onUpload {
		return map[string]string{Query: "read", Computation: "compute", Write: "save", File: "read"}[op.Kind] + "_" + name
	} else if name != "" {
		return name
	}
	verb := map[string]string{Query: "get", Computation: "compute", Write: "save", File: "export"}[op.Kind]
	if resource := a.requested(r); resource != "" {
		return verb + "_" + resource
	}
	if name := a.lastMade(r); r.section && name != "" {
		return verb + "_" + name
	}
	if op.From.Within != nil {
		name := sectionOf(last(*op.From.Within))
		if strings.HasPrefix(name, verb+"_") {
			return name
		}
		return verb + "_" + name
	}
	return verb + "_" + identifier(stem(op.From.File))
}

// lastMade is the name that a region gives its last value.
func (a *auditor) lastMade(r *region) string {
	name := ""
	for _, s := range r.stmts {
		if assign, ok := s.(*python.Assign); ok {
			if target, isName := assign.Targets[0].(*python.Name); isName {
				name = identifier(target.ID)
			}
		}
	}
	return name
}

// presumedName is the name of the unknown call that a region is for, where nothing else in it is known to do anything.
func (a *auditor) presumedName(r *region) string {
	if r.presumed == "" || r.file || r.effects.Any(outward) {
		return ""
	}
	for _, s := range r.stmts {
		for _, e := range r.fn.EventsIn(s.Span()) {
			if a.presumed(r.fn, e) == r.presumed {
				return identifier(last(e.Name))
			}
		}
	}
	return ""
}

// requested is what the first request of a region is about.
func (a *auditor) requested(r *region) string {
	for _, s := range r.stmts {
		for _, c := range r.fn.CallsIn(s.Span()) {
			if resource := resourceOf(a.asked(r.fn, c)); resource != "" {
				return resource
			}
		}
	}
	return ""
}

// storeAction is what a region does to a store: its first write, else its first read.
func (a *auditor) storeAction(r *region) (verb, table string) {
	for _, s := range r.stmts {
		for _, c := range r.fn.CallsIn(r.part(s)) {
			v, t := a.actionOf(r.fn, c)
			if t == "" {
				continue
			}
			if v != "list" {
				return v, t
			}
			if table == "" {
				verb, table = v, t
			}
		}
	}
	return verb, table
}

// actionOf reads SQL, or the builder of a client: table("x").insert(…).
func (a *auditor) actionOf(fn *flow.Function, c *flow.Call) (verb, table string) {
	if c.Entry != nil && c.Entry.SQL != "" {
		if sql := c.Argument(c.Entry.SQL); sql != nil {
			return sqlAction(a.sqlText(fn, sql))
		}
	}
	if text := a.asked(fn, c); text != "" {
		return sqlAction(text)
	}
	if _, end := calleeOf(c.Node.Func); !storeEffect(fn, c) && !(c.Unknown && end == "execute") {
		return "", ""
	}
	return built(c.Node)
}

// built is what a call at the end of table("x").insert(…) does, and to which table.
func built(end *python.Call) (verb, table string) {
	verbs := map[string]string{"insert": "create", "upsert": "save", "update": "update", "delete": "delete", "select": "list"}
	for call := end; table == ""; {
		method, ok := call.Func.(*python.Attribute)
		if !ok {
			return "", ""
		}
		if v := verbs[method.Attr]; v != "" && verb == "" {
			verb = v
		}
		if slices.Contains([]string{"table", "from_", "collection"}, method.Attr) && len(call.Args) > 0 {
			name, _ := stringOf(call.Args[0])
			table = identifier(name)
			break
		}
		if call, ok = method.Value.(*python.Call); !ok {
			return "", ""
		}
	}
	if verb == "" {
		return "", ""
	}
	return verb, table
}

func storeEffect(fn *flow.Function, c *flow.Call) bool {
	for _, e := range fn.EventsIn(diag.Span{Start: c.Node.Span().Start, End: c.Node.Span().Start + 1}) {
		if e.Node == python.Node(c.Node) && e.Effects.Any(effectsOf(catalogue.DB, catalogue.DBRead, catalogue.DBWrite)) {
			return true
		}
	}
	return false
}

// sqlText is the text of SQL as far as it is written: what is computed becomes a hole.
func (a *auditor) sqlText(fn *flow.Function, e python.Expr) string { return a.sqlTextAt(fn, e, 0) }

func (a *auditor) sqlTextAt(fn *flow.Function, e python.Expr, depth int) string {
	if depth > maxDepth {
		return ""
	}
	switch e := e.(type) {
	case *python.JoinedStr:
		var b strings.Builder
		for _, part := range e.Values {
			b.WriteString(a.sqlPart(fn, part))
		}
		return b.String()
	case *python.BinOp:
		if e.Op == python.Add {
			return a.sqlTextAt(fn, e.Left, depth+1) + a.sqlPart(fn, e.Right)
		}
		if e.Op == python.Mod {
			return a.sqlTextAt(fn, e.Left, depth+1)
		}
	case *python.Call: // text("…")
		if len(e.Args) > 0 {
			return a.sqlTextAt(fn, e.Args[0], depth+1)
		}
	case *python.Name:
		if value := a.begun(fn, e); value != nil {
			return a.sqlTextAt(fn, value, depth+1)
		}
	}
	v, _ := a.constant(fn, e)
	text, _ := v.(string)
	return text
}

// sqlPart is a part of a text: constant, or a hole.
func (a *auditor) sqlPart(fn *flow.Function, e python.Expr) string {
	if value, ok := e.(*python.FormattedValue); ok {
		e = value.Value
	}
	if v, ok := a.constant(fn, e); ok {
		if text, isText := v.(string); isText {
			return text
		}
	}
	return "?"
}

// begun is the text that a name is first given, when all else is appended to it.
func (a *auditor) begun(fn *flow.Function, e *python.Name) python.Expr {
	sym := fn.Module.Names.Variable(e)
	if sym == nil || len(sym.Bindings) == 0 {
		return nil
	}
	for _, b := range sym.Bindings[1:] {
		if _, adds := b.Stmt.(*python.AugAssign); !adds {
			return nil
		}
	}
	if assign, ok := sym.Bindings[0].Stmt.(*python.Assign); ok && assign.Value != python.Expr(e) {
		return assign.Value
	}
	return nil
}

// sqlAction is the verb of an engineer and the table of a statement.
func sqlAction(sql string) (verb, table string) {
	verb = map[string]string{"INSERT": "create", "REPLACE": "save", "UPDATE": "update", "DELETE": "delete", "SELECT": "list"}[sqltext.Verb(sql, sqltext.Generic)]
	if verb == "" {
		return "", ""
	}
	after := map[string]string{"create": "INTO", "save": "INTO", "update": "UPDATE", "delete": "FROM", "list": "FROM"}[verb]
	found := false
	for _, t := range sqltext.Scan(sql, sqltext.Generic) {
		text := sql[t.Span.Start:t.Span.End]
		switch {
		case t.Kind == sqltext.Space || t.Kind == sqltext.Comment:
		case found && (t.Kind == sqltext.Word || t.Kind == sqltext.Quoted):
			table = identifier(text)
		case found && text == ".":
		case found:
			return named(verb, table)
		case t.Kind == sqltext.Word && strings.EqualFold(text, after):
			found = true
		}
		if found && table != "" && t.Kind == sqltext.Space {
			break
		}
	}
	return named(verb, table)
}

func named(verb, table string) (string, string) {
	if table == "" {
		return "", ""
	}
	return verb, table
}
