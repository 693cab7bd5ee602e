package audit

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/source"
)

// auditFiles audits an app that is given as files.
func auditFiles(t testing.TB, files map[string]string) *Report {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.NewTree(fsys, source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	app := flow.Reach(tree, "app.py")
	return Run(Options{App: app, Program: flow.AnalyseApp(app, c), Entry: "app.py"})
}

// TestCases audits the apps of testdata/cases; `want` says in a line each what must be found.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files, want := map[string]string{}, -1
			for i, f := range archive.Files {
				if f.Name == "want" {
					want = i
					continue
				}
				files[f.Name] = string(f.Data)
			}
			report := auditFiles(t, files)
			got := lines(report)
			if *update {
				archive.Files[want].Data = []byte(got)
				write(t, name, txtar.Format(archive))
			} else if got != string(archive.Files[want].Data) {
				t.Errorf("got\n%s\nwant\n%s", got, archive.Files[want].Data)
			}
			content, err := report.Manifest(Draft{Name: "case", Source: "../app"})
			if err != nil {
				t.Errorf("%v\n%s", err, content)
			}
			if again, _ := auditFiles(t, files).Manifest(Draft{Name: "case", Source: "../app"}); string(again) != string(content) {
				t.Error("two audits of one app give two manifests")
			}
			if m, _ := manifest.Load("streamlift.yaml", content); m != nil && len(m.Operations) != len(report.Operations) {
				t.Errorf("%d operations, of which the manifest has %d", len(report.Operations), len(m.Operations))
			}
		})
	}
}

// lines says an audit in a few lines.
func lines(r *Report) string {
	var b strings.Builder
	for _, op := range r.Operations {
		fmt.Fprintf(&b, "%s: %s, %s, %s:%d-%d -> %s", op.ID, op.Kind, op.Class, op.From.File, op.From.Line, op.From.LastLine, op.Output.Type)
		if !op.Expose {
			b.WriteString(", not exposed")
		}
		if len(op.Output.Columns) > 0 {
			fmt.Fprintf(&b, " of %s", fieldList(op.Output.Columns))
		}
		b.WriteString("\n")
		for _, c := range op.Callers {
			fmt.Fprintf(&b, "  %s at %s\n", c.Trigger, c.At)
		}
		for _, in := range op.Inputs {
			fmt.Fprintf(&b, "  %s from %s\n", in.Name, strings.Join(strings.Fields(strings.Join([]string{in.Source, in.Widget, in.Key, in.Operation, in.At}, " ")), " "))
		}
		for _, g := range op.Guards {
			fmt.Fprintf(&b, "  %s guard at %s\n", g.Kind, g.At)
		}
		if op.NeedsPerson != nil {
			fmt.Fprintf(&b, "  a person: %s\n", *op.NeedsPerson)
		}
		if op.Long {
			fmt.Fprintf(&b, "  long: %s, %s\n", op.LongSource, op.LongConfidence)
		}
		if op.Cut != nil {
			fmt.Fprintf(&b, "  cut: %s\n", op.Cut.Signature)
		}
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s: %s\n", f.Rule, f.At, f.Message)
	}
	return b.String()
}

func fieldList(list []Field) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Name+" "+f.Type+map[bool]string{true: "?"}[f.Nullable])
	}
	return strings.Join(out, ", ")
}
