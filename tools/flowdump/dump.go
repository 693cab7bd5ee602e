package main

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

type document struct {
	Modules    []module   `json:"modules"`
	Unresolved []string   `json:"unresolved"`
	Problems   []string   `json:"problems"`
	Functions  []function `json:"functions"`
}

type module struct {
	Path    string   `json:"path"`
	Page    bool     `json:"page"`
	Reaches []string `json:"reaches"`
	Scope   scope    `json:"scope"`
}

type scope struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Symbols []string `json:"symbols"`
	Inner   []scope  `json:"inner,omitempty"`
}

type function struct {
	ID      string   `json:"id"`
	Place   string   `json:"place"`
	Class   string   `json:"class"`
	Because []string `json:"because"`
	Returns string   `json:"returns"`
	Mutates []string `json:"mutates"`
	Cache   string   `json:"cache,omitempty"`
	Effects []effect `json:"effects"`
	Calls   []call   `json:"calls"`
}

type effect struct {
	Name  string   `json:"name"`
	Chain []string `json:"chain"`
}

type call struct {
	Place   string   `json:"place"`
	Name    string   `json:"name"`
	Targets []string `json:"targets"`
	Unknown bool     `json:"unknown,omitempty"`
	Mutates []string `json:"mutates,omitempty"`
}

func dump(app *flow.App, p *flow.Program) document {
	d := document{Modules: []module{}, Unresolved: []string{}, Problems: []string{}, Functions: []function{}}
	reaches := map[*flow.Module][]string{}
	for _, e := range app.Edges {
		if e.From != nil {
			reaches[e.From] = append(reaches[e.From], fmt.Sprintf("%s %s at %s", e.Kind, e.To.Path, place(e.From, e.Node)))
		}
	}
	for _, m := range app.Modules {
		d.Modules = append(d.Modules, module{Path: m.Path, Page: m.Page, Reaches: append([]string{}, reaches[m]...), Scope: scopeOf(m.Names.Top)})
	}
	for _, u := range app.Unresolved {
		d.Unresolved = append(d.Unresolved, u.Diagnostic().String())
	}
	for _, problem := range app.Problems {
		d.Problems = append(d.Problems, problem.String())
	}
	for _, fn := range p.Functions {
		d.Functions = append(d.Functions, functionOf(p, fn))
	}
	return d
}

func functionOf(p *flow.Program, fn *flow.Function) function {
	out := function{
		ID: fn.ID(), Place: place(fn.Module, fn.Node), Class: fn.Class.String(), Because: steps(fn.Because), Returns: fn.Returns,
		Mutates: append([]string{}, fn.Mutated...), Cache: fn.Cache, Effects: []effect{}, Calls: []call{},
	}
	for _, e := range fn.Effects.List() {
		out.Effects = append(out.Effects, effect{Name: e.String(), Chain: steps(p.Chain(fn, e))})
	}
	for _, c := range fn.Calls {
		out.Calls = append(out.Calls, call{
			Place: place(fn.Module, c.Node), Name: c.Name, Targets: append([]string{}, c.Targets...), Unknown: c.Unknown, Mutates: c.Mutates,
		})
	}
	return out
}

// steps writes a chain: each place with what happens there.
func steps(chain []flow.Step) []string {
	out := []string{}
	for _, s := range chain {
		out = append(out, place(s.In.Module, s.Event.Node)+": "+s.Event.Says())
	}
	return out
}

func place(m *flow.Module, node python.Node) string {
	pos := m.File.Source.Position(node.Span().Start)
	return diag.Place(m.Path, pos)
}

func scopeOf(s *flow.Scope) scope {
	out := scope{Name: s.Name, Kind: [...]string{"module", "function", "class", "type"}[s.Kind], Symbols: []string{}}
	for name, sym := range s.Symbols {
		kind := sym.Where.String()
		if sym.Param {
			kind = "parameter"
		} else if sym.Imported {
			kind += " imported"
		}
		out.Symbols = append(out.Symbols, name+": "+kind)
	}
	sort.Strings(out.Symbols)
	for _, child := range s.Children {
		out.Inner = append(out.Inner, scopeOf(child))
	}
	return out
}

// text is the form for people: a line a function, then its effects with their chains.
func (d document) text(out io.Writer) error {
	var b strings.Builder
	for _, fn := range d.Functions {
		fmt.Fprintf(&b, "%s: %s is %s", fn.Place, fn.ID, fn.Class)
		if len(fn.Because) > 0 {
			fmt.Fprintf(&b, ", because %s", strings.Join(fn.Because, " → "))
		}
		b.WriteString("\n")
		for _, e := range fn.Effects {
			fmt.Fprintf(&b, "    %s: %s\n", e.Name, strings.Join(e.Chain, " → "))
		}
		for _, c := range fn.Calls {
			if c.Unknown {
				fmt.Fprintf(&b, "    not known: %s at %s\n", c.Name, c.Place)
			}
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
