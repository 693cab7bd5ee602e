package audit

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
