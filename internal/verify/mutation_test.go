package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// fault is one change of one line that makes a moved function wrong.
type fault struct {
	App  string `json:"app"`
	File string `json:"file"`
	Line int    `json:"line"`
	Kind string `json:"kind"`
	Text string `json:"text"` // of the line, changed
}

func (f fault) String() string {
	return fmt.Sprintf("%s %s:%d %s: %s", f.App, filepath.Base(f.File), f.Line, f.Kind, strings.TrimSpace(f.Text))
}

// faultKinds change a line, each where it finds its pattern.
var faultKinds = []struct {
	kind    string
	pattern *regexp.Regexp
	change  func(found []string) string
}{
	{"operator", regexp.MustCompile(` ([*+/]|==|!=) `), func(found []string) string {
		return " " + map[string]string{"*": "+", "+": "*", "/": "*", "==": "!=", "!=": "=="}[found[1]] + " "
	}},
	{"constant", regexp.MustCompile(`\b\d+(\.\d+)?\b`), func(found []string) string {
		value, _ := strconv.ParseFloat(found[0], 64)
		return strconv.FormatFloat(value+1, 'f', -1, 64)
	}},
	{"dropped statement", regexp.MustCompile(`^(    +)\w[\w\[\]".]*( = |\()[^()]*(\([^()]*\))*[^()]*\)?$`), func(found []string) string { return found[1] + "pass" }},
	{"swapped arguments", regexp.MustCompile(`\((\w+), (\w+)(\)|, )`), func(found []string) string { return "(" + found[2] + ", " + found[1] + found[3] }},
	{"dropped filter", regexp.MustCompile(`(\w+)\[\w+\["\w+"\]\.?[^\]]*\]$`), func(found []string) string { return found[1] }},
	{"dtype", regexp.MustCompile(`\bfloat\(`), func([]string) string { return "int(" }},
	{"dtype", regexp.MustCompile(`\bint\(`), func([]string) string { return "float(" }},
	{"dtype", regexp.MustCompile(`\.round\(\d\)`), func([]string) string { return ".astype(\"float32\")" }},
}

// faults are all that can be made of the functions that moved, in the order of files and lines.
func faults(t *testing.T, app, folder string) []fault {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.py"))
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob(filepath.Join(folder, "*", "*.py"))
	if err != nil {
		t.Fatal(err)
	}
	var found []fault
	for _, file := range append(files, deeper...) {
		if filepath.Base(file) == "_st.py" {
			continue
		}
		text := read(t, file)
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if !strings.HasPrefix(line, "    ") || strings.Contains(line, `"""`) {
				continue
			}
			for _, kind := range faultKinds {
				where := kind.pattern.FindStringSubmatchIndex(line)
				if where == nil {
					continue
				}
				changed := line[:where[0]] + kind.change(kind.pattern.FindStringSubmatch(line)) + line[where[1]:]
				lines[i] = changed
				if len(python.Parse(diag.NewSource(file, strings.Join(lines, "\n")), python.Options{}).Problems) == 0 {
					found = append(found, fault{App: app, File: file, Line: i + 1, Kind: kind.kind, Text: changed})
				}
				lines[i] = line
			}
		}
	}
	return found
}

// TestMutations makes one fault in a moved function at a time and counts which of them a comparison sees: 5 of 6, and
// with STREAMLIFT_SOAK=verify 28 of 30. The same seed makes the same faults.
func TestMutations(t *testing.T) {
	names, many, least := []string{"clinic", "prices"}, 3, 5
	if soak() {
		names, many, least = slices.Sorted(maps.Keys(examples)), 6, 28
	}
	interpreter(t)
	seen := 0
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			setup := pair(t, name)
			all := faults(t, name, filepath.Join(setup.Service.Root, "src", name, "legacy"))
			rand.New(rand.NewPCG(2026, 6)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			if len(all) < many {
				t.Fatalf("%s has %d places for a fault, want %d", name, len(all), many)
			}
			seen += sees(t, setup, all[:many])
		})
	}
	if seen < least {
		t.Errorf("%d of %d faults were seen, want %d", seen, many*len(names), least)
	}
}

// sees counts the faults that comparisons find, one at a time.
func sees(t *testing.T, setup Setup, chosen []fault) int {
	t.Helper()
	setup.First, setup.Sequences = true, 12
	folder := t.TempDir()
	if err := unpack(folder); err != nil {
		t.Fatal(err)
	}
	request, err := json.Marshal(map[string]any{"setup": setup.message(), "faults": chosen})
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), setup.New.Python, filepath.Join("testdata", "mutations.py"), folder)
	var said bytes.Buffer
	c.Stdin, c.Stderr = bytes.NewReader(request), &said
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	var each []bool
	if err := json.Unmarshal(out, &each); err != nil || len(each) != len(chosen) {
		t.Fatalf("%v in %s", err, out)
	}
	count := 0
	for i, seen := range each {
		if seen {
			count++
		} else {
			t.Logf("not seen: %s", chosen[i])
		}
	}
	return count
}
