package flow

import (
	"slices"

	"github.com/streamlift/streamlift/internal/python"
)

// findAliases joins names that may hold the same thing: by plain assignment, as a part of it, or as an element.
func (g *graph) findAliases(body []python.Stmt) {
	g.aliases = map[string][]string{}
	EachStatement(body, func(s python.Stmt) bool {
		switch s := s.(type) {
		case *python.FunctionDef, *python.ClassDef:
			return false
		case *python.Assign:
			for _, target := range s.Targets {
				g.alias(target, s.Value)
			}
		case *python.AnnAssign:
			g.alias(s.Target, s.Value)
		case *python.For:
			g.aliasEach(s.Target, sources(s.Iter, g.Slicer))
		case *python.With:
			for _, item := range s.Items {
				g.alias(item.Target, item.Context)
			}
		}
		return true
	})
}

// alias joins a target with what its value may be a part of, or hold.
func (g *graph) alias(target, value python.Expr) {
	if target == nil || value == nil {
		return
	}
	from, isTuple := value.(*python.Tuple)
	if to, ok := target.(*python.Tuple); ok && isTuple && len(to.Elts) == len(from.Elts) {
		for i := range to.Elts {
			g.alias(to.Elts[i], from.Elts[i])
		}
		return
	}
	g.aliasEach(target, sources(value, g.Slicer))
	g.aliasHandle(target, value)
}

func (g *graph) aliasEach(target python.Expr, from []string) {
	switch t := target.(type) {
	case *python.Tuple:
		for _, e := range t.Elts {
			g.aliasEach(e, from)
		}
	case *python.List:
		for _, e := range t.Elts {
			g.aliasEach(e, from)
		}
	default:
		name := rootName(target)
		if name == "" || g.scalar(name) {
			return
		}
		for _, other := range from {
			if other != name && !g.scalar(other) {
				g.aliases[name] = append(g.aliases[name], other)
				g.aliases[other] = append(g.aliases[other], name)
			}
		}
	}
}

// sources are the names that a value may be, be a part of, or hold.
func sources(e python.Expr, s *Slicer) []string {
	switch e := e.(type) {
	case *python.Name, *python.Attribute, *python.Subscript, *python.Starred:
		if name := rootName(e); name != "" {
			return []string{name}
		}
	case *python.IfExp:
		return append(sources(e.Body, s), sources(e.OrElse, s)...)
	case *python.BoolOp:
		return sourcesOf(e.Values, s)
	case *python.NamedExpr:
		return append(sources(e.Value, s), e.Target.ID)
	case *python.List:
		return sourcesOf(e.Elts, s)
	case *python.Tuple:
		return sourcesOf(e.Elts, s)
	case *python.Set:
		return sourcesOf(e.Elts, s)
	case *python.Dict:
		return sourcesOf(e.Values, s)
	case *python.Call:
		return s.sourcesOfCall(e)
	}
	return nil
}

func sourcesOf(list []python.Expr, s *Slicer) []string {
	var out []string
	for _, e := range list {
		if e != nil {
			out = append(out, sources(e, s)...)
		}
	}
	return out
}

// sourcesOfCall are the names of which a call may give a part back: of a container's own methods, and the arguments
// of a function of the app that gives a parameter back.
func (s *Slicer) sourcesOfCall(e *python.Call) []string {
	if method, ok := e.Func.(*python.Attribute); ok {
		switch method.Attr {
		case "get", "setdefault", "pop", "values", "items", "popitem", "head", "iloc", "loc":
			return sources(method.Value, s)
		}
	}
	var out []string
	c := s.calls[e]
	if c == nil {
		return nil
	}
	for _, arg := range c.args {
		if s.givesBack(arg.callee, arg.param) {
			out = append(out, arg.name)
		}
	}
	return out
}

// givesBack reports whether a function may return a parameter, or a part of it.
func (s *Slicer) givesBack(fn *Function, param string) bool {
	def := fn.Def()
	if def == nil {
		return false
	}
	found := false
	EachStatement(def.Body, func(st python.Stmt) bool {
		switch st := st.(type) {
		case *python.FunctionDef, *python.ClassDef:
			return false
		case *python.Return:
			found = found || slices.Contains(directNames(st.Value), param)
		}
		return true
	})
	return found
}

// directNames are the names whose things an expression is, or holds.
func directNames(e python.Expr) []string {
	switch e := e.(type) {
	case *python.Tuple:
		var out []string
		for _, one := range e.Elts {
			out = append(out, directNames(one)...)
		}
		return out
	case *python.IfExp:
		return append(directNames(e.Body), directNames(e.OrElse)...)
	case nil:
		return nil
	}
	return []string{rootName(e)}
}

// scalar reports whether a variable is known to hold only what cannot be changed.
func (g *graph) scalar(name string) bool {
	sym := g.fn.Scope.Lookup(name)
	if sym == nil {
		return false
	}
	slot := g.slots[sym]
	if slot == nil || slot.value.open || len(slot.value.atoms) == 0 {
		return false
	}
	for _, a := range slot.value.atoms {
		if a.kind != typeAtom {
			return false
		}
		switch a.typ.Name {
		case "str", "int", "float", "bool", "None", "bytes", "number", "complex", "range", "datetime.date", "datetime.datetime", "datetime.timedelta":
		default:
			return false
		}
	}
	return true
}

// alike are a name and all that may hold the same thing.
func (g *graph) alike(name string) []string {
	out := []string{name}
	for i := 0; i < len(out); i++ {
		for _, other := range g.aliases[out[i]] {
			if !slices.Contains(out, other) {
				out = append(out, other)
			}
		}
	}
	return out
}
