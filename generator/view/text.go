// Package view is what templates see: plain structs with finished names, types and literals, made
// from the manifest. Templates choose and loop; whatever is computed is computed here.
package view

// Text is text from outside: a title, a label, SQL, a column's name. Printing it plainly gives
// Unquoted, which the renderer refuses; only a quoting function for the language it lands in
// unwraps it with Raw.
type Text struct{ raw string }

// Unquoted is what a Text prints as when a template forgot to quote it.
const Unquoted = "\x00text without a quoting function\x00"

// NewText wraps text from outside.
func NewText(raw string) Text { return Text{raw: raw} }

// String gives Unquoted, so that forgetting to quote cannot pass.
func (t Text) String() string { return Unquoted }

// Raw is the text itself, for quoting functions.
func (t Text) Raw() string { return t.raw }

// Empty reports whether there is no text.
func (t Text) Empty() bool { return t.raw == "" }
