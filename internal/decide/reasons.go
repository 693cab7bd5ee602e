package decide

import (
	"fmt"
	"slices"
	"strings"
)

// Reason is one head under which Streamlit breaks for this app, with the lines; none: nothing was found.
type Reason struct {
	Head  string
	Says  string
	Lines []Line
}

// reasons explains why Streamlit breaks for this app, under three heads. Without an audit nobody looked.
func reasons(in Input) []Reason {
	if in.Evidence == nil {
		return nil
	}
	waste := append(append(uncached(in), undying(in)...), linesOf(in, "charts")...)
	return []Reason{
		{Head: "compute waste", Says: "each interaction runs the script again, and what is not cached with it", Lines: waste},
		{Head: "concurrency", Says: "one process and one GIL; caches and pools are shared by its sessions, not between processes; a WebSocket stays with it", Lines: crowded(in)},
		{Head: "authentication", Says: "no roles, no audit log, no identity for each caller", Lines: identity(in)},
	}
}

// expensiveEffects cost more than computing over what is already there.
func expensiveEffects() []string {
	return []string{"db", "db.read", "net.read", "file.read", "trains", "infers", "sleeps"}
}

// uncached are the expensive operations that each rerun repeats.
func uncached(in Input) []Line {
	var lines []Line
	for _, op := range in.evidence().Operations {
		if op.Cache != nil || !op.has(expensiveEffects()...) || op.has("db.write", "net.write") {
			continue
		}
		for _, caller := range op.Callers {
			if caller.Trigger == "render" || caller.Trigger == "import" {
				lines = append(lines, Line{Text: op.ID + " runs on each interaction without a cache", At: caller.At})
				break
			}
		}
	}
	return lines
}

// undying are caches over outside data that no change there and no time ends.
func undying(in Input) []Line {
	var lines []Line
	for _, op := range in.evidence().Operations {
		if op.Cache != nil && op.Cache.TTL == nil && op.has("db", "db.read", "net.read") {
			lines = append(lines, Line{Text: op.ID + " has a cache without a time to live", At: op.place()})
		}
	}
	return lines
}

// crowded are the operations that several users share one process for.
func crowded(in Input) []Line {
	var lines []Line
	for _, op := range in.evidence().Operations {
		switch {
		case op.Long || op.has("trains"):
			lines = append(lines, Line{Text: op.ID + " is likely long and holds the process's CPU", At: op.place()})
		case op.has("process"):
			lines = append(lines, Line{Text: op.ID + " starts processes or threads", At: op.place()})
		}
	}
	for _, resource := range in.Manifest.Resources {
		if resource.From != "" {
			lines = append(lines, Line{Text: resource.Name + " is one " + string(resource.Kind) + " pool for all users", At: resource.From})
		}
	}
	return append(lines, linesOf(in, "layer")...)
}

// identity are the operations that ask who the user is.
func identity(in Input) []Line {
	var lines []Line
	for _, op := range in.evidence().Operations {
		if op.has("identity.read") {
			lines = append(lines, Line{Text: op.ID + " reads who asks", At: op.place()})
		}
	}
	return lines
}

// Gain is what one step would really give. Steps come in the order of their price.
type Gain struct {
	Step     string
	Gives    string
	Measured string // on what, and what; empty: not measured, so nothing is promised
	Applies  Truth
	Lines    []Line
}

