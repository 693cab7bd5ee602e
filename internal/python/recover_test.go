package python

import (
	"strings"
	"testing"
)

// TestBrokenRegions holds that what cannot be read is left out, with its lines and a diagnostic, and takes nothing else
// with it. Lines that end in `# lost` are those that may be missing.
func TestBrokenRegions(t *testing.T) {
	for name, text := range map[string]string{
		"a statement":         "a = 1\nb = = 2  # lost\nc = 3\n",
		"in a function":       "def f():\n    a = 1\n    b = (2 +  # lost\n    c = 3  # lost\n    return c\nd = 4\n",
		"an open bracket":     "x = foo(1,  # lost\ndef g():\n    return 1\ny = 2\n",
		"an open string":      "x = 'abc  # lost\ny = 2\n",
		"a bad header":        "if x =:  # lost\n    a = 1  # lost\nb = 2\n",
		"python 2":            "import os\nprint 'hello'  # lost\nx = 1\nexec 'a = 1'  # lost\n",
		"a merge conflict":    "a = 1\n<<<<<<< HEAD  # lost\nb = 2\n=======  # lost\nc = 3\n>>>>>>> other  # lost\nd = 4\n",
		"an f-string":         "x = f'{a b}'  # lost\ny = 2\n",
		"a bad decorator":     "@  # lost\ndef f(): pass\nx = 1\n",
		"the end of the file": "a = 1\ndef f(  # lost",
	} {
		t.Run(name, func(t *testing.T) {
			f := Parse(source("a.py", text), Options{})
			if len(f.Problems) == 0 || len(f.Broken) == 0 {
				t.Fatalf("%d problems, broken %v", len(f.Problems), f.Broken)
			}
			found := map[int]bool{}
			walk(f.Module, func(n Node) {
				if s, ok := n.(Stmt); ok {
					found[f.Source.Line(s.Span().Start)] = true
				}
			})
			for i, line := range strings.Split(text, "\n") {
				if line == "" || strings.HasSuffix(line, "# lost") {
					continue
				}
				if !found[i+1] {
					t.Errorf("line %d is lost too: %s", i+1, line)
				}
			}
		})
	}
}

// TestPython2 holds that files of Python 2 are told so.
func TestPython2(t *testing.T) {
	for _, text := range []string{"print 'x'\n", "print x, y\n", "exec code in ns\n", "x = `y`\n", "raise E, 'x'\n", "try: pass\nexcept E, e: x\n", "a <> b\n", "x = 0777\n", "x = 10L\n", "x = ur'a'\n"} {
		f := Parse(source("a.py", text), Options{Version: Py313})
		advice := f.Problems.Error()
		if !strings.Contains(strings.ToLower(advice), "python 2") && !strings.Contains(advice, "python 3") {
			t.Errorf("%q: %s", text, advice)
		}
	}
}
