// Package manifest holds the operation manifest, streamlift.yaml: what an app does, what it is
// called and what becomes of it. It loads strictly, with a place for every error, and edits
// without touching what it was not asked to change.
package manifest

import "github.com/streamlift/streamlift/internal/diag"

// Version is the newest manifest version this program reads.
const Version = 1

// FileName is the manifest's name at the root of a generated project.
const FileName = "streamlift.yaml"

// Manifest is a loaded manifest of version 1. Slices keep the order of the file.
type Manifest struct {
	App        App
	Facts      []Fact
	Target     string // auto (also when absent), keep, wrap, split or rewrite
	Resources  []Resource
	Operations []Operation
	Logic      []Text // modules or folders below the app, taken byte for byte; folders end in "/"
	UI         string // generated, or app
	Clients    []Text // languages besides Python
	Service    Service
	Pack       Pack
	Policy     []Setting
	Unresolved []Unresolved
	Source     *diag.Source // the file, for diagnostics of later stages
}

// Text is a scalar as it was written, with its place.
type Text struct {
	Value string
	Span  diag.Span
}

// App names the app and says where it lies.
type App struct {
	Name         string // a Python package name, perhaps with hyphens
	Title        string // for people; the name when absent
	Source       string // folder of the app relative to the manifest, with slashes; empty without an app
	Entry        string // script below Source
	Python       string // requirement, as ">=3.11"
	Dependencies []Text // requirements that the logic needs
	Span         diag.Span
}

// Fact is something the decision needs and code cannot show.
type Fact struct {
	Name   string
	Value  Scalar
	Values []Scalar // for other_consumers
	Reason string
	Source string
	Span   diag.Span // of its name
}

// Setting is one overridden policy value.
type Setting struct {
	Name   string
	Value  Scalar
	Reason string
}

// Service says what the service as a whole does beyond answering.
type Service struct {
	Keys     string // single or named; empty: as the rest needs
	AuditLog bool
	Store    Text // SQL resource that holds keys and audit log; empty: a database of the service's own
	MaxBody  int  // bytes of a request besides its files; 0: the default
	Span     diag.Span
}

// Pack names the template pack. One with a source is not built in, and its hash pins its bytes.
type Pack struct {
	Name       string // the target's built-in pack when empty
	Source     string // folder or archive relative to the manifest, or a repository
	Version    string // of a repository: tag or commit
	Folder     string // below the source
	Hash       string // of its tree, h1:…
	Parameters []Parameter
	Span       diag.Span
}

// Parameter is what a project chooses about its pack.
type Parameter struct {
	Name  string
	Value any // string, int, float64, bool, or a list of them
	Span  diag.Span
}

// Unresolved is something that a person must decide.
type Unresolved struct {
	At     string
	Reason string
}

// ResourceKind says what a resource is.
type ResourceKind string

// The kinds of resources.
const (
	SQL  ResourceKind = "sql"
	HTTP ResourceKind = "http"
)

// Resource is what operations share: a database engine or an HTTP client, made once a process.
type Resource struct {
	Name    string
	Kind    ResourceKind
	Env     string // environment variable that holds the URL
	Default string // URL without the variable; empty: the variable is required
	From    string // where the app makes it, as `db.py:8`
	Span    diag.Span
}

// OperationKind says what an operation does.
type OperationKind string

// The kinds of operations.
const (
	Query       OperationKind = "query"
	Computation OperationKind = "computation"
	Write       OperationKind = "write"
	File        OperationKind = "file"
)

// Operation is one thing the app does that a caller could ask for.
type Operation struct {
	ID          string // stable; routes, logs, clients and tests carry it
	Name        string // ID when absent; renaming it moves files and edits along
	Kind        OperationKind
	Description string
	Group       string // free text; the app's name when absent
	Pages       []Text // pages that show it
	Method      string // upper case; empty: chosen by effect
	Path        string // below /v1; empty: made from the name
	From        From
	Uses        []Use
	Inputs      []Input
	Output      Output
	Cache       Cache
	Job         Job
	Roles       []Text
	Sensitive   bool   // inputs must not stand in URLs or logs
	Expose      bool   // default true
	Kept        bool   // stays in the UI
	KeptBecause string // the reason, where one is written
	Concurrency int    // calls at once in one process; 0: the service's default
	Span        diag.Span
}

