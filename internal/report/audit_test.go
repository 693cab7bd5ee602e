package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/audit"
)

// The summary fits a terminal of 24 lines whatever an app holds, and no line is wider than 120 characters.
func TestAuditSummaryFits(t *testing.T) {
	r := &audit.Report{App: audit.App{Entry: "app.py", Title: "Everything at once"}}
	for i := range 200 {
		reason := strings.Repeat("why ", 60)
		op := audit.Operation{ID: fmt.Sprintf("operation_%d", i), Kind: audit.Query, Class: "region", Expose: true, From: audit.From{File: "pages/a.py", Line: i},
			Cut: &audit.Cut{Signature: "def f()", Lines: i}}
		if i%3 == 0 {
			op.NeedsPerson = &reason
		}
		r.Operations = append(r.Operations, op)
		for _, severity := range []string{"error", "warning", "note"} {
			r.Findings = append(r.Findings, audit.Finding{Rule: "SL001", Severity: severity, At: "app.py:1", Message: reason, Advice: "mend it"})
		}
		r.Unresolved = append(r.Unresolved, audit.Unresolved{At: "app.py:2", Reason: reason})
		r.State = append(r.State, audit.StateKey{Key: "k"})
		r.Resources = append(r.Resources, audit.Resource{Name: "db"})
	}
	var out bytes.Buffer
	if err := (Audit{Name: "app", Report: r}).Write(&out, "text"); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) > 24 {
		t.Errorf("%d lines:\n%s", len(lines), out.String())
	}
	for _, line := range lines {
		if n := len([]rune(line)); n > 120 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}

// SARIF has one result a finding, each of a rule that the file lists, with an address that is a URI.
func TestAuditSARIF(t *testing.T) {
	r := &audit.Report{Findings: []audit.Finding{
		{Rule: "SL014", Severity: "error", At: "pages/4_SQL editor.py:12", Message: "runs SQL", Advice: "offer questions"},
		{Rule: "SL021", Severity: "warning", At: ".env", Message: "secrets lie here", Advice: "keep it out"},
	}}
	var out bytes.Buffer
	if err := (Audit{Name: "app", Report: r}).Write(&out, "sarif"); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				Level     string
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           *struct{ StartLine int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Version != "2.1.0" || len(got.Runs) != 1 || len(got.Runs[0].Results) != 2 || len(got.Runs[0].Tool.Driver.Rules) != len(audit.Rules()) {
		t.Fatalf("got %+v", got)
	}
	first, second := got.Runs[0].Results[0].Locations[0].PhysicalLocation, got.Runs[0].Results[1].Locations[0].PhysicalLocation
	if first.ArtifactLocation.URI != "pages/4_SQL%20editor.py" || first.Region == nil || first.Region.StartLine != 12 || second.Region != nil {
		t.Errorf("got %+v and %+v", first, second)
	}
}
