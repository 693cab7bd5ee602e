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
	reporting "github.com/streamlift/streamlift/internal/report"
)

// moving is what becomes of the functions that a manifest lifts, for people.
type moving struct {
	report reporting.Moves
	stays  []lift.Kept // for reasons of the code, then of the manifest
}

// newMoving takes what moved and what stays together; pages are the operations that are no functions yet.
func newMoving(m *manifest.Manifest, result lift.Result, stays []lift.Kept, pages []reporting.InPage) *moving {
	told := reporting.Moves{App: m.App.Name, Moved: []reporting.Moved{}, Stays: []reporting.Stays{}, InPages: pages, Shared: reasonsOf(result.Shared),
		Lines: reporting.Lines{Moved: result.Lines.Moved, All: result.Lines.All}, Apart: apart(result)}
	from := map[string]string{}
	for _, op := range m.Operations {
		from[op.ID] = op.From.File + ":" + op.From.Function
	}
	for _, one := range result.Moved {
		told.Moved = append(told.Moved, reporting.Moved{Operation: one.Operation, From: from[one.Operation], To: one.Module + "." + one.Function, Notes: reasonsOf(one.Notes)})
	}
	for _, one := range stays {
		told.Stays = append(told.Stays, reporting.Stays{Operation: one.Operation, Reasons: reasonsOf(one.Reasons)})
	}
	return &moving{report: told, stays: stays}
}

// reasonsOf gives reasons as a report has them.
func reasonsOf(reasons []lift.Reason) []reporting.Because {
	out := []reporting.Because{}
	for _, reason := range reasons {
		out = append(out, reporting.Because{At: reason.Place(), Text: reason.Text})
	}
	return out
}

// fewStay is how many functions are told one by one; of more, those that stay for one reason are told together.
const fewStay = 6

// notes tell what moved, the most important first.
func (m *moving) notes() []string {
	notes := []string{m.report.Headline()}
	if shared := m.report.Shared; len(shared) > 0 {
		text := shared[0].String()
		if more := len(shared) - 1; more > 0 {
			text += fmt.Sprintf(" and at %d more %s", more, noun(more, "place"))
		}
		notes = append(notes, "note: shared resource, work left: the service reaches databases or files, and so do the pages at "+text+"; both must be given the same")
	}
	if len(m.stays) <= fewStay {
		for _, one := range m.stays {
			notes = append(notes, stay(one))
		}
	} else {
		notes = append(notes, m.groups()...)
	}
	for _, moved := range m.report.Moved {
		for _, note := range moved.Notes {
			notes = append(notes, fmt.Sprintf("note: %s: %s", moved.Operation, note))
		}
	}
	if len(m.report.InPages) > 0 {
		notes = append(notes, m.inPages())
	}
	return notes
}

// inPages tells the operations that are still pieces of pages.
func (m *moving) inPages() string {
	var shown []string
	for _, one := range m.report.InPages {
		text := one.At
		if one.Lines > 0 {
			text += fmt.Sprintf(", %d %s", one.Lines, noun(one.Lines, "line"))
		}
		shown = append(shown, fmt.Sprintf("%s (%s)", one.Operation, text))
	}
	if len(shown) > 4 {
		shown = append(shown[:3], fmt.Sprintf("and %d more", len(shown)-3))
	}
	return "note: no functions yet, so they stay in the pages: " + strings.Join(shown, ", ") + "; `streamlift audit --format markdown` shows the functions to cut them into"
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
			notes = append(notes, stay(group[0]))
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
	return append(notes, fmt.Sprintf("note: `streamlift report` tells each of the %d with all its reasons", len(m.stays)))
}

// stay tells why one function stays; what is alike is told once.
func stay(one lift.Kept) string {
	var told []string
	for i, reason := range one.Reasons {
		alike := func(other lift.Reason) bool { return other.Because == reason.Because }
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

// inPages are the operations that are still pieces of pages, the largest first where an audit left evidence of them.
func inPages(m *manifest.Manifest, evidence *decide.Evidence) []reporting.InPage {
	cuts := []reporting.InPage{}
	for _, op := range m.Operations {
		if op.From.Kind != manifest.FromRegion || !op.Expose || op.Kept {
			continue
		}
		cut := reporting.InPage{Operation: op.ID, At: op.From.File}
		if evidence != nil {
			for _, known := range evidence.Operations {
				if known.ID == op.ID && known.From.File == op.From.File && known.From.LastLine > 0 {
					cut.At, cut.Lines = fmt.Sprintf("%s:%d", op.From.File, known.From.Line), known.From.LastLine-known.From.Line+1
				}
			}
		}
		cuts = append(cuts, cut)
	}
	slices.SortStableFunc(cuts, func(a, b reporting.InPage) int { return cmp.Compare(b.Lines, a.Lines) })
	return cuts
}

// apart says why service and pages cannot run on two machines that share nothing; nil when they can.
func apart(result lift.Result) *reporting.Because {
	switch {
	case len(result.Moved) == 0:
		return &reporting.Because{Text: "the service would have nothing to do"}
	case len(result.Left) > 0:
		return &reasonsOf(result.Left)[0]
	}
	return nil
}
