package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/regen"
)

// newExplain is `streamlift explain PATH[:LINE]`.
func newExplain() *cobra.Command {
	c := &cobra.Command{
		Use:   "explain PATH[:LINE]",
		Short: "Say which manifest entry and template made a generated file, and whether a person changed it",
		Args:  between(1, 1),
		RunE:  func(c *cobra.Command, args []string) error { return explain(c, args[0]) },
	}
	onProject(c)
	formats(c)
	return c
}

func explain(c *cobra.Command, arg string) error {
	machine, err := inJSON(c)
	if err != nil {
		return err
	}
	state, folder, err := openState(c)
	if err != nil {
		return err
	}
	defer state.Close()
	name, line := arg, 0
	if at := strings.LastIndexByte(arg, ':'); at > 0 {
		if line, err = strconv.Atoi(arg[at+1:]); err != nil || line < 1 {
			return usage("%q is no line. give PATH or PATH:LINE, as service/src/app/main.py:12", arg[at+1:])
		}
		name = arg[:at]
	}
	if name, err = projectPath(folder, name); err != nil {
		return err
	}
	origin, err := state.Explain(name, line)
	if err != nil {
		return err
	}
	m := projectManifest(folder)
	result := explanation{Origin: origin, Layer: layerOf(folder, origin.Template), Adds: adding(folder, origin.Template)}
	if line > 0 {
		result.Entries = entriesOfLine(origin, m)
	}
	if origin.From > 0 { // what cannot be made again has no line in a template
		if made, err := templateLine(folder, origin); err == nil && made.Line > 0 {
			result.Template, result.TemplateLine = made.Template, made.Line
		}
	}
	if machine {
		return printJSON(c.OutOrStdout(), result)
	}
	fmt.Fprint(c.OutOrStdout(), originText(result, places(entryPlaces(m, result.Entries))))
	return nil
}

// explanation is the result of `explain` as JSON.
type explanation struct {
	regen.Origin
	TemplateLine int    `json:"templateLine,omitempty"`
	Layer        string `json:"layer,omitempty"` // of a pack that is not built in, with its version

	Adds []string `json:"adds,omitempty"` // templates of layers that add to the file
}

// projectManifest is the manifest of a project, nil when it cannot be read.
func projectManifest(folder string) *manifest.Manifest {
	content, err := os.ReadFile(filepath.Join(folder, manifest.FileName))
	if err != nil {
		return nil
	}
	m, _ := manifest.Load(manifest.FileName, content)
	return m
}

// originText tells an origin in a few lines.
func originText(o explanation, entries []place) string {
	var b strings.Builder
	say := func(label, format string, args ...any) {
		fmt.Fprintf(&b, "%-9s %s\n", label, fmt.Sprintf(format, args...))
	}
	say("file", "%s", o.Path)
	owners := map[regen.Owner]string{
		regen.Owned:  "owned: the tool overwrites it",
		regen.Shared: "shared: your edits and new versions are merged",
		regen.Yours:  "yours: the tool never touches it",
	}
	say("owner", "%s", owners[o.Owner])
	if o.Template != "" {
		say("template", "%s", diag.Place(o.Template, diag.Position{Line: o.TemplateLine}))
	}
	if o.Layer != "" {
		say("layer", "%s", o.Layer)
	}
	for _, template := range o.Adds {
		say("adds", "%s", template)
	}
	for _, entry := range entries {
		say("manifest", "%s: %s", diag.Place(entry.Path, diag.Position{Line: entry.Line, Column: entry.Column}), entry.Message)
	}
	if len(o.Entries) == 0 {
		say("manifest", "the project as a whole")
	}
	what := "the file"
	if o.Line > 0 {
		what = "the line"
		say("line", "%d: %s", o.Line, o.Text)
	}
	switch {
	case o.State.Open():
		say("changed", "%s is in conflict; solve it, then `streamlift accept %s`", o.Path, o.Path)
	case o.Lost:
		say("changed", "a person changed the file; which lines is not known")
	case o.Edited:
		say("changed", "a person wrote or changed %s", what)
	case o.From > 0 && o.From != o.Line:
		say("changed", "no: it is line %d of the file as generated", o.From)
	default:
		say("changed", "no: %s is as generated", what)
	}
	return b.String()
}

// entryPlaces finds manifest entries in the project's manifest; one that is gone has no line.
func entryPlaces(m *manifest.Manifest, entries []string) diag.List {
	var found diag.List
	for _, entry := range entries {
		d := diag.Diagnostic{Severity: diag.Note, Path: manifest.FileName, Message: entry}
		if id, ok := strings.CutPrefix(entry, "operations."); ok && m != nil {
			for _, o := range m.Operations {
				if o.ID == id {
					d = diag.At(m.Source, o.Span, entry, "")
				}
			}
		}
		found = append(found, d)
	}
	return found
}
