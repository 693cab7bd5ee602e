package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/sqltext"
)

// Options are an app that flow has read.
type Options struct {
	App     *flow.App
	Program *flow.Program
	Entry   string
}

// auditor works on one app.
type auditor struct {
	Options
	slicer   *flow.Slicer // from a value to where it comes from
	choices  *flow.Slicer // the same through what widgets offer
	inside   *flow.Slicer // within a function and what it calls
	reaching map[*flow.Function][]reached
	naming   map[*flow.Function][]namedAt
	indexes  map[*flow.Module]*index
	callers  map[*flow.Function][]site
	ops      map[*flow.Function]*Operation
	inputs   map[python.Node][]origin // what an expression comes from
	triggers map[*flow.Function]string
	followed map[*flow.Function]*frames
	columns  map[*flow.Function][]Field
	guarded  map[*flow.Function][]Guard
	gates    map[*flow.Function]bool
	meaning  map[*flow.Function]catalogue.Effects
	schema   sqltext.Schema
	keys     map[string][]origin       // widgets by the key of their answer in session state
	carried  map[*flow.Function]string // functions that only carry what callers ask, with the parameter that says it
	report   *Report
	list     []*Operation // once all are found
}

// site is a place that runs a function: a call, or a function that is handed on.
type site struct {
	in   *flow.Function
	node python.Node
	call *flow.Call // nil when it is handed on
}

// Run audits an app.
func Run(o Options) *Report {
	a := &auditor{
		Options: o, slicer: o.Program.Slicer(flow.SliceOptions{Callers: true, Values: true}),
		choices: o.Program.Slicer(flow.SliceOptions{Callers: true, Values: true, Widgets: true}),
		inside:  o.Program.Slicer(flow.SliceOptions{Values: true}), reaching: map[*flow.Function][]reached{}, naming: map[*flow.Function][]namedAt{},
		indexes: map[*flow.Module]*index{}, callers: map[*flow.Function][]site{}, ops: map[*flow.Function]*Operation{},
		inputs: map[python.Node][]origin{}, triggers: map[*flow.Function]string{}, carried: map[*flow.Function]string{},
		followed: map[*flow.Function]*frames{}, columns: map[*flow.Function][]Field{},
		guarded: map[*flow.Function][]Guard{}, gates: map[*flow.Function]bool{}, meaning: map[*flow.Function]catalogue.Effects{},
		report: &Report{
			Operations: []Operation{}, Resources: []Resource{}, Caches: []Cached{}, State: []StateKey{}, Secrets: []Secret{},
			Unresolved: []Unresolved{}, Findings: []Finding{},
		},
	}
	a.readCallers()
	a.readCarriers()
	a.app()
	a.readResources()
	list := a.functions()
	list = append(list, a.regions()...)
	a.namesOfFiles()
	a.finish(list)
	a.facts()
	a.attachGuards()
	a.report.Layout = a.layout()
	a.rules()
	for _, op := range a.list {
		a.report.Operations = append(a.report.Operations, *op)
	}
	return a.report
}

// app notes what was read.
func (a *auditor) app() {
	app := &a.report.App
	app.Entry, app.Pages, app.Files = a.Entry, []string{}, len(a.App.Modules)
	for _, m := range a.App.Modules {
		app.Lines += linesOf(m)
		if m.Page && m.Path != a.Entry {
			app.Pages = append(app.Pages, m.Path)
		}
	}
	for _, u := range a.App.Unresolved {
		a.report.Unresolved = append(a.report.Unresolved, Unresolved{At: at(u.Module, u.Node), Reason: u.Reason, Advice: u.Advice})
	}
	app.Existing = a.existing()
	a.problems(append(slices.Clone(a.App.Tree.Problems), a.App.Problems...))
}

