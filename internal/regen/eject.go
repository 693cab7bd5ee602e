package regen

import (
	"io/fs"
	"slices"
	"strings"
)

// Eject ends the use of the tool in one transaction: its folder goes, and every file that it generated becomes what
// without gives for it; nil deletes a file.
func (p *Project) Eject(without func(Entry, []byte) []byte) error {
	var steps []step
	l := p.disk.looker()
	defer l.close()
	for _, e := range p.lock.Files {
		now, err := l.look(e.Path)
		if err != nil {
			return err
		}
		if now.hash == "" {
			continue
		}
		content := without(e, slices.Clone(now.content))
		s := step{Path: e.Path, Old: now.hash, content: content, Perm: now.perm}
		if content != nil {
			s.New = HashOf(content)
		}
		if s.New != s.Old {
			steps = append(steps, s)
		}
	}
	err := fs.WalkDir(p.disk.root.FS(), stateDir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, txDir+"/") {
			return err
		}
		now, err := l.look(name)
		if err == nil && now.hash != "" {
			steps = append(steps, step{Path: name, Old: now.hash})
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := commit(p.disk, steps); err != nil {
		return err
	}
	return p.disk.removeAll(stateDir)
}
