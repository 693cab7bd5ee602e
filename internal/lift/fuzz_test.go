package lift

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

// FuzzMove moves every function of an app of two files, whatever stands in them: no panic, the same twice, both sides
// Python where the app is, no name on either side that the app did not lack too, and no byte of the pages changed when
// nothing moved.
func FuzzMove(f *testing.F) {
	c, err := catalogue.Load()
	if err != nil {
		f.Fatal(err)
	}
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, file := range cases {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		page, module := "", ""
		for _, part := range archive.Files {
			switch {
			case part.Name == "app/app.py":
				page = string(part.Data)
			case strings.HasPrefix(part.Name, "app/") && strings.HasSuffix(part.Name, ".py"):
				module = string(part.Data)
				f.Add(page, module)
			}
		}
		f.Add(page, module)
	}
	f.Add("n = d()\n", "def d(): ") // found: a body that could not be read
	f.Fuzz(func(t *testing.T, page, module string) {
		moves(t, c, map[string]string{"app.py": page + "\nimport core\n", "core.py": module})
	})
}

// TestMoveRandomApps holds the same for apps made of statements that mention each other at random.
func TestMoveRandomApps(t *testing.T) {
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	moved := 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 6))
		given := map[string]string{"app.py": randomModule(r, "core") + "import core\n", "core.py": randomModule(r, "app")}
		moved += moves(t, c, given)
		if t.Failed() {
			t.Fatalf("seed %d:\n== app.py\n%s\n== core.py\n%s", seed, given["app.py"], given["core.py"])
		}
	}

	if moved < 400 {
		t.Errorf("only %d functions moved", moved)
	}
}

// randomModule is a module whose statements mention names of its own, and of another module, at random.
func randomModule(r *rand.Rand, other string) string {
	var b strings.Builder
	b.WriteString("import streamlit as st\n")
	if other == "core" {
		b.WriteString("from core import C0, f0, f1 as g1, K0\n")
	} else if r.IntN(2) == 0 {
		b.Reset()
	}
	draws := b.Len() > 0
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	value := func() string {
		return pick("1", "'x'", "C0", "C1", "C2 + 1", "f0(1)", "f1(C1)", "[C0 for C0 in (1, 2)]", "json.dumps(C1)", "Decimal(1)", "m.pi", "K0().size(2)",
			"(lambda n: n + C2)(1)", "k0.size(C0)", "os.path.join('a', C1)", "{C1: f2}", "f'{C0}{m.e}'", "K1")
	}
	statements := []func() string{
		func() string { return pick("import json, os", "import os, json", "import json\nimport os.path") },
		func() string { return pick("import math as m", "import math as m, sys") },
		func() string {
			return pick("from decimal import Decimal, ROUND_UP", "from decimal import (\n    ROUND_UP,\n    Decimal,  # money\n)")
		},
		func() string { return "C0 = " + pick("1", "'a'", "(1, 2)") },
		func() string { return "C1 = " + value() },
		func() string {
			return pick("C2 = 2", "C2: int = 2", "try:\n    C2 = 3\nexcept ValueError:\n    C2 = 4", "if C0:\n    C2 = 1\nelse:\n    C2 = 2")
		},
		func() string {
			return "class K0:\n    unit = " + value() + "\n\n    def __init__(self):\n        self.n = " + value() + "\n\n    def size(self, a):\n        return self.n + " + value()
		},
		func() string { return "class K1(K0):\n    def more(self, a=C0):\n        return " + value() },
		func() string { return "k0 = K0()" },
		func() string { return "def f0(a):\n    \"\"\"Doc.\"\"\"\n    return " + value() },
		func() string {
			return "def f1(a, b=C0):\n    import " + pick("csv", "core as again", "json") + "\n    return [a, " + value() + "]"
		},
		func() string {
			return "@" + pick("functools.cache", "staticmethod") + "\ndef f2(a):\n    def inner(x):\n        return " + value() + "\n    return inner(a)"
		},
		func() string { return "import functools" },
		func() string {
			return pick("st.write("+value()+")", "if st.button('go'):\n    st.write("+value()+")", "f0("+value()+")")
		},
	}
	if !draws {
		statements = statements[:len(statements)-1]
	}
	for _, i := range r.Perm(len(statements)) {
		b.WriteString(statements[i]() + "\n" + pick("", "", "\n\n", "# a comment\n"))
	}
	return b.String()
}

