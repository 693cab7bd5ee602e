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

// Says is an event in words: "calls save", "executes INSERT", "requests.get".
func (e *Event) Says() string {
	verbs := ""
	if len(e.SQL) > 0 {
		verbs = " executes " + strings.Join(e.SQL, ", ")
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
