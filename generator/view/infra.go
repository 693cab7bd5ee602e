package view

import (
	"path"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/manifest"
)

// Smoke is the call by which a deployed service is tried: one that changes nothing and whose inputs are known.
// Without such an operation Path is that of a write, which is only tried without a key, or "" where there is none.
type Smoke struct {
	Method string // GET
	Path   string // with /v1
	Calls  bool   // the operation is called with the key too: it only reads and its inputs are known
	Query  bool   // the inputs go in the URL
	Body   bool   // the inputs go in a JSON body
	Inputs []SmokeInput
}

// SmokeInput is one input of the call; Value is Python.
type SmokeInput struct{ Wire, Value string }

// Smoke chooses the call: best an operation that needs no data and no inputs.
func (v *View) Smoke() Smoke {
	if len(v.Operations) == 0 {
		return Smoke{}
	}
	best := slices.MinFunc(v.Operations, func(x, y Operation) int { return effort(x) - effort(y) })
	s := Smoke{
		Method: strings.ToUpper(best.Method), Path: "/v1" + best.Path, Calls: effort(best) < harmful}
	for _, p := range best.Params {
		if p.Required() && s.Calls {
			s.Inputs = append(s.Inputs, SmokeInput{Wire: p.Wire, Value: p.SampleWire})
		}
	}
	s.Query, s.Body = best.Query && len(s.Inputs) > 0, best.Body && s.Calls
	return s
}

// harmful is an effort from which on an operation is not called for trial.
const harmful = 1000

// effort says how little an operation suits for a trial.
func effort(op Operation) int {
	effort := 0
	if len(op.Resources) > 0 {
		effort += 100
	}
	for _, p := range op.Params {
		if p.Required() {
			effort++
			if p.SampleWire == "" {
				effort += harmful
			}
		}
	}
	if !op.Reads || op.Missing || op.Form || strings.Contains(op.Path, "{") {
		effort += harmful
	}
	return effort
}

// Exemption is what an operation's OpenAPI document does not say as it is.
type Exemption struct {
	ID     string
	Unsaid bool // it refuses what the document allows, for bounds that no document can say
	Stops  bool // it may end where the app ended a run of the page, which is a refusal
	Kind   bool // it takes what the document refuses, for numbers and truth values in JSON are read kindly
}

// Exemptions lists the operations that schemathesis would blame for what is meant.
func (v *View) Exemptions() []Exemption {
	var all []Exemption
	for _, o := range v.Operations {
		e := Exemption{
			ID: o.ID, Stops: o.Shim != "" && len(v.Replay.Endings) > 0, Unsaid: slices.ContainsFunc(o.Params, unsaid),
			Kind: o.Body && slices.ContainsFunc(o.Params, func(p Param) bool {
				return slices.Contains([]manifest.InputType{manifest.Int, manifest.Number, manifest.Bool}, manifest.InputType(p.Type))
			}),
		}
		if e.Unsaid || e.Stops || e.Kind {
			all = append(all, e)
		}
	}
	return all
}

func unsaid(p Param) bool {
	switch manifest.InputType(p.Type) {
	case manifest.DateTime, manifest.Time:
		return true // their format without a zone is known to few readers
	case manifest.Date, manifest.Decimal:
		return p.Bounds != "" || p.OneOf
	}
	return p.OneOf || p.Upload || p.Int64 // readers of documents round at 64 bits
}

// IsFile reports whether the resource is a SQLite file unless the environment says otherwise.
func (r Resource) IsFile() bool {
	return r.SQL && strings.HasPrefix(r.Default.Raw(), "sqlite")
}

// File is the path of the SQLite file that the resource is by default, below DATA_ROOT unless it is absolute.
func (r Resource) File() Text { return NewText(strings.TrimPrefix(r.Default.Raw(), "sqlite:///")) }

// NeedsServer reports whether a SQL resource is no SQLite file, so that its driver must be installed.
//
// Deprecated: every service with a SQL resource has the driver: ask Service.SQL.
func (v *View) NeedsServer() bool {
	return slices.ContainsFunc(v.Resources, func(r Resource) bool { return r.SQL && !r.IsFile() })
}

// HasFile reports whether a resource is a SQLite file by default.
func (v *View) HasFile() bool { return slices.ContainsFunc(v.Resources, Resource.IsFile) }

// FollowsApart reports whether the project is made from an app that lies outside of it: a clone of the project lacks it.
func (v *View) FollowsApart() bool {
	source := path.Clean(v.App.Source.Raw())
	return (v.UI.App || len(v.Logic) > 0) && (path.IsAbs(source) || strings.HasPrefix(source, ".."))
}

// SQLResource is the name of the first SQL resource, or "".
func (v *View) SQLResource() string {
	for _, r := range v.Resources {
		if r.SQL {
			return r.Name.Snake
		}
	}
	return ""
}
