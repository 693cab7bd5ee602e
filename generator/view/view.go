package view

import (
	"slices"
	"strings"
)

// View is everything the templates of a project see.
type View struct {
	App        App
	Resources  []Resource
	Groups     []Group
	Pages      []Page
	Operations []Operation // all that have a route, in the manifest's order
	Excluded   []Excluded  // operations without a route, with the reason
	Logic      []Module
	Replay     Replay
	Variables  []string // of the environment, that the app's own code reads on either side
	Uses       Features
	Client     Client
	GoClient   GoClient
	UI         UI
	Service    ServiceUses
	Access     Access
	Limits     []Limit // where the manifest sets how many calls run at once
	Kept       Kept    // the app itself, in packs that keep it
}

// App names the project and its packages.
type App struct {
	Name         Name
	Package      string // of the service
	Client       string // package of the client
	Project      string // distribution name of the service, as sales-service
	Title        Text
	Python       string   // ">=3.11"
	Pythons      []string // releases that CI tests, oldest first
	Source       Text     // folder of the app relative to the project; empty without an app
	Dependencies []Text   // of the logic
}

// Newest is the release of Python that the project runs on.
func (a App) Newest() string { return a.Pythons[len(a.Pythons)-1] }

// ClientFirst reports whether imports of the client stand before those of Streamlit's parts.
func (a App) ClientFirst() bool {
	return natural(importKey("import "+a.Client), importKey("import streamlit.")) < 0
}

// PythonList names the releases that CI tests, for people.
func (a App) PythonList() string { return strings.Join(a.Pythons, " and ") }

// Depends reports whether the logic names a version of a package itself.
func (a App) Depends(name string) bool {
	return slices.ContainsFunc(a.Dependencies, func(d Text) bool {
		own := d.Raw()
		if end := strings.IndexAny(own, " [<>=!~;@("); end >= 0 {
			own = own[:end]
		}
		own = strings.NewReplacer("_", "-", ".", "-").Replace(strings.ToLower(own))
		return own == name
	})
}

// Features says what the manifest asks for; templates leave out the rest.
type Features struct {
	SQL        bool
	HTTP       bool
	Tables     bool // an output is a table
	Records    bool
	Files      bool // an output is a file
	Uploads    bool
	Decimal    bool
	Lists      bool // list or scalar outputs
	Missing    bool // an operation answers 501
	NotFound   bool // a record may be missing
	Logic      bool
	Writes     bool
	Paged      bool
	JSONInput  bool // an operation takes a JSON body
	Params     bool // an operation takes inputs
	ListInputs bool // an operation takes a list in a query or form
	OneOf      bool // an input has fixed values that Literal cannot hold
	Clocks     bool // an input or output is a time of day, with or without its day
	Int64      bool // an int input has no bounds of its own on one side
	Structured bool // an input holds values under names, or may
}

// Resource is a database engine or HTTP client of the service.
type Resource struct {
	Name    Name
	SQL     bool
	Env     string
	Setting string // attribute of the settings
	Default Text
	HasURL  bool // a default stands in the manifest

	Attribute string // of the lifespan state, and the parameter of functions
	Alias     string // annotated alias of routes, as DbDep
	Type      string // Engine, or Client of httpx
}

// Module is a module or folder of logic taken byte for byte.
type Module struct {
	Path     string // below the app, with slashes
	Package  string // top-level name under src/
	IsFolder bool
}

// Group is one domain: a folder of the service.
type Group struct {
	Name       Name
	Title      Text
	Operations []Operation
	Imports    GroupImports
	Uses       Features
	Service    ServiceUses
}

// HasSchemas reports whether the group has a model.
func (g Group) HasSchemas() bool {
	return slices.ContainsFunc(g.Operations, func(o Operation) bool { return len(o.Params) > 0 || o.Known })
}

// HasTests reports whether there is something to say about the group's functions without a database.
func (g Group) HasTests() bool {
	return slices.ContainsFunc(g.Operations, func(o Operation) bool { return o.Call != "" || !o.SQL.Empty() })
}

// GroupImports are the finished import lines of a group's modules, sorted as ruff sorts them.
type GroupImports struct {
	Router  []string
	Schemas []string
	Service []string
	Test    []string
}

// Page is one page of the generated UI.
type Page struct {
	Name       Name
	Title      Text
	File       string // below ui/pages
	Operations []Operation
	Heading    Text      // its title, as Streamlit shows it
	Sidebar    []UIField // inputs that several sections share
	Sections   []Section
	Needs      PageNeeds
}

