// Package lift moves an app's own functions behind the service. It takes an app that flow understands and the
// operations that a manifest lifts, and gives two sets of files: the modules of the service, whose text is the app's
// own, and the app as thin client, the same files with the bodies of the moved functions replaced by one call each.
// What cannot move for sure stays in the app, with the place that says why.
package lift

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

// Operation asks for one function of the app.
type Operation struct {
	ID        string
	File      string   // of the function, relative to the app
	Function  string   // its path in the file: "load" or "Store.load"
	Resources []string // parameters that the service fills with a resource
	Tables    []string // parameters that take a table which the function saves
}

// Input is an app with what is to be moved out of it.
type Input struct {
	App        *flow.App
	Program    *flow.Program
	Package    string // of the service, as "sales"
	Operations []Operation
}

// Result is what moving gives. Files are sorted by path.
type Result struct {
	Service      []File // below the service's package, as "legacy/core/sales.py"
	UI           []File // below the project of the pages, as "app.py"
	Moved        []Moved
	Kept         []Kept
	Modules      []string  // top-level names that the service's files import from libraries, sorted
	UIImport     []string  // the same for the pages
	Classes      []Carried // of the app, whose values cross, by name
	Drawn        Drawn
	Secrets      []string // keys of the app's secrets that what moved reads, sorted
	ReadsSecrets bool     // what moved reads secrets, by these or by other keys
	UISecrets    []string // the same for the pages
	Prepares     []string // modules on the service that change data while they are imported, dotted as in Moved
	Files        bool     // what moved asks where its file lies
	Beside       bool     // the pages add folders of the app to sys.path
	Variables    []string // of the environment, that what moved reads by name, sorted
	UIVariables  []string // the same for the pages
	Left         []Reason // where the pages still reach databases and files themselves, by place
	Shared       []Reason // of these, what the service reaches too and one side changes
	Lines        Lines
}

// File is a text with its path.
type File struct {
	Path string
	Text string
}

// Moved is an operation that the service performs.
type Moved struct {
	Operation string
	Module    string   // dotted, below the service's package: "legacy.core.sales"
	Function  string   // below the module, as it is called there: "load", "store.load", "shop().load"
	Method    string   // of a method, its path in the module that holds its class: "Store.load"
	Home      string   // of a method, that module, as Module is written
	Bare      bool     // there it takes its object as first argument
	Shimmed   bool     // what it needs of Streamlit is the shim's
	Silent    bool     // nobody uses what it gives, so it gives nothing
	Reads     []string // keys of the session, which its calls bring along
	Shapes    []Shape  // of parameters that take more than JSON has, by name
	Notes     []Reason // what a person should know, none of which prevents the move
}

// Kept is an operation that stays in the app.
type Kept struct {
	Operation string
	Reasons   []Reason // at least one
}

// Reason is a fact with its place.
type Reason struct {
	Path string
	Line int
	Text string // lower case, no full stop

	Because string // what it has in common with others: a sentence of the same kind; "" in notes and of work left
}

// Place is `path:line`; "" where a reason has no place in the app.
func (r Reason) Place() string {
	if r.Path == "" {
		return ""
	}
	return diag.Place(r.Path, diag.Position{Line: r.Line})
}

// String is `path:line: text`.
func (r Reason) String() string {
	if r.Path == "" {
		return r.Text
	}
	return r.Place() + ": " + r.Text
}

// Lines counts logic: statements' lines outside what only draws.
type Lines struct {
	Moved int // that left the pages
	All   int
}

// mover works on one app.
type mover struct {
	Input
	names     *moduleNames
	indexes   map[*flow.Module]*index
	wholes    map[*flow.Module]bool
	known     map[python.Stmt]flow.Facts
	parts     map[*flow.Module]*part // what moves of each module
	clients   map[*flow.Function]client
	sets      []touch                    // of the whole app; nil until somebody asks
	reads     map[*flow.Function][]touch // found so far
	made      map[string][]*flow.Call    // calls by what they reach
	uses      map[string][]use           // attributes by name
	classes   map[*flow.Class]string     // why values of a class do not cross, found so far
	carried   map[*flow.Class]bool       // classes that both sides register
	torn      map[string]Reason          // operations by id, that would put on both sides what may be on one only
	files     []fileUse                  // nil until somebody asks
	objects   map[*flow.Class]objectFound
	rest      *remains
	modules   map[resolved]*flow.Module
	imports   map[*flow.Module][]importer // nil until somebody asks
	cleared   map[string]*Reason          // by name of a cached function, where its cache is emptied; nil where nowhere
	seeds     map[string]bool             // generators that are tame, found so far
	unsayable map[string]string           // of the session: why what they hold cannot be sent, found so far
	held      map[string]string           // of the session: the types of what they hold, found so far
	setUps    map[python.Stmt]bool        // what only prepares a database at import, found so far
	result    Result
}

