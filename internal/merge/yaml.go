package merge

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// yamlFormat merges YAML by key, at every depth. Items of sequences keep their order.
func yamlFormat() format {
	return format{
		split: func(text string) ([]unit, bool) {
			return splitYAML(yamlLines(text)), yamlProblem(text) == ""
		},
		problem: yamlProblem,
	}
}

func yamlProblem(text string) string {
	var read any
	if err := yaml.Unmarshal([]byte(text), &read); err != nil {
		return strings.TrimPrefix(err.Error(), "yaml: ")
	}
	return ""
}

// yamlLine is a line with its depth; -1 is a line that is blank or a comment, or goes on with the line before.
type yamlLine struct {
	text   string
	indent int
	bare   string
	loose  bool // blank or a comment
}

// block opens a block scalar.
var block = regexp.MustCompile(`(^|[\s:-])[|>][-+0-9]*\s*(#.*)?$`)

func yamlLines(text string) []yamlLine {
	var out []yamlLine
	scalar := -1 // indent of the line whose block scalar is open
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(line)
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if scalar >= 0 && (bare == "" || indent > scalar) {
			out[len(out)-1].text += line
			continue
		}
		scalar = -1
		out = append(out, yamlLine{text: line, indent: indent, bare: bare, loose: bare == "" || bare[0] == '#'})
		if !out[len(out)-1].loose && block.MatchString(bare) {
			scalar = indent
		}
	}
	return out
}

// splitYAML cuts the lines of one block: its least indented lines open units, deeper ones belong to them.
func splitYAML(lines []yamlLine) []unit {
	indent := -1
	for _, l := range lines {
		if !l.loose && (indent < 0 || l.indent < indent) {
			indent = l.indent
		}
	}
	var units []unit
	lead := ""
	for i := 0; i < len(lines); {
		if lines[i].loose {
			lead += lines[i].text
			i++
			continue
		}
		end := i + 1
		for end < len(lines) && belongs(lines[i], lines[end], indent) {
			end++
		}
		for end > i+1 && lines[end-1].loose && (end < len(lines) || lines[end-1].bare == "") {
			end-- // what stands before the next unit is its lead
		}
		units = append(units, yamlUnit(lead, lines[i:end]))
		lead, i = "", end
	}
	if lead != "" {
		units = append(units, leaf("end", lead, ""))
	}
	number(units)
	return units
}

// belongs reports whether a line is part of the unit that head opens.
func belongs(head, line yamlLine, indent int) bool {
	item := strings.HasPrefix(line.bare, "- ") || line.bare == "-"
	return line.loose || line.indent > indent ||
		item && !strings.HasPrefix(head.bare, "-") && line.indent == head.indent
}

// yamlKey finds the key of a mapping line.
var yamlKey = regexp.MustCompile(`^("[^"]*"|'[^']*'|[^\s#'"\[{&*!|>@%-][^#]*?|-[^\s#][^#]*?)\s*:(\s|$)`)

func yamlUnit(lead string, lines []yamlLine) unit {
	var all strings.Builder
	for _, l := range lines {
		all.WriteString(l.text)
	}
	key := ""
	if found := yamlKey.FindStringSubmatch(lines[0].bare); found != nil {
		key = "name " + found[1]
	}
	u := leaf(key, lead, all.String())
	if key == "" {
		u.form = "item"
	}
	if len(lines) > 1 && (key != "" && strings.HasSuffix(strings.TrimSpace(withoutComment(lines[0].bare)), ":") || strings.HasPrefix(lines[0].bare, "- ")) {
		members := splitYAML(lines[1:])
		u.clauses = []clause{{header: lines[0].text, norm: trimmed(lines[0].text), members: members}}
	}
	return u
}
