package decide

// signal says what a rule of the audit means to the decision.
type signal struct {
	rule string
	role string // waste, px, auth, layer, pages, or fight
	kind string // of a fight or a layer: what stands in reports
}

// signalTable is the rules of the audit that the decision listens to: flat, one line a rule.
func signalTable() []signal {
	return []signal{
		{rule: "unsafe-html", role: "fight", kind: "HTML with style or script"},
		{rule: "html-script", role: "fight", kind: "HTML with JavaScript"},
		{rule: "component-reach", role: "fight", kind: "a component that reaches outside itself"},
		{rule: "websocket-headers", role: "fight", kind: "WebSocket internals"},
		{rule: "private-import", role: "fight", kind: "private imports of Streamlit"},
		{rule: "page-machine", role: "fight", kind: "a page state machine"},
		{rule: "query-router", role: "fight", kind: "a router by query parameters"},
	}
}

// fightingKind is the kind of sign that a rule finds, if it is one.
func fightingKind(rule string) (string, bool) {
	for _, s := range signalTable() {
		if s.rule == rule && s.role == "fight" {
			return s.kind, true
		}
	}
	return "", false
}

// linesOf are the findings that play a role.
func linesOf(in Input, role string) []Line {
	var lines []Line
	for _, finding := range in.evidence().Findings {
		for _, s := range signalTable() {
			if s.rule == finding.Rule && s.role == role {
				lines = append(lines, Line{Text: finding.Message, At: finding.At})
			}
		}
	}
	return lines
}