// Use gives a parameter of the logic a resource. Parameter is empty where only the resource is named.
type Use struct {
	Parameter string
	Resource  string
	Span      diag.Span
}

// SourceKind says where an operation's logic is.
type SourceKind string

// The kinds of sources. None makes an explicit 501.
const (
	FromNone   SourceKind = ""
	FromSQL    SourceKind = "sql"
	FromCall   SourceKind = "call"
	FromLift   SourceKind = "lift"
	FromRegion SourceKind = "region"
)

// From is where an operation's logic is.
type From struct {
	Kind     SourceKind
	SQL      string // FromSQL: the statement
	Module   string // FromCall: dotted module
	File     string // FromLift, FromRegion
	Function string // FromCall, FromLift; FromRegion: the function around it, empty for the module
	Reason   string // FromNone: why there is no source
	Span     diag.Span

	Ordinal     int    // FromRegion: which of the regions in Function, from 1
	Fingerprint string // FromRegion: of its tokens
}

// InputType is the type of an input, a column, a field or a list's item.
type InputType string

// The scalar types.
const (
	String   InputType = "string"
	LongText InputType = "text"
	Int      InputType = "int"
	Number   InputType = "number"
	Decimal  InputType = "decimal"
	Bool     InputType = "bool"
	Date     InputType = "date"
	DateTime InputType = "datetime"
	Time     InputType = "time"
	Upload   InputType = "file"
	Unknown  InputType = "any"    // whatever JSON holds
	Map      InputType = "record" // names with values; inputs only
)

// Input is one value a caller gives.
type Input struct {
	Name      string
	Type      InputType // of the items, when List is set
	List      bool
	Choice    bool // declared as choice: Enum holds the values, Type is theirs
	Optional  bool
	Default   []Scalar // one unless List; nil without a default
	HasValue  bool     // a default stands in the manifest
	Enum      []Scalar // fixed values; empty: any
	Min, Max  *Scalar
	Step      *Scalar
	MinLength *int
	MaxLength *int
	Pattern   string
	Label     string
	Widget    string // Streamlit's name, as selectbox; chosen by type when empty
	WidgetAt  string // place of the widget in the app
	Sensitive bool
	Of        InputType // of a record's values; empty: any
	Fields    []Column  // of a record, or of a table's rows; empty: not known
	Table     bool      // declared as table: a list of records, which the logic takes as a frame
	Span      diag.Span

	listed  bool // the default is written as a list
	columns bool // there are some
}

// Scalar is a YAML scalar: its text and whether it was written as a string.
type Scalar struct {
	Text   string
	Tag    string // !!str, !!int, !!float, !!bool, !!timestamp, !!null
	Quoted bool
	Span   diag.Span
}

// OutputKind is the shape of what an operation gives.
type OutputKind string

// The shapes of outputs.
const (
	OutTable  OutputKind = "table"
	OutRecord OutputKind = "record"
	OutList   OutputKind = "list"
	OutScalar OutputKind = "scalar"
	OutFile   OutputKind = "file"
	OutNone   OutputKind = "none"
)

// Output is what an operation gives.
type Output struct {
	Kind      OutputKind
	Of        InputType // of a list's items or a scalar
	Nullable  bool      // a scalar may be null
	Columns   []Column  // of a table or record; empty: not known
	MaxRows   int       // cap of a table; 0: the default
	MediaType string    // of a file
	FileName  string    // of a file
	Span      diag.Span

	stray []Text // keys that do not go with Kind
}

// Column is a column of a table or a field of a record. Its name is any text.
type Column struct {
	Name     string
	Type     InputType
	Nullable bool
	Default  *Scalar // of an input's field that may be left out
	Span     diag.Span
}

// Cache says how long an answer may be reused, in seconds; zero: not at all.
type Cache struct{ TTL int }

// Job marks a long operation.
type Job struct {
	Declared bool
	Seconds  float64 // how long it takes; 0: not known
	Timeout  int     // seconds
	Progress bool
	Span     diag.Span
}
