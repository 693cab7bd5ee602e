package regen

import (
	"errors"
	"fmt"
	"slices"

	"github.com/streamlift/streamlift/internal/diag"
	"github.com/streamlift/streamlift/internal/merge"
)

// Side says which version of a file in conflict is accepted.
type Side string

// The sides.
const (
	AsIs Side = ""     // as it stands in the project now
	Mine Side = "mine" // as it was before the run that found the conflict
	Next Side = "new"  // as it is generated
)

// Accepted is one question that was settled.
type Accepted struct {
	Path string `json:"path"`
	Says string `json:"says"` // what it means from now on
}

// MarkersError says that files cannot be accepted yet: exit code 4.
type MarkersError struct{ Places []string }

func (e *MarkersError) Error() string {
	return fmt.Sprintf("conflict markers are left in %d %s. solve them, or take one side whole with --mine or --new",
		len(e.Places), plural(len(e.Places), "place", "places"))
}

// AskedError says that a path that somebody named is not one that can be asked about: wrong usage.
type AskedError struct{ Message string }

func (e *AskedError) Error() string { return e.Message }

func asked(format string, args ...any) error {
	return &AskedError{Message: fmt.Sprintf(format, args...)}
}

// Accept settles the open questions about some files, or about all with no paths. All are settled or none.
func (p *Project) Accept(side Side, paths ...string) ([]Accepted, error) {
	var chosen []Entry
	for _, e := range p.lock.Files {
		if e.State.Open() && (len(paths) == 0 || slices.Contains(paths, e.Path)) {
			chosen = append(chosen, e)
		}
	}
	if err := p.known(chosen, paths); err != nil {
		return nil, err
	}
	planner := p.planner(Options{})
	next := map[string]*Entry{}
	var done []Accepted
	var left []string
	for _, e := range chosen {
		says, becomes, err := planner.accept(e, side)
		var markers *MarkersError
		if errors.As(err, &markers) {
			left = append(left, markers.Places...)
			continue
		}
		if err != nil {
			return nil, err
		}
		next[e.Path] = becomes
		done = append(done, Accepted{Path: e.Path, Says: says})
	}
	if len(left) > 0 {
		return nil, &MarkersError{Places: left}
	}
	lock := Lock{Inputs: p.lock.Inputs}
	for _, e := range p.lock.Files {
		becomes, settled := next[e.Path]
		switch {
		case !settled:
			lock.Files = append(lock.Files, e)
		case becomes != nil:
			lock.Files = append(lock.Files, *becomes)
		}
	}
	steps, err := p.steps(planner, lock)
	if err != nil {
		return nil, err
	}
	if err := commit(p.disk, steps); err != nil {
		return nil, err
	}
	return done, p.load()
}

// known refuses paths that hold no open question, with the nearest that does.
func (p *Project) known(chosen []Entry, paths []string) error {
	var open []string
	for _, e := range p.lock.Files {
		if e.State.Open() {
			open = append(open, e.Path)
		}
	}
	for _, name := range paths {
		if slices.ContainsFunc(chosen, func(e Entry) bool { return e.Path == name }) {
			continue
		}
		advice := "no file is in conflict"
		if len(open) > 0 {
			advice = fmt.Sprintf("`streamlift accept` without a path accepts all %d that are", len(open))
		}
		if near := diag.Nearest(name, open); near != "" {
			advice = fmt.Sprintf("did you mean %q?", near)
		}
		return asked("%s: is not in conflict. %s", name, advice)
	}
	return nil
}

// accept settles one question: what it means, and the lock's line from now on (nil when it goes).
func (p *planner) accept(e Entry, side Side) (string, *Entry, error) {
	now, err := p.read(e.Path)
	if err != nil {
		return "", nil, err
	}
	if now.foreign {
		return "", nil, asked("%s: a link, folder or device stands there. move or delete it first", e.Path)
	}
	switch e.State {
	case Conflict:
		return p.acceptConflict(e, side, now)
	case Orphan:
		if side == Next {
			p.steps[e.Path] = step{Path: e.Path, Old: now.hash}
			return "deleted, as it is no longer generated", nil, nil
		}
		return "kept; yours from now on", nil, nil
	case Missing:
		if side == Next {
			return "the next generate writes it again", nil, nil
		}
		e.State = Dropped
		return "stays deleted", &e, nil
	}
	if side == Next {
		p.steps[e.Path] = step{Path: e.Path, Old: now.hash}
		return "your edit is gone; the next generate writes the file", nil, nil
	}
	e.Owner, e.State = Yours, Taken
	return "taken over: yours from now on", &e, nil
}

// acceptConflict settles a conflict of content. The base is the new side already, so what differs from it is an edit.
func (p *planner) acceptConflict(e Entry, side Side, now found) (string, *Entry, error) {
	mine, err := p.read(savedPath(e.Path, savedMine))
	if err != nil {
		return "", nil, err
	}
	theirs, err := p.read(savedPath(e.Path, savedNew))
	if err != nil {
		return "", nil, err
	}
	content := now.content
	switch side {
	case Mine:
		if mine.hash == "" {
			return "", nil, asked("%s: your version is not kept any more. accept the file as it stands", e.Path)
		}
		content = mine.content
	case Next:
		if theirs.hash != e.Base {
			return "", nil, asked("%s: the new version is not kept any more. delete the file and generate again", e.Path)
		}
		content = theirs.content
	default:
		var places []string
		for _, line := range merge.Markers(e.Path, string(content), string(mine.content), string(theirs.content)) {
			places = append(places, diag.Place(e.Path, diag.Position{Line: line}))
		}
		if len(places) > 0 {
			return "", nil, &MarkersError{Places: places}
		}
	}
	j := job{mine: now}
	if h := HashOf(content); side != AsIs && h != now.hash {
		p.steps[e.Path] = step{Path: e.Path, Old: now.hash, New: h, content: content, Perm: j.perm(now.executable || now.hash == "" && e.Executable)}
	}
	e.State = Clean
	switch {
	case side == AsIs && now.hash == "":
		e.State = Dropped
		return "stays deleted", &e, nil
	case e.Owner == Owned && HashOf(content) != e.Base:
		e.Owner, e.State = Yours, Taken
		return "taken over: yours from now on", &e, nil
	case HashOf(content) == e.Base:
		return "is what is generated", &e, nil
	}
	return "is an edit of what is generated", &e, nil
}
