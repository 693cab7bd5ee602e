package python

import "github.com/streamlift/streamlift/internal/diag"

// Shape prints statements without their places: two shapes are equal exactly when the code is the same but for its
// layout, its comments and how its literals are spelled.
func Shape(src *diag.Source, statements ...Stmt) string {
	d := &dumper{source: src, version: newest, compact: true, blind: 1}
	d.stmts("", statements)
	return string(d.out)
}
