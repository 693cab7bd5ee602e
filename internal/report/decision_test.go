package report

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/decide"
	"github.com/streamlift/streamlift/internal/manifest"
)

var update = flag.Bool("update", false, "rewrite the explanations in testdata")

// decisionCase is one archive of testdata/decisions: why it is there, flags and form above the files.
type decisionCase struct {
	input  decide.Input
	as     decide.Outcome
	format string
}

func readCase(t *testing.T, archive *txtar.Archive) decisionCase {
	t.Helper()
	var c decisionCase
	for _, file := range archive.Files {
		switch file.Name {
		case "streamlift.yaml":
			m, diags := manifest.Load(file.Name, file.Data)
			if diags.Failed() {
				t.Fatal(diags)
			}
			c.input.Manifest = m
		case "audit.json":
			evidence, err := decide.ReadEvidence(file.Name, file.Data)
			if err != nil {
				t.Fatal(err)
			}
			c.input.Evidence = evidence
		}
	}
	for line := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch key {
		case "format":
			c.format = strings.TrimSpace(value)
		case "flags":
			words := strings.Fields(value)
			for i := 0; i+1 < len(words); i += 2 {
				if words[i] == "--as" {
					c.as = decide.Outcome(words[i+1])
				}
				c.input.Cumulative = c.input.Cumulative || words[i] == "--policy" && words[i+1] == "cumulative"
			}
		}
	}
	return c
}

// explain gives the case's decision in its form.
func (c decisionCase) explain(t *testing.T) (*decide.Explanation, string) {
	t.Helper()
	e, diags := decide.Decide(c.input)
	if diags.Failed() {
		t.Fatal(diags)
	}
	var forced *decide.Forced
	if c.as != "" {
		f := decide.Force(e, c.as)
		forced = &f
	}
	if c.format == "markdown" {
		return e, DecisionMarkdown(e, forced)
	}
	return e, DecisionText(e, forced, 100)
}

