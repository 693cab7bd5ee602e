package packdev

import (
	"fmt"
	"strings"

	"github.com/streamlift/streamlift/internal/pack"
)

// Document is the reference of a pack as Markdown: its layers, parameters, files and their conditions.
func Document(p *pack.Pack) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %s\n\n", p.Name, p.Version)
	for i := len(p.Layers) - 1; i >= 0; i-- {
		fmt.Fprintf(&b, "%d. %s %s\n", len(p.Layers)-i, p.Layers[i].Name, p.Layers[i].Version)
	}
	b.WriteString("\n## Parameters\n\n")
	if len(p.Parameters) == 0 {
		b.WriteString("None.\n")
	} else {
		b.WriteString("| name | type | default | from | what for |\n| --- | --- | --- | --- | --- |\n")
	}
	for _, one := range p.Parameters {
		if one.Hidden {
			continue
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", one.Name, typeOf(one), defaultOf(one), one.Layer, cell(meaning(one)))
	}
	b.WriteString("\n## Files\n\n| path | owner | one each | when | template | adds to it |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, f := range p.Files {
		when := ""
		if f.When != "" {
			when = "`" + f.When + "`"
		}
		var adds []string
		for _, name := range f.Merges {
			adds = append(adds, "`"+name+"`")
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | `%s` | %s |\n", f.Path, f.Owner, f.ForEach, cell(when), f.Template, strings.Join(adds, ", "))
	}
	return b.String()
}

func typeOf(p pack.Parameter) string {
	switch {
	case p.Secret:
		return "name of the variable that holds the secret"
	case len(p.Enum) > 0:
		return cell(strings.Join(p.Enum, ", "))
	}
	return p.Type
}

func defaultOf(p pack.Parameter) string {
	if p.Default == nil {
		return "must be given"
	}
	return "`" + cell(fmt.Sprint(p.Default)) + "`"
}

func meaning(p pack.Parameter) string {
	text := p.Description
	if p.Deprecated != "" {
		text += "; will go: " + p.Deprecated
	}
	if p.Replaces != "" {
		text += "; was `" + p.Replaces + "`"
	}
	return text
}

func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
