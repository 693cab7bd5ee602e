package report

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/audit"
)

// sarif is the findings as SARIF 2.1.0, for code scanning.
func (a Audit) sarif() any {
	type message struct {
		Text string `json:"text"`
	}
	type rule struct {
		ID               string  `json:"id"`
		ShortDescription message `json:"shortDescription"`
	}
	type region struct {
		StartLine int `json:"startLine"`
	}
	type artifact struct {
		URI string `json:"uri"`
	}
	type physical struct {
		ArtifactLocation artifact `json:"artifactLocation"`
		Region           *region  `json:"region,omitempty"`
	}
	type location struct {
		PhysicalLocation physical `json:"physicalLocation"`
	}
	type result struct {
		RuleID    string     `json:"ruleId"`
		Level     string     `json:"level"`
		Message   message    `json:"message"`
		Locations []location `json:"locations"`
	}
	rules, results := []rule{}, []result{}
	for _, r := range audit.Rules() {
		rules = append(rules, rule{ID: r.ID, ShortDescription: message{Text: r.Title}})
	}
	for _, f := range a.Report.Findings {
		file, line := f.At, 0
		if cut := strings.LastIndexByte(f.At, ':'); cut > 0 {
			file = f.At[:cut]
			line, _ = strconv.Atoi(f.At[cut+1:])
		}
		place := physical{ArtifactLocation: artifact{URI: (&url.URL{Path: file}).String()}}
		if line > 0 {
			place.Region = &region{StartLine: line}
		}
		results = append(results, result{RuleID: f.Rule, Level: f.Severity, Message: message{Text: f.Message + ". " + f.Advice}, Locations: []location{{PhysicalLocation: place}}})
	}
	driver := map[string]any{"name": "streamlift", "informationUri": "https://github.com/streamlift/streamlift", "rules": rules}
	return map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
		"runs": []any{map[string]any{"tool": map[string]any{"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}},
	}
}
