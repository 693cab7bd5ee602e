package lift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// touch is a place that reads or sets what the whole process shares. The service is another process: it has its own
// environment, folder and options, and what is only ever read there is what it was. What code that stays in the
// pages sets is another thing: the service would not see it.
type touch struct {
	what string // "env:TOKEN", "env:API_*" for those that begin so, "env:*" for any variable, "folder", "seed:numpy", "module config.py:DEBUG", "library openai"
	in   *flow.Function
	at   diag.Span
	says string
}

func touched(what string, fn *flow.Function, e *flow.Event) touch {
	return touch{what: what, in: fn, at: e.Node.Span(), says: e.Says()}
}

func (t touch) reason(format string, args ...any) Reason {
	return place(t.in.Module, t.at, fmt.Sprintf(format, args...))
}

func (t touch) where() string {
	return diag.Place(t.in.Module.Path, diag.Position{Line: t.in.Module.File.Source.Position(t.at.Start).Line})
}

// atImport reports whether it happens while a module is imported, or whenever a page runs.
func (t touch) atImport() bool { return t.in == t.in.Module.Body }

// What some options of pandas decide, and nothing else: how tables are written as text, and how they are drawn.
const tableText, tablePlots = "text of tables", "plots of tables"

// ownVariables are the service's own: the app's of the same name would get their values.
func ownVariables() []string { return []string{"API_KEY", "APP_SECRETS", "DATA_ROOT", "LOG_LEVEL"} }

// settings finds all places of the app that set something of the process, once.
func (m *mover) settings() []touch {
	if m.sets == nil {
		m.sets = []touch{}
		for _, fn := range m.Program.Functions {
			m.sets = append(m.sets, m.setsOf(fn)...)
		}
	}
	return m.sets
}

// setsOf are the places of a function that set something of the process.
func (m *mover) setsOf(fn *flow.Function) []touch {
	var found []touch
	for i := range fn.Events {
		e := &fn.Events[i]
		if !runs(fn, e) || !e.Effects.Any(catalogue.Of(catalogue.EnvWrite, catalogue.SettingsWrite)) && e.Name != "sys.modules" {
			continue
		}
		if what := setting(fn, e); what != "" && !m.tame(what) {
			found = append(found, touched(what, fn, e))
		}
	}
	return found
}

// runs reports whether an event happens at all: what stands under `if __name__ == "__main__"` does in pages only.
func runs(fn *flow.Function, e *flow.Event) bool { return !e.Main || fn.Module.Page }

// setting says what an event sets; "" for what no value depends on.
func setting(fn *flow.Function, e *flow.Event) string {
	switch name := e.Name; {
	case name == "dotenv.load_dotenv":
		if loadsDotenv(fn, e) {
			return ""
		}
		return anyVariable
	case e.Effects.Has(catalogue.EnvWrite):
		return variables(e)
	case name == "os.environ":
		return anyVariable
	case name == "os.chdir" || name == "os.fchdir":
		return "folder"
	case strings.HasPrefix(name, "pandas.") && strings.Contains(sourceOf(fn.Module, e.Node), "display"):
		return tableText
	case strings.HasPrefix(name, "pandas.") && strings.Contains(sourceOf(fn.Module, e.Node), "plotting"):
		return tablePlots
	case strings.Contains(name, ".py:"):
		return "module " + name
	}
	return settingOf(e.Name)
}

// settingOf is what a function or attribute of a library sets.
func settingOf(name string) string {
	library := family(name)
	switch library {
	case "logging", "warnings", "urllib3", "streamlit", "faulthandler":
		return "" // what is logged and how the page looks is no value
	case "sys":
		if strings.HasPrefix(name, searchPath) || name == "sys.modules" {
			return name
		}
		return ""
	case "os":
		return name
	}
	if last := name[strings.LastIndexByte(name, '.')+1:]; slices.Contains([]string{"seed", "seed_instance", "manual_seed", "set_state", "setstate"}, last) {
		return "seed:" + library
	}
	if library == "requests_cache" {
		library = "requests"
	}
	return "library " + library
}

// family is the library of a qualified name, as it is imported: "google.generativeai", "numpy".
func family(name string) string {
	parts := strings.SplitN(name, ".", 3)
	if parts[0] == "google" && len(parts) > 2 {
		return parts[0] + "." + parts[1]
	}
	return parts[0]
}

