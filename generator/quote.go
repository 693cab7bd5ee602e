package generator

import (
	"fmt"
	"text/template"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/pack"
)

// functions is the whole table of functions that templates may call besides the language's own
// comparisons. Those that quote take outside text and nothing else.
func functions(p *pack.Pack) template.FuncMap {
	quoting := func(in func(string) string) func(view.Text) string {
		return func(t view.Text) string { return in(t.Raw()) }
	}
	return template.FuncMap{
		"param":   func(name string) (any, error) { return parameter(p, name) },
		"py":      quoting(quote.Python),
		"pyblock": quoting(quote.PythonBlock),
		"doc":     quoting(quote.Docstring),
		"comment": quoting(quote.Line),
		"yaml":    quoting(quote.YAML),
		"toml":    quoting(quote.TOML),
		"json":    quoting(quote.JSON),
		"sh":      quoting(quote.Shell),
		"docker":  quoting(quote.Dockerfile),
		"md":      quoting(quote.Markdown),
		"pin": func(name string) (string, error) {
			if pin, ok := p.Pins[name]; ok {
				return pin, nil
			}
			var names []string
			for known := range p.Pins {
				names = append(names, known)
			}
			return "", fmt.Errorf("pin %q does not exist. did you mean %q?", name, diag.Nearest(name, names))
		},
	}
}

// Languages gives the functions that templates may call besides comparisons, with the language each quotes for; "" for
// those that quote nothing.
func Languages() map[string]string {
	return map[string]string{
		"py": "py", "pyblock": "py", "doc": "py", "comment": "comment", "yaml": "yaml", "toml": "toml", "json": "json",
		"sh": "sh", "docker": "docker", "md": "md", "pin": "", "param": "",
	}
}

// parameter is what a project chose about its pack, as templates see it. A text is one from outside, unless the pack's
// author listed what it may be.
func parameter(p *pack.Pack, name string) (any, error) {
	one, ok := p.Parameter(name)
	if !ok {
		var names []string
		for _, known := range p.Parameters {
			names = append(names, known.Name)
		}
		return nil, fmt.Errorf("parameter %q does not exist. did you mean %q?", name, diag.Nearest(name, names))
	}
	switch value := one.Value.(type) {
	case nil:
		return nil, fmt.Errorf("parameter %q has no value", name)
	case string:
		if len(one.Enum) > 0 || one.Secret { // the author's words, and names of variables
			return value, nil
		}
		return view.NewText(value), nil
	case []any:
		list := make([]view.Text, 0, len(value))
		for _, item := range value {
			list = append(list, view.NewText(fmt.Sprint(item)))
		}
		return list, nil
	case float64:
		if one.Type == "integer" {
			return int(value), nil
		}
	}
	return one.Value, nil
}

// allowed reports whether a template may call a function of the language itself: those that compare
// or count. The printing ones could take outside text past the quoting functions.
func allowed(name string) bool {
	switch name {
	case "and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "len", "index":
		return true
	}
	return false
}
