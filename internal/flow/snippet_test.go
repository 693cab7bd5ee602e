package flow

import (
	"testing"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

func loadCatalogue(t testing.TB) *catalogue.Catalogue {
	t.Helper()
	c, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// oneModule analyses a text as an app of one file.
func oneModule(c *catalogue.Catalogue, text string) *Program {
	file := python.Parse(diag.NewSource("app.py", text), python.Options{})
	m := &Module{Path: "app.py", File: file, Names: Bind(file.Module)}
	return Analyse(Input{Catalogue: c, Modules: []*Module{m}})
}

// TestSnippets runs every line of the catalogue: what it says a call causes is what flow finds.
func TestSnippets(t *testing.T) {
	c := loadCatalogue(t)
	count := 0
	for _, l := range c.Libraries {
		for _, s := range l.Snippets {
			count++
			p := oneModule(c, s.Code+"\n")
			if problems := p.Modules[0].File.Problems; len(problems) > 0 {
				t.Errorf("%s: %v", s.Place, problems)
			}
			if got := p.Modules[0].Body.Effects; got != s.Effects {
				t.Errorf("%s: %s\n  has  %s\n  want %s", s.Place, s.Code, got, s.Effects)
			}
		}
	}
	if count < 100 {
		t.Fatalf("only %d snippets", count)
	}
}
