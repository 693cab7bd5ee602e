// Package policy holds no code: its tests check the rules of the house that no compiler knows.
package policy

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "github.com/streamlift/streamlift/"
)

// edge is one line of the map: what a package may import of ours ("*" is anything), and why no more.
type edge struct {
	pkg    string
	may    []string
	reason string
}

// edges says what each package may import of ours, each with the reason for its limit.
// A package that is not listed may not exist.
var edges = []edge{
	{pkg: "cmd/streamlift", may: []string{"cmd"}, reason: "main only starts the root command"},
	{pkg: "cmd", may: []string{"*"}, reason: "the one place where stages meet"},
	{pkg: "generator", may: []string{"generator/quote", "generator/view", "internal/diag", "internal/manifest", "internal/merge", "internal/pack", "internal/python"}, reason: "rendering is pure: no disk, no audit, no decision"},
	{pkg: "generator/quote", reason: "text in, text out: it knows languages, not manifests"},
	{pkg: "generator/view", may: []string{"generator/quote", "internal/diag", "internal/manifest", "internal/sqltext"}, reason: "templates see finished values, made from the manifest alone"},
	{pkg: "golden", may: []string{"cmd"}, reason: "golden cases go in as a user would"},
	{pkg: "internal/audit", may: []string{"internal/catalogue", "internal/diag", "internal/flow", "internal/manifest", "internal/python", "internal/source", "internal/sqltext"}, reason: "trees in, operations and findings out; prints and decides nothing"},
	{pkg: "internal/catalogue", reason: "data about libraries, no analysis"},
	{pkg: "internal/decide", may: []string{"internal/diag", "internal/manifest"}, reason: "decides from the manifest and the evidence, not from source"},
	{pkg: "internal/diag", reason: "everything reports through it, so it knows nobody"},
	{pkg: "internal/flow", may: []string{"internal/catalogue", "internal/diag", "internal/python", "internal/source", "internal/sqltext"}, reason: "knows Python and libraries, not operations"},
	{pkg: "internal/keep", may: []string{"internal/diag", "internal/logic", "internal/manifest", "internal/python", "internal/source"}, reason: "the app as files and tokens; what becomes of it is decided elsewhere"},
	{pkg: "internal/logic", may: []string{"internal/diag", "internal/manifest", "internal/python", "internal/source"}, reason: "the app's modules as the manifest names them; follows no data"},
	{pkg: "internal/lift", may: []string{"internal/catalogue", "internal/diag", "internal/flow", "internal/python"}, reason: "moves code; renders and decides nothing"},
	{pkg: "internal/manifest", may: []string{"internal/diag", "internal/sqltext"}, reason: "the manifest is people's: no stage's types leak into it"},
	{pkg: "internal/merge", may: []string{"internal/diag", "internal/python"}, reason: "bytes to bytes: no disk, no templates"},
	{pkg: "internal/oracle", reason: "finds CPythons for tests; only tests import it"},
	{pkg: "internal/pack", may: []string{"internal/diag", "templates"}, reason: "packs are data; only this package reads them"},
	{pkg: "internal/packdev", may: []string{"generator", "generator/view", "internal/diag", "internal/manifest", "internal/pack"}, reason: "judges packs for their authors; no command but pack needs it"},
	{pkg: "internal/policy", reason: "tests only"},
	{pkg: "internal/python", may: []string{"internal/diag"}, reason: "knows Python, not Streamlit"},
	{pkg: "internal/regen", may: []string{"internal/diag", "internal/merge"}, reason: "bytes and paths, never templates"},
	{pkg: "internal/report", may: []string{"internal/audit", "internal/decide"}, reason: "shows results of any stage; makes none"},
	{pkg: "internal/runner", may: []string{"internal/source"}, reason: "runs a project, does not make one"},
	{pkg: "internal/source", may: []string{"internal/diag"}, reason: "the app as files"},
	{pkg: "internal/sqltext", may: []string{"internal/diag"}, reason: "knows SQL, nothing else"},
	{pkg: "internal/verify", reason: "drives programs; knows neither manifests nor templates"},
	{pkg: "templates", reason: "embedded data"},
}

// TestArchitectureListsEveryPackage holds docs/architecture.md against the table of edges, both ways.
func TestArchitectureListsEveryPackage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs/architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	var rows, want []string
	for _, row := range regexp.MustCompile("(?m)^\\| `((?:cmd|generator|golden|internal|templates)[a-z/]*)` \\|").FindAllStringSubmatch(string(page), -1) {
		rows = append(rows, row[1])
	}
	for _, edge := range edges {
		want = append(want, edge.pkg)
	}
	slices.Sort(rows)
	slices.Sort(want)
	if !slices.Equal(rows, want) {
		t.Errorf("docs/architecture.md lists\n%q\nthe edges are of\n%q", rows, want)
	}
}

