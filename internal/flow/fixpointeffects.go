package flow

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

// Step is one place of a chain: the event, and the function it stands in.
type Step struct {
	In    *Function
	Event *Event
}

// caller is a place that runs a function.
type caller struct {
	fn    *Function
	event int32
}

// settle lets the effects of functions reach their callers, each by the shortest chain, then decides the classes.
func (p *Program) settle() {
	callers := map[*Function][]caller{}
	for _, fn := range p.Functions {
		for i := range fn.Events {
			e := &fn.Events[i]
			fn.Direct |= e.Effects
			if e.Callee != nil && (!e.Main || fn.Module.Page) {
				callers[e.Callee] = append(callers[e.Callee], caller{fn, int32(i)})
			}
		}
	}
	table := catalogue.EffectTable()
	for _, row := range table {
		p.spread(row.Effect, callers)
	}
	for bit := range markCount {
		p.spreadMark(bit, callers)
	}
	p.spreadCosts(callers)
	p.spreadMutations()
	p.classifyAll(callers)
	for _, fn := range p.Functions {
		fn.Because = p.why(fn)
		fn.Returns = p.typeName(fn.result.value)
		if fn.generator {
			fn.Returns = "iter[" + p.typeName(fn.yields.value) + "]"
			if fn.manager {
				fn.Returns = p.typeName(fn.yields.value)
			}
		} else if fn.Returns == "-" && givesNothing(fn) {
			fn.Returns = "None"
		}
	}
}

// givesNothing reports whether a function ends without a value: no return has one, and it says nothing else of itself.
func givesNothing(fn *Function) bool {
	def := fn.Def()
	if def == nil || def.Returns != nil {
		return false
	}
	gives, stub := false, len(def.Body) > 0
	EachStatement(def.Body, func(s python.Stmt) bool {
		switch s := s.(type) {
		case *python.FunctionDef, *python.ClassDef:
			return false
		case *python.Return:
			gives = gives || s.Value != nil
		}
		return true
	})
	for _, s := range def.Body {
		_, raises := s.(*python.Raise)
		text, isText := s.(*python.ExprStmt)
		if isText {
			_, isText = text.Value.(*python.Constant)
		}
		stub = stub && (raises || isText)
	}
	return !gives && !stub
}

// spread lets one effect reach callers, breadth first: the first event that brings it is on a shortest chain.
func (p *Program) spread(effect catalogue.Effect, callers map[*Function][]caller) {
	var queue []*Function
	for _, fn := range p.Functions {
		for i := range fn.Events {
			e := &fn.Events[i]
			if !e.Effects.Has(effect) {
				continue
			}
			given := e.param != "" && e.assumed.Has(effect)
			if e.Main {
				given = true
				if !fn.Module.Page {
					continue
				}
			}
			if fn.via[effect] == 0 {
				fn.via[effect] = int32(i) + 1
				fn.Effects |= catalogue.Of(effect)
			}
			if !given && !fn.out.Has(effect) {
				fn.out |= catalogue.Of(effect)
				fn.via[effect] = int32(i) + 1
				queue = append(queue, fn)
			}
		}
	}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		for _, c := range callers[fn] {
			if c.fn.out.Has(effect) {
				continue
			}
			c.fn.Effects |= catalogue.Of(effect)
			if c.fn.via[effect] == 0 {
				c.fn.via[effect] = c.event + 1
			}
			if e := &c.fn.Events[c.event]; e.Main || e.method == called {
				continue
			}
			c.fn.out |= catalogue.Of(effect)
			queue = append(queue, c.fn)
		}
	}
}

// spreadMark lets one mark reach callers. An import runs a module, but a function is not judged by that.
func (p *Program) spreadMark(bit int, callers map[*Function][]caller) {
	mark := marks(1) << bit
	var queue []*Function
	for _, fn := range p.Functions {
		for i := range fn.Events {
			e := &fn.Events[i]
			if e.marks&mark == 0 {
				continue
			}
			if fn.marks&mark == 0 {
				fn.marks |= mark
				fn.viaMark[bit] = int32(i) + 1
			}
			if e.method != called {
				fn.outMarks |= mark
				queue = append(queue, fn)
				break
			}
		}
	}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		for _, c := range callers[fn] {
			e := &c.fn.Events[c.event]
			if c.fn.outMarks&mark != 0 || e.Kind == ImportRun {
				continue
			}
			if c.fn.marks&mark == 0 {
				c.fn.marks |= mark
				c.fn.viaMark[bit] = c.event + 1
			}
			if e.method != called {
				c.fn.outMarks |= mark
				queue = append(queue, c.fn)
			}
		}
	}
}

// spreadCosts lets costs and stops reach callers; both only grow. Modules stop nobody who imports them: the first
// import is a page's own run.
func (p *Program) spreadCosts(callers map[*Function][]caller) {
	var queue []*Function
	for _, fn := range p.Functions {
		for i := range fn.Events {
			fn.Cost = max(fn.Cost, fn.Events[i].Cost)
			fn.MayStop = fn.MayStop || fn.Events[i].Stops
		}
		if fn.Cost > catalogue.Cheap || fn.MayStop {
			queue = append(queue, fn)
		}
	}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		for _, c := range callers[fn] {
			if c.fn.Events[c.event].Kind == ImportRun || c.fn.Cost >= fn.Cost && (c.fn.MayStop || !fn.MayStop) {
				continue
			}
			c.fn.Cost = max(c.fn.Cost, fn.Cost)
			c.fn.MayStop = c.fn.MayStop || fn.MayStop
			queue = append(queue, c.fn)
		}
	}
}

