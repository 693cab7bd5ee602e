package cmd

import (
	"fmt"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
)

// unbuilt warns of what a manifest asks for and the service does not do yet: an operation that looks protected, cached
// or queued and is not would be worse than one that says so.
func unbuilt(m *manifest.Manifest) []string {
	var notes []string
	warn := func(op manifest.Operation, span diag.Span, what string) {
		at := diag.At(m.Source, span, what, "")
		at.Severity = diag.Warning
		notes = append(notes, at.String())
	}
	for _, op := range m.Operations {
		if op.Kept || !op.Expose {
			continue
		}
		if op.Job.Declared {
			warn(op, op.Job.Span, fmt.Sprintf("%q is to be a job, but is answered within its request: there is no queue yet", op.ID))
		}
		if op.Cache.TTL > 0 && !(m.UI == ownPages && op.From.Kind == manifest.FromLift) { // there the pages keep the app's cache
			warn(op, op.Span, fmt.Sprintf("the answers of %q are not cached by the service yet", op.ID))
		}
	}
	return notes
}
