package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/python"
)

// Facts are the names that a statement has to do with: variables of the function or around it, as they are written
// there, sorted. Of a compound statement only the header counts, of a def what it takes from around it.
type Facts struct {
	Defines []string // gets a value
	Uses    []string // is read
	Mutates []string // what it holds is changed: by a method, an item, an attribute, a callee
}

// Facts gives the names of a statement of a function. Names in text count: @names of DataFrame.query, the text of
// eval and exec, all locals of locals().
func (p *Program) Facts(fn *Function, s python.Stmt) Facts {
	return (&factWalker{program: p, fn: fn}).statement(s)
}

// statement collects the names of a statement.
func (w *factWalker) statement(s python.Stmt) Facts {
	switch s := s.(type) {
	case *python.FunctionDef:
		w.defines = append(w.defines, s.Name)
		eachStmtExpr(s, w.expr)
		w.inside(s.Body)
	case *python.ClassDef:
		w.defines = append(w.defines, s.Name)
		eachStmtExpr(s, w.expr)
		w.inside(s.Body)
	case *python.Import:
		for _, a := range s.Names {
			w.defines = append(w.defines, importedAs(a))
		}
	case *python.ImportFrom:
		for _, a := range s.Names {
			w.defines = append(w.defines, importedAs(a))
		}
	case *python.Try:
		for _, h := range s.Handlers {
			if h.Name != "" {
				w.defines = append(w.defines, h.Name)
			}
		}
		eachStmtExpr(s, w.expr)
	case *python.Match:
		for _, c := range s.Cases {
			bound(c.Pattern, func(name string, _ python.Node) { w.defines = append(w.defines, name) }, func(python.Expr) {})
		}
		eachStmtExpr(s, w.expr)
	case *python.AugAssign:
		if name, ok := s.Target.(*python.Name); ok {
			w.uses = append(w.uses, name.ID)
		}
		eachStmtExpr(s, w.expr)
	default:
		eachStmtExpr(s, w.expr)
	}
	return Facts{Defines: settled(w.defines), Uses: settled(w.uses), Mutates: settled(w.mutates)}
}

func settled(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// factWalker collects the names of one statement.
type factWalker struct {
	program                *Program
	fn                     *Function
	skip                   func(*python.Call) bool // calls that are not looked into; nil for none
	defines, uses, mutates []string
}

func (w *factWalker) expr(e python.Expr) {
	switch e := e.(type) {
	case *python.Name:
		w.name(e)
		return
	case *python.Attribute:
		if e.Ctx != python.Load {
			w.mutate(rootName(e.Value))
		}
	case *python.Subscript:
		if e.Ctx != python.Load {
			w.mutate(rootName(e.Value))
		}
	case *python.Call:
		if w.skip != nil && w.skip(e) {
			return
		}
		w.call(e)
	}
	eachExpr(e, w.expr)
}

func (w *factWalker) mutate(name string) {
	if name != "" {
		w.mutates = append(w.mutates, name)
	}
}

// name notes a name unless it is a variable of a comprehension, lambda or def inside the statement.
func (w *factWalker) name(e *python.Name) {
	sym := w.fn.Module.Names.Variable(e)
	if sym == nil || w.isInner(sym.Owner) {
		return
	}
	if e.Ctx == python.Load {
		w.uses = append(w.uses, e.ID)
	} else {
		w.defines = append(w.defines, e.ID)
	}
}

// isInner reports whether a scope lies inside the function that the statement belongs to.
func (w *factWalker) isInner(s *Scope) bool {
	if s == nil || s == w.fn.Scope {
		return false
	}
	for up := s.Parent; up != nil; up = up.Parent {
		if up == w.fn.Scope {
			return true
		}
	}
	return false
}

func (w *factWalker) inside(body []python.Stmt) {
	EachStatement(body, func(s python.Stmt) bool {
		eachStmtExpr(s, w.expr)
		return true
	})
}

// call notes what a call changes, and the names in its text.
func (w *factWalker) call(e *python.Call) {
	if c := w.program.calls[e]; c != nil {
		w.mutates = append(w.mutates, c.Mutates...)
	}
	name := ""
	switch f := e.Func.(type) {
	case *python.Name:
		name = f.ID
	case *python.Attribute:
		if f.Attr == "query" || f.Attr == "eval" {
			w.atNames(e)
		}
	}
	switch name {
	case "locals", "vars":
		for local, sym := range w.fn.Scope.Symbols {
			if len(e.Args) == 0 && sym.bound() {
				w.uses = append(w.uses, local)
			}
		}
	case "eval", "exec":
		if len(e.Args) == 0 {
			return
		}
		if text, ok := literal(e.Args[0]); ok {
			w.text(text)
		}
	}
}

// atNames are the @names of DataFrame.query and DataFrame.eval: variables of whoever calls them.
func (w *factWalker) atNames(e *python.Call) {
	if len(e.Args) == 0 {
		return
	}
	var texts []string
	EachPart(e.Args[0], func(part python.Expr) {
		if text, ok := literal(part); ok {
			texts = append(texts, text)
		}
	})
	for _, text := range texts {
		for {
			_, rest, found := strings.Cut(text, "@")
			if !found {
				break
			}
			end := strings.IndexFunc(rest, func(r rune) bool { return !isNameRune(r) })
			if end < 0 {
				end = len(rest)
			}
			if name := rest[:end]; name != "" && w.fn.Scope.Lookup(name) != nil {
				w.uses = append(w.uses, name)
			}
			text = rest[end:]
		}
	}
}

func isNameRune(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0x80
}

// text reads Python in a string.
func (w *factWalker) text(text string) {
	EachStatement(parsedText(text), func(s python.Stmt) bool {
		EachExpression(s, func(part python.Expr) {
			name, ok := part.(*python.Name)
			if !ok || w.fn.Scope.Lookup(name.ID) == nil {
				return
			}
			if name.Ctx == python.Load {
				w.uses = append(w.uses, name.ID)
			} else {
				w.defines = append(w.defines, name.ID)
			}
		})
		return true
	})
}
