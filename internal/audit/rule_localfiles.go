package audit

import (
	"slices"

	"github.com/streamlift/streamlift/internal/catalogue"
	"github.com/streamlift/streamlift/internal/flow"
)

func localFilesRule() Rule {
	return Rule{
		ID: "SL035", Title: "data is kept in files of the container", Severity: "warning",
		Looks:    "Files that the app writes on its own disk and reads again.",
		Why:      "They are gone with the next deployment, and two processes write over each other.",
		Do:       "keep it in a database or in object storage",
		Meant:    [2]string{"Transactions appended to a CSV beside the script.", "Preferences of users pickled into a folder."},
		NotMeant: "Temporary files, caches and downloads.",
		check: func(a *auditor, r Rule) {
			for _, op := range a.list {
				if op.Kind != Write || !op.Expose || op.From.Function == nil {
					continue
				}
				fn := a.Program.Function(op.From.File, *op.From.Function)
				if fn == nil || !fn.Effects.Has(catalogue.FileWrite) || fn.Effects.Any(effectsOf(catalogue.NetWrite)) {
					continue
				}
				if place := a.keepsAt(fn); place != "" {
					a.found(r, fn.Module, fn.Node, op.ID+" keeps data on the disk: it "+place)
				}
			}
		},
	}
}

// keepsAt is the first place where a function, callees included, writes a file: making folders and removing files keeps
// nothing.
func (a *auditor) keepsAt(fn *flow.Function) string {
	found := ""
	a.eachEvent(fn, func(in *flow.Function, e *flow.Event) {
		if found != "" || e.Callee != nil || !e.Effects.Has(catalogue.FileWrite) ||
			slices.Contains([]string{"mkdir", "makedirs", "remove", "unlink", "rmtree", "rmdir", "removedirs", "chmod"}, last(e.Name)) {
			return
		}
		found = e.Says() + " at " + at(in.Module, e.Node)
	})
	return found
}
