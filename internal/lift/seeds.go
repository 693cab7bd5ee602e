package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// The generators of random numbers that a process has one of, and whose draws are known.
const numpySeed, randomSeed = "seed:numpy", "seed:random"

// tame reports whether a seed decides nothing but what its own function draws afterwards: whoever draws from the
// generator has seeded it before, in the same run of a function. Then it does not matter which process seeds.
func (m *mover) tame(seed string) bool {
	if seed != numpySeed && seed != randomSeed {
		return false
	}
	known, ok := m.seeds[seed]
	if !ok {
		known = m.drawsSeeded(seed)
		m.seeds[seed] = known
	}
	return known
}

// drawsSeeded looks for draws that nothing seeds: in modules, in operations, and in functions of which it is not sure
// who calls them.
func (m *mover) drawsSeeded(seed string) bool {
	unseeded := map[*flow.Function]bool{}
	for grown := true; grown; {
		grown = false
		for _, fn := range m.Program.Functions {
			if !unseeded[fn] && m.drawsFirst(fn, seed, unseeded) {
				unseeded[fn], grown = true, true
			}
		}
	}
	for fn := range unseeded {
		asked := slices.ContainsFunc(m.Operations, func(op Operation) bool { return m.Program.Function(op.File, op.Function) == fn })
		if asked || fn.Def() == nil || !m.calledOnly(fn) {
			return false
		}
	}
	return true
}

// calledOnly reports whether all that names a function is a call of it, or of others that have the name. What is the
// app's own business and has no caller never runs.
func (m *mover) calledOnly(fn *flow.Function) bool {
	if len(fn.Decorated) > 0 || fn.Def().Async {
		return false
	}
	called := map[python.Expr]bool{} // what stands before the parentheses
	for _, caller := range m.Program.Functions {
		for _, call := range caller.Calls {
			called[call.Node.Func] = called[call.Node.Func] || len(call.Callees) > 0 && !call.Unknown
		}
	}
	only, mentioned := true, false
	for _, module := range m.App.Modules {
		flow.EachStatement(module.File.Module.Body, func(s python.Stmt) bool {
			flow.EachExpression(s, func(e python.Expr) {
				asked, computed := attributeAsked(e)
				same := named(e) == fn.Name
				mentioned = mentioned || same
				only = only && !computed && asked != fn.Name && (!same || called[e])
			})
			return true
		})
	}
	return only && (mentioned || strings.HasPrefix(fn.Name, "_") && !strings.HasPrefix(fn.Name, "__"))
}

// named is the name that an expression is, or that of the attribute that it asks for.
func named(e python.Expr) string {
	switch e := e.(type) {
	case *python.Name:
		return e.ID
	case *python.Attribute:
		return e.Attr
	}
	return ""
}

// attributeAsked is the name of the attribute that a call of getattr asks for, or whether names of attributes are
// computed here.
func attributeAsked(e python.Expr) (name string, computed bool) {
	if n := named(e); slices.Contains([]string{"__dict__", "attrgetter", "methodcaller", "getmembers", "vars", "eval", "exec", "globals", "locals"}, n) {
		return "", true
	}
	call, ok := e.(*python.Call)
	if !ok || named(call.Func) != "getattr" || len(call.Args) < 2 {
		return "", false
	}
	constant, literal := call.Args[1].(*python.Constant)
	if !literal {
		return "", true
	}
	return constant.Text, false
}

// drawsFirst reports whether a function may draw before it has seeded.
func (m *mover) drawsFirst(fn *flow.Function, seed string, unseeded map[*flow.Function]bool) bool {
	draws := m.draws(fn, seed, unseeded)
	if len(draws) == 0 {
		return false
	}
	if fn.Def() == nil && fn != fn.Module.Body {
		return true
	}
	body := fn.Module.File.Module.Body
	if def := fn.Def(); def != nil {
		if body = def.Body; def.Async || strings.HasPrefix(fn.Returns, "iter[") {
			return true // others run between its statements
		}
	}
	return slices.ContainsFunc(m.notBehind(fn, seed, body), func(span diag.Span) bool {
		return slices.ContainsFunc(draws, func(at diag.Span) bool { return span.Start <= at.Start && at.End <= span.End })
	})
}

