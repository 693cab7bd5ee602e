package logic

import (
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// bodies are the blocks of a compound statement, those of definitions too.
func bodies(s python.Stmt) [][]python.Stmt {
	switch s := s.(type) {
	case *python.FunctionDef:
		return [][]python.Stmt{s.Body}
	case *python.ClassDef:
		return [][]python.Stmt{s.Body}
	}
	return python.Blocks(s)
}

// eachImport visits the modules that statements import, wherever they stand. What only type
// checkers read is left out.
func eachImport(block []python.Stmt, visit func(name string, level int, span diag.Span)) {
	for _, s := range block {
		switch s := s.(type) {
		case *python.Import:
			for _, alias := range s.Names {
				visit(alias.Name, 0, alias.Span())
			}
		case *python.ImportFrom:
			visit(s.Module, s.Level, s.Span())
			for _, alias := range s.Names { // perhaps a module
				visit(strings.TrimPrefix(s.Module+"."+alias.Name, "."), s.Level, alias.Span())
			}
		case *python.If:
			if name := lastName(s.Test); name == "TYPE_CHECKING" {
				eachImport(s.OrElse, visit)
				continue
			}
		}
		for _, body := range bodies(s) {
			eachImport(body, visit)
		}
	}
}

// lastName is the name or attribute that an expression is, or "".
func lastName(e python.Expr) string {
	switch e := e.(type) {
	case *python.Name:
		return e.ID
	case *python.Attribute:
		return e.Attr
	}
	return ""
}

// find gives the last definition of a function at the top level, under `if` and `try` too, and all
// names that are bound there.
func find(block []python.Stmt, name string) (*python.FunctionDef, []string) {
	var found *python.FunctionDef
	var names []string
	for _, s := range block {
		switch s := s.(type) {
		case *python.FunctionDef:
			names = append(names, s.Name)
			if s.Name == name {
				found = s
			}
		case *python.ClassDef:
			names = append(names, s.Name)
		case *python.Import:
			for _, alias := range s.Names {
				names = append(names, bound(alias))
			}
		case *python.ImportFrom:
			for _, alias := range s.Names {
				names = append(names, bound(alias))
				if alias.Name == "*" {
					names = append(names, name) // it may come from there
				}
			}
		case *python.Assign:
			for _, target := range s.Targets {
				names = append(names, lastName(target))
			}
		case *python.If, *python.Try, *python.With:
			for _, body := range bodies(s) {
				inner, more := find(body, name)
				names = append(names, more...)
				if inner != nil {
					found = inner
				}
			}
		}
	}
	return found, names
}

func bound(alias *python.Alias) string {
	if alias.AsName != "" {
		return alias.AsName
	}
	return alias.Name
}
