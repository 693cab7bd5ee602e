package audit

import (
	"path"
	"regexp"
	"strings"
)

var multiplexer = regexp.MustCompile(`\b(tmux|screen|nohup)\b.*streamlit|streamlit run .*&\s*$`)

func multiplexerRule() Rule {
	return Rule{
		ID: "SL036", Title: "the app is kept running by a terminal", Severity: "warning",
		Looks:    "Start scripts that use tmux, screen or nohup.",
		Why:      "Nothing restarts it after a crash or a reboot, and its log goes nowhere.",
		Do:       "run it as a container or a service of the system",
		Meant:    [2]string{"A lab server where nohup starts the viewer.", "A VM with the dashboard in a tmux window."},
		NotMeant: "tmux in a developer's own notes.",
		check: func(a *auditor, r Rule) {
			for _, name := range a.App.Tree.Files() {
				if ext := path.Ext(name); ext != ".sh" && ext != ".bash" && path.Base(name) != "Makefile" && path.Base(name) != "Procfile" {
					continue
				}
				content, err := a.App.Tree.Read(name)
				if err != nil {
					continue
				}
				for i, line := range strings.Split(string(content), "\n") {
					if multiplexer.MatchString(line) {
						a.foundIn(r, name, i+1, "a terminal keeps the app running")
					}
				}
			}
		},
	}
}
