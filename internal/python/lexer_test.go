package python

import (
	"fmt"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
)

// spell writes tokens as `Kind` or `text` for the table below.
func spell(src *diag.Source, tokens []Token) string {
	var words []string
	for _, t := range tokens {
		switch t.Kind {
		case EndMarker:
		case Newline:
			words = append(words, ";")
		case NL:
			words = append(words, "NL")
		case Indent:
			words = append(words, ">")
		case Dedent:
			words = append(words, "<")
		case Error:
			words = append(words, "ERROR")
		case String, FStringMiddle, TStringMiddle:
			words = append(words, fmt.Sprintf("%q", t.Text(src)))
		default:
			words = append(words, t.Text(src))
		}
	}
	return strings.Join(words, " ")
}

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		version          Version
	}{
		{name: "no final line end", text: "x=1", want: "x = 1 ;"},
		{name: "blocks", text: "if a:\n\tb\n  # c\n\n\tif d:\n\t  e\nf\n", want: "if a : ; > b ; # c NL NL if d : ; > e ; < < f ;"},
		{name: "line ends", text: "a\rb\r\nc\n", want: "a ; b ; c ;"},
		{name: "brackets", text: "f(a, # c\n  b)\n", want: "f ( a , # c NL b ) ;"},
		{name: "continuation", text: "a = \\\n b\n", want: "a = b ;"},
		{name: "operators", text: "a**=b//c<<=d->e:=f!=g...h\n", want: "a **= b // c <<= d -> e := f != g ... h ;"},
		{name: "numbers", text: "0xFFl\n1_0.5e-3j .5 1if x else 0o17\n", want: "ERROR ; 1_0.5e-3j .5 1 if x else 0o17 ;"},
		{name: "octal of python 2", text: "017\n", want: "ERROR ;"},
		{name: "strings", text: `rb'a\'' U"b" '''c` + "\n" + `'d'''`, want: `"rb'a\\''" "U\"b\"" "'''c\n'd'''" ;`},
		{name: "f-string", text: `f'a{{{x!r:>{w}}b\N{DASH}{y=}'`, want: `f' "a{{" { x ! r : ">" { w } } "b\\N{DASH}" { y = } ' ;`},
		{name: "f-string, same quotes", text: `f'{a['k']}'`, want: `f' { a [ "'k'" ] } ' ;`},
		{name: "f-string, same quotes, old", text: `f'{a['k']}'`, version: Py311, want: `f' { a [ ERROR ' k "']}'" ;`},
		{name: "f-string, old", text: `f'{a["k"]:{w}}'`, version: Py38, want: `f' { a [ "\"k\"" ] : { w } } ' ;`},
		{name: "f-string in f-string", text: "f'''{\n f'{x}' # c\n}'''\n", want: "f''' { NL f' { x } ' # c NL } ''' ;"},
		{name: "walrus is a format spec", text: `f'{x:=5}'`, want: `f' { x : "=5" } ' ;`},
		{name: "t-string", text: `t'{x}'`, want: "t' { x } ' ;"},
		{name: "t-string, old", text: `t'{x}'`, version: Py313, want: `t "'{x}'" ;`},
		{name: "open bracket", text: "f(a,\ndef g():\n  pass\n", want: "f ( a , NL ERROR ; def g ( ) : ; > pass ; <"},
		{name: "open string", text: "a = 'b\nc\n", want: "a = ERROR ; c ;"},
		{name: "open triple string", text: "a = '''b\nc\ndef d(): pass\n", want: "a = ERROR ; def d ( ) : pass ;"},
		{name: "open field", text: "f'{a'\nb\n", want: "f' { a ERROR ; b ;"},
		{name: "form feed", text: "if a:\n  b\n\f\nc\n", want: "if a : ; > b ; NL < c ;"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := diag.NewSource("a.py", c.text)
			tokens, _ := Tokens(src, Options{Version: c.version})
			if got := spell(src, tokens); got != c.want {
				t.Errorf("tokens\n got %s\nwant %s", got, c.want)
			}
		})
	}
}
