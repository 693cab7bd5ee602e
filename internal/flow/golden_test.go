package flow

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/source"
)

// TestGolden reads the apps of testdata/cases: what is expected of a line stands behind `#:` beside it, as
// `key value; key value`. Of a line: causes, calls, unknown, changes, type, key. Of the def that begins there: effects,
// class, returns, mutates, uses, cost, stops, why EFFECT. Of a statement: defines, reads. Of the file: page-effects, page-class.
func TestGolden(t *testing.T) {
	c := loadCatalogue(t)
	dirs, err := filepath.Glob("testdata/cases/*")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, dir := range dirs {
		p := analyseFolder(t, c, dir)
		for _, m := range p.Modules {
			for _, span := range m.File.Comments {
				text, ok := strings.CutPrefix(m.File.Source.Text[span.Start:span.End], "#: ")
				if !ok {
					continue
				}
				line := m.File.Source.Position(span.Start).Line
				for _, part := range strings.Split(text, "; ") {
					count++
					key, want, _ := strings.Cut(strings.TrimSpace(part), " ")
					if strings.HasPrefix(key, "why") {
						effect, chain, _ := strings.Cut(want, ": ")
						key, want = "why "+effect, chain
					}
					if got := lineFacts(p, m, line, key); sorted(got) != sorted(want) {
						t.Errorf("%s/%s:%d: %s\n  is   %s\n  want %s", dir, m.Path, line, key, got, want)
					}
				}
			}
		}
	}
	if count < 150 {
		t.Fatalf("only %d expectations", count)
	}
	t.Log(count, "expectations")
}

// analyseFolder analyses a case: app.py is its entry, other files are reached or added.
func analyseFolder(t testing.TB, c *catalogue.Catalogue, dir string) *Program {
	t.Helper()
	tree, err := source.NewTree(os.DirFS(dir), source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	app := Reach(tree, "app.py")
	if len(app.Problems) > 0 {
		t.Fatal(app.Problems)
	}
	return AnalyseApp(app, c)
}

// lineFacts is what flow says about a line under a key.
func lineFacts(p *Program, m *Module, line int, key string) string {
	lineOf := func(m *Module, start int) int { return m.File.Source.Position(start).Line }
	var effects catalogue.Effects
	var calls, unknown, changes, keys []string
	typ := "-"
	var def *Function
	for _, fn := range p.Functions {
		if fn.Module != m {
			continue
		}
		if fn.Node != m.File.Module && lineOf(m, fn.Node.Span().Start) == line {
			if def == nil || def.Def() == nil {
				def = fn
			}
		}
		for i := range fn.Events {
			e := &fn.Events[i]
			if lineOf(m, e.Span().Start) != line {
				continue
			}
			effects |= e.Effects
			if e.Callee != nil {
				effects |= e.Callee.out
			}
			if e.Key != "" {
				keys = append(keys, e.Key)
			}
			if e.Kind == UnknownCall {
				unknown = append(unknown, e.Name)
			}
		}
		for _, call := range fn.Calls {
			if lineOf(m, call.Node.Span().Start) == line {
				for _, target := range call.Targets {
					calls = append(calls, strings.TrimPrefix(target, m.Path+":"))
				}
				changes = append(changes, call.Mutates...)
			}
		}
		if got, ok := assignedType(p, fn, m, line); ok {
			typ = got
		}
	}
	if key == "defines" || key == "reads" {
		return statementNames(p, m, line, key)
	}
	switch key {
	case "causes":
		return effects.String()
	case "calls":
		return listed(calls)
	case "unknown":
		return listed(unknown)
	case "changes":
		return listed(changes)
	case "key":
		return listed(keys)
	case "type":
		return typ
	case "page-effects":
		return m.Body.Effects.String()
	case "page-class":
		return m.Body.Class.String()
	}
	if def == nil {
		return fmt.Sprintf("no such key, or no def on this line")
	}
	return defFacts(p, def, key)
}

func defFacts(p *Program, def *Function, key string) string {
	switch key {
	case "effects":
		return def.Effects.String()
	case "class":
		return def.Class.String()
	case "returns":
		return strings.ReplaceAll(def.Returns, def.Module.Path+":", "")
	case "cost":
		return def.Cost.String()
	case "stops":
		return strconv.FormatBool(def.MayStop)
	case "mutates":
		return listed(def.Mutated)
	case "uses":
		var uses []string
		for _, s := range def.Def().Body {
			uses = append(uses, p.Facts(def, s).Uses...)
		}
		return listed(uses)
	case "because":
		return places(def, def.Because)
	}
	if name, ok := strings.CutPrefix(key, "why "); ok {
		effect, known := catalogue.ParseEffect(name)
		if !known {
			return "no such effect"
		}
		return places(def, p.Chain(def, effect))
	}
	return "no such key"
}

// places are the lines of a chain, with the file where it is another.
func places(def *Function, chain []Step) string {
	var out []string
	for _, s := range chain {
		line := strconv.Itoa(s.In.Module.File.Source.Position(s.Event.Span().Start).Line)
		if s.In.Module != def.Module {
			line = s.In.Module.Path + ":" + line
		}
		out = append(out, line)
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, " > ")
}

// sorted is a list with its parts in order; chains stay as they are.
func sorted(list string) string {
	parts := strings.Split(list, ", ")
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

func listed(names []string) string {
	if len(names) == 0 {
		return "-"
	}
	names = slices.Clone(names)
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}
