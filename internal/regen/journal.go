package regen

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// The tool's own folder in a project. The transaction folder exists only while files are being replaced.
const (
	stateDir    = ".streamlift"
	txDir       = stateDir + "/tx"
	journalPath = txDir + "/journal"
)

// ErrUnfinished is returned while a transaction folder stands in the project: exit code 6.
var ErrUnfinished = errors.New("a run is going on or was interrupted; when none is going on, run streamlift recover")

// step replaces one file. Old and New are what the path held before and holds after; "" is no file.
type step struct {
	Path    string      `json:"path"`
	Old     Hash        `json:"old"`
	New     Hash        `json:"new"`
	Perm    fs.FileMode `json:"perm,omitempty"` // 0 is 0644
	content []byte      // until it is staged
}

// journal is what recovery needs: it is written once, before the first file is touched.
type journal struct {
	Steps []step `json:"steps"`
	Sum   Hash   `json:"sum"` // of the steps as JSON: a torn journal is no journal
}

func newPath(i int) string { return fmt.Sprintf("%s/new%d", txDir, i) }
func oldPath(i int) string { return fmt.Sprintf("%s/old%d", txDir, i) }

// commit replaces the files of all steps or of none. An error before the journal stands leaves the project as it was;
// an error after it is undone at once. Only a process that dies, or a disk that fails twice, leaves work for Recover.
func commit(d disk, steps []step) error {
	if len(steps) == 0 {
		return nil
	}
	if err := d.mkdir(stateDir); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := d.mkdir(txDir); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return ErrUnfinished
		}
		return err
	}
	release, err := d.hold()
	if errors.Is(err, ErrUnfinished) {
		return err
	}
	if err != nil {
		return errors.Join(err, d.removeAll(txDir))
	}
	defer release()
	if err := stage(d, steps); err != nil {
		return errors.Join(err, d.removeAll(txDir))
	}
	if err = replaceFirst(d, steps); err == nil {
		err = finish(d, steps)
	}
	if err == nil {
		return nil
	}
	if open, lookErr := d.exists(journalPath); lookErr == nil && !open {
		return fmt.Errorf("all files are written, but %s is still there: %w: %w", txDir, err, ErrUnfinished)
	}
	if undone := undo(d, steps); undone != nil {
		return fmt.Errorf("%w (undoing it also failed: %w): %w", err, undone, ErrUnfinished)
	}
	return err
}

