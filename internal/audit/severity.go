package audit

import (
	"fmt"
	"strings"
)

// Worse reports whether there is a finding of a severity, or of a worse one.
func (r *Report) Worse(severity string) bool {
	rank := map[string]int{"error": 0, "warning": 1, "note": 2}
	for _, f := range r.Findings {
		if rank[f.Severity] <= rank[severity] {
			return true
		}
	}
	return false
}

// Headline counts the operations by kind, in one line.
func (r *Report) Headline() string {
	counts, all := map[string]int{}, 0
	for _, op := range r.Operations {
		if op.Expose {
			counts[op.Kind]++
			all++
		}
	}
	names := map[string][2]string{Query: {"query", "queries"}, Computation: {"computation", "computations"}, Write: {"write", "writes"}, File: {"file", "files"}}
	var parts []string
	for _, kind := range []string{Query, Computation, Write, File} {
		if n := counts[kind]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, names[kind][min(n, 2)-1]))
		}
	}
	switch {
	case all == 0:
		return "no operations"
	case all == 1:
		return "1 operation: " + strings.Join(parts, ", ")
	}
	return fmt.Sprintf("%d operations: %s", all, strings.Join(parts, ", "))
}
