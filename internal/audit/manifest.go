package audit

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/manifest"
)

// Draft says what a manifest needs besides the report.
type Draft struct {
	Name   string // of the project
	Source string // the app's folder from the manifest, with slashes
}

const draftHead = `What the app does, what it is called and what becomes of it: written by ` + "`streamlift audit`" + `, edited by people.
docs/manifest.md explains every key. Lines that say "look" are worth a look: what the audit could not tell for sure.
The next audit keeps what you change.`

// Manifest is the operation manifest of an audited app.
func (r *Report) Manifest(d Draft) ([]byte, error) {
	w := &writer{report: r}
	root := w.root(d)
	root.HeadComment = draftHead
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(&yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{root}}); err != nil {
		return nil, err
	}
	content := spaced(out.Bytes())
	if _, diags := manifest.Load(manifest.FileName, content); diags.Failed() {
		return content, fmt.Errorf("the audited manifest is not valid: %w", diags)
	}
	return content, nil
}

// spaced puts an empty line between operations, above the comment of one that has any.
func spaced(content []byte) []byte {
	lines := strings.Split(string(content), "\n")
	var out []string
	for i, line := range lines {
		starts := strings.HasPrefix(line, "  - id:") || strings.HasPrefix(line, "  # ")
		if starts && i > 0 && lines[i-1] != "operations:" && !strings.HasPrefix(lines[i-1], "  # ") {
			out = append(out, "")
		}
		out = append(out, line)
	}
	return []byte(strings.Join(out, "\n"))
}

