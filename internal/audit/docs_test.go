package audit

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens anew")

// docs/rules is made from the rules' own texts, both ways.
func TestRulePages(t *testing.T) {
	folder := "../../docs/rules"
	pages := map[string]string{}
	for _, r := range Rules() {
		for _, text := range []string{r.Title, r.Looks, r.Why, r.Do, r.Meant[0], r.Meant[1], r.NotMeant} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s has an empty text", r.ID)
			}
		}
		pages[r.ID+".md"] = r.Page()
	}
	if len(pages) != len(Rules()) {
		t.Error("two rules have one id")
	}
	present, err := filepath.Glob(folder + "/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range present {
		if _, ok := pages[filepath.Base(name)]; !ok {
			if *update {
				os.Remove(name)
				continue
			}
			t.Errorf("%s is of no rule; run with -update", name)
		}
	}
	for name, want := range pages {
		path := filepath.Join(folder, name)
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s is stale; run with -update", path)
		}
	}
}