// client is a function whose body becomes a call.
type client struct {
	operation string
	leftOut   []string // parameters that do not go along
	silent    bool     // nobody uses the answer
	object    *object  // of a method
}

// Move moves what can move for sure.
func Move(in Input) Result {
	m := &mover{
		Input: in, names: newModuleNames(in.App.Modules), indexes: map[*flow.Module]*index{}, wholes: map[*flow.Module]bool{},
		known: map[python.Stmt]flow.Facts{}, reads: map[*flow.Function][]touch{}, torn: map[string]Reason{}, objects: map[*flow.Class]objectFound{},
		classes: map[*flow.Class]string{}, modules: map[resolved]*flow.Module{}, cleared: map[string]*Reason{},
		unsayable: map[string]string{}, held: map[string]string{}, seeds: map[string]bool{}, setUps: map[python.Stmt]bool{},
	}
	operations := slices.Clone(in.Operations)
	slices.SortFunc(operations, func(a, b Operation) int { return cmp.Compare(a.ID, b.ID) })
	for again := true; again; again = m.tear() || m.divide() {
		m.parts, m.clients, m.carried, m.result = map[*flow.Module]*part{}, map[*flow.Function]client{}, map[*flow.Class]bool{}, Result{}
		for _, op := range operations {
			m.operation(op)
		}
		m.prepare()
		m.rest = m.left()
	}
	for i, moved := range m.result.Moved {
		for fn, to := range m.clients {
			if to.operation == moved.Operation {
				m.result.Moved[i].Notes = m.notes(fn)
			}
		}
	}
	m.service()
	m.pages()
	m.workLeft()
	m.count()
	return m.result
}

// operation moves the function of one operation, or says why not.
func (m *mover) operation(op Operation) {
	fn := m.Program.Function(op.File, op.Function)
	if fn == nil {
		m.keep(op, because(noFunction, Reason{Path: op.File, Text: fmt.Sprintf("there is no function %q", op.Function)})...)
		return
	}
	if reasons := m.obstacles(fn, op); len(reasons) > 0 {
		m.keep(op, reasons...)
		return
	}
	if at, torn := m.torn[op.ID]; torn {
		m.keep(op, append(m.personal(fn), because(objectUnsure, at)...)...)
		return
	}
	var on *object
	if fn.Of != nil {
		found, reasons := m.object(fn)
		if len(reasons) > 0 {
			m.keep(op, append(m.personal(fn), because(objectUnsure, reasons...)...)...)
			return
		}
		on = found
	}
	exchanged := m.exchanged(fn)
	needed := m.closure(fn, on, exchanged)
	if len(needed.reasons) > 0 {
		m.keep(op, because(cannotFollow, needed.reasons...)...)
		return
	}
	keys, reasons := m.sessionKeys(fn, needed)
	if len(reasons) > 0 {
		m.keep(op, reasons...)
		return
	}
	for module, p := range needed.parts {
		m.part(module).add(p)
	}
	m.carry(exchanged)
	silent := m.silent(fn)
	m.clients[fn] = client{operation: op.ID, leftOut: op.Resources, silent: silent, object: on}
	moved := Moved{Operation: op.ID, Module: m.names.dotted(fn.Module), Function: fn.Name, Shimmed: needed.shim, Silent: silent, Reads: keys, Shapes: m.shapes(fn)}
	if on != nil {
		moved.Module, moved.Function = m.names.dotted(on.home), on.text()+"."+fn.Name
		if on.given != "" || on.blank {
			moved.Module, moved.Function, moved.Shimmed = legacyFolder+"."+objectsModule, on.maker(m.names)+"()."+fn.Name, true
		}
		moved.Method, moved.Home, moved.Bare = fn.Path, m.names.dotted(fn.Module), on.made || on.blank
	}
	m.result.Moved = append(m.result.Moved, moved)
}

func (m *mover) keep(op Operation, reasons ...Reason) {
	m.result.Kept = append(m.result.Kept, Kept{Operation: op.ID, Reasons: reasons})
}

// part gives what moves of a module, empty at first.
func (m *mover) part(module *flow.Module) *part {
	if m.parts[module] == nil {
		m.parts[module] = &part{}
	}
	return m.parts[module]
}

// place makes a reason at a node of a module.
func place(module *flow.Module, span diag.Span, text string) Reason {
	return Reason{Path: module.Path, Line: module.File.Source.Position(span.Start).Line, Text: text}
}
