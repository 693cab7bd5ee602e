package audit

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// facts notes caches, state keys and secrets with all places that use them.
func (a *auditor) facts() {
	keys := map[string]*StateKey{}
	for _, fn := range a.Program.Functions {
		if def := fn.Def(); def != nil && fn.Cache != "" {
			a.cached(fn)
		}
		for i := range fn.Events {
			a.stateEvent(fn, &fn.Events[i], keys)
			a.secretEvent(fn, &fn.Events[i])
		}
	}
	for _, k := range keys {
		a.report.State = append(a.report.State, StateKey{Key: k.Key, Readers: distinctPlaces(k.Readers), Writers: distinctPlaces(k.Writers)})
	}
	slices.SortFunc(a.report.State, func(x, y StateKey) int { return cmp.Compare(x.Key, y.Key) })
	a.report.App.Title = a.title()
}

func (a *auditor) cached(fn *flow.Function) {
	c := a.cacheOf(fn)
	one := Cached{At: at(fn.Module, fn.Node), Function: fn.Path, Decorator: fn.Cache, TTL: c.TTL, Computed: c.computed}
	for _, p := range parameters(fn) {
		if strings.HasPrefix(p, "_") {
			one.Unhashed = append(one.Unhashed, p)
		}
	}
	a.report.Caches = append(a.report.Caches, one)
}

// stateEvent notes a use of session state; keys that are computed cannot be told.
func (a *auditor) stateEvent(fn *flow.Function, e *flow.Event, keys map[string]*StateKey) {
	reads, writes := e.Effects.Has(catalogue.StateRead), e.Effects.Has(catalogue.StateWrite)
	if e.Callee != nil || !reads && !writes || !strings.Contains(e.Name, "SessionState") && !strings.Contains(e.Name, "session_state") {
		return
	}
	if e.Key == "" {
		if item, ok := e.Node.(*python.Subscript); ok && writes {
			a.report.Unresolved = append(a.report.Unresolved, Unresolved{At: at(fn.Module, item), Reason: "the key of session state is computed", Advice: "say which keys it may be"})
		}
		return
	}
	if keys[e.Key] == nil {
		keys[e.Key] = &StateKey{Key: e.Key, Readers: []string{}, Writers: []string{}}
	}
	if writes {
		keys[e.Key].Writers = append(keys[e.Key].Writers, at(fn.Module, e.Node))
	} else {
		keys[e.Key].Readers = append(keys[e.Key].Readers, at(fn.Module, e.Node))
	}
}

// secretEvent notes a place that reads a secret.
func (a *auditor) secretEvent(fn *flow.Function, e *flow.Event) {
	if e.Callee != nil || e.Key == "" {
		return
	}
	switch {
	case e.Effects.Has(catalogue.SecretsRead):
		a.report.Secrets = append(a.report.Secrets, Secret{At: at(fn.Module, e.Node), Name: e.Key, From: "st.secrets"})
	case e.Effects.Has(catalogue.EnvRead) && secretName.MatchString(e.Key):
		a.report.Secrets = append(a.report.Secrets, Secret{At: at(fn.Module, e.Node), Name: e.Key, From: "environment"})
	}
}

// distinctPlaces sorts places by file and line and leaves out repeats.
func distinctPlaces(list []string) []string {
	slices.SortFunc(list, func(x, y string) int {
		fileX, lineX := splitPlace(x)
		fileY, lineY := splitPlace(y)
		return cmp.Or(cmp.Compare(fileX, fileY), cmp.Compare(lineX, lineY))
	})
	return slices.Compact(list)
}

// splitPlace splits `path:line`.
func splitPlace(place string) (file string, line int) {
	cut := strings.LastIndexByte(place, ':')
	if cut < 0 {
		return place, 0
	}
	line, _ = strconv.Atoi(place[cut+1:])
	return place[:cut], line
}

// title is what the entry says the app is called: page_title of set_page_config, else the first title that is drawn.
func (a *auditor) title() string {
	m := a.App.Module(a.Entry)
	if m == nil {
		return ""
	}
	found := map[string]string{}
	for _, c := range m.Body.Calls {
		if c.Entry == nil {
			continue
		}
		switch c.Entry.Name {
		case "streamlit.set_page_config":
			for _, k := range c.Node.Keywords {
				if text, ok := stringOf(k.Value); ok && k.Name == "page_title" {
					found["config"] = text
				}
			}
		case "streamlit.title":
			if text, ok := stringOf(firstArgument(c)); ok && found["title"] == "" {
				found["title"] = text
			}
		}
	}
	return strings.TrimSpace(cmp.Or(found["config"], found["title"]))
}
