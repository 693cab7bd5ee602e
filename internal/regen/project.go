package regen

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/streamlift/streamlift/internal/diag"
)

// Project is the folder of a generated project, opened for regeneration. Nothing outside the folder is read or written.
type Project struct {
	Notes []string // what opening it settled by itself, for people

	disk   disk
	lock   Lock
	sum    Hash // of the lock file
	stored map[Hash]bool
}

// Open reads the state of a project: a folder without state is one that was never generated. An unfinished transaction
// is ErrUnfinished; a lock that cannot be read is a diag.List.
func Open(dir string) (*Project, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	p := &Project{disk: disk{root: root}}
	if err := p.load(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return p, nil
}

// Close ends the use of the folder.
func (p *Project) Close() error { return p.disk.root.Close() }

// Files is what the lock says about each file, by path.
func (p *Project) Files() []Entry { return slices.Clone(p.lock.Files) }

func (p *Project) load() error {
	state, err := p.disk.root.Lstat(stateDir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !state.IsDir():
		return fmt.Errorf("%s: is no folder. remove it", stateDir)
	}
	if open, err := p.disk.exists(txDir); err != nil || open {
		return errors.Join(err, ErrUnfinished)
	}
	if p.stored, err = p.disk.stored(); err != nil {
		return err
	}
	text, err := p.disk.look(lockPath)
	switch {
	case err != nil:
		return err
	case text.foreign:
		return fmt.Errorf("%s: is a link or folder. remove it", lockPath)
	case text.hash == "":
		return nil
	}
	lock, found := parseLock(string(text.content))
	if len(found) > 0 {
		return found
	}
	p.sum = text.hash
	p.lock, p.Notes = settle(lock, p.stored)
	return nil
}

// settle chooses one line where a union of branches left several. Any of them is safe: its base is something that was
// generated, so a person's lines never look generated. One whose base is still stored merges best.
func settle(lock Lock, stored map[Hash]bool) (Lock, []string) {
	var notes []string
	var files []Entry
	for _, e := range lock.Files {
		last := len(files) - 1
		if last < 0 || files[last].Path != e.Path {
			files = append(files, e)
			continue
		}
		notes = append(notes, fmt.Sprintf("%s: %s stands there twice after a merge of branches; settled", lockPath, e.Path))
		if !stored[files[last].Base] && stored[e.Base] {
			files[last] = e
		}
	}
	lock.Files = files
	lock.Inputs = slices.CompactFunc(lock.Inputs, func(a, b Input) bool { return a.Name == b.Name })
	return lock, slices.Compact(notes)
}

// Plan decides about every file and writes nothing.
func (p *Project) Plan(files []File, options Options) (*Plan, error) {
	lock, err := p.disk.look(lockPath)
	if err != nil {
		return nil, err
	}
	if lock.hash != p.sum {
		return nil, fmt.Errorf("%s: changed while the plan was made. generate again", lockPath)
	}
	planner := p.planner(options)
	l := p.disk.looker()
	defer l.close()
	planner.look = l.look
	return p.planWith(planner, files, options)
}

// planWith makes a plan with a planner that says where files are read.
func (p *Project) planWith(planner *planner, files []File, options Options) (*Plan, error) {
	plan, err := planner.plan(files)
	if err != nil {
		return nil, err
	}
	if err := checkRadius(p.lock, files, options.Inputs); err != nil {
		return nil, err
	}
	next := Lock{Files: planner.next, Inputs: p.lock.Inputs}
	if options.Inputs != nil {
		next.Inputs = nil
		for name, hash := range options.Inputs {
			next.Inputs = append(next.Inputs, Input{Name: name, Hash: hash})
		}
		slices.SortFunc(next.Inputs, func(a, b Input) int { return cmp.Compare(a.Name, b.Name) })
	}
	for _, v := range options.Also {
		old, err := planner.read(v.Path)
		if err != nil {
			return nil, err
		}
		if s := (step{Path: v.Path, Old: old.hash, New: HashOf(v.Content), content: v.Content}); s.Old != s.New {
			planner.steps[v.Path] = s
		}
	}
	plan.lock, plan.packChanged = p.sum, packChanged(p.lock, options.Inputs)
	plan.steps, err = p.steps(planner, next)
	return plan, err
}

func (p *Project) planner(options Options) *planner {
	return &planner{
		lock: p.lock, maker: options.Maker, look: p.disk.look, stored: p.stored,
		base:  func(h Hash) ([]byte, error) { return readBase(p.disk, h) },
		loose: func(sizes map[int64]bool) ([]string, error) { return p.disk.loose(p.lock, sizes) },
		steps: map[string]step{}, blobs: map[Hash][]byte{}, seen: map[string]found{},
	}
}

// steps orders the transaction: saved copies, the base store, the files, and the lock last.
func (p *Project) steps(planner *planner, next Lock) ([]step, error) {
	if err := p.stateSteps(planner, next); err != nil {
		return nil, err
	}
	var steps []step
	for _, s := range planner.steps {
		steps = append(steps, s)
	}
	slices.SortFunc(steps, func(a, b step) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Path, b.Path))
	})
	return steps, nil
}

func rank(s step) int {
	switch {
	case s.Path == lockPath:
		return 2
	case strings.HasPrefix(s.Path, stateDir+"/"):
		return 0
	}
	return 1
}

