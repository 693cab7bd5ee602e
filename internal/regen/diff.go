package regen

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"
)

// Diff is the change of one file as a unified diff, as `git apply` reads it; "" when its bytes stay.
func (c Change) Diff() string {
	if string(c.Before) == string(c.After) && (c.Before == nil) == (c.After == nil) && c.From == "" {
		return ""
	}
	before, after := "a/"+c.Path, "b/"+c.Path
	if c.From != "" {
		before = "a/" + c.From
	}
	if c.Before == nil {
		before = "/dev/null"
	}
	if c.After == nil {
		after = "/dev/null"
	}
	if isBinary(c.Before) || isBinary(c.After) {
		return fmt.Sprintf("Binary files %s and %s differ\n", before, after)
	}
	text := udiff.Unified(before, after, string(c.Before), string(c.After))
	if text == "" {
		return fmt.Sprintf("--- %s\n+++ %s\n", before, after)
	}
	return text
}

// Stat counts the lines that a change adds and removes.
func (c Change) Stat() (added, removed int) {
	for line := range strings.Lines(c.Diff()) {
		switch {
		case strings.HasPrefix(line, "+++ "), strings.HasPrefix(line, "--- "):
		case strings.HasPrefix(line, "+"):
			added++
		case strings.HasPrefix(line, "-"):
			removed++
		}
	}
	return added, removed
}

func isBinary(content []byte) bool {
	return !utf8.Valid(content) || strings.IndexByte(string(content), 0) >= 0
}
