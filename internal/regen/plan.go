package regen

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/merge"
)

// Options are what a plan depends on besides the files.
type Options struct {
	Maker  string          // pack@version, for the labels of conflicts
	Inputs map[string]Hash // what files are made from, under the names of File.Entries, and "pack"; nil checks nothing
	Also   []Verbatim      // files of the caller that are written in the same transaction, whatever stands there
}

// Verbatim is a file that is written as it is and that the lock does not know.
type Verbatim struct {
	Path    string
	Content []byte
}

// Kind is what happens to a file, in one word.
type Kind string

// The kinds, in the order in which a plan shows them.
const (
	Conflicting Kind = "conflict"
	Deleted     Kind = "deleted"
	New         Kind = "new"
	Changed     Kind = "changed"
	Merged      Kind = "merged"
	Moved       Kind = "moved"
	Kept        Kind = "kept"
	Recorded    Kind = "recorded"
	Unchanged   Kind = "unchanged"
)

// Change is what a plan does with one file.
type Change struct {
	Path     string           `json:"path"`
	From     string           `json:"from,omitempty"` // where it stood, when it moves
	Kind     Kind             `json:"kind"`
	Row      int              `json:"row"` // of the table in docs/regeneration.md
	Owner    Owner            `json:"owner"`
	Reason   string           `json:"reason"`
	Advice   string           `json:"advice,omitempty"`
	Places   []merge.Conflict `json:"places,omitempty"` // the marked lines of a conflict
	Saved    string           `json:"saved,omitempty"`  // where a person's bytes are kept while markers stand in the file
	Template string           `json:"template,omitempty"`
	Entries  []string         `json:"entries,omitempty"`

	Before []byte `json:"-"` // what stands there now; nil when nothing does
	After  []byte `json:"-"` // what will stand there; nil when nothing will

	facts Case
}

// Plan is what a run would do: every file with its reason, and the steps of the transaction. Making one writes nothing.
type Plan struct {
	Changes []Change

	steps       []step
	lock        Hash // of the lock the plan was made from
	packChanged bool
}

// Conflicts are the changes that need a person; any makes the exit code 4.
func (p *Plan) Conflicts() []Change {
	return p.only(func(c Change) bool { return c.Kind == Conflicting })
}

// Deletions are the changes that remove a file.
func (p *Plan) Deletions() []Change {
	return p.only(func(c Change) bool { return c.Kind == Deleted })
}

// Differences are the changes after which a file of the project is another one.
func (p *Plan) Differences() []Change {
	return p.only(func(c Change) bool {
		return c.From != "" || (c.Before == nil) != (c.After == nil) || string(c.Before) != string(c.After)
	})
}

// Empty reports whether applying the plan would write nothing, not even the lock.
func (p *Plan) Empty() bool { return len(p.steps) == 0 }

func (p *Plan) only(keep func(Change) bool) []Change {
	var out []Change
	for _, c := range p.Changes {
		if keep(c) {
			out = append(out, c)
		}
	}
	return out
}

// planner makes a plan. It reads through functions, so that the table can be tried on trees in memory.
type planner struct {
	lock    Lock
	maker   string
	look    func(path string) (found, error)
	base    func(Hash) ([]byte, error)
	stored  map[Hash]bool                                // contents of the base store
	loose   func(sizes map[int64]bool) ([]string, error) // files that the lock does not know, of these sizes
	claimed map[string]bool                              // paths of the lock: what stands there is ours

	changes []Change
	steps   map[string]step
	next    []Entry
	blobs   map[Hash][]byte // contents that the base store may need
	seen    map[string]found
}

// job is one file with all three versions.
type job struct {
	file  *File  // nil when no longer generated
	entry *Entry // nil when the lock does not know it
	from  string // where it stands
	path  string // where it will stand
	moved string // where it stood before a person moved it
	mine  found
}

