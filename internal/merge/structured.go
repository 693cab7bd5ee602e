package merge

import (
	"fmt"
	"strings"
)

// format is a kind of file that is merged by its parts.
type format struct {
	split   func(text string) (units []unit, ok bool)
	problem func(text string) string // why a text is no file of the format, or ""
}

// structured merges by parts, and by lines where the parts do not merge but the lines do. The outcome is a file of the
// format, or a conflict.
func (f format) structured(v Versions, labels Labels) Result {
	v = Versions{Base: closed(v.Base), Mine: closed(v.Mine), Theirs: closed(v.Theirs)}
	base, okBase := f.split(v.Base)
	mine, okMine := f.split(v.Mine)
	theirs, okTheirs := f.split(v.Theirs)
	candidates := [][]piece{linePieces(v.Base, v.Mine, v.Theirs)}
	if okBase && okMine && okTheirs {
		candidates = [][]piece{newBlocks(base, mine, theirs).pieces(), candidates[0]}
	}
	problem := ""
	for _, pieces := range candidates {
		if conflicting(pieces) {
			continue
		}
		result := assemble(pieces, v.Mine, labels, "")
		if problem = f.problem(result.Text); problem == "" || f.problem(v.Mine) != "" {
			return result
		}
	}
	if problem != "" {
		return forced(v, labels, "joined, both versions are no longer valid: "+problem)
	}
	return assemble(candidates[0], v.Mine, labels, "you and the new version changed the same part")
}

// number makes the keys of a block unique.
func number(units []unit) {
	seen := map[string]int{}
	for i, u := range units {
		if u.key == "" {
			continue
		}
		if seen[u.key]++; seen[u.key] > 1 {
			units[i].key = fmt.Sprintf("%s#%d", u.key, seen[u.key])
		}
	}
}

// trimmed is a text without the white space at the ends of its lines: what a change is measured by.
func trimmed(text string) string {
	lines := strings.Split(strings.TrimRight(text, " \t\r\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\r")
	}
	return strings.Join(lines, "\n")
}

// leaf is a unit without parts.
func leaf(key, lead, text string) unit {
	return unit{key: key, lead: lead, leadNorm: strings.TrimSpace(lead), text: text, norm: trimmed(text), form: key}
}

// branch is a unit that is a header with members below it.
func branch(key, lead, header string, members []unit) unit {
	u := leaf(key, lead, header+join(members))
	u.clauses = []clause{{header: header, norm: trimmed(header), members: members}}
	return u
}

func join(units []unit) string {
	var b strings.Builder
	for _, u := range units {
		b.WriteString(u.whole())
	}
	return b.String()
}
