package flow

import (
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
)

// AnalyseApp analyses all files that an app reaches.
func AnalyseApp(app *App, c *catalogue.Catalogue) *Program {
	return Analyse(Input{Catalogue: c, Modules: app.Modules, Resolve: app.Resolve})
}

// item is what an event does with one item of the session or the environment, as people write it; "" for others.
func (e *Event) item() string {
	at := strings.LastIndexByte(e.Name, '.')
	if at < 0 {
		return ""
	}
	store := map[string]string{"streamlit.SessionState": "st.session_state", "os.Environ": "os.environ"}[e.Name[:at]]
	if store == "" {
		return ""
	}
	key := "…"
	if e.Key != "" {
		key = strconv.Quote(e.Key)
	}
	switch e.Name[at+1:] {
	case "__getitem__", "__getattr__", "get":
		return "reads " + store + "[" + key + "]"
	case "__setitem__", "__setattr__":
		return "sets " + store + "[" + key + "]"
	case "__delitem__", "__delattr__":
		return "deletes " + store + "[" + key + "]"
	case "__contains__":
		return "looks for " + key + " in " + store
	}
	return ""
}

// Says is an event in words: "calls save", "executes INSERT", "requests.get".
func (e *Event) Says() string {
	verbs := ""
	if len(e.SQL) > 0 {
		verbs = " executes " + strings.Join(e.SQL, ", ")
	}
	if said := e.item(); said != "" {
		return said
	}
	switch e.Kind {
	case AppCall:
		return "calls " + e.Name + verbs
	case LibraryCall:
		if verbs != "" {
			return verbs[1:] + " by " + e.Name
		}
		return "calls " + e.Name
	case PassedOn:
		return "hands on " + e.Name + verbs
	case ImportRun:
		return "imports " + e.Name
	case UnknownCall:
		return "calls " + e.Name + ", which nobody described"
	}
	if e.Key != "" {
		return "uses " + e.Name + " of " + strconv.Quote(e.Key)
	}
	return "uses " + e.Name
}
