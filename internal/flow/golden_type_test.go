package flow

import (
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// assignedType is the type of what the assignment, loop or with on a line of a function gives its first target.
func assignedType(p *Program, fn *Function, m *Module, line int) (string, bool) {
	var body []python.Stmt
	switch node := fn.Node.(type) {
	case *python.Module:
		body = node.Body
	case *python.FunctionDef:
		body = node.Body
	}
	found, ok := "", false
	EachStatement(body, func(s python.Stmt) bool {
		if _, def := s.(*python.FunctionDef); def {
			return false
		}
		if m.File.Source.Position(s.Span().Start).Line != line {
			return true
		}
		var target python.Expr
		switch s := s.(type) {
		case *python.Assign:
			target = s.Targets[0]
		case *python.AnnAssign:
			target = s.Target
		case *python.For:
			target = s.Target
		case *python.With:
			target = s.Items[0].Target
		case *python.Return:
			target = s.Value
		}
		if parts := displayed(target); len(parts) > 0 {
			target = parts[0]
		}
		if target != nil {
			found, ok = strings.ReplaceAll(p.TypeOf(fn, target), m.Path+":", ""), true
		}
		return true
	})
	return found, ok
}

// statementNames are the names that the statement on a line defines or reads.
func statementNames(p *Program, m *Module, line int, key string) string {
	var names []string
	for _, fn := range p.Functions {
		var body []python.Stmt
		switch node := fn.Node.(type) {
		case *python.Module:
			body = node.Body
		case *python.FunctionDef:
			body = node.Body
		}
		if fn.Module != m {
			continue
		}
		EachStatement(body, func(s python.Stmt) bool {
			if m.File.Source.Position(s.Span().Start).Line == line {
				facts := p.Facts(fn, s)
				if key == "reads" {
					names = append(names, facts.Uses...)
				} else {
					names = append(names, facts.Defines...)
				}
			}
			_, def := s.(*python.FunctionDef)
			return !def
		})
	}
	return listed(names)
}
