package packdev

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/streamlift/streamlift/internal/pack"
)

// Difference is one thing that a layer changes of the pack below it.
type Difference struct {
	What string // adds, drops, replaces, merges, sets or hides
	Name string // path, partial or parameter
	Diff string // of the templates, where one replaces another
}

// Compare tells what the uppermost layer of a pack changes of base, the pack below it.
func Compare(base, p *pack.Pack) []Difference {
	var out []Difference
	for _, f := range p.Files {
		at := slices.IndexFunc(base.Files, func(b pack.File) bool { return b.Path == f.Path })
		switch {
		case at < 0:
			out = append(out, Difference{What: "adds", Name: f.Path})
			continue
		case base.Files[at].Template != f.Template:
			old := base.Files[at].Template
			out = append(out, Difference{What: "replaces", Name: f.Path, Diff: udiff.Unified(old, f.Template, textOf(base, old), textOf(p, f.Template))})
		}
		for _, name := range f.Merges[len(base.Files[at].Merges):] {
			out = append(out, Difference{What: "merges", Name: f.Path, Diff: added(textOf(p, name))})
		}
	}
	for _, b := range base.Files {
		if !slices.ContainsFunc(p.Files, func(f pack.File) bool { return f.Path == b.Path }) {
			out = append(out, Difference{What: "drops", Name: b.Path})
		}
	}
	return append(out, parameters(base, p)...)
}

// parameters tells what becomes of parameters, and of partials.
func parameters(base, p *pack.Pack) []Difference {
	var out []Difference
	for _, one := range p.Parameters {
		switch below, known := base.Parameter(one.Name); {
		case !known:
			out = append(out, Difference{What: "adds", Name: "parameter " + one.Name})
		case one.Hidden && !below.Hidden:
			out = append(out, Difference{What: "hides", Name: "parameter " + one.Name})
		case fmt.Sprint(one.Default) != fmt.Sprint(below.Default):
			out = append(out, Difference{What: "sets", Name: fmt.Sprintf("parameter %s to %v", one.Name, one.Default)})
		}
	}
	for _, t := range p.Sources {
		name, partial := t.Partial()
		if !partial || t.Layer != p.Name {
			continue
		}
		what, diff := "adds", ""
		for _, old := range base.Sources {
			if other, is := old.Partial(); is && other == name {
				what, diff = "replaces", udiff.Unified(old.Name, t.Name, old.Text, t.Text)
			}
		}
		out = append(out, Difference{What: what, Name: "partial " + name, Diff: diff})
	}
	return out
}

func textOf(p *pack.Pack, template string) string {
	for _, t := range p.Sources {
		if t.Name == template {
			return t.Text
		}
	}
	return ""
}

// added is a text as a diff shows new lines.
func added(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("+" + strings.TrimSuffix(line, "\n") + "\n")
	}
	return b.String()
}
