package manifest

import (
	"regexp"
	"slices"
)

// shapeKind is the YAML form a value must have.
type shapeKind int

const (
	shapeText     shapeKind = iota // a string
	shapeInt                       // a whole number
	shapeNumber                    // a number, perhaps with a fraction
	shapeBool                      // true or false
	shapeScalar                    // any scalar
	shapeObject                    // a mapping with the keys of fields
	shapeMap                       // a mapping from free names to elem
	shapeList                      // a list of elem
	shapeDuration                  // a number of seconds, or text as 90s, 10m, 2h, 1d
	shapeSize                      // a number of bytes, or text as 512KiB, 2MiB
	shapeAny                       // one of several shapes: alternatives
)

// shape describes one value of the manifest. The loader's checks, the JSON Schema and
// docs/manifest.md are all made from the tree of shapes that root returns.
type shape struct {
	kind         shapeKind
	fields       []field
	elem         *shape
	alternatives []*shape
	enum         []string
	pattern      string // of a text, or of a map's keys; Go and ECMA agree on it
	patternSays  string // what the pattern asks for, in words
	minimum      int
	one          bool // an object or map has exactly one key

	compiled *regexp.Regexp // of pattern, once it was needed
}

// matches reports whether a text is what the pattern asks for.
func (s *shape) matches(text string) bool {
	if s.compiled == nil {
		s.compiled = regexp.MustCompile(s.pattern)
	}
	return s.compiled.MatchString(text)
}

// field is one key of an object.
type field struct {
	name     string
	doc      string
	required bool
	shape    *shape
}

const (
	namePattern  = `^[a-z][a-z0-9_-]{0,62}$`
	idPattern    = `^[a-z][a-z0-9_]{0,62}$`
	inputPattern = `^[A-Za-z_][A-Za-z0-9_]{0,62}$`
	envPattern   = `^[A-Z][A-Z0-9_]{0,62}$`
)

func text() *shape { return &shape{kind: shapeText} }

func oneOf(values ...string) *shape { return &shape{kind: shapeText, enum: values} }

func matching(pattern, says string) *shape {
	return &shape{kind: shapeText, pattern: pattern, patternSays: says}
}

func listOf(elem *shape) *shape { return &shape{kind: shapeList, elem: elem} }

func anyOf(alternatives ...*shape) *shape { return &shape{kind: shapeAny, alternatives: alternatives} }

func object(fields ...field) *shape { return &shape{kind: shapeObject, fields: fields} }

// scalarTypes are the types of inputs and columns by name.
func scalarTypes() []string {
	return []string{"string", "text", "int", "number", "decimal", "bool", "date", "datetime", "time"}
}

// inputTypes are all values of an input's `type`.
func inputTypes() []string {
	types := append(scalarTypes(), "choice", "file", "table", "record", "any")
	for _, item := range append(scalarTypes(), "choice", "record", "any") {
		types = append(types, "list["+item+"]")
	}
	return types
}

// root is the table of the whole manifest: flat, one line a key.
func root() *shape {
	return object(
		field{name: "streamlift", required: true, shape: &shape{kind: shapeInt, minimum: 1}, doc: "Version of the manifest's form: 1."},
		field{name: "app", required: true, shape: appShape(), doc: "The app and the project made from it."},
		field{name: "facts", shape: factsShape(), doc: "What the decision needs and code cannot show; what is absent stays unknown."},
		field{name: "target", shape: oneOf("auto", "keep", "wrap", "split", "rewrite"), doc: "What to generate; `auto` leaves it to the decision."},
		field{name: "resources", shape: &shape{kind: shapeMap, pattern: idPattern, patternSays: nameSays, elem: resourceShape()}, doc: "What operations share, by name."},
		field{name: "operations", shape: listOf(operationShape()), doc: "Everything the app does that a caller could ask for."},
		field{name: "logic", shape: listOf(text()), doc: "Modules (`core.py`) and folders (`core/`) below the app that hold no Streamlit call; taken byte for byte, for `call`."},
		field{name: "ui", shape: oneOf("generated", "app"), doc: "`generated`: plain pages made from inputs and outputs. `app`: the app's own pages."},
		field{name: "clients", shape: listOf(oneOf("python", "go", "typescript")), doc: "Client libraries to generate; the UI always has the Python one."},
		field{name: "service", shape: serviceShape(), doc: "What the service does besides: keys, audit log, limits."},
		field{name: "pack", shape: packShape(), doc: "The template pack, when it is not the target's own."},
		field{name: "policy", shape: &shape{kind: shapeMap, elem: anyOf(&shape{kind: shapeScalar}, reasoned(&shape{kind: shapeScalar}))}, doc: "Overridden policy values, each best with its reason."},
		field{name: "unresolved", shape: listOf(object(
			field{name: "at", shape: text(), doc: "Place in the app, as `app.py:8`."},
			field{name: "reason", required: true, shape: text(), doc: "What a person must decide."},
		)), doc: "What a person must decide."},
	)
}

