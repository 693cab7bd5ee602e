package view

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/manifest"
)

// output makes what an operation gives.
func (b *builder) output(op manifest.Operation, name Name) Output {
	out := op.Output
	built := Output{
		Table: out.Kind == manifest.OutTable, Record: out.Kind == manifest.OutRecord,
		List: out.Kind == manifest.OutList, Scalar: out.Kind == manifest.OutScalar,
		File: out.Kind == manifest.OutFile, None: out.Kind == manifest.OutNone,
		Known: len(out.Columns) > 0, MaxRows: out.MaxRows, Nullable: out.Nullable,
		MediaType: NewText(out.MediaType), FileName: NewText(out.FileName),
	}
	if built.MaxRows == 0 {
		built.MaxRows = defaultMaxRows
	}
	built.Rows = grouped(built.MaxRows)
	if out.FileName == "" {
		built.FileName = NewText(name.Kebab + suffix(out.MediaType))
	}
	built.Disposition = NewText(`attachment; filename="` + built.FileName.Raw() + `"`)
	if built.List || built.Scalar {
		built.Type = pythonType(out.Of)
		if built.Scalar && out.Nullable && out.Of != manifest.Unknown {
			built.Type += " | None"
		}
	}
	fields := map[string]string{}
	for _, c := range out.Columns {
		column := b.column(c)
		if first, taken := fields[column.Field]; taken {
			b.fail(op.ID, fmt.Sprintf("columns %q and %q are one name in Python", first, c.Name), "rename one")
		}
		fields[column.Field] = c.Name
		built.Columns = append(built.Columns, column)
	}
	return built
}

// suffix ends the file name of a media type, where it is usual.
func suffix(mediaType string) string {
	switch mediaType {
	case "application/json":
		return ".json"
	case "application/pdf":
		return ".pdf"
	case "application/zip":
		return ".zip"
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		return ".xlsx"
	case "image/png":
		return ".png"
	case "text/csv":
		return ".csv"
	case "text/plain":
		return ".txt"
	}
	return ""
}

// grouped writes a whole number with underscores between groups of three, from five digits on.
func grouped(n int) string {
	text := strconv.Itoa(n)
	if len(text) < 5 {
		return text
	}
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "_" + text[at:]
	}
	return text
}

func (b *builder) column(c manifest.Column) Column {
	field := NewName(c.Name, "column").Snake
	if taken(field) {
		field += "_"
	}
	column := Column{
		Field: field, Title: NewText(c.Name), Aliased: field != c.Name, Nullable: c.Nullable,
		Type: pythonType(c.Type), Kind: string(c.Type),
	}
	if c.Nullable && column.Type != "Any" {
		column.Type += " | None"
	}
	return column
}

func isClock(kind string) bool {
	return kind == string(manifest.DateTime) || kind == string(manifest.Time)
}

// features gathers what operations ask for.
func (b *builder) features(operations []Operation) Features {
	f := Features{Logic: len(b.view.Logic) > 0}
	for _, o := range operations {
		for _, r := range o.Resources {
			f.SQL = f.SQL || r.Resource.SQL
			f.HTTP = f.HTTP || !r.Resource.SQL
		}
		f.Tables = f.Tables || o.Table
		f.Records = f.Records || o.Record
		f.Files = f.Files || o.File
		f.Lists = f.Lists || o.List || o.Scalar
		f.Missing = f.Missing || o.Missing
		f.NotFound = f.NotFound || o.Record && o.Nullable
		f.Writes = f.Writes || !o.Reads
		f.Paged = f.Paged || o.Paged
		f.JSONInput = f.JSONInput || o.Body
		f.Uploads = f.Uploads || o.Form
		f.Params = f.Params || len(o.Params) > 0
		for _, p := range o.Params {
			f.Decimal = f.Decimal || p.Type == string(manifest.Decimal)
			f.ListInputs = f.ListInputs || p.List && !o.Body
			f.OneOf = f.OneOf || p.OneOf
			f.Clocks = f.Clocks || isClock(p.Type)
			f.Int64 = f.Int64 || p.Int64
			f.Structured = f.Structured || p.structured()
		}
		for _, c := range o.Columns {
			f.Decimal = f.Decimal || c.Kind == string(manifest.Decimal)
			f.Clocks = f.Clocks || isClock(c.Kind)
		}
		f.Clocks = f.Clocks || strings.HasPrefix(o.Type, "dt.datetime") || strings.HasPrefix(o.Type, "dt.time")
	}
	return f
}
