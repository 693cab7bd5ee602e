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
// public name of Streamlit is described. It asks the Python of the tests' environment, or the one that
// STREAMLIFT_NAMES names: `make names` installs all libraries that are not large (testdata/packages.txt).
func TestNames(t *testing.T) {
	python, least := os.Getenv("STREAMLIFT_NAMES"), 2800
	if python == "" {
		python, least = filepath.Join("..", "..", ".cache", "python", "bin", "python"), 1500
	}
	python, err := filepath.Abs(python)
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
	ask := map[string][]string{}
	for _, name := range c.Names() {
		if spellings := c.spellings(name); len(spellings) > 0 {
			ask[name] = spellings
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
	if answer.Checked < least {
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

// TestKinds holds that what is excused from the check is described.
func TestKinds(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range c.Libraries {
		for _, kind := range l.Kinds {
			if c.entries[kind] == nil {
				t.Errorf("%s.yaml: %s is among kinds and not described", l.Name, kind)
			}
		}
	}
}

// spellings are the names under which a library has what is described: one of them must exist. What belongs to a kind
// has the names of the classes that the kind stands for: its aliases, and what makes one. Kinds themselves and
// wildcards have none.
func (c *Catalogue) spellings(name string) []string {
	if strings.HasSuffix(name, "*") {
		return nil
	}
	kind := ""
	for _, l := range c.Libraries {
		for _, k := range l.Kinds {
			if name == k {
				return nil
			}
			if strings.HasPrefix(name, k+".") {
				kind = k
			}
		}
	}
	if kind == "" {
		return []string{name}
	}
	if strings.HasSuffix(name, "__") {
		return nil // syntax, whatever method stands behind it
	}
	var names []string
	for alias, target := range c.aliases {
		if target == kind {
			names = append(names, alias+name[len(kind):])
		}
	}
	for maker, e := range c.entries {
		if e.Returns.Name == kind && maker != kind && !strings.HasSuffix(maker, "*") {
			names = append(names, maker+name[len(kind):])
		}
	}
	slices.Sort(names)
	return names
}
