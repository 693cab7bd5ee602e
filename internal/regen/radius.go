package regen

import (
	"fmt"
	"slices"
	"strings"
)

// Inputs that every file may depend on.
const (
	InputPack  = "pack"  // templates and what renders them
	InputWhole = "whole" // all of the manifest and the app that is no entry of its own
)

// checkRadius refuses a plan in which a file changes although nothing that it says it is made from did: templates
// would then tie files together that people edit apart.
func checkRadius(lock Lock, files []File, inputs map[string]Hash) error {
	before := map[string]Hash{}
	for _, in := range lock.Inputs {
		before[in.Name] = in.Hash
	}
	changed := func(name string) bool { return before[name] != inputs[name] }
	if inputs == nil || len(before) == 0 || changed(InputPack) || changed(InputWhole) {
		return nil
	}
	entries := map[string]Entry{}
	for _, e := range lock.Files {
		entries[e.Unit+"\x00"+e.Template] = e
	}
	for _, f := range files {
		e, known := entries[f.unit()+"\x00"+f.Template]
		if !known || e.State != Clean || e.Owner == Yours || e.Base == HashOf(f.Content) || len(f.Entries) == 0 || len(e.Entries) == 0 {
			continue
		}
		if !slices.ContainsFunc(slices.Concat(f.Entries, e.Entries), changed) {
			return fmt.Errorf("%s: would change, but nothing it is made from did (%s): this is a fault of the pack or of streamlift. nothing was written",
				f.Path, strings.Join(f.Entries, ", "))
		}
	}
	return nil
}

// packChanged reports whether the lock remembers another pack.
func packChanged(lock Lock, inputs map[string]Hash) bool {
	return slices.ContainsFunc(lock.Inputs, func(in Input) bool { return in.Name == InputPack && in.Hash != inputs[InputPack] })
}
