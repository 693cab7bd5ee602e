package catalogue

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestDocs holds that docs/catalogue.md shows the tables as they are.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile("../../docs/catalogue.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("| effect | means | usual cost |\n| --- | --- | --- |\n")
	for _, row := range EffectTable() {
		fmt.Fprintf(&table, "| %s | %s | %s |\n", row.Name, row.Doc, row.Cost)
	}
	if !strings.Contains(string(text), table.String()) {
		t.Errorf("the table of effects in docs/catalogue.md is not\n%s", table.String())
	}
	if kinds := strings.Join(WidgetKinds(), ", "); !strings.Contains(string(text), kinds) {
		t.Errorf("the kinds of widgets in docs/catalogue.md are not %s", kinds)
	}
}

// TestEffects holds the set operations to their laws.
func TestEffects(t *testing.T) {
	for i, row := range EffectTable() {
		if int(row.Effect) != i {
			t.Errorf("%s stands in row %d, not %d", row.Name, i, row.Effect)
		}
		if e, ok := ParseEffect(row.Name); !ok || e != row.Effect {
			t.Errorf("ParseEffect(%q) is %v, %v", row.Name, e, ok)
		}
	}
	set := Of(DBWrite, Draws)
	if got := set.String(); got != "draws, db.write" {
		t.Errorf("got %q", got)
	}
	if !set.Has(DBWrite) || set.Has(DBRead) || !set.Any(Of(Draws, Clock)) || set.Any(Of(Clock)) {
		t.Error("Has and Any disagree with Of")
	}
	if got := Effects(0).String(); got != "pure" {
		t.Errorf("got %q", got)
	}
}
