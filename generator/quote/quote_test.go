package quote

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// hostile are texts that break what is quoted badly; they are the seeds of the fuzz targets too.
func hostile() []string {
	return []string{
		"", " ", "plain", "two words", "it's", `say "hi"`, `'both' "kinds"`, `back\slash`, `ends in \`, `"`, `""`, `"""`, `a """ b`, `'''`,
		"a\nb", "a\r\nb", "\t", "\x00", "\x7f", "é", "日本語", "😀", "\u202eright to left", "\u2028", "\ufeff", "\u00a0", "e\u0301",
		"{x}", "{{ x }}", "${{ github.token }}", "$(id)", "`id`", "<% .App %>", "%s %%", "# no comment", "a # b", "a: b", "- a", "[a]", "&a", "*a", "!a", "@a",
		"true", "No", "null", "~", "1", "1.5", "0x1f", "1e3", "2026-01-31", "12:30:00", "=", "<<", "'; DROP TABLE t; --", `\N{BULLET} \u0041 \x41`,
		"1. one", "-", "+ plus", "<script>", "[a](b)", "_a_ *b* ~c~", "|", "a ", " a", strings.Repeat("x", 300),
	}
}

func TestQuoted(t *testing.T) {
	cases := []struct {
		name     string
		function func(string) string
		in, want string
	}{
		{"python", Python, "plain", `"plain"`},
		{"python prefers double quotes", Python, `it's`, `"it's"`},
		{"python takes single quotes where fewer escapes are needed", Python, `say "hi"`, `'say "hi"'`},
		{"python escapes", Python, "a\\\n\t\x00\u202e\U000e0001", `"a\\\n\t\x00\u202e\U000e0001"`},
		{"docstring", Docstring, "  Two\nlines. ", `"""Two lines."""`},
		{"docstring that ends in a quote", Docstring, `Say "hi"`, `"""Say "hi\""""`},
		{"docstring with the end of one", Docstring, `a """ b \`, `"""a ""\" b \\"""`},
		{"block of one line", PythonBlock, "SELECT 1\n", `"SELECT 1"`},
		{"block", PythonBlock, "SELECT 'a\\b'\n\tFROM t  \n", "\"\"\"\\\nSELECT 'a\\\\b'\n\tFROM t\n\"\"\""},
		{"line", Line, " a\n\tb\u202e\x00 c ", "a b c"},
		{"yaml plain", YAML, "sales/app-1 two", "sales/app-1 two"},
		{"yaml word", YAML, "Yes", `"Yes"`},
		{"yaml number", YAML, "1.0", `"1.0"`},
		{"yaml escapes", YAML, "a\n\"b\": #\\", `"a\u000A\"b\": #\\"`},
		{"toml", TOML, "a\n\"b\"\U000e0001", `"a\u000A\"b\"\U000E0001"`},
		{"json", JSON, `<a> "b"` + "\n", `"<a> \"b\"\n"`},
		{"shell plain", Shell, "a/b-1", "a/b-1"},
		{"shell empty", Shell, "", "''"},
		{"shell", Shell, "it's $HOME", `'it'\''s $HOME'`},
		{"dockerfile", Dockerfile, "a \"$b\"\n\\", `"a \"\$b\" \\"`},
		{"markdown", Markdown, "a *b* <c> [d](e) `f`", "a \\*b\\* \\<c\\> \\[d\\](e) \\`f\\`"},
		{"markdown list", Markdown, "12. a - b", `12\. a - b`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.function(c.in); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// block is what PythonBlock keeps of a text.
func block(text string) string {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	if strings.Contains(text, "\n") {
		text += "\n"
	}
	return text
}

// readPython reads the one literal of a source with our own reader.
func readPython(t *testing.T, source string) string {
	t.Helper()
	file := python.Parse(diag.NewSource("x.py", source+"\n"), python.Options{})
	if len(file.Problems) > 0 || len(file.Module.Body) != 1 {
		t.Fatalf("%q is no Python literal: %v", source, file.Problems)
	}
	statement, ok := file.Module.Body[0].(*python.ExprStmt)
	if !ok {
		t.Fatalf("%q is no expression", source)
	}
	literal, ok := statement.Value.(*python.Constant)
	if !ok {
		t.Fatalf("%q is no literal", source)
	}
	return literal.Text
}

func fuzz(f *testing.F, check func(t *testing.T, text string)) {
	for _, text := range hostile() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) { // the manifest refuses what is not
			check(t, text)
		}
	})
}

func same(t *testing.T, quoted, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s reads back as %q, want %q", quoted, got, want)
	}
}

