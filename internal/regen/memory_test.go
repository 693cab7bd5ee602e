package regen

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
)

// memory is a project in memory: what a folder would hold.
type memory map[string]string

func (m memory) look(name string) (found, error) {
	text, ok := m[name]
	if !ok {
		return found{}, nil
	}
	f := found{content: []byte(text), perm: 0o644}
	f.sums()
	return f, nil
}

// generate plans and applies as Open, Plan and Apply do on a disk.
func (m memory) generate(t *testing.T, files []File) *Plan {
	t.Helper()
	p := &Project{stored: map[Hash]bool{}}
	for name := range m {
		if h, ok := strings.CutPrefix(name, baseDir+"/"); ok {
			p.stored[Hash(h)] = true
		}
	}
	if text, ok := m[lockPath]; ok {
		lock, found := parseLock(text)
		if len(found) > 0 {
			t.Fatal(found)
		}
		p.lock, _ = settle(lock, p.stored)
		p.sum = HashOf([]byte(text))
	}
	planner := &planner{
		lock: p.lock, maker: "split@1", look: m.look, stored: p.stored,
		base: func(h Hash) ([]byte, error) {
			packed, ok := m[basePath(h)]
			if !ok {
				return nil, fs.ErrNotExist
			}
			return unpack(h, []byte(packed))
		},
		loose: func(sizes map[int64]bool) ([]string, error) {
			var names []string
			for name, text := range m {
				if sizes[int64(len(text))] && !strings.HasPrefix(name, stateDir) && !slices.ContainsFunc(p.lock.Files, func(e Entry) bool { return e.Path == name }) {
					names = append(names, name)
				}
			}
			return names, nil
		},
		steps: map[string]step{}, blobs: map[Hash][]byte{}, seen: map[string]found{},
	}
	plan, err := p.planWith(planner, files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range plan.steps {
		if found, _ := m.look(s.Path); found.hash != s.Old {
			t.Fatalf("%s: the plan expects %q there, it is %q", s.Path, s.Old, found.hash)
		}
		delete(m, s.Path)
	}
	for _, s := range plan.steps {
		if s.New != "" {
			m[s.Path] = string(s.content)
		}
	}
	return plan
}
