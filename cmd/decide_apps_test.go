package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// appAnswers are sets of plausible answers by name; "nothing" is what the code alone tells.
func appAnswers() [][2]string {
	return [][2]string{
		{"nothing", ""},
		{"analysts", "--concurrent-users 5 --audience internal --accepted-latency-seconds 2 --single-process-ok yes --auth perimeter"},
		{"department", "--concurrent-users 45 --audience internal --longest-job-seconds 90 --auth perimeter"},
		{"customers", "--audience customers --auth sso --longest-job-seconds 5"},
	}
}

// TestDecisionsOfApps audits the development apps and decides about each, without facts and with three sets of answers.
// testdata/decisions.txt holds the verdicts and the places of the first evidence; it needs STREAMLIFT_APPS, the folder
// that holds the apps.
func TestDecisionsOfApps(t *testing.T) {
	folder := os.Getenv("STREAMLIFT_APPS")
	if folder == "" {
		t.Skip("STREAMLIFT_APPS does not name the folder with the development apps: their decisions are not compared")
	}
	path, err := filepath.Abs("testdata/decisions.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(want)) {
		if strings.HasPrefix(line, " ") {
			continue // an app's own lines
		}
		name, entry, _ := strings.Cut(strings.TrimSpace(line), " ")
		app := filepath.Join(folder, name)
		fmt.Fprintf(&got, "%s %s\n", name, entry)
		manifest := filepath.Join(t.TempDir(), "streamlift.yaml")
		run := func(args ...string) []byte {
			var out, err bytes.Buffer
			if code := Execute(t.Context(), args, Streams{Out: &out, Err: &err}); code != 0 {
				t.Errorf("%v: exit %d\n%s", args, code, err.String())
			}
			return out.Bytes()
		}
		run("audit", app, "--entry", entry, "-o", manifest)
		for i, answers := range appAnswers() {
			decided := run(append([]string{"decide", manifest, "--format", "json"}, strings.Fields(answers[1])...)...)
			var d struct {
				Verdicts   []string
				Hardened   bool
				Predicates []struct {
					ID       string
					Value    *bool
					Evidence []struct{ At string }
				}
			}
			if err := json.Unmarshal(decided, &d); err != nil {
				t.Fatalf("%s: %v", app, err)
			}
			hardened := map[bool]string{true: " (hardened)"}[d.Hardened]
			fmt.Fprintf(&got, "  %s: %s%s\n", answers[0], strings.Join(d.Verdicts, " "), hardened)
			for _, p := range d.Predicates {
				code := p.ID == "keep.read_mostly" || p.ID == "wrap.long_job" || p.ID == "rewrite.fighting"
				if i > 0 || !code || len(p.Evidence) == 0 || p.Evidence[0].At == "" {
					continue
				}
				fmt.Fprintf(&got, "    %s %s: %s\n", p.ID, value(p.Value), p.Evidence[0].At)
			}
		}
	}
	if *update {
		put(t, path, got.String())
	} else if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

func value(v *bool) string {
	if v == nil {
		return "unknown"
	}
	return fmt.Sprint(*v)
}
