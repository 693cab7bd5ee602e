package lift

import (
	"slices"
	"strings"
	"unicode"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// idle reports whether a function never runs, in no process of the app: nothing that runs names it, nor the class that
// it is a method of. What it would set or change stays as it is.
func (m *mover) idle(fn *flow.Function) bool {
	if m.running == nil {
		m.running = m.findRunning()
	}
	for ; fn != nil; fn = fn.Outer {
		if fn.Def() != nil && !m.running[fn] {
			return true
		}
	}
	return false
}

// findRunning finds the functions that may run: modules and operations do, and what they name does, which names more.
// Where code may come by functions without naming them, all do.
func (m *mover) findRunning() map[*flow.Function]bool {
	running, named := map[*flow.Function]bool{}, map[string]bool{}
	mentions := map[*flow.Function][]string{} // by the function whose body they stand in
	open := false
	for _, module := range m.App.Modules {
		open = open || len(module.File.Broken) > 0 || m.handsOn(module)
	}
	for _, fn := range m.Program.Functions {
		switch def := fn.Def(); {
		case fn == fn.Module.Body:
			mentions[fn], running[fn] = mentioned(fn.Module.File.Module.Body), true
		case def != nil:
			mentions[fn] = mentioned(def.Body)
			running[fn] = open || len(def.Decorators) > 0 || fn.Of == nil && strings.HasPrefix(fn.Name, "__")
		}
	}
	for _, op := range m.Operations {
		running[m.Program.Function(op.File, op.Function)] = true
	}
	unpickles := m.unpickles()
	for grown := true; grown; {
		grown = false
		for _, fn := range m.Program.Functions {
			if !running[fn] {
				continue
			}
			for _, name := range mentions[fn] {
				grown, named[name] = grown || !named[name], true
			}
		}
		for _, fn := range m.Program.Functions {
			if fn.Def() != nil && !running[fn] && (m.reached(fn, named) || unpickles && named[fn.Name]) {
				running[fn], grown = true, true
			}
		}
	}
	return running
}

// reached reports whether names lead to a function: its own, or those of a class that has it as a method.
func (m *mover) reached(fn *flow.Function, named map[string]bool) bool {
	if fn.Of == nil {
		return named[fn.Name]
	}
	return slices.ContainsFunc(m.Program.Classes, func(c *flow.Class) bool {
		return slices.Contains(c.Hierarchy(), fn.Of) && (named[c.Name] || c.Foreign() || len(c.Node.Decorators) > 0)
	})
}

// unpickles reports whether the app brings something that reads objects of classes that are named in a file only: they
// have methods, though nothing names the class.
func (m *mover) unpickles() bool {
	return slices.ContainsFunc(m.App.Modules, func(module *flow.Module) bool {
		return slices.ContainsFunc(m.index(module).imports, func(stmt python.Stmt) bool {
			names := aliasesOf(stmt)
			if from, ok := stmt.(*python.ImportFrom); ok {
				names = []*python.Alias{{Name: from.Module}}
			}
			return slices.ContainsFunc(names, func(a *python.Alias) bool {
				return slices.Contains([]string{"pickle", "joblib", "dill", "cloudpickle", "shelve", "torch"}, family(a.Name))
			})
		})
	}) || len(m.attributes()["read_pickle"]) > 0
}

// mentioned are the names in statements, those in texts among them; the bodies of functions within are left out, and
// imports: they bring a name that is used by naming it, or bring it by another one.
func mentioned(body []python.Stmt) []string {
	var names []string
	flow.EachStatement(body, func(s python.Stmt) bool {
		for _, alias := range aliasesOf(s) {
			if alias.AsName != "" {
				names = append(names, alias.Name)
			}
		}
		if !isDocstring(s) {
			flow.EachExpression(s, func(e python.Expr) { names = append(names, namesIn(e)...) })
		}
		_, def := s.(*python.FunctionDef)
		return !def
	})
	return names
}

// namesIn are the names that an expression writes by itself.
func namesIn(e python.Expr) []string {
	switch e := e.(type) {
	case *python.Name:
		return []string{e.ID}
	case *python.Attribute:
		return []string{e.Attr}
	case *python.Constant:
		if e.Kind == python.Str {
			return strings.FieldsFunc(e.Text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		}
	}
	return nil
}

// handsOn reports whether a module evaluates text, or has a module as a value, its own among them: who has one may call
// its functions by names that are computed.
func (m *mover) handsOn(module *flow.Module) bool {
	behind := map[python.Expr]bool{} // what has an attribute that is named
	for _, a := range m.index(module).attributes {
		behind[a.Value] = !strings.HasPrefix(a.Attr, "__") || slices.Contains([]string{"__name__", "__file__", "__doc__", "__version__"}, a.Attr)
		if slices.Contains([]string{"modules", "import_module", "run_path", "run_module", "exec_module", "f_globals", "__subclasses__"}, a.Attr) {
			return true
		}
	}
	for _, name := range m.index(module).names {
		if slices.Contains([]string{"eval", "exec", "globals", "locals", "vars", "__import__", "import_module", "run_path", "run_module"}, name.ID) {
			return true
		}
		if !behind[name] && m.isModule(module, name) {
			return true
		}
	}
	return slices.ContainsFunc(m.index(module).attributes, func(a *python.Attribute) bool {
		name, ok := a.Value.(*python.Name)
		return ok && !behind[a] && m.isModule(module, name) && m.hasSubmodule(a.Attr)
	})
}

// isModule reports whether a name is one that an import gave to a module of the app.
func (m *mover) isModule(module *flow.Module, name *python.Name) bool {
	symbol := module.Names.Variable(name)
	return symbol != nil && name.Ctx == python.Load && slices.ContainsFunc(symbol.Bindings, func(b flow.Binding) bool {
		if b.Import == nil {
			return false
		}
		if b.Import.Name == "" {
			return len(m.imported(module, b.Stmt)) > 0
		}
		return m.resolve(module, strings.TrimPrefix(b.Import.Module+"."+b.Import.Name, "."), b.Import.Level) != nil
	})
}

func (m *mover) hasSubmodule(name string) bool {
	return slices.ContainsFunc(m.App.Modules, func(module *flow.Module) bool {
		return strings.HasSuffix("/"+module.Path, "/"+name+".py") || strings.HasSuffix("/"+module.Path, "/"+name+"/__init__.py")
	})
}
