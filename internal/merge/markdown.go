package merge

import "strings"

// markdownFormat merges Markdown by section, and within a section by paragraph.
func markdownFormat() format {
	return format{
		split:   func(text string) ([]unit, bool) { return splitMarkdown(paragraphs(text), 0), true },
		problem: func(string) string { return "" },
	}
}

// paragraph is a run of lines without blank ones, a heading or a fenced block, with the blank lines before it.
type paragraph struct {
	lead, text string
	level      int // of a heading; 0 for none
}

func paragraphs(text string) []paragraph {
	var out []paragraph
	var now paragraph
	fence := ""
	flush := func() {
		if now.text != "" {
			out = append(out, now)
			now = paragraph{}
		}
	}
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(line)
		switch {
		case fence != "":
			now.text += line
			if strings.HasPrefix(bare, fence) && strings.Trim(bare, fence[:1]) == "" {
				fence = ""
			}
		case bare == "":
			flush()
			now.lead += line
		case strings.HasPrefix(bare, "```") || strings.HasPrefix(bare, "~~~"):
			now.text += line
			fence = bare[:len(bare)-len(strings.TrimLeft(bare, bare[:1]))]
		case headingLevel(line) > 0:
			flush()
			now.text, now.level = line, headingLevel(line)
			flush()
		default:
			now.text += line
		}
	}
	flush()
	if now.lead != "" {
		out = append(out, now)
	}
	return out
}

func headingLevel(line string) int {
	n := len(line) - len(strings.TrimLeft(line, "#"))
	if n > 6 || n > 0 && !strings.HasPrefix(line[n:], " ") {
		return 0
	}
	return n
}

// splitMarkdown cuts paragraphs into sections of one level, which hold deeper ones.
func splitMarkdown(all []paragraph, level int) []unit {
	var units []unit
	for i := 0; i < len(all); {
		p := all[i]
		if p.level <= level {
			key := ""
			if p.text == "" {
				key = "end"
			}
			u := leaf(key, p.lead, p.text)
			u.form = "paragraph"
			units = append(units, u)
			i++
			continue
		}
		end := i + 1
		for end < len(all) && (all[end].level == 0 || all[end].level > p.level) && all[end].text != "" {
			end++
		}
		members := splitMarkdown(all[i+1:end], p.level)
		units = append(units, branch("name "+strings.TrimSpace(p.text), p.lead, p.text, members))
		i = end
	}
	number(units)
	return units
}