// inputName is what a manifest takes as the name of an input.
var inputName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,62}$`)

// writer makes the tree of a manifest.
type writer struct{ report *Report }

func (w *writer) root(d Draft) *yaml.Node {
	app := mapping(false)
	put(app, "name", text(manifest.ProjectName(d.Name)))
	if w.report.App.Title != "" {
		put(app, "title", text(w.report.App.Title))
	}
	put(app, "source", text(d.Source))
	put(app, "entry", text(w.report.App.Entry))
	put(app, "python", text(">=3.11"))
	root := mapping(false)
	put(root, "streamlift", scalar(1))
	put(root, "app", app)
	if resources := w.resources(); len(resources.Content) > 0 {
		put(root, "resources", resources)
	}
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for i := range w.report.Operations {
		list.Content = append(list.Content, w.operation(&w.report.Operations[i]))
	}
	if len(list.Content) > 0 {
		put(root, "operations", list)
	}
	put(root, "ui", text("app"))
	if unresolved := w.unresolved(); len(unresolved.Content) > 0 {
		put(root, "unresolved", unresolved)
	}
	return root
}

// resources are those that a service can hold: SQL databases that SQLAlchemy reaches.
func (w *writer) resources() *yaml.Node {
	out := mapping(false)
	for _, r := range w.report.Resources {
		if r.Kind != "sql" {
			continue
		}
		url := mapping(true)
		put(url, "env", text(variable(r)))
		if scheme, rest, _ := strings.Cut(r.Default, "://"); strings.HasPrefix(scheme, "sqlite") {
			put(url, "default", quoted("sqlite://"+rest)) // the service brings its own driver
		} else if strings.HasPrefix(scheme, "postgresql") {
			put(url, "default", quoted(r.Default))
		}
		one := mapping(true)
		put(one, "kind", text("sql"))
		put(one, "url", url)
		put(one, "from", text(r.At))
		put(out, r.Name, one)
	}
	return out
}

// variable is the environment variable that says where a resource is: the app's own, else the usual one.
func variable(r Resource) string {
	for _, name := range r.Configured {
		if name == strings.ToUpper(name) && identifier(name) != "" && !strings.ContainsAny(name, "-. ") {
			return name
		}
	}
	if r.Name == "db" {
		return "DATABASE_URL"
	}
	return strings.ToUpper(r.Name) + "_URL"
}

func (w *writer) unresolved() *yaml.Node {
	out := &yaml.Node{Kind: yaml.SequenceNode}
	for _, u := range w.report.Unresolved {
		one := mapping(true)
		put(one, "at", text(u.At))
		reason := u.Reason
		if u.Advice != "" {
			reason += ". " + u.Advice
		}
		put(one, "reason", text(reason))
		out.Content = append(out.Content, one)
	}
	return out
}

// operation writes one operation.
func (w *writer) operation(op *Operation) *yaml.Node {
	n := mapping(false)
	put(n, "id", text(op.ID))
	put(n, "kind", text(w.kind(op)))
	if op.Summary != "" {
		put(n, "description", text(op.Summary))
	}
	put(n, "from", w.from(op))
	uses, inputs := mapping(true), mapping(false)
	kept, taken := "", map[string]bool{}
	for _, p := range op.Parameters {
		switch {
		case p.Resource != "":
			put(uses, p.Name, text(p.Resource))
		case !inputName.MatchString(p.Name) || manifest.ReservedInput(p.Name) || taken[manifest.NameKey(p.Name)]:
			kept = fmt.Sprintf("it takes what has no name as an input: %s", p.Name)
		case p.holds() && takesFile(op):
			kept = fmt.Sprintf("it takes a file and more than a form can hold beside it: %s, of type %s", p.Name, p.Type)
		case p.Type == "table" && (w.kind(op) != Write || takesFile(op) || tablesOf(op) > 1):
			p.Because = "DataFrame"
			kept = unsendable(p)
		case p.Type == "":
			kept = unsendable(p)
		default:
			taken[manifest.NameKey(p.Name)] = true
			put(inputs, p.Name, w.input(p))
		}
	}
	if len(uses.Content) > 0 {
		put(n, "uses", uses)
	}
	if len(inputs.Content) > 0 {
		put(n, "inputs", inputs)
	}
	put(n, "output", w.output(op))
	if op.Kind != "write" && op.Cache != nil && op.Cache.TTL != nil && *op.Cache.TTL > 0 && strings.HasPrefix(op.Cache.Decorator, "streamlit.cache_data") {
		cache := mapping(true)
		put(cache, "ttl", text(period(*op.Cache.TTL)))
		put(n, "cache", cache)
	}
	if op.LongConfidence == "high" {
		job := mapping(true)
		put(job, "timeout", text("15m"))
		put(job, "progress", scalar(op.progress))
		put(n, "job", job)
	}
	switch {
	case !op.Expose:
		put(n, "expose", scalar(false))
	case kept != "":
		put(n, "kept", text(kept))
	case op.dangerous:
		put(n, "kept", text("a person has to look at it: "+*op.NeedsPerson))
	case op.tiny:
		put(n, "kept", text("it is not worth a request: a few statements that reach nothing; `kept: false` moves it all the same"))
	}
	w.comment(n, op)
	return n
}

// unsendable says why an operation that takes a parameter stays: first what it has in common with others.
func unsendable(p Parameter) string {
	if shapeOf(p.Because) == "table" {
		return fmt.Sprintf("it takes a table, and tables go down, never up: %s is a %s", p.Name, p.Because)
	}
	return fmt.Sprintf("it takes what no caller can send: %s is a %s", p.Name, p.Because)
}

// period writes seconds as a manifest does.
func period(seconds int) string {
	for _, unit := range []struct {
		name string
		size int
	}{{"d", 86400}, {"h", 3600}, {"m", 60}} {
		if seconds%unit.size == 0 {
			return itoa(seconds/unit.size) + unit.name
		}
	}
	return itoa(seconds) + "s"
}

// kind is the operation's; one of kind file that neither gives nor takes a file, as a manifest sees it, reads or writes.
func (w *writer) kind(op *Operation) string {
	takes := slices.ContainsFunc(op.Parameters, func(p Parameter) bool { return p.Type == "file" && inputName.MatchString(p.Name) })
	if op.Kind == File && op.Output.Type != "file" && !takes {
		if slices.ContainsFunc(op.Effects, func(e string) bool {
			return strings.HasSuffix(e, ".write") && e != "settings.write" && e != "state.write"
		}) {
			return Write
		}
		return Query
	}
	return op.Kind
}

// comment says above an operation where a person must look.
func (w *writer) comment(n *yaml.Node, op *Operation) {
	var lines []string
	if op.NeedsPerson != nil {
		lines = append(lines, "look: "+*op.NeedsPerson)
	}
	if op.Long {
		lines = append(lines, "look: likely long ("+op.LongSource+", "+op.LongConfidence+" confidence): "+op.LongBecause)
		if op.LongConfidence != "high" {
			lines = append(lines, "job: {timeout: 15m}")
		}
	}
	for _, p := range op.Parameters {
		if p.Guess && p.Type != "" {
			lines = append(lines, fmt.Sprintf("look: nothing says the type of %s; %s is a guess", p.Name, p.Type))
		}
	}
	n.HeadComment = strings.Join(lines, "\n")
}

func (w *writer) from(op *Operation) *yaml.Node {
	n := mapping(true)
	if op.From.Function != nil {
		put(n, "lift", text(op.From.File+":"+*op.From.Function))
		return n
	}
	region := mapping(true)
	put(region, "file", text(op.From.File))
	if op.From.Within != nil {
		put(region, "function", text(*op.From.Within))
	}
	put(region, "ordinal", scalar(max(op.From.Ordinal, 1)))
	put(region, "fingerprint", text(op.From.Fingerprint))
	put(n, "region", region)
	return n
}

// input writes one input on one line.
func (w *writer) input(p Parameter) *yaml.Node {
	p = p.coherent()
	n := mapping(true)
	put(n, "type", text(p.Type))
	if p.Optional && p.Default == nil {
		put(n, "optional", scalar(true))
	}
	if p.Default != nil {
		put(n, "default", value(p.Default))
	}
	if len(p.Enum) > 0 {
		put(n, "enum", value(p.Enum))
	}
	for _, b := range []struct {
		key string
		v   any
	}{{"min", p.Min}, {"max", p.Max}, {"step", p.Step}} {
		if b.v != nil {
			put(n, b.key, value(b.v))
		}
	}
	if p.MinLength > 0 {
		put(n, "min_length", scalar(p.MinLength))
	}
	if p.MaxLength > 0 {
		put(n, "max_length", scalar(p.MaxLength))
	}
	if p.Pattern != "" {
		put(n, "pattern", text(p.Pattern))
	}
	if p.Of != "" {
		put(n, "of", text(p.Of))
	}
	if len(p.Columns) > 0 {
		put(n, "columns", fieldsNode(p.Columns))
	}
	if len(p.Fields) > 0 {
		put(n, "fields", fieldsNode(p.Fields))
	}
	if p.Label != "" {
		put(n, "label", text(p.Label))
	}
	if p.Widget != "" {
		widget := mapping(true)
		put(widget, p.Widget, text(p.At))
		put(n, "widget", widget)
	}
	if p.Sensitive {
		put(n, "sensitive", scalar(true))
	}
	return n
}

// output writes what comes back.
func (w *writer) output(op *Operation) *yaml.Node {
	n := mapping(true)
	switch shape := op.Output.Type; shape {
	case "table", "record", "none":
		put(n, "type", text(shape))
		if len(op.Output.Fields) > 0 {
			put(n, "fields", fieldsNode(op.Output.Fields))
		}
		if len(op.Output.Columns) > 0 {
			put(n, "columns", fieldsNode(op.Output.Columns))
		}
	case "list", "scalar":
		put(n, "type", text(shape))
		put(n, "of", text(itemOf(op.Output.Of)))
		if op.Output.Nullable && shape == "scalar" {
			put(n, "nullable", scalar(true))
		}
	case "file":
		if w.kind(op) != File {
			put(n, "type", text("scalar"))
			put(n, "of", text("any"))
			return n
		}
		put(n, "type", text("file"))
		media := op.Output.Media
		if media == "" {
			media = "application/octet-stream"
		}
		put(n, "media_type", text(media))
		if op.Output.FileName != "" {
			put(n, "filename", text(op.Output.FileName))
		}
	case "status":
		put(n, "type", text("none"))
	default:
		put(n, "type", text("scalar"))
		put(n, "of", text("any"))
		put(n, "nullable", scalar(true))
	}
	return n
}

func fieldsNode(list []Field) *yaml.Node {
	out := mapping(true)
	for _, f := range list {
		one := text(f.Type)
		if f.Nullable {
			one = mapping(true)
			put(one, "type", text(f.Type))
			put(one, "nullable", scalar(true))
		} else if f.Default != nil {
			one = mapping(true)
			put(one, "type", text(f.Type))
			put(one, "default", value(f.Default))
		}
		put(out, f.Name, one)
	}
	return out
}

func itemOf(of string) string {
	if of == "" || of == "file" || strings.HasPrefix(of, "list") {
		return "any"
	}
	return of
}
