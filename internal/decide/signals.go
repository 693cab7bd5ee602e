package decide

import "strings"

// signal says what a finding of the audit means to the decision.
type signal struct {
	rule   string
	begins string // how its message begins; empty: any
	role   string // fight, layer, pages or charts
	kind   string // of a fight: what stands in reports
}

// signalTable is the findings that the decision listens to: flat, one line a kind. Caches are not among them: operations
// carry theirs, and their callers.
func signalTable() []signal {
	return []signal{
		{rule: "SL016", role: "charts"},
		{rule: "SL030", begins: "CSS", role: "fight", kind: "CSS put into the page"},
		{rule: "SL030", begins: "a script", role: "fight", kind: "a script put into the page"},
		{rule: "SL030", begins: "JavaScript", role: "fight", kind: "JavaScript that reaches outside itself"},
		{rule: "SL030", begins: "imports", role: "fight", kind: "private modules of Streamlit"},
		{rule: "SL031", begins: "several replicas", role: "layer"},
		{rule: "SL031", begins: "request headers", role: "layer"},
		{rule: "SL031", begins: "JavaScript", role: "layer"},
		{rule: "SL031", begins: "a script", role: "layer"},
		{rule: "SL031", begins: "the app reaches", role: "layer"},
		{rule: "SL034", role: "pages"},
	}
}

// signalOf finds what a finding means, if it means anything.
func signalOf(f Finding) (signal, bool) {
	for _, s := range signalTable() {
		if s.rule == f.Rule && strings.HasPrefix(f.Message, s.begins) {
			return s, true
		}
	}
	if f.Rule == "SL031" && strings.HasSuffix(f.Message, "processes behind one upstream") {
		return signal{rule: f.Rule, role: "layer"}, true
	}
	return signal{}, false
}

// linesOf are the findings that play a role.
func linesOf(in Input, role string) []Line {
	var lines []Line
	for _, finding := range in.evidence().Findings {
		if s, ok := signalOf(finding); ok && s.role == role {
			lines = append(lines, Line{Text: finding.Message, At: finding.At})
		}
	}
	return lines
}