// moves moves every function of an app, checks what must hold, and gives how many moved.
func moves(t *testing.T, c *catalogue.Catalogue, given map[string]string) int {
	t.Helper()
	in, ok := wholeInput(given, c)
	if !ok {
		return 0
	}
	result := Move(in)
	again, _ := wholeInput(given, c)
	if !reflect.DeepEqual(result, Move(again)) {
		t.Fatal("twice is not the same")
	}
	lacking, before, files := map[string]bool{clientModule: true}, map[string]*flow.Scope{}, false
	for path, text := range given {
		parsed := python.Parse(diag.NewSource(path, text), python.Options{})
		if len(parsed.Problems) > 0 {
			return 0
		}
		maps.Copy(lacking, lacks(parsed.Module))
		before[path] = flow.Bind(parsed.Module).Top
		files = files || strings.Contains(text, "__file__")
	}
	for _, top := range before {
		for _, name := range unbound(top, before) {
			lacking[name] = true
		}
	}
	tops := map[string]*flow.Scope{}
	for _, file := range append(append([]File{}, result.UI...), result.Service...) {
		if len(result.Moved) == 0 && file.Text != given[file.Path] && !files {
			t.Errorf("nothing moved, and %s is\n%s", file.Path, file.Text)
		}
		parsed := python.Parse(diag.NewSource(file.Path, file.Text), python.Options{})
		if len(parsed.Problems) > 0 {
			t.Errorf("%s is no Python: %v\n%s", file.Path, parsed.Problems, file.Text)
			continue
		}
		for name := range lacks(parsed.Module) {
			if !lacking[name] {
				t.Errorf("%s lacks %q\n%s", file.Path, name, file.Text)
			}
		}
		tops[file.Path] = flow.Bind(parsed.Module).Top
	}
	for path, top := range tops {
		for _, name := range unbound(top, tops) {
			if !lacking[name] {
				t.Errorf("%s imports %s, which is not there", path, name)
			}
		}
	}
	return len(result.Moved)
}

// unbound are the names that a module imports from another one of the same side, which does not bind them.
func unbound(top *flow.Scope, tops map[string]*flow.Scope) []string {
	var missing []string
	eachScope(top, func(scope *flow.Scope) {
		for _, symbol := range scope.Symbols {
			for _, binding := range symbol.Bindings {
				if binding.Import == nil || binding.Import.Name == "" {
					continue
				}
				file := strings.ReplaceAll(strings.TrimPrefix(binding.Import.Module, "demo."), ".", "/") + ".py"
				target, ours := tops[file], strings.HasPrefix(binding.Import.Module, "demo.legacy.") && !strings.HasSuffix(binding.Import.Module, "."+shimFile)
				if target == nil && ours || target != nil && target.Lookup(binding.Import.Name) == nil {
					missing = append(missing, binding.Import.Name)
				}
			}
		}
	})
	return missing
}

// wholeInput asks for every function of an app.
func wholeInput(files map[string]string, c *catalogue.Catalogue) (Input, bool) {
	fsys := fstest.MapFS{}
	for path, text := range files {
		fsys[path] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.NewTree(fsys, source.Limits{})
	if err != nil {
		return Input{}, false
	}
	in := Input{Package: "demo", App: flow.Reach(tree, "app.py")}
	in.Program = flow.AnalyseApp(in.App, c)
	for i, fn := range in.Program.Functions {
		if fn.Def() != nil {
			in.Operations = append(in.Operations, Operation{ID: fmt.Sprintf("op%04d", i), File: fn.Module.Path, Function: fn.Path})
		}
	}
	return in, true
}

// lacks are the names that a module looks up and nothing in it binds; none where a star import may.
func lacks(module *python.Module) map[string]bool {
	names, found := flow.Bind(module), map[string]bool{}
	if len(names.Top.Stars) > 0 {
		return nil
	}
	for name := range names.At {
		if names.Variable(name) == nil {
			found[name.ID] = true
		}
	}
	return found
}
