package audit

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/python"
)

func layersRule() Rule {
	return Rule{
		ID: "SL031", Title: "layers try to scale Streamlit", Severity: "note",
		Looks:    "Load-balancing upstreams, sessions shared through Redis, JavaScript injection, WebSocket hacks, several replicas without affinity.",
		Why:      "Each layer works around one process that keeps its sessions in memory; together they are a platform of one's own.",
		Do:       "keep it small, or move the logic behind a service: `streamlift decide` tells which",
		Meant:    [2]string{"An nginx upstream with three Streamlit processes for a sales team.", "A survey tool that keeps its session state in Redis."},
		NotMeant: "A proxy for TLS or identity with one upstream.",
		check: func(a *auditor, r Rule) {
			before := len(a.report.Findings)
			a.infrastructure(func(file string, line int, what string) { a.foundIn(r, file, line, what) })
			a.eachCall(func(fn *flow.Function, c *flow.Call) {
				if what := a.worksAround(fn, c); strings.Contains(what, "JavaScript") || strings.Contains(what, "script is") {
					a.found(r, fn.Module, c.Node, what)
				}
				if last(c.Name) == "_get_websocket_headers" {
					a.found(r, fn.Module, c.Node, "request headers are taken from the WebSocket")
				}
			})
			a.eachPrivateImport(func(m *flow.Module, s python.Stmt, name string) { a.found(r, m, s, "the app reaches into "+name) })
			if n := len(a.report.Findings) - before; n >= 3 {
				first := a.report.Findings[before]
				r.Severity = "warning"
				a.foundIn(r, first.path, first.position.Line, fmt.Sprintf("%d layers: keep it small or migrate", n))
			}
		},
	}
}

var (
	upstreamServer = regexp.MustCompile(`^\s*server\s+[\w.-]+:\d+`)
	replicas       = regexp.MustCompile(`^\s*replicas:\s*([2-9]|\d{2,})`)
)

// infrastructure looks for more than one Streamlit process behind one address.
func (a *auditor) infrastructure(note func(file string, line int, what string)) {
	for _, name := range a.App.Tree.Files() {
		base := strings.ToLower(path.Base(name))
		nginx := strings.Contains(base, "nginx") || strings.HasSuffix(base, ".conf")
		yaml := strings.HasSuffix(base, ".yml") || strings.HasSuffix(base, ".yaml")
		if !nginx && !yaml {
			continue
		}
		content, err := a.App.Tree.Read(name)
		if err != nil {
			continue
		}
		servers, first, affinity := 0, 0, strings.Contains(string(content), "ip_hash") || strings.Contains(string(content), "ffinity")
		for i, line := range strings.Split(string(content), "\n") {
			if nginx && upstreamServer.MatchString(line) {
				if servers++; servers == 1 {
					first = i + 1
				}
			}
			if yaml && !affinity && replicas.MatchString(line) {
				note(name, i+1, "several replicas without session affinity")
			}
		}
		if servers > 1 {
			note(name, first, fmt.Sprintf("%d processes behind one upstream", servers))
		}
	}
}
