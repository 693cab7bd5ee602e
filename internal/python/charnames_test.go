package python

import (
	"testing"

	"golang.org/x/text/unicode/runenames"
)

// TestCharacterNames looks the same names up one by one and by the index that more of them make.
func TestCharacterNames(t *testing.T) {
	want := map[string]rune{"EM DASH": 0x2014, "em dash": 0x2014, "VS256": 0xE01EF, "NUL": 0, "BELL": 0x1F514, "no such": -1, "HANGUL SYLLABLE GAG": 0xAC01, "CJK UNIFIED IDEOGRAPH-4E00": 0x4E00}
	for r := rune(0x20); r < 0x3000; r += 97 {
		if name := runenames.Name(r); name != "" && name[0] != '<' {
			want[name] = r
		}
	}
	check := func(c *charnames, name string, r rune) {
		if got, ok := c.find(name); ok != (r >= 0) || ok && got != r {
			t.Errorf("%q is %U, %t, want %U", name, got, ok, r)
		}
	}
	many := &charnames{}
	for name, r := range want {
		check(&charnames{}, name, r)
		check(many, name, r)
	}
	if many.index == nil {
		t.Error("many names make no index")
	}
}
