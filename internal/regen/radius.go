package regen

import (
	"fmt"
	"slices"
)

// Pack is the input that every file depends on: templates and what renders them.
const Pack = "pack"

// checkRadius refuses a plan in which a file changes although nothing that it says it is made from did: templates
// would then tie files together that people edit apart.
func checkRadius(lock Lock, files []File, inputs map[string]Hash) error {
	before := map[string]Hash{}
	for _, in := range lock.Inputs {
		before[in.Name] = in.Hash
	}
	if inputs == nil || len(before) == 0 || before[Pack] != inputs[Pack] {
		return nil
	}
	entries := map[string]Entry{}
	for _, e := range lock.Files {
		entries[e.Unit+"\x00"+e.Template] = e
	}
	for _, f := range files {
		e, known := entries[f.unit()+"\x00"+f.Template]
		if !known || e.State == Conflict || e.Base == HashOf(f.Content) || len(f.Entries) == 0 || len(e.Entries) == 0 {
			continue
		}
		changed := func(name string) bool { return before[name] != inputs[name] }
		if !slices.ContainsFunc(slices.Concat(f.Entries, e.Entries), changed) {
			return fmt.Errorf("%s: would change, but nothing it is made from did (%v): this is a fault of the pack or of streamlift. nothing was written",
				f.Path, f.Entries)
		}
	}
	return nil
}