// Chain says why a function has an effect: the events from it down to the one that causes the effect itself. It is
// nil when the function does not have it.
func (p *Program) Chain(fn *Function, effect catalogue.Effect) []Step {
	return chain(fn, func(fn *Function) int32 { return fn.via[effect] }, func(e *Event) bool { return e.Effects.Has(effect) })
}

func (p *Program) markChain(fn *Function, bit int) []Step {
	return chain(fn, func(fn *Function) int32 { return fn.viaMark[bit] }, func(e *Event) bool { return e.marks&(1<<bit) != 0 })
}

// maxChain bounds chains; shortest ones are never longer than the app is deep.
const maxChain = 100

func chain(fn *Function, via func(*Function) int32, causes func(*Event) bool) []Step {
	var steps []Step
	for len(steps) < maxChain {
		at := via(fn)
		if at == 0 {
			break
		}
		e := &fn.Events[at-1]
		steps = append(steps, Step{In: fn, Event: e})
		if causes(e) || e.Callee == nil {
			break
		}
		fn = e.Callee
	}
	return steps
}

// spreadMutations finds which parameters functions change, also through the functions that they hand them to.
func (p *Program) spreadMutations() {
	type use struct {
		call *Call
		arg  boundArg
	}
	uses := map[*Function][]use{}
	var queue []*Function
	for _, fn := range p.Functions {
		for _, c := range fn.Calls {
			for _, arg := range c.args {
				uses[arg.callee] = append(uses[arg.callee], use{c, arg})
			}
			for _, name := range c.Mutates {
				fn.mutate(name)
			}
		}
		if len(fn.mutated) > 0 {
			queue = append(queue, fn)
		}
	}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		for _, u := range uses[fn] {
			if !fn.mutated[u.arg.param] || slices.Contains(u.call.Mutates, u.arg.name) {
				continue
			}
			u.call.Mutates = append(u.call.Mutates, u.arg.name)
			slices.Sort(u.call.Mutates)
			if u.call.In.mutate(u.arg.name) {
				queue = append(queue, u.call.In)
			}
		}
	}
	for _, fn := range p.Functions {
		for name := range fn.mutated {
			fn.Mutated = append(fn.Mutated, name)
		}
		slices.Sort(fn.Mutated)
	}
}

// mutate notes that a parameter is changed; it reports whether that is news.
func (fn *Function) mutate(name string) bool {
	if fn.Scope == nil {
		return false
	}
	sym := fn.Scope.Symbols[mangle(fn.Scope.class, name)]
	if sym == nil || !sym.Param || fn.mutated[name] {
		return false
	}
	if fn.mutated == nil {
		fn.mutated = map[string]bool{}
	}
	fn.mutated[name] = true
	return true
}

// changed notes that an assignment changes what a name holds: an attribute or item of it.
func (ev *evaluator) changed(target python.Expr) {
	if !ev.record || ev.quiet > 0 {
		return
	}
	if name := rootName(target); name != "" {
		ev.fn.mutate(name)
	}
}

// TypeOf says what is known of the type of an expression in a function, as the catalogue writes types; "-" when
// nothing is known.
func (p *Program) TypeOf(fn *Function, e python.Expr) string {
	ev := &evaluator{Program: p, fn: fn, scope: fn.Scope, record: true, quiet: 1}
	return p.typeName(ev.quietly(e, fn))
}

// typeName writes a value as a type.
func (p *Program) typeName(v Value) string { return p.typeNameOf(v, 0) }

const maxTypeDepth = 3

func (p *Program) typeNameOf(v Value, depth int) string {
	if v.open || len(v.atoms) == 0 || len(v.atoms) > 6 {
		return "-"
	}
	var names []string
	for _, a := range v.atoms {
		name := "-"
		switch a.kind {
		case typeAtom:
			name = a.typ.String()
		case instanceAtom:
			name = a.class.Ref()
		case siteAtom:
			name = a.site.name
			if depth < maxTypeDepth {
				if elem := p.typeNameOf(a.site.elem.value, depth+1); elem != "-" {
					if name == "dict" {
						elem = "-, " + elem
					}
					name += "[" + elem + "]"
				}
			}
		case libraryAtom:
			name = "callable"
			if given(a) {
				name = a.name
			}
		case functionAtom, classAtom, methodAtom:
			name = "callable"
		}
		if name == "-" {
			return "-"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for i := len(names) - 2; i >= 0; i-- {
		if strings.HasPrefix(names[i+1], names[i]+"[") {
			names = slices.Delete(names, i, i+1)
		}
	}
	out := names[0]
	for _, name := range names[1:] {
		out += "|" + name
	}
	return out
}
