package decide

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
)

var update = flag.Bool("update", false, "rewrite the tables of docs/decide.md")

// docTables are the tables of docs/decide.md by their marks.
func docTables() map[string]string {
	var tree, facts, policies strings.Builder
	tree.WriteString("| box | holds when | condition | id |\n| --- | --- | --- | --- |\n")
	for _, box := range boxTable(Policies()) {
		for _, c := range box.conditions {
			fmt.Fprintf(&tree, "| %s | %s | %s | `%s` |\n", strings.ToUpper(string(box.outcome)), box.rule, c.label, c.id)
		}
	}
	facts.WriteString("| fact | question | answer |\n| --- | --- | --- |\n")
	for _, spec := range FactSpecs() {
		fmt.Fprintf(&facts, "| `%s` | %s | %s |\n", spec.Name, spec.Question, spec.Hint())
	}
	policies.WriteString("| value | default | what it bounds |\n| --- | --- | --- |\n")
	for _, p := range Policies() {
		fmt.Fprintf(&policies, "| `%s` | %s %s | %s |\n", p.Name, strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(p.Compare), number(p.Default), p.Doc)
	}
	return map[string]string{"tree": tree.String(), "facts": facts.String(), "policy": policies.String()}
}

// TestDocs: the tables of docs/decide.md are those of the code.
func TestDocs(t *testing.T) {
	const path = "../../docs/decide.md"
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(content)
	for mark, table := range docTables() {
		open := "<!-- " + mark + " -->\n"
		before, rest, found := strings.Cut(doc, open)
		if !found {
			t.Fatalf("no mark %q", open)
		}
		rest = strings.TrimLeft(rest, "\n")
		old := ""
		for line := range strings.Lines(rest) {
			if !strings.HasPrefix(line, "|") {
				break
			}
			old += line
		}
		if old != table && !*update {
			t.Errorf("the table %s is not the code's; run with -update\n%s", mark, table)
		}
		doc = before + open + "\n" + table + "\n" + strings.TrimLeft(strings.TrimPrefix(rest, old), "\n")
	}
	if *update {
		if err := os.WriteFile(path, []byte(doc), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFactsOfTheManifest: every fact is a key that the manifest takes, and the other way round.
func TestFactsOfTheManifest(t *testing.T) {
	var schema struct {
		Properties struct {
			Facts struct{ Properties map[string]any }
		}
	}
	if err := json.Unmarshal(manifest.Schema(), &schema); err != nil || len(schema.Properties.Facts.Properties) != len(FactSpecs()) {
		t.Errorf("the manifest takes %d facts, the decision knows %d, %v", len(schema.Properties.Facts.Properties), len(FactSpecs()), err)
	}
	examples := map[FactKind]string{Count: "3", Seconds: "1.5", YesNo: "true", Names: "[a, b]"}
	for _, spec := range FactSpecs() {
		value := examples[spec.Kind]
		if spec.Kind == Choice {
			value = spec.Options[len(spec.Options)-1]
		}
		m := load(t, fmt.Sprintf("streamlift: 1\napp: {name: shop}\nfacts: {%s: {value: %s, reason: r, source: s}}\n", spec.Name, value))
		if got, want := answerOf(m.Facts[0]).text(), strings.Trim(value, "[]"); got != want && !(want == "true" && got == "yes") {
			t.Errorf("%s: got %q, want %q", spec.Name, got, want)
		}
	}
}
