package flow

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/streamlift/streamlift/internal/oracle"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

// TestSlicesRun makes programs at random and cuts them down to the backward slice of what they print. CPython runs both:
// a slice that misses nothing prints the same. It also counts what is left, so that "everything" would not pass.
func TestSlicesRun(t *testing.T) {
	found := oracle.Interpreters()
	if len(found) == 0 {
		t.Skip("no CPython to run programs")
	}
	c := loadCatalogue(t)
	var pairs [][2]string
	whole, kept := 0, 0
	for seed := range uint64(120) {
		code := (&programmer{Rand: rand.New(rand.NewPCG(7, seed))}).program()
		tree, err := source.NewTree(fstest.MapFS{"app.py": {Data: []byte(code)}}, source.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		app := Reach(tree, "app.py")
		if len(app.Problems) > 0 {
			t.Fatalf("%s\n%s", app.Problems[0], code)
		}
		p := AnalyseApp(app, c)
		m := p.Modules[0]
		last := m.File.Module.Body[len(m.File.Module.Body)-1]
		cut := cutDown(m, p.Slicer(SliceOptions{}).Backward(m.Body, last))
		pairs = append(pairs, [2]string{code, cut})
		whole += len(strings.Split(code, "\n"))
		kept += len(strings.Split(cut, "\n")) - strings.Count(cut, "pass\n")
	}
	script := "import io, json, sys, contextlib\n" +
		"def run(code):\n" +
		"    out = io.StringIO()\n" +
		"    with contextlib.redirect_stdout(out):\n" +
		"        try: exec(compile(code, 'p', 'exec'), {'__name__': 'p'})\n" +
		"        except Exception as e: print(type(e).__name__)\n" +
		"    return out.getvalue()\n" +
		"print(json.dumps([[run(a), run(b)] for a, b in json.load(sys.stdin)]))\n"
	input, err := json.Marshal(pairs)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(found[0].Path, "-I", "-c", script)
	cmd.Stdin = strings.NewReader(string(input))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var printed [][2]string
	if err := json.Unmarshal(out, &printed); err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i, both := range printed {
		if both[0] != both[1] {
			if wrong++; wrong <= 3 {
				t.Errorf("program %d prints %q, its slice %q\n%s\n--- slice\n%s", i, both[0], both[1], pairs[i][0], pairs[i][1])
			}
		}
	}
	t.Logf("%d programs, %d wrong, %d of %d lines kept", len(pairs), wrong, kept, whole)
	if kept*10 > whole*9 {
		t.Errorf("slices keep %d of %d lines", kept, whole)
	}
}

// cutDown writes a program with only the statements of a slice; functions keep their heads.
func cutDown(m *Module, s *Slice) string {
	in := map[python.Stmt]bool{}
	for _, part := range s.Parts {
		for _, stmt := range part.Statements {
			in[stmt] = true
		}
	}
	w := &cutter{m: m, in: in}
	w.block(m.File.Module.Body, "")
	return w.out.String()
}

type cutter struct {
	m   *Module
	in  map[python.Stmt]bool
	out strings.Builder
}

func (w *cutter) line(at int) {
	w.out.WriteString(w.m.File.Source.LineText(w.m.File.Source.Line(at)) + "\n")
}

func (w *cutter) block(list []python.Stmt, indent string) {
	for _, s := range list {
		_, def := s.(*python.FunctionDef)
		_, global := s.(*python.Global)
		if !w.in[s] && !def && !global {
			w.out.WriteString(indent + "pass\n")
			continue
		}
		w.line(s.Span().Start)
		inner := indent + "    "
		switch s := s.(type) {
		case *python.FunctionDef:
			w.block(s.Body, inner)
		case *python.If:
			w.orElse(s.Body, s.OrElse, indent)
		case *python.For:
			w.orElse(s.Body, s.OrElse, indent)
		case *python.While:
			w.orElse(s.Body, s.OrElse, indent)
		case *python.Try:
			w.block(s.Body, inner)
			for _, h := range s.Handlers {
				w.line(int(h.Start))
				w.block(h.Body, inner)
			}
			if len(s.Finally) > 0 {
				w.out.WriteString(indent + "finally:\n")
				w.block(s.Finally, inner)
			}
		}
	}
}

func (w *cutter) orElse(body, orElse []python.Stmt, indent string) {
	w.block(body, indent+"    ")
	if len(orElse) > 0 {
		w.out.WriteString(indent + "else:\n")
		w.block(orElse, indent+"    ")
	}
}

// programmer writes programs that end.
type programmer struct {
	*rand.Rand
	out   strings.Builder
	loops int
	def   bool
}

func (p *programmer) program() string {
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		p.put(0, "%s = %d", name, p.IntN(9))
	}
	p.put(0, "xs = [1, 2]")
	p.put(0, "ys = [3]")
	p.put(0, "zs = xs")
	p.put(0, "ws = [4]")
	p.put(0, "us = [5]")
	for i := range 2 {
		p.put(0, "def f%d(n, vs):", i)
		p.def = true
		if p.IntN(2) == 0 {
			p.put(1, "global %s", p.pick("a", "b"))
		}
		p.put(1, "a = b = n") // locals, unless global
		p.block(1, 2)
		p.put(1, "return %s", p.number(true))
		p.def = false
	}
	p.block(0, 10)
	p.put(0, "print(%s)", p.pick("a", "b", "c", "d", "e", "f", "g", "h", "xs", "ys", "ws", "us"))
	return p.out.String()
}

