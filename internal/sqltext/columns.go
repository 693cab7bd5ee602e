package sqltext

import (
	"slices"
	"strings"
)

// Columns are those of a query's answer, in order; false when the text does not name them all: it selects `*`, or a
// value without a name.
func Columns(query string, schema Schema) ([]Column, bool) {
	list := words(query)
	if i := slices.IndexFunc(list, func(w word) bool { return w.kind == Separator }); i >= 0 && i < len(list)-1 {
		return nil, false
	}
	r := reader{list: outermost(list)}
	if !r.is("SELECT") {
		return nil, false
	}
	r.skip("SELECT", "DISTINCT", "ALL")
	s := selection{schema: schema, tables: map[string]string{}, optional: map[string]bool{}}
	parts := split(r.list, "FROM")
	if len(parts) > 1 {
		s.from(r.list[len(parts[0])+1:])
	}
	var out []Column
	for _, item := range split(parts[0], ",") {
		c, ok := s.item(item)
		if !ok || slices.ContainsFunc(out, func(o Column) bool { return o.Name == c.Name }) {
			return nil, false
		}
		out = append(out, c)
	}
	return out, len(out) > 0
}

// outermost begins at the SELECT that gives the answer: behind what WITH names.
func outermost(list []word) []word {
	depth := 0
	for i, w := range list {
		switch {
		case w.text == "(":
			depth++
		case w.text == ")":
			depth--
		case depth == 0 && w.kind == Word && w.upper == "SELECT":
			return list[i:]
		}
	}
	return nil
}

// selection is what a SELECT draws on.
type selection struct {
	schema   Schema
	tables   map[string]string // by alias, in lower case
	optional map[string]bool   // aliases of an outer join, whose rows may be missing
	grouped  bool
	vague    bool // it draws on something that is no plain table
}

// from reads the tables of FROM and JOIN, and whether rows are grouped.
func (s *selection) from(list []word) {
	outer, joined := false, true
	for r := (reader{list: list}); len(r.list) > 0; {
		w := r.list[0]
		switch {
		case joined && (w.kind == Word || w.kind == Quoted) && !slices.Contains([]string{"LATERAL", "ONLY"}, w.upper):
			name := r.path()
			alias := name
			r.skip("AS")
			if len(r.list) > 0 && r.list[0].kind == Word && !isClause(r.list[0].upper) {
				alias = r.path()
			}
			s.tables[alias], s.optional[alias] = name, outer
			joined = false
			continue
		case w.text == "(":
			if _, closed := r.brackets(); !closed {
				return
			}
			s.vague = s.vague || joined
			joined = false
			continue
		case w.upper == "LEFT", w.upper == "RIGHT", w.upper == "FULL":
			outer = true
		case w.upper == "JOIN", w.text == ",":
			joined = true
		case w.upper == "GROUP":
			s.grouped = true
		case w.upper == "WHERE", w.upper == "ORDER", w.upper == "HAVING", w.upper == "UNION":
			joined = false
		case w.kind == Positional || w.kind == Named:
			s.vague = s.vague || joined
		}
		r.list = r.list[1:]
	}
	for _, outerJoin := range s.optional {
		if outerJoin && outer { // a RIGHT or FULL join may leave out rows of the other side too
			for alias := range s.optional {
				s.optional[alias] = true
			}
			return
		}
	}
}

func isClause(upper string) bool {
	return slices.Contains([]string{"JOIN", "ON", "LEFT", "RIGHT", "FULL", "INNER", "OUTER", "CROSS", "NATURAL", "USING", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT",
		"OFFSET", "UNION", "WINDOW", "FETCH", "FOR", "EXCEPT", "INTERSECT"}, upper)
}

// item is one column of the answer: with its own name, else that of the column it is.
func (s *selection) item(list []word) (Column, bool) {
	name := ""
	if n := len(list); n > 2 && list[n-2].upper == "AS" || n > 1 && (list[n-1].kind == Quoted || list[n-1].kind == Word) && ends(list[n-2]) {
		name = list[n-1].name()
		list = list[:n-1]
		if list[len(list)-1].upper == "AS" {
			list = list[:len(list)-1]
		}
	}
	if len(list) == 0 {
		return Column{}, false
	}
	if last := list[len(list)-1]; name == "" && (last.kind == Word || last.kind == Quoted) && plain(list) {
		name = last.name()
	}
	if name == "" {
		return Column{}, false
	}
	c := s.value(list)
	c.Name = name
	return c, true
}

// ends reports whether a value may end with a word, so that a name follows it.
func ends(w word) bool {
	switch w.kind {
	case Word:
		return !slices.Contains([]string{"CASE", "WHEN", "THEN", "ELSE", "AND", "OR", "NOT", "IN", "IS", "LIKE", "BETWEEN", "OVER"}, w.upper)
	case Quoted, String, Number, Positional, Named:
		return true
	}
	return w.text == ")"
}

