package audit

import (
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/source"
)

// BenchmarkAudit audits every app in the folder that APPS names, reading and flow included; without it the example.
func BenchmarkAudit(b *testing.B) {
	folders, _ := filepath.Glob(filepath.Join(os.Getenv("APPS"), "*"))
	if os.Getenv("APPS") == "" {
		folders = []string{"../../examples/sales"}
	}
	c, err := catalogue.Load()
	if err != nil {
		b.Fatal(err)
	}
	for _, folder := range folders {
		tree, done, err := source.Open(folder, source.Limits{})
		if err != nil {
			continue
		}
		candidates := Entries(tree)
		if len(candidates) > 0 {
			b.Run(filepath.Base(folder), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					app := flow.Reach(tree, candidates[0].Path)
					Run(Options{App: app, Program: flow.AnalyseApp(app, c), Entry: candidates[0].Path})
				}
			})
		}
		if err := done(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAuditMany audits all apps of the folder that APPS names, each once an iteration, on as many processors as
// -cpu says: `-cpu 1,2,4` shows how it scales.
func BenchmarkAuditMany(b *testing.B) {
	folders, _ := filepath.Glob(filepath.Join(os.Getenv("APPS"), "*"))
	if os.Getenv("APPS") == "" {
		folders = []string{"../../examples/sales", "../../examples/prices"}
	}
	c, err := catalogue.Load()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var group sync.WaitGroup
		slots := make(chan struct{}, runtime.GOMAXPROCS(0))
		for _, folder := range folders {
			group.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				tree, done, err := source.Open(folder, source.Limits{})
				if err != nil {
					return
				}
				if candidates := Entries(tree); len(candidates) > 0 {
					app := flow.Reach(tree, candidates[0].Path)
					Run(Options{App: app, Program: flow.AnalyseApp(app, c), Entry: candidates[0].Path})
				}
				if err := done(); err != nil {
					b.Error(err)
				}
			})
		}
		group.Wait()
	}
}
