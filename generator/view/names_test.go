package view

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/streamlift/streamlift/internal/manifest"
)

func TestNewName(t *testing.T) {
	cases := []struct{ text, snake, pascal, kebab, upper string }{
		{"monthly_revenue", "monthly_revenue", "MonthlyRevenue", "monthly-revenue", "MONTHLY_REVENUE"},
		{"Monthly Revenue", "monthly_revenue", "MonthlyRevenue", "monthly-revenue", "MONTHLY_REVENUE"},
		{"CamelCase", "camel_case", "CamelCase", "camel-case", "CAMEL_CASE"},
		{"café au lait", "cafe_au_lait", "CafeAuLait", "cafe-au-lait", "CAFE_AU_LAIT"},
		{"class", "class_", "Class", "class", "CLASS_"},
		{"None", "none_", "None", "none", "NONE_"},
		{"2nd", "thing_2_nd", "Thing2Nd", "thing-2-nd", "THING_2_ND"},
		{"", "thing_e3b0c4", "ThingE3B0C4", "thing-e3b0c4", "THING_E3B0C4"},
		{"日本語", "thing_77710a", "Thing77710A", "thing-77710a", "THING_77710A"},
		{"a/b: c", "a_b_c", "ABC", "a-b-c", "A_B_C"},
	}
	for _, c := range cases {
		got := NewName(c.text, "thing")
		if want := (Name{Snake: c.snake, Pascal: c.pascal, Kebab: c.kebab, Upper: c.upper}); got != want {
			t.Errorf("%q: got %+v, want %+v", c.text, got, want)
		}
	}
}

// FuzzNewName holds that every text gives names which Python, routes and variables take.
func FuzzNewName(f *testing.F) {
	for _, text := range []string{"", "a", "class", "日本語", "2nd", "None", "__", "ﬁ", "İ", strings.Repeat("x", 300), strings.Repeat("é ", 300), "a\x00b"} {
		f.Add(text)
	}
	snake := regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	pascal := regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		name := NewName(text, "thing")
		if !snake.MatchString(name.Snake) || manifest.IsPythonKeyword(name.Snake) || len(name.Snake) > maxName+len("thing_")+1 {
			t.Errorf("%q gives %q", text, name.Snake)
		}
		if !pascal.MatchString(name.Pascal) {
			t.Errorf("%q gives %q", text, name.Pascal)
		}
	})
}