// notBehind are the parts of a block that do not stand behind a seeding in it, or in a block within.
func (m *mover) notBehind(fn *flow.Function, seed string, block []python.Stmt) []diag.Span {
	var found []diag.Span
	for _, stmt := range block {
		at := whole(stmt).Start
		blocks := python.Blocks(stmt)
		if class, ok := stmt.(*python.ClassDef); ok {
			blocks = [][]python.Stmt{class.Body}
		}
		for _, inner := range blocks {
			if len(inner) == 0 {
				continue
			}
			found = append(found, diag.Span{Start: at, End: whole(inner[0]).Start})
			found = append(found, m.notBehind(fn, seed, inner)...)
			at = whole(inner[len(inner)-1]).End
		}
		found = append(found, diag.Span{Start: at, End: stmt.Span().End})
		if _, plain := stmt.(*python.ExprStmt); plain && slices.ContainsFunc(fn.EventsIn(stmt.Span()), func(e *flow.Event) bool { return setting(fn, e) == seed && isSeeding(e) }) {
			return found
		}
	}
	return found
}

// isSeeding reports whether an event gives a generator its seed or state.
func isSeeding(e *flow.Event) bool {
	call, ok := e.Node.(*python.Call)
	return ok && len(call.Args)+len(call.Keywords) > 0
}

// draws are the places of a function that may draw from a generator: by themselves, or by a function that has not
// seeded it. A library that nobody described may draw, and one that trains models does.
func (m *mover) draws(fn *flow.Function, seed string, unseeded map[*flow.Function]bool) []diag.Span {
	var found []diag.Span
	for i := range fn.Events {
		e := &fn.Events[i]
		draws := (slices.Contains(dependsOn(e), seed) || e.Effects.Has(catalogue.Trains)) && !m.ownGenerator(fn, e)
		if runs(fn, e) && (draws || e.Callee != nil && unseeded[e.Callee]) {
			found = append(found, e.Node.Span())
		}
	}
	for _, call := range fn.Calls {
		last := call.Name[strings.LastIndexByte(call.Name, '.')+1:]
		state := call.Argument("random_state")
		sampled := seed == numpySeed && slices.Contains(samplers(), last) && (state == nil || m.Program.TypeOf(fn, state) != "int")
		foreign := slices.ContainsFunc(call.Targets, func(target string) bool {
			library := family(target)
			known := library == "?" || library == "builtins" || m.Program.Catalogue.KnowsModule(library) && !slices.Contains(drawingLibraries(), library)
			return !strings.Contains(target, ":") && !known
		})
		if sampled || foreign && !m.seeded(fn, call.Node) || slices.ContainsFunc(call.Callees, func(callee *flow.Function) bool { return unseeded[callee] }) {
			found = append(found, call.Node.Span())
		}
	}
	return found
}

// samplers are the last names of functions that draw from numpy's generator unless they are given another.
func samplers() []string {
	return []string{
		"sample", "rvs", "bootstrap", "permutation_test", "monte_carlo_test", "differential_evolution", "basinhopping", "dual_annealing",
		"kmeans", "kmeans2", "get_state", "getstate",
	}
}

// drawingLibraries are described, but not by what they draw.
func drawingLibraries() []string {
	return []string{"sklearn", "keras", "lightgbm", "seaborn", "statsmodels"}
}

// ownGenerator reports whether an event draws from a generator that the app has made, or with a seed of its own, and not
// from the process's.
func (m *mover) ownGenerator(fn *flow.Function, e *flow.Event) bool {
	if strings.HasPrefix(e.Name, "numpy.random.Generator.") {
		return true
	}
	call, ok := e.Node.(*python.Call)
	return ok && m.seeded(fn, call)
}

// seeded reports whether a call is given a seed of its own.
func (m *mover) seeded(fn *flow.Function, call *python.Call) bool {
	return slices.ContainsFunc(call.Keywords, func(k *python.Keyword) bool {
		return k.Name == "random_state" && m.Program.TypeOf(fn, k.Value) == "int"
	})
}
