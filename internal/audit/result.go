package audit

import "github.com/streamlift/streamlift/internal/diag"

// Report is what an audit says of an app. Its JSON is a contract that others read: keys may be added, never changed.
type Report struct {
	App        App          `json:"app"`
	Operations []Operation  `json:"operations"`
	Resources  []Resource   `json:"resources"`
	Caches     []Cached     `json:"caches"`
	State      []StateKey   `json:"state"`
	Secrets    []Secret     `json:"secrets"`
	Unresolved []Unresolved `json:"unresolved"`
	Findings   []Finding    `json:"findings"`
	Layout     *Layout      `json:"layout"`

	declined []string // functions that pages call and that are not worth a request, as a manifest lifts them
}

// App says what was read.
type App struct {
	Entry    string   `json:"entry"`
	Pages    []string `json:"pages"`
	Files    int      `json:"files"`
	Lines    int      `json:"lines"`
	Title    string   `json:"title,omitempty"`    // of set_page_config, else of the first title
	Existing []string `json:"existing,omitempty"` // other applications in the same folder, as "api.py: FastAPI"
}

// The kinds of operations.
const (
	Query       = "query"
	Computation = "computation"
	Write       = "write"
	File        = "file"
)

// Operation is one thing the app does that a caller could ask for.
type Operation struct {
	ID          string   `json:"id"`
	Kind        string   `json:"kind"`
	From        From     `json:"from"`
	Class       string   `json:"class"` // lift, state, feedback, mixed or region
	Callers     []Caller `json:"callers"`
	Inputs      []Input  `json:"inputs"`
	Output      Output   `json:"output"`
	Cache       *Cache   `json:"cache"`
	Long        bool     `json:"long"`
	LongBecause string   `json:"long_because,omitempty"`
	LongSource  string   `json:"long_source,omitempty"` // author or static

	LongConfidence string `json:"long_confidence,omitempty"` // high, medium or low

	Effects     []string `json:"effects"`
	Uses        []string `json:"uses,omitempty"`   // resources
	Guards      []Guard  `json:"guards,omitempty"` // what stands before the operation
	Cut         *Cut     `json:"cut,omitempty"`    // of a region
	Summary     string   `json:"summary,omitempty"`
	Expose      bool     `json:"expose"`
	NeedsPerson *string  `json:"needs_person"`

	Parameters []Parameter `json:"-"` // what a manifest says of the inputs

	region    *region // that it is
	around    string  // the function around it, where that tells it from others
	progress  bool    // the author shows how far it is
	dangerous bool    // a rule speaks of it: no plain route
	tiny      bool    // asking for it costs more than doing it
}

// From is the place of an operation.
type From struct {
	File     string  `json:"file"`
	Line     int     `json:"line"` // of def, without decorators
	LastLine int     `json:"last_line"`
	Function *string `json:"function"` // nil for a region
	Within   *string `json:"within"`   // of a region: the function it lies in, nil at module level

	Ordinal     int    `json:"ordinal,omitempty"`     // of a region: which of those in its function, from 1
	Fingerprint string `json:"fingerprint,omitempty"` // of a region's tokens
}

// Caller is a place of the user interface that asks for an operation.
type Caller struct {
	At      string `json:"at"`
	Trigger string `json:"trigger"` // render, button, form, upload, chat, event or import
}

// Input is one value that an operation is given, and one place where it comes from.
type Input struct {
	Name      string `json:"name"`
	Source    string `json:"source"`           // widget, session_state, dataframe_of, upload, header, constant or operation
	Widget    string `json:"widget,omitempty"` // of session_state: query_params, where it is the address of the page
	At        string `json:"at,omitempty"`
	Key       string `json:"key,omitempty"`
	Operation string `json:"operation,omitempty"` // of dataframe_of and operation: whose result it is
	Label     string `json:"label,omitempty"`
}

// Output is what an operation gives.
type Output struct {
	Type   string  `json:"type"`             // table, record, list, scalar, file, chart, status, none or unknown
	Fields []Field `json:"fields,omitempty"` // of a record

	Columns []Field `json:"columns,omitempty"` // of a table, when SQL or code names all of them

	Of       string `json:"of,omitempty"` // of a list's items or a scalar
	Nullable bool   `json:"nullable,omitempty"`
	Media    string `json:"media_type,omitempty"`
	FileName string `json:"filename,omitempty"`
}

// Cache is the cache around an operation's function.
type Cache struct {
	Decorator string `json:"decorator"`
	TTL       *int   `json:"ttl"` // seconds

	computed bool // a time to live that is no constant
}

// Guard is a place that decides whether an operation is reached, or what of its answer is shown.
type Guard struct {
	At   string `json:"at"`
	Text string `json:"text"`
	Kind string `json:"kind"` // identity, filter or confirm
}

// Cut says how a region becomes a function.
type Cut struct {
	Signature string   `json:"signature"`
	Lines     int      `json:"lines"`
	Moves     []string `json:"moves"`            // the lines that it would move, as 12-14
	Blocks    []string `json:"blocks,omitempty"` // what prevents it, each with its place
}

// Resource is what operations share: a database engine, a client, a model, a bucket.
type Resource struct {
	Name       string   `json:"name"`
	Kind       string   `json:"kind"` // sql, http, store, model or client
	At         string   `json:"at"`
	Library    string   `json:"library"`
	Configured []string `json:"configured,omitempty"` // variables and secrets that say where it is
	Default    string   `json:"default,omitempty"`    // without a password
}

// Cached is a function with a cache decorator.
type Cached struct {
	At        string   `json:"at"`
	Function  string   `json:"function"`
	Decorator string   `json:"decorator"`
	TTL       *int     `json:"ttl"`
	Computed  bool     `json:"computed,omitempty"` // there is a ttl, and it is no constant
	Unhashed  []string `json:"unhashed,omitempty"` // parameters that do not count as key
}

// StateKey is a key of session state with everyone who uses it.
type StateKey struct {
	Key     string   `json:"key"`
	Readers []string `json:"readers"`
	Writers []string `json:"writers"`
}

// Secret is a place that reads or holds a secret; its value is never part of a report.
type Secret struct {
	At   string `json:"at"`
	Name string `json:"name"`
	From string `json:"from"` // st.secrets, environment or source
}

// Unresolved is what cannot be read or decided.
type Unresolved struct {
	At     string `json:"at"`
	Reason string `json:"reason"`
	Advice string `json:"advice,omitempty"`
}

// Finding is one place that a rule speaks of.
type Finding struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"` // error, warning or note
	At       string `json:"at"`
	Message  string `json:"message"`
	Advice   string `json:"advice"`
	Excerpt  string `json:"excerpt,omitempty"`

	path     string
	position diag.Position
}
