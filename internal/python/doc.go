// Package python reads Python source: tokens, comments and a typed syntax tree with byte-exact spans, as
// CPython's own `ast` module builds it. It knows Python 3.8 to 3.14 and nothing of any library. Nothing here
// panics, runs the source or keeps state between calls; values may be used from several goroutines.
//
// Bytes become text with Decode, text becomes tokens with Tokens or a tree with Parse. Every offset is a byte
// offset into the decoded text (diag.Source.Text).
package python
