package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// settledAs are facts that settle a decision.
func settledAs(facts string) string {
	return "streamlift: 1\napp: {name: shop, source: ., entry: app.py}\nfacts: {" + facts + "}\n"
}

// TestTarget: what `generate` makes without a word, with one, and what it refuses.
func TestTarget(t *testing.T) {
	open := "streamlift: 1\napp: {name: shop, source: ., entry: app.py}\n"
	for _, tc := range []struct {
		name, manifest string
		flags          []string
		code           int
		says           string
	}{
		{name: "open", manifest: open, code: 2, says: "error: the decision is not settled: KEEP, WRAP, SPLIT or REWRITE. answer by `streamlift decide --ask`, or choose by --as or `target:`\n  1. How many seconds"},
		{name: "chosen", manifest: open, flags: []string{"--as", "split"}},
		{name: "said by the manifest", manifest: open + "target: split\n"},
		{name: "no app to keep", manifest: "streamlift: 1\napp: {name: shop}\n", says: "note: the manifest names no app that could be kept or wrapped, so this is a split"},
		{name: "settled split", manifest: settledAs("auth: sso, longest_job_seconds: 3"), says: "the decision is SPLIT; `streamlift decide` tells why"},
		{name: "settled wrap", manifest: settledAs("concurrent_users: 12, longest_job_seconds: 90"), code: 2, says: "error: WRAP has no pack yet. `--as keep` is the nearest that has"},
		{name: "settled rewrite", manifest: settledAs("audience: customers, auth: none, longest_job_seconds: 3, concurrent_users: 5, other_consumers: [], horizontal_scaling: false, frontends: 1"), code: 2, says: "error: REWRITE has no pack yet. `--as split` is the nearest that has"},
		{name: "no such outcome", manifest: open, flags: []string{"--as", "keeep"}, code: 2, says: `error: there is no outcome "keeep". use keep, wrap, split or rewrite`},
		{name: "more replicas than KEEP has", manifest: settledAs("horizontal_scaling: true"), flags: []string{"--as", "keep"}, code: 2,
			says: "horizontal_scaling is true, but KEEP runs one Streamlit replica and no session store. scale the API of a SPLIT (target: split), or take the fact out"},
		{name: "nothing to keep", manifest: "streamlift: 1\napp: {name: shop}\n", flags: []string{"--as", "keep"}, code: 2, says: "the manifest names no app, and KEEP is made of one"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			put(t, filepath.Join("app", "streamlift.yaml"), tc.manifest)
			put(t, filepath.Join("app", "app.py"), "import streamlit as st\n")
			var out, err bytes.Buffer
			code := Execute(t.Context(), append([]string{"generate", "app"}, tc.flags...), Streams{Out: &out, Err: &err})
			if code != tc.code || !strings.Contains(err.String(), tc.says) {
				t.Errorf("exit %d, want %d\n%s\nwant %q", code, tc.code, err.String(), tc.says)
			}
			if _, failed := os.Stat("shop-lifted"); (failed == nil) != (tc.code == 0) {
				t.Errorf("exit %d, and the project: %v", code, failed)
			}
		})
	}
}

// TestChoiceStays: what --as chose stands in the project's manifest, so that later runs agree; the app's own stays.
func TestChoiceStays(t *testing.T) {
	t.Chdir(t.TempDir())
	const text = "streamlift: 1\napp: {name: shop, source: ., entry: app.py}\n"
	put(t, filepath.Join("app", "streamlift.yaml"), text)
	put(t, filepath.Join("app", "app.py"), "import streamlit as st\n")
	run := func(args ...string) string {
		var out, err bytes.Buffer
		if code := Execute(t.Context(), args, Streams{Out: &out, Err: &err}); code != 0 {
			t.Fatalf("%v: exit %d\n%s", args, code, err.String())
		}
		return out.String() + err.String()
	}
	run("generate", "app", "--as", "split")
	copied, err := os.ReadFile(filepath.Join("shop-lifted", "streamlift.yaml"))
	if err != nil || !strings.HasSuffix(string(copied), "\ntarget: split\n") {
		t.Errorf("the copy is %q, %v", copied, err)
	}
	run("check", "shop-lifted")
	if said := run("generate", "app"); !strings.HasPrefix(said, "nothing to do") {
		t.Errorf("made again: %s", said)
	}
	if own, _ := os.ReadFile(filepath.Join("app", "streamlift.yaml")); string(own) != text {
		t.Errorf("the app's manifest is %q", own)
	}
}
