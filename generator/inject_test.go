package generator

import (
	"encoding/json"
	"fmt"
	"go/scanner"
	"go/token"
	"math/rand"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/python"
)

// spoken is a manifest in which every free text is %[1]s, a YAML string.
const spoken = `streamlift: 1
app: {name: shop, title: %[1]s}
clients: [python, go]
resources:
  db: {kind: sql, url: {env: DATABASE_URL, default: "sqlite:///shop.db"}}
operations:
  - id: orders
    kind: query
    pages: [Main]
    description: %[1]s
    uses: [db]
    inputs:
      who: {type: string, default: %[1]s, label: %[1]s}
      note: {type: string, label: %[1]s}
    from: {sql: "SELECT id FROM orders WHERE who = :who AND note = :note"}
    output: {type: table, columns: {id: int}}
  - {id: later, pages: [Main], kind: computation, description: %[1]s, from: {none: %[1]s}, output: {type: none}}
  - {id: plain, pages: [Main], kind: computation, from: {none: %[1]s}, output: {type: scalar, of: string}}
`

// TestTextStaysText holds for the built-in packs that no text of a manifest becomes code: with any text in the place of a
// plain word, each file says the same but for its texts.
func TestTextStaysText(t *testing.T) {
	pieces := []string{`"`, `'`, `"""`, `'''`, `\`, `\"`, "\\N{DASH}", "#", "{{ x }}", "${HOME}", "$(id)", "`id`", "<% .App.Title %>", "%>", "-->", "|", "]", "}", ": ", "- ",
		"&a", "*a", "!x", "%s", "; import os", "\n", "\n\nimport os\n", "\ttab", "é", "日本", "\u2028", "<script>", "= 1", "[x](y)", "' + x + '", "\\u0022", "\\", " ", "0x", "null", "~"}
	random := rand.New(rand.NewSource(9))
	for _, name := range pack.Builtins() {
		p, err := pack.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		want := said(t, p, "Word")
		accepted := 0
		for range 40 {
			text := "x"
			for range 1 + random.Intn(6) {
				text += pieces[random.Intn(len(pieces))]
			}
			text += "x"
			got := said(t, p, text)
			if len(got) == 0 {
				continue // the manifest refuses it
			}
			accepted++
			for file, shape := range want {
				if got[file] != shape {
					t.Fatalf("%s: %s says something else with the text %q:\n%s\nwant\n%s", name, file, text, got[file], shape)
				}
			}
		}
		if accepted < 20 {
			t.Errorf("%s: the manifest takes %d of 40 texts", name, accepted)
		}
	}
}

// said is what each file of a project says but for its texts; nothing when the manifest refuses a text.
func said(t *testing.T, p *pack.Pack, text string) map[string]string {
	t.Helper()
	quoted, err := json.Marshal(text) // JSON is YAML
	if err != nil {
		t.Fatal(err)
	}
	m, problems := manifest.Load("streamlift.yaml", fmt.Appendf(nil, spoken, quoted))
	if problems.Failed() {
		return nil
	}
	files, err := Generate(Input{Manifest: m, Pack: p})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	out := map[string]string{}
	for _, f := range files {
		if shape, known := shapeOf(t, f); known {
			out[f.Path] = shape
		}
	}
	return out
}

// shapeOf is what a file says in its language, without its texts.
func shapeOf(t *testing.T, f File) (string, bool) {
	t.Helper()
	var tree any
	var err error
	switch path.Ext(f.Path) {
	case ".py":
		return pythonShape(string(f.Content)), true
	case ".go":
		return goShape(f.Content), true
	case ".yaml", ".yml":
		err = yaml.Unmarshal(f.Content, &tree)
	case ".toml":
		var table map[string]any
		err = toml.Unmarshal(f.Content, &table)
		tree = table
	case ".json":
		err = json.Unmarshal(f.Content, &tree)
	default:
		if path.Base(f.Path) != "Dockerfile" {
			return "", false
		}
		return fmt.Sprint(strings.Count(string(f.Content), "\n")), true
	}
	if err != nil {
		t.Fatalf("%s: %v", f.Path, err)
	}
	return fmt.Sprint(withoutTexts(tree)), true
}

// pythonShape lists the tokens of a module that are code: layout adds brackets and commas, texts and comments differ.
func pythonShape(text string) string {
	src := diag.NewSource("", text)
	tokens, _ := python.Tokens(src, python.Options{})
	var out []string
	for _, token := range tokens {
		switch token.Kind {
		case python.Comment, python.NL, python.Comma, python.LParen, python.RParen, python.Indent, python.Dedent, python.EndMarker:
		case python.String:
			if len(out) == 0 || out[len(out)-1] != "text" { // a long one may be several
				out = append(out, "text")
			}
		default:
			out = append(out, strings.TrimSpace(text[token.Span().Start:token.Span().End]))
		}
	}
	return strings.Join(out, " ")
}

// goShape lists the tokens of a Go file that are code.
func goShape(content []byte) string {
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(content)), content, nil, 0)
	var out []string
	for {
		_, kind, text := s.Scan()
		switch kind {
		case token.EOF:
			return strings.Join(out, " ")
		case token.STRING:
			text = "text"
		}
		out = append(out, kind.String()+text)
	}
}

// withoutTexts replaces every text of a tree.
func withoutTexts(tree any) any {
	switch v := tree.(type) {
	case string:
		return "text"
	case map[string]any:
		var keys []string
		for key, value := range v {
			keys = append(keys, fmt.Sprint(key, "=", withoutTexts(value)))
		}
		slices.Sort(keys)
		return keys
	case []any:
		out := make([]any, 0, len(v))
		for _, item := range v {
			out = append(out, withoutTexts(item))
		}
		return out
	}
	return tree
}

// TestLanguagesAreTheFunctions holds the list of functions for authors against the functions themselves.
func TestLanguagesAreTheFunctions(t *testing.T) {
	languages := Languages()
	for name := range functions(&pack.Pack{}) {
		if _, listed := languages[name]; !listed {
			t.Errorf("%s is not listed", name)
		}
	}
	if len(languages) != len(functions(&pack.Pack{})) {
		t.Errorf("%d are listed, there are %d", len(languages), len(functions(&pack.Pack{})))
	}
}