// gains lists the steps that would help this app, cheapest first: flat, one entry a step. Figures were
// measured on one dashboard (200,000 rows in SQLite, 2 queries, a plotly chart, a table) in November 2026.
func gains(in Input, e *Explanation) []Gain {
	audited := func(lines []Line) Truth {
		if in.Evidence == nil {
			return Unknown
		}
		return truthOf(len(lines) > 0)
	}
	slow, charts, long := uncached(in), linesOf(in, "charts"), longHints(in)
	job := e.predicate("wrap.long_job")
	if job.Value == True {
		long = job.Evidence
	}
	split, rewrite := e.Boxes[outcomeIndex(Split)], e.Boxes[outcomeIndex(Rewrite)]
	if e.Settled() { // an open box behind the match is no reason to spend weeks
		split.Value, rewrite.Value = truthOf(split.Value == True), truthOf(rewrite.Value == True)
	}
	steps := []Gain{
		{Step: "cache what each rerun repeats", Gives: "a faster page", Measured: "a rerun went from 1,557 to 428 ms", Applies: audited(slow), Lines: slow},
		{Step: "switch off the collection after each run (`runner.postScriptGC = false`)", Gives: "a faster page for everybody",
			Measured: "428 to 148 ms; memory over hours was not measured, watch it", Applies: truthOf(e.Primary != Rewrite)},
		{Step: "draw by plotly.graph_objects instead of plotly.express", Gives: "a faster page", Measured: "148 to 44 ms", Applies: audited(charts), Lines: charts},
		{Step: "run long operations in a queue", Gives: "they survive a refresh and a restart, and show progress",
			Measured: "a 35 s job blocked its own user's page and those waiting for the same cache key, not the others", Applies: anyOf(job.Value, truthOf(len(long) > 0)), Lines: long},
		{Step: "split logic from UI", Gives: "other callers, an identity for each, more than one process",
			Measured: "no faster page (428 to 440 ms); a cached answer costs 0.3 ms of CPU as API and 29 to 146 as rerun", Applies: split.Value, Lines: because(split)},
		{Step: "write a new frontend", Gives: "the interactivity Streamlit cannot give", Applies: rewrite.Value, Lines: because(rewrite)},
	}
	return slices.DeleteFunc(steps, func(g Gain) bool { return g.Applies == False })
}

// because are the conditions of a box that hold, with their evidence.
func because(box Box) []Line {
	var lines []Line
	for _, predicate := range box.Predicates {
		if predicate.Value == True {
			lines = append(lines, Line{Text: predicate.Because, At: predicate.place()})
		}
	}
	return lines
}

// place is where the value of a condition comes from.
func (p Predicate) place() string {
	if len(p.Evidence) == 0 {
		return ""
	}
	return p.Evidence[0].At
}

// predicate finds a condition by id; it is one of the table's.
func (e *Explanation) predicate(id string) Predicate {
	for _, box := range e.Boxes {
		for _, predicate := range box.Predicates {
			if predicate.ID == id {
				return predicate
			}
		}
	}
	return Predicate{}
}

// Hint is advice that is true for this app.
type Hint struct {
	Topic  string
	Text   string
	Strong bool
	Lines  []Line
}

// hints are the pieces of advice that are true for this app.
func hints(in Input, e *Explanation, known facts) []Hint {
	var out []Hint
	for _, hint := range []*Hint{
		separation(in), scalingLayers(in, e), middleGround(e), validateFirst(known), manyPages(in),
		callers(e, known), gate(known), hosting(e, known), gradio(in), uploads(in, e),
	} {
		if hint != nil {
			out = append(out, *hint)
		}
	}
	return out
}

