package generator

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// pythonFiles are the files under a folder by their path in it: code as we generate it, in testdata, or any other.
func pythonFiles(tb testing.TB, root string) map[string][]byte {
	tb.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".py" {
			return err
		}
		content, err := os.ReadFile(path)
		files[strings.ReplaceAll(strings.TrimPrefix(path, root), string(filepath.Separator), "_")] = content
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(files) == 0 {
		tb.Fatalf("no Python under %s", root)
	}
	return files
}

// ruffRun is ruff on copies of files: one folder a run, formatted in place.
type ruffRun struct {
	t    *testing.T
	ruff string
}

// newRuff finds ruff beside the interpreter of the test environment.
func newRuff(t *testing.T) ruffRun {
	t.Helper()
	exe := os.Getenv("STREAMLIFT_E2E_PYTHON")
	if exe == "" {
		t.Skip("STREAMLIFT_E2E_PYTHON is not set: run `make unit`, which builds the environment with ruff")
	}
	ruff := filepath.Join(filepath.Dir(exe), "ruff")
	if _, err := os.Stat(ruff); err != nil {
		t.Skipf("no ruff beside %s: run `make unit`, which installs it", exe)
	}
	return ruffRun{t: t, ruff: ruff}
}

// format is what ruff makes of files at a width. Joined drops the commas that keep lists broken first.
func (r ruffRun) format(files map[string][]byte, limit int, joined bool) map[string][]byte {
	r.t.Helper()
	dir := r.t.TempDir()
	config := fmt.Sprintf("line-length = %d\n[format]\nskip-magic-trailing-comma = %v\n", limit, joined)
	files = withFile(files, "ruff.toml", []byte(config))
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			r.t.Fatal(err)
		}
	}
	cmd := exec.Command(r.ruff, "format", "--no-cache", "--quiet", ".")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("ruff format: %v\n%s", err, out)
	}
	return pythonFiles(r.t, dir+string(filepath.Separator))
}

func withFile(files map[string][]byte, name string, content []byte) map[string][]byte {
	all := map[string][]byte{name: content}
	for name, content := range files {
		all[name] = content
	}
	return all
}

// TestLayoutIsRuffs lays out code at every width and compares with ruff: as it stands, on as few lines as ruff can
// put it, and broken up as for a narrow page. With STREAMLIFT_SOAK it does so to all Python under that folder.
func TestLayoutIsRuffs(t *testing.T) {
	ruff := newRuff(t)
	root := "testdata/layout/"
	if soak := os.Getenv("STREAMLIFT_SOAK"); soak != "" {
		root = soak + "/"
	}
	files := pythonFiles(t, root)
	inputs := map[string]map[string][]byte{
		"written": files,
		"joined":  ruff.format(files, 320, true),
		"narrow":  ruff.format(files, 50, false),
	}
	for limit := 40; limit <= 140; limit += 3 {
		for kind, input := range inputs {
			want := ruff.format(input, limit, false)
			for name, content := range input {
				got, err := layOut(name, content, int32(limit))
				if err != nil {
					t.Errorf("%s: %v", name, err)
				} else if !bytes.Equal(got, want[name]) {
					t.Errorf("%s, %s at width %d:\n%s", name, kind, limit, firstDifference(got, want[name]))
				}
			}
		}
	}
}

// TestLayoutCasesAreRuffs holds the table of cases to what ruff makes of them.
func TestLayoutCasesAreRuffs(t *testing.T) {
	ruff := newRuff(t)
	inputs := map[string][]byte{}
	for i, c := range layoutCases() {
		inputs[fmt.Sprintf("%d.py", i)] = []byte(dedent(c.in))
	}
	outputs := ruff.format(inputs, 40, false)
	for i, c := range layoutCases() {
		if got := string(outputs[fmt.Sprintf("%d.py", i)]); (got != dedent(c.want)) != c.ours {
			t.Errorf("%s: ruff makes of it\n%s", c.name, got)
		}
	}
}

// firstDifference shows where two texts part.
func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	part := func(lines []string) string {
		return strings.Join(lines[min(max(0, i-1), len(lines)):min(i+6, len(lines))], "\n")
	}
	return fmt.Sprintf("line %d\n--- got\n%s\n--- want\n%s", i+1, part(g), part(w))
}

// treePlace matches what a printed tree says about places.
var treePlace = regexp.MustCompile(`(, )?(end_)?(lineno|col_offset)=\d+`)

// meaning is a file's tree without positions, and its comments.
func meaning(tb testing.TB, text []byte) string {
	tb.Helper()
	src := diag.NewSource("a.py", string(text))
	file := python.Parse(src, python.Options{})
	if len(file.Problems) > 0 {
		tb.Fatalf("no Python: %v\n%s", file.Problems, text)
	}
	var b strings.Builder
	b.WriteString(treePlace.ReplaceAllString(python.Dump(file, python.Py313), ""))
	tokens, _ := python.Tokens(src, python.Options{})
	for _, token := range tokens {
		if token.Kind == python.Comment {
			b.WriteString("\n" + strings.TrimRight(src.Text[token.Start:token.End], " \t\r"))
		}
	}
	return b.String()
}
