package lift

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// Shape is what a parameter takes where JSON has a list or an object: whoever sends JSON must have it made.
type Shape struct {
	Parameter string
	Container string // tuple, set or frozenset; empty: a list, or none
	Module    string // of the class, dotted below the service's package; empty: no class
	Class     string
}

// shapes are those of a function's parameters that are no plain values, lists or dicts.
func (m *mover) shapes(fn *flow.Function) []Shape {
	var found []Shape
	for _, arg := range allArgs(fn.Def().Params) {
		typ := m.annotated(fn, arg)
		if typ == "-" {
			typ = m.Program.TypeOf(fn, &python.Name{ID: arg.Name})
		}
		shape := Shape{Parameter: arg.Name}
		for _, part := range typeParts(typ) {
			name := strings.ToLower(part[strings.LastIndexByte(part, '.')+1:])
			if shape.Container == "" && slices.Contains([]string{"tuple", "set", "frozenset", "list", "dict", "sequence", "mapping"}, name) {
				shape.Container = name
			}
			class := m.classNamed(fn.Module, part)
			if class != nil && m.uncarried(class) == "" && !isEnum(class) {
				shape.Module, shape.Class = m.names.dotted(class.Module), class.Name
			}
		}
		if !slices.Contains([]string{"tuple", "set", "frozenset"}, shape.Container) {
			shape.Container = ""
		}
		if shape != (Shape{Parameter: arg.Name}) {
			found = append(found, shape)
		}
	}
	return found
}

// isEnum reports whether the members of a class are all that there is of it.
func isEnum(class *flow.Class) bool {
	return slices.ContainsFunc(class.Bases, func(base string) bool { return strings.HasSuffix(base, "Enum") })
}
