package cmd

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// decideIn runs `decide` over a manifest and gives stdout, stderr and the exit code.
func decideIn(t *testing.T, text string, flags ...string) (string, string, int) {
	t.Helper()
	dir := t.TempDir()
	put(t, filepath.Join(dir, "streamlift.yaml"), text)
	var out, err bytes.Buffer
	code := Execute(t.Context(), append([]string{"decide", dir}, flags...), Streams{Out: &out, Err: &err})
	return out.String(), err.String(), code
}

// TestDecideJSON: the keys that machines rely on, with facts as flags.
func TestDecideJSON(t *testing.T) {
	type result struct {
		Verdicts   []string
		Primary    *string
		AddOns     []struct{ Outcome, Line string } `json:"add_ons"`
		Predicates []struct {
			ID       string
			Value    *bool
			Evidence []struct{ Text, At string }
			Source   string
		}
		Questions, Counterfactuals []any
	}
	read := func(flags ...string) result {
		out, _, code := decideIn(t, "streamlift: 1\napp: {name: shop}\n", append(flags, "--format", "json")...)
		var r result
		if err := json.Unmarshal([]byte(out), &r); err != nil || code != 0 {
			t.Fatalf("exit %d, %v\n%s", code, err, out)
		}
		return r
	}
	open := read()
	if strings.Join(open.Verdicts, " ") != "keep rewrite split wrap" || open.Primary != nil || len(open.Questions) != 13 || len(open.Predicates) != 17 {
		t.Errorf("nothing known: %+v", open)
	}
	settled := read("--concurrent-users", "45", "--longest-job-seconds", "90")
	if strings.Join(settled.Verdicts, " ") != "wrap" || settled.Primary == nil || *settled.Primary != "wrap" || len(settled.Questions) != 0 {
		t.Errorf("settled: %+v", settled)
	}
	if len(settled.AddOns) != 1 || settled.AddOns[0].Line != "SPLIT also holds: 45 > 30" || len(settled.Counterfactuals) == 0 {
		t.Errorf("add-ons and counterfactuals: %+v", settled)
	}
}

// TestAskWritesAnswersOnly: the answers stand in the manifest, everything else as it was; a skipped
// question stays open and a wrong answer is asked again.
func TestAskWritesAnswersOnly(t *testing.T) {
	const before = "# ours\nstreamlift: 1\napp: {name: shop} # the shop\n\nfacts: # as of today\n  stage:   beta\n"
	path := filepath.Join(t.TempDir(), "streamlift.yaml")
	put(t, path, before)
	d, err := openDecision(path)
	if err != nil {
		t.Fatal(err)
	}
	c := newDecide()
	var said bytes.Buffer
	c.SetErr(&said)
	c.SetIn(strings.NewReader("soon\n90\n45\n\n"))
	if err := ask(c, d); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(path)
	if want := before + "  longest_job_seconds: 90\n  concurrent_users: 45\n"; err != nil || string(after) != want {
		t.Errorf("got %q, want %q", after, want)
	}
	for _, line := range []string{"longest operation take? (seconds; empty: skip) ", `longest_job_seconds is "soon". write seconds`} {
		if !strings.Contains(said.String(), line) {
			t.Errorf("%q is not said:\n%s", line, said.String())
		}
	}
	if e, err := d.decide(); err != nil || !e.Settled() {
		t.Errorf("the answers do not settle it: %v", err)
	}
	put(t, path, before)
	c.SetIn(strings.NewReader(strings.Repeat("\n", 20)))
	if err := d.readManifest(); err != nil {
		t.Fatal(err)
	}
	if err := ask(c, d); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.ReadFile(path); string(after) != before {
		t.Errorf("skipped questions changed the manifest: %q", after)
	}
}

// TestDecideIsStable: the same input gives the same bytes, in every form, and leaves the folder as it was.
func TestDecideIsStable(t *testing.T) {
	for _, format := range []string{"text", "json", "markdown"} {
		first, _, _ := decideIn(t, "streamlift: 1\napp: {name: shop}\n", "--format", format)
		second, _, _ := decideIn(t, "streamlift: 1\napp: {name: shop}\n", "--format", format)
		if first != second || first == "" {
			t.Errorf("%s differs between runs", format)
		}
	}
}

// TestRecordOfOtherInputs: `decide` says when the project's record is out of date.
func TestRecordOfOtherInputs(t *testing.T) {
	dir := t.TempDir()
	manifest := filepath.Join(dir, "streamlift.yaml")
	put(t, manifest, "streamlift: 1\napp: {name: shop}\n")
	run := func(flags ...string) (string, string) {
		var out, err bytes.Buffer
		if code := Execute(t.Context(), append([]string{"decide", dir}, flags...), Streams{Out: &out, Err: &err}); code != 0 {
			t.Fatalf("exit %d: %s", code, err.String())
		}
		return out.String(), err.String()
	}
	record, _ := run("--format", "markdown")
	put(t, filepath.Join(dir, "docs", "decision.md"), record)
	if _, said := run(); said != "" {
		t.Errorf("a fresh record is complained about: %s", said)
	}
	put(t, manifest, "streamlift: 1\napp: {name: shop}\nfacts: {rich_ux: true}\n")
	if _, said := run(); !strings.Contains(said, "decision.md was made from other inputs. `streamlift generate` writes it again") {
		t.Errorf("got %q", said)
	}
}

// TestPriceOfAnotherOutcome: files are counted, not guessed, and the exit code is 0.
func TestPriceOfAnotherOutcome(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, filepath.Join("app", "streamlift.yaml"), settledAs("concurrent_users: 3, audience: internal, read_mostly: true, accepted_latency_seconds: 2, single_process_ok: true, auth: none"))
	put(t, filepath.Join("app", "app.py"), "import streamlit as st\n")
	var out, err bytes.Buffer
	if code := Execute(t.Context(), []string{"decide", "app", "--as", "split"}, Streams{Out: &out, Err: &err}); code != 0 {
		t.Fatalf("exit %d: %s", code, err.String())
	}
	if want := regexp.MustCompile(`(?s)SPLIT is heavier than the verdict KEEP.*files: (\d+) instead of (\d+)\n  services: ui, service instead of app\n  phases: 15-26 days`); !want.MatchString(out.String()) {
		t.Errorf("got\n%s", out.String())
	}
	if entries, _ := os.ReadDir("."); len(entries) != 1 {
		t.Errorf("decide wrote something: %v", entries)
	}
}
