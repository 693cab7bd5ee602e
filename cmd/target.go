package cmd

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/decide"
	"github.com/streamlift/streamlift/internal/manifest"
	"github.com/streamlift/streamlift/internal/pack"
	"github.com/streamlift/streamlift/internal/regen"
	reporting "github.com/streamlift/streamlift/internal/report"
)

// target settles what a project is made as. A person's word comes first: as, the manifest's pack or target. Else the
// decision is asked; while it is open the project stays what it is, and a new one gets the questions as an error. The
// choice stands in the project's manifest from then on, unless that is the person's own file and only the decision spoke.
func (p *project) target(as string) error {
	m := p.manifest
	switch {
	case as != "":
		if !slices.Contains(decide.Outcomes(), decide.Outcome(as)) {
			return usage("there is no outcome %q. use keep, wrap, split or rewrite", as)
		}
		return p.settle(decide.Outcome(as), true)
	case m.Pack.Name != "":
		return nil
	case m.Target != "auto":
		return p.settle(decide.Outcome(m.Target), false)
	}
	e, err := p.decision()
	before := p.presentTarget()
	switch {
	case err != nil:
		return err
	case e.Settled():
		p.notes = append(p.notes, "the decision is "+reporting.Headline(e)+"; `streamlift decide` tells why")
		return p.settle(e.Primary, p.copied)
	case before != "auto":
		return p.settle(decide.Outcome(before), true)
	case !p.namesApp():
		p.notes = append(p.notes, "note: the manifest names no app that could be kept or wrapped, so this is a split; `target:` says otherwise")
		return p.settle(decide.Split, p.copied)
	}
	return &undecided{decision: e}
}

// openToRead opens a project for a command that writes nothing: a target that is still open is taken as a split.
func openToRead(name string) (*project, error) {
	p, err := openProject(name, "")
	if err != nil {
		return nil, err
	}
	err = p.target("")
	if open := new(undecided); errors.As(err, &open) {
		err = p.settle(decide.Split, false)
	}
	return p, err
}

// previewTarget is target for `up`, which never stops for facts: without a person's word it previews a split, or keeps
// an app of which nothing can move, and says in one line what the decision is or needs.
func (p *project) previewTarget() error {
	m := p.manifest
	switch {
	case m.Pack.Name != "" || m.Target != "auto" || !p.namesApp():
		return p.target("")
	}
	e, err := p.decision()
	if err != nil {
		return err
	}
	stays, err := p.staysWhole()
	if err != nil {
		return err
	}
	preview, line := decide.Split, "preview of a split"
	if stays {
		preview, line = decide.Keep, "nothing can move yet, so the app is started as it is, without a service"
	}
	line += "; the decision is " + reporting.Headline(e)
	if !e.Settled() {
		facts := make([]string, 0, len(e.Questions))
		for _, question := range e.Questions {
			facts = append(facts, question.Fact)
		}
		line += ", open: " + strings.Join(facts, ", ")
	}
	p.notes = append(p.notes, line)
	return p.settle(preview, p.copied)
}

// staysWhole reports whether a manifest asks for nothing but functions and pages of its app, of which none can move. It
// notes why.
func (p *project) staysWhole() (bool, error) {
	for _, op := range p.manifest.Operations {
		if op.From.Kind != manifest.FromLift && op.From.Kind != manifest.FromRegion {
			return false, nil
		}
	}
	if p.manifest.UI != ownPages {
		return false, nil
	}
	moved, err := p.lifted()
	stays := err == nil && len(moved.Functions) == 0 && !decide.Refused(p.manifest, decide.Keep).Failed()
	if stays {
		p.notes = append(p.notes, moved.notes...)
	}
	return stays, err
}

