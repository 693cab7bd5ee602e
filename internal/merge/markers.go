package merge

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// Markers gives the 1-based lines of conflict markers that are left in a file. Lines that look like markers but stood in
// a known version already, or stand inside a string of Python that can be read, are text.
func Markers(name, text string, known ...string) []int {
	var lines []string
	for _, k := range known {
		lines = append(lines, strings.Split(k, "\n")...)
	}
	var found []int
	for i, line := range strings.Split(text, "\n") {
		bare := strings.TrimSuffix(line, "\r")
		if isMarker(bare) && !slices.Contains(lines, line) {
			found = append(found, i+1)
		}
	}
	if len(found) > 0 && strings.HasSuffix(name, ".py") &&
		len(python.Parse(diag.NewSource(name, text), python.Options{}).Problems) == 0 {
		return nil
	}
	return found
}

// isMarker reports whether a line opens or closes a conflict; the lines between, which other texts use too, do not count.
func isMarker(line string) bool {
	for _, sign := range []string{"<<<<<<<", ">>>>>>>"} {
		if rest, ok := strings.CutPrefix(line, sign); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	return false
}
