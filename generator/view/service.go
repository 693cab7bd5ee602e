package view

import (
	"cmp"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/generator/quote"
	"github.com/streamlift/streamlift/internal/manifest"
)

// ServiceUses says what the service's code needs; templates leave out the rest.
type ServiceUses struct {
	Params      bool // an operation has inputs
	Query       bool // inputs stand in a URL
	Lists       bool // a list comes from a URL or form, where an empty one needs a form of its own
	Int64       bool
	OneOf       bool
	Written     bool // days and times stand in JSON
	JSON        bool // an input may hold whatever JSON has
	Records     bool // a record has known fields
	Plain       bool // a call gives plain values: records, lists or scalars
	SQL         bool
	PandasSQL   bool // pandas may wrap what a database raises
	HTTP        bool
	Tables      bool
	SQLTables   bool
	CallTables  bool
	Bounded     bool // a table is held to its number of rows
	SQLFiles    bool
	CallFiles   bool
	Uploads     bool
	TablesUp    bool // an operation takes a table
	NotFound    bool
	Missing     bool
	Logic       bool
	MutableList bool // a list has a default
	NeedsPlain  bool
	Any         bool // there is an operation
	Files       bool // platform/files.py has a function
	Spools      bool // files go in or out, so that large ones lie on disk meanwhile
	Platform    bool // platform/ has a module
	Models      bool // operations/models.py has a name

	LogicPaths   []string // of modules and folders of logic, below the service
	LogicModules []string // their top-level names
	ModelImports []string // of operations/models.py
	FrameImports []string // of platform/frames.py
	FileImports  []string // of platform/files.py
	CaseImports  []string // of tests/cases.py
	Empty        bool     // a case needs an empty table
	Cases        bool     // tests/cases.py has a case
	TableCases   bool     // one of a table
	SavingCases  bool     // one that takes a table
	BusySQL      bool     // one of those that test_busy.py sends takes an Engine
	UnbuiltCases bool     // an operation answers 501 to inputs that are known
}

// Limit is how many calls of an operation run at once, where that is not the usual number.
type Limit struct {
	ID    string
	Calls int
}

// ServiceOperation is an operation as the service's code has it.
type ServiceOperation struct {
	Modules   []string // that hold classes which the logic takes
	Function  string   // in router.py and service.py; hides no import
	Constant  string   // of its SQL
	Class     string   // begins the names of its models
	Params    string   // type of its inputs, as schemas.HeadlineParams; empty without
	Row       string   // model of rows or of the record; "None" where the columns are not known
	Result    string   // what the function gives
	Answer    string   // what the route gives
	Resources []ServiceResource
	Connect   string // what `with` opens around the logic; empty without a database
	Connected string // the same where the pages call what moved
	Dump      string // the inputs as SQL takes them; empty without
	Arguments []CallArg
	Commits   []string // connections that a write commits
	Run       string   // annotated alias of what runs it
	Case      Case     // for the tests
}

// ServiceResource is a parameter that takes a resource.
type ServiceResource struct{ Name, Alias, Type string }

func (r ServiceResource) isEngine() bool { return r.Type == "Engine" }

// busyCases is how many of the cases test_busy.py sends.
const busyCases = 10

// serviceWords are the names that modules of a group use; a function or parameter of the same name
// would hide them.
func serviceWords() []string {
	return []string{
		"accepted", "audit", "bearer", "bindparam", "connection", "content", "datetime", "dt", "files", "found", "frames",
		"identify", "keys", "limiters", "pa", "params", "pd", "plain", "request_id", "router", "run", "schemas", "service", "settings", "store", "text",
	}
}

// free gives a name that hides nothing which a group's modules use.
func (b *builder) free(name string) string {
	if slices.Contains(serviceWords(), name) || b.hidesLogic(name) {
		return name + "_"
	}
	return name
}

