package audit

import (
	"regexp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// sure tells labels, keys and names of a second question before something is done.
var sure = regexp.MustCompile(`(?i)(confirm|\bsure\b|are_you|really|certain|bestätig|sicher|conferma|подтвер|確認|确认|확인)`)

// confirms are the places where the page asks again before it changes something: a second button, a box that is ticked,
// a word that is typed, a dialog.
func (a *auditor) confirms(fn *flow.Function, node python.Node, op *Operation) []Guard {
	if op.Kind != Write {
		return nil
	}
	var out []Guard
	triggers := 0
	for s := a.spotOf(fn, node); s != nil && s.parent != nil; s = s.parent {
		branch, ok := s.parent.stmt.(*python.If)
		if !ok || s.block != 0 {
			continue
		}
		trigger := a.triggerIn(fn, branch.Test)
		pressed := trigger == onButton || trigger == onForm
		if pressed {
			triggers++
		}
		if pressed && triggers > 1 || a.asksAgain(fn, branch.Test) {
			out = append(out, Guard{At: at(fn.Module, branch), Text: textOf(fn.Module, branch.Test), Kind: ConfirmGuard})
		}
	}
	if slices.Contains(fn.Decorated, "streamlit.dialog") || slices.Contains(fn.Decorated, "streamlit.experimental_dialog") {
		out = append(out, Guard{At: at(fn.Module, fn.Node), Text: "dialog " + fn.Name, Kind: ConfirmGuard})
	}
	return out
}

// asksAgain reports whether a condition holds only when the user has confirmed: by a box, a text or a flag in the state
// whose name or label says so.
func (a *auditor) asksAgain(fn *flow.Function, test python.Expr) bool {
	if sure.MatchString(strings.ReplaceAll(textOf(fn.Module, test), "_", " ")) {
		return true
	}
	return slices.ContainsFunc(a.sourcesOf(fn, test), func(s origin) bool {
		return slices.Contains([]string{"checkbox", "toggle", "text_input"}, s.widget) && (sure.MatchString(s.label) || sure.MatchString(s.key))
	})
}