// problems notes what could not be read; of lines that follow one another with the same problem the first.
func (a *auditor) problems(list diag.List) {
	for i, p := range list {
		if i > 0 && p.Position.Line > 0 && p.Path == list[i-1].Path && p.Message == list[i-1].Message && p.Position.Line == list[i-1].Position.Line+1 {
			last := &a.report.Unresolved[len(a.report.Unresolved)-1]
			last.Reason = p.Message + ", as in the lines up to " + itoa(p.Position.Line)
			continue
		}
		place := p.Path
		if p.Position.Line > 0 {
			place += ":" + itoa(p.Position.Line)
		}
		a.report.Unresolved = append(a.report.Unresolved, Unresolved{At: place, Reason: p.Message, Advice: p.Advice})
	}
}

// linesOf counts the lines of a file as editors do.
func linesOf(m *flow.Module) int {
	n := m.File.Source.Lines()
	if text := m.File.Source.Text; text == "" || strings.HasSuffix(text, "\n") {
		n--
	}
	return n
}

// readCallers notes who runs each function. What stands under `if __name__ == "__main__"` runs in scripts that are
// started, never in modules that are imported.
func (a *auditor) readCallers() {
	for _, fn := range a.Program.Functions {
		own := func(node python.Node) bool { return !fn.Module.Page && a.underMain(fn, node) }
		for _, c := range fn.Calls {
			for _, callee := range c.Callees {
				if !own(c.Node) {
					a.callers[callee] = append(a.callers[callee], site{in: fn, node: c.Node, call: c})
				}
			}
		}
		for i := range fn.Events {
			if e := &fn.Events[i]; e.Kind == flow.PassedOn && e.Callee != nil && !own(e.Node) {
				a.callers[e.Callee] = append(a.callers[e.Callee], site{in: fn, node: e.Node})
			}
		}
	}
}

// underMain reports whether a node stands under `if __name__ == "__main__"`.
func (a *auditor) underMain(fn *flow.Function, node python.Node) bool {
	for s := a.spotOf(fn, node); s != nil; s = s.parent {
		if isMain(s.stmt) {
			return true
		}
	}
	return false
}

func isMain(s python.Stmt) bool {
	branch, ok := s.(*python.If)
	if !ok {
		return false
	}
	test, ok := branch.Test.(*python.Compare)
	if !ok || len(test.Comparators) != 1 || test.Ops[0] != python.Eq {
		return false
	}
	name, isName := test.Left.(*python.Name)
	text, isText := stringOf(test.Comparators[0])
	return isName && isText && name.ID == "__name__" && text == "__main__"
}

// isUI reports whether a function is part of the user interface: it draws or asks.
func (a *auditor) isUI(fn *flow.Function) bool {
	if fn.Node == python.Node(fn.Module.File.Module) {
		return fn.Module.Page || fn.Class == flow.Mixed || fn.Class == flow.UserInterface
	}
	if _, lambda := fn.Node.(*python.Lambda); lambda {
		return fn.Outer != nil && a.isUI(fn.Outer)
	}
	return fn.Class == flow.UserInterface || fn.Class == flow.Mixed && !a.drawsBelow(fn) || keepsState(fn)
}

// keepsState reports whether a function takes what it hands on from session state alone, notes there what became of it and
// does nothing else by itself: it is the page's own, as callbacks are, and what it calls is what is asked for.
func keepsState(fn *flow.Function) bool {
	def := fn.Def()
	if def == nil || fn.Class != flow.StateOnly || fn.Of != nil || fn.Direct.Any(outward) || !fn.Direct.Has(catalogue.StateRead) {
		return false
	}
	none := len(def.Params.PosOnly)+len(def.Params.Args)+len(def.Params.KwOnly) == 0
	return none && fn.Effects.Has(catalogue.StateWrite) && fn.Effects.Any(outward)
}

// finish sorts and names the operations.
func (a *auditor) finish(list []*Operation) {
	slices.SortStableFunc(list, func(x, y *Operation) int {
		if x.From.File != y.From.File {
			return strings.Compare(x.From.File, y.From.File)
		}
		if x.From.Line != y.From.Line {
			return x.From.Line - y.From.Line
		}
		return x.From.LastLine - y.From.LastLine
	})
	a.name(list)
	for _, op := range list {
		if op.region != nil {
			op.Cut = a.cut(op.region, op)
		}
	}
	a.list = list
}