// readings are the places of a function that depend on what something of the process was set to, found once.
func (m *mover) readings(fn *flow.Function) []touch {
	if found, ok := m.reads[fn]; ok {
		return found
	}
	found := []touch{}
	for i := range fn.Events {
		if e := &fn.Events[i]; runs(fn, e) {
			for _, what := range dependsOn(e) {
				found = append(found, touched(what, fn, e))
			}
		}
	}
	for _, call := range fn.Calls {
		at, says := call.Node.Span(), "calls "+call.Name
		if call.Entry != nil {
			found = append(found, touch{"library " + family(call.Entry.Name), fn, at, says})
		}
		switch call.Name[strings.LastIndexByte(call.Name, '.')+1:] {
		case "to_string", "to_html", "to_markdown", "to_latex":
			found = append(found, touch{tableText, fn, at, says})
		case "plot", "hist", "boxplot":
			found = append(found, touch{tablePlots, fn, at, says})
		}
		if strings.Contains(call.Name, ".plot.") {
			found = append(found, touch{tablePlots, fn, at, says})
		}
	}
	m.reads[fn] = found
	return found
}

// dependsOn is what an event reads, said or not: a child process inherits the environment, a relative path the folder.
func dependsOn(e *flow.Event) []string {
	var found []string
	name, library := e.Name, family(e.Name)
	switch {
	case name == "dotenv.load_dotenv":
	case strings.Contains(name, ".py:"):
		return []string{"module " + name}
	case name == "sys.argv":
		return []string{name}
	case slices.Contains([]string{"pathlib.Path.home", "pathlib.Path.expanduser", "os.path.expanduser"}, name):
		found = append(found, "env:HOME")
	case e.Effects.Has(catalogue.EnvRead) && library == "os":
		found = append(found, variables(e))
	case e.Effects.Has(catalogue.EnvRead):
		found = append(found, "env of a library")
	case e.Effects.Has(catalogue.Process) && (library == "subprocess" || library == "os" || library == "multiprocessing" || strings.HasPrefix(name, "asyncio.create_subprocess")):
		found = append(found, anyVariable, "folder")
	}
	stores := e.Effects.Any(catalogue.Of(catalogue.DB, catalogue.DBRead, catalogue.DBWrite)) && slices.Contains([]string{"sqlite3", "aiosqlite", "duckdb", "sqlalchemy", "sqlmodel", "pandas", "polars"}, library)
	if stores || e.Effects.Any(catalogue.Of(catalogue.FileRead, catalogue.FileWrite)) || slices.Contains(folderReaders(), name) {
		found = append(found, "folder")
	}
	if e.Effects.Has(catalogue.Random) {
		found = append(found, "seed:"+library)
		if library != "random" && library != "uuid" && library != "secrets" {
			found = append(found, "seed:numpy")
		}
	}
	if e.Kind == flow.LibraryCall || e.Kind == flow.LibraryUse {
		found = append(found, "library "+library)
	}
	return found
}

func folderReaders() []string {
	return []string{"os.getcwd", "os.path.abspath", "os.path.realpath", "os.path.relpath", "pathlib.Path.resolve", "pathlib.Path.absolute", "pathlib.Path.cwd"}
}

// anyVariable stands for all variables of the environment.
const anyVariable = "env:*"

// variables are those of the environment that an event is about.
func variables(e *flow.Event) string {
	if e.Key == "" {
		return "env:" + e.KeyStart + "*"
	}
	return "env:" + e.Key
}

// meets reports whether a read depends on a set.
func meets(read, set string) bool {
	key, ofEnv := strings.CutPrefix(set, "env:")
	asked, asksEnv := strings.CutPrefix(read, "env:")
	switch {
	case read == set:
		return true
	case !ofEnv:
		return false
	case read == "env of a library":
		return !slices.Contains([]string{"PATH", "PYTHONPATH", "PYTHONWARNINGS"}, key)
	}
	return asksEnv && (begins(key, asked) || begins(asked, key))
}

// begins reports whether a name may be one of those that "API_*" means, or begin like them.
func begins(name, pattern string) bool {
	start, open := strings.CutSuffix(pattern, "*")
	return open && strings.HasPrefix(name, start)
}

// sourceOf is the text of a node.
func sourceOf(module *flow.Module, node python.Node) string {
	span := node.Span()
	return module.File.Source.Text[span.Start:span.End]
}

