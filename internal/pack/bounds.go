package pack

import (
	"errors"
	"fmt"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
)

// What templates may be at most: the template parser and its runtime die of what is far above.
const (
	maxNesting   = 32  // of actions, and of brackets in one
	maxBranches  = 200 // open ifs with all their else ifs
	maxTemplates = 2000
)

// bounds refuses templates that would take the parser down. It reads the text alone and stays shallow itself.
func bounds(templates []Template, left, right string) error {
	if len(templates) > maxTemplates {
		return fmt.Errorf("it has over %d templates", maxTemplates)
	}
	if left == "" || right == "" {
		return errors.New(`pack.yaml: delimiters are no pair. write them as ["<%", "%>"]`)
	}
	for _, t := range templates {
		if line, why := boundsOf(t.Text, left, right); why != "" {
			return fmt.Errorf("%s: %s", diag.Place(t.Name, diag.Position{Line: line}), why)
		}
	}
	return nil
}

// boundsOf finds the first action of a text that is over a bound, with its line.
func boundsOf(text, left, right string) (line int, why string) {
	var open []int // branches of each open action
	branches := 0
	line = 1
	for {
		before, after, found := strings.Cut(text, left)
		if !found {
			return 0, ""
		}
		line += strings.Count(before, "\n")
		end := actionEnd(after, right)
		action := after[:end]
		if strings.Count(action, "(") > maxNesting {
			return line, fmt.Sprintf("an action has over %d brackets. let the view compute", maxNesting)
		}
		words := strings.Fields(strings.TrimLeft(action, "-"))
		switch {
		case len(words) == 0:
		case isOpening(words[0]):
			open, branches = append(open, 1), branches+1
		case words[0] == "else" && len(words) > 1 && len(open) > 0:
			open[len(open)-1]++
			branches++
		case (words[0] == "end" || words[0] == "end-") && len(open) > 0:
			branches -= open[len(open)-1]
			open = open[:len(open)-1]
		}
		if len(open) > maxNesting || branches > maxBranches {
			return line, fmt.Sprintf("actions nest over %d deep. move a part into a partial", maxNesting)
		}
		line += strings.Count(action, "\n")
		text = after[end:]
	}
}

func isOpening(word string) bool {
	switch word {
	case "if", "range", "with", "block", "define":
		return true
	}
	return false
}

// actionEnd is where an action ends: at the right delimiter outside strings and comments.
func actionEnd(text, right string) int {
	if trimmed := strings.TrimLeft(text, "- \t\n"); strings.HasPrefix(trimmed, "/*") {
		if at := strings.Index(text, "*/"); at >= 0 {
			return at
		}
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'', '`':
			for i++; i < len(text) && text[i] != c; i++ {
				if text[i] == '\\' && c != '`' {
					i++
				}
			}
			continue
		}
		if strings.HasPrefix(text[i:], right) {
			return i
		}
	}
	return len(text)
}
