package lift

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// readings of the session by a literal key: the pages send its value along. What may be read is decided by what the app
// writes under the key, by how moved code uses it, and by what else that code does: a caller that says what a page holds
// must gain nothing by lying.

// readsSession reports whether an event reads a literal key of the session, or takes it away.
func readsSession(e *flow.Event) bool {
	name, ok := strings.CutPrefix(e.Name, sessionState)
	return ok && e.Key != "" && (takesAway(e) || slices.Contains([]string{"__getitem__", "__getattr__", "__contains__", "get"}, name))
}

// takesAway reports whether an event takes a key of the session away.
func takesAway(e *flow.Event) bool {
	name, ok := strings.CutPrefix(e.Name, sessionState)
	return ok && slices.Contains([]string{"pop", "__delitem__", "__delattr__"}, name)
}

// names of keys that say who somebody is or what he may do.
var ofPerson = regexp.MustCompile(`(?i)(user|login|logged|auth|role|admin|token|account|permission|password|secret|cookie|member|identity|email|owner|tenant)`)

// unreadable says why no caller can send what the session holds under a key, as the end of a sentence; "" when one can.
func (m *mover) unreadable(key string) string {
	if why, known := m.unsayable[key]; known {
		return why
	}
	why := m.unsaid(key)
	m.unsayable[key] = why
	return why
}

func (m *mover) unsaid(key string) string {
	if ofPerson.MatchString(key) {
		return ", which says who somebody is or what he may do: no caller may say that"
	}
	writings := m.writings(key)
	for _, w := range writings {
		if why := m.unproved(w.in.Module, w.what); why != "" {
			return fmt.Sprintf("; %s at %s %s", w.says, w.where(), why)
		}
	}
	if len(writings) == 0 {
		return ", which nothing in the app writes"
	}
	return ""
}

// unproved says that values of a type are not proven to cross.
func (m *mover) unproved(module *flow.Module, typ string) string {
	classes, wrong := m.typed(module, typ)
	switch {
	case typ == "-":
		return "is not known"
	case len(classes) > 0:
		return fmt.Sprintf("is an object of the app's own, %s", typ)
	case wrong != "":
		return fmt.Sprintf("is not proven to cross to another process: %s", typ)
	}
	return ""
}

// writesKey gives the type of what an event writes to the session, where it writes a key or may.
func (m *mover) writesKey(fn *flow.Function, e *flow.Event, key string) (typ string, hits bool) {
	name, ok := strings.CutPrefix(e.Name, sessionState)
	switch {
	case !ok || !e.Effects.Has(catalogue.StateWrite) || e.Key != "" && e.Key != key || e.Key == "" && !strings.HasPrefix(key, e.KeyStart):
		return "", false
	case takesAway(e) || name == "popitem" || name == "clear":
		return "", false
	case name == "update":
		return m.updated(fn, e, key)
	case e.Key == "":
		return "-", true
	case name == "setdefault":
		call, ok := e.Node.(*python.Call)
		if ok && len(call.Args) > 1 {
			return m.valueType(fn, call.Args[1]), true
		}
		return "None", true
	}
	return m.writtenType(fn, e), true
}

// updated gives the type of what update() writes under a key, where its keys are written out.
func (m *mover) updated(fn *flow.Function, e *flow.Event, key string) (typ string, hits bool) {
	call, ok := e.Node.(*python.Call)
	if !ok || len(call.Args) > 1 {
		return "-", true
	}
	for _, k := range call.Keywords {
		if k.Name == key {
			return m.valueType(fn, k.Value), true
		} else if k.Name == "" {
			return "-", true
		}
	}
	if len(call.Args) == 0 {
		return "", false
	}
	dict, ok := call.Args[0].(*python.Dict)
	if !ok {
		return "-", true
	}
	for i, k := range dict.Keys {
		constant, ok := k.(*python.Constant)
		if !ok {
			return "-", true
		}
		if constant.Text == key {
			return m.valueType(fn, dict.Values[i]), true
		}
	}
	return "", false
}

// mayKeep reports whether a call is a widget that keeps its value under a key, or may: a key that the app assigns itself
// is that of no widget that does not name it.
func (m *mover) mayKeep(call *flow.Call, key string, assigned bool) bool {
	if call.Entry == nil || call.Entry.Widget == "" {
		return false
	}
	switch given := call.Argument("key").(type) {
	case nil:
		return false
	case *python.Constant:
		return given.Text == key
	case *python.JoinedStr:
		first, ok := given.Values[0].(*python.Constant)
		return !assigned && (!ok || strings.HasPrefix(key, first.Text))
	}
	return !assigned
}

// sessionKeys are the keys of the session that a closure reads, sorted, each with the first place; or why it may not.
func (m *mover) sessionKeys(fn *flow.Function, needed *closure) ([]string, []Reason) {
	keys := map[string]bool{}
	outward := m.outward(fn, needed)
	for _, one := range m.Program.Functions {
		p := needed.parts[one.Module]
		if p == nil {
			continue
		}
		uses := usesIn(one)
		for i := range one.Events {
			e := &one.Events[i]
			if !readsSession(e) || !p.holdsSpan(one.Module, e.Span()) {
				continue
			}
			why := ""
			switch {
			case one == one.Module.Body:
				why = " while its module is imported"
			case m.givesAway(one, e, uses):
				why = ", and changes it or gives it away: the page would have another one"
			case outward != nil && !m.onlyReckons(one, fn, e, uses):
				why = fmt.Sprintf(", and %s: what it may do there must not be for the caller to say", outward)
			}
			if why != "" {
				at := place(one.Module, e.Span(), fmt.Sprintf("it reads %q of the session%s", e.Key, why))
				at.Because = ofOneSession
				return nil, []Reason{at}
			}
			keys[e.Key] = true
		}
	}
	return sortedKeys(keys), nil
}

// doing is something that a function does besides computing.
type doing struct {
	at   Reason
	says string
}

func (d *doing) String() string { return d.says + " at " + d.at.Place() }

// outward is the first thing that a function, or the import of what it needs, does outside of its process; nil for none.
func (m *mover) outward(fn *flow.Function, needed *closure) *doing {
	outside := catalogue.Of(catalogue.DB, catalogue.DBRead, catalogue.DBWrite, catalogue.NetRead, catalogue.NetWrite, catalogue.FileRead,
		catalogue.FileWrite, catalogue.Process, catalogue.SecretsRead)
	run := m.reach(fn)
	for _, module := range m.App.Modules {
		p := needed.parts[module]
		for i := range module.Body.Events {
			e := &module.Body.Events[i]
			if p == nil || !p.holdsSpan(module, e.Span()) || e.Kind == flow.ImportRun || !runs(module.Body, e) {
				continue
			}
			if e.Effects.Any(outside) {
				return &doing{place(module, e.Span(), ""), e.Says()}
			}
			if e.Callee != nil {
				run = append(run, m.reach(e.Callee)...)
			}
		}
	}
	for _, one := range run {
		for i := range one.Events {
			if e := &one.Events[i]; e.Effects.Any(outside) {
				return &doing{place(one.Module, e.Span(), ""), e.Says()}
			}
		}
	}
	return nil
}