// TestDecisions holds whole explanations against testdata/decisions.
func TestDecisions(t *testing.T) {
	paths, err := filepath.Glob("testdata/decisions/*.txtar")
	if err != nil || len(paths) < 25 {
		t.Fatalf("%d cases, %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			e, got := readCase(t, archive).explain(t)
			_, again := readCase(t, archive).explain(t)
			if got != again {
				t.Error("the second run differs")
			}
			want := ""
			last := len(archive.Files) - 1
			if archive.Files[last].Name == "want" {
				want = string(archive.Files[last].Data)
				archive.Files = archive.Files[:last]
			}
			if *update {
				archive.Files = append(archive.Files, txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			agree(t, e)
		})
	}
}

// agree holds the three forms of one decision against each other.
func agree(t *testing.T, e *decide.Explanation) {
	t.Helper()
	text, markdown := DecisionText(e, nil, maxWidth), DecisionMarkdown(e, nil)
	content, err := json.Marshal(DecisionJSON(e, nil))
	if err != nil {
		t.Fatal(err)
	}
	var machine struct {
		Verdicts   []string
		Primary    *string
		Hardened   bool
		Cumulative bool
		AddOns     []struct{ Line string } `json:"add_ons"`
		Predicates []struct {
			Box, Label, Because string
			Value               *bool
		}
		Questions       []struct{ Text string }
		Counterfactuals []struct {
			Changes  []struct{ Fact, From, To string }
			Verdicts []decide.Outcome
		}
		Boxes []struct{ Outcome string }
	}
	if err := json.Unmarshal(content, &machine); err != nil {
		t.Fatal(err)
	}
	flat := strings.Join(strings.Fields(strings.NewReplacer("│", " ", "\\", "", "&lt;", "<", "&gt;", ">").Replace(text)), " ")
	record := strings.Join(strings.Fields(strings.NewReplacer("\\", "", "&lt;", "<", "&gt;", ">").Replace(markdown)), " ")
	both := func(what string) {
		if what = strings.Join(strings.Fields(what), " "); !strings.Contains(flat, what) || !strings.Contains(record, strings.TrimLeft(what, "✓✗? ")) {
			t.Errorf("%q of the JSON is not in the text\n%s\nor not in the record\n%s", what, text, markdown)
		}
	}
	for _, verdict := range machine.Verdicts {
		both(strings.ToUpper(verdict))
	}
	if (machine.Primary != nil) == strings.Contains(flat, "not settled") || machine.Hardened != strings.Contains(flat, "KEEP, hardened") {
		t.Errorf("text and JSON disagree on the verdict %v\n%s", machine.Primary, text)
	}
	for _, p := range machine.Predicates {
		if strings.Contains(flat, strings.ToUpper(p.Box)+": not reached") {
			continue
		}
		sign := "?"
		if p.Value != nil {
			sign = map[bool]string{true: "✓", false: "✗"}[*p.Value]
		}
		line := sign + " " + p.Label
		if p.Because != "" {
			line += ": " + p.Because
		}
		if !strings.Contains(flat, line) {
			t.Errorf("%q of the JSON is not in the text\n%s", line, text)
		}
	}
	for _, addOn := range machine.AddOns {
		both(addOn.Line)
	}
	for _, q := range machine.Questions {
		both(q.Text)
	}
	for _, c := range machine.Counterfactuals {
		for _, change := range c.Changes {
			both(change.Fact + " " + change.To + " instead of " + change.From)
		}
		both(upper(c.Verdicts))
	}
	for _, line := range strings.Split(text, "\n") {
		if n := len([]rune(line)); n > maxWidth {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// TestFormsAgree holds text, record and JSON of random decisions against each other.
func TestFormsAgree(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	m, diags := manifest.Load(manifest.FileName, []byte("streamlift: 1\napp: {name: shop}\n"))
	if diags.Failed() {
		t.Fatal(diags)
	}
	possible := map[string][]string{
		"concurrent_users": {"1", "5", "12", "45"}, "audience": {"internal", "customers", "personal"}, "read_mostly": {"yes", "no"},
		"accepted_latency_seconds": {"1", "2"}, "single_process_ok": {"yes", "no"}, "auth": {"none", "perimeter", "sso"},
		"longest_job_seconds": {"30", "31"}, "progress_wanted": {"yes", "no"}, "other_consumers": {"none", "billing, app"},
		"horizontal_scaling": {"yes", "no"}, "frontends": {"1", "3"}, "rich_ux": {"yes", "no"}, "fights_framework": {"yes", "no"},
		"latency_matters": {"yes", "no"}, "stage": {"beta", "production"}, "sensitive_data": {"yes", "no"}, "cloud": {"gcp", "vm"},
	}
	settled := 0
	for range 300 {
		input := decide.Input{Manifest: m, Cumulative: random.IntN(4) == 0}
		for _, spec := range decide.FactSpecs() {
			if values := possible[spec.Name]; len(values) > 0 && random.IntN(4) > 0 {
				answer, err := decide.ParseAnswer(spec.Name, values[random.IntN(len(values))])
				if err != nil {
					t.Fatal(err)
				}
				input.Answers = append(input.Answers, answer)
			}
		}
		e, diags := decide.Decide(input)
		if diags.Failed() {
			t.Fatal(diags)
		}
		if e.Settled() {
			settled++
		}
		if agree(t, e); t.Failed() {
			return
		}
	}
	if settled < 50 || settled > 290 {
		t.Errorf("%d of 300 decisions are settled: the draw is one-sided", settled)
	}
}

// TestWidth: text stays inside a narrow terminal.
func TestWidth(t *testing.T) {
	m, _ := manifest.Load(manifest.FileName, []byte("streamlift: 1\napp: {name: shop, title: Shop of "+strings.Repeat("many ", 30)+"}\n"))
	e, _ := decide.Decide(decide.Input{Manifest: m})
	for line := range strings.Lines(DecisionText(e, nil, 10)) {
		if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > minWidth {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// TestStale: a record tells whether it was made from the same files.
func TestStale(t *testing.T) {
	decision := func(text string) *decide.Explanation {
		m, _ := manifest.Load(manifest.FileName, []byte(text))
		e, _ := decide.Decide(decide.Input{Manifest: m})
		return e
	}
	e := decision("streamlift: 1\napp: {name: shop}\n")
	record := DecisionMarkdown(e, nil)
	if Stale(record, e) {
		t.Error("a fresh record is stale")
	}
	if !Stale(record, decision("streamlift: 1\napp: {name: shop}\nfacts: {rich_ux: true}\n")) || !Stale("", e) {
		t.Error("a record of other inputs, or none, is not stale")
	}
}
