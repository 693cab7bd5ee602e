package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/manifest"
)

// The audit of the sales example says of it what a person wrote by hand: all that a caller of the service sees.
func TestAuditEqualsTheHandWritten(t *testing.T) {
	app := filepath.Join("..", "examples", "sales")
	audited := filepath.Join(t.TempDir(), manifest.FileName)
	run(t, "audit", app, "-o", audited)
	want, got := seen(t, filepath.Join(app, manifest.FileName)), seen(t, audited)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("audited\n%s\nby hand\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// seen is what a caller sees of each operation of a manifest.
func seen(t *testing.T, path string) []string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, diags := manifest.Load(path, content)
	if diags.Failed() {
		t.Fatal(diags)
	}
	var out []string
	for _, op := range m.Operations {
		var b strings.Builder
		fmt.Fprintf(&b, "%s: %s, exposed %t, kept %t", op.ID, op.Kind, op.Expose, op.Kept)
		for _, in := range op.Inputs {
			fmt.Fprintf(&b, "\n  %s: %s list %t optional %t sensitive %t, %s, enum %s, %s to %s step %s, length %s to %s, pattern %q, label %q", in.Name, in.Type, in.List, in.Optional,
				in.Sensitive, scalars(in.Default), scalars(in.Enum), scalarText(in.Min), scalarText(in.Max), scalarText(in.Step), number(in.MinLength), number(in.MaxLength), in.Pattern, in.Label)
		}
		fmt.Fprintf(&b, "\n  gives %s of %q nullable %t %s %s", op.Output.Kind, op.Output.Of, op.Output.Nullable, op.Output.MediaType, op.Output.FileName)
		for _, c := range op.Output.Columns {
			fmt.Fprintf(&b, "\n    %s: %s nullable %t", c.Name, c.Type, c.Nullable)
		}
		out = append(out, b.String())
	}
	slices.Sort(out)
	return out
}

func scalars(list []manifest.Scalar) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Text)
	}
	return strings.Join(out, ", ")
}

func scalarText(s *manifest.Scalar) string {
	if s == nil {
		return "-"
	}
	return s.Text
}

func number(n *int) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}
