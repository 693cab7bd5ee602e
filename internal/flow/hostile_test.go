package flow

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestHostile holds that no shape of code costs more than its size: long chains, deep brackets, rings of calls, one
// name for thousands of texts.
func TestHostile(t *testing.T) {
	each := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(strings.ReplaceAll(format, "NEXT", fmt.Sprint((i*7+1)%n)), "N", fmt.Sprint(i)))
		}
		return b.String()
	}
	tests := map[string]string{
		"chain":       "z = a" + strings.Repeat(".b()", 1500) + "\n",
		"known chain": "from sqlalchemy import select\nz = select(1)" + strings.Repeat(".where(x)", 1500) + "\n",
		"nested":      "z = " + strings.Repeat("open(", 90) + "x" + strings.Repeat(".read())", 90) + "\n",
		"getattr":     "z = " + strings.Repeat("getattr(", 90) + "x" + strings.Repeat(", k)", 90) + "\n",
		"brackets":    "x = " + strings.Repeat("[", 150) + strings.Repeat("]", 150) + "\n",
		"sum":         "y = " + strings.Repeat("'a' + ", 4000) + "x\n",
		"dict":        "D = {\n" + each(10000, "  'kN': {'a': N, 'b': ['xN', 'y']},\n") + "}\n",
		"elif":        "def f(x):\n    if x: pass\n" + each(2000, "    elif x == N:\n        y = N\n"),
		"one name":    "import sqlite3\nc = sqlite3.connect('a')\n" + each(2000, "sql = 'SELECT N'\nc.execute(sql)\nx = x + N\n"),
		"ring":        each(2000, "def fN(x):\n    return fNEXT(x) or g(x)\n") + "def g(x):\n    return open(x)\n",
		"functions":   "L = []\n" + each(2000, "def fN(): pass\nL.append(fN)\n") + "def run():\n    for f in L: f()\n",
		"classes":     "class A0: pass\n" + each(300, "class AN(ANEXT):\n    def mN(self): return self.mNEXT()\n") + "A1().m1()\n",
		"texts":       "import sqlite3\ndef f(c, a, b):\n" + each(30, "    qN = qNEXT + a if b else qNEXT\n") + "    c.execute(q1)\n",
	}
	c := loadCatalogue(t)
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			done := make(chan bool)
			go func() {
				oneModule(c, text)
				close(done)
			}()
			select {
			case <-done:
			case <-time.After(20 * time.Second):
				t.Fatal("it does not end")
			}
		})
	}
}
