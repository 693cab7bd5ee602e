package view

import (
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
)

func TestNewKept(t *testing.T) {
	m := &manifest.Manifest{App: manifest.App{Entry: "./src/app.py"}}
	k := NewKept(m, []string{"SECRET_KEY"}, []string{"db.pass-word", "key", "db_pass.word"})
	want := []Secret{
		{Variable: "SECRET_DB_PASS_WORD", Dotted: "db.pass-word", Keys: `("db", "pass-word")`},
		{Variable: "SECRET_KEY_2", Dotted: "key", Keys: `("key",)`},
		{Variable: "SECRET_DB_PASS_WORD_2", Dotted: "db_pass.word", Keys: `("db_pass", "word")`},
	}
	if k.Entry.Raw() != "src/app.py" || k.Python != ">=3.11" || len(k.Secrets) != len(want) {
		t.Fatalf("got %+v", k)
	}
	for i, secret := range k.Secrets {
		if secret != want[i] {
			t.Errorf("got %+v, want %+v", secret, want[i])
		}
	}
}

func TestOnPython(t *testing.T) {
	for minor, want := range map[string]Kept{
		"":     {Python: ">=3.11", Minor: "3.13"},
		"3.13": {Python: ">=3.13", Minor: "3.13"},
		"3.10": {Python: ">=3.10", Minor: "3.10", Unpinned: true},
	} {
		k := Kept{Python: ">=3.11"}
		k.OnPython(minor)
		if k.Python != want.Python || k.Minor != want.Minor || k.Unpinned != want.Unpinned {
			t.Errorf("%q: got %+v", minor, k)
		}
	}
}
