package flow

import (
	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/python"
)

// EventKind is how an event has its effects.
type EventKind uint8

// The kinds of events.
const (
	LibraryCall EventKind = iota // a call of what the catalogue describes
	LibraryUse                   // reading or writing an attribute or item that has effects: st.secrets["a"], os.environ["a"] = "1"
	AppCall                      // a call of a function of the app: the effects are those of Callee
	PassedOn                     // a function of the app given to a library, which may call it: callbacks, threads, apply
	ImportRun                    // an import that runs a module of the app
	UnknownCall                  // a call that nobody described
)

// String is the kind as the dump has it.
func (k EventKind) String() string {
	return [...]string{"library", "use", "call", "passed", "import", "unknown"}[k]
}

// Event is one place in a function where something happens besides computing.
type Event struct {
	Kind     EventKind
	Main     bool // under if __name__ == "__main__": not when the module is imported
	Node     python.Node
	Name     string            // qualified name of a library, or of the app's function; as written when unknown
	Effects  catalogue.Effects // of the event itself; without those of Callee
	Callee   *Function
	Cost     catalogue.Cost // without that of Callee
	Stops    bool           // nothing behind it runs: st.stop, st.rerun, exit
	Presumed bool           // the receiver is not known; all that the catalogue describes under this name do the same
	SQL      []string       // verbs of the SQL text, sorted, as far as it is known
	Key      string         // literal key of state, query parameters, secrets, environment; empty when it is computed
	KeyStart string         // what a computed key begins with, as far as it is known
	Library  string         // the catalogue's library, as "streamlit"; empty for the app's own and the unknown

	marks   marks             // what it means for the class of the function
	param   string            // its text decides, the parameter's of the function: callers know it
	assumed catalogue.Effects // what is assumed while it is not known; counts in the function, not at its callers
	method  string            // not a text but this method of the parameter decides
}

// paramUse is a parameter whose text, or whose method, decides what a function does.
type paramUse struct{ param, method string }

// Span is the place of the event.
func (e *Event) Span() diag.Span { return e.Node.Span() }

// Call is a call with what it may reach.
type Call struct {
	Node    *python.Call
	In      *Function
	Targets []string         // qualified names of libraries, "module:function" of the app; sorted; empty when unknown
	Callees []*Function      // functions of the app that it may call
	Unknown bool             // it may also be something that nobody described
	Name    string           // the callee as written
	Mutates []string         // names of the receiver and arguments that the call changes
	Loop    bool             // stands in a loop or comprehension of its function
	Entry   *catalogue.Entry // what the catalogue says, of the first library name that it may reach; nil without one

	args    []boundArg
	param   string // the parameter whose method is called, when what it does depends on what is given for it
	method  string
	assumed catalogue.Effects
}

// boundArg is an argument of a call to a function of the app: a name given for a parameter.
type boundArg struct {
	callee *Function
	param  string
	name   string
}

// Function is a def, a lambda or the body of a module: what has effects of its own. The body of a class belongs to
// the function around it.
type Function struct {
	Name   string // "save"; "<module>", "<lambda>"
	Path   string // inside its module: "Store.save", "outer.inner"; "<module>"
	Node   python.Node
	Module *Module
	Outer  *Function // the function or module it is defined in; nil for modules
	Of     *Class    // the class it is a method of
	Scope  *Scope

	Events    []Event           // in source order
	Calls     []*Call           // in source order
	Effects   catalogue.Effects // all that a call may cause, callees included
	Direct    catalogue.Effects // what it causes itself
	Mutated   []string          // parameters that it changes, also through callees; sorted
	Returns   string            // what is known of the result's type, as in the catalogue; "-" when nothing is
	Class     FunctionClass
	Because   []Step         // the event that decided the class, then the chain below it
	Wrappers  []*Function    // what decorators of the app put around it
	Cost      catalogue.Cost // the dearest thing that a call may do, callees included
	MayStop   bool           // a call may end the run of the page, callees included: a guard
	Cache     string         // the cache decorator's qualified name, or empty
	Decorated []string       // qualified names of all decorators, innermost first

	atom        *atom
	self        *atom // the instance or class that self or cls is
	result      slot
	yields      slot
	generator   bool
	manager     bool // a context manager made of a generator
	reads       map[*slot]bool
	queued      bool
	evaluations int
	decisive    map[paramUse]catalogue.Effects // parameters that decide what happens, with what is assumed
	out         catalogue.Effects              // what counts at call sites
	marks       marks
	outMarks    marks     // what counts at call sites
	via         [32]int32 // effect → index+1 of the event that causes it on the shortest way
	viaMark     [markCount]int32
	mutated     map[string]bool
	spans       []statementSpan
	loops       []statementSpan
}

// ID is the function's name in the whole app: "core/db.py:Store.save".
func (f *Function) ID() string { return f.Module.Path + ":" + f.Path }

// Def is the def, or nil for lambdas and modules.
func (f *Function) Def() *python.FunctionDef {
	def, _ := f.Node.(*python.FunctionDef)
	return def
}
