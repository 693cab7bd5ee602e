package audit

import (
	"fmt"
	"testing"
)

// TestConfinedTexts holds that no text which the app alone chooses names a path, an address, a command or a statement
// for whoever calls.
func TestConfinedTexts(t *testing.T) {
	chosen, typed := `st.selectbox("x", [p.stem for p in BASE.iterdir()])`, `st.text_input("x")`
	one := "string like " + oneName
	for _, c := range []struct{ def, given, want string }{
		{`def f(a: str): return (BASE / f"{a}.csv").read_text()`, chosen, one},
		{"def f(a: str):\n    file = BASE / (a + '.csv')\n    return file.read_text()", chosen, one},
		{"def g(file): return open(file).read()\ndef f(a: str): return g(f'data/{a}.txt')", chosen, one},
		{"def g(name): return open(f'data/{name}').read()\ndef f(a: str): return g(a)", chosen, one},
		{"def f(a: str): return open(a).read()", chosen, "no: string that becomes a path at app.py:31, " + confinedHow},
		{"def f(a: str):\n    file = a\n    return open(file).read()", chosen, "no: string that becomes a path at app.py:33, " + confinedHow},
		{"def f(a: str): return Path(a + '/x') / 'y' if a else open(a).read()", chosen, "no: string that becomes a path at app.py:31, " + confinedHow},
		{"def f(a: str): return open(f'{a}.txt').read()", typed, "string"},
		{"def f(a: str): return requests.get(a).text", chosen, "no: string that becomes a URL at app.py:31, " + confinedHow},
		{"def f(a: str): return requests.get(f'http://h/{a}').text", chosen, "string"},
		{"def f(a: str): return subprocess.run(['ls', a]).stdout", `"x"`, "no: string that becomes a command at app.py:31, " + confinedHow},
		{"def f(where: str = ''): return sqlite3.connect('a.db').execute(f'SELECT 1 {where}').fetchall()", typed,
			"no: string that becomes the text of a statement at app.py:31, " + confinedHow},
		{"def f(a: str): return sqlite3.connect('a.db').execute('SELECT ?', (a,)).fetchall()", chosen, "string"},
		{"def f(a: str): return sqlite3.connect('a.db').execute('SELECT ' + {'x': 'y'}[a]).fetchall()", chosen, "string"},
		{"def f(a: str): return sqlite3.connect('a.db').execute(f'SELECT {int(a)}').fetchall()", chosen, "string"},
		{"def f(a: str): return open(f'{a}.txt').read()", `st.selectbox("x", ["a", "b"])`, "string"},
	} {
		t.Run(c.def+" "+c.given, func(t *testing.T) {
			report := auditFiles(t, map[string]string{"app.py": fmt.Sprintf(structuredApp, c.def+"\n\nst.write(f("+c.given+"))")})
			got := "no operation"
			for _, op := range report.Operations {
				if op.ID == "f" {
					got = saysOf(op.Parameters[0])
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
