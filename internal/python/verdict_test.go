package python

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
)

// TestVerdicts reads testdata/verdicts.txt: a line is what CPython 3.8 to 3.13 say of a text, y or -, and the text.
func TestVerdicts(t *testing.T) {
	f, err := os.Open("testdata/verdicts.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		want, quoted, _ := strings.Cut(lines.Text(), " ")
		text, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatalf("%s: %v", quoted, err)
		}
		got := ""
		for v := Py38; v <= Py313; v++ {
			if f := Parse(diag.NewSource("a.py", text), Options{Version: v}); len(f.Problems) == 0 {
				got += "y"
			} else {
				got += "-"
			}
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", quoted, got, want)
		}
	}
}
