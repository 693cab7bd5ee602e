package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// sliceWay is how a slice goes.
type sliceWay struct{ forward, callers bool }

// sliceAt prints the lines of a slice by function, then its inputs, then why it may miss something.
func sliceAt(p *flow.Program, place string, way sliceWay, out io.Writer) error {
	path, number, _ := strings.Cut(place, ":")
	line, err := strconv.Atoi(number)
	if err != nil {
		return fmt.Errorf("%q is not a place. write FILE:LINE", place)
	}
	fn, stmt := p.At(path, line)
	if fn == nil {
		return fmt.Errorf("the app has no statement at %q", place)
	}
	slicer := p.Slicer(flow.SliceOptions{Callers: way.callers})
	cut := slicer.Backward
	if way.forward {
		cut = slicer.Forward
	}
	s := cut(fn, stmt)
	var b strings.Builder
	for _, part := range s.Parts {
		source := part.Function.Module.File.Source
		fmt.Fprintln(&b, part.Function.ID())
		last := 0 // statements that share a line show it once
		for _, stmt := range part.Statements {
			at := source.Line(stmt.Span().Start)
			if at == last {
				continue
			}
			last = at
			fmt.Fprintf(&b, "%6d | %s\n", at, source.LineText(at))
		}
	}
	for _, in := range s.Inputs {
		fmt.Fprintf(&b, "input %s %s at %s\n", in.Kind, in.Name, placeOf(in.In, in.Node))
	}
	for _, d := range s.Doubts {
		fmt.Fprintln(&b, d.Diagnostic())
	}
	_, err = io.WriteString(out, b.String())
	return err
}

func placeOf(fn *flow.Function, n python.Node) string {
	source := fn.Module.File.Source
	return diag.Place(source.Path, source.Position(n.Span().Start))
}
