package flow

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/oracle"
	"github.com/streamlift/streamlift/internal/python"
)

// TestSymtable compares scopes with CPython's symtable over its own library: for every scope its kind, name and
// line, and for every name local, global, free or cell, parameter, imported. STREAMLIFT_ORACLE=all compares all
// files in place of a sample.
func TestSymtable(t *testing.T) {
	found := oracle.Interpreters()
	if len(found) == 0 {
		t.Fatal("no CPython 3.8 to 3.14 found: put one on PATH or set STREAMLIFT_PYTHONS")
	}
	for i, py := range found {
		t.Run(fmt.Sprintf("3.%d", py.Minor), func(t *testing.T) {
			t.Parallel()
			n := 60
			if i == 0 {
				n = 300
			}
			files := py.Sample(n)
			if os.Getenv("STREAMLIFT_ORACLE") == "all" {
				files = py.Files()
			}
			compareScopes(t, py, files)
		})
	}
}

func compareScopes(t *testing.T, py oracle.Interpreter, files []string) {
	compared, names := 0, 0
	err := py.Ask([]string{filepath.Join("testdata", "symtable.py")}, files, func(path string, answer []byte) error {
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text, _ := python.Decode(path, raw)
		file := python.Parse(text.Source, python.Options{Version: python.Version(py.Minor)})
		var want *entry
		if err := json.Unmarshal(answer, &want); err != nil || want == nil {
			return err
		}
		if py.Minor == 8 {
			want.forgetLines()
		}
		if len(file.Problems) > 0 {
			t.Errorf("%s: %s", path, file.Problems[0])
			return nil
		}
		future := futureAnnotations(file.Module) && py.Minor >= 10
		got := entryOf(bind(file.Module, future).Top, func(n python.Node) int {
			if n == file.Module || py.Minor == 8 {
				return 0
			}
			return file.Source.Line(n.Span().Start)
		})
		if py.Minor >= 12 {
			got.inlineComprehensions()
		}
		compared++
		names += strings.Count(want.text(), "\n")
		if a, b := got.text(), want.text(); a != b {
			t.Errorf("%s: scopes differ: %s", path, firstDifference(a, b))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if compared == 0 {
		t.Fatal("nothing compared")
	}
	t.Logf("%d files, %d scopes and names", compared, names)
}

// entry is a scope as symtable has it.
type entry struct {
	kind      string
	name      string
	line      int
	symbols   map[string]symbolFlags
	children  []*entry
	comp      bool // a comprehension that is no generator expression
	seesClass bool
}

type symbolFlags struct {
	where           Resolution
	param, imported bool
	bound           bool // ours only
}

func (e *entry) UnmarshalJSON(text []byte) error {
	symbols := map[string][]any{}
	if err := json.Unmarshal(text, &[]any{&e.kind, &e.name, &e.line, &symbols, &e.children}); err != nil {
		return err
	}
	switch e.kind {
	case "TYPE_FUNCTION", "TYPE_CLASS", "TYPE_MODULE":
	default:
		e.kind = "TYPE_PARAMETERS" // the names of these kinds differ by version
	}
	e.symbols = map[string]symbolFlags{}
	for name, v := range symbols {
		// Names with a dot, and these two, are the compiler's own.
		if !strings.HasPrefix(name, ".") && name != "__classdict__" && name != "__type_params__" {
			e.symbols[name] = symbolFlags{where: Resolution(v[0].(float64)), param: v[1].(bool), imported: v[2].(bool)}
		}
	}
	return nil
}

// forgetLines drops the lines, which are not those of the tree in 3.8.
func (e *entry) forgetLines() {
	e.line = 0
	for _, c := range e.children {
		c.forgetLines()
	}
}

// entryOf is our scope in that form.
func entryOf(s *Scope, line func(python.Node) int) *entry {
	kind := [...]string{"TYPE_MODULE", "TYPE_FUNCTION", "TYPE_CLASS", "TYPE_PARAMETERS"}[s.Kind]
	e := &entry{kind: kind, name: s.Name, line: line(s.Node), symbols: map[string]symbolFlags{}, seesClass: s.seesClass}
	e.comp = s.comprehension && s.Name != "genexpr"
	for name, sym := range s.Symbols {
		e.symbols[name] = symbolFlags{where: sym.Where, param: sym.Param, imported: sym.Imported, bound: sym.bound()}
	}
	for _, c := range s.Children {
		e.children = append(e.children, entryOf(c, line))
	}
	return e
}

// inlineComprehensions does to a scope what PEP 709 does: from 3.12 on the names of a comprehension are those of the
// scope around it, and symtable shows the result.
func (e *entry) inlineComprehensions() {
	var children []*entry
	cells := map[string]bool{}
	for _, c := range e.children {
		c.inlineComprehensions()
		if !c.comp || e.seesClass {
			children = append(children, c)
			continue
		}
		children = append(children, c.children...)
		for name, sym := range c.symbols {
			if sym.where == Cell {
				cells[name] = true
			}
			if _, known := e.symbols[name]; known {
				continue
			}
			if sym.where == Free && name == "__class__" && e.kind == "TYPE_CLASS" {
				sym.where = GlobalImplicit
			}
			e.symbols[name] = sym
		}
	}
	e.children = children
	if e.kind != "TYPE_FUNCTION" && e.kind != "TYPE_PARAMETERS" {
		return
	}
	for name, sym := range e.symbols {
		if sym.where != Local && sym.where != Cell {
			continue
		}
		sym.where = Local
		if cells[name] || slices.ContainsFunc(children, func(c *entry) bool { return c.leaves(name) }) {
			sym.where = Cell
		}
		e.symbols[name] = sym
	}
}

// leaves reports whether a name is left to the scopes around, also by functions in a class that has it too.
func (e *entry) leaves(name string) bool {
	return e.symbols[name].where == Free ||
		e.kind == "TYPE_CLASS" && slices.ContainsFunc(e.children, func(c *entry) bool { return c.leaves(name) })
}

// text lists a scope, names and inner scopes sorted: versions enter them in different orders.
func (e *entry) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s:%d\n", e.kind, e.name, e.line)
	for _, name := range slices.Sorted(maps.Keys(e.symbols)) {
		sym := e.symbols[name]
		where := [...]string{"?", "local", "global (declared)", "global", "free", "cell"}[sym.where]
		fmt.Fprintf(&b, "  %s %s param=%t imported=%t\n", name, where, sym.param, sym.imported)
	}
	var inner []string
	for _, c := range e.children {
		inner = append(inner, c.text())
	}
	slices.Sort(inner)
	b.WriteString(strings.Join(inner, ""))
	return b.String()
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	scope := ""
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("in %q got %q, want %q", scope, a[i], b[i])
		}
		if strings.HasPrefix(a[i], "TYPE") {
			scope = a[i]
		}
	}
	return "one is longer"
}
