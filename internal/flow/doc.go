// Package flow says what each statement of an app reads, writes, calls and causes: scopes as CPython has them,
// modules as Streamlit apps find them, effects with the chain of places that shows why, classes of functions,
// slices. It knows Python and, by the catalogue, libraries; it knows nothing of operations. It reads text only:
// nothing of the app is ever run. What it cannot tell it reports as unknown.
//
// The passes, each on the results of those before it:
//
//   - names (Bind: scope.go, binding.go, scopebuild.go, scopestmt.go, scoperesolve.go): per file, the scope of every
//     name, the variable it refers to, and every place that binds the variable. Identifiers are NFKC by then.
//   - modules (module*.go): which files an app reaches from its entry, what each import finds (a file of the app, a
//     library), what star imports and __all__ bring, what cannot be resolved and why. Finding the file behind a
//     dotted name is internal/source's work.
//   - calls, receivers, types: per function, what each call's target is.
//   - effects: what each statement causes, then the fixpoint over the call graph with the chain of places.
//   - slices (slice*.go): what a place depends on (Slicer.Backward), what depends on a place (Slicer.Forward), on
//     all of the above. A slice lists statements by function, the inputs where it ends, and the places that keep it
//     from being complete for sure.
package flow
