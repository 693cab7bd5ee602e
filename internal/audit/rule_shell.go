package audit

import (
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
)

func shellRule() Rule {
	return Rule{
		ID: "SL002", Title: "a command is built from what a user writes", Severity: "error",
		Looks:    "Commands of `subprocess` and `os.system` that hold text from a widget or the name of an upload.",
		Why:      "A shell takes `; rm -rf` for two commands; without one, an argument that begins with a hyphen is still an option.",
		Do:       "pass a list of arguments without a shell, and check the text against a list of allowed values",
		Meant:    [2]string{"A video tool that puts the URL from a text field into a download command.", "An operations page that restarts the service whose name was typed."},
		NotMeant: "A fixed command, or one with a value from a list of constants.",
		check: func(a *auditor, r Rule) {
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				command := firstArgument(c)
				if command == nil || !isCall(c, "os.system", "os.popen", "subprocess.run", "subprocess.Popen", "subprocess.call", "subprocess.check_call", "subprocess.check_output") {
					return
				}
				src, ok := a.typed(fn, command)
				if !ok || a.cleaned(fn, command) {
					return
				}
				message := c.Name + " gets what the user gives at " + at(src.in.Module, src.node)
				a.found(r, fn.Module, c.Node, message)
				list := strings.HasPrefix(a.Program.TypeOf(fn, command), "list") && c.Argument("shell") == nil
				a.person(fn, c.Node, message, !list)
			})
		},
	}
}
