package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// functions finds the operations that are functions: called from the user interface, and worth a request.
func (a *auditor) functions() []*Operation {
	var out []*Operation
	for _, fn := range a.Program.Functions {
		if !a.liftable(fn) || a.carried[fn] != "" {
			continue
		}
		sites := a.uiSites(fn)
		if len(sites) == 0 && !a.isTool(fn) {
			continue
		}
		if !a.worth(fn) {
			a.report.declined = append(a.report.declined, fn.Module.Path+":"+fn.Path)
			continue
		}
		op := a.functionOperation(fn, sites)
		a.ops[fn] = op
		out = append(out, op)
	}
	clear(a.inputs) // what was followed before all operations were known does not end in them
	for _, fn := range a.Program.Functions {
		if op := a.ops[fn]; op != nil {
			a.functionInputs(fn, op)
			listed := op.Kind == Computation && op.Output.Type == "list" && !a.takesTable(fn) && !given(op)
			if op.keepsUp() || listed && a.isOffered(op, a.uiSites(fn)) {
				op.Kind = Query
			}
			if op.Kind == Write && !a.meant(fn).Any(catalogue.Of(catalogue.DBWrite, catalogue.NetWrite)) && a.isDownloaded(op, a.uiSites(fn)) {
				op.Kind = File
			}
			op.Parameters = a.functionParameters(fn, a.uiSites(fn))
			for _, p := range op.Parameters {
				if p.Resource != "" {
					op.Uses = append(op.Uses, p.Resource)
				}
			}
		}
	}
	return out
}

// liftable reports whether a function could be an operation by what it is: a named one that neither draws nor asks.
func (a *auditor) liftable(fn *flow.Function) bool {
	def := fn.Def()
	if def == nil || a.isUI(fn) {
		return false
	}
	if strings.HasPrefix(fn.Name, "__") || a.replaced(fn) || slices.Contains(fn.Decorated, "builtins.property") {
		return false
	}
	return true
}

// replaced reports whether a later def of the same name takes a function's place: old copies are never run.
func (a *auditor) replaced(fn *flow.Function) bool {
	if fn.Def() == nil || fn.Scope == nil || fn.Scope.Parent == nil || len(fn.Decorated) > 0 {
		return false
	}
	sym := fn.Scope.Parent.Symbols[fn.Name]
	if sym == nil {
		return false
	}
	return slices.ContainsFunc(sym.Bindings, func(b flow.Binding) bool {
		def, ok := b.Node.(*python.FunctionDef)
		return ok && !b.Conditional && b.Scope == fn.Scope.Parent && def.Start > fn.Def().Start
	})
}

// drawsBelow reports whether a mixed function leaves all drawing to the functions that it calls, and asks nothing: the
// operation is the function, but a person must look at what it shows.
func (a *auditor) drawsBelow(fn *flow.Function) bool {
	return !fn.Direct.Any(catalogue.Of(catalogue.Draws)) && !fn.Effects.Has(catalogue.Asks) && fn.Effects.Any(outward) &&
		(fn.Direct.Any(outward) || outputOf(returnsOf(fn)) != "none" || !fn.Effects.Has(catalogue.Draws))
}

// uiSites are the places of the user interface that run a function.
func (a *auditor) uiSites(fn *flow.Function) []site {
	var out []site
	for _, s := range a.callers[fn] {
		if s.in != fn && (a.isUI(s.in) || a.runsUnseen(s.in, map[*flow.Function]bool{}) || a.handedOut(s)) && (s.call != nil || fn.Effects.Any(outward) || a.callback(s) != onRender) {
			out = append(out, s)
		}
	}
	return out
}

// runsUnseen reports whether a function is one that the user interface runs without naming it: what makes an object, a
// property.
func (a *auditor) runsUnseen(fn *flow.Function, seen map[*flow.Function]bool) bool {
	if seen[fn] || fn.Def() == nil || !strings.HasPrefix(fn.Name, "__") && !slices.Contains(fn.Decorated, "builtins.property") {
		return false
	}
	seen[fn] = true
	return slices.ContainsFunc(a.callers[fn], func(s site) bool { return a.isUI(s.in) || a.runsUnseen(s.in, seen) })
}

// worth reports whether what a function does is worth a request.
func (a *auditor) worth(fn *flow.Function) bool {
	returns := returnsOf(fn)
	if isResource(returns) || a.onlyPrepares(fn) || outputOf(returns) == "none" && a.isGate(fn) {
		return false
	}
	if fn.Effects.Any(outward) {
		return !a.onlyLooks(fn) && !a.dresses(fn)
	}
	return a.computes(fn, returns) || a.presumedOf(fn) != "" || a.acts(fn) || outputOf(returns) != "chart" && a.takesUpload(a.uiSites(fn))
}

// onlyPrepares reports whether a function of a resource cache makes something that is shared.
func (a *auditor) onlyPrepares(fn *flow.Function) bool {
	return strings.HasSuffix(fn.Cache, "cache_resource") && !isShape(outputOf(returnsOf(fn)))
}