// setsProcess says where a function sets something of the process while it runs, or asks who its user is: for both
// its service would be the wrong process.
func (m *mover) setsProcess(fn *flow.Function) []Reason {
	var found []Reason
	if chain := m.Program.Chain(fn, catalogue.IdentityRead); len(chain) > 0 {
		last := chain[len(chain)-1]
		found = append(found, place(last.In.Module, last.Event.Node.Span(), fmt.Sprintf("it depends on the process: %s (%s)", last.Event.Says(), catalogue.IdentityRead)))
	}
	for _, one := range m.reach(fn) {
		if sets := m.setsOf(one); len(sets) > 0 {
			return append(found, sets[0].reason("it sets something for the whole process: it %s", sets[0].says))
		}
	}
	return found
}

// reach are the functions that a call of one may run, itself first; modules that it imports are the closure's.
func (m *mover) reach(fn *flow.Function) []*flow.Function {
	found := []*flow.Function{fn}
	seen := map[*flow.Function]bool{fn: true}
	for i := 0; i < len(found); i++ {
		for _, next := range calledBy(found[i]) {
			if !seen[next] {
				seen[next] = true
				found = append(found, next)
			}
		}
	}
	return found
}

// calledBy are the functions that a function's own places may run.
func calledBy(fn *flow.Function) []*flow.Function {
	var found []*flow.Function
	for i := range fn.Events {
		if e := &fn.Events[i]; e.Callee != nil && e.Kind != flow.ImportRun && runs(fn, e) {
			found = append(found, e.Callee)
		}
	}
	for _, call := range fn.Calls {
		found = append(found, call.Callees...)
	}
	return found
}

// process holds what a function depends on against what the app sets. What is set while a module is imported that
// moves, moves along.
func (c *closure) process(fn *flow.Function) {
	for len(c.reasons) == 0 {
		before := len(c.looked)
		for _, read := range c.depends(fn) {
			if read.what == "sys.argv" {
				c.reasons = append(c.reasons, depending(read, "which is another one for the service"))
			} else if own, ok := strings.CutPrefix(read.what, "env:"); ok && slices.Contains(ownVariables(), own) {
				c.reasons = append(c.reasons, depending(read, "which is the service's own"))
			}
			if i := slices.IndexFunc(c.settings(), func(set touch) bool { return meets(read.what, set.what) && !c.along(set) }); i >= 0 {
				c.reasons = append(c.reasons, depending(read, "and what it reads is set at "+c.settings()[i].where()))
			}
			if len(c.reasons) > 0 {
				return
			}
		}
		if len(c.looked) == before {
			return
		}
	}
}

func depending(read touch, why string) Reason {
	reason := read.reason("it depends on the process: it %s, %s", read.says, why)
	reason.Because = ofTheProcess
	return reason
}

// depends are the places that decide what a function gives: its own, and those of what runs while its modules are
// imported on the service.
func (c *closure) depends(fn *flow.Function) []touch {
	run := c.reach(fn)
	var found []touch
	for _, module := range c.App.Modules {
		p := c.parts[module]
		if p == nil {
			continue
		}
		for _, read := range c.readings(module.Body) {
			if p.holdsSpan(module, read.at) {
				found = append(found, read)
			}
		}
		for i := range module.Body.Events {
			e := &module.Body.Events[i]
			if e.Callee != nil && e.Kind != flow.ImportRun && runs(module.Body, e) && p.holdsSpan(module, e.Node.Span()) {
				run = append(run, c.reach(e.Callee)...)
			}
		}
	}
	seen := map[*flow.Function]bool{}
	for _, one := range run {
		if !seen[one] {
			seen[one] = true
			found = append(found, c.readings(one)...)
		}
	}
	return found
}

// along reports whether a set happens on the service as well, and takes it along where that is possible: a statement of
// a module that moves in part.
func (c *closure) along(set touch) bool {
	p := c.parts[set.in.Module]
	if p == nil || !set.atImport() {
		return false
	}
	if p.holdsSpan(set.in.Module, set.at) {
		return true
	}
	failed := len(c.reasons)
	c.statement(set.in.Module, topStatementAt(set.in.Module, set.at))
	taken := len(c.reasons) == failed
	c.reasons = c.reasons[:failed]
	return taken
}
