package flow

import "github.com/streamlift/streamlift/internal/python"

// runFile is exec(open(path).read()) and its like with a path that is known: the file runs here, and exec leaves its
// names behind.
func (ev *evaluator) runFile(e *python.Call, m *Module) Value {
	for _, a := range e.Args {
		ev.eval(a)
	}
	ev.runImport(e, m)
	if qualified(ev.scope, e.Func) == "exec" && m != ev.fn.Module {
		ev.addStar(ev.moduleValue(m))
	}
	if ev.record && ev.quiet == 0 {
		c := &Call{Node: e, In: ev.fn, Name: ev.written(e.Func), Targets: []string{m.Body.ID()}, Callees: []*Function{m.Body}, Loop: ev.loops > 0}
		ev.fn.Calls = append(ev.fn.Calls, c)
		ev.calls[e] = c
	}
	return ev.atoms.builtin("None")
}