// Excluded is an operation without a route.
type Excluded struct {
	ID     string
	Reason string
}

// Operation is one route, one function of the service, one method of the client.
type Operation struct {
	ID          string
	Name        Name
	Description Text
	Group       string  // snake name of its group
	Method      string  // get, post, put, delete
	Path        string  // below /v1, with its slash
	Params      []Param // those that must be given first
	Query       bool    // inputs go in the URL
	Body        bool    // inputs go in a JSON body
	Form        bool    // inputs go in a multipart form
	Reads       bool
	Concurrency int
	UploadBytes string // its files may have together, as Python writes it

	SQL         Text // bound for SQLAlchemy; empty unless from SQL
	Binds       []Bind
	Module      string   // `core.sales`, empty unless a call
	Moved       string   // the function itself, where it was lifted
	Defined     string   // of a method that was lifted, the module that holds its class
	Signature   string   // of such a method, where it is defined: `shop.legacy.core.Shop.total`
	Bare        bool     // it takes its object as first argument there
	Shim        string   // module that stands in for Streamlit; empty without need
	Replayed    bool     // the app's own pages call it
	SessionKeys []Text   // keys of the session that calls of the app's own pages bring along
	Silent      bool     // they use nothing of what it gives
	Roles       []string // of keys that may call it, sorted; none: all may
	Audited     bool     // its calls are recorded
	InStore     bool     // it writes nowhere but where its record goes, in one transaction
	Call        string   // `core.sales.headline`, empty unless a call
	CallArgs    []CallArg
	Engine      string // attribute of the first SQL resource used
	Resources   []ResourceArg
	Reason      Text // why it answers 501
	Missing     bool
	Client      ClientOperation
	Go          GoOperation
	Service     ServiceOperation

	Output
}

// ResourceArg is a resource that a call takes.
type ResourceArg struct {
	Parameter string
	Resource  Resource
}

// CallArg is one keyword argument of a call.
type CallArg struct{ Keyword, Value string }

// Bind gives a parameter of SQL its SQLAlchemy type.
type Bind struct {
	Name      string
	Type      string // "Date", or ""
	Expanding bool
}

// Param is an input in every form that templates need.
type Param struct {
	Name        string // Python name
	Wire        string // name in queries, bodies and forms
	Aliased     bool   // Name and Wire differ
	Annotation  string // `Literal["a", "b"]`, as Python reads it inside
	Bounds      string // keyword arguments of Field or Query, as `ge=1, le=10`
	Default     string // Python literal; "" when required
	Optional    bool   // may be None
	Upload      bool
	MaxBytes    int
	Label       Text
	HasDefault  bool
	Type        string // the manifest's type
	List        bool
	Choice      bool // only fixed values are allowed
	Held        bool // fixed values, or those of a pattern
	Sensitive   bool
	Item        string  // Python type of one value
	Field       string  // its line in the Pydantic model
	OneOf       bool    // fixed values that Literal cannot hold
	Written     bool    // a day or time in JSON, which must be text there
	Int64       bool    // an int without bounds on one side
	Model       string  // class of a record whose fields are known
	Members     []Param // these fields
	Table       bool    // a list of records that the logic takes as a table
	JSON        bool    // it holds whatever JSON has
	Nullable    bool    // a cell of a table that may be null
	SampleValue string  // Python literal that satisfies the bounds; "" when none is known
	SampleWire  string  // the same as it goes into a query or JSON, as Python
	BadWire     string  // one outside the bounds; "" when there is none
}

// Required reports whether callers must give it.
func (p Param) Required() bool { return p.Default == "" }

// Output is what an operation gives, by exactly one of the kinds.
type Output struct {
	Table, Record, List, Scalar, File, None bool

	Columns   []Column
	Known     bool // columns are known
	MaxRows   int
	Rows      string // MaxRows as Python writes it: 100_000
	Type      string // Python type of items or of the scalar
	Nullable  bool
	MediaType Text
	FileName  Text

	Disposition Text // header of a file's answer
	Paged       bool // limit and offset are inputs of the SQL itself
}

// Gives reports whether an operation gives anything.
func (o Output) Gives() bool { return !o.None }

// Column is a column of a table or a field of a record.
type Column struct {
	Field    string // Python attribute
	Title    Text   // the column's own name
	Aliased  bool   // Field and Title differ
	Kind     string // the manifest's type
	Type     string // Python type, `| None` included
	Arrow    string // pyarrow type, as pa.int64()
	Nullable bool
}
