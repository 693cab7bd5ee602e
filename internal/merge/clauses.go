package merge

import (
	"sort"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// arm is a clause before it is cut: its header as code alone, and its body.
type arm struct {
	head string
	body []python.Stmt
}

// clauses cuts a compound statement; nil when it is none, or when a body shares the line of its header.
func (s splitter) clauses(statement python.Stmt, span diag.Span) []clause {
	arms := s.arms(statement)
	names := byName(statement)
	src := s.file.Source
	var out []clause
	at := span.Start
	for i, a := range arms {
		start := s.headerEnd(a.body[0])
		first, _ := s.lines(a.body[0])
		if start < 0 || first < start {
			return nil
		}
		_, end := s.lines(a.body[len(a.body)-1])
		if i == len(arms)-1 {
			end = span.End
		}
		end = min(end, span.End)
		out = append(out, clause{
			header: src.Text[at:start], norm: a.head + s.comments(at, start),
			members: s.block(a.body, diag.Span{Start: start, End: end}, names),
		})
		at = end
	}
	return out
}

// byName reports whether the members of a statement's body are found by name: a class, or imports for type checkers.
func byName(statement python.Stmt) bool {
	switch n := statement.(type) {
	case *python.ClassDef:
		return true
	case *python.If:
		test, ok := n.Test.(*python.Name)
		return ok && test.ID == "TYPE_CHECKING"
	}
	return false
}

// headerEnd is where the lines below a header begin, given the first statement of its body; -1 when the body begins on
// the header's line.
func (s splitter) headerEnd(first python.Stmt) int {
	start := first.Span().Start
	for _, d := range decorators(first) {
		start = min(start, d.Span().Start)
	}
	i := sort.Search(len(s.tokens), func(i int) bool { return int(s.tokens[i].Start) >= start }) - 1
	for ; i >= 0; i-- {
		switch t := s.tokens[i]; t.Kind {
		case python.NL, python.Comment, python.Indent, python.At:
		case python.Newline:
			return int(t.End)
		default:
			return -1
		}
	}
	return -1
}

// arms lists the clauses of a compound statement in the order of the text. It is a flat table: one case a statement.
func (s splitter) arms(statement python.Stmt) []arm {
	head := func(n python.Stmt) string { return python.Shape(s.file.Source, n) }
	switch n := statement.(type) {
	case *python.FunctionDef:
		bare := *n
		bare.Body = nil
		return []arm{{head: head(&bare), body: n.Body}}
	case *python.ClassDef:
		bare := *n
		bare.Body = nil
		return []arm{{head: head(&bare), body: n.Body}}
	case *python.With:
		bare := *n
		bare.Body = nil
		return []arm{{head: head(&bare), body: n.Body}}
	case *python.If:
		bare := *n
		bare.Body, bare.OrElse = nil, nil
		arms := []arm{{head: head(&bare), body: n.Body}}
		if len(n.OrElse) == 1 && s.isElif(n.OrElse[0]) {
			return append(arms, s.arms(n.OrElse[0])...)
		}
		return withElse(arms, n.OrElse)
	case *python.For:
		bare := *n
		bare.Body, bare.OrElse = nil, nil
		return withElse([]arm{{head: head(&bare), body: n.Body}}, n.OrElse)
	case *python.While:
		bare := *n
		bare.Body, bare.OrElse = nil, nil
		return withElse([]arm{{head: head(&bare), body: n.Body}}, n.OrElse)
	case *python.Try:
		arms := []arm{{head: "try", body: n.Body}}
		for _, h := range n.Handlers {
			caught := ""
			if h.Type != nil {
				caught = head(&python.ExprStmt{Value: h.Type})
			}
			arms = append(arms, arm{head: "except " + caught + " as " + h.Name, body: h.Body})
		}
		arms = withElse(arms, n.OrElse)
		if len(n.Finally) > 0 {
			arms = append(arms, arm{head: "finally", body: n.Finally})
		}
		return arms
	}
	return nil
}

func withElse(arms []arm, body []python.Stmt) []arm {
	if len(body) == 0 {
		return arms
	}
	return append(arms, arm{head: "else", body: body})
}

func (s splitter) isElif(statement python.Stmt) bool {
	_, ok := statement.(*python.If)
	return ok && strings.HasPrefix(s.file.Source.Text[statement.Span().Start:], "elif")
}
