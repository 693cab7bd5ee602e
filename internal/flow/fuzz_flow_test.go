package flow

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/catalogue"
)

// FuzzAnalyse holds for any text: no panic, an end, every event and call inside the file and in order, and the same
// result twice.
func FuzzAnalyse(f *testing.F) {
	cases, err := filepath.Glob("testdata/cases/*/app.py")
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
		"def f(x=lambda: f()): return f\nf(f)(f)", "class A(A): pass\nA().a.b.c()", "from . import *\nfrom .x import y",
		"x = [x for x in x]\nx.append(x)\nfor x in x: x()", "def d(f): return d\n@d\n@d(d)\ndef g(): g()",
		"class A:\n def __iter__(self): return self\n def __enter__(self): return self\nfor a in A():\n with A() as b: b[0]()",
		"q = q + 'SELECT'\nq += q\nimport sqlite3\nsqlite3.connect(q).execute(q % q)", "a, *b = *a, b = {**a}, [*b]\na(*b, **a)",
		"import streamlit as st\nst.session_state[st.session_state] = st\nst.session_state.a()", "class C:\n @property\n def p(self): return self.p\nC().p.p()",
	} {
		f.Add(seed)
	}
	c, err := catalogue.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := oneModule(c, text)
		for _, fn := range p.Functions {
			at := 0
			for i := range fn.Events {
				span := fn.Events[i].Span()
				if span.Start < at || span.End > len(text) {
					t.Fatalf("%s: event %v is not inside the file and behind %d", fn.Path, span, at)
				}
				at = span.Start
			}
		}
		if first, second := dumpText(p), dumpText(oneModule(c, text)); first != second {
			t.Fatalf("twice is not the same:\n%s\n%s", first, second)
		}
	})
}

// dumpText is all that an analysis says, for comparing.
func dumpText(p *Program) string {
	var b strings.Builder
	for _, fn := range p.Functions {
		b.WriteString(fn.ID() + " " + fn.Class.String() + " " + fn.Effects.String() + " " + fn.Returns + " " + strings.Join(fn.Mutated, ","))
		for _, row := range catalogue.EffectTable() {
			b.WriteString(" " + Explain(p.Chain(fn, row.Effect)))
		}
		for _, c := range fn.Calls {
			b.WriteString(" " + c.Name + ">" + strings.Join(c.Targets, ","))
		}
		b.WriteString("\n")
	}
	return b.String()
}
