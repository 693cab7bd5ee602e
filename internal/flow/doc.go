// Package flow says what each statement of an app reads, writes, calls and causes: scopes as CPython has them,
// modules as Streamlit apps find them, effects with the chain of places that shows why, classes of functions,
// slices. It knows Python and, by the catalogue, libraries; it knows nothing of operations. It reads text only:
// nothing of the app is ever run. What it cannot tell it reports as unknown.
package flow