func TestImportEdges(t *testing.T) {
	known := map[string]bool{}
	for _, edge := range edges {
		known[edge.pkg] = true
	}
	eachGoFile(t, func(file goFile) {
		pkg := path.Dir(file.path)
		if strings.HasPrefix(pkg, "tools/") || strings.HasPrefix(pkg, "bench") || strings.HasSuffix(file.path, "_test.go") {
			return
		}
		if !known[pkg] {
			t.Errorf("%s: package %s is not in the table of edges; add it with what it may import and why", file.path, pkg)
			return
		}
		for _, spec := range file.syntax.Imports {
			target, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module)
			if !ours {
				continue
			}
			edge := edges[slices.IndexFunc(edges, func(e edge) bool { return e.pkg == pkg })]
			if !slices.Contains(edge.may, target) && !slices.Contains(edge.may, "*") {
				t.Errorf("%s imports %s, but %s: %s", file.path, target, pkg, edge.reason)
			}
		}
	})
}

// Budgets of style.md: what is longer is several things. A flat table or switch may say so in a
// comment that holds the word "flat".
const (
	maxFileLines     = 400
	maxFunctionLines = 60
	maxFlatLines     = 120
	maxParameters    = 4
)

func TestBudgets(t *testing.T) {
	eachGoFile(t, func(file goFile) {
		if strings.HasSuffix(file.path, "_test.go") {
			return
		}
		if lines := strings.Count(file.text, "\n"); lines > maxFileLines {
			t.Errorf("%s: %d lines, at most %d", file.path, lines, maxFileLines)
		}
		for _, decl := range file.syntax.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			first, last := file.line(fn.Pos()), file.line(fn.End())
			limit := maxFunctionLines
			if fn.Doc != nil && strings.Contains(fn.Doc.Text(), "flat") {
				limit = maxFlatLines
			}
			if n := last - first + 1; n > limit {
				t.Errorf("%s:%d: %s has %d lines, at most %d", file.path, first, fn.Name.Name, n, limit)
			}
			if n := fn.Type.Params.NumFields(); n > maxParameters {
				t.Errorf("%s:%d: %s has %d parameters, at most %d: make a struct", file.path, first, fn.Name.Name, n, maxParameters)
			}
		}
	})
}

func TestNoPackageState(t *testing.T) {
	eachGoFile(t, func(file goFile) {
		if strings.HasSuffix(file.path, "_test.go") {
			return
		}
		for _, decl := range file.syntax.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s:%d: init makes package state", file.path, file.line(fn.Pos()))
			}
		}
	})
}

// machinePath matches paths that exist on one machine only.
var machinePath = regexp.MustCompile(`/(work|farm|home|root)/[a-z]`)

func TestNoMachinePaths(t *testing.T) {
	eachFile(t, func(name string, content []byte) {
		if strings.HasSuffix(name, ".sum") || strings.Contains(name, "/testdata/fuzz/") || name == "internal/policy/policy_test.go" {
			return
		}
		if at := machinePath.Find(content); at != nil {
			t.Errorf("%s: holds the machine's path %s…", name, at)
		}
	})
}

type goFile struct {
	path   string // relative to the repository, with slashes
	text   string
	syntax *ast.File
	line   func(token.Pos) int
}

// eachGoFile parses every Go file of the main module outside testdata.
func eachGoFile(t *testing.T, visit func(goFile)) {
	t.Helper()
	seen := 0
	eachFile(t, func(name string, content []byte) {
		if !strings.HasSuffix(name, ".go") || strings.Contains(name, "/testdata/") || strings.HasPrefix(name, "e2e/") {
			return
		}
		seen++
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, name, content, parser.ParseComments)
		if err != nil {
			t.Error(err)
			return
		}
		visit(goFile{path: name, text: string(content), syntax: syntax, line: func(p token.Pos) int { return set.Position(p).Line }})
	})
	if seen == 0 {
		t.Fatal("no Go file found")
	}
}

// eachFile visits every file of the repository that a person wrote.
func eachFile(t *testing.T, visit func(name string, content []byte)) {
	t.Helper()
	skip := []string{".git", ".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", "dist", "node_modules", ".venv"}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (slices.Contains(skip, entry.Name()) || strings.HasSuffix(entry.Name(), "-lifted")) {
			return filepath.SkipDir
		}
		if !entry.Type().IsRegular() || entry.Name() == ".git" /* of a worktree */ || strings.HasSuffix(name, ".pyc") || strings.HasSuffix(name, ".db") {
			return nil
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		visit(filepath.ToSlash(rel), content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
