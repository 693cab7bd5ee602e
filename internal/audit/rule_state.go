package audit

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/python"
)

func stateRule() Rule {
	return Rule{
		ID: "SL037", Title: "session state holds what is written later", Severity: "note",
		Looks:    "Keys of session state whose value ends in a write.",
		Why:      "A closed tab or a restart loses it, and nobody is told.",
		Do:       "write it when it is given, or say that it is a draft",
		Meant:    [2]string{"A cart that becomes an order with the last button.", "Ratings collected over several pages before they are stored."},
		NotMeant: "Who is logged in, and what is only shown.",
		check: func(a *auditor, r Rule) {
			seen := map[string]bool{}
			for _, op := range a.list {
				if op.Kind != Write {
					continue
				}
				for _, in := range op.Inputs {
					if in.Source != "session_state" || in.Key == "" || seen[in.Key] || identityKey(in.Key) || a.holdsObject(in.Key) {
						continue
					}
					seen[in.Key] = true
					i := slices.IndexFunc(a.report.State, func(k StateKey) bool { return k.Key == in.Key && len(k.Writers) > 0 })
					if i >= 0 {
						file, line := splitPlace(a.report.State[i].Writers[0])
						a.foundIn(r, file, line, "the state "+in.Key+" ends in "+op.ID)
					}
				}
			}
		},
	}
}

// holdsObject reports whether a key of the state holds a connection, a client or an object of the app rather than data.
func (a *auditor) holdsObject(key string) bool {
	for _, fn := range a.Program.Functions {
		for i := range fn.Events {
			e := &fn.Events[i]
			if e.Key != key || !e.Effects.Has(catalogue.StateWrite) {
				continue
			}
			here := a.spotOf(fn, e.Node)
			if here == nil {
				continue
			}
			assign, ok := here.stmt.(*python.Assign)
			if !ok {
				continue
			}
			if known := a.Program.TypeOf(fn, assign.Value); isResource(known) || strings.Contains(known, ".py:") {
				return true
			}
		}
	}
	return false
}

// identityKey tells keys that say who is logged in.
func identityKey(key string) bool {
	return slices.Contains([]string{"user", "username", "user_id", "userid", "email", "role", "logged_in", "authenticated", "login", "token", "name", "current_user", "is_admin"}, key)
}
