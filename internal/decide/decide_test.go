package decide

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// kept is a manifest of an app that box 1 keeps; tests change one fact at a time.
const kept = `streamlift: 1
app: {name: shop}
facts:
  concurrent_users: 5
  audience: internal
  accepted_latency_seconds: 2
  single_process_ok: true
  auth: none
  longest_job_seconds: 5
  progress_wanted: false
  other_consumers: []
  frontends: 1
  horizontal_scaling: false
  rich_ux: false
  latency_matters: false
resources:
  db: {kind: sql, url: {env: DATABASE_URL, default: "sqlite:///shop.db"}}
operations:
  - {id: orders, kind: query, from: {sql: "SELECT 1 AS one"}, uses: [db], output: {type: table}}
`

// TestThresholds is R13 to R20: each condition alone, at its edge.
func TestThresholds(t *testing.T) {
	for _, tc := range []struct {
		name, answers string
		want          string // verdicts, and "hardened"
	}{
		{name: "all five hold", want: "keep"},
		{name: "ten users", answers: "concurrent_users=10", want: "keep"},
		{name: "eleven users", answers: "concurrent_users=11", want: "keep hardened"},
		{name: "twenty users", answers: "concurrent_users=20", want: "keep hardened"},
		{name: "thirty users", answers: "concurrent_users=30", want: "keep hardened"},
		{name: "thirty-one users", answers: "concurrent_users=31", want: "split"},
		{name: "customers", answers: "audience=customers", want: "rewrite"},
		{name: "personal is internal", answers: "audience=personal", want: "keep"},
		{name: "writes", answers: "read_mostly=no", want: "keep hardened"},
		{name: "impatient users", answers: "accepted_latency_seconds=1.9", want: "keep hardened"},
		{name: "no single process", answers: "single_process_ok=no", want: "keep hardened"},
		{name: "perimeter", answers: "auth=perimeter", want: "keep"},
		{name: "sso", answers: "auth=sso", want: "split"},
		{name: "roles", answers: "auth=rbac", want: "split"},
		{name: "audit log", answers: "auth=audit", want: "split"},
		{name: "job of 30 s", answers: "longest_job_seconds=30 single_process_ok=no", want: "keep hardened"},
		{name: "job of 30.1 s", answers: "longest_job_seconds=30.1 single_process_ok=no", want: "wrap"},
		{name: "long job, one user", answers: "longest_job_seconds=90 single_process_ok=no concurrent_users=1", want: "keep hardened"},
		{name: "long job, one user, progress", answers: "longest_job_seconds=90 single_process_ok=no concurrent_users=1 progress_wanted=yes", want: "wrap"},
		{name: "short job, progress", answers: "progress_wanted=yes single_process_ok=no", want: "keep hardened"},
		{name: "long job in one accepted process", answers: "longest_job_seconds=90", want: "keep"},
		{name: "other callers of a kept app", answers: "other_consumers=billing", want: "keep"},
		{name: "other callers", answers: "other_consumers=billing single_process_ok=no", want: "split"},
		{name: "scaling", answers: "horizontal_scaling=yes single_process_ok=no", want: "split"},
		{name: "two frontends", answers: "frontends=2 single_process_ok=no", want: "split"},
		{name: "rich UX", answers: "rich_ux=yes single_process_ok=no", want: "rewrite"},
		{name: "a fight", answers: "fights_framework=yes single_process_ok=no", want: "rewrite"},
		{name: "latency", answers: "latency_matters=yes single_process_ok=no", want: "rewrite"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e := decided(t, kept, strings.Fields(tc.answers)...)
			got := strings.ToLower(strings.ReplaceAll(names(e.Verdicts), " or ", ", "))
			if e.Hardened {
				got += " hardened"
			}
			if got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

// TestSources: where a value comes from, and which source wins.
func TestSources(t *testing.T) {
	job := func(text string) string {
		return kept + "  - {id: train, kind: computation, from: {none: later}, output: {type: none}, job: {" + text + "}}\n"
	}
	without := func(fact string) string {
		var b strings.Builder
		for line := range strings.Lines(kept) {
			if !strings.HasPrefix(line, "  "+fact) {
				b.WriteString(line)
			}
		}
		return b.String()
	}
	undecided := strings.Replace(job("timeout: 15m"), "  longest_job_seconds: 5\n", "", 1)
	for _, tc := range []struct {
		name, manifest, fact string
		answers              []string
		want                 string // value, source, confidence
	}{
		{name: "manifest", manifest: kept, fact: "auth", want: "none manifest stated"},
		{name: "flag before manifest", manifest: kept, fact: "auth", answers: []string{"auth=sso"}, want: "sso flag stated"},
		{name: "nobody", manifest: without("auth"), fact: "auth", want: "  unknown"},
		{name: "somebody by name", manifest: strings.Replace(kept, "auth: none", "auth: {value: sso, source: security}", 1), fact: "auth", want: "sso security stated"},
		{name: "operations read", manifest: kept, fact: "read_mostly", want: "yes operations computed"},
		{name: "an operation is longer than stated", manifest: job("seconds: 90"), fact: "longest_job_seconds", want: "90 operations stated"},
		{name: "a flag asks what if", manifest: job("seconds: 90"), fact: "longest_job_seconds", answers: []string{"longest_job_seconds=20"}, want: "20 flag stated"},
		{name: "a job without duration is a hint", manifest: undecided, fact: "longest_job_seconds", want: " audit hinted"},
		{name: "progress of an operation", manifest: strings.Replace(job("seconds: 9, progress: true"), "  progress_wanted: false\n", "", 1), fact: "progress_wanted", want: "yes operations stated"},
		{name: "no audit, no sign", manifest: kept, fact: "fights_framework", want: "no rule hinted"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e := decided(t, tc.manifest, tc.answers...)
			i := slices.IndexFunc(e.Facts, func(f FactValue) bool { return f.Name == tc.fact })
			f := e.Facts[i]
			if got := fmt.Sprintf("%s %s %s", f.Text, f.Source, f.Confidence); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// TestActiveUsers: active users bound the peak from above.
func TestActiveUsers(t *testing.T) {
	base := strings.Replace(kept, "  concurrent_users: 5\n", "", 1)
	for active, want := range map[int]Truth{1: True, 10: True, 11: Unknown, 45: Unknown} {
		e := decided(t, base, fmt.Sprintf("active_users=%d", active))
		if got := e.predicate("keep.users").Value; got != want {
			t.Errorf("%d active users: %s, want %s", active, got, want)
		}
	}
	if got := decided(t, base, "active_users=25").predicate("split.users").Value; got != False {
		t.Errorf("25 active users, more than 30 at once: %s", got)
	}
	_, diags := Decide(Input{Manifest: load(t, kept), Answers: parsed(t, "active_users=3")})
	if want := "streamlift.yaml: warning: concurrent_users is 5, more than the 3 active_users. the first is used; correct one"; diags.Error() != want {
		t.Errorf("got %q, want %q", diags.Error(), want)
	}
}

func TestPolicy(t *testing.T) {
	for text, want := range map[string]string{
		"keep.max_concurrent_user: 20":                   `streamlift.yaml:3:36: there is no policy value "keep.max_concurrent_user". did you mean "keep.max_concurrent_users"?`,
		"wrap.min_job_seconds: {value: soon, reason: r}": `streamlift.yaml:3:40: policy value wrap.min_job_seconds is "soon", not a number. write it as 30`,
	} {
		_, diags := Decide(Input{Manifest: load(t, "streamlift: 1\napp: {name: shop}\npolicy: {"+text+"}\n")})
		if got := diags.Error(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	raised := strings.Replace(kept, "facts:", "policy: {keep.max_concurrent_users: {value: 20, reason: measured}}\nfacts:", 1)
	e := decided(t, raised, "concurrent_users=15")
	if e.Primary != Keep || e.Hardened || !e.Policy[0].Override || e.Policy[0].Reason != "measured" || e.Policy[0].At != "streamlift.yaml:3" {
		t.Errorf("15 users under a policy of 20: %s, hardened %v, policy %+v", e.Primary, e.Hardened, e.Policy[0])
	}
	// Thresholds may cross: more than 10 users split, up to 50 are kept.
	crossed := strings.Replace(kept, "facts:", "policy: {keep.max_concurrent_users: 50, split.max_concurrent_users: 10}\nfacts:", 1)
	if e := decided(t, crossed, "concurrent_users=20"); e.Primary != Keep || len(e.AddOns) != 1 || e.AddOns[0].Line() != "SPLIT also holds: 20 > 10" {
		t.Errorf("crossed thresholds: %s, %+v", e.Primary, e.AddOns)
	}
}

// TestOneFactChangesItsLinesOnly: a flipped fact changes no condition that another fact decides.
func TestOneFactChangesItsLinesOnly(t *testing.T) {
	before := decided(t, kept)
	for _, answer := range []string{"concurrent_users=45", "audience=customers", "read_mostly=no", "accepted_latency_seconds=1", "auth=sso",
		"longest_job_seconds=90", "progress_wanted=yes", "other_consumers=billing", "frontends=3", "horizontal_scaling=yes", "rich_ux=yes",
		"fights_framework=yes", "latency_matters=yes", "single_process_ok=no"} {
		fact, _, _ := strings.Cut(answer, "=")
		after := decided(t, kept, answer)
		table := boxTable(Policies())
		changed := 0
		for b, box := range after.Boxes {
			for i, p := range box.Predicates {
				if !reflect.DeepEqual(p, before.Boxes[b].Predicates[i]) {
					changed++
					if !slices.Contains(table[b].conditions[i].facts, fact) {
						t.Errorf("%s changes %s", answer, p.ID)
					}
				}
			}
		}
		if changed == 0 {
			t.Errorf("%s changes no condition", answer)
		}
	}
}

func TestFighting(t *testing.T) {
	messages := []string{"CSS is put into the page", "a script is put into the page", "imports streamlit.runtime, which is private"}
	hit := func(kind, n int) []Finding {
		return slices.Repeat([]Finding{{Rule: "SL030", At: "app.py:3", Message: messages[kind]}}, n)
	}
	base := strings.Replace(kept, "concurrent_users: 5", "concurrent_users: 12", 1)
	for _, tc := range []struct {
		name     string
		findings []Finding
		want     Truth
		verdicts string
	}{
		{name: "none", want: False, verdicts: "KEEP"},
		{name: "two kinds ask", findings: append(hit(0, 2), hit(1, 1)...), want: Unknown, verdicts: "KEEP or REWRITE"},
		{name: "three kinds", findings: slices.Concat(hit(0, 1), hit(1, 1), hit(2, 1)), want: True, verdicts: "REWRITE"},
		{name: "nine hits ask", findings: hit(0, 9), want: Unknown, verdicts: "KEEP or REWRITE"},
		{name: "ten hits", findings: hit(0, 10), want: True, verdicts: "REWRITE"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			e, diags := Decide(Input{Manifest: load(t, base), Evidence: &Evidence{Findings: tc.findings}})
			if diags.Failed() {
				t.Fatal(diags)
			}
			p := e.predicate("rewrite.fighting")
			if p.Value != tc.want || names(e.Verdicts) != tc.verdicts {
				t.Errorf("got %s and %s, want %s and %s", p.Value, names(e.Verdicts), tc.want, tc.verdicts)
			}
			if len(tc.findings) > 0 && p.Evidence[0].At != "app.py:3" {
				t.Errorf("no line is named: %+v", p.Evidence)
			}
			if tc.want == Unknown && (len(e.Questions) != 1 || e.Questions[0].Fact != "fights_framework") {
				t.Errorf("asked %+v", e.Questions)
			}
		})
	}
}

// TestAddOns: the heaviest box comes first; by the cumulative policy the queue is what a lighter box adds.
func TestAddOns(t *testing.T) {
	flags := []string{"longest_job_seconds=90", "single_process_ok=no", "auth=sso", "rich_ux=yes"}
	lines := func(e *Explanation) string {
		var out []string
		for _, addOn := range e.AddOns {
			out = append(out, addOn.Line())
		}
		return strings.ToUpper(string(e.Primary)) + ": " + strings.Join(out, " | ")
	}
	if got, want := lines(decided(t, kept, flags...)), "WRAP: REWRITE also holds: rich interactivity | SPLIT also holds: sso"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	e, _ := Decide(Input{Manifest: load(t, kept), Answers: parsed(t, flags...), Cumulative: true})
	if got, want := lines(e), "REWRITE: WRAP also holds: 90 s > 30 s; 5 >= 2"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestParseAnswer(t *testing.T) {
	for text, want := range map[string]string{
		"concurrent_users=45":           "45",
		"accepted_latency_seconds=1.5s": "1.5",
		"single_process_ok=Yes":         "yes",
		"other_consumers=billing, app":  "billing, app",
		"other_consumers=none":          "none",
		"concurrent_users=-1":           `concurrent_users is "-1". write a whole number`,
		"auth=ssoo":                     `auth is "ssoo". did you mean "sso"?`,
		"rich_ux=perhaps":               `rich_ux is "perhaps". write yes or no`,
		"longest_job_seconds=NaN":       `longest_job_seconds is "NaN". write seconds`,
		"users=3":                       `there is no fact "users"`,
	} {
		name, value, _ := strings.Cut(text, "=")
		answer, err := ParseAnswer(name, value)
		got := answer.text()
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestForce: the price of a heavier outcome, and the warning of a lighter one.
func TestForce(t *testing.T) {
	f := Force(decided(t, kept), Split)
	want := Forced{Outcome: Split, Verdict: Keep, Warning: "SPLIT is heavier than the verdict KEEP: most apps end at box 1 or 2", Weeks: "1-6 weeks",
		Services: Services{Verdict: []string{"app"}, Forced: []string{"ui", "service"}},
		Days:     DaysChange{Verdict: Days{Low: 4, High: 6}, Forced: Days{Low: 15, High: 26}}}
	if !reflect.DeepEqual(f, want) {
		t.Errorf("got %+v\nwant %+v", f, want)
	}
	lighter := Force(decided(t, kept, "auth=sso"), Keep)
	if want := "KEEP is lighter than the verdict SPLIT: sso"; lighter.Warning != want {
		t.Errorf("got %q, want %q", lighter.Warning, want)
	}
	if f := Force(decided(t, kept), Keep); f.Warning != "" {
		t.Errorf("the verdict itself is warned about: %q", f.Warning)
	}
}

// large is a manifest beyond any app seen.
func large() string {
	var b strings.Builder
	b.WriteString(strings.Split(kept, "operations:")[0] + "operations:\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "  - {id: orders_%d, kind: query, from: {sql: \"SELECT 1 AS one\"}, uses: [db], output: {type: table}}\n", i)
	}
	return b.String()
}

// BenchmarkDecide is bounded by 20 ms: 5,000 operations, each with evidence, loading not counted.
func BenchmarkDecide(b *testing.B) {
	in := Input{Manifest: load(b, large()), Evidence: &Evidence{}}
	for i := range 5000 {
		in.Evidence.Operations = append(in.Evidence.Operations, AuditedOperation{ID: fmt.Sprintf("orders_%d", i), Effects: []string{"db.read"}})
	}
	for b.Loop() {
		if _, diags := Decide(in); diags.Failed() {
			b.Fatal(diags)
		}
	}
}
