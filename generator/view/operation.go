package view

import (
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/sqltext"
)

const (
	defaultMaxRows     = 100_000
	defaultConcurrency = 4
	defaultMaxBytes    = 50 << 20
)

// operation makes one operation, all but its group.
func (b *builder) operation(op manifest.Operation) Operation {
	name := NewName(op.Name, "operation")
	built := Operation{
		ID:          op.ID,
		Name:        name,
		Description: NewText(op.Description),
		Path:        op.Path,
		Reads:       op.Kind != manifest.Write,
		Concurrency: op.Concurrency,
	}
	if built.Path == "" {
		built.Path = "/" + name.Kebab
	}
	if op.Description == "" {
		built.Description = NewText(sentence(op.Name))
	}
	built.Method = method(op)
	upload := slices.ContainsFunc(op.Inputs, func(in manifest.Input) bool { return in.Type == manifest.Upload })
	built.Form = upload
	built.Body = !upload && len(op.Inputs) > 0 && (built.Method == "post" || built.Method == "put")
	built.Query = !upload && len(op.Inputs) > 0 && !built.Body
	for _, in := range op.Inputs {
		built.Params = append(built.Params, b.param(in, built))
	}
	slices.SortStableFunc(built.Params, func(x, y Param) int { return rank(x) - rank(y) })
	built.Output = b.output(op, name)
	b.logic(op, &built)
	built.Service = b.service(op, built)
	b.operationAccess(op, &built)
	return built
}

// rank sorts parameters that must be given before those that need not.
func rank(p Param) int {
	if p.Required() {
		return 0
	}
	return 1
}

// sentence makes words of a name, for an operation that nobody described.
func sentence(name string) string {
	words := strings.TrimSpace(strings.ReplaceAll(name, "_", " "))
	return strings.ToUpper(words[:1]) + words[1:] + "."
}

// method is the HTTP method by effect: reads are GET where the inputs may stand in the URL.
func method(op manifest.Operation) string {
	switch {
	case op.Method != "":
		return strings.ToLower(op.Method)
	case op.Kind == manifest.Write || !op.InURL():
		return "post"
	}
	return "get"
}

// logic fills in where an operation's answer comes from.
func (b *builder) logic(op manifest.Operation, built *Operation) {
	for _, use := range op.Uses {
		resource, _ := b.m.Resource(use.Resource)
		built.Resources = append(built.Resources, ResourceArg{Parameter: use.Parameter, Resource: b.resource(resource)})
	}
	switch op.From.Kind {
	case manifest.FromSQL:
		resource, _ := b.m.Resource(op.Uses[0].Resource)
		built.SQL = NewText(sqltext.Bind(op.From.SQL, resource.Dialect()))
		built.Binds = binds(op)
		built.Paged = built.Table && paged(op, resource.Dialect())
	case manifest.FromCall:
		built.Module = op.From.Module
		built.Call = op.From.Module + "." + op.From.Function
	case manifest.FromLift, manifest.FromRegion:
		b.moved(op, built)
	default:
		built.Missing, built.Reason = true, NewText(op.From.Reason)
		if op.From.Reason == "" {
			built.Reason = NewText("nothing says yet where its logic is")
		}
	}
}

// binds types the parameters of SQL that need it: dates, and lists, which expand.
func binds(op manifest.Operation) []Bind {
	var out []Bind
	for _, in := range op.Inputs {
		bind := Bind{Name: in.Name, Expanding: in.List}
		switch in.Type {
		case manifest.Date:
			bind.Type = "Date"
		case manifest.DateTime:
			bind.Type = "DateTime"
		case manifest.Time:
			bind.Type = "Time"
		case manifest.Decimal:
			bind.Type = "Numeric"
		}
		if bind.Type != "" || bind.Expanding {
			out = append(out, bind)
		}
	}
	return out
}

// paged reports whether the SQL itself takes :limit and :offset.
func paged(op manifest.Operation, dialect sqltext.Dialect) bool {
	bound := map[string]bool{}
	for _, p := range sqltext.Params(op.From.SQL, dialect) {
		bound[p.Name] = true
	}
	return bound["limit"] && bound["offset"]
}

func (b *builder) resource(r manifest.Resource) Resource {
	name := NewName(r.Name, "resource")
	made := Resource{
		Name:    name,
		SQL:     r.Kind == manifest.SQL,
		Env:     r.Env,
		Setting: NewName(strings.ToLower(r.Env), "resource").Snake,
		Default: NewText(r.Default),
		HasURL:  r.Default != "",

		Attribute: b.free(name.Snake),
		Alias:     name.Pascal + "Dep",
		Type:      "Client",
	}
	if made.SQL {
		made.Type = "Engine"
	}
	return made
}