func isShape(output string) bool { return output == "table" || output == "record" || output == "list" }

// onlyLooks reports whether all that a function does outside is to look whether a file is there.
func (a *auditor) onlyLooks(fn *flow.Function) bool {
	if fn.Effects&outward != catalogue.Of(catalogue.FileRead) {
		return false
	}
	looks := true
	a.eachEvent(fn, func(_ *flow.Function, e *flow.Event) {
		if e.Effects.Has(catalogue.FileRead) && !isLook(e.Name) {
			looks = false
		}
	})
	return looks
}

// eachEvent visits what a function causes, callees included, each function once.
func (a *auditor) eachEvent(fn *flow.Function, visit func(*flow.Function, *flow.Event)) {
	seen := map[*flow.Function]bool{}
	var walk func(*flow.Function)
	walk = func(fn *flow.Function) {
		if seen[fn] {
			return
		}
		seen[fn] = true
		for i := range fn.Events {
			visit(fn, &fn.Events[i])
			if callee := fn.Events[i].Callee; callee != nil && fn.Events[i].Kind != flow.ImportRun {
				walk(callee)
			}
		}
	}
	walk(fn)
}

// computes reports whether a function without effects derives something that a caller could ask for: a table, or
// values from a table, or a computation of some length over what the user gave.
func (a *auditor) computes(fn *flow.Function, returns string) bool {
	if strings.HasPrefix(fn.Name, "_") || a.onlyItems(fn) {
		return false // a helper by its own word, or by its use
	}
	shape := outputOf(returns)
	statements := a.statementsOf(fn, map[*flow.Function]bool{})
	switch shape {
	case "chart", "none":
		return false
	case "table":
		return statements >= 3
	case "file":
		return true
	case "record", "list":
		return statements >= 4
	case "scalar":
		text := strings.HasPrefix(returns, "str") && !a.onlyPressed(fn)
		return statements >= 6 && !text && !begins(fn.Name, convertingVerbs())
	}
	return a.takesTable(fn) && statements >= 3
}

// onlyPressed reports whether the user interface runs a function only where somebody asked for what it gives: then a text
// is an answer rather than a label.
func (a *auditor) onlyPressed(fn *flow.Function) bool {
	sites := a.uiSites(fn)
	return len(sites) > 0 && !slices.ContainsFunc(sites, func(s site) bool { return !a.pressed(s) })
}

func (a *auditor) takesTable(fn *flow.Function) bool {
	def := fn.Def()
	for _, list := range [][]*python.Arg{def.Params.PosOnly, def.Params.Args, def.Params.KwOnly} {
		for _, p := range list {
			if p.Annotation != nil && shapeOf(textOf(fn.Module, p.Annotation)) == "table" {
				return true
			}
			for _, s := range a.callers[fn] {
				if s.call == nil {
					continue
				}
				if arg, _ := flow.ArgumentFor(fn, s.call, p.Name); arg != nil && shapeOf(a.Program.TypeOf(s.in, arg)) == "table" {
					return true
				}
			}
		}
	}
	return false
}

// statementsOf counts the statements of a function and of those of the app that it calls to compute, each once.
func (a *auditor) statementsOf(fn *flow.Function, seen map[*flow.Function]bool) int {
	if seen[fn] || fn.Def() == nil {
		return 0
	}
	seen[fn] = true
	n := statementsIn(fn.Def().Body)
	for _, c := range fn.Calls {
		for _, callee := range c.Callees {
			if callee.Class == flow.Pure {
				n += a.statementsOf(callee, seen)
			}
		}
	}
	return n
}

// statementsIn counts statements, those inside others too, without docstrings.
func statementsIn(body []python.Stmt) int {
	n := 0
	flow.EachStatement(body, func(s python.Stmt) bool {
		if e, ok := s.(*python.ExprStmt); ok {
			if _, constant := e.Value.(*python.Constant); constant {
				return true
			}
		}
		n++
		return true
	})
	return n
}

// functionOperation describes an operation that is a function.
func (a *auditor) functionOperation(fn *flow.Function, sites []site) *Operation {
	def := fn.Def()
	path := fn.Path
	op := &Operation{
		From:  From{File: fn.Module.Path, Line: lineOf(fn.Module, def), LastLine: lastLineOf(fn.Module, def), Function: &path},
		Class: classOf(fn), Inputs: []Input{}, Callers: []Caller{}, Effects: effectNames(fn.Effects), Expose: true,
		Output: describe(returnsOf(fn)), Summary: docOf(def.Body),
	}
	if op.Output.Type == "unknown" && a.Program.Unused(fn) {
		op.Output = Output{Type: "none"}
	}
	switch op.Output.Type {
	case "record":
		op.Output.Fields = a.fieldsOf(fn)
	case "table":
		op.Output.Columns = a.columnsOf(fn)
	}
	for _, s := range sites {
		t := onRender
		if s.call == nil {
			t = a.callback(s)
		} else {
			t = a.trigger(s.in, s.node)
		}
		op.Callers = append(op.Callers, Caller{At: at(s.in.Module, s.node), Trigger: t})
	}
	effects := a.meant(fn)
	if a.makesMissing(fn) {
		effects &^= catalogue.Of(catalogue.FileWrite)
	}
	op.Kind = kindOf(doing{
		name: fn.Name, effects: effects, direct: fn.Direct, output: op.Output.Type, file: a.takesUpload(sites),
		derives: a.takesTable(fn), answers: op.triggered(onChat), moves: movesFile(fn.Name), presumed: a.presumedOf(fn),
	})
	op.Cache = a.cacheOf(fn)
	op.tiny = a.tiny(fn)
	a.long(op, fn, sites)
	if a.onlySchema(fn) {
		op.Expose = false
	}
	if op.Class == "mixed" && !doneByPage(fn.Because) {
		reason := "it " + flow.Explain(fn.Because[max(0, len(fn.Because)-1):]) + ", which a service cannot do for a page"
		op.NeedsPerson = &reason
	}
	return op
}