func serviceShape() *shape {
	return object(
		field{name: "keys", shape: oneOf("single", "named"), doc: "`single`: the one key of `API_KEY`. `named`: besides it a key for each consumer, made and revoked by a command; so also where an operation has roles or there is an audit log."},
		field{name: "audit_log", shape: &shape{kind: shapeBool}, doc: "Each write is recorded: who, what, a hash of the arguments, the outcome, the request's id, when."},
		field{name: "store", shape: text(), doc: "SQL resource that holds keys and audit log, so that a write and its record are one transaction; a database of the service's own when absent."},
		field{name: "max_body", shape: &shape{kind: shapeSize}, doc: "Most bytes of a request besides its files, as `2MiB`; 1MiB when absent."},
	)
}

func packShape() *shape {
	value := anyOf(&shape{kind: shapeScalar}, listOf(&shape{kind: shapeScalar}))
	return object(
		field{name: "name", required: true, shape: matching(namePattern, nameSays), doc: "Name of the template pack."},
		field{name: "source", shape: text(), doc: "Folder or archive relative to the manifest, or a git repository; none for a built-in pack."},
		field{name: "version", shape: text(), doc: "Tag or commit of a git repository."},
		field{name: "folder", shape: text(), doc: "Folder of the pack below its source."},
		field{name: "hash", shape: matching(`^h1:[A-Za-z0-9+/]{43}=$`, "a tree hash as `streamlift pack add` writes it"), doc: "Hash of the pack's files; nothing else is rendered."},
		field{name: "parameters", shape: &shape{kind: shapeMap, pattern: idPattern, patternSays: nameSays, elem: value}, doc: "What the project chooses about the pack."},
	)
}

const nameSays = "lower case ASCII letters, digits and underscores, a letter first, at most 63 characters"

func appShape() *shape {
	return object(
		field{name: "name", required: true, shape: matching(namePattern, nameSays), doc: "Name of the Python package."},
		field{name: "title", shape: text(), doc: "Title for people; the name when absent."},
		field{name: "source", shape: text(), doc: "Folder of the app, relative to the manifest."},
		field{name: "entry", shape: text(), doc: "The script that Streamlit runs, below `source`."},
		field{name: "python", shape: matching(`^>=3\.(9|[1-9][0-9])$`, `a lower bound as ">=3.11"`), doc: "Lowest Python of the generated project; the service needs 3.11."},
		field{name: "dependencies", shape: listOf(matching(`^[A-Za-z0-9][A-Za-z0-9._-]*\s*(\[[A-Za-z0-9._, -]*\])?\s*((===?|[<>]=?|!=|~=|@|;|\()[^\n\r\\]*)?$`, "a requirement as pandas==3.1.1")), doc: "Requirements that the logic needs, as `pandas==3.1.1`."},
	)
}

// reasoned is a value written with its reason.
func reasoned(value *shape) *shape {
	return object(
		field{name: "value", required: true, shape: value, doc: "The value."},
		field{name: "reason", shape: text(), doc: "Why."},
		field{name: "source", shape: text(), doc: "Who or what says so."},
	)
}

func factsShape() *shape {
	fact := func(name string, value *shape, doc string) field {
		return field{name: name, shape: anyOf(value, reasoned(value)), doc: doc}
	}
	count, yes, number := &shape{kind: shapeInt}, &shape{kind: shapeBool}, &shape{kind: shapeNumber}
	return object(
		fact("concurrent_users", count, "People who use the app at the same moment, at peak."),
		fact("active_users", count, "People who use it at all."),
		fact("audience", oneOf("internal", "customers", "personal"), "Who they are."),
		fact("stage", oneOf("prototype", "beta", "production"), "How far the product is."),
		fact("accepted_latency_seconds", number, "Wait for one interaction that users accept."),
		fact("single_process_ok", yes, "One process for everybody is accepted."),
		fact("auth", oneOf("none", "perimeter", "sso", "rbac", "audit"), "Authentication that is needed."),
		fact("longest_job_seconds", number, "Duration of the longest operation."),
		fact("progress_wanted", yes, "Users want to see progress."),
		fact("other_consumers", listOf(text()), "Programs that call the logic."),
		fact("frontends", count, "User interfaces on the same logic."),
		fact("horizontal_scaling", yes, "More than one machine is needed."),
		fact("rich_ux", yes, "Drag and drop, wizards, collaboration or rich text are needed."),
		fact("fights_framework", yes, "The app works around Streamlit: injected scripts, page state machines, private imports."),
		fact("latency_matters", yes, "End users feel each half second."),
		fact("read_mostly", yes, "Overrides what the operations say."),
		fact("sensitive_data", yes, "Personal or secret data."),
		fact("traffic", oneOf("sporadic", "steady"), "Shape of the load."),
		fact("cloud", oneOf("aws", "gcp", "azure", "vm", "none"), "Where it will run."),
	)
}

