package lift

import (
	"fmt"
	"maps"
	"slices"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// part is what moves of one module: all of it, or some of its statements.
type part struct {
	whole   bool
	stmts   map[python.Stmt]bool
	names   map[*python.Alias]bool // of imports among these statements, what is brought
	classes map[python.Stmt]bool   // of these statements, the classes of which only some methods move
	methods map[python.Stmt]bool   // the methods of these that move
}

func (p *part) add(other *part) {
	p.whole = p.whole || other.whole
	for stmt := range other.stmts {
		p.need(stmt)
	}
	p.names = joined(p.names, other.names)
	p.classes, p.methods = joined(p.classes, other.classes), joined(p.methods, other.methods)
}

func joined[N comparable](a, b map[N]bool) map[N]bool {
	if a == nil {
		a = map[N]bool{}
	}
	maps.Copy(a, b)
	return a
}

// need adds a statement; it reports whether it is new.
func (p *part) need(stmt python.Stmt) bool {
	if p.stmts == nil {
		p.stmts = map[python.Stmt]bool{}
	}
	if p.stmts[stmt] {
		return false
	}
	p.stmts[stmt] = true
	return true
}

// bring adds names of an import.
func (p *part) bring(stmt python.Stmt, names ...*python.Alias) {
	p.need(stmt)
	if p.names == nil {
		p.names = map[*python.Alias]bool{}
	}
	for _, alias := range names {
		p.names[alias] = true
	}
}

// closure finds everything that a function needs on the service, module by module, or why that cannot move.
func (m *mover) closure(fn *flow.Function, on *object, exchanged []*flow.Class) *closure {
	c := m.newClosure()
	for _, class := range exchanged {
		c.variable(class.Module, class.Module.Names.Top.Lookup(class.Name))
	}
	if on == nil {
		c.variable(fn.Module, fn.Scope.Parent.Lookup(fn.Name))
		c.process(fn)
		return c
	}
	c.called[fn.Name] = true
	c.variable(on.home, on.home.Names.Top.Lookup(on.name))
	c.variable(fn.Module, fn.Module.Names.Top.Lookup(fn.Of.Name))
	c.process(fn)
	if on.made {
		for _, class := range append(m.givenTo(on.class), on.class) {
			c.given(class, on)
		}
	}
	if on.call {
		c.process(m.Program.Function(on.home.Path, on.name))
	}
	return c
}

func (m *mover) newClosure() *closure {
	return &closure{
		mover: m, parts: map[*flow.Module]*part{}, seen: map[*flow.Symbol]bool{}, looked: map[python.Stmt]bool{},
		called: map[string]bool{},
	}
}

// given needs a class whose objects a method is called on, or whose objects these are given.
func (c *closure) given(class *flow.Class, on *object) {
	for _, init := range c.constructors(class) {
		c.process(init)
	}
	if on.given != "" {
		c.variable(class.Module, class.Module.Names.Top.Lookup(class.Path))
	}
}

// closure grows what one operation needs.
type closure struct {
	*mover
	parts   map[*flow.Module]*part
	seen    map[*flow.Symbol]bool
	looked  map[python.Stmt]bool
	called  map[string]bool // names of attributes that what is needed mentions
	any     bool            // it may ask for attributes by names that are not known
	classes []heldClass     // of which only the methods that are mentioned are needed
	shim    bool            // something imports Streamlit
	reasons []Reason
}

func (c *closure) fail(module *flow.Module, node python.Node, what, text string) {
	c.reasons = append(c.reasons, because(what, place(module, node.Span(), text))...)
}

func (c *closure) part(module *flow.Module) *part {
	if c.parts[module] == nil {
		c.parts[module] = &part{}
		for _, stmt := range module.File.Module.Body {
			if isFuture(stmt) {
				c.parts[module].bring(stmt, aliasesOf(stmt)...)
			}
		}
	}
	return c.parts[module]
}

// variable needs every statement of a module that gives a name its value.
func (c *closure) variable(module *flow.Module, symbol *flow.Symbol) {
	if symbol == nil {
		return
	}
	if symbol.Owner != module.Names.Top || c.seen[symbol] {
		return
	}
	c.seen[symbol] = true
	if len(module.File.Problems) > 0 {
		c.reasons = append(c.reasons, unreadable(module))
		return
	}
	if at, ok := c.changed(module, symbol); ok && !c.ofLibrary(module, symbol) {
		c.reasons = append(c.reasons, because(twoCopies, at)...)
		return
	}
	if c.movesWhole(module) {
		c.module(module)
	}
	remembered := c.remembered(module, symbol)
	for _, binding := range symbol.Bindings {
		if binding.Scope != module.Names.Top && remembered {
			continue
		}
		if binding.Scope != module.Names.Top {
			c.fail(module, binding.Node, twoCopies, fmt.Sprintf("%q is set by a function: both sides would have one of their own", symbol.Name))
			continue
		}
		top := topStatement(module, binding.Node)
		if alias, ok := binding.Node.(*python.Alias); ok && top == binding.Stmt && !bringsStreamlit(top) {
			c.brings(module, top, alias)
			continue
		}
		c.statement(module, top)
	}
	if c.movesWhole(module) || c.ofLibrary(module, symbol) {
		return
	}
	for _, stmt := range module.File.Module.Body {
		if !isBlock(stmt) && slices.Contains(c.facts(module, stmt).Mutates, symbol.Name) {
			c.statement(module, stmt) // fills what another one made
		}
	}
}

// ofLibrary reports whether a variable is what an import brought from a library: what changes within it is an effect
// of its own, on the process or the session.
func (c *closure) ofLibrary(module *flow.Module, symbol *flow.Symbol) bool {
	return !slices.ContainsFunc(symbol.Bindings, func(b flow.Binding) bool {
		return b.Import == nil || len(c.imported(module, b.Stmt)) > 0
	})
}

// changed says where the app changes what a module's variable holds, or can: moved, it would be another one.
func (c *closure) changed(module *flow.Module, symbol *flow.Symbol) (Reason, bool) {
	if at, ok := c.changedElsewhere(module, symbol); ok {
		return at, true
	}
	for _, stmt := range module.File.Module.Body {
		if !isBlock(stmt) || !slices.Contains(c.facts(module, stmt).Mutates, symbol.Name) {
			continue
		}
		return place(module, stmt.Span(), fmt.Sprintf("%q of the module is changed here: both sides would have one of their own", symbol.Name)), true
	}
	return Reason{}, false
}

// statement needs a top-level statement with all that it mentions.
func (c *closure) statement(module *flow.Module, stmt python.Stmt) {
	if stmt == nil || c.looked[stmt] {
		return
	}
	c.looked[stmt] = true
	if !c.movesWhole(module) {
		c.part(module).bring(stmt, aliasesOf(stmt)...)
	}
	def, isDef := stmt.(*python.FunctionDef)
	if held := within(c.index(module).memory, whole(stmt)); len(held) > 0 && (!isDef || ownsCache(module, def)) {
		c.fail(module, held[0], twoCopies, "this database in memory would be another one in each process")
	}
	if isDef {
		for _, look := range []func(*flow.Module, *python.FunctionDef) (Reason, bool){c.clearing, c.expiring} {
			if at, found := look(module, def); found {
				c.reasons = append(c.reasons, because(twoCopies, at)...)
			}
		}
	}
	if class, ok := stmt.(*python.ClassDef); ok && c.divisible(module, class) {
		c.class(module, class)
		return
	}
	c.body(module, stmt)
}

// brings needs one name of an import.
func (c *closure) brings(module *flow.Module, stmt python.Stmt, alias *python.Alias) {
	if !c.movesWhole(module) {
		c.part(module).bring(stmt, alias)
	}
	c.imports(module, stmt, alias)
}

// body needs what the names within a statement mean.
func (c *closure) body(module *flow.Module, stmt python.Stmt) {
	c.span(module, whole(stmt))
	c.unread(module, stmt)
}

// unread needs what libraries are imported for annotations that nothing reads while the module runs: under
// `from __future__ import annotations` they are no names that are looked up, but models and people look at them.
func (c *closure) unread(module *flow.Module, stmt python.Stmt) {
	flow.EachStatement([]python.Stmt{stmt}, func(s python.Stmt) bool {
		flow.EachExpression(s, func(e python.Expr) {
			name, ok := e.(*python.Name)
			if !ok || module.Names.At[name] != nil {
				return
			}
			symbol := module.Names.Top.Symbols[name.ID]
			if symbol == nil || !c.ofLibrary(module, symbol) {
				return
			}
			for _, binding := range symbol.Bindings {
				top := topStatement(module, binding.Node)
				if alias, ok := binding.Node.(*python.Alias); ok && top == binding.Stmt && !bringsStreamlit(top) && !c.movesWhole(module) {
					c.part(module).bring(top, alias)
				}
			}
		})
		return true
	})
}

// bringsStreamlit reports whether an import statement brings Streamlit or a part of it.
func bringsStreamlit(stmt python.Stmt) bool {
	switch stmt := stmt.(type) {
	case *python.Import:
		return slices.ContainsFunc(stmt.Names, func(a *python.Alias) bool { return isStreamlit(a.Name) })
	case *python.ImportFrom:
		return stmt.Level == 0 && isStreamlit(stmt.Module)
	}
	return false
}

func (c *closure) span(module *flow.Module, span diag.Span) {
	if at, found := c.notOffered(module, span); found {
		c.reasons = append(c.reasons, at)
		return
	}
	for _, name := range within(c.index(module).names, span) {
		if name.ID == "__file__" && !c.mapped(module) {
			c.fail(module, name, cannotFollow, "it asks where its file lies, which is called otherwise on the service")
			continue
		}
		c.variable(module, c.global(module, name))
	}
	for _, text := range within(c.index(module).texts, span) {
		c.variable(module, module.Names.Top.Symbols[text.name])
	}
	if open := within(c.index(module).open, span); len(open) > 0 && !c.movesWhole(module) {
		c.fail(module, open[0], cannotFollow, "it looks up names of its module that nothing written tells")
	}
	for _, inner := range within(c.index(module).imports, span) {
		c.imports(module, inner, aliasesOf(inner)...)
	}
	c.mentions(module, span)
}

// global is the module's variable that a name means; nil for local names and builtins.
func (c *closure) global(module *flow.Module, name *python.Name) *flow.Symbol {
	symbol := module.Names.Variable(name)
	if symbol == nil || symbol.Owner != module.Names.Top {
		return nil
	}
	return symbol
}

// imports needs what names of an import statement bring from the app.
func (c *closure) imports(module *flow.Module, stmt python.Stmt, names ...*python.Alias) {
	from, ok := stmt.(*python.ImportFrom)
	if !ok {
		for _, target := range c.importedAs(module, stmt, names) {
			c.wholeModule(module, stmt, target)
		}
		if slices.ContainsFunc(names, func(a *python.Alias) bool { return isStreamlit(a.Name) }) {
			c.streamlit(module, stmt)
		}
		return
	}
	if from.Level == 0 && isStreamlit(from.Module) {
		c.streamlit(module, stmt)
		return
	}
	target := c.resolve(module, from.Module, from.Level)
	for _, other := range c.importedAs(module, stmt, names) {
		if other != target || c.movesWhole(other) {
			c.wholeModule(module, stmt, other)
		}
	}
	if target == nil || c.movesWhole(target) {
		return
	}
	for _, alias := range names {
		if symbol := target.Names.Top.Lookup(alias.Name); symbol != nil {
			c.variable(target, symbol)
		} else if alias.Name == "*" {
			c.fail(module, stmt, cannotFollow, fmt.Sprintf("it needs all of %s, which cannot move as a whole", target.Path))
		}
	}
}

// streamlit needs the shim in Streamlit's place.
func (c *closure) streamlit(module *flow.Module, stmt python.Stmt) {
	if why := cannotShim(stmt); why != "" {
		c.fail(module, stmt, cannotFollow, why)
		return
	}
	c.shim = true
}

// wholeModule needs a module as it is.
func (c *closure) wholeModule(module *flow.Module, stmt python.Node, target *flow.Module) {
	if !c.movesWhole(target) {
		c.fail(module, stmt, cannotFollow, fmt.Sprintf("it needs the module %s, which cannot move as a whole", target.Path))
		return
	}
	c.module(target)
}

// module needs all of a module that moves whole, with the packages around it.
func (c *closure) module(module *flow.Module) {
	p := c.part(module)
	if p.whole {
		return
	}
	p.whole = true
	for _, stmt := range c.index(module).imports {
		c.imports(module, stmt, aliasesOf(stmt)...)
	}
	for _, other := range c.App.Modules {
		if other.Path == packageOf(module.Path) {
			c.wholeModule(module, module.File.Module, other)
		}
	}
}