// service makes the service's side of an operation; its name, inputs and output are there.
func (b *builder) service(op manifest.Operation, o Operation) ServiceOperation {
	s := ServiceOperation{Function: b.free(o.Name.Snake), Constant: o.Name.Upper, Class: o.Name.Pascal, Row: "None"}
	if len(o.Params) > 0 {
		s.Params = "schemas." + s.Class + "Params"
		s.Dump = "params.model_dump()"
		if slices.ContainsFunc(o.Params, func(p Param) bool { return p.Aliased }) {
			s.Dump = "params.model_dump(by_alias=True)"
		}
	}
	switch {
	case o.Table:
		s.Result, s.Answer = "pa.Table", "Response"
		if o.Known {
			s.Row = "schemas." + s.Class + "Row"
		}
	case o.File:
		s.Result, s.Answer = "files.Content", "Response"
	case o.Record:
		s.Result = "dict[str, Any]"
		if o.Known {
			s.Row = "schemas." + s.Class + "Record"
			s.Result = s.Row
		}
	case o.List:
		s.Result = "list[" + o.Type + "]"
	case o.Scalar:
		s.Result = o.Type
	default:
		s.Result = "None"
	}
	if s.Answer == "" {
		s.Answer = s.Result
	}
	b.serviceResources(op, &s)
	for _, p := range o.Params {
		file := ".file"
		if op.From.Kind == manifest.FromLift { // the app's functions take what Streamlit's uploads hold
			file = ".file.read()"
		}
		shape := b.lifted.Shapes[op.ID][p.Wire]
		if shape.Module != "" && p.Model != "" {
			s.Modules = append(s.Modules, b.view.App.Package+"."+shape.Module)
		}
		s.Arguments = append(s.Arguments, CallArg{Keyword: p.Wire, Value: b.argument(p, file, shape)})
	}
	return s
}

// serviceResources fills in the parameters that take resources, and what the logic gets of them: an
// open connection of a database, or the HTTP client itself.
func (b *builder) serviceResources(op manifest.Operation, s *ServiceOperation) {
	databases := 0
	for _, use := range op.Uses {
		if r, _ := b.m.Resource(use.Resource); r.Kind == manifest.SQL {
			databases++
		}
	}
	var opened, connected []string
	for _, use := range op.Uses {
		r, _ := b.m.Resource(use.Resource)
		made := b.resource(r)
		value := made.Attribute
		if made.SQL {
			value = "connection"
			if databases > 1 {
				value = made.Name.Snake + "_connection"
			}
			open := made.Attribute + ".connect()"
			if op.From.Kind == manifest.FromSQL && op.Kind == manifest.Write {
				open = made.Attribute + ".begin()"
			}
			opened = append(opened, open+" as "+value)
			connected = append(connected, "_connect("+made.Attribute+") as "+value)
			if op.Kind == manifest.Write {
				s.Commits = append(s.Commits, value)
			}
		}
		if use.Parameter != "" {
			s.Arguments = append(s.Arguments, CallArg{Keyword: use.Parameter, Value: value})
		}
		if !slices.ContainsFunc(s.Resources, func(x ServiceResource) bool { return x.Name == made.Attribute }) {
			s.Resources = append(s.Resources, ServiceResource{Name: made.Attribute, Alias: made.Alias, Type: made.Type})
		}
	}
	s.Connect, s.Connected = strings.Join(opened, ", "), strings.Join(connected, ", ")
}

// argument is what the logic gets of an input: its value, a list of its own, or file of an upload; what the function takes
// as another container or as a class of the app is made into that.
func (b *builder) argument(p Param, file string, shape Shape) string {
	value := "params." + p.Name
	absent := "None if " + value + " is None else "
	if !p.Optional {
		absent = ""
	}
	switch container := cmp.Or(shape.Container, "list"); {
	case p.Upload && p.Optional:
		return value + file + " if " + value + " else None"
	case p.Upload:
		return value + file
	case p.Table:
		return absent + b.frame(p, value)
	case p.List && p.Model != "":
		items := b.made(p, "item", shape) + " for item in " + value
		brackets := map[string][2]string{"list": {"[", "]"}, "set": {"{", "}"}}[container]
		if brackets[0] == "" {
			brackets = [2]string{container + "(", ")"}
		}
		return absent + brackets[0] + items + brackets[1]
	case p.List && p.Optional && container == "list":
		return value + " and list(" + value + ")"
	case p.List:
		return absent + container + "(" + value + ")"
	case p.Model != "":
		return absent + b.made(p, value, shape)
	}
	return value
}

// frame is a table as the logic takes it, with all its columns also where it has no row.
func (b *builder) frame(p Param, value string) string {
	if p.Model == "" {
		return "pd.DataFrame(" + value + ")"
	}
	var names []string
	for _, column := range p.Members {
		names = append(names, quote.Python(column.Wire))
	}
	return "pd.DataFrame([" + b.made(p, "row", Shape{}) + " for row in " + value + "], columns=[" + strings.Join(names, ", ") + "])"
}

