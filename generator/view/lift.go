package view

import (
	"regexp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// Lifted is what moved out of an app, as the view needs it.
type Lifted struct {
	Functions    map[string]string // by operation id: dotted, below the service's package: "legacy.core.sales.total", "legacy.core.shop().total"
	Modules      map[string]string // by operation id: of these, the module
	Methods      map[string]Method // by operation id, of methods
	Shimmed      map[string]bool   // by operation id: what it needs of Streamlit is the shim's
	Silent       map[string]bool   // by operation id: the pages use nothing of what it gives
	Shapes       Shapes            // of inputs that are no plain values
	Secrets      []string          // keys of the app's secrets that what moved reads
	ReadsSecrets bool              // what moved reads secrets, by these or by other keys
	Texts        []string          // elements of Streamlit that what moved shows, as text whatever they are given
	Values       []string          // those whose picture depends on what they are given
	Endings      []string          // how it ends runs: "stop", "rerun"
	Clears       bool              // it empties all caches of the pages
	Emptied      []EmptiedCache    // caches of the pages that it empties
	UISecrets    []string          // of these, what the app's own pages still read
	Classes      []CarriedClass    // of the app, whose values cross
	Prepares     []string          // modules, below the service's package, that change data while they are imported
	Files        bool              // what moved asks where its file lies
	Beside       bool              // the pages add folders of the app to sys.path
	Variables    []string          // of the environment, that what moved reads
	UIVariables  []string          // the same for the app's own pages
	Stays        map[string]string // by operation id: why it stays in the pages
	ServiceNeeds []string          // requirements of what moved, as "plotly==6.1"
	UINeeds      []string          // requirements of the app's own pages
	Configured   bool              // the app's own settings of Streamlit come along

	Session bool                // what moved has to do with the session
	Deletes bool                // it takes keys of the session away
	Reads   map[string][]string // by operation id: keys of the session that it reads
}

// Shapes are by operation id and input.
type Shapes map[string]map[string]Shape

// Shape is what a function takes where JSON has something plainer for it.
type Shape struct {
	Container     string // tuple, set or frozenset; empty: a list, or none
	Module, Class string // of the app, below the service's package; empty: dicts
}

// Method is where the def of a method that moved lies.
type Method struct {
	Module string // below the service's package: "legacy.core.shop"
	Path   string // in it: "Shop.total"
	Bare   bool   // takes its object as first argument there
}

// CarriedClass is a class of the app that both sides register under one name. All are Python names.
type CarriedClass struct {
	Wire   string // as "core.models.Quote"
	Module string // on the service; below its package where the caller says it
	Class  string
	UI     string // the module as the pages import it
}

// EmptiedCache is a function of the pages whose cache moved code empties. All are Python names.
type EmptiedCache struct {
	Module   string // on the service; below its package where the caller says it
	Function string
	UI       string // the module as the pages import it
}

// legacy is the package of the service that holds what moved.
const legacy = "legacy"

// moved fills in where the function of an operation moved to.
func (b *builder) moved(op manifest.Operation, built *Operation) {
	function := b.view.App.Package + "." + b.lifted.Functions[op.ID]
	built.Module = b.view.App.Package + "." + b.lifted.Modules[op.ID]
	built.Call = function
	built.Replayed = b.m.UI == "app"
	built.Silent = b.lifted.Silent[op.ID]
	built.SessionKeys = quoted(b.lifted.Reads[op.ID])
	if b.lifted.Shimmed[op.ID] {
		built.Shim = b.view.App.Package + "." + legacy + "._st"
		built.Call = built.Shim + ".answer(" + function + b.endsDone(op) + ")"
	}
	built.Moved = function
	if method, ok := b.lifted.Methods[op.ID]; ok {
		built.Defined = b.view.App.Package + "." + method.Module
		built.Signature, built.Bare = built.Defined+"."+method.Path, method.Bare
	}
}

// endsDone is what the shim is told of an operation that gives nothing, where going on to another run of the page means
// that it is done.
func (b *builder) endsDone(op manifest.Operation) string {
	if op.Output.Kind != manifest.OutNone || !slices.ContainsFunc(b.lifted.Endings, func(name string) bool { return name != "stop" }) {
		return ""
	}
	return ", gives=False"
}

// stays says why an operation that was to be lifted has no route, or "".
func (b *builder) stays(op manifest.Operation) string {
	if op.From.Kind != manifest.FromLift && op.From.Kind != manifest.FromRegion {
		return ""
	}
	if b.lifted.Functions[op.ID] != "" {
		return ""
	}
	if why := b.lifted.Stays[op.ID]; why != "" {
		return "it stays in the pages: " + why
	}
	return "it stays in the pages"
}

// replay gathers what the service and the client need so that the app's own pages can call what moved.
func (b *builder) replay() {
	for _, o := range b.view.Operations {
		if !o.Replayed {
			continue
		}
		b.view.Replay.Operations = append(b.view.Replay.Operations, o)
		b.view.Replay.Shim = b.view.Replay.Shim || o.Shim != ""
		b.view.Replay.Connects = b.view.Replay.Connects || o.Service.Connected != ""
		for _, r := range o.Service.Resources {
			b.view.Replay.HTTP = b.view.Replay.HTTP || r.Type == "Client"
		}
	}
	b.view.Replay.Held = b.heldImports()
	i := b.imports()
	for _, class := range b.lifted.Classes {
		i.module(b.view.App.Package+"."+class.Module, true)
	}
	for _, o := range b.view.Replay.Operations {
		i.module(o.Module, true)
	}
	for _, line := range i.lines() {
		if line != "" {
			b.view.Replay.Imports = append(b.view.Replay.Imports, line)
		}
	}
	for _, class := range b.lifted.Classes {
		class.Module = b.view.App.Package + "." + class.Module
		b.view.Replay.Classes = append(b.view.Replay.Classes, class)
	}
	b.view.UI.Entry = NewText(b.m.App.Entry)
	b.view.Replay.Secrets = quoted(b.lifted.Secrets)
	b.view.Replay.HasSecrets = b.lifted.ReadsSecrets
	b.shim()
	b.view.Replay.Prepares, b.view.Replay.Files, b.view.UI.Beside = b.below(b.lifted.Prepares), b.lifted.Files, b.lifted.Beside
	settings := []string{"CORS_ORIGINS", "ENVIRONMENT"}
	if slices.ContainsFunc(b.view.Resources, func(r Resource) bool { return r.SQL }) {
		settings = append(settings, "POOL_SIZE", "PROCESSES", "STATEMENT_SECONDS")
	}
	b.view.Replay.Variables = b.foreign(b.lifted.Variables, settings...)
	b.view.UI.Secrets, b.view.UI.Variables = quoted(b.lifted.UISecrets), b.foreign(b.lifted.UIVariables)
	for _, name := range slices.Sorted(slices.Values(append(slices.Clone(b.view.Replay.Variables), b.view.UI.Variables...))) {
		if n := len(b.view.Variables); n == 0 || b.view.Variables[n-1] != name {
			b.view.Variables = append(b.view.Variables, name)
		}
	}
	for _, requirement := range b.lifted.UINeeds {
		b.view.UI.Requirements = append(b.view.UI.Requirements, NewText(requirement))
	}
}

// shim is what stands for Streamlit where the code moved to.
func (b *builder) shim() {
	for _, name := range b.lifted.Texts {
		b.view.Replay.Elements = append(b.view.Replay.Elements, Element{Name: name})
	}
	for _, name := range b.lifted.Values {
		b.view.Replay.Elements = append(b.view.Replay.Elements, Element{Name: name, Exact: true})
	}
	for _, one := range b.lifted.Emptied {
		one.Module = b.view.App.Package + "." + one.Module
		b.view.Replay.Emptied = append(b.view.Replay.Emptied, one)
	}
	b.view.Replay.Session, b.view.Replay.Deletes = b.lifted.Session, b.lifted.Deletes
	b.view.Replay.Reads = slices.ContainsFunc(b.view.Replay.Operations, func(o Operation) bool { return len(o.SessionKeys) > 0 })
	b.view.Replay.Endings, b.view.Replay.Clears = b.lifted.Endings, b.lifted.Clears
}

// quoted are words of the app.
func quoted(words []string) []Text {
	var found []Text
	for _, word := range words {
		found = append(found, NewText(word))
	}
	return found
}

// below are modules of the service's package by their full names.
func (b *builder) below(modules []string) []string {
	var found []string
	for _, module := range modules {
		found = append(found, b.view.App.Package+"."+module)
	}
	return found
}

// foreign are the variables of an app that a project must be given: not the project's own, not the service's settings,
// and not the system's.
func (b *builder) foreign(names []string, settings ...string) []string {
	word := regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	own := []string{"API_KEY", "API_TIMEOUT", "API_URL", "APP_SECRETS", "DATA_DIR", "DATA_ROOT", "HOME", "LANG", "LOG_LEVEL", "PATH", "PORT", "PWD", "TMPDIR", "UI_PORT", "USER"}
	own = append(own, settings...)
	for _, r := range b.view.Resources {
		own = append(own, r.Env)
	}
	var found []string
	for _, name := range names {
		if word.MatchString(name) && !slices.Contains(own, name) && !strings.HasPrefix(name, "STREAMLIT_") {
			found = append(found, name)
		}
	}
	return found
}

// heldImports bring the models of operations with inputs that were a choice in the app.
func (b *builder) heldImports() []string {
	i := b.imports()
	for _, o := range b.view.Replay.Operations {
		group := b.view.App.Package + ".operations." + o.Group + ".schemas"
		i.from(group, strings.TrimPrefix(o.Service.Params, "schemas."), len(o.Held()) > 0)
		i.from(b.view.App.Package+".operations.models", "Params", len(o.Held()) > 0)
	}
	return i.lines()
}

// Held are the inputs that only some values are allowed for: they reach a path, an identifier or a query text, and no
// caller may send others, in whatever form.
func (o Operation) Held() []string {
	var names []string
	for _, p := range o.Params {
		if p.Held {
			names = append(names, p.Wire)
		}
	}
	return names
}

// HeldModel is the model that knows which values are allowed.
func (o Operation) HeldModel() string { return strings.TrimPrefix(o.Service.Params, "schemas.") }

// Replay is how the app's own pages call what moved.
type Replay struct {
	Operations []Operation
	Imports    []string // of the modules that moved
	Held       []string // imports of models that hold inputs to what is allowed
	HTTP       bool
	Connects   bool   // what moved is given a connection to a database
	Secrets    []Text // keys, as far as they are written out
	HasSecrets bool   // what moved reads the app's secrets
	Classes    []CarriedClass
	Elements   []Element
	Endings    []string // how what moved ends runs: "stop", "rerun"
	Clears     bool     // it empties all caches of the pages
	Emptied    []EmptiedCache
	Session    bool     // what moved has to do with the session
	Reads      bool     // it reads keys of the session, which its calls bring along
	Deletes    bool     // it takes keys of the session away
	Prepares   []string // modules that change data while they are imported
	Files      bool     // what moved asks where its file lies
	Variables  []string // of the environment, that what moved reads
	Shim       bool     // what moved needs something of Streamlit
}

// Element is something of Streamlit that moved code shows. Its name is one of Streamlit's.
type Element struct {
	Name  string
	Exact bool // its picture depends on what it is given, so that text is no substitute
}

// ShowsValues reports whether some element's picture depends on what it is given.
func (r Replay) ShowsValues() bool { return r.FirstExact() != "" }

// ShowsTexts reports whether some element shows what it is given as text.
func (r Replay) ShowsTexts() bool {
	return slices.ContainsFunc(r.Elements, func(e Element) bool { return !e.Exact })
}

// FirstExact is the first element whose picture depends on what it is given, or "".
func (r Replay) FirstExact() string {
	if i := slices.IndexFunc(r.Elements, func(e Element) bool { return e.Exact }); i >= 0 {
		return r.Elements[i].Name
	}
	return ""
}

// Leaves reports whether what moved ends runs by going on to another one.
func (r Replay) Leaves() bool {
	return slices.ContainsFunc(r.Endings, func(name string) bool { return name != "stop" })
}

// Any reports whether something moved that the app's own pages call.
func (r Replay) Any() bool { return len(r.Operations) > 0 }

// Played are values for the app's secrets where no real ones are needed, as the JSON of APP_SECRETS.
func (r Replay) Played() Text {
	var values []string
	for _, key := range r.Secrets {
		values = append(values, quote.JSON(key.Raw())+`: "played"`)
	}
	return NewText("{" + strings.Join(values, ", ") + "}")
}

// HoldsAny reports whether an input of them was a choice in the app.
func (r Replay) HoldsAny() bool { return len(r.Held) > 0 }

// HasClasses reports whether values of the app's own classes cross.
func (r Replay) HasClasses() bool { return len(r.Classes) > 0 }

// Imported are the modules of these classes, as the pages import them.
func (r Replay) Imported() []string {
	var modules []string
	for _, class := range r.Classes {
		modules = append(modules, class.UI)
	}
	slices.Sort(modules)
	return slices.Compact(modules)
}

// HasEmptied reports whether what moved empties caches of single functions of the pages.
func (r Replay) HasEmptied() bool { return len(r.Emptied) > 0 }

// Caching are the modules of these functions, as the pages import them.
func (r Replay) Caching() []string {
	var modules []string
	for _, one := range r.Emptied {
		modules = append(modules, one.UI)
	}
	slices.Sort(modules)
	return slices.Compact(modules)
}

// Logic is the function that holds the logic of a call, as it is defined.
func (o Operation) Logic() string {
	if o.Signature != "" {
		return o.Signature
	}
	if o.Moved != "" {
		return o.Moved
	}
	return o.Call
}

// ResourceArguments are the arguments of the logic that the service fills with resources.
func (o Operation) ResourceArguments() []CallArg {
	return o.Service.Arguments[:len(o.Service.Arguments)-len(o.Params)]
}
