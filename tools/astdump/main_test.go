package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/oracle"
)

// TestDump compares the printed text with what CPython prints, byte by byte. Before 3.13 CPython has oddities in
// f-strings (docs/reader.md); there the trees are compared without those, by the tests of internal/python.
func TestDump(t *testing.T) {
	compared := 0
	for _, py := range oracle.Interpreters() {
		if py.Minor < 13 {
			continue
		}
		script := "import ast, json, sys\n" +
			"for line in sys.stdin:\n" +
			"    try: print(json.dumps(ast.dump(ast.parse(open(line.strip(), 'rb').read()), include_attributes=True)))\n" +
			"    except Exception: print('null')\n" +
			"    sys.stdout.flush()\n"
		files := py.Sample(80)
		err := py.Ask([]string{"-c", script}, files, func(path string, said []byte) error {
			var want *string
			if err := json.Unmarshal(said, &want); err != nil {
				return err
			}
			var out strings.Builder
			if err := run([]string{"--version", "3." + strconv.Itoa(py.Minor), path}, &out, &out); err != nil {
				return err
			}
			got := strings.TrimSuffix(out.String(), "\n")
			switch {
			case want == nil:
				if !strings.HasPrefix(got, "error ") {
					t.Errorf("3.%d: %s: CPython rejects it", py.Minor, path)
				}
			case got != *want:
				t.Errorf("3.%d: %s: %s", py.Minor, path, difference(got, *want))
			default:
				compared++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if compared == 0 {
		t.Fatal("no CPython from 3.13 on found, nothing compared")
	}
}

func difference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(0, i-60)
	return "got …" + got[from:min(len(got), i+60)] + ", want …" + want[from:min(len(want), i+60)]
}

func TestLines(t *testing.T) {
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.py"), filepath.Join(dir, "bad.py")
	for name, text := range map[string]string{good: "x", bad: "y = 1\nx = = 2\n"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree := "Module(body=[Expr(value=Name(id='x', ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)])"
	var out, complaints strings.Builder
	if err := run([]string{good, bad}, &out, &complaints); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(out.String(), "\n"); len(lines) != 3 || lines[0] != tree || !strings.HasPrefix(lines[1], "error 2:5 ") {
		t.Errorf("got %q", lines)
	}
	out.Reset()
	if err := run([]string{"--jsonl", bad, good}, &out, &complaints); err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		var a map[string]string
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if want := []string{bad, good}[i]; a["file"] != want || (i == 0) != strings.HasPrefix(a["error"], "error 2:5 ") || (i == 1) != (a["dump"] == tree) {
			t.Errorf("got %q", line)
		}
	}
	for _, args := range [][]string{{"--version", "2.7", good}, {"--nope"}, {filepath.Join(dir, "none.py")}} {
		if err := run(args, &out, &complaints); err == nil {
			t.Errorf("%q is no error", args)
		}
	}
}
