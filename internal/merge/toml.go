package merge

import (
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// tomlFormat merges TOML by table, key, and line of an array that has its elements on lines of their own.
func tomlFormat() format {
	return format{
		split: func(text string) ([]unit, bool) {
			return splitTOML(text), tomlProblem(text) == ""
		},
		problem: tomlProblem,
	}
}

func tomlProblem(text string) string {
	var read map[string]any
	if err := toml.Unmarshal([]byte(text), &read); err != nil {
		return strings.TrimPrefix(err.Error(), "toml: ")
	}
	return ""
}

// splitTOML cuts a text into its top keys and tables.
func splitTOML(text string) []unit {
	var units, members []unit
	lead, header, headerLead := "", "", ""
	flush := func() {
		number(members)
		if header == "" {
			units = append(units, members...)
		} else {
			units = append(units, branch("name "+strings.TrimSpace(withoutComment(header)), headerLead, header, members))
		}
		members = nil
	}
	for _, line := range tomlLines(text) {
		switch bare := strings.TrimSpace(line); {
		case bare == "" || bare[0] == '#':
			lead += line
		case bare[0] == '[':
			flush()
			header, headerLead, lead = line, lead, ""
		default:
			members = append(members, tomlKey(lead, line))
			lead = ""
		}
	}
	flush()
	if lead != "" {
		units = append(units, leaf("end", lead, ""))
	}
	number(units)
	return units
}

// withoutComment cuts a comment off a line that holds no string.
func withoutComment(line string) string {
	before, _, _ := strings.Cut(line, "#")
	return before
}

// tomlLines cuts a text into logical lines: arrays and strings of several lines are one.
func tomlLines(text string) []string {
	var out []string
	start, depth := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '#':
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		case '"', '\'':
			i = tomlString(text, i)
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case '\n':
			if depth <= 0 {
				out = append(out, text[start:i+1])
				start, depth = i+1, 0
			}
		}
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

// tomlString gives the last byte of the string that begins at i.
func tomlString(text string, i int) int {
	quote := text[i : i+1]
	if strings.HasPrefix(text[i:], strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	for k := i + len(quote); k < len(text); k++ {
		switch {
		case text[k] == '\\' && quote[0] == '"':
			k++
		case text[k] == '\n' && len(quote) == 1:
			return k - 1 // not closed
		case strings.HasPrefix(text[k:], quote):
			return k + len(quote) - 1
		}
	}
	return len(text) - 1
}

// tomlKey is the unit of a key; an array over several lines has its lines as members.
func tomlKey(lead, line string) unit {
	name, value, _ := strings.Cut(line, "=")
	u := leaf("name "+strings.TrimSpace(name), lead, line)
	first, rest, several := strings.Cut(line, "\n")
	body, last, closes := cutLast(rest)
	if !several || !closes || !strings.HasPrefix(strings.TrimSpace(value), "[") || !strings.HasSuffix(strings.TrimSpace(withoutComment(first)), "[") {
		return u
	}
	var members []unit
	for element := range strings.Lines(body) {
		members = append(members, leaf(elementKey(element), "", element))
	}
	number(members)
	u.clauses = []clause{{header: first + "\n", norm: trimmed(first), members: members}, {header: last, norm: trimmed(last)}}
	return u
}

// cutLast splits off the line that closes an array alone.
func cutLast(text string) (body, last string, ok bool) {
	at := strings.LastIndexByte(strings.TrimSuffix(text, "\n"), '\n') + 1
	return text[:at], text[at:], strings.HasPrefix(strings.TrimSpace(text[at:]), "]")
}

// requirement finds the name of a Python requirement in quotes.
var requirement = regexp.MustCompile(`^["']([A-Za-z0-9][A-Za-z0-9._-]*)`)

// elementKey names an element: a requirement by its package, so that two versions of one meet; else by all it says.
func elementKey(line string) string {
	bare := strings.TrimRight(strings.TrimSpace(line), ",")
	if found := requirement.FindStringSubmatch(bare); found != nil {
		return "name " + strings.ToLower(found[1])
	}
	return "name " + bare
}
