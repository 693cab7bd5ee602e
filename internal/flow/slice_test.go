package flow

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

// TestSlices reads the apps of testdata/slices. Behind `#:` a line says: `backward a` or `forward a` that the slice a
// begins with its statement, `… of NAME` with what the name is there, `… callers` and `… widgets` how far it goes;
// `in a` that the line is part of it; `input a KIND` that a value comes in; `doubt a` that the slice may miss
// something because of this line. Lines that say nothing are not part of it.
func TestSlices(t *testing.T) {
	c := loadCatalogue(t)
	cases, err := filepath.Glob("testdata/slices/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := fstest.MapFS{}
			for _, f := range archive.Files {
				files[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			tree, err := source.NewTree(files, source.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			app := Reach(tree, "app.py")
			if len(app.Problems) > 0 {
				t.Fatal(app.Problems)
			}
			p := AnalyseApp(app, c)
			wants := expectedSlices(t, p)
			if len(wants) == 0 {
				t.Fatal("no slice is asked for")
			}
			for label, want := range wants {
				if want.run == nil {
					t.Errorf("nothing begins slice %s", label)
					continue
				}
				if got := sliceLines(want.run()); !slices.Equal(got, sortedLines(want.lines)) {
					t.Errorf("slice %s\n got %s\nwant %s", label, strings.Join(got, "\n     "), strings.Join(sortedLines(want.lines), "\n     "))
				}
			}
		})
	}
}

// expectedSlice is what a case says of one slice.
type expectedSlice struct {
	run   func() *Slice
	lines []string
}

func expectedSlices(t *testing.T, p *Program) map[string]*expectedSlice {
	t.Helper()
	wants := map[string]*expectedSlice{}
	for _, m := range p.Modules {
		for _, span := range m.File.Comments {
			text, ok := strings.CutPrefix(m.File.Source.Text[span.Start:span.End], "#: ")
			if !ok {
				continue
			}
			place := fmt.Sprintf("%s:%02d", m.Path, m.File.Source.Line(span.Start))
			for _, part := range strings.Split(text, "; ") {
				words := strings.Fields(part)
				for _, label := range words[1:2] {
					if wants[label] == nil {
						wants[label] = &expectedSlice{}
					}
				}
				want := wants[words[1]]
				switch words[0] {
				case "backward", "forward":
					want.run = sliceAt(t, p, m, m.File.Source.Line(span.Start), words)
					want.lines = append(want.lines, place+" in")
				case "in":
					for _, label := range words[1:] {
						if wants[label] == nil {
							wants[label] = &expectedSlice{}
						}
						wants[label].lines = append(wants[label].lines, place+" in")
					}
				case "input":
					want.lines = append(want.lines, place+" input "+strings.Join(words[2:], " "))
				case "doubt":
					want.lines = append(want.lines, place+" doubt")
				default:
					t.Errorf("%s: %q says nothing", place, part)
				}
			}
		}
	}
	return wants
}

// sliceAt prepares the slice that begins on a line.
func sliceAt(t *testing.T, p *Program, m *Module, line int, words []string) func() *Slice {
	t.Helper()
	opts := SliceOptions{Callers: slices.Contains(words, "callers"), Widgets: slices.Contains(words, "widgets")}
	slicer := p.Slicer(opts)
	slice := slicer.Backward
	if words[0] == "forward" {
		slice = slicer.Forward
	}
	var stmt python.Stmt
	EachStatement(m.File.Module.Body, func(s python.Stmt) bool {
		if m.File.Source.Line(s.Span().Start) == line {
			stmt = s
		}
		return true
	})
	if stmt == nil {
		t.Fatalf("%s:%d: no statement", m.Path, line)
	}
	fn := m.Body
	for _, other := range p.Functions {
		if def := other.Def(); def != nil && other.Module == m && def.Start < int32(stmt.Span().Start) && int32(stmt.Span().End) <= def.End && def.Start >= int32(fn.Node.Span().Start) {
			fn = other
		}
	}
	var at python.Node = stmt
	if i := slices.Index(words, "of"); i > 0 {
		EachExpression(stmt, func(inner python.Expr) {
			if name, ok := inner.(*python.Name); ok && name.ID == words[i+1] && name.Ctx == python.Load {
				at = name
			}
		})
		if at == python.Node(stmt) {
			t.Fatalf("%s:%d: no %s", m.Path, line, words[i+1])
		}
	}
	return func() *Slice { return slice(fn, at) }
}

func sliceLines(s *Slice) []string {
	var out []string
	place := func(fn *Function, n python.Node) string {
		return fmt.Sprintf("%s:%02d", fn.Module.Path, fn.Module.File.Source.Line(n.Span().Start))
	}
	for _, part := range s.Parts {
		for _, stmt := range part.Statements {
			out = append(out, place(part.Function, stmt)+" in")
		}
	}
	for _, in := range s.Inputs {
		out = append(out, place(in.In, in.Node)+" input "+in.Kind.String())
	}
	for _, d := range s.Doubts {
		out = append(out, place(d.In, d.Node)+" doubt")
	}
	return sortedLines(out)
}

func sortedLines(lines []string) []string {
	slices.Sort(lines)
	return slices.Compact(lines)
}