// plan pairs the new files with the lock's, decides about each and collects the steps.
func (p *planner) plan(files []File) (*Plan, error) {
	if err := checkFiles(files); err != nil {
		return nil, err
	}
	jobs, err := p.pair(files)
	if err != nil {
		return nil, err
	}
	for _, j := range jobs {
		if err := p.decide(j); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(p.next, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortFunc(p.changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return &Plan{Changes: p.changes}, nil
}

// checkFiles is the last guard before the disk: paths that leave the project or meet on some system are a bug of the
// pack or the generator.
func checkFiles(files []File) error {
	seen := map[string]string{}
	for _, f := range files {
		folded := strings.ToLower(f.Path)
		switch twin, ok := seen[folded]; {
		case !safePath(f.Path):
			return fmt.Errorf("%q: is no path inside a project. mend the pack's file table", f.Path)
		case ok && twin == f.Path:
			return fmt.Errorf("%s: generated twice. mend the pack's file table", f.Path)
		case ok:
			return fmt.Errorf("%s: differs from %s only by case. mend the pack's file table", f.Path, twin)
		case !slices.Contains([]Owner{Owned, Shared, Yours}, f.Owner):
			return fmt.Errorf("%s: has the owner %q. mend the pack's file table", f.Path, f.Owner)
		}
		seen[folded] = f.Path
	}
	return nil
}

// decide asks the table about one file and takes the outcome over.
func (p *planner) decide(j job) error {
	c := Case{Mine: j.mine.hash, Foreign: j.mine.foreign}
	if j.file != nil {
		c.Owner, c.New = j.file.Owner, HashOf(j.file.Content)
	}
	if j.entry != nil {
		c.Was, c.State, c.Base = j.entry.Owner, j.entry.State, j.entry.Base
		if j.file == nil {
			c.Owner = c.Was
		}
	}
	if onlyLineEnds(j.mine, c) {
		c.Mine = j.mine.unix
	}
	if c.Was == Owned && p.onlyLayout(j, c) {
		c.Mine = c.Base
	}
	if j.from != j.path {
		target, err := p.read(j.path)
		if err != nil {
			return err
		}
		if target.foreign || target.hash != "" && !p.claimed[j.path] {
			return p.take(j, c, Decision{Row: 3, Action: Keep, Record: Stay, State: Blocked, Conflict: true,
				Reason: fmt.Sprintf("%s moves here, but a file that was not generated stands here", j.from),
				Advice: "move or delete the file that stands here, then generate again"})
		}
	}
	d := Decide(c)
	if d.Action == Merge {
		base, err := p.base(c.Base)
		if err != nil || !mergeable(base, j.mine.content, j.file.Content) || j.mine.large {
			c.Unmerged = true
			return p.take(j, c, Decide(c))
		}
		return p.merge(j, c, string(base))
	}
	return p.take(j, c, d)
}

// onlyLineEnds reports whether a file is a generated one but for its line ends: git or an editor turned them all.
func onlyLineEnds(mine found, c Case) bool {
	return mine.unix != "" && mine.hash != c.Base && mine.hash != c.New && (mine.unix == c.Base || mine.unix == c.New)
}

// onlyLayout reports whether a file that the tool owns was reformatted, and nothing else: no edit to ask about.
func (p *planner) onlyLayout(j job, c Case) bool {
	if c.Mine == "" || c.Mine == c.Base || c.Mine == c.New || !keepsBase(*j.entry) {
		return false
	}
	base, err := p.base(c.Base)
	return err == nil && merge.SameCode(j.from, string(base), string(j.mine.content))
}

// read looks at a path once.
func (p *planner) read(path string) (found, error) {
	if f, ok := p.seen[path]; ok {
		return f, nil
	}
	f, err := p.look(path)
	if err == nil {
		p.seen[path] = f
	}
	return f, err
}

// merge is row 8: a clean outcome is written, any other becomes a conflict with markers and the person's bytes saved.
func (p *planner) merge(j job, c Case, base string) error {
	labels := merge.Labels{Mine: "yours: as you edited it", Base: "base: generated last time", Theirs: "new: " + j.file.origin(p.maker)}
	result := merge.Merge(j.path, merge.Versions{Base: base, Mine: string(j.mine.content), Theirs: string(j.file.Content)}, labels)
	d := Decide(c)
	if len(result.Conflicts) > 0 {
		d = mergeConflict(result.Reason)
	}
	content := []byte(result.Text)
	change := p.change(j, c, d)
	change.Places, change.After = result.Conflicts, content
	change.Kind = Merged
	if d.Conflict {
		change.Kind, change.Saved = Conflicting, savedPath(j.path, savedMine)
		p.save(j)
	}
	p.write(j, content)
	p.changes = append(p.changes, change)
	p.record(j, c, d)
	return nil
}

// origin names what made a file, for people.
func (f File) origin(maker string) string {
	words := slices.Clone(f.Entries)
	if maker != "" {
		words = append(words, maker)
	}
	if len(words) == 0 {
		return "generated now"
	}
	return strings.Join(words, ", ")
}

// take carries out a decision that needs no merge.
func (p *planner) take(j job, c Case, d Decision) error {
	change := p.change(j, c, d)
	switch {
	case d.Action == Write:
		content := j.file.Content
		if onlyLineEnds(j.mine, Case{Base: c.Base}) {
			content = bytes.ReplaceAll(content, []byte("\n"), []byte("\r\n"))
		}
		p.write(j, content)
		change.After = content
	case d.Action == Delete:
		p.steps[j.from] = step{Path: j.from, Old: j.mine.hash}
		change.After = nil
	case j.mine.hash != "" && d.Record != Forget && !(d.Row == 3 && j.from != j.path):
		p.write(j, j.mine.content)
	}
	change.Kind = kindOf(change, d)
	if _, written := p.steps[j.path]; written && change.Kind == Unchanged {
		change.Kind, change.Reason = Changed, "only whether it is a program changes"
	}
	if j.moved != "" && change.Kind == Unchanged {
		change.Kind = Moved
	}
	if d.State == Conflict && (j.entry == nil || j.entry.State != Conflict) {
		p.save(j)
	}
	if d.Row != 0 {
		p.changes = append(p.changes, change)
	}
	p.record(j, c, d)
	return nil
}

func (p *planner) change(j job, facts Case, d Decision) Change {
	c := Change{facts: facts, Path: j.path, Row: d.Row, Reason: d.Reason, Advice: d.Advice, Before: j.mine.content, After: j.mine.content}
	if j.entry != nil {
		c.Owner, c.Template, c.Entries = j.entry.Owner, j.entry.Template, j.entry.Entries
	}
	if j.file != nil {
		c.Owner, c.Template, c.Entries = j.file.Owner, j.file.Template, j.file.Entries
	}
	if j.from != j.path && !d.Conflict && j.mine.hash != "" {
		c.From = j.from
		c.Reason = "moved with its content; " + c.Reason
	}
	if j.moved != "" {
		c.Reason = "you moved it here from " + j.moved + "; " + c.Reason
	}
	return c
}

// kindOf names an outcome of the table.
func kindOf(c Change, d Decision) Kind {
	switch {
	case d.Conflict:
		return Conflicting
	case d.Action == Delete:
		return Deleted
	case d.Action == Write && c.Before == nil:
		return New
	case d.Action == Write && string(c.Before) != string(c.After):
		return Changed
	case c.From != "":
		return Moved
	case d.Row == 6 || d.Row == 9 || d.Row == 10:
		return Kept
	case d.Row == 2 || d.Row == 7 || d.Row == 13 || d.Row == 3 || d.Row == 21:
		return Recorded
	}
	return Unchanged
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
