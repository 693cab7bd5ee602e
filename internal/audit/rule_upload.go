package audit

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
)

// presignAbove is the size, in MB, from which an upload should not pass through the web process.
const presignAbove = 200

var maxUpload = regexp.MustCompile(`(?i)^\s*maxUploadSize\s*=\s*(\d+)|server\.maxUploadSize[= ](\d+)`)

func uploadRule() Rule {
	return Rule{
		ID: "SL032", Title: "uploads are larger than the web process should hold", Severity: "warning",
		Looks:    "`server.maxUploadSize` and limits of single widgets above 200 MB.",
		Why:      "Streamlit keeps an upload in memory, once a session.",
		Do:       "let the browser send it to object storage, and work on it in a job",
		Meant:    [2]string{"A video editor with a limit of 4 GB.", "A sequencing pipeline that takes raw data by upload."},
		NotMeant: "The limit that Streamlit has anyway.",
		check: func(a *auditor, r Rule) {
			for _, name := range a.App.Tree.Files() {
				base := path.Base(name)
				if base != "config.toml" && !strings.Contains(strings.ToLower(base), "docker") && base != "Procfile" && path.Ext(base) != ".sh" {
					continue
				}
				content, err := a.App.Tree.Read(name)
				if err != nil {
					continue
				}
				for i, line := range strings.Split(string(content), "\n") {
					if match := maxUpload.FindStringSubmatch(line); match != nil {
						if mb, _ := strconv.Atoi(match[1] + match[2]); mb > presignAbove {
							a.foundIn(r, name, i+1, "uploads may have "+itoa(mb)+" MB")
						}
					}
				}
			}
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				for _, k := range c.Node.Keywords {
					if v, ok := a.constant(fn, k.Value); ok && k.Name == "max_upload_size" {
						if mb, isInt := v.(int); isInt && mb > presignAbove {
							a.found(r, fn.Module, c.Node, "uploads may have "+itoa(mb)+" MB")
						}
					}
				}
			})
		},
	}
}
