package cmd

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/regen"
)

// entriesOfLine narrows the entries of a file to those whose name the line's function, class or constant bears; all of
// them when none does.
func entriesOfLine(o regen.Origin, m *manifest.Manifest) []string {
	if !strings.HasSuffix(o.Path, ".py") || m == nil {
		return o.Entries
	}
	unit := plainName(unitAt(o.Content, o.Line))
	longest := 0
	var found []string
	for _, entry := range o.Entries {
		id := strings.TrimPrefix(entry, "operations.")
		names := []string{plainName(id)}
		for _, operation := range m.Operations {
			if operation.ID == id && operation.Name != "" {
				names = append(names, plainName(operation.Name))
			}
		}
		for _, name := range names {
			if name == "" || !strings.HasPrefix(unit, name) || len(name) < longest {
				continue
			}
			if len(name) > longest {
				longest, found = len(name), nil
			}
			if !slices.Contains(found, entry) {
				found = append(found, entry)
			}
		}
	}
	if len(found) == 0 {
		return o.Entries
	}
	return found
}

// plainName is a name without what conventions change: case and separators.
func plainName(name string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(name))
}

// unitAt is the name of the function, class or constant of a module that a line belongs to, with its decorators.
func unitAt(text string, line int) string {
	src := diag.NewSource("", text)
	before := 0
	for _, statement := range python.Parse(src, python.Options{}).Module.Body {
		last := src.Line(max(statement.Span().Start, statement.Span().End-1))
		if line > before && line <= last {
			switch n := statement.(type) {
			case *python.FunctionDef:
				return n.Name
			case *python.ClassDef:
				return n.Name
			case *python.Assign:
				if name, ok := n.Targets[0].(*python.Name); ok {
					return name.ID
				}
			}
			return ""
		}
		before = last
	}
	return ""
}

// templateLine finds the line of a template that made a line of a file, while the file is what would be generated now.
func templateLine(folder string, o regen.Origin) (generator.Origin, error) {
	p, err := openToRead(folder)
	if err != nil {
		return generator.Origin{}, err
	}
	chosen, err := p.pack()
	if err != nil {
		return generator.Origin{}, err
	}
	in, err := p.inputFor(chosen)
	if err != nil {
		return generator.Origin{}, err
	}
	content, lines, err := generator.Trace(in, o.Home)
	if err != nil || regen.HashOf(content) != o.Base || o.From > len(lines) {
		return generator.Origin{}, err
	}
	return lines[o.From-1], nil
}
