package cmd

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/decide"
	"github.com/streamlift/streamlift/internal/flow"
	"github.com/streamlift/streamlift/internal/lift"
	"github.com/streamlift/streamlift/internal/manifest"
)

// moving is what becomes of the functions that a manifest lifts, for people.
type moving struct {
	result  lift.Result
	stays   []lift.Kept // for reasons of the code, then of the manifest
	inPages int         // operations that are no functions yet
	all     bool        // each with all its reasons
}

// fewStay is how many functions are told one by one; of more, those that stay for one reason are told together.
const fewStay = 6

// notes tell what moved, the most important first.
func (m *moving) notes() []string {
	share := 0
	if m.result.Lines.All > 0 {
		share = 100 * m.result.Lines.Moved / m.result.Lines.All
	}
	notes := []string{fmt.Sprintf("moved %d of %d operations, %d %% of logic lines; deploys apart: %s",
		len(m.result.Moved), len(m.result.Moved)+len(m.stays)+m.inPages, share, apart(m.result))}
	notes = append(notes, m.shared()...)
	if m.all || len(m.stays) <= fewStay {
		for _, one := range m.stays {
			notes = append(notes, m.stay(one))
		}
	} else {
		notes = append(notes, m.groups()...)
	}
	for _, moved := range m.result.Moved {
		for _, note := range moved.Notes {
			notes = append(notes, fmt.Sprintf("note: %s: %s", moved.Operation, note))
		}
	}
	return notes
}

// shared tells where the pages reach what the service reaches too.
func (m *moving) shared() []string {
	if len(m.result.Shared) == 0 {
		return nil
	}
	var places []string
	for _, at := range m.result.Shared {
		places = append(places, at.String())
	}
	if more := len(places) - 1; more > 0 && !m.all {
		places = []string{fmt.Sprintf("%s and at %d more %s", places[0], more, noun(more, "place"))}
	}
	return []string{"note: shared resource, work left: the service reaches databases or files, and so do the pages at " + strings.Join(places, "; ") + "; both must be given the same"}
}

// groups tell those that stay for one reason together, the largest group first.
func (m *moving) groups() []string {
	var groups [][]lift.Kept
	for _, one := range m.stays {
		same := func(group []lift.Kept) bool { return group[0].Reasons[0].Because == one.Reasons[0].Because }
		if i := slices.IndexFunc(groups, same); i >= 0 {
			groups[i] = append(groups[i], one)
		} else {
			groups = append(groups, []lift.Kept{one})
		}
	}
	slices.SortStableFunc(groups, func(a, b []lift.Kept) int { return cmp.Compare(len(b), len(a)) })
	var notes []string
	for _, group := range groups {
		if len(group) == 1 {
			notes = append(notes, m.stay(group[0]))
			continue
		}
		var names []string
		for _, one := range group {
			names = append(names, strings.TrimSuffix(fmt.Sprintf("%s (%s)", one.Operation, one.Reasons[0].Place()), " ()"))
		}
		if len(names) > 4 {
			names = append(names[:3], fmt.Sprintf("and %d more", len(names)-3))
		}
		notes = append(notes, fmt.Sprintf("note: %d stay in the pages, each because %s: %s", len(group), group[0].Reasons[0].Because, strings.Join(names, ", ")))
	}
	return append(notes, "note: `streamlift generate --all` tells each of the "+fmt.Sprint(len(m.stays))+" with all its reasons")
}

// stay tells why one function stays; what is alike is told once, unless everything is to be told.
func (m *moving) stay(one lift.Kept) string {
	var told []string
	for i, reason := range one.Reasons {
		alike := func(other lift.Reason) bool { return other.Because == reason.Because && !m.all || other == reason }
		if slices.ContainsFunc(one.Reasons[:i], alike) {
			continue
		}
		text, more := reason.String(), 0
		for _, other := range one.Reasons[i+1:] {
			if alike(other) && other.Place() != reason.Place() {
				more++
			}
		}
		if more > 0 {
			text += fmt.Sprintf(", and at %d more %s", more, noun(more, "place"))
		}
		told = append(told, text)
	}
	return fmt.Sprintf("note: %s stays in the pages: %s", one.Operation, strings.Join(told, "; "))
}

// noun is a word for a number of things.
func noun(n int, one string) string {
	if n == 1 {
		return one
	}
	return one + "s"
}

// keptByManifest are the functions that the manifest itself keeps in the pages, with the reason that stands there.
func keptByManifest(m *manifest.Manifest, program *flow.Program) []lift.Kept {
	compared := map[string]string{}
	for _, one := range m.Unresolved {
		compared[one.At] = one.Reason
	}
	var stays []lift.Kept
	for _, op := range m.Operations {
		if op.From.Kind != manifest.FromLift || !op.Kept || !op.Expose {
			continue
		}
		reason := lift.Reason{Text: cmp.Or(op.KeptBecause, compared["operations."+op.ID], "`kept` says so in "+manifest.FileName)}
		reason.Because, _, _ = strings.Cut(reason.Text, ": ")
		if fn := program.Function(op.From.File, op.From.Function); fn != nil && op.KeptBecause != "" {
			reason.Path, reason.Line = op.From.File, fn.Module.File.Source.Position(fn.Node.Span().Start).Line
		}
		stays = append(stays, lift.Kept{Operation: op.ID, Reasons: []lift.Reason{reason}})
	}
	return stays
}

// uncut tells the operations that are still inside pages, the largest cut first, each with its place where an audit
// left evidence of it.
func uncut(m *manifest.Manifest, evidence *decide.Evidence) []string {
	type cut struct {
		text  string
		lines int
	}
	var cuts []cut
	for _, op := range m.Operations {
		if !inPage(op) {
			continue
		}
		one := cut{text: fmt.Sprintf("%s (%s)", op.ID, op.From.File)}
		if evidence != nil {
			for _, known := range evidence.Operations {
				if known.ID == op.ID && known.From.File == op.From.File && known.From.LastLine > 0 {
					one.lines = known.From.LastLine - known.From.Line + 1
					one.text = fmt.Sprintf("%s (%s:%d, %d %s)", op.ID, op.From.File, known.From.Line, one.lines, noun(one.lines, "line"))
				}
			}
		}
		cuts = append(cuts, one)
	}
	if len(cuts) == 0 {
		return nil
	}
	slices.SortStableFunc(cuts, func(a, b cut) int { return cmp.Compare(b.lines, a.lines) })
	var shown []string
	for _, one := range cuts {
		shown = append(shown, one.text)
	}
	if len(shown) > 4 {
		shown = append(shown[:3], fmt.Sprintf("and %d more", len(shown)-3))
	}
	return []string{"note: no functions yet, so they stay in the pages: " + strings.Join(shown, ", ") + "; `streamlift audit --format markdown` shows the functions to cut them into"}
}

// inPage reports whether an operation is still a piece of a page.
func inPage(op manifest.Operation) bool {
	return op.From.Kind == manifest.FromRegion && op.Expose && !op.Kept
}

// apart says whether service and pages can run on two machines that share nothing.
func apart(result lift.Result) string {
	switch {
	case len(result.Moved) == 0:
		return "no, the service would have nothing to do"
	case len(result.Left) > 0:
		return "no, because of " + result.Left[0].String()
	}
	return "yes"
}
