package regen

import "slices"

// Inputs is what the lock says the files were made from, by name.
func (p *Project) Inputs() []Input { return slices.Clone(p.lock.Inputs) }
