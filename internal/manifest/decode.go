package manifest

import (
	"path"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/streamlift/streamlift/internal/diag"
)

// decoder turns the YAML tree into types, leniently: what the checker reported is left zero.
type decoder struct{ src *diag.Source }

// entry is a key of a mapping with its value.
type entry struct{ key, value *yaml.Node }

func entries(n *yaml.Node) []entry {
	var out []entry
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		out = append(out, entry{key: n.Content[i], value: n.Content[i+1]})
	}
	return out
}

// get gives the value of a key, nil when it is absent.
func get(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

func str(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

func integer(n *yaml.Node) int {
	v, _ := strconv.Atoi(str(n))
	return v
}

func decimal(n *yaml.Node) float64 {
	v, _ := strconv.ParseFloat(str(n), 64)
	return v
}

func boolean(n *yaml.Node, absent bool) bool {
	if n == nil || n.Tag != "!!bool" {
		return absent
	}
	return strings.EqualFold(n.Value, "true")
}

// reason is the text in place of true, or "".
func reason(n *yaml.Node) string {
	if n == nil || n.Tag == "!!bool" {
		return ""
	}
	return str(n)
}

func (d *decoder) span(n *yaml.Node) diag.Span {
	if n == nil {
		return diag.Span{}
	}
	return nodeSpan(d.src, n)
}

func (d *decoder) texts(n *yaml.Node) []Text {
	var out []Text
	for _, item := range items(n) {
		out = append(out, Text{Value: str(item), Span: d.span(item)})
	}
	return out
}

func (d *decoder) scalar(n *yaml.Node) *Scalar {
	if n == nil || n.Kind != yaml.ScalarNode {
		return nil
	}
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	return &Scalar{Text: n.Value, Tag: n.Tag, Quoted: quoted, Span: d.span(n)}
}

// scalars gives one scalar, or those of a list.
func (d *decoder) scalars(n *yaml.Node) []Scalar {
	if s := d.scalar(n); s != nil {
		return []Scalar{*s}
	}
	var out []Scalar
	for _, item := range items(n) {
		if s := d.scalar(item); s != nil {
			out = append(out, *s)
		}
	}
	return out
}

func (d *decoder) manifest(n *yaml.Node) *Manifest {
	app := get(n, "app")
	m := &Manifest{
		Source: d.src,
		App: App{
			Name: str(get(app, "name")), Title: str(get(app, "title")), Source: str(get(app, "source")),
			Entry: str(get(app, "entry")), Python: str(get(app, "python")),
			Dependencies: d.texts(get(app, "dependencies")), Span: d.span(app),
		},
		Target:  str(get(n, "target")),
		Logic:   d.texts(get(n, "logic")),
		UI:      str(get(n, "ui")),
		Clients: d.texts(get(n, "clients")),
		Service: d.service(get(n, "service")),
		Pack:    d.pack(get(n, "pack")),
	}
	if m.App.Title == "" {
		m.App.Title = m.App.Name
	}
	if m.Target == "" {
		m.Target = "auto"
	}
	if m.UI == "" {
		m.UI = "generated"
	}
	for _, e := range entries(get(n, "facts")) {
		m.Facts = append(m.Facts, d.fact(e))
	}
	for _, e := range entries(get(n, "policy")) {
		fact := d.fact(e)
		m.Policy = append(m.Policy, Setting{Name: fact.Name, Value: fact.Value, Reason: fact.Reason})
	}
	for _, e := range entries(get(n, "resources")) {
		url := get(e.value, "url")
		m.Resources = append(m.Resources, Resource{
			Name: e.key.Value, Kind: ResourceKind(str(get(e.value, "kind"))), Env: str(get(url, "env")),
			Default: str(get(url, "default")), From: str(get(e.value, "from")), Span: d.span(e.key),
		})
	}
	for _, item := range items(get(n, "operations")) {
		m.Operations = append(m.Operations, d.operation(item))
	}
	for _, item := range items(get(n, "unresolved")) {
		m.Unresolved = append(m.Unresolved, Unresolved{At: str(get(item, "at")), Reason: str(get(item, "reason"))})
	}
	return m
}

func (d *decoder) service(n *yaml.Node) Service {
	most, _ := size(str(get(n, "max_body")))
	return Service{
		Keys: str(get(n, "keys")), AuditLog: boolean(get(n, "audit_log"), false), MaxBody: most, Span: d.span(n),
		Store: Text{Value: str(get(n, "store")), Span: d.span(get(n, "store"))},
	}
}

func (d *decoder) pack(n *yaml.Node) Pack {
	p := Pack{
		Name: str(get(n, "name")), Source: str(get(n, "source")), Version: str(get(n, "version")),
		Folder: str(get(n, "folder")), Hash: str(get(n, "hash")), Span: d.span(n),
	}
	for _, e := range entries(get(n, "parameters")) {
		one := Parameter{Name: e.key.Value, Span: d.span(e.key)}
		if err := e.value.Decode(&one.Value); err != nil {
			continue // the checker told
		}
		p.Parameters = append(p.Parameters, one)
	}
	return p
}

func (d *decoder) fact(e entry) Fact {
	value := e.value
	fact := Fact{Name: e.key.Value, Span: d.span(e.key)}
	if value.Kind == yaml.MappingNode {
		fact.Reason, fact.Source = str(get(value, "reason")), str(get(value, "source"))
		value = get(value, "value")
	}
	if s := d.scalar(value); s != nil {
		fact.Value = *s
	}
	fact.Values = d.scalars(value)
	return fact
}

func (d *decoder) operation(n *yaml.Node) Operation {
	job := get(n, "job")
	ttl, _ := seconds(str(get(get(n, "cache"), "ttl")))
	timeout, _ := seconds(str(get(job, "timeout")))
	op := Operation{
		ID: str(get(n, "id")), Name: str(get(n, "name")), Kind: OperationKind(str(get(n, "kind"))),
		Description: str(get(n, "description")), Group: str(get(n, "group")), Pages: d.texts(get(n, "pages")),
		Method: str(get(n, "method")), Path: str(get(n, "path")), From: d.from(get(n, "from")),
		Output: d.output(get(n, "output")), Roles: d.texts(get(n, "roles")),
		Cache: Cache{TTL: ttl}, Job: Job{Declared: job != nil, Seconds: decimal(get(job, "seconds")), Timeout: timeout, Progress: boolean(get(job, "progress"), false), Span: d.span(job)},
		Sensitive: boolean(get(n, "sensitive"), false), Expose: boolean(get(n, "expose"), true),
		KeptBecause: reason(get(n, "kept")), Concurrency: integer(get(n, "concurrency")), Span: d.span(n),
	}
	if id := get(n, "id"); id != nil {
		op.Span = d.span(id)
	}
	op.Kept = op.KeptBecause != "" || boolean(get(n, "kept"), false)
	if op.Name == "" {
		op.Name = op.ID
	}
	for _, item := range items(get(n, "uses")) {
		op.Uses = append(op.Uses, Use{Resource: str(item), Span: d.span(item)})
	}
	for _, e := range entries(get(n, "uses")) {
		op.Uses = append(op.Uses, Use{Parameter: e.key.Value, Resource: str(e.value), Span: d.span(e.value)})
	}
	for _, e := range entries(get(n, "inputs")) {
		op.Inputs = append(op.Inputs, d.input(e))
	}
	return op
}

func (d *decoder) from(n *yaml.Node) From {
	from := From{Span: d.span(n)}
	for _, e := range entries(n) {
		value := str(e.value)
		from.Span = d.span(e.value)
		switch e.key.Value {
		case "sql":
			from.Kind, from.SQL = FromSQL, value
		case "call":
			from.Kind = FromCall
			from.Module, from.Function, _ = strings.Cut(value, ":")
		case "lift":
			from.Kind = FromLift
			from.File, from.Function, _ = strings.Cut(value, ":")
		case "region":
			from.Kind, from.File, from.Function = FromRegion, str(get(e.value, "file")), str(get(e.value, "function"))
			from.Ordinal, from.Fingerprint = integer(get(e.value, "ordinal")), str(get(e.value, "fingerprint"))
		case "none":
			from.Reason = value
		}
	}
	return from
}

func (d *decoder) input(e entry) Input {
	n := e.value
	in := Input{
		Name: e.key.Value, Optional: boolean(get(n, "optional"), false), Enum: d.scalars(get(n, "enum")),
		Min: d.scalar(get(n, "min")), Max: d.scalar(get(n, "max")), Step: d.scalar(get(n, "step")),
		Pattern: str(get(n, "pattern")), Label: str(get(n, "label")),
		Sensitive: boolean(get(n, "sensitive"), false), Of: InputType(str(get(n, "of"))), Span: d.span(e.key),
	}
	for _, e := range entries(get(n, "fields")) {
		in.Fields = append(in.Fields, d.column(e))
	}
	in.Type = InputType(str(get(n, "type")))
	if item, ok := strings.CutPrefix(string(in.Type), "list["); ok {
		in.List, in.Type = true, InputType(strings.TrimSuffix(item, "]"))
	}
	if in.Type == "table" {
		in.Table, in.List, in.Type = true, true, Map
	}
	if columns := get(n, "columns"); columns != nil {
		in.columns = true
		for _, e := range entries(columns) {
			in.Fields = append(in.Fields, d.column(e))
		}
	}
	if in.Type == "choice" {
		in.Choice, in.Type = true, choiceType(in.Enum)
	}
	for key, target := range map[string]**int{"min_length": &in.MinLength, "max_length": &in.MaxLength} {
		if get(n, key) != nil {
			value := integer(get(n, key))
			*target = &value
		}
	}
	if value := get(n, "default"); value != nil && value.Tag != "!!null" {
		in.HasValue, in.Default, in.listed = true, d.scalars(value), value.Kind == yaml.SequenceNode
	}
	if widget := get(n, "widget"); widget != nil {
		in.Widget = str(widget)
		for _, e := range entries(widget) {
			in.Widget, in.WidgetAt = e.key.Value, str(e.value)
		}
	}
	return in
}

// choiceType is the one type of a choice's values, by the first.
func choiceType(enum []Scalar) InputType {
	if len(enum) == 0 {
		return String
	}
	switch enum[0].Tag {
	case "!!int":
		return Int
	case "!!float":
		return Number
	default:
		return String
	}
}

func (d *decoder) output(n *yaml.Node) Output {
	out := Output{
		Kind: OutputKind(str(get(n, "type"))), Of: InputType(str(get(n, "of"))), Nullable: boolean(get(n, "nullable"), false),
		MaxRows: integer(get(n, "max_rows")), MediaType: str(get(n, "media_type")), FileName: path.Base(str(get(n, "filename"))), Span: d.span(n),
	}
	if out.FileName == "." {
		out.FileName = ""
	}
	columns := get(n, "columns")
	if out.Kind == OutRecord {
		columns = get(n, "fields")
	}
	fits := map[string]OutputKind{"columns": OutTable, "fields": OutRecord, "media_type": OutFile, "filename": OutFile, "max_rows": OutTable}
	for _, e := range entries(n) {
		if kind, ok := fits[e.key.Value]; ok && kind != out.Kind {
			out.stray = append(out.stray, Text{Value: e.key.Value, Span: d.span(e.key)})
		}
	}
	for _, e := range entries(columns) {
		out.Columns = append(out.Columns, d.column(e))
	}
	return out
}

// column is a column of a table or a field of a record, written as its type or with more about it.
func (d *decoder) column(e entry) Column {
	column := Column{Name: e.key.Value, Type: InputType(str(e.value)), Span: d.span(e.key)}
	if e.value.Kind == yaml.MappingNode {
		column.Type, column.Nullable = InputType(str(get(e.value, "type"))), boolean(get(e.value, "nullable"), false)
		column.Default = d.scalar(get(e.value, "default"))
	}
	return column
}