// separation advises to take mixed logic out of UI code now.
func separation(in Input) *Hint {
	var lines []Line
	for _, op := range in.evidence().Operations {
		if op.Class == "mixed" || op.Class == "region" {
			lines = append(lines, Line{Text: op.ID, At: op.place()})
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return &Hint{Topic: "separate logic from UI", Lines: lines,
		Text: "move these to core/ now, whatever the verdict: about 30 minutes each now, weeks later"}
}

// scalingLayers counts the layers that try to scale Streamlit itself.
func scalingLayers(in Input, e *Explanation) *Hint {
	lines := linesOf(in, "layer")
	n := float64(len(lines))
	switch {
	case n >= policy(e.Policy).get("mistake.strong_layers"):
		return &Hint{Topic: "the mistake to avoid", Strong: true, Lines: lines, Text: counted(len(lines), "layer") + " already scale Streamlit itself: keep it small or migrate"}
	case n >= policy(e.Policy).get("mistake.note_layers"):
		return &Hint{Topic: "the mistake to avoid", Lines: lines, Text: scaling(len(lines)) + " Streamlit itself: each more makes a migration dearer"}
	}
	return nil
}

// middleGround says what is never generated, where somebody may want it.
func middleGround(e *Explanation) *Hint {
	scaling := e.predicate("split.scaling")
	if scaling.Value != True {
		return nil
	}
	return &Hint{Topic: "one replica", Lines: []Line{{Text: scaling.Because, At: scaling.place()}},
		Text: "KEEP and WRAP run one Streamlit replica and no session store; the API of a SPLIT is what scales"}
}

// validateFirst holds for products that customers try out.
func validateFirst(known facts) *Hint {
	stage := known["stage"].Text
	if known["audience"].Text != "customers" || stage != "prototype" && stage != "beta" {
		return nil
	}
	return &Hint{Topic: "validate first", Lines: []Line{{Text: "stage: " + stage, At: firstPlace(known["stage"].Evidence)}},
		Text: "customers on Streamlit are fine for an MVP or an early beta; the rewrite follows product-market fit"}
}

// callers says how each kind of caller shows who it is.
func callers(e *Explanation, known facts) *Hint {
	var ways []string
	consumers, auth := e.predicate("split.consumers"), e.predicate("split.auth")
	if consumers.Value == True {
		ways = append(ways, "API keys for services")
	}
	if auth.Value == True && known["auth"].Text == "sso" {
		ways = append(ways, "OIDC with the identity provider that is there")
	} else if auth.Value == True {
		ways = append(ways, "JWT for own users, or OIDC where an identity provider is there")
	}
	if len(ways) == 0 {
		return nil
	}
	return &Hint{Topic: "auth by caller", Text: strings.Join(ways, "; ") + "; roles per route"}
}

// gate says what the readiness checklist is for apps that are not deployed.
func gate(known facts) *Hint {
	audience := known["audience"]
	if audience.Text != "personal" {
		return nil
	}
	return &Hint{Topic: "readiness", Text: "for a personal app the checklist is advice, not a gate", Lines: audience.Evidence}
}

// manyPages are signs that an app outgrows Streamlit's pages.
func manyPages(in Input) *Hint {
	lines := linesOf(in, "pages")
	if len(lines) == 0 {
		return nil
	}
	return &Hint{Topic: "pages", Lines: lines, Text: "routing by URL, access per page or state shared across pages point towards a frontend of its own"}
}

// hosting advises where to run, once the three facts it depends on are known or one of them decides.
func hosting(e *Explanation, known facts) *Hint {
	few := e.predicate("keep.users")
	sensitive := known["sensitive_data"]
	place := map[string]string{"gcp": "Cloud Run", "aws": "Fargate", "vm": "a VM"}[known["cloud"].Text]
	if place == "" {
		place = "Cloud Run, Fargate or a VM"
	}
	switch {
	case few.Value == False:
		return &Hint{Topic: "hosting", Text: place + ", not Community Cloud: " + few.Because}
	case sensitive.Text == "yes":
		return &Hint{Topic: "hosting", Text: place + ", not Community Cloud: sensitive data", Lines: sensitive.Evidence}
	case few.Value == True && sensitive.Known:
		return &Hint{Topic: "hosting", Text: "Community Cloud is enough: " + few.Because + ", no sensitive data"}
	}
	return nil
}

// gradio recognises an app that only takes an upload and gives a prediction.
func gradio(in Input) *Hint {
	ops := in.evidence().Operations
	if len(ops) != 1 || len(in.Manifest.Operations) > 1 || len(in.evidence().App.Pages) > 0 {
		return nil
	}
	op := ops[0]
	upload := slices.ContainsFunc(op.Inputs, func(i struct {
		Source string `json:"source"`
	}) bool {
		return i.Source == "upload"
	})
	state := slices.ContainsFunc(op.Effects, func(effect string) bool { return strings.HasPrefix(effect, "state.") })
	if !op.has("infers") || !upload || state || len(in.evidence().State) > 0 {
		return nil
	}
	return &Hint{Topic: "Gradio", Lines: []Line{{Text: op.ID, At: op.place()}},
		Text: "upload in, prediction out is all it does: Gradio may fit better"}
}

// uploads names inputs that take larger files than a page should carry.
func uploads(in Input, e *Explanation) *Hint {
	limit := policy(e.Policy).get("upload.presign_above_mb")
	var lines []Line
	for _, op := range in.Manifest.Operations {
		for _, input := range op.Inputs {
			if input.Type == "file" && input.MaxLength != nil && float64(*input.MaxLength) > limit*1e6 {
				lines = append(lines, Line{Text: fmt.Sprintf("%s takes %s MB", op.ID, number(float64(*input.MaxLength)/1e6)), At: placeIn(in.Manifest, input.Span)})
			}
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return &Hint{Topic: "large uploads", Lines: lines, Text: "above " + number(limit) + " MB a file should go from the browser to the object store by a presigned request"}
}

// scaling is "1 layer scales", or "2 layers scale".
func scaling(layers int) string {
	if layers == 1 {
		return "1 layer scales"
	}
	return counted(layers, "layer") + " scale"
}
