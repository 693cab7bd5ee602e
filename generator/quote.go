package generator

import (
	"fmt"
	"text/template"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/generator/view"
	"github.com/streamlift/streamlift/internal/diag"
)

// functions is the whole table of functions that templates may call besides the language's own
// comparisons. Those that quote take outside text and nothing else.
func functions(pins map[string]string) template.FuncMap {
	quoting := func(in func(string) string) func(view.Text) string {
		return func(t view.Text) string { return in(t.Raw()) }
	}
	return template.FuncMap{
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
			if pin, ok := pins[name]; ok {
				return pin, nil
			}
			var names []string
			for known := range pins {
				names = append(names, known)
			}
			return "", fmt.Errorf("pin %q does not exist. did you mean %q?", name, diag.Nearest(name, names))
		},
	}
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