// keepsUp reports whether what a function writes is upkeep: each page draws what it gives, and nobody gives it anything.
func (op *Operation) keepsUp() bool {
	if op.Kind != Write || !isShape(op.Output.Type) || !slices.ContainsFunc(op.Effects, func(e string) bool { return strings.HasSuffix(e, ".read") }) {
		return false
	}
	pressed := slices.ContainsFunc(op.Callers, func(c Caller) bool { return c.Trigger != onRender && c.Trigger != onImport })
	return !given(op) && !pressed
}

// given reports whether users give an operation anything.
func given(op *Operation) bool {
	return slices.ContainsFunc(op.Inputs, func(in Input) bool {
		return in.Source == "widget" || in.Source == "upload" || in.Source == "dataframe_of"
	})
}

// isOffered reports whether users choose from what an operation gives.
func (a *auditor) isOffered(op *Operation, sites []site) bool {
	return slices.ContainsFunc(sites, func(s site) bool {
		return slices.ContainsFunc(s.in.Calls, func(c *flow.Call) bool {
			if c.Entry == nil || c.Entry.Widget == "" || c.Argument("options") == nil {
				return false
			}
			return slices.ContainsFunc(a.sourcesOf(s.in, c.Argument("options")), func(src origin) bool { return src.operation == op })
		})
	})
}

// triggered reports whether some caller runs an operation by a trigger.
func (op *Operation) triggered(by string) bool {
	return slices.ContainsFunc(op.Callers, func(c Caller) bool { return c.Trigger == by })
}

// classOf is the class of an operation; one that has state and feedback is read as one of feedback.
func classOf(fn *flow.Function) string {
	switch fn.Class {
	case flow.Pure:
		return "lift"
	case flow.StateOnly:
		return "state"
	case flow.FeedbackOnly:
		return "feedback"
	}
	if fn.ReportsOnly() {
		return "feedback"
	}
	return "mixed"
}

// effectNames are the effects that a reader of the report wants to see.
func effectNames(e catalogue.Effects) []string {
	return (e &^ catalogue.Of(catalogue.Unknown)).Names()
}

// docOf is the first line of a docstring.
func docOf(body []python.Stmt) string {
	if len(body) == 0 {
		return ""
	}
	e, ok := body[0].(*python.ExprStmt)
	if !ok {
		return ""
	}
	text, _ := stringOf(e.Value)
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return strings.TrimSpace(first)
}

// onlySchema reports whether all that a function writes is the shape of tables: that is set-up, done when a service
// starts.
func (a *auditor) onlySchema(fn *flow.Function) bool {
	schema, other := false, false
	a.eachEvent(fn, func(_ *flow.Function, e *flow.Event) {
		if !e.Effects.Any(catalogue.Of(catalogue.DBWrite, catalogue.DB, catalogue.NetWrite, catalogue.FileWrite, catalogue.DBRead)) {
			return
		}
		switch last := e.Name[strings.LastIndexByte(e.Name, '.')+1:]; {
		case len(e.SQL) > 0 && !slices.ContainsFunc(e.SQL, func(v string) bool {
			return !slices.Contains([]string{"CREATE", "ALTER", "DROP", "PRAGMA"}, v)
		}), last == "create_all":
			schema = true
		case slices.Contains([]string{"commit", "close", "connect", "cursor", "rollback", "makedirs", "mkdir", "exists", "begin", "__enter__", "__exit__", "create_engine"}, last):
		default:
			other = true
		}
	})
	return schema && !other
}

// cacheOf is the cache decorator of a function.
func (a *auditor) cacheOf(fn *flow.Function) *Cache {
	if fn.Cache == "" {
		return nil
	}
	c := &Cache{Decorator: fn.Cache}
	for _, d := range fn.Def().Decorators {
		call, ok := d.(*python.Call)
		if !ok {
			continue
		}
		for _, k := range call.Keywords {
			if k.Name == "ttl" {
				c.TTL = a.seconds(fn, k.Value)
				c.computed = c.TTL == nil && !isNone(k.Value)
			}
		}
	}
	return c
}
