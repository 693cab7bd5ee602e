package audit

import (
	"regexp"
	"strings"

	"github.com/streamlift/streamlift/internal/source"
)

// serving matches the line that makes an application of another framework.
var serving = regexp.MustCompile(`(?m)^[ \t]*(?:\w+[ \t]*(?::[^=\n]+)?=|return)[ \t]*(?:\w+\.)?(FastAPI|Flask|Dash|Starlette|Litestar)\(`)

// existing lists the other applications of the folder: services that lie beside the app, or behind it. They are read as
// text, and only the files that the app itself does not reach.
func (a *auditor) existing() []string {
	reached := map[string]bool{}
	for _, m := range a.App.Modules {
		reached[m.Path] = true
	}
	var out []string
	for _, name := range a.App.Tree.Files() {
		if reached[name] || !source.IsPython(name) || isTest(name) {
			continue
		}
		content, err := a.App.Tree.Read(name)
		if err != nil {
			continue
		}
		text := string(content)
		if found := serving.FindStringSubmatch(text); found != nil && imports(text, strings.ToLower(found[1])) {
			out = append(out, name+": "+found[1])
		}
	}
	return out
}

// imports reports whether a line of a text imports a module.
func imports(text, module string) bool {
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) > 1 && (words[0] == "import" || words[0] == "from") && (words[1] == module || strings.HasPrefix(words[1], module+".")) {
			return true
		}
	}
	return false
}
