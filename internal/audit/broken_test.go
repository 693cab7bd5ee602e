package audit

import (
	"math/rand"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
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