func (p *programmer) put(depth int, format string, args ...any) {
	p.out.WriteString(strings.Repeat("    ", depth) + fmt.Sprintf(format, args...) + "\n")
}

func (p *programmer) pick(from ...string) string { return from[p.IntN(len(from))] }

func (p *programmer) number(inDef bool) string {
	names := []string{"a", "b", "len(xs)", "sum(ys)", "1", "3"}
	if inDef {
		names = append(names, "n", "len(vs)")
	} else {
		names = append(names, "c", "d", "e", "f", "g", "h")
	}
	switch p.IntN(6) {
	case 0:
		return p.pick(names...) + p.pick(" + ", " - ", " * ") + p.pick(names...)
	case 1:
		if !inDef {
			return fmt.Sprintf("f%d(%s, %s)", p.IntN(2), p.pick(names...), p.list())
		}
	}
	return p.pick(names...)
}

func (p *programmer) list() string {
	if p.def {
		return p.pick("xs", "ys", "vs")
	}
	return p.pick("xs", "ys", "zs", "ws", "us")
}

func (p *programmer) block(depth, n int) {
	for range n {
		p.statement(depth)
	}
}

func (p *programmer) variable() string {
	if p.def {
		return p.pick("a", "b")
	}
	return p.pick("a", "b", "c", "d", "e", "f", "g", "h")
}

func (p *programmer) statement(depth int) {
	kind := p.IntN(15)
	if depth > 3 {
		kind %= 7
	}
	switch kind {
	case 0, 1, 2:
		p.put(depth, "%s = %s", p.variable(), p.number(p.def))
	case 3:
		p.put(depth, "%s += %s", p.variable(), p.number(p.def))
	case 4:
		p.put(depth, "%s.append(%s)", p.list(), p.number(p.def))
	case 5:
		p.put(depth, "%s[0] = %s", p.list(), p.number(p.def))
	case 6:
		if p.def {
			p.put(depth, "vs = %s", p.list())
		} else {
			p.put(depth, "%s = %s", p.pick("ys", "zs"), p.pick("xs", "ys", "zs", "[0] + xs", "list(zs)"))
		}
	case 7, 8, 9:
		p.put(depth, "if %s > %d:", p.number(p.def), p.IntN(8))
		p.block(depth+1, 2)
		if p.IntN(2) == 0 {
			p.put(depth, "else:")
			p.block(depth+1, 2)
		}
	case 10, 11:
		p.put(depth, "for %s in range(%d):", p.variable(), p.IntN(4))
		p.loops++
		p.block(depth+1, 2)
		p.loops--
	case 12:
		p.put(depth, "try:")
		p.block(depth+1, 2)
		p.put(depth+1, "%s = 10 // (%s)", p.variable(), p.number(p.def))
		p.put(depth, "except ZeroDivisionError:")
		p.block(depth+1, 1)
		if p.IntN(2) == 0 {
			p.put(depth, "finally:")
			p.block(depth+1, 1)
		}
	case 13:
		p.jump(depth)
	case 14:
		if !p.def {
			p.put(depth, "f%d(%s, %s)", p.IntN(2), p.number(false), p.list())
		} else {
			p.put(depth, "%s = %s", p.variable(), p.number(true))
		}
	}
}

func (p *programmer) jump(depth int) {
	jumps := []string{"%s = 1"}
	if p.loops > 0 {
		jumps = []string{"break", "continue"}
	} else if p.def {
		jumps = []string{"return n"}
	}
	p.put(depth, "if %s > %d:", p.number(p.def), p.IntN(6))
	jump := jumps[p.IntN(len(jumps))]
	if strings.Contains(jump, "%s") {
		jump = fmt.Sprintf(jump, p.variable())
	}
	p.put(depth+1, "%s", jump)
}
