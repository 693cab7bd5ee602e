package python

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
)

// part is a node with the name of the field that holds it.
type part struct {
	field string
	node  Node
}

// parts are the nodes directly inside a node, in the order of its fields.
func parts(n Node) []part {
	var out []part
	v := reflect.ValueOf(n).Elem()
	for i := range v.NumField() {
		field := v.Field(i)
		if field.Kind() == reflect.Slice {
			for j := range field.Len() {
				if child, ok := field.Index(j).Interface().(Node); ok && !field.Index(j).IsNil() {
					out = append(out, part{v.Type().Field(i).Name, child})
				}
			}
			continue
		}
		if field.Kind() != reflect.Interface && field.Kind() != reflect.Pointer || field.IsNil() {
			continue
		}
		if child, ok := field.Interface().(Node); ok {
			out = append(out, part{v.Type().Field(i).Name, child})
		}
	}
	return out
}

// walk visits a node and all below it.
func walk(n Node, visit func(Node)) {
	visit(n)
	for _, p := range parts(n) {
		walk(p.node, visit)
	}
}

// extentOf is the place of a node, to be changed.
func extentOf(n Node) *Extent {
	return reflect.ValueOf(n).Elem().FieldByName("Extent").Addr().Interface().(*Extent)
}

// disorder says where a tree breaks a rule that every tree keeps: spans inside the text, children inside their
// parents, siblings in order and apart. It is empty for a good tree.
func disorder(f *File) string {
	size := int32(len(f.Source.Text))
	wrong := ""
	walk(f.Module, func(n Node) {
		at := *extentOf(n)
		if at.Start < 0 || at.End < at.Start || at.End > size {
			wrong = fmt.Sprintf("%T spans %v of %d bytes", n, at, size)
		}
		children := parts(n)
		formatted := false // the text of {x=} lies over its value, there alone
		switch n.(type) {
		case *JoinedStr, *TemplateStr:
			formatted = true
		}
		last := map[string]int32{}
		for _, c := range children {
			in := *extentOf(c.node)
			if c.field != "Decorators" && (in.Start < at.Start || in.End > at.End) {
				wrong = fmt.Sprintf("%T %v of %T lies outside %v", c.node, in, n, at)
			}
			if in.Start < last[c.field] && !formatted {
				wrong = fmt.Sprintf("%s of %T are not in order", c.field, n)
			}
			last[c.field] = in.Start
		}
		if formatted {
			return
		}
		slices.SortStableFunc(children, func(a, b part) int { return int(extentOf(a.node).Start - extentOf(b.node).Start) })
		for i := 1; i < len(children); i++ {
			a, b := children[i-1], children[i]
			if extentOf(b.node).Start < extentOf(a.node).End {
				wrong = fmt.Sprintf("%s and %s of %T overlap", a.field, b.field, n)
			}
		}
	})
	end := 0
	for _, b := range f.Broken {
		if b.Start < end || b.End < b.Start || b.End > int(size) {
			wrong = fmt.Sprintf("broken lines %v", f.Broken)
		}
		end = b.End
	}
	return wrong
}

// TestTreeIsInOrder holds the trees of the oracle's files, and of files with lines taken out, to the rules.
func TestTreeIsInOrder(t *testing.T) {
	for path, text := range library(t, 300) {
		f := Parse(source(path, text), Options{})
		if wrong := disorder(f); wrong != "" {
			t.Errorf("%s: %s", path, wrong)
		}
		half := Parse(source(path, text[len(text)/3:]), Options{})
		if wrong := disorder(half); wrong != "" {
			t.Errorf("%s from a third on: %s", path, wrong)
		}
	}
}