// stage writes all new contents and then the journal, and checks that nobody changed a file since the plan was made.
func stage(d disk, steps []step) error {
	err := d.within(path.Dir(newPath(0)), func(folder disk) error {
		for i, s := range steps {
			if s.New == "" {
				continue
			}
			if err := folder.write(path.Base(newPath(i)), s.content, cmp.Or(s.Perm, 0o644)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := unchanged(d, steps); err != nil {
		return err
	}
	sum, err := sumOf(steps)
	if err != nil {
		return err
	}
	content, err := json.MarshalIndent(journal{Steps: steps, Sum: sum}, "", " ")
	if err != nil {
		return err
	}
	if err := d.writeSynced(journalPath+".part", content); err != nil {
		return err
	}
	return d.rename(journalPath+".part", journalPath)
}

// unchanged holds that every path still holds what the plan was made from.
func unchanged(d disk, steps []step) error {
	l := d.looker()
	defer l.close()
	for _, s := range steps {
		found, err := l.look(s.Path)
		if err != nil {
			return err
		}
		if found.foreign || found.hash != s.Old {
			return fmt.Errorf("%s: changed while the plan was made. generate again", s.Path)
		}
	}
	return nil
}

func sumOf(steps []step) (Hash, error) {
	content, err := json.Marshal(steps)
	return HashOf(content), err
}

// replaceFirst is replaceAll right after staging, when no step was done yet.
func replaceFirst(d disk, steps []step) error {
	for i, s := range steps {
		if s.Old != "" {
			if err := d.rename(s.Path, oldPath(i)); err != nil {
				return err
			}
		}
		if s.New == "" {
			continue
		}
		if err := place(d, newPath(i), s.Path); err != nil {
			return err
		}
	}
	return nil
}

// place puts a file at a path, whose folders it makes when they are not there. It never replaces a file that somebody
// put there in the meantime.
func place(d disk, from, to string) error {
	err := d.link(from, to)
	if errors.Is(err, fs.ErrNotExist) {
		if err := d.mkdirAll(path.Dir(to)); err != nil {
			return err
		}
		err = d.link(from, to)
	}
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: changed while files were replaced. generate again", to)
	}
	return err
}

// replaceAll brings every path to its new state. It may be repeated: a step that was done is skipped.
func replaceAll(d disk, steps []step) error {
	for i, s := range steps {
		if err := replace(d, i, s); err != nil {
			return err
		}
	}
	return nil
}

// progress is how far one step is.
type progress struct{ now, kept, staged found }

func lookStep(d disk, i int, s step) (p progress, err error) {
	l := d.looker()
	defer l.close()
	if p.now, err = l.look(s.Path); err != nil {
		return p, err
	}
	if p.kept, err = l.look(oldPath(i)); err != nil {
		return p, err
	}
	p.staged, err = l.look(newPath(i))
	return p, err
}

// placed reports whether the new file stands at its path: the old one was moved away, or there was none.
func (p progress) placed(s step) bool {
	return s.New != "" && p.now.hash == s.New && (s.Old == "" || p.kept.hash != "")
}

func replace(d disk, i int, s step) error {
	p, err := lookStep(d, i, s)
	switch {
	case err != nil:
		return err
	case p.placed(s), s.New == "" && p.now.hash == "" && !p.now.foreign:
		return nil // this step was done
	case s.New != "" && p.staged.hash != s.New:
		return fmt.Errorf("%s: its staged content is damaged", s.Path)
	case p.now.foreign || p.now.hash != "" && p.now.hash != s.Old:
		return fmt.Errorf("%s: changed while files were replaced", s.Path)
	case p.now.hash != "" && p.kept.hash == "":
		if err := d.rename(s.Path, oldPath(i)); err != nil {
			return err
		}
	}
	if s.New == "" {
		return nil
	}
	return place(d, newPath(i), s.Path)
}

// finish ends a transaction whose files are all in place. What was moved away must be what the plan was made from: an
// editor may have saved in the last moment.
func finish(d disk, steps []step) error {
	l := d.looker()
	defer l.close()
	for i, s := range steps {
		if s.Old == "" {
			continue
		}
		if kept, err := l.look(oldPath(i)); err != nil || kept.hash != s.Old {
			return cmp.Or(err, fmt.Errorf("%s: changed while files were replaced. generate again", s.Path))
		}
	}
	for _, s := range steps {
		if s.New != "" {
			continue
		}
		if err := d.removeEmptyParents(s.Path); err != nil {
			return err
		}
	}
	return closeJournal(d)
}

// closeJournal removes the journal: this is the moment at which the transaction is over. What is left of its folder
// is rubbish, which the next run may remove.
func closeJournal(d disk) error {
	if err := d.remove(journalPath); err != nil {
		return err
	}
	return d.removeAll(txDir)
}

// undo brings every path back to its old state. It may be repeated, like replaceAll.
func undo(d disk, steps []step) error {
	for i := len(steps) - 1; i >= 0; i-- {
		if err := restore(d, i, steps[i]); err != nil {
			return err
		}
	}
	for _, s := range steps {
		if s.Old != "" {
			continue
		}
		if err := d.removeEmptyParents(s.Path); err != nil {
			return err
		}
	}
	return closeJournal(d)
}

func restore(d disk, i int, s step) error {
	p, err := lookStep(d, i, s)
	placed := p.placed(s)
	switch {
	case err != nil:
		return err
	case p.kept.hash == "" && !(placed && s.Old == ""):
		return nil // the old file never left, or there was none and nothing came
	case p.now.foreign || p.now.hash != "" && !placed:
		return fmt.Errorf("%s: changed after the run was interrupted. move it away and run streamlift recover again", s.Path)
	case p.now.hash != "" && p.staged.hash != "":
		err = d.remove(s.Path)
	case p.now.hash != "":
		err = d.rename(s.Path, newPath(i))
	}
	if err != nil || p.kept.hash == "" {
		return err
	}
	return place(d, oldPath(i), s.Path)
}

// Recovery says what Recover found and did.
type Recovery string

// The recoveries.
const (
	Nothing  Recovery = "nothing"  // no transaction was open
	Undone   Recovery = "undone"   // the project is as it was before the run
	Finished Recovery = "finished" // the project is as the run wanted it
	Joined   Recovery = "joined"   // the lock held merge markers and now holds the lines of both sides
)

// recoverDisk ends an interrupted transaction: forward when every staged file is whole, else back.
func recoverDisk(d disk) (Recovery, error) {
	if there, err := d.exists(txDir); err != nil || !there {
		return Nothing, err
	}
	release, err := d.hold()
	if err != nil {
		return "", err
	}
	defer release()
	steps, err := readJournal(d)
	if err != nil {
		return "", err
	}
	if steps == nil { // nothing outside the folder was touched yet
		return Undone, d.removeAll(txDir)
	}
	err = replaceAll(d, steps)
	if err == nil {
		err = finish(d, steps)
	}
	if err == nil {
		return Finished, nil
	}
	if open, lookErr := d.exists(journalPath); lookErr == nil && !open {
		return "", err // only the folder of the transaction is still there
	}
	return Undone, undo(d, steps)
}

// readJournal gives nil when no whole journal stands; a damaged one is an error, for files may have been moved.
func readJournal(d disk) ([]step, error) {
	content, err := d.read(journalPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var j journal
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&j); err != nil {
		return nil, fmt.Errorf("%s: damaged: %w. the originals stand in %s/old*", journalPath, err, txDir)
	}
	if sum, err := sumOf(j.Steps); err != nil || sum != j.Sum {
		return nil, fmt.Errorf("%s: damaged: its sum differs. the originals stand in %s/old*", journalPath, txDir)
	}
	for _, s := range j.Steps {
		if !mayReplace(s.Path) {
			return nil, fmt.Errorf("%s: damaged: it names %q, which no run replaces. the originals stand in %s/old*", journalPath, s.Path, txDir)
		}
	}
	return j.Steps, nil
}

// mayReplace reports whether a transaction may hold a path: a journal may come from anybody, as with a repository that
// was cloned, and must not reach git's hooks or out of the project.
func mayReplace(name string) bool {
	if own, ok := strings.CutPrefix(name, stateDir+"/"); ok {
		return safePath(own) && own != "tx" && !strings.HasPrefix(own, "tx/")
	}
	return safePath(name)
}
