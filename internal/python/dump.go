package python

import (
	"strconv"

	"github.com/streamlift/streamlift/internal/diag"
)

// Dump prints the tree exactly as CPython of the version prints `ast.dump(tree, include_attributes=True)`.
func Dump(f *File, version Version) string {
	d := &dumper{source: f.Source, version: version.known()}
	d.module(f.Module)
	return string(d.out)
}

// dumper writes nodes. In the compact form, which tests exchange with CPython, fields have no names and what is
// absent is '~'.
type dumper struct {
	source  *diag.Source
	version Version
	compact bool
	blind   int // over 0 inside an f-string whose positions CPython gets wrong: they are left out
	out     []byte
	fields  bool // the open node has a field already
}

func (d *dumper) text(s string) { d.out = append(d.out, s...) }

// begin opens a node.
func (d *dumper) begin(name string) {
	d.text(name)
	d.text("(")
	d.fields = false
}

// field opens a field.
func (d *dumper) field(name string) {
	if d.compact {
		d.text(" ")
		return
	}
	if d.fields {
		d.text(", ")
	}
	d.text(name)
	d.text("=")
	d.fields = true
}

// end closes a node that has no position.
func (d *dumper) end() {
	d.text(")")
	d.fields = true
}

// at closes a node with its position.
func (d *dumper) at(e Extent) {
	line, column := d.place(int(e.Start))
	endLine, endColumn := d.place(int(e.End))
	values := [...]int{line, column, endLine, endColumn}
	for i, name := range [...]string{"lineno", "col_offset", "end_lineno", "end_col_offset"} {
		if d.compact && d.blind > 0 {
			break
		}
		d.field(name)
		d.out = strconv.AppendInt(d.out, int64(values[i]), 10)
	}
	d.end()
}

// place is the line, and the column in bytes of UTF-8 from 0, as ast counts.
func (d *dumper) place(offset int) (line, column int) {
	line = d.source.Line(offset)
	return line, offset - d.source.LineStart(line)
}

// absent is a field without a value.
func (d *dumper) absent(name string) {
	switch {
	case d.compact:
		d.text(" ~")
	case d.version == Py38:
		d.field(name)
		d.text("None")
	}
}

// typeComment is a field that is always absent.
func (d *dumper) typeComment() { d.absent("type_comment") }

// str is a field that holds a string.
func (d *dumper) str(name, value string) {
	d.field(name)
	d.quote(value)
}

// optional is str, absent when empty.
func (d *dumper) optional(name, value string) {
	if value == "" {
		d.absent(name)
		return
	}
	d.str(name, value)
}

func (d *dumper) number(name string, value int) {
	d.field(name)
	d.out = strconv.AppendInt(d.out, int64(value), 10)
}

func (d *dumper) flag(name string, value bool) {
	n := 0
	if value {
		n = 1
	}
	d.number(name, n)
}

// symbol is a field that holds a node without fields: a context or operator.
func (d *dumper) symbol(name, value string) {
	d.field(name)
	d.text(value)
	d.text("()")
}

func (d *dumper) node(name string, n Expr) {
	d.field(name)
	d.expr(n)
}

// maybe is node, absent when nil.
func (d *dumper) maybe(name string, n Expr) {
	if n == nil {
		d.absent(name)
		return
	}
	d.node(name, n)
}

// open begins a list field of n items and reports whether there is anything to print between its brackets.
func (d *dumper) open(name string, n int) bool {
	if n > 0 {
		d.field(name)
		d.text("[")
		return true
	}
	if d.compact || d.version < Py313 {
		d.field(name)
		d.text("[]")
	}
	return false
}

// comma separates the items of a list.
func (d *dumper) comma(i int) {
	if i > 0 {
		d.text(", ")
	}
}

// each prints a list field with a function for its items.
func each[T any](d *dumper, name string, items []T, print func(T)) {
	if !d.open(name, len(items)) {
		return
	}
	for i, item := range items {
		d.comma(i)
		print(item)
	}
	d.text("]")
	d.fields = true
}

func (d *dumper) exprs(name string, items []Expr) { each(d, name, items, d.exprOrNone) }
func (d *dumper) stmts(name string, items []Stmt) { each(d, name, items, d.stmt) }
func (d *dumper) strs(name string, items []string) {
	each(d, name, items, d.quote)
}

func (d *dumper) patterns(name string, items []Pattern) { each(d, name, items, d.pattern) }

func (d *dumper) exprOrNone(n Expr) {
	switch {
	case n != nil:
		d.expr(n)
	case d.compact:
		d.text("~")
	default:
		d.text("None")
	}
}

func (d *dumper) module(n *Module) {
	d.begin("Module")
	d.stmts("body", n.Body)
	d.open("type_ignores", 0)
	d.end()
}
