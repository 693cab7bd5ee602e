package cmd

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/regen"
)

// TestNobodyIsAskedWithoutATerminal writes a plan that deletes where nobody could answer: a device is no terminal.
func TestNobodyIsAskedWithoutATerminal(t *testing.T) {
	plan := &regen.Plan{Changes: []regen.Change{{Path: "a.txt", Kind: regen.Deleted}}}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	c := &cobra.Command{}
	c.SetIn(null)
	c.SetErr(null)
	if yes, err := asking(c)(plan); err != nil || !yes {
		t.Errorf("with %s: %v, %v", os.DevNull, yes, err)
	}
	var said bytes.Buffer
	c.SetIn(strings.NewReader("n\n"))
	c.SetErr(&said)
	if yes, err := asking(c)(plan); err != nil || !yes || said.Len() > 0 {
		t.Errorf("with a pipe: %v, %v, %q", yes, err, said.String())
	}
}