func resourceShape() *shape {
	return object(
		field{name: "kind", required: true, shape: oneOf("sql", "http"), doc: "`sql`: SQLite or PostgreSQL through SQLAlchemy. `http`: a client with a base URL."},
		field{name: "url", required: true, shape: object(
			field{name: "env", required: true, shape: matching(envPattern, "an environment variable in capitals"), doc: "Environment variable that holds the URL."},
			field{name: "default", shape: text(), doc: "URL without the variable; never one with a password."},
		), doc: "Where it is."},
		field{name: "from", shape: text(), doc: "Where the app makes it, as `db.py:8`."},
	)
}

func operationShape() *shape {
	return object(
		field{name: "id", required: true, shape: matching(idPattern, nameSays), doc: "Stable name: operationId, log field, client method."},
		field{name: "name", shape: matching(idPattern, nameSays), doc: "Name in routes and code; the id when absent."},
		field{name: "kind", required: true, shape: oneOf("query", "computation", "write", "file"), doc: "What it does."},
		field{name: "description", shape: text(), doc: "One sentence for the API's documentation."},
		field{name: "group", shape: text(), doc: "Domain it belongs to: one folder of the service; the app's name when absent."},
		field{name: "pages", shape: listOf(text()), doc: "Pages that show it; the group's when absent."},
		field{name: "method", shape: oneOf("GET", "POST", "PUT", "DELETE"), doc: "HTTP method, when the one chosen by effect is not meant."},
		field{name: "path", shape: matching(`^(/[a-z0-9_-]{1,63}){1,8}$`, "a path of lower case words, as /orders/open"), doc: "Route below `/v1`."},
		field{name: "from", shape: fromShape(), doc: "Where the logic is; without it the operation answers 501."},
		field{name: "uses", shape: anyOf(listOf(text()), &shape{kind: shapeMap, pattern: inputPattern, patternSays: "a Python parameter", elem: text()}), doc: "Resources: a list of names, or parameter: resource."},
		field{name: "inputs", shape: &shape{kind: shapeMap, pattern: inputPattern, patternSays: "ASCII letters, digits and underscores, at most 63 characters", elem: inputShape()}, doc: "Values a caller gives, by name."},
		field{name: "output", required: true, shape: outputShape(), doc: "What comes back."},
		field{name: "cache", shape: object(field{name: "ttl", required: true, shape: &shape{kind: shapeDuration}, doc: "How long an answer may be reused, as `10m`."}), doc: "Reuse of answers."},
		field{name: "job", shape: object(
			field{name: "seconds", shape: &shape{kind: shapeNumber}, doc: "How long it takes, in seconds."},
			field{name: "timeout", shape: &shape{kind: shapeDuration}, doc: "Longest run, as `15m`."},
			field{name: "progress", shape: &shape{kind: shapeBool}, doc: "Progress is reported."},
		), doc: "Marks a long operation."},
		field{name: "roles", shape: listOf(matching(namePattern, nameSays)), doc: "Roles that may call it."},
		field{name: "sensitive", shape: &shape{kind: shapeBool}, doc: "Inputs stay out of URLs and logs: the method becomes POST."},
		field{name: "expose", shape: &shape{kind: shapeBool}, doc: "`false`: listed, but no endpoint."},
		field{name: "kept", shape: anyOf(&shape{kind: shapeBool}, matching(`\S\s+\S`, "a reason of several words, else true or false")), doc: "`true`, or the reason: stays in the UI, no endpoint."},
		field{name: "concurrency", shape: &shape{kind: shapeInt, minimum: 1}, doc: "Calls at once in one process; 4 when absent."},
	)
}

func fromShape() *shape {
	from := object(
		field{name: "sql", shape: text(), doc: "One statement with bound parameters, as `:since`."},
		field{name: "call", shape: matching(`^[A-Za-z_][\w.]*:[A-Za-z_]\w*$`, "package.module:function"), doc: "`package.module:function` of `logic`; inputs go in as keyword arguments, a file as an open binary file."},
		field{name: "lift", shape: matching(`^[^:]+\.py:[A-Za-z_][\w.]*$`, "file.py:function"), doc: "`file:function` of the app, to be moved; `file:Class.method` with its object."},
		field{name: "region", shape: object(
			field{name: "file", required: true, shape: text(), doc: "File of the app."},
			field{name: "function", shape: text(), doc: "The function around it; absent: the module."},
			field{name: "ordinal", shape: &shape{kind: shapeInt, minimum: 1}, doc: "Which of the regions in it."},
			field{name: "fingerprint", shape: text(), doc: "Of its tokens; tells whether the source has changed."},
		), doc: "Statements of the app, to be cut out."},
		field{name: "none", shape: text(), doc: "Reason why there is no source yet; callers get 501 with it."},
	)
	from.one = true
	return from
}

