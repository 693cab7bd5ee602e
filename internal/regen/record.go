package regen

import (
	"io/fs"
	"slices"
)

// write plans the bytes of a file at its path, and that they leave the place where it stood.
func (p *planner) write(j job, content []byte) {
	if j.from != j.path && j.mine.hash != "" {
		p.remove(j.from, j.mine.hash)
	}
	executable := j.mode()
	s := step{Path: j.path, Old: p.seen[j.path].hash, New: HashOf(content), Perm: j.perm(executable), content: content}
	if s.Old != s.New || p.seen[j.path].executable != executable {
		p.steps[j.path] = s
	}
}

// perm keeps the permissions that a person gave a file.
func (j job) perm(executable bool) fs.FileMode {
	perm := j.mine.perm
	if j.mine.hash == "" {
		perm = 0o644
	}
	perm &^= 0o111
	if executable {
		perm |= perm & 0o444 >> 2
	}
	return perm
}

// remove plans that a path is vacated, unless another file comes there.
func (p *planner) remove(path string, old Hash) {
	if _, taken := p.steps[path]; !taken {
		p.steps[path] = step{Path: path, Old: old}
	}
}

// mode merges the executable bit three-way: a person's change wins, for where both changed it they agree.
func (j job) mode() bool {
	switch {
	case j.file == nil:
		return j.mine.executable
	case j.mine.hash == "":
		return j.file.Executable
	case j.entry == nil, j.file.Owner == Yours, j.entry.Owner == Yours:
		return j.mine.executable
	case j.mine.executable != j.entry.Executable:
		return j.mine.executable
	}
	return j.file.Executable
}

// record writes the file's line of the next lock.
func (p *planner) record(j job, c Case, d Decision) {
	if d.Record == Forget || d.Record == Stay && j.entry == nil {
		return
	}
	var e Entry
	if j.entry != nil {
		e = *j.entry
	}
	moved := d.Row == 3 && j.from != j.path
	if !moved {
		e.Path = j.path
	}
	if d.State != "" {
		e.State = d.State
	}
	if d.Record == Stay {
		if j.file != nil && !moved && e.State != Conflict { // it moves once it is solved
			e.describe(*j.file)
		}
		p.next = append(p.next, e)
		return
	}
	e.describe(*j.file)
	e.Owner, e.Base, e.Executable = j.file.Owner, c.New, j.file.Executable
	p.blobs[c.New] = j.file.Content
	if d.Record == Theirs {
		e.Owner = Yours
	}
	p.next = append(p.next, e)
}

// describe takes over what a file is for and made from.
func (e *Entry) describe(f File) {
	e.Home, e.Unit, e.Template, e.Entries = f.Path, f.unit(), f.Template, slices.Sorted(slices.Values(f.Entries))
}
