package merge

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// disturbed edits lines of a Python file at random: mostly still Python, sometimes not.
func disturbed(random *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	for range 1 + random.IntN(4) {
		i, k := random.IntN(len(lines)), random.IntN(len(lines))
		switch random.IntN(6) {
		case 0:
			lines[i] = strings.Replace(lines[i], "limit", "bound", 1)
		case 1:
			lines = append(lines[:i:i], lines[i+1:]...)
		case 2:
			lines[i] += "# remark\n"
		case 3:
			lines[i] = strings.Replace(lines[i], "(", "(\n        ", 1)
		case 4:
			lines[i], lines[k] = lines[k], lines[i]
		default:
			lines[i] = strings.Replace(lines[i], "\n", "  # note\n", 1)
		}
		if len(lines) == 0 {
			return ""
		}
	}
	return strings.Join(lines, "")
}

// checkLaws holds the laws of docs/regeneration.md that any three versions of a Python file must keep.
func checkLaws(t *testing.T, base, mine, theirs string) {
	t.Helper()
	merged := func(b, m, n string) Result { return Merge("f.py", Versions{Base: b, Mine: m, Theirs: n}, labels) }
	for _, law := range []struct{ name, got, want string }{
		{name: "merge(b,b,n) = n", got: merged(base, base, theirs).Text, want: theirs},
		{name: "merge(b,m,b) = m", got: merged(base, mine, base).Text, want: mine},
		{name: "merge(b,x,x) = x", got: merged(base, mine, mine).Text, want: mine},
	} {
		if law.got != law.want {
			t.Fatalf("%s: got %q, want %q", law.name, law.got, law.want)
		}
	}
	result, swapped := merged(base, mine, theirs), merged(base, theirs, mine)
	if (len(result.Conflicts) == 0) != (len(swapped.Conflicts) == 0) && readable(mine) && readable(theirs) {
		t.Fatalf("swapped sides: %v against %v\nbase\n%s\nmine\n%s\ntheirs\n%s\nmerged\n%s\nswapped\n%s",
			result.Conflicts, swapped.Conflicts, base, mine, theirs, result.Text, swapped.Text)
	}
	if len(result.Conflicts) == 0 && readable(mine) && readable(theirs) && !readable(result.Text) {
		t.Fatalf("clean, but no Python:\n%s", result.Text)
	}
	for _, side := range []string{mine, theirs} {
		for word := range words(side) {
			if !words(base)[word] && !strings.Contains(result.Text, word) {
				t.Fatalf("%q is lost\nbase\n%s\nmine\n%s\ntheirs\n%s\nmerged\n%s", word, base, mine, theirs, result.Text)
			}
		}
	}
}

func readable(text string) bool {
	return len(python.Parse(diag.NewSource("", text), python.Options{}).Problems) == 0
}

// words are the names and comments of a text: literals may be spelled anew.
func words(text string) map[string]bool {
	out := map[string]bool{}
	src := diag.NewSource("", text)
	tokens, _ := python.Tokens(src, python.Options{})
	for _, token := range tokens {
		switch token.Kind {
		case python.Identifier, python.Comment:
			if word := strings.TrimSpace(token.Text(src)); strings.IndexFunc(word, func(r rune) bool { return r > 0x7e }) < 0 {
				out[word] = true
			}
		}
	}
	return out
}

func TestPythonLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	clean := 0
	for range 1000 {
		base := randomModel(random).text()
		mine, theirs := disturbed(random, base), disturbed(random, base)
		checkLaws(t, base, mine, theirs)
		if len(Merge("f.py", Versions{Base: base, Mine: mine, Theirs: theirs}, labels).Conflicts) == 0 {
			clean++
		}
	}
	if clean < 70 {
		t.Errorf("only %d of 1000 merged cleanly: the laws were hardly tried", clean)
	}
}

func FuzzPython(f *testing.F) {
	f.Add("import a\n\n\ndef f():\n    return 1\n", "import a, b\n\n\ndef f():\n    return 2\n", "def f():\n    return 1\n\n\nx = 1\n")
	f.Add("class A:\n    x: int\n", "class A:\n    x: int  # a\n    y: int\n", "class A:\n    x: str\n")
	f.Add("if a:\n    b\nelif c:\n    d\nelse:\n    e\n", "if a:\n    b2\nelif c:\n    d\nelse:\n    e\n", "if a:\n    b\nelif c:\n    d3\nelse:\n    e\n")
	f.Add("x = 1; y = 2\n", "x = 1; y = 3\n", "x = 2; y = 2")
	f.Fuzz(func(t *testing.T, base, mine, theirs string) {
		checkLaws(t, base, mine, theirs)
	})
}