func inputShape() *shape {
	scalar := &shape{kind: shapeScalar}
	types := oneOf(append(scalarTypes(), "any")...)
	column := anyOf(types, object(
		field{name: "type", required: true, shape: types, doc: "Type of the values."},
		field{name: "nullable", shape: &shape{kind: shapeBool}, doc: "Values may be null."},
	))
	member := anyOf(types, object(
		field{name: "type", required: true, shape: types, doc: "Type of the value."},
		field{name: "nullable", shape: &shape{kind: shapeBool}, doc: "May be null or left out."},
		field{name: "default", shape: scalar, doc: "Value when it is left out."},
	))
	return object(
		field{name: "type", required: true, shape: oneOf(inputTypes()...), doc: "Type of the value."},
		field{name: "optional", shape: &shape{kind: shapeBool}, doc: "May be left out; the logic gets None."},
		field{name: "default", shape: anyOf(scalar, listOf(scalar)), doc: "Value when it is left out."},
		field{name: "enum", shape: listOf(scalar), doc: "The only values allowed, all of one type."},
		field{name: "min", shape: scalar, doc: "Lowest value."},
		field{name: "max", shape: scalar, doc: "Highest value."},
		field{name: "step", shape: scalar, doc: "Step of the widget; whole multiples only, for int."},
		field{name: "min_length", shape: &shape{kind: shapeInt}, doc: "Fewest characters, items of a list, rows of a table, or names of a record."},
		field{name: "max_length", shape: &shape{kind: shapeInt, minimum: 1}, doc: "Most characters, items of a list, rows of a table (100000 when absent), names of a record, or bytes of a file."},
		field{name: "pattern", shape: text(), doc: "Regular expression for the whole text, without look-around and back references."},
		field{name: "of", shape: oneOf(append(scalarTypes(), "any")...), doc: "Type of the values of a record whose names are not fixed; any when absent."},
		field{name: "fields", shape: &shape{kind: shapeMap, elem: member}, doc: "Fields of a record by name, and no others; absent: not known."},
		field{name: "columns", shape: &shape{kind: shapeMap, elem: column}, doc: "Columns of a table by name, all of them and no others; absent: any."},
		field{name: "label", shape: text(), doc: "Label of the widget."},
		field{name: "widget", shape: anyOf(text(), &shape{kind: shapeMap, elem: text(), one: true}), doc: "Streamlit widget, or widget: place in the app."},
		field{name: "sensitive", shape: &shape{kind: shapeBool}, doc: "Stays out of URLs and logs."},
	)
}

func outputShape() *shape {
	column := anyOf(oneOf(append(scalarTypes(), "any")...), object(
		field{name: "type", required: true, shape: oneOf(append(scalarTypes(), "any")...), doc: "Type of the values."},
		field{name: "nullable", shape: &shape{kind: shapeBool}, doc: "Values may be null."},
	))
	return object(
		field{name: "type", required: true, shape: oneOf("table", "record", "list", "scalar", "file", "none"), doc: "Shape of the answer."},
		field{name: "of", shape: oneOf(append(scalarTypes(), "any")...), doc: "Type of a scalar or of a list's items."},
		field{name: "nullable", shape: &shape{kind: shapeBool}, doc: "A scalar may be null; a record may be missing (404)."},
		field{name: "columns", shape: &shape{kind: shapeMap, elem: column}, doc: "Columns of a table by name; absent: not known."},
		field{name: "fields", shape: &shape{kind: shapeMap, elem: column}, doc: "Fields of a record by name; absent: not known."},
		field{name: "max_rows", shape: &shape{kind: shapeInt, minimum: 1}, doc: "Most rows of a table; 100000 when absent."},
		field{name: "media_type", shape: matching(`^[a-z]+/[a-z0-9.+-]+$`, "a media type as text/csv"), doc: "Media type of a file."},
		field{name: "filename", shape: matching(`^[\w][\w. -]{0,99}$`, "a plain file name"), doc: "Name of a file for downloads."},
	)
}

// names lists an object's keys in order.
func (s *shape) names() []string {
	names := make([]string, 0, len(s.fields))
	for _, f := range s.fields {
		names = append(names, f.name)
	}
	return names
}

// field gives the object's key by name.
func (s *shape) field(name string) (field, bool) {
	i := slices.IndexFunc(s.fields, func(f field) bool { return f.name == name })
	if i < 0 {
		return field{}, false
	}
	return s.fields[i], true
}
