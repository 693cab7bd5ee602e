package catalogue

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNames asks the libraries themselves: every described name of one that is installed exists in it, and every
// public name of Streamlit is described. It runs the Python of the tests' environment.
func TestNames(t *testing.T) {
	python, err := filepath.Abs("../../.cache/python/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(python); err != nil {
		t.Skip("no environment to ask: make makes it")
	}
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, l := range c.Libraries {
		kinds = append(kinds, l.Kinds...)
	}
	var ask []string
	for _, name := range c.Names() {
		if !strings.HasSuffix(name, "*") && !isKind(kinds, name) {
			ask = append(ask, name)
		}
	}
	input, err := json.Marshal(map[string]any{"names": ask, "public": []string{"streamlit"}})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/names.py")
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Checked int      `json:"checked"`
		Missing []string `json:"missing"`
		Public  []string `json:"public"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Checked < 1500 {
		t.Errorf("only %d names were checked", answer.Checked)
	}
	for _, name := range answer.Missing {
		t.Errorf("%s does not exist: mend it, or list it under kinds where only analysis knows it", name)
	}
	for _, name := range answer.Public {
		if c.Lookup(name) == nil {
			t.Errorf("%s is public and not described", name)
		}
	}
	t.Log(answer.Checked, "names checked")
}

// isKind reports whether a name is, or belongs to, one that the library does not export.
func isKind(kinds []string, name string) bool {
	return slices.ContainsFunc(kinds, func(kind string) bool {
		return name == kind || strings.HasPrefix(name, kind+".")
	})
}
