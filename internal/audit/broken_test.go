package audit

import (
	"io/fs"
	"math/rand"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/source"
)

// Apps with lines lost, doubled, swapped and cut: an audit of any of them ends, and its manifest is valid.
func TestBrokenApps(t *testing.T) {
	var apps []string
	cases, _ := filepath.Glob("testdata/cases/*.txtar")
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".py") {
				apps = append(apps, string(f.Data))
			}
		}
	}
	random := rand.New(rand.NewSource(1))
	for range 40 {
		lines := strings.SplitAfter(apps[random.Intn(len(apps))], "\n")
		other := strings.SplitAfter(apps[random.Intn(len(apps))], "\n")
		for range 1 + random.Intn(5) {
			i, j := random.Intn(len(lines)), random.Intn(len(lines))
			switch random.Intn(4) {
			case 0:
				lines[i] = "\n"
			case 1:
				lines[i] += other[random.Intn(len(other))]
			case 2:
				lines[i], lines[j] = lines[j], lines[i]
			case 3:
				lines[i] = lines[i][:random.Intn(len(lines[i])+1)] + "\n"
			}
		}
		text := strings.Join(lines, "")
		if content, err := auditFiles(t, map[string]string{"app.py": text}).Manifest(Draft{Name: "app", Source: "../app"}); err != nil {
			t.Errorf("%v\n%s\nof\n%s", err, content, text)
		}
	}
}

// locked is a file system that lets one file be listed and not read.
type locked struct {
	fstest.MapFS
	name string
}

func (l locked) Open(name string) (fs.File, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

// ReadFile is not the one of MapFS, which asks its own Open.
func (l locked) ReadFile(name string) ([]byte, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadFile(name)
}

// A file that cannot be read is said to be, and the rest of the app is audited.
func TestUnreadableFile(t *testing.T) {
	files := locked{name: "secret.py", MapFS: fstest.MapFS{
		"app.py":    {Data: []byte("import pandas as pd\nimport streamlit as st\nimport secret\nst.dataframe(pd.read_csv('a.csv'))\n")},
		"secret.py": {Data: []byte("x = 1\n")},
	}}
	tree, err := source.NewTree(files, source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	app := flow.Reach(tree, "app.py")
	r := Run(Options{App: app, Program: flow.AnalyseApp(app, c), Entry: "app.py"})
	if len(r.Unresolved) != 1 || r.Unresolved[0].At != "secret.py" || r.Unresolved[0].Reason != "the file cannot be read: permission denied" || len(r.Operations) != 1 {
		t.Errorf("got %+v and %d operations", r.Unresolved, len(r.Operations))
	}
}
