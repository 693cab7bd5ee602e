package cmd

import (
	"regexp"
	"slices"
	"strings"

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

// minLiteral is how many letters of a line a template must hold word for word to be taken as its origin.
const minLiteral = 6

// templateLine finds the one line of a file's template that makes a line: what stands outside its actions is in the
// line, in order. It is 0 when no line or several do, or when the layout of the file broke the line anew.
func templateLine(m *manifest.Manifest, o regen.Origin) int {
	chosen, err := choosePack(m)
	if err != nil {
		return 0
	}
	action := regexp.MustCompile(regexp.QuoteMeta(chosen.Left) + ".*?" + regexp.QuoteMeta(chosen.Right))
	best, at := minLiteral-1, 0
	for _, source := range chosen.Sources {
		if source.Name != o.Template {
			continue
		}
		for i, line := range strings.Split(source.Text, "\n") {
			var pattern []string
			literal := 0
			for _, part := range action.Split(strings.TrimSpace(line), -1) {
				pattern = append(pattern, regexp.QuoteMeta(part))
				literal += len(strings.TrimSpace(part))
			}
			matches, err := regexp.MatchString("^"+strings.Join(pattern, ".*")+"$", strings.TrimSpace(o.Text))
			switch {
			case err != nil || !matches || literal < best:
			case literal > best:
				best, at = literal, i+1
			default:
				at = 0 // as good as another
			}
		}
	}
	return at
}
