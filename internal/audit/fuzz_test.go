package audit

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/source"
)

// FuzzAudit audits any text: it never panics, every place lies inside the file, and the manifest is valid.
func FuzzAudit(f *testing.F) {
	cases, _ := filepath.Glob("testdata/cases/*.txtar")
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".py") {
				f.Add(string(file.Data))
			}
		}
	}
	f.Add("import streamlit as st\nfor x in st.columns(3):\n  if x.button('a') and (y := st.text_input('b')):\n    open(y, 'w').write(f'{y!r:>{10}}')\n")
	c, err := catalogue.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tree, err := source.NewTree(fstest.MapFS{"app.py": &fstest.MapFile{Data: []byte(text)}}, source.Limits{})
		if err != nil {
			return
		}
		app := flow.Reach(tree, "app.py")
		if len(app.Modules) == 0 {
			return
		}
		report := Run(Options{App: app, Program: flow.AnalyseApp(app, c), Entry: "app.py"})
		lines := app.Modules[0].File.Source.Lines()
		for _, op := range report.Operations {
			if op.From.Line < 1 || op.From.LastLine < op.From.Line || op.From.LastLine > lines {
				t.Errorf("%s lies at %d-%d of %d lines", op.ID, op.From.Line, op.From.LastLine, lines)
			}
		}
		if content, err := report.Manifest(Draft{Name: "app", Source: "../app"}); err != nil {
			t.Errorf("%v\n%s", err, content)
		}
	})
}
