package flow

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/streamlift/streamlift/internal/source"
)

// FuzzSlices makes every slice of any text: none may panic or leave its functions, and all end.
func FuzzSlices(f *testing.F) {
	cases, err := filepath.Glob("testdata/slices/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range cases {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, seed := range []string{
		"while True:\n try:\n  break\n finally:\n  x = 1\nx", "def f():\n return f()\nf()", "break\ncontinue\nreturn x", "try:\n raise x\nexcept x as y:\n y\nelse:\n z = y\nfinally:\n z",
		"for x in x:\n for y in x:\n  continue\n else:\n  break\nelse:\n x", "match x:\n case [a, *b]: a\n case {'k': a, **c}: b", "class A:\n x = 1\n def f(self): self.x = A\nA().f(*a, **k)",
		"a = b\nb = a\na.c(b)\ndel a\nglobal a", "x = lambda x=x: (x := x)\nasync def g():\n async with x as y:\n  yield y",
	} {
		f.Add(seed)
	}
	c := loadCatalogue(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		tree, err := source.NewTree(fstest.MapFS{"app.py": {Data: []byte(text)}}, source.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		p := AnalyseApp(Reach(tree, "app.py"), c)
		slicer := p.Slicer(SliceOptions{Callers: true, Widgets: true})
		for _, fn := range p.Functions {
			for _, n := range slicer.graph(fn).nodes {
				if n.stmt == nil {
					continue
				}
				for _, s := range []*Slice{slicer.Backward(fn, n.stmt), slicer.Forward(fn, n.stmt)} {
					if len(s.Parts) == 0 {
						t.Fatalf("no part holds %T itself", n.stmt)
					}
					for _, part := range s.Parts {
						span := part.Function.Node.Span()
						for _, stmt := range part.Statements {
							if at := stmt.Span(); at.Start < span.Start || at.End > span.End {
								t.Errorf("%T at %v lies outside %v", stmt, at, span)
							}
						}
					}
				}
			}
		}
	})
}
