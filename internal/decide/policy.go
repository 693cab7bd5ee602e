package decide

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
)

// PolicyValue is one threshold of the decision: its default, and what an app's manifest made of it.
type PolicyValue struct {
	Name     string
	Default  float64
	Compare  string // how a fact is compared with it
	Doc      string // what it bounds
	Value    float64
	Override bool
	Reason   string // why it is overridden; may be empty
	At       string // place of the override
}

// Policies is the one table of thresholds: flat, one line a value. docs/decide.md repeats it.
func Policies() []PolicyValue {
	table := []PolicyValue{
		{Name: "keep.max_concurrent_users", Default: 10, Compare: "<=", Doc: "concurrent users that one Streamlit process serves without worry"},
		{Name: "keep.max_latency_seconds", Default: 2, Compare: ">=", Doc: "wait for one interaction that users of a kept app accept"},
		{Name: "wrap.min_job_seconds", Default: 30, Compare: ">", Doc: "duration from which an operation is a long job"},
		{Name: "split.max_concurrent_users", Default: 30, Compare: ">", Doc: "concurrent users from which one process is too few"},
		{Name: "rewrite.fighting_kinds", Default: 3, Compare: ">=", Doc: "kinds of signs that an app fights the framework"},
		{Name: "rewrite.fighting_hits", Default: 10, Compare: ">=", Doc: "hits of one kind of sign that an app fights the framework"},
		{Name: "mistake.note_layers", Default: 1, Compare: ">=", Doc: "layers that scale Streamlit itself: a note"},
		{Name: "mistake.strong_layers", Default: 3, Compare: ">=", Doc: "layers that scale Streamlit itself: a strong warning"},
		{Name: "audit.expensive_seconds", Default: 0.5, Compare: ">=", Doc: "measured duration from which a call is expensive"},
		{Name: "upload.presign_above_mb", Default: 200, Compare: ">", Doc: "size from which an upload goes straight to the object store"},
		{Name: "upload.multipart_above_mb", Default: 100, Compare: ">", Doc: "size from which an upload goes in parts"},
	}
	for i := range table {
		table[i].Value = table[i].Default
	}
	return table
}

// policy is the table with the manifest's overrides, by name.
type policy []PolicyValue

// policyOf applies the overrides of a manifest.
func policyOf(m *manifest.Manifest) (policy, diag.List) {
	table, diags := Policies(), diag.List{}
	names := make([]string, 0, len(table))
	for _, value := range table {
		names = append(names, value.Name)
	}
	for _, setting := range m.Policy {
		i := indexOfName(names, setting.Name)
		if i < 0 {
			advice := "known values: " + strings.Join(names, ", ")
			if near := diag.Nearest(setting.Name, names); near != "" {
				advice = fmt.Sprintf("did you mean %q?", near)
			}
			diags = append(diags, diag.At(m.Source, setting.Value.Span, fmt.Sprintf("there is no policy value %q", setting.Name), advice))
			continue
		}
		value, err := strconv.ParseFloat(setting.Value.Text, 64)
		if err != nil || !(value >= 0) || value > 1e9 {
			diags = append(diags, diag.At(m.Source, setting.Value.Span,
				fmt.Sprintf("policy value %s is %q, not a number", setting.Name, setting.Value.Text), "write it as "+number(table[i].Default)))
			continue
		}
		table[i].Value, table[i].Override, table[i].Reason = value, true, setting.Reason
		table[i].At = placeIn(m, setting.Value.Span)
	}
	return table, diags
}

// get gives a value by name; the name is one of the table's.
func (p policy) get(name string) float64 {
	for _, value := range p {
		if value.Name == name {
			return value.Value
		}
	}
	panic("no policy value " + name)
}

func indexOfName(names []string, name string) int {
	for i, n := range names {
		if n == name {
			return i
		}
	}
	return -1
}

// number writes a number as people do: 30, 0.5.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// placeIn is the place of a span of the manifest, without its folder and column: records hold it.
func placeIn(m *manifest.Manifest, span diag.Span) string {
	if m.Source == nil {
		return ""
	}
	return diag.Place(path.Base(m.Source.Path), diag.Position{Line: m.Source.Line(span.Start)})
}
