package generator

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync/atomic"
	"text/template"
	"text/template/parse"

	"github.com/streamlift/streamlift/internal/merge"
)

// What templates may print at most: all of a project, and one file.
const (
	maxOutput     = 64 << 20
	maxFileOutput = 16 << 20
	maxRange      = 1000 // of a range over a number that stands in a template
)

// scratch is a buffer that refuses to grow over what a pack may print.
type scratch struct {
	bytes.Buffer
	left *atomic.Int64
}

// Write takes what a template prints.
func (s *scratch) Write(text []byte) (int, error) {
	switch {
	case s.Len()+len(text) > maxFileOutput:
		return 0, fmt.Errorf("prints over %d bytes into one file", maxFileOutput)
	case s.left.Add(-int64(len(text))) < 0:
		return 0, errors.New("the pack prints too much")
	}
	return s.Buffer.Write(text)
}

// merge adds what templates of layers print to a file.
func (r *renderer) merge(j job, file *File, out *scratch) error {
	for _, name := range file.Merged {
		out.Reset()
		if err := r.set.ExecuteTemplate(out, name, j.data); err != nil {
			return err
		}
		text, err := merge.Overlay(file.Path, string(file.Content), out.String())
		if err != nil {
			return fmt.Errorf("template %s: %w", name, err)
		}
		file.Content = []byte(text)
	}
	return nil
}

// counting finds a range over a number that is too large, or 0.
func counting(node parse.Node) int64 {
	branch := func(b parse.BranchNode) int64 { return max(counting(b.List), counting(b.ElseList)) }
	switch n := node.(type) {
	case *parse.ListNode:
		if n == nil {
			return 0
		}
		most := int64(0)
		for _, child := range n.Nodes {
			most = max(most, counting(child))
		}
		return most
	case *parse.IfNode:
		return branch(n.BranchNode)
	case *parse.WithNode:
		return branch(n.BranchNode)
	case *parse.RangeNode:
		most := branch(n.BranchNode)
		for _, command := range n.Pipe.Cmds {
			if number, ok := command.Args[0].(*parse.NumberNode); ok && number.Int64 > maxRange {
				most = max(most, number.Int64)
			}
		}
		return most
	}
	return 0
}

// recursion finds a template that calls itself, or "".
func recursion(set *template.Template) string {
	calls := map[string][]string{}
	for _, t := range set.Templates() {
		if t.Tree != nil {
			calls[t.Name()] = called(t.Root)
		}
	}
	const open, done = 1, 2
	state := map[string]int{}
	var visit func(string) string
	visit = func(name string) string {
		switch state[name] {
		case open:
			return name
		case done:
			return ""
		}
		state[name] = open
		for _, next := range calls[name] {
			if found := visit(next); found != "" {
				return found
			}
		}
		state[name] = done
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(calls)) {
		if found := visit(name); found != "" {
			return found
		}
	}
	return ""
}

// called lists the templates that a part of a template calls.
func called(node parse.Node) []string {
	branch := func(b parse.BranchNode) []string {
		names := called(b.List)
		if b.ElseList != nil {
			names = append(names, called(b.ElseList)...)
		}
		return names
	}
	switch n := node.(type) {
	case *parse.ListNode:
		var names []string
		if n == nil {
			return nil
		}
		for _, child := range n.Nodes {
			names = append(names, called(child)...)
		}
		return names
	case *parse.IfNode:
		return branch(n.BranchNode)
	case *parse.RangeNode:
		return branch(n.BranchNode)
	case *parse.WithNode:
		return branch(n.BranchNode)
	case *parse.TemplateNode:
		return []string{n.Name}
	}
	return nil
}
