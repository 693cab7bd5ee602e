package view

import "github.com/streamlift/streamlift/internal/manifest"

// widget chooses the Streamlit call that asks for an input.
func widget(in manifest.Input) Widget {
	w := Widget{Function: in.Widget}
	return w
}