// made is a record as the logic takes it: a dict, or an object of a class of the app.
func (b *builder) made(p Param, value string, shape Shape) string {
	dump := value + ".model_dump()"
	if slices.ContainsFunc(p.Members, func(m Param) bool { return m.Aliased }) {
		dump = value + ".model_dump(by_alias=True)"
	}
	if shape.Class == "" {
		return dump
	}
	return b.view.App.Package + "." + shape.Module + "." + shape.Class + "(**" + dump + ")"
}

// serviceUses gathers what the code of operations needs.
func (b *builder) serviceUses(operations []Operation) ServiceUses {
	u := ServiceUses{Logic: len(b.view.Logic) > 0, Any: len(operations) > 0}
	for _, o := range operations {
		call, sql := o.Call != "", !o.SQL.Empty()
		u.Params = u.Params || len(o.Params) > 0
		u.Query = u.Query || o.Query
		u.Records = u.Records || o.Record && o.Known
		u.Plain = u.Plain || call && (o.List || o.Scalar || o.Record && !o.Known)
		u.Tables = u.Tables || o.Table
		u.SQLTables = u.SQLTables || o.Table && sql
		u.CallTables = u.CallTables || o.Table && call
		u.SQLFiles = u.SQLFiles || o.File && sql
		u.CallFiles = u.CallFiles || o.File && call
		u.Uploads = u.Uploads || o.Form
		u.TablesUp = u.TablesUp || o.TakesTable()
		u.NotFound = u.NotFound || o.Record && o.Nullable && !o.Missing
		u.Missing = u.Missing || o.Missing
		for _, r := range o.Service.Resources {
			u.SQL = u.SQL || r.isEngine()
			u.HTTP = u.HTTP || r.Type == "Client"
		}
		for _, p := range modelled(o.Params) {
			u.Lists = u.Lists || p.List && !o.Body
			u.Int64 = u.Int64 || p.Int64
			u.OneOf = u.OneOf || p.OneOf
			u.JSON = u.JSON || p.JSON
			u.Written = u.Written || p.Written || strings.Contains(p.Field, "AsText")
			u.MutableList = u.MutableList || p.List && p.HasDefault
		}
	}
	u.NeedsPlain = u.Plain || u.Records
	u.Bounded = u.SQLTables || u.CallTables
	u.Files = u.SQLFiles || u.CallFiles
	u.Spools = u.Files || u.Uploads
	u.Platform = u.Files || u.Tables || u.SQL
	u.Models = u.Params || u.NeedsPlain
	return u
}

// project fills in what belongs to the service as a whole.
func (b *builder) project() {
	u := b.serviceUses(b.view.Operations)
	b.view.Access = b.access()
	u.PandasSQL = u.SQL && (u.CallTables || b.view.Replay.Any() || b.view.App.Depends("pandas"))
	u.SQL = u.SQL || b.view.Access.Named
	u.Platform = u.Platform || u.SQL
	for _, module := range b.view.Logic {
		u.LogicPaths = append(u.LogicPaths, "src/"+module.Path)
		if !slices.Contains(u.LogicModules, module.Package) {
			u.LogicModules = append(u.LogicModules, module.Package)
		}
	}
	if b.view.Replay.Any() {
		u.Logic = true
		u.LogicPaths = append(u.LogicPaths, "src/"+b.view.App.Package+"/"+legacy)
		u.LogicModules = append(u.LogicModules, b.view.App.Package+"."+legacy)
	}
	u.ModelImports, u.FrameImports, u.FileImports = b.modelImports(u), b.frameImports(u), b.fileImports(u)
	cases := 0
	for i, o := range b.view.Operations {
		c := testCase(o)
		b.view.Operations[i].Service.Case = c
		tested := c.Known && !o.Missing
		u.Cases = u.Cases || tested
		if tested && cases < busyCases {
			cases++
			u.BusySQL = u.BusySQL || slices.ContainsFunc(o.Service.Resources, ServiceResource.isEngine)
		}
		u.TableCases = u.TableCases || tested && o.Table
		u.SavingCases = u.SavingCases || tested && o.TakesTable()
		u.Empty = u.Empty || tested && o.Table && o.Known
		u.UnbuiltCases = u.UnbuiltCases || c.Known && o.Missing && !o.Form
	}
	u.CaseImports = b.caseImports()
	b.view.Service, b.view.Limits = u, limits(b.view.Operations)
}

// limits lists the operations whose number of calls at once the manifest sets.
func limits(operations []Operation) []Limit {
	var out []Limit
	for _, o := range operations {
		if o.Concurrency > 0 {
			out = append(out, Limit{ID: o.ID, Calls: o.Concurrency})
		}
	}
	return out
}
