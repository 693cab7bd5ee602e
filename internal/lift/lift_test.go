package lift

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
	"github.com/streamlift/streamlift/internal/source"
)

var update = flag.Bool("update", false, "rewrite what the cases expect")

// TestMove runs testdata/*.txtar: app/ is an app with the entry app.py, `lift` names operations as `id file:function
// resource… table:parameter…`; `says` is what moved or stayed, ui/ holds the pages that changed and service/ what moved.
func TestMove(t *testing.T) {
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no case in testdata")
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			given := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				if strings.HasPrefix(f.Name, "app/") || f.Name == "lift" {
					given.Files = append(given.Files, f)
				}
			}
			result := Move(caseInput(t, given, c))
			holds(t, given, result)
			got := txtar.Format(&txtar.Archive{Comment: given.Comment, Files: append(given.Files, outcome(given, result)...)})
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			} else if want := txtar.Format(archive); string(got) != string(want) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

func caseInput(t *testing.T, archive *txtar.Archive, c *catalogue.Catalogue) Input {
	t.Helper()
	files, in := fstest.MapFS{}, Input{Package: "demo"}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "app/"); ok {
			files[name] = &fstest.MapFile{Data: f.Data}
			continue
		}
		for _, line := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
			words := strings.Fields(line)
			file, function, _ := strings.Cut(words[1], ":")
			op := Operation{ID: words[0], File: file, Function: function}
			for _, parameter := range words[2:] {
				if table, ok := strings.CutPrefix(parameter, "table:"); ok {
					op.Tables = append(op.Tables, table)
				} else {
					op.Resources = append(op.Resources, parameter)
				}
			}
			in.Operations = append(in.Operations, op)
		}
	}
	tree, err := source.NewTree(files, source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	in.App = flow.Reach(tree, "app.py")
	in.Program = flow.AnalyseApp(in.App, c)
	return in
}

// outcome is a result as files of the case.
func outcome(given *txtar.Archive, result Result) []txtar.File {
	var says strings.Builder
	for _, m := range result.Moved {
		fmt.Fprintf(&says, "%s moved to %s.%s\n", m.Operation, m.Module, m.Function)
		for _, shape := range m.Shapes {
			fmt.Fprintf(&says, "  makes %s %s\n", shape.Parameter, strings.Trim(shape.Container+" "+strings.Trim(shape.Module+"."+shape.Class, "."), " "))
		}
		for _, note := range m.Notes {
			fmt.Fprintf(&says, "  note %s\n", note)
		}
	}
	for _, k := range result.Kept {
		for _, reason := range k.Reasons {
			fmt.Fprintf(&says, "%s stays: %s\n", k.Operation, reason)
		}
	}
	for _, reason := range result.Left {
		fmt.Fprintf(&says, "left in the pages: %s", reason)
		if slices.Contains(result.Shared, reason) {
			says.WriteString(" (shared)")
		}
		says.WriteString("\n")
	}
	if len(result.Secrets)+len(result.UISecrets) > 0 {
		fmt.Fprintf(&says, "secrets: %v on the service, %v in the pages\n", result.Secrets, result.UISecrets)
	}
	for _, module := range result.Prepares {
		fmt.Fprintf(&says, "%s prepares data while it is imported\n", module)
	}
	fmt.Fprintf(&says, "%d of %d lines of logic; the service needs %v\n", result.Lines.Moved, result.Lines.All, result.Modules)
	files := []txtar.File{{Name: "says", Data: []byte(says.String())}}
	for _, f := range result.UI {
		if f.Text != original(given, f.Path) {
			files = append(files, txtar.File{Name: "ui/" + f.Path, Data: []byte(f.Text)})
		}
	}
	for _, f := range result.Service {
		files = append(files, txtar.File{Name: "service/" + f.Path, Data: []byte(f.Text)})
	}
	return files
}

func original(given *txtar.Archive, path string) string {
	for _, f := range given.Files {
		if f.Name == "app/"+path {
			return string(f.Data)
		}
	}
	return ""
}

var importsStreamlit = regexp.MustCompile(`(?m)^\s*(import|from) streamlit\b`)

// holds checks what every move must keep: all texts are Python, and a moved statement stands word for word in the app.
func holds(t *testing.T, given *txtar.Archive, result Result) {
	t.Helper()
	for _, f := range append(append([]File{}, result.UI...), result.Service...) {
		if parsed := python.Parse(diag.NewSource(f.Path, f.Text), python.Options{}); len(parsed.Problems) > 0 {
			t.Errorf("%s is no Python: %v\n%s", f.Path, parsed.Problems, f.Text)
		}
	}
	var all strings.Builder
	for _, f := range given.Files {
		all.Write(f.Data)
	}
	for _, f := range result.Service {
		if strings.HasSuffix(f.Path, "/"+objectsModule+".py") {
			continue // which is not the app's
		}
		if importsStreamlit.MatchString(f.Text) {
			t.Errorf("%s imports streamlit", f.Path)
		}
		for _, line := range strings.Split(f.Text, "\n") {
			line = strings.ReplaceAll(line, filesModule+".original(__file__)", "__file__")
			if !strings.Contains(line, "import ") && !strings.HasPrefix(line, `"""Taken from`) && !strings.Contains(all.String(), line) {
				t.Errorf("%s: the line %q is not the app's own", f.Path, line)
			}
		}
	}
}

// TestPageNamesEveryFile holds the table of files in docs/lift.md against the files.
func TestPageNamesEveryFile(t *testing.T) {
	page, err := os.ReadFile("../../docs/lift.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "## Which file does what\n")
	table, _, _ = strings.Cut(table, "\n## ")
	var named, there []string
	for _, row := range regexp.MustCompile("(?m)^\\| (`.*?`) \\| [^|]+ \\|$").FindAllStringSubmatch(table, -1) {
		named = append(named, strings.Split(strings.ReplaceAll(row[1], "`", ""), ", ")...)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			there = append(there, strings.TrimSuffix(file, ".go"))
		}
	}
	slices.Sort(named)
	slices.Sort(there)
	if !slices.Equal(named, there) {
		t.Errorf("docs/lift.md names\n%q\nthere are\n%q", named, there)
	}
}
