package python

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"
)

// FuzzParse holds every tree to the rules, whatever the text, and every token to its place.
func FuzzParse(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text, byte(newest))
		f.Add(text, byte(oldest))
	}
	f.Fuzz(func(t *testing.T, text string, version byte) {
		src := source("a.py", text)
		opts := Options{Version: Version(version)}
		file := Parse(src, opts)
		if wrong := disorder(file); wrong != "" {
			t.Error(wrong)
		}
		if len(file.Broken) > 0 && len(file.Problems) == 0 {
			t.Error("lines are broken and nobody says why")
		}
		for _, p := range file.Problems {
			if p.Position.Line < 1 || p.Position.Line > src.Lines() || p.Message == "" {
				t.Errorf("problem %v", p)
			}
		}
		_ = Dump(file, opts.Version)
		tokens, _ := Tokens(src, opts)
		end := int32(0)
		for _, token := range tokens {
			if token.Start < end || token.End < token.Start || int(token.End) > len(text) {
				t.Fatalf("token %v behind %d", token, end)
			}
			end = token.End
		}
		if n := len(tokens); n == 0 || tokens[n-1].Kind != EndMarker {
			t.Error("no end marker")
		}
	})
}

// FuzzDecode decodes any bytes, and gives them back where it could.
func FuzzDecode(f *testing.F) {
	for _, raw := range []string{"", "\xef\xbb\xbfx", "# coding: latin-1\nx='\xe9'", "#\n# -*- coding: cp1252 -*-\n\x80", "# coding: shift_jis\n'\x83\x5c'", "\x00", "# coding: utf-16\n"} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		text, problems := Decode("a.py", raw)
		if len(problems) > 0 {
			return
		}
		back, err := text.Bytes(text.Source.Text)
		if err != nil {
			t.Fatal(err)
		}
		if text.codec == nil && string(back) != string(raw) {
			t.Errorf("%q becomes %q", raw, back)
		}
		again, problems := Decode("a.py", back)
		if len(problems) > 0 || again.Source.Text != text.Source.Text {
			t.Errorf("%q, written as %q, reads as %q", text.Source.Text, back, again.Source.Text)
		}
	})
}

// seeds are the texts of testdata/verdicts.txt and of the file with the newest syntax.
func seeds(f *testing.F) []string {
	f.Helper()
	file, err := os.Open("testdata/verdicts.txt")
	if err != nil {
		f.Fatal(err)
	}
	defer file.Close()
	var out []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		_, quoted, _ := strings.Cut(lines.Text(), " ")
		if text, err := strconv.Unquote(quoted); err == nil {
			out = append(out, text)
		}
	}
	newest, err := os.ReadFile("testdata/python314.py")
	if err != nil {
		f.Fatal(err)
	}
	return append(out, string(newest))
}
