package diag

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPosition(t *testing.T) {
	src := NewSource("app.py", "a\r\nbü x\rlast\n")
	for _, tc := range []struct {
		offset int
		want   Position
	}{
		{offset: 0, want: Position{Line: 1, Column: 1}},
		{offset: 1, want: Position{Line: 1, Column: 2}},
		{offset: 3, want: Position{Line: 2, Column: 1}},
		{offset: 6, want: Position{Line: 2, Column: 3}}, // after the two bytes of ü
		{offset: 9, want: Position{Line: 3, Column: 1}},
		{offset: 14, want: Position{Line: 4, Column: 1}},
		{offset: 99, want: Position{Line: 4, Column: 1}},
		{offset: -1, want: Position{Line: 1, Column: 1}},
	} {
		if got := src.Position(tc.offset); got != tc.want {
			t.Errorf("Position(%d) = %v, want %v", tc.offset, got, tc.want)
		}
	}
	for line, want := range map[int]string{1: "a", 2: "bü x", 3: "last", 4: "", 9: ""} {
		if got := src.LineText(line); got != want {
			t.Errorf("LineText(%d) = %q, want %q", line, got, want)
		}
	}
}

// TestPositionInLongLines counts columns from the line's start, which Position does not.
func TestPositionInLongLines(t *testing.T) {
	src := NewSource("app.py", "short\n"+strings.Repeat("aé€\xff", 4000)+"\r\n"+strings.Repeat("b", 9000)+"\nend")
	for line := 1; line <= src.Lines(); line++ {
		start := src.LineStart(line)
		for offset := start; offset < src.LineStart(line+1); offset += 7 {
			want := Position{Line: line, Column: utf8.RuneCountInString(src.Text[start:offset]) + 1}
			if got := src.Position(offset); got != want {
				t.Fatalf("Position(%d) = %v, want %v", offset, got, want)
			}
		}
	}
}

func TestDetailUnderlinesThePlace(t *testing.T) {
	src := NewSource("streamlift.yaml", "app:\n\tnäme: x\n")
	start := strings.Index(src.Text, "näme")
	d := At(src, Span{Start: start, End: start + len("näme")}, `unknown key "näme"`, `did you mean "name"?`)
	want := "streamlift.yaml:2:2: unknown key \"näme\". did you mean \"name\"?\n" +
		"    2 | \tnäme: x\n" +
		"      | \t^^^^"
	if got := d.Detail(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDetailOfHostileLines(t *testing.T) {
	for _, text := range []string{"", "\x1b[31mred", strings.Repeat("é", 5000), "\x00\x00", "a\u009b1m"} {
		src := NewSource("x", text)
		for _, at := range []int{0, len(text) / 2, len(text)} {
			detail := At(src, Span{Start: at, End: at + 3}, "m", "").Detail()
			if strings.ContainsAny(detail, "\x00\x1b\u009b") || len(detail) > 1000 {
				t.Errorf("Detail of %.20q at %d shows %.60q", text, at, detail)
			}
		}
	}
}

func TestSortedDropsRepeats(t *testing.T) {
	list := List{
		{Path: "b", Message: "2"},
		{Path: "a", Position: Position{Line: 2}, Message: "1"},
		{Path: "a", Position: Position{Line: 1}, Message: "0", Severity: Warning},
		{Path: "b", Message: "2"},
	}
	if got, want := list.Error(), "a:1: warning: 0\na:2: 1\nb: 2"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !list.Failed() || list[2:3].Failed() {
		t.Error("a list fails exactly when it holds an error")
	}
}

func TestNearest(t *testing.T) {
	candidates := []string{"default", "depends", "label", "max_rows"}
	for name, want := range map[string]string{"defualt": "default", "lable": "label", "maxrows": "max_rows", "xyzzy": "", "Label": "label"} {
		if got := Nearest(name, candidates); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzDetail(f *testing.F) {
	f.Add("a\r\nb\tü", 3, 9)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		src := NewSource("f", text)
		d := At(src, Span{Start: start, End: end}, "m", "a")
		if d.Position.Line < 1 || d.Position.Line > src.Lines() {
			t.Errorf("line %d of %d", d.Position.Line, src.Lines())
		}
		_ = d.Detail()
	})
}
