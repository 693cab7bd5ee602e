package decide

import (
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/manifest"
)

// Refused is what a manifest asks for and an outcome never gives: KEEP and WRAP run one Streamlit
// replica without a session store.
func Refused(m *manifest.Manifest, o Outcome) diag.List {
	if o != Keep && o != Wrap {
		return nil
	}
	name := strings.ToUpper(string(o))
	var diags diag.List
	for _, fact := range m.Facts {
		if fact.Name == "horizontal_scaling" && answerOf(fact).Value == true {
			diags = append(diags, diag.At(m.Source, fact.Span, "horizontal_scaling is true, but "+name+" runs one Streamlit replica and no session store",
				"scale the API of a SPLIT (target: split), or take the fact out"))
		}
	}
	return diags
}
