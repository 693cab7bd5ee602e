package audit

import "path"

func secretFileRule() Rule {
	return Rule{
		ID: "SL021", Title: "a file of secrets lies in the app", Severity: "warning",
		Looks:    "`.env` and `.streamlit/secrets.toml` in the app's folder.",
		Why:      "It goes wherever the folder goes: into images, archives and, unless it is ignored, into the repository.",
		Do:       "keep it out of version control and images, and commit an example with empty values",
		Meant:    [2]string{"A CRM whose secrets.toml was committed with the first version.", "A crawler with its .env beside the Dockerfile."},
		NotMeant: "`.env.example` and `secrets.toml.example`.",
		check: func(a *auditor, r Rule) {
			for _, name := range a.App.Tree.Files() {
				if base := path.Base(name); base == ".env" || base == "secrets.toml" && path.Base(path.Dir(name)) == ".streamlit" {
					a.foundIn(r, name, 0, "secrets lie here")
				}
			}
		},
	}
}
