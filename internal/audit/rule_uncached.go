package audit

func uncachedRule() Rule {
	return Rule{
		ID: "SL015", Title: "every rerun asks again", Severity: "note",
		Looks:    "Queries and requests that run on every rerun of a page without a cache.",
		Why:      "Each click anywhere on the page waits for them.",
		Do:       "put cache_data with a ttl around the function, or move it behind the service",
		Meant:    [2]string{"An inventory page whose table is read again when a checkbox changes.", "A weather board that calls its service on each interaction."},
		NotMeant: "What a button or a form starts.",
		check: func(a *auditor, r Rule) {
			for _, op := range a.list {
				if op.Kind != Query || op.Cache != nil || !op.Expose {
					continue
				}
				for _, c := range op.Callers {
					if c.Trigger == onRender {
						file, line := splitPlace(c.At)
						a.foundIn(r, file, line, op.ID+" is asked on every rerun")
						break
					}
				}
			}
		},
	}
}
