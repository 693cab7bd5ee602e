package merge

import (
	"fmt"
	"path"
	"strings"
)

// Overlay adds to a TOML or YAML file what another text of its language says: new keys and elements come after what is
// there, and a key that both have takes the new value. Comments and order of the file stay.
func Overlay(name, text, add string) (string, error) {
	var f format
	switch strings.ToLower(path.Ext(name)) {
	case ".toml":
		f = tomlFormat()
	case ".yaml", ".yml":
		f = yamlFormat()
	default:
		return "", fmt.Errorf("%s: is no TOML or YAML file, which alone can be added to", name)
	}
	text, add = closed(text), closed(add)
	under, ok := f.split(text)
	if !ok {
		return "", fmt.Errorf("%s: %s", name, f.problem(text))
	}
	over, ok := f.split(add)
	if !ok {
		return "", fmt.Errorf("%s: what is added: %s", name, f.problem(add))
	}
	out := overlay(under, over)
	if why := f.problem(out); why != "" {
		return "", fmt.Errorf("%s: with what is added it is no longer valid: %s", name, why)
	}
	return out, nil
}

// overlay lays the units of a block over those of another.
func overlay(under, over []unit) string {
	var b strings.Builder
	used := map[string]bool{}
	find := func(key string) (unit, bool) {
		for _, u := range over {
			if key != "" && u.key == key {
				return u, true
			}
		}
		return unit{}, false
	}
	end := ""
	for _, u := range under {
		o, both := find(u.key)
		switch {
		case u.key == "end":
			end = u.whole()
		case !both:
			b.WriteString(u.whole())
		case len(u.clauses) > 0 && len(u.clauses) == len(o.clauses):
			b.WriteString(u.lead)
			for i, c := range u.clauses {
				b.WriteString(c.header + overlay(c.members, o.clauses[i].members))
			}
		case u.same(o):
			b.WriteString(u.whole())
		default:
			b.WriteString(u.lead + o.text)
		}
		used[u.key] = both
	}
	for _, o := range over {
		if o.key != "end" && !(o.key != "" && used[o.key]) {
			b.WriteString(o.whole())
		}
	}
	return b.String() + end
}