// settle takes an outcome if the manifest asks for nothing it refuses, and there is a pack for it.
func (p *project) settle(o decide.Outcome, record bool) error {
	if diags := decide.Refused(p.manifest, o); diags.Failed() {
		return diags
	}
	if (o == decide.Keep || o == decide.Wrap) && !p.namesApp() {
		return usage("the manifest names no app, and %s is made of one. add `source:` and `entry:` below `app:`", strings.ToUpper(string(o)))
	}
	if known := pack.Builtins(); !slices.Contains(known, string(o)) {
		nearest := map[decide.Outcome]string{decide.Keep: "split", decide.Wrap: "keep", decide.Split: "keep", decide.Rewrite: "split"}[o]
		return usage("%s has no pack yet. `--as %s` is the nearest that has", strings.ToUpper(string(o)), nearest)
	}
	if string(o) == p.manifest.Target {
		return nil
	}
	if !record {
		p.manifest.Target = string(o)
		return nil
	}
	content, err := manifest.Set(p.content, []string{"target"}, string(o))
	if err != nil {
		return err
	}
	present, err := os.ReadFile(filepath.Join(p.folder, manifest.FileName))
	p.content, p.fresh = content, err != nil || string(present) != string(content)
	p.manifest, err = loadManifest(p.path, content)
	return err
}

// presentTarget is the target of the copy that is in the project already; auto without one.
func (p *project) presentTarget() string {
	present, err := os.ReadFile(filepath.Join(p.folder, manifest.FileName))
	if err != nil || !p.copied {
		return "auto"
	}
	m, diags := manifest.Load(manifest.FileName, present)
	if diags.Failed() {
		return "auto"
	}
	return m.Target
}

// namesApp reports whether the manifest, as its person wrote it, speaks of an app: a copy in a project always names the
// folder it came from.
func (p *project) namesApp() bool {
	m := p.manifest
	if content, err := os.ReadFile(p.path); err == nil && p.copied {
		if m, _ = manifest.Load(p.path, content); m == nil {
			return false
		}
	}
	return m.App.Source != "" || m.App.Entry != ""
}

// decision decides about the project's app.
func (p *project) decision() (*decide.Explanation, error) {
	evidence, err := p.audited()
	if err != nil {
		return nil, err
	}
	d := &decision{path: p.path, folder: p.folder, input: decide.Input{Manifest: p.manifest, Evidence: evidence}}
	return d.decide()
}

// audited is the evidence of an audit that was made just now, else that of the project or of the app's folder; nil
// without one.
func (p *project) audited() (*decide.Evidence, error) {
	if p.evidence != nil {
		return decide.ReadEvidence(evidenceFile, p.evidence)
	}
	d := &decision{folder: p.folder}
	err := d.readEvidence()
	if err == nil && d.input.Evidence == nil {
		d.folder = filepath.Dir(p.path)
		err = d.readEvidence()
	}
	return d.input.Evidence, err
}

// addRecord adds the decision record: why the project is what it is. It depends on everything by design, and its line in
// the lock says so.
func (p *project) addRecord(out *rendered) error {
	e, err := p.decision()
	if err != nil {
		return err
	}
	var forced *decide.Forced
	if target := decide.Outcome(p.manifest.Target); slices.Contains(decide.Outcomes(), target) && e.Primary != target {
		f := decide.Force(e, target)
		forced = &f
	}
	out.inputs["manifest"] = regen.HashOf([]byte(e.Inputs.Manifest)) // its very bytes: the record names their digest
	out.inputs["evidence"] = regen.HashOf([]byte(e.Inputs.Evidence))
	out.files = append(out.files, regen.File{Unit: "decision", Path: reporting.RecordPath, Owner: regen.Owned,
		Content: []byte(reporting.DecisionMarkdown(e, forced)), Entries: slices.Sorted(maps.Keys(out.inputs))})
	return nil
}

// undecided is the error of a decision that facts are missing for.
type undecided struct{ decision *decide.Explanation }

// Error tells the questions too: they are what to do.
func (u *undecided) Error() string {
	return "the decision is " + reporting.Headline(u.decision) + ". answer by `streamlift decide --ask`, or choose by --as or `target:`\n  " +
		strings.Join(reporting.QuestionLines(u.decision), "\n  ")
}

// Unwrap gives the exit code.
func (u *undecided) Unwrap() error { return &exit{code: exitUsage, err: errors.New("undecided")} }