// plain tells a column, alone or with its table before it.
func plain(list []word) bool {
	for i, w := range list {
		if i%2 == 0 && w.kind != Word && w.kind != Quoted || i%2 == 1 && w.text != "." {
			return false
		}
	}
	return len(list)%2 == 1
}

// value tells what an expression holds.
func (s *selection) value(list []word) Column {
	for len(list) > 1 && list[0].text == "(" {
		r := reader{list: list}
		inner, closed := r.brackets()
		if !closed || len(r.list) > 0 {
			break
		}
		list = inner
	}
	for _, sign := range []string{"||", "+", "-", "*", "/"} {
		if parts := split(list, sign); len(parts) > 1 && !slices.ContainsFunc(parts, func(p []word) bool { return len(p) == 0 }) {
			return s.combined(sign, parts)
		}
	}
	switch {
	case len(list) == 0:
	case plain(list):
		return s.column(list)
	case len(list) == 1:
		return literal(list[0])
	case list[0].kind == Word && list[1].text == "(":
		r := reader{list: list[1:]}
		if args, closed := r.brackets(); closed && len(r.list) == 0 {
			return s.called(list[0].upper, args)
		}
	}
	return Column{Nullable: true}
}

// combined is the value of an operator.
func (s *selection) combined(sign string, parts [][]word) Column {
	out := Column{Type: Whole}
	for _, part := range parts {
		c := s.value(part)
		out.Nullable = out.Nullable || c.Nullable
		switch {
		case c.Type != Whole && c.Type != Real:
			out.Type = NoType
		case out.Type == Whole && c.Type == Real:
			out.Type = Real
		}
	}
	switch {
	case sign == "||":
		out.Type = Text
	case sign == "/" && out.Type != NoType:
		out.Type = Real // also of whole numbers, in most databases
	}
	return out
}

func literal(w word) Column {
	switch {
	case w.kind == Number && strings.ContainsAny(w.text, ".eE"):
		return Column{Type: Real}
	case w.kind == Number:
		return Column{Type: Whole}
	case w.kind == String:
		return Column{Type: Text}
	}
	return Column{Nullable: true}
}

// column looks one up in the tables that are drawn on.
func (s *selection) column(list []word) Column {
	name := list[len(list)-1].name()
	found := Column{Nullable: true}
	n := 0
	for alias, table := range s.tables {
		if len(list) > 1 && !strings.EqualFold(list[len(list)-3].name(), alias) {
			continue
		}
		for _, c := range s.schema[table] {
			if strings.EqualFold(c.Name, name) {
				found = Column{Type: c.Type, Nullable: c.Nullable || s.optional[alias]}
				n++
			}
		}
	}
	if n != 1 || s.vague && len(list) == 1 {
		return Column{Nullable: true}
	}
	return found
}

// called is the value of a function. It is flat.
func (s *selection) called(name string, args []word) Column {
	list := split(args, ",")
	first := s.value(list[0])
	switch name {
	case "COUNT":
		return Column{Type: Whole}
	case "LENGTH", "CHAR_LENGTH", "INSTR":
		return Column{Type: Whole, Nullable: first.Nullable}
	case "SUM", "AVG", "TOTAL", "MIN", "MAX":
		if name == "AVG" || name == "TOTAL" || name == "SUM" && first.Type != Whole && first.Type != NoType {
			first.Type = Real
		}
		first.Nullable = (first.Nullable || !s.grouped) && name != "TOTAL"
		return first
	case "ABS", "NULLIF":
		first.Nullable = first.Nullable || name == "NULLIF"
		return first
	case "ROUND":
		return Column{Type: Real, Nullable: first.Nullable}
	case "COALESCE", "IFNULL":
		for _, arg := range list[1:] {
			c := s.value(arg)
			if c.Type != first.Type {
				first.Type = NoType
			}
			first.Nullable = first.Nullable && c.Nullable
		}
		return first
	case "SUBSTR", "SUBSTRING", "UPPER", "LOWER", "TRIM", "LTRIM", "RTRIM", "REPLACE", "LEFT", "RIGHT":
		return Column{Type: Text, Nullable: first.Nullable}
	case "STRFTIME", "TO_CHAR", "GROUP_CONCAT", "STRING_AGG":
		return Column{Type: Text, Nullable: true}
	case "CAST":
		if parts := split(args, "AS"); len(parts) == 2 && len(parts[1]) > 0 {
			return Column{Type: typeNamed(parts[1][0].upper), Nullable: s.value(parts[0]).Nullable}
		}
	}
	return Column{Nullable: true}
}
