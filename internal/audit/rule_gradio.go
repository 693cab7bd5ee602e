package audit

import "slices"

func gradioRule() Rule {
	return Rule{
		ID: "SL033", Title: "the app is one prediction", Severity: "note",
		Looks:    "One page whose only operation runs a model on what the user gives, and no state.",
		Why:      "Gradio is made for exactly that and hosts it with a queue.",
		Do:       "look at Gradio before more is built around it",
		Meant:    [2]string{"Upload a leaf, get the plant's name.", "Paste a text, get its sentiment."},
		NotMeant: "Dashboards, several steps, or a second operation beside the prediction.",
		check: func(a *auditor, r Rule) {
			var only *Operation
			for _, op := range a.list {
				if !op.Expose {
					continue
				}
				if only != nil {
					return
				}
				only = op
			}
			if only == nil || !slices.Contains(only.Effects, "infers") || len(a.report.App.Pages) > 0 || len(a.report.State) > 0 {
				return
			}
			a.foundIn(r, only.From.File, only.From.Line, "all that the app does is "+only.ID)
		},
	}
}
