package sqltext

import (
	"regexp"
	"slices"
	"strings"
)

// Type is what a column holds, as far as SQL says it.
type Type int

// The types. NoType is that of what is not known.
const (
	NoType Type = iota
	Text
	Whole
	Real
	Truth
	Day
	Moment
)

// Column is one column of a table or of a statement's answer.
type Column struct {
	Name     string
	Type     Type
	Nullable bool // may hold no value; also where that is not known
}

// Schema holds the columns of tables, by their names in lower case.
type Schema map[string][]Column

// What bounds how much of a text is read for definitions.
const (
	maxDefinitions = 2_000
	maxDefinition  = 20_000 // bytes of one
)

var create = regexp.MustCompile(`(?i)\bCREATE\s+(?:TEMP\s+|TEMPORARY\s+|UNLOGGED\s+)?TABLE\s`)

// Define adds the tables that a text creates, wherever in it: SQL, or code with SQL in it. Of two definitions of one
// table what they say alike is kept.
func (s Schema) Define(text string) {
	for _, place := range create.FindAllStringIndex(text, maxDefinitions) {
		s.table(text[place[1]:min(len(text), place[1]+maxDefinition)])
	}
}

// table reads one definition, from the table's name on.
func (s Schema) table(text string) {
	r := reader{list: words(text)}
	r.skip("IF", "NOT", "EXISTS")
	name := r.path()
	body, closed := r.brackets()
	if name == "" || !closed {
		return
	}
	var columns []Column
	for _, part := range split(body, ",") {
		if c, ok := defined(part); ok {
			columns = append(columns, c)
		}
	}
	known, twice := s[name]
	if !twice {
		s[name] = columns
		return
	}
	s[name] = slices.DeleteFunc(columns, func(c Column) bool { return !slices.Contains(known, c) })
}

// defined reads the definition of a column; constraints of the table are none.
func defined(part []word) (Column, bool) {
	if len(part) < 1 || part[0].kind != Word && part[0].kind != Quoted {
		return Column{}, false
	}
	if part[0].kind == Word && slices.Contains([]string{"PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "CONSTRAINT", "KEY", "INDEX", "EXCLUDE", "LIKE"}, part[0].upper) {
		return Column{}, false
	}
	c := Column{Name: part[0].name(), Nullable: true}
	if len(part) > 1 {
		c.Type = typeNamed(part[1].upper)
	}
	for i, w := range part {
		if i > 0 && (w.upper == "NULL" && part[i-1].upper == "NOT" || w.upper == "KEY" && part[i-1].upper == "PRIMARY") {
			c.Nullable = false
		}
	}
	return c, true
}

// typeNamed is flat: the name of a type, what it holds.
func typeNamed(name string) Type {
	switch name {
	case "INTEGER", "INT", "BIGINT", "SMALLINT", "TINYINT", "MEDIUMINT", "SERIAL", "BIGSERIAL", "SMALLSERIAL", "INT2", "INT4", "INT8":
		return Whole
	case "REAL", "DOUBLE", "FLOAT", "FLOAT4", "FLOAT8", "NUMERIC", "DECIMAL", "MONEY", "NUMBER":
		return Real
	case "TEXT", "VARCHAR", "CHAR", "CHARACTER", "NVARCHAR", "NCHAR", "CLOB", "UUID", "CITEXT", "STRING", "LONGTEXT", "MEDIUMTEXT":
		return Text
	case "BOOLEAN", "BOOL":
		return Truth
	case "DATE":
		return Day
	case "DATETIME", "TIMESTAMP", "TIMESTAMPTZ", "DATETIME2":
		return Moment
	}
	return NoType
}

// word is a token that means something.
type word struct {
	kind  Kind
	text  string
	upper string // of words; as it stands otherwise
}

// words are the tokens of a text without spaces and comments.
func words(text string) []word {
	var out []word
	for _, t := range Scan(text, Generic) {
		if t.Kind == Space || t.Kind == Comment {
			continue
		}
		w := word{kind: t.Kind, text: text[t.Span.Start:t.Span.End]}
		if n := len(out); w.text == "|" && n > 0 && out[n-1].text == "|" {
			out[n-1].text, out[n-1].upper = "||", "||"
			continue
		}
		if w.upper = w.text; w.kind == Word {
			w.upper = strings.ToUpper(w.text)
		}
		out = append(out, w)
	}
	return out
}

// name is the name that a word or a quoted text stands for.
func (w word) name() string {
	if w.kind == Quoted {
		return strings.Trim(w.text, "\"`[]")
	}
	return w.text
}

// reader reads words in order.
type reader struct{ list []word }

func (r *reader) is(upper string) bool { return len(r.list) > 0 && r.list[0].upper == upper }

// skip goes past any of these words.
func (r *reader) skip(upper ...string) {
	for len(r.list) > 0 && r.list[0].kind == Word && slices.Contains(upper, r.list[0].upper) {
		r.list = r.list[1:]
	}
}

// path reads a name with the schema before it, and gives the last part in lower case.
func (r *reader) path() string {
	name := ""
	for len(r.list) > 0 && (r.list[0].kind == Word || r.list[0].kind == Quoted) {
		name = strings.ToLower(r.list[0].name())
		r.list = r.list[1:]
		if !r.is(".") {
			break
		}
		r.list = r.list[1:]
	}
	return name
}

// brackets reads what stands in the brackets that begin here; false when they do not begin, or do not end.
func (r *reader) brackets() ([]word, bool) {
	if !r.is("(") {
		return nil, false
	}
	depth := 0
	for i, w := range r.list {
		switch w.text {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				inner := r.list[1:i]
				r.list = r.list[i+1:]
				return inner, true
			}
		}
	}
	return nil, false
}

// split cuts words at a word outside brackets.
func split(list []word, at string) [][]word {
	var out [][]word
	depth, from := 0, 0
	for i, w := range list {
		switch {
		case w.text == "(":
			depth++
		case w.text == ")":
			depth--
		case depth == 0 && w.upper == at && w.kind != Quoted && w.kind != String:
			out = append(out, list[from:i])
			from = i + 1
		}
	}
	return append(out, list[from:])
}
