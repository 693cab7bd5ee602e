package manifest

import (
	"fmt"
	"slices"
)

// NamedKeys reports whether each consumer gets a key of its own: the manifest says so, or needs it.
func (m *Manifest) NamedKeys() bool {
	return m.Service.Keys == "named" || m.Service.AuditLog || slices.ContainsFunc(m.Operations, Operation.restricted)
}

// restricted reports whether only some keys may call an operation.
func (op Operation) restricted() bool { return len(op.Roles) > 0 && op.Expose && !op.Kept }

// service checks the section of the service against the rest.
func (v *validator) service() {
	m, s := v.manifest, v.manifest.Service
	if s.Keys == "single" && m.NamedKeys() {
		what := "there is an audit log, which says who wrote"
		if i := slices.IndexFunc(m.Operations, Operation.restricted); i >= 0 {
			what = fmt.Sprintf("operation %q has roles", m.Operations[i].ID)
		}
		v.fail(s.Span, "one key cannot tell callers apart, but "+what, "write keys: named")
	}
	if s.Store.Value == "" {
		return
	}
	resource, known := m.Resource(s.Store.Value)
	switch {
	case !known:
		var names []string
		for _, r := range m.Resources {
			if r.Kind == SQL {
				names = append(names, r.Name)
			}
		}
		v.fail(s.Store.Span, fmt.Sprintf("the store is %q, which is no resource", short(s.Store.Value)), nearestOf(s.Store.Value, names, "resources"))
	case resource.Kind != SQL:
		v.fail(s.Store.Span, fmt.Sprintf("the store is %q, which is %s", resource.Name, resource.Kind), "name a resource of kind sql")
	case !m.NamedKeys():
		v.fail(s.Store.Span, "a store is named, but nothing is kept there", "add keys: named or audit_log: true, or take it out")
	}
}
