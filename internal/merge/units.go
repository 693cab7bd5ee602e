package merge

import (
	"fmt"
	"sort"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// unit is a statement with whole lines: what stands before it (blank lines, comments), and its text from the first
// decorator to its last line. The units of a block join to the block's text.
type unit struct {
	key        string // name within its block; "" when it has none
	lead, text string
	leadNorm   string // comments of lead
	norm       string // shape and comments of text: equal when a person would call it unchanged
	form       string // what kind of statement it is, to pair changed ones that have no name
	clauses    []clause
	imports    []importLine // when it is a run of imports
}

// clause is a header with the block below it: a def and a class have one, an if may have several.
type clause struct {
	header, norm string
	members      []unit
}

func (u unit) whole() string { return u.lead + u.text }

// same reports whether two units differ in layout at most.
func (u unit) same(v unit) bool { return u.norm == v.norm && u.leadNorm == v.leadNorm }

// splitter cuts a file into units.
type splitter struct {
	file   *python.File
	tokens []python.Token
}

// parseUnits gives the units of a Python file; ok is false when it is no Python.
func parseUnits(text string) (units []unit, ok bool) {
	src := diag.NewSource("", text)
	file := python.Parse(src, python.Options{})
	if len(file.Problems) > 0 {
		return nil, false
	}
	tokens, _ := python.Tokens(src, python.Options{})
	s := splitter{file: file, tokens: tokens}
	return s.block(file.Module.Body, diag.Span{End: len(text)}, true), true
}

// block cuts a run of statements that fills whole lines.
func (s splitter) block(body []python.Stmt, span diag.Span, names bool) []unit {
	var units []unit
	at := span.Start
	seen := map[string]int{}
	for i := 0; i < len(body); {
		n := 1
		first, last := s.lines(body[i])
		for i+n < len(body) {
			nextFirst, nextLast := s.lines(body[i+n])
			if nextFirst >= last && !(names && isImport(body[i]) && isImport(body[i+n])) {
				break // neither on the same line nor of the same run of imports
			}
			last = max(last, nextLast)
			n++
		}
		last = min(last, span.End)
		u := s.unit(body[i:i+n], diag.Span{Start: first, End: last})
		u.lead = s.file.Source.Text[at:first]
		u.leadNorm = s.comments(at, first)
		if u.key != "" && names {
			seen[u.key]++
			if seen[u.key] > 1 {
				u.key = fmt.Sprintf("%s#%d", u.key, seen[u.key])
			}
		} else {
			u.key = ""
		}
		units = append(units, u)
		i, at = i+n, last
	}
	if at < span.End {
		units = append(units, unit{key: "end", lead: s.file.Source.Text[at:span.End], leadNorm: s.comments(at, span.End)})
	}
	return units
}

// lines is the extent of the whole lines of a statement, from its first decorator.
func (s splitter) lines(statement python.Stmt) (first, last int) {
	span := statement.Span()
	start := span.Start
	for _, decorator := range decorators(statement) {
		start = min(start, decorator.Span().Start)
	}
	src := s.file.Source
	return src.LineStart(src.Line(start)), src.LineStart(src.Line(max(span.Start, span.End-1)) + 1)
}

func decorators(statement python.Stmt) []python.Expr {
	switch n := statement.(type) {
	case *python.FunctionDef:
		return n.Decorators
	case *python.ClassDef:
		return n.Decorators
	}
	return nil
}

func isImport(statement python.Stmt) bool {
	switch statement.(type) {
	case *python.Import, *python.ImportFrom:
		return true
	}
	return false
}

// unit describes statements that share their lines.
func (s splitter) unit(statements []python.Stmt, span diag.Span) unit {
	src := s.file.Source
	u := unit{text: src.Text[span.Start:span.End], form: s.form(statements[0])}
	comments := s.comments(span.Start, span.End)
	if isImport(statements[0]) {
		u.imports = s.importLines(statements, span)
		if u.imports != nil {
			u.key, u.norm = "import", importNorm(u.imports)+comments
			return u
		}
	}
	u.norm = python.Shape(src, statements...) + comments
	if len(statements) == 1 {
		u.key = nameOf(statements[0])
		u.clauses = s.clauses(statements[0], span)
	}
	return u
}

// nameOf is the name that a statement gives its block, or "".
func nameOf(statement python.Stmt) string {
	target := func(e python.Expr) string {
		if name, ok := e.(*python.Name); ok {
			return "name " + name.ID
		}
		return ""
	}
	switch n := statement.(type) {
	case *python.FunctionDef:
		return "name " + n.Name
	case *python.ClassDef:
		return "name " + n.Name
	case *python.AnnAssign:
		return target(n.Target)
	case *python.Assign:
		if len(n.Targets) == 1 {
			return target(n.Targets[0])
		}
	case *python.TypeAlias:
		return "name " + n.Name.ID
	}
	return ""
}

// form tells statements apart that may be versions of each other.
func (s splitter) form(statement python.Stmt) string {
	text := func(n python.Node) string { return s.file.Source.Text[n.Span().Start:n.Span().End] }
	switch n := statement.(type) {
	case *python.ExprStmt:
		if call, ok := n.Value.(*python.Call); ok {
			return "call " + text(call.Func)
		}
	case *python.Assign:
		return "assign " + text(n.Targets[0])
	case *python.AnnAssign:
		return "assign " + text(n.Target)
	case *python.AugAssign:
		return "assign " + text(n.Target)
	case *python.For:
		return "for " + text(n.Target)
	case *python.FunctionDef:
		return "def " + n.Name
	}
	return fmt.Sprintf("%T", statement)
}

// comments joins the comments of a range, without the white space around them.
func (s splitter) comments(start, end int) string {
	all := s.file.Comments
	i := sort.Search(len(all), func(i int) bool { return all[i].Start >= start })
	var b strings.Builder
	for ; i < len(all) && all[i].Start < end; i++ {
		b.WriteString("\n" + strings.TrimSpace(s.file.Source.Text[all[i].Start:all[i].End]))
	}
	return b.String()
}
