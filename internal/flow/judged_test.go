package flow

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/source"
)

// studied is an app that the project is developed against: a repository at a commit, and what was judged of it.
type studied struct {
	repo, commit, entry string
	judged              []string // file:line, name, class
}

// studiedApps reads testdata/judged/classes.txt.
func studiedApps(t testing.TB) []studied {
	t.Helper()
	text, err := os.ReadFile("testdata/judged/classes.txt")
	if err != nil {
		t.Fatal(err)
	}
	var apps []studied
	for _, line := range strings.Split(string(text), "\n") {
		fields := strings.Split(line, "\t")
		switch {
		case line == "" || line[0] == '#':
		case fields[0] == "app":
			apps = append(apps, studied{repo: fields[1], commit: fields[2], entry: fields[3]})
		default:
			apps[len(apps)-1].judged = append(apps[len(apps)-1].judged, line)
		}
	}
	return apps
}

// appsFolder is where copies of the apps lie, each in a folder of its repository's name. They are not ours to keep.
func appsFolder(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("STREAMLIFT_APPS")
	if dir == "" {
		t.Skip("STREAMLIFT_APPS names no folder with copies of the apps of testdata/judged/classes.txt")
	}
	return dir
}

func openStudied(t testing.TB, dir string, app studied) *App {
	t.Helper()
	tree, done, err := source.Open(filepath.Join(dir, filepath.Base(app.repo)), source.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = done() })
	return Reach(tree, app.entry)
}

// TestJudged compares the classes with those that a person gave: at least 97 of 100 are right. Every file that an app
// reaches is read without an error.
func TestJudged(t *testing.T) {
	dir, c := appsFolder(t), loadCatalogue(t)
	right, all := 0, 0
	for _, app := range studiedApps(t) {
		read := openStudied(t, dir, app)
		for _, problem := range read.Problems {
			t.Errorf("%s: %v", app.repo, problem)
		}
		classes := map[string]string{}
		for _, fn := range AnalyseApp(read, c).Functions {
			line := fn.Module.File.Source.Position(fn.Node.Span().Start).Line
			classes[fmt.Sprintf("%s:%d\t%s", fn.Module.Path, line, fn.Path)] = fn.Class.String()
		}
		for _, line := range app.judged {
			all++
			key, want := line[:strings.LastIndexByte(line, '\t')], line[strings.LastIndexByte(line, '\t')+1:]
			if got := classes[key]; got == want {
				right++
			} else {
				t.Logf("%s: %s is %q, judged %s", app.repo, key, got, want)
			}
		}
	}
	if all != 100 || right < 97 {
		t.Errorf("%d of %d right, want 97 of 100", right, all)
	}
}

// BenchmarkApps reads and analyses each app: how long, and how much memory.
func BenchmarkApps(b *testing.B) {
	dir, c := appsFolder(b), loadCatalogue(b)
	for _, app := range studiedApps(b) {
		b.Run(filepath.Base(app.repo), func(b *testing.B) {
			lines := 0
			for b.Loop() {
				read := openStudied(b, dir, app)
				lines = 0
				for _, m := range read.Modules {
					lines += m.File.Source.Lines()
				}
				AnalyseApp(read, c)
			}
			b.ReportMetric(float64(lines), "lines")
		})
	}
}

// BenchmarkCases analyses the golden cases, which are here on every machine.
func BenchmarkCases(b *testing.B) {
	c := loadCatalogue(b)
	dirs, err := filepath.Glob("testdata/cases/*")
	if err != nil {
		b.Fatal(err)
	}
	lines := 0
	for b.Loop() {
		lines = 0
		for _, dir := range dirs {
			for _, m := range analyseFolder(b, c, dir).Modules {
				lines += m.File.Source.Lines()
			}
		}
	}
	b.ReportMetric(float64(lines), "lines")
}

// copies is an app several times over: the modules of each copy know only each other.
func copies(t testing.TB, n int, c *catalogue.Catalogue) (time.Duration, uint64) {
	t.Helper()
	var modules []*Module
	owner := map[*Module]*App{}
	for range n {
		tree, err := source.NewTree(os.DirFS("testdata/cases/traps"), source.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		app := Reach(tree, "app.py")
		modules = append(modules, app.Modules...)
		for _, m := range app.Modules {
			owner[m] = app
		}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	Analyse(Input{Catalogue: c, Modules: modules, Resolve: func(from *Module, name string, level int) *Module {
		return owner[from].Resolve(from, name, level)
	}})
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}

// TestLinear holds that ten times the code costs ten times as much: by allocated bytes, which do not depend on what
// else the machine does.
func TestLinear(t *testing.T) {
	c := loadCatalogue(t)
	copies(t, 1, c)
	small, few := copies(t, 20, c)
	large, many := copies(t, 200, c)
	if ratio := float64(many) / float64(few); ratio > 11.5 {
		t.Errorf("10 times the code allocates %.1f times as much", ratio)
	}
	t.Logf("20 copies %v and %d MB, 200 copies %v and %d MB", small, few>>20, large, many>>20)
}