// stateSteps are the changes of the tool's own folder.
func (p *Project) stateSteps(planner *planner, next Lock) error {
	var pack packer
	wanted, conflicts := map[Hash]bool{}, map[string]bool{}
	for _, e := range next.Files {
		if keepsBase(e) {
			wanted[e.Base] = true
		}
		if e.State == Conflict {
			conflicts[e.Path] = true
		}
	}
	for h := range wanted {
		content, known := planner.blobs[h]
		if p.stored[h] || !known {
			continue
		}
		packed, err := pack.pack(h, content)
		if err != nil {
			return err
		}
		planner.steps[basePath(h)] = step{Path: basePath(h), New: HashOf(packed), content: packed}
	}
	gone := []string{}
	for h := range p.stored {
		if !wanted[h] {
			gone = append(gone, basePath(h))
		}
	}
	for _, e := range p.lock.Files {
		if e.State == Conflict && !conflicts[e.Path] {
			gone = append(gone, savedPath(e.Path, savedMine), savedPath(e.Path, savedNew))
		}
	}
	for _, name := range gone {
		f, err := planner.read(name)
		if err != nil {
			return err
		}
		if f.hash != "" {
			planner.steps[name] = step{Path: name, Old: f.hash}
		}
	}
	for name, text := range stateFiles() {
		if f, err := planner.read(name); err != nil || f.hash == "" && !f.foreign {
			planner.steps[name] = step{Path: name, New: HashOf([]byte(text)), content: []byte(text)}
		}
	}
	text := next.format()
	if h := HashOf(text); h != p.sum {
		planner.steps[lockPath] = step{Path: lockPath, Old: p.sum, New: h, content: text}
	}
	return nil
}

// stateFiles tell git how to treat the tool's folder: the base store is bytes, the lock merges line by line.
func stateFiles() map[string]string {
	return map[string]string{
		stateDir + "/.gitattributes": "base/** binary\nconflicts/** -text\nlock text eol=lf merge=union\n",
		stateDir + "/.gitignore":     "/tx/\n",
	}
}

// Apply carries a plan out, all of it or nothing.
func (p *Project) Apply(plan *Plan) error {
	if plan.lock != p.sum {
		return fmt.Errorf("%s: changed since the plan was made. generate again", lockPath)
	}
	if err := commit(p.disk, plan.steps); err != nil {
		return err
	}
	return p.load()
}

// Recover ends an interrupted run of the project in a folder, or joins the lock that a merge of branches left in
// conflict.
func Recover(dir string) (Recovery, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", err
	}
	d := disk{root: root}
	done, err := recoverDisk(d)
	if err == nil && done == Nothing {
		done, err = joinLock(d)
	}
	return done, errors.Join(err, root.Close())
}

// joinLock keeps the lines of both sides where the lock holds merge markers; opening the project chooses among them.
func joinLock(d disk) (Recovery, error) {
	old, err := d.look(lockPath)
	if err != nil || old.hash == "" || len(mergeMarkers(diag.NewSource(lockPath, string(old.content)))) == 0 {
		return Nothing, err
	}
	var b strings.Builder
	base := false
	for line := range strings.Lines(strings.ReplaceAll(string(old.content), "\r\n", "\n")) {
		switch {
		case strings.HasPrefix(line, "|||||||"):
			base = true
		case strings.HasPrefix(line, "======="), strings.HasPrefix(line, ">>>>>>>"):
			base = false
		case !base && !strings.HasPrefix(line, "<<<<<<<"):
			b.WriteString(line)
		}
	}
	lock, found := parseLock(b.String())
	if len(found) > 0 {
		return "", found
	}
	stored, err := d.stored()
	if err != nil {
		return "", err
	}
	lock, _ = settle(lock, stored)
	content := lock.format()
	return Joined, commit(d, []step{{Path: lockPath, Old: old.hash, New: HashOf(content), content: content}})
}

// stored lists the base store.
func (d disk) stored() (map[Hash]bool, error) {
	out := map[Hash]bool{}
	dir, err := d.root.Open(filepath.FromSlash(baseDir))
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	names, err := dir.Readdirnames(-1)
	for _, name := range names {
		if validHash(Hash(name)) {
			out[Hash(name)] = true
		}
	}
	return out, errors.Join(err, dir.Close())
}

// maxLoose bounds the search for a file that a person moved.
const maxLoose = 20_000

// loose lists the regular files of some sizes that the lock does not know, without those of tools.
func (d disk) loose(lock Lock, sizes map[int64]bool) ([]string, error) {
	known := map[string]bool{}
	for _, e := range lock.Files {
		known[e.Path] = true
	}
	var names []string
	seen := 0
	err := fs.WalkDir(d.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir // not ours to read
		case entry.IsDir() && slices.Contains([]string{".git", stateDir, ".venv", "node_modules", "__pycache__"}, entry.Name()):
			return fs.SkipDir
		case !entry.Type().IsRegular() || known[name] || !safePath(name):
			return nil
		}
		if seen++; seen > maxLoose {
			return fs.SkipAll
		}
		if info, err := entry.Info(); err == nil && sizes[info.Size()] {
			names = append(names, name)
		}
		return nil
	})
	return names, err
}
