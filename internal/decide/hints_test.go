package decide

import (
	"slices"
	"strings"
	"testing"
)

// audited is evidence of a test.
func audited(t *testing.T, text string) *Evidence {
	t.Helper()
	e, err := ReadEvidence("audit.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// topics are the hints of a decision.
func topics(e *Explanation) string {
	var out []string
	for _, hint := range e.Hints {
		out = append(out, hint.Topic)
	}
	return strings.Join(out, ", ")
}

func TestHintsAreTrue(t *testing.T) {
	predictor := `{"app": {"entry": "app.py", "pages": []}, "operations": [
		{"id": "predict", "class": "lift", "from": {"file": "app.py", "line": 9}, "inputs": [{"source": "upload"}], "effects": ["infers"], "expose": true}]}`
	bare := "streamlift: 1\napp: {name: shop}\n"
	for _, tc := range []struct {
		name, manifest, evidence, answers string
		want                              string
	}{
		{name: "nothing known", manifest: bare},
		{name: "beta with customers", manifest: bare, answers: "audience=customers stage=beta", want: "validate first, hosting"},
		{name: "production with customers", manifest: bare, answers: "audience=customers stage=production", want: "hosting"},
		{name: "internal beta", manifest: bare, answers: "audience=internal stage=beta"},
		{name: "scaling", manifest: bare, answers: "horizontal_scaling=yes", want: "one replica"},
		{name: "services", manifest: bare, answers: "other_consumers=billing", want: "auth by caller"},
		{name: "personal", manifest: bare, answers: "audience=personal", want: "readiness"},
		{name: "small and harmless", manifest: kept, answers: "sensitive_data=no", want: "hosting"},
		{name: "upload and predict", manifest: bare, evidence: predictor, want: "Gradio"},
		{name: "a second operation", manifest: bare, evidence: strings.Replace(predictor, `"operations": [`, `"operations": [{"id": "log"},`, 1)},
		{name: "a second page", manifest: bare, evidence: strings.Replace(predictor, `"pages": []`, `"pages": ["pages/2.py"]`, 1)},
		{name: "keeps state", manifest: bare, evidence: strings.Replace(predictor, `["infers"]`, `["infers", "state.write"]`, 1)},
		{name: "no upload", manifest: bare, evidence: strings.Replace(predictor, "upload", "widget", 1)},
		{name: "mixed code", manifest: bare, evidence: strings.Replace(predictor, `"lift"`, `"mixed"`, 1), want: "separate logic from UI, Gradio"},
		{name: "large upload", want: "large uploads", manifest: bare + "operations:\n  - {id: load, kind: file, from: {none: later}, inputs: {data: {type: file, max_length: 300000000}}, output: {type: none}}\n"},
		{name: "upload at the limit", manifest: bare + "operations:\n  - {id: load, kind: file, from: {none: later}, inputs: {data: {type: file, max_length: 200000000}}, output: {type: none}}\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := Input{Manifest: load(t, tc.manifest), Answers: parsed(t, strings.Fields(tc.answers)...)}
			if tc.evidence != "" {
				in.Evidence = audited(t, tc.evidence)
			}
			e, diags := Decide(in)
			if diags.Failed() {
				t.Fatal(diags)
			}
			if got := topics(e); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// TestBetaChangesNothingElse: the beta answer adds a note and changes no verdict.
func TestBetaChangesNothingElse(t *testing.T) {
	plain, beta := decided(t, kept, "audience=customers"), decided(t, kept, "audience=customers", "stage=beta")
	if !slices.Equal(plain.Verdicts, beta.Verdicts) || len(beta.Hints) != len(plain.Hints)+1 {
		t.Errorf("verdicts %v and %v, hints %d and %d", plain.Verdicts, beta.Verdicts, len(plain.Hints), len(beta.Hints))
	}
}

func TestHosting(t *testing.T) {
	for answers, want := range map[string]string{
		"sensitive_data=no":                      "Community Cloud is enough: 5 <= 10, internal, no sensitive data",
		"sensitive_data=yes":                     "Cloud Run, Fargate or a VM, not Community Cloud: sensitive data",
		"sensitive_data=yes cloud=gcp":           "Cloud Run, not Community Cloud: sensitive data",
		"concurrent_users=11 cloud=aws":          "Fargate, not Community Cloud: 11 > 10",
		"audience=customers cloud=vm stage=beta": "a VM, not Community Cloud: customers",
		"cloud=vm":                               "",
	} {
		got := ""
		for _, hint := range decided(t, kept, strings.Fields(answers)...).Hints {
			if hint.Topic == "hosting" {
				got = hint.Text
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", answers, got, want)
		}
	}
}

// TestReasons: each head names lines, or none were found; without an audit nobody looked.
func TestReasons(t *testing.T) {
	if e := decided(t, kept); e.Reasons != nil {
		t.Errorf("reasons without an audit: %+v", e.Reasons)
	}
	evidence := audited(t, `{"operations": [
		{"id": "load", "from": {"file": "db.py", "line": 4}, "callers": [{"at": "app.py:7", "trigger": "render"}], "effects": ["db.read"], "cache": null},
		{"id": "cached", "from": {"file": "db.py", "line": 14}, "callers": [{"at": "app.py:8", "trigger": "render"}], "effects": ["db.read"], "cache": {"decorator": "cache_data", "ttl": 600}},
		{"id": "forever", "from": {"file": "db.py", "line": 18}, "callers": [{"at": "app.py:8", "trigger": "render"}], "effects": ["db.read"], "cache": {"decorator": "cache_data", "ttl": null}},
		{"id": "on_click", "from": {"file": "db.py", "line": 24}, "callers": [{"at": "app.py:9", "trigger": "button"}], "effects": ["db.read"]},
		{"id": "train", "from": {"file": "ml.py", "line": 5}, "long": true, "effects": ["trains"]},
		{"id": "mine", "from": {"file": "db.py", "line": 30}, "effects": ["identity.read"]}]}`)
	e, _ := Decide(Input{Manifest: load(t, kept), Evidence: evidence})
	want := map[string]string{
		"compute waste":  "load runs on each interaction without a cache (app.py:7); forever has a cache without a time to live (db.py:18)",
		"concurrency":    "train is likely long and holds the process's CPU (ml.py:5)",
		"authentication": "mine reads who asks (db.py:30)",
	}
	for _, reason := range e.Reasons {
		var lines []string
		for _, line := range reason.Lines {
			lines = append(lines, line.String())
		}
		if got := strings.Join(lines, "; "); got != want[reason.Head] {
			t.Errorf("%s: got %q, want %q", reason.Head, got, want[reason.Head])
		}
	}
	if len(e.Reasons) != 3 {
		t.Errorf("%d heads", len(e.Reasons))
	}
}

// TestLongHintIsNoNumber: a hint of the source leaves the duration unknown and names the line.
func TestLongHintIsNoNumber(t *testing.T) {
	evidence := audited(t, `{"operations": [{"id": "train", "from": {"file": "ml.py", "line": 5}, "long": true, "effects": ["trains"]}]}`)
	base := strings.Replace(kept, "  longest_job_seconds: 5\n", "", 1)
	e, _ := Decide(Input{Manifest: load(t, base), Evidence: evidence})
	p := e.predicate("wrap.long_job")
	if p.Value != Unknown || p.Confidence != Hinted || p.Source != "audit" || p.Evidence[0].String() != "train is likely long (ml.py:5)" {
		t.Errorf("got %+v", p)
	}
	e, _ = Decide(Input{Manifest: load(t, kept), Evidence: evidence})
	if p := e.predicate("wrap.long_job"); p.Value != False || p.Source != "manifest" || len(p.Evidence) != 2 {
		t.Errorf("a person's value does not come first, with both shown: %+v", p)
	}
}

func TestReadEvidence(t *testing.T) {
	_, err := ReadEvidence(".streamlift/audit.json", []byte("{"))
	if want := ".streamlift/audit.json is no evidence of an audit. run `streamlift audit` again"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// TestLayers: one is a note, three are a strong warning, each with its line; what only sums them up is none.
func TestLayers(t *testing.T) {
	for n, want := range map[int]string{
		0: "",
		1: "the mistake to avoid: 1 layer scales Streamlit itself: each more makes a migration dearer (nginx.conf:4)",
		3: "the mistake to avoid: 3 layers already scale Streamlit itself: keep it small or migrate (nginx.conf:4, app.py:7, k8s.yaml:9)",
	} {
		all := []Finding{{Rule: "SL031", At: "nginx.conf:4", Message: "3 processes behind one upstream"},
			{Rule: "SL031", At: "app.py:7", Message: "request headers are taken from the WebSocket"},
			{Rule: "SL031", At: "k8s.yaml:9", Message: "several replicas without session affinity"}}
		in := Input{Manifest: load(t, kept), Evidence: &Evidence{Findings: append(all[:n:n], Finding{Rule: "SL031", At: "nginx.conf:4", Message: "3 layers: keep it small or migrate"})}}
		e, _ := Decide(in)
		got := ""
		for _, hint := range e.Hints {
			if hint.Topic == "the mistake to avoid" {
				var places []string
				for _, line := range hint.Lines {
					places = append(places, line.At)
				}
				got = hint.Topic + ": " + hint.Text + " (" + strings.Join(places, ", ") + ")"
				if hint.Strong != (n == 3) {
					t.Errorf("%d layers: strong is %v", n, hint.Strong)
				}
			}
		}
		if got != want {
			t.Errorf("%d layers: got  %q\nwant %q", n, got, want)
		}
	}
}
