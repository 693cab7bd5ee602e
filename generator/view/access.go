package view

import (
	"slices"

	"github.com/streamlift/streamlift/internal/manifest"
)

// Access says who may call the service, and what is kept of it.
type Access struct {
	Named    bool     // consumers have keys of their own, besides API_KEY
	Roles    []string // that keys may have, sorted
	Audit    bool     // writes are recorded
	Store    string   // attribute of the resource that holds keys and audit log; "store" where it is a database of its own
	Own      bool     // the store is a database of its own
	Inside   bool     // a write's record is part of its transaction
	Uploads  bool     // an audited operation takes files
	Bodies   bool     // an operation takes a JSON body
	Spare    int      // connections of a database that operations leave to readiness and to looking keys up
	MaxTable string   // bytes of a request that holds a table, as Python writes it
	MaxBody  string   // bytes of a request besides its files, as Python writes it
}

const (
	defaultMaxBody  = 1 << 20
	defaultMaxTable = 32 << 20
	ownStore        = "store"
	forReadiness    = 1 // connections
	forKeys         = 2 // as LOOK_UPS_AT_ONCE of platform/keys.py
)

// access fills in who may call, once the operations are there.
func (b *builder) access() Access {
	m := b.m
	a := Access{Audit: m.Service.AuditLog, Named: m.Service.Keys == "named" || m.Service.AuditLog, MaxBody: grouped(defaultMaxBody), MaxTable: grouped(defaultMaxTable)}
	if m.Service.MaxBody > 0 {
		a.MaxBody = grouped(m.Service.MaxBody)
	}
	for _, o := range b.view.Operations {
		a.Roles = append(a.Roles, o.Roles...)
		a.Bodies = a.Bodies || o.Body
		a.Inside = a.Inside || o.InStore
		a.Uploads = a.Uploads || o.Audited && o.Form
	}
	slices.Sort(a.Roles)
	a.Roles = slices.Compact(a.Roles)
	a.Named = a.Named || len(a.Roles) > 0
	if resource, found := m.Resource(m.Service.Store.Value); found && a.Named {
		a.Store = b.resource(resource).Attribute
	} else if a.Named {
		a.Store, a.Own = ownStore, true
	}
	a.Spare = forReadiness
	if a.Named && !a.Own {
		a.Spare += forKeys
	}
	return a
}

// operationAccess fills in who may call an operation and how its calls are recorded.
func (b *builder) operationAccess(op manifest.Operation, o *Operation) {
	for _, role := range op.Roles {
		if !slices.Contains(o.Roles, role.Value) {
			o.Roles = append(o.Roles, role.Value)
		}
	}
	slices.Sort(o.Roles)
	o.Service.Run = "RunDep"
	if o.Audited = b.m.Service.AuditLog && !o.Reads; o.Audited {
		o.Service.Run = "AuditedDep"
		o.InStore = b.m.Service.Store.Value != "" && len(op.Uses) > 0 &&
			!slices.ContainsFunc(op.Uses, func(u manifest.Use) bool { return u.Resource != b.m.Service.Store.Value })
	}
	size := 0
	for _, p := range o.Params {
		size += p.MaxBytes
	}
	o.UploadBytes = grouped(size)
}