func FuzzPython(f *testing.F) {
	fuzz(f, func(t *testing.T, text string) {
		same(t, Python(text), readPython(t, Python(text)), text)
		same(t, Docstring(text), readPython(t, Docstring(text)), Line(text))
		same(t, PythonBlock(text), readPython(t, PythonBlock(text)), block(text))
	})
}

func FuzzYAML(f *testing.F) {
	fuzz(f, func(t *testing.T, text string) {
		quoted := YAML(text)
		for _, document := range []string{"a: " + quoted + "\n", "- " + quoted, "[" + quoted + ", b]", "{a: " + quoted + "}"} {
			var node yaml.Node
			if err := yaml.Unmarshal([]byte(document), &node); err != nil {
				t.Fatalf("%s: %v", document, err)
			}
			value := node.Content[0].Content[0]
			if node.Content[0].Kind == yaml.MappingNode {
				value = node.Content[0].Content[1]
			}
			if value.Tag != "!!str" {
				t.Errorf("%s reads as %s", document, value.Tag)
			}
			same(t, quoted, value.Value, text)
		}
	})
}

func FuzzTOML(f *testing.F) {
	fuzz(f, func(t *testing.T, text string) {
		var got struct{ A string }
		if err := toml.Unmarshal([]byte("a = "+TOML(text)+"\n"), &got); err != nil {
			t.Fatalf("%s: %v", TOML(text), err)
		}
		same(t, TOML(text), got.A, text)
	})
}

func FuzzJSON(f *testing.F) {
	fuzz(f, func(t *testing.T, text string) {
		var got string
		if err := json.Unmarshal([]byte(JSON(text)), &got); err != nil {
			t.Fatal(err)
		}
		same(t, JSON(text), got, text)
	})
}

// FuzzLines holds what is only shown: one line, all printable, and no more than the text says.
func FuzzLines(f *testing.F) {
	fuzz(f, func(t *testing.T, text string) {
		for name, quoted := range map[string]string{"comment": Line(text), "markdown": Markdown(text), "dockerfile": Dockerfile(text)} {
			if i := strings.IndexFunc(quoted, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 {
				t.Errorf("%s %q does not print at %d", name, quoted, i)
			}
		}
		inner := Dockerfile(text)
		inner = strings.NewReplacer(`\\`, "", `\"`, "", `\$`, "").Replace(inner[1 : len(inner)-1])
		if strings.ContainsAny(inner, `"\$`) {
			t.Errorf("dockerfile %s leaves its quotes", Dockerfile(text))
		}
	})
}

func FuzzShell(f *testing.F) {
	fuzz(f, func(t *testing.T, text string) { // a word is plain, or in single quotes that only '\'' leaves
		quoted := Shell(text)
		if !strings.HasPrefix(quoted, "'") {
			if quoted == "" || !holdsOnly(quoted, "_@%+=:,./-") {
				t.Errorf("%q is not quoted", quoted)
			}
			return
		}
		inner := strings.ReplaceAll(quoted[1:len(quoted)-1], `'\''`, "\x01")
		if strings.Contains(inner, "'") {
			t.Errorf("%q leaves its quotes", quoted)
		}
	})
}

// TestLanguagesReadBack asks Python and a shell themselves.
func TestLanguagesReadBack(t *testing.T) {
	t.Run("python", func(t *testing.T) {
		exe, err := exec.LookPath("python3")
		if err != nil {
			t.Skip("no python3")
		}
		type pair struct{ Quoted, Want string }
		var pairs []pair
		for _, text := range hostile() {
			pairs = append(pairs, pair{Python(text), text}, pair{Docstring(text), Line(text)}, pair{PythonBlock(text), block(text)})
		}
		input, err := json.Marshal(pairs)
		if err != nil {
			t.Fatal(err)
		}
		script := "import ast, json, sys\nfor p in json.load(sys.stdin):\n    assert ast.literal_eval(p['Quoted']) == p['Want'], p\n"
		cmd := exec.Command(exe, "-W", "error", "-c", script)
		cmd.Stdin = bytes.NewReader(input)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
	t.Run("shell", func(t *testing.T) {
		exe, err := exec.LookPath("sh")
		if err != nil {
			t.Skip("no sh")
		}
		var script strings.Builder
		var want []string
		for _, text := range hostile() {
			script.WriteString("printf '%s\\0' " + Shell(text) + "\n")
			want = append(want, strings.ReplaceAll(text, "\x00", ""))
		}
		out, err := exec.Command(exe, "-c", script.String()).Output()
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
		for i := range want {
			same(t, Shell(want[i]), got[i], want[i])
		}
	})
}
